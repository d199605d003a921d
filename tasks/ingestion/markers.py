"""Speaker markers: what of a line may say who speaks, before the whole document tells which of them do.

Shapes follow what French laboratories type and what QualCoder, TXM and Sonal read: ``Enquêtrice :``, ``E1 :``, ``Q.``,
``MB :``, ``Mme X :``, code and tab, ``[Chercheur] (0:01 - 0:11)``, ``Anne 0:03``, with a time before or after.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from tasks.ingestion.folding import fold
from tasks.ingestion.timestamps import NO_TIME, SPAN, TimeSpan, parse_span
from tasks.ingestion.vocabulary import EVENTS, NEVER_LABELS, PARTICLES, is_role_word

Shape = Literal["given", "bracket", "time", "colon", "tab", "stop", "hyphen", "dash", "bold"]

MAX_LABEL_CHARACTERS = 40
MAX_LABEL_WORDS = 5

_HEAD_CHARACTERS = 160
"""A marker ends within these: keeps a line of megabytes cheap."""

_TIME = rf"(?:\[\s*(?P<t1>{SPAN})\s*\]|\(\s*(?P<t2>{SPAN})\s*\)|\{{\s*(?P<t3>{SPAN})\s*\}}|#(?P<t4>[\d:.,]+)(?:-\d)?#)"
_LEADING_TIME = re.compile(rf"\s*(?:{_TIME}|(?P<t5>{SPAN})(?=\s))\s*(?:[-–—|]\s*)?")
_BRACKET = re.compile(rf"[\[{{]\s*(?P<label>[^\[\]{{}}:\n]{{1,80}}?)\s*[\]}}]\s*(?:{_TIME})?\s*(?P<colon>:?)\s*")
_COLON = re.compile(rf"[@#*]?(?P<label>[^\W\d][^:\n\t\[\]{{}}]{{0,50}}?)\s*(?:{_TIME})?\s*:(?!//|\d)\s*")
_TIMED = re.compile(rf"(?P<label>[^\W\d][^:\n\[\]{{}}]{{0,50}}?)[\s,]+(?:{_TIME}|(?P<t5>{SPAN}))\s*:?\s*")
_TAB = re.compile(r"(?P<label>[^\W\d][^\t\n:]{0,40}?)\s*:?\t+\s*")
_STOP = re.compile(r"(?P<label>[A-Z]{1,3}\d{0,2})\s?\.\s+")
_HYPHEN = re.compile(r"(?P<label>[^\W\d][\w.' ]{0,30}?)\s+[-–—]\s+")
_NUMBERED = re.compile(r"(?P<label>[QR])\s?\d{1,2}\s*[.:)–-]\s*")
_WORDS = re.compile(r"[\s'’.·/()]+")
_PUNCTUATED = re.compile(r"[?!;«»\"…,=<>]|\.\s*\.")


@dataclass(frozen=True, slots=True)
class Marker:
    """A possible speaker marker at the head of a line."""

    label: str
    """As written."""
    rest: str
    """What the speaker says on the line."""
    shape: Shape
    span: TimeSpan = NO_TIME
    alone: bool = False
    """Nothing else stands on the line."""

    @property
    def key(self) -> str:
        """What spellings of one label share."""
        return fold(self.label)


def find_markers(text: str, known: Collection[str]) -> tuple[Marker, ...]:
    """List the readings of a line as marker and words, likeliest first; none for ordinary lines.

    ``known`` holds the folded labels that the study gives: these are taken in any case and shape.
    """
    head, tail = text[:_HEAD_CHARACTERS], text[_HEAD_CHARACTERS:]
    before = _LEADING_TIME.match(head)
    span = _span(before) if before else NO_TIME
    line = head[before.end() :] if before else head
    found = [marker for marker in _readings(line, tail, known) if _may_be_speaker(marker, known)]
    if before is None:
        return tuple(found)
    return tuple(marker if marker.span != NO_TIME else _timed(marker, span) for marker in found)


def strip_leading_time(text: str) -> tuple[str, TimeSpan]:
    """Take the bracketed time off a line that no speaker opens; a bare ``12:30`` may be said and stays."""
    before = _LEADING_TIME.match(text[:_HEAD_CHARACTERS])
    if before is None or before["t5"]:
        return text, NO_TIME
    return text[before.end() :], _span(before)


def _timed(marker: Marker, span: TimeSpan) -> Marker:
    return replace(marker, span=span)


def _readings(line: str, tail: str, known: Collection[str]) -> list[Marker]:
    found = []
    if numbered := _NUMBERED.match(line):
        # the number of a question stays in its turn, where it tells which question is asked
        rest = line if numbered["label"] == "Q" else line[numbered.end() :]
        return [Marker(numbered["label"], rest + tail, "colon")]
    shapes: tuple[tuple[Shape, re.Pattern[str]], ...] = (
        ("bracket", _BRACKET),
        ("time", _TIMED),
        ("colon", _COLON),
        ("tab", _TAB),
        ("stop", _STOP),
        ("hyphen", _HYPHEN),
    )
    for shape, pattern in shapes:
        if match := pattern.match(line):
            rest = line[match.end() :] + tail
            marker = Marker(match["label"].strip(), rest, shape, _span(match), alone=not rest)
            if _shape_holds(marker, match, known):
                found.append(marker)
    return found


def _shape_holds(marker: Marker, match: re.Match[str], known: Collection[str]) -> bool:
    if marker.key in known:
        return True
    if marker.shape == "bracket":
        has_time = any(match[group] for group in ("t1", "t2", "t3", "t4"))
        return fold(marker.label) not in EVENTS and (has_time or bool(match["colon"]) or is_role_word(marker.label))
    if marker.shape == "time":
        return marker.alone
    if marker.shape == "hyphen":
        return re.fullmatch(r"[A-Z]{1,3}\d{0,2}", marker.label) is not None
    return True


def _span(match: re.Match[str]) -> TimeSpan:
    groups = match.groupdict()
    written = next((groups[name] for name in ("t1", "t2", "t3", "t4", "t5") if groups.get(name)), None)
    return parse_span(written) if written else NO_TIME


def _may_be_speaker(marker: Marker, known: Collection[str]) -> bool:
    if marker.key in known:
        return True
    if marker.shape == "bracket" and marker.alone:
        return bool(marker.key)
    return is_label(marker.label)


def is_label(label: str) -> bool:
    """Say whether words have the look of a speaker's label.

    At most five words and forty characters, no sentence punctuation, every word a capitalised word, a number or a
    particle (or all of it a word for one who speaks), and none of the phrases that open a clause.
    """
    folded = fold(label)
    words = [word for word in _WORDS.split(label) if word]
    if not words or len(label) > MAX_LABEL_CHARACTERS or len(words) > MAX_LABEL_WORDS or _PUNCTUATED.search(label):
        return False
    if folded in NEVER_LABELS or folded in EVENTS or not folded[0].isalpha():
        return False
    if is_role_word(label):
        return True
    return words[0][0].isupper() and all(_is_name_word(word) for word in words[1:])


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word.isdigit() or fold(word) in PARTICLES
