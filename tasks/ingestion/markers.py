"""Speaker markers: what of a line may say who speaks, before the whole document tells which of them do.

Shapes follow what French laboratories type and what QualCoder, TXM and Sonal read: ``Enquêtrice :``, ``E1 :``, ``Q.``,
``MB :``, ``Mme X :``, code and tab, ``[Chercheur] (0:01 - 0:11)``, ``Anne 0:03``, ``{Anne}``, ``#Anne:``,
``**Anne :**``, ``E>``, ``E/``, ``(E)``, ``<E>``, ``[> anne]``, with a time before or after.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from tasks.ingestion.events import find_events
from tasks.ingestion.formats import sonal
from tasks.ingestion.labels import is_code, is_label, is_sure_role, label_key
from tasks.ingestion.timestamps import ENCLOSED, NO_TIME, SPAN, TimeSpan, parse_span
from tasks.ingestion.vocabulary import CLAUSE_WORDS, EVENTS, PLACEHOLDERS, base_label, is_role_word
from tasks.records import Speaker

Shape = Literal[
    "given", "tag", "bracket", "time", "colon", "numbered", "tab", "hyphen",
    "stop", "name_hyphen", "sign", "bare", "listed", "lower", "code", "missing", "phrase", "alone",
    "dash", "bold", "answers",
]  # fmt: skip

STRONG_SHAPES: frozenset[Shape] = frozenset({"given", "tag", "bracket", "time"})
"""What nothing but a speaker's marker looks like."""
PLAIN_SHAPES: frozenset[Shape] = frozenset({"colon", "numbered", "tab", "hyphen"})
"""What few other things look like: believed where the label comes back, or is a word for one who speaks."""
WEAK_SHAPES: frozenset[Shape] = frozenset(
    {"stop", "name_hyphen", "sign", "bare", "listed", "lower", "code", "missing", "phrase", "alone"}
)
"""What many other things look like: believed where two or more labels alternate in it, and no other shape does."""

_HEAD_CHARACTERS = 240
"""A marker ends within these: keeps a line of megabytes cheap."""

_NAME = r"[^\W\d_][^:\n\t\[\]{}]"
_TIME = rf"(?P<time>{ENCLOSED})"
_BESIDE = (
    r"\((?P<seen>[^()\n:]{1,120})\)|\[(?P<seen_too>[^\[\]\n:]{1,40})\]"
    r"|,\s\d{1,3}\sans(?:,\s[^:\n]{1,80}?)?|,\s(?P<remark>[^:\n,.?!()\[\]]{1,40}?)"
)
_LEADING_TIME = re.compile(rf"\s*(?P<time>{ENCLOSED}|{SPAN}(?=\s))\s*(?:[-–—|]\s*)?", re.IGNORECASE)
_FOLLOWING_TIME = re.compile(rf"(?P<time>{ENCLOSED})\s*", re.IGNORECASE)
_CHANGE = re.compile(r">{1,3}\s*(?=[^\W\d_])")
"""What subtitlers put before each turn."""
_TURN_NUMBER = re.compile(
    r"(?:\(\s?(?P<round>\d{1,5})\s?\)\s*|\[\s?(?P<square>\d{1,5})\s?\]\s*|(?P<number>\d{1,5})(?:[.)]\s*|\s*[-–—]\s+|\s+))(?=\S)"
)
_NUMBERED_CODE = re.compile(r"(?P<label>[A-Z]{1,5}\d{0,2})\s+(?=\S)")
"""After the number of its turn, a code needs no other sign."""
_COLONS = str.maketrans(dict.fromkeys("\uff1a\ufe55\u2236\ua789", ":"))
"""Colons of other widths."""
_NUMBERED = re.compile(
    r"(?P<label>[QR]|Q(?:uestion|UESTION)|R(?:éponse|eponse|ÉPONSE|EPONSE))\s?\.?\s?(?:n°\s?)?\d{1,3}[a-z]?\s*[.:)/–-]\s*"
)
_PATTERNS: tuple[tuple[Shape, re.Pattern[str]], ...] = (
    (
        "bracket",
        re.compile(
            rf"[\[{{]\s*(?P<label>[^\[\]{{}}:\n]{{1,80}}?)\s*(?P<within>:?)\s*[\]}}]\s*{_TIME}?\s*(?P<colon>:?)\s*",
            re.IGNORECASE,
        ),
    ),
    (
        "time",
        re.compile(
            rf"(?P<label>[^\W\d][^:\n\[\]{{}}]{{0,62}}?)[\s,]+(?:[-–—|]\s*)?(?P<time>{ENCLOSED}|{SPAN})\s*(?P<colon>:?)\s*",
            re.IGNORECASE,
        ),
    ),
    ("colon", re.compile(rf"[@#*]?\s?(?P<label>{_NAME}{{0,62}}?)\s*{_TIME}?\s*:(?!//|\d)\s*", re.IGNORECASE)),
    ("colon", re.compile(rf"(?P<label>{_NAME}{{0,62}}?)\s*(?P<beside>{_BESIDE})\s*:(?!//|\d)\s*")),
    (
        "colon",
        re.compile(r"(?P<open>[*_]{1,3})(?P<label>[^\W\d_][^:*\n\t]{0,62}?)\s*(?::\s*(?P=open)|(?P=open)\s*:)\s*"),
    ),
    ("tab", re.compile(r"(?P<label>[^\W\d][^\t\n:]{0,62}?)\s*:?\t+\s*")),
    ("hyphen", re.compile(r"(?P<label>[A-Z]{1,3}\d{0,2})\s*[-–—]\s+")),
    ("stop", re.compile(r"(?P<label>[A-Z]{1,3}\d{0,2}|E[Nn][Qq]|Int|Interv|R[ée]p)\s?\.\s+")),
    ("name_hyphen", re.compile(r"(?P<label>[^\W\d_][\w.'’ ]{0,62}?)\s*[-–—|]\s+")),
    ("sign", re.compile(r"(?P<label>[^\W\d_][\w.'’ ]{0,30}?)\s?[>/=)|;→»]\s*(?=[^\s/=>])")),
    ("bare", re.compile(r"[\[{](?P<label>[^\[\]{}:\n]{1,63})[\]}]\s*")),
    ("bare", re.compile(r"(?:<\s?(?P<label>[^<>:\n/]{1,63}?)\s?>|\(\s?(?P<round>[^()\n:]{1,63}?)\s?\))\s*:?\s*")),
    ("listed", re.compile(rf"[-–—•]\s*(?P<label>{_NAME}{{0,62}}?)\s*:(?!//|\d)\s*")),
    ("lower", re.compile(r"(?P<label>[^\W\d_]{1,15}\d{0,2}|\d)\s?:\s+")),
    ("code", re.compile(r"(?P<label>[A-Z]{2,5}\d{0,2}|[A-Z]\d{1,2})\s+(?=[^\W\d_a-z]|[«\"“(\[…])")),
    ("missing", re.compile(r"(?P<label>[BEFGHKPQRVWXZ])\s+(?=[A-ZÀ-ÖØ-Þ](?![.\d]|[A-Z]))")),
    ("missing", re.compile(r"(?P<label>[^\W\d_][\w.·•/()-]{2,30}(?:\s\d{1,2})?)\s+(?=[A-ZÀ-ÖØ-Þ«])")),
    ("phrase", re.compile(r"(?P<label>[^\W\d_][\w'’-]*(?: [\w'’-]+){0,3})\s*:(?!//|\d)\s*")),
    ("alone", re.compile(r"(?P<label>[^\W\d_][^:\n]{0,62})$")),
)
_LOWER = re.compile(r"\d|[a-zà-öø-ÿ]+\d*")


@dataclass(frozen=True, slots=True)
class Marker:
    """A possible speaker marker of a line."""

    label: str
    """As written."""
    shape: Shape
    start: int
    """First character of the marker, a time before it counted in, from the start of the line."""
    end: int
    """Where what the speaker says begins."""
    span: TimeSpan = NO_TIME
    alone: bool = False
    """Nothing else stands on the line."""
    role: Speaker | None = None
    """Who speaks, where the mark itself says so."""
    after: str = ""
    """First character of what is said."""

    @property
    def key(self) -> str:
        """What spellings of one label share."""
        return label_key(self.label)


def find_markers(text: str, known: Collection[str] = (), *, turn_numbers: bool = False) -> tuple[Marker, ...]:
    """List the readings of a line's head as a marker, likeliest first; none for ordinary lines.

    Args:
        text: the line.
        known: folded labels that the study gives: these are taken in any case and shape.
        turn_numbers: lines open with their number, which is taken for a part of the marker.
    """
    tag = _tag(text)
    if tag is not None:
        return (tag,)
    text = plain_colons(text)
    at, span = 0, NO_TIME
    if turn_numbers and (number := _TURN_NUMBER.match(text)):
        at = number.end()
    if before := _LEADING_TIME.match(text, at, _HEAD_CHARACTERS):
        at, span = before.end(), parse_span(before["time"])
    change = _CHANGE.match(text, at)
    readings = _readings(text, change.end() if change else at, known)
    if change:
        readings = [marker for marker in readings if marker.shape in PLAIN_SHAPES | {"bracket"}]
    if turn_numbers and at and (code := _NUMBERED_CODE.match(text, at)):
        readings.append(Marker(code["label"], "code", 0, code.end()))
    found = [_with_times(marker, text, span) for marker in readings if _may_be_speaker(marker, known)]
    if before is not None:
        # a time, then a name, and nothing else on the line
        found = [replace(marker, shape="time") if marker.shape == "alone" else marker for marker in found]
    return tuple(replace(marker, after=text[marker.end : marker.end + 1]) for marker in found)


def plain_colons(text: str) -> str:
    """Give a text with its colons of other widths made plain, each at its place."""
    return text if text.isascii() else text.translate(_COLONS)


def opens_with_number(text: str) -> int | None:
    """Give the number that opens a line and may be the number of its turn."""
    match = _TURN_NUMBER.match(text)
    return int(match["number"] or match["round"] or match["square"]) if match else None


def _tag(text: str) -> Marker | None:
    found = sonal.read_tag(text)
    if found is None:
        return None
    label, role, rest = found
    return Marker(label, "tag", 0, len(text) - len(rest), alone=not rest, role=role or None)


def _readings(text: str, at: int, known: Collection[str]) -> list[Marker]:
    found = []
    if numbered := _NUMBERED.match(text, at, _HEAD_CHARACTERS):
        # the number of a question stays in its turn, where it tells which question is asked
        end = at if numbered["label"][0] == "Q" else numbered.end()
        found.append(Marker(numbered["label"], "numbered", 0, end))
    for shape, pattern in _PATTERNS:
        if match := pattern.match(text, at, _HEAD_CHARACTERS):
            marker = _marker(shape, match, len(text))
            if _shape_holds(marker, match, known):
                found.append(marker)
    return found


def _marker(shape: Shape, match: re.Match[str], length: int) -> Marker:
    groups = match.groupdict()
    label = (groups["label"] or groups.get("round") or "").strip()
    alone = match.end() == length
    if shape == "time" and groups["colon"] and not alone:
        shape = "colon"
    return Marker(label, shape, 0, match.end(), parse_span(groups.get("time") or ""), alone)


def _with_times(marker: Marker, text: str, before: TimeSpan) -> Marker:
    """Give a marker the time before it, or the one in brackets right after it, where it holds none itself."""
    after = _FOLLOWING_TIME.match(text, marker.end, marker.end + 80) if marker.shape != "numbered" else None
    span = next((span for span in (marker.span, before) if span != NO_TIME), NO_TIME)
    if after is None:
        return replace(marker, span=span)
    return replace(
        marker,
        span=span if span != NO_TIME else parse_span(after["time"]),
        end=after.end(),
        alone=after.end() == len(text),
    )


def _shape_holds(marker: Marker, match: re.Match[str], known: Collection[str]) -> bool:
    shape, label = marker.shape, marker.label
    if marker.key in known:
        return shape != "time" or marker.alone
    if shape == "bracket":
        sure = match["time"] is not None or bool(match["colon"] or match["within"]) or is_role_word(label)
        return may_stand_in_brackets(label) and sure
    if shape == "time":
        return marker.alone
    if shape == "bare":
        in_round = match.groupdict().get("round") is not None
        return may_stand_in_brackets(label) and (not in_round or is_code(label) or is_label(label))
    if match.groupdict().get("beside"):
        return _is_beside(match)
    if shape == "missing":
        return is_sure_role(label) or len(label) == 1
    if shape == "sign":
        return is_code(label) or is_sure_role(label)
    if shape == "lower":
        return _LOWER.fullmatch(label) is not None
    return True


def _is_beside(match: re.Match[str]) -> bool:
    """Say whether what stands beside a label is who that one is, or what is seen or heard of the one who speaks."""
    if match["seen"] and not is_label(match[0].rstrip().removesuffix(":").rstrip()):
        return True
    if not (match["seen"] or match["seen_too"] or match["remark"]):
        return True
    written = f"({match['remark']})" if match["remark"] else match["beside"]
    return [(event.start, event.end) for event in find_events(written)] == [(0, len(written))]


def may_stand_in_brackets(label: str) -> bool:
    """Say whether what stands in brackets may be a speaker: no event, no name taken out."""
    return label_key(label) not in EVENTS and base_label(label) not in EVENTS | PLACEHOLDERS


def _may_be_speaker(marker: Marker, known: Collection[str]) -> bool:
    if marker.key in known:
        return True
    if marker.shape == "bracket" and marker.alone:
        return bool(marker.key)
    if marker.shape in {"lower", "tab"} and _LOWER.fullmatch(marker.label):
        return is_label(marker.label.capitalize()) or marker.label.isdigit()
    if marker.shape == "phrase":
        words = " ".join(map(str.capitalize, marker.label.split()))
        return marker.label[0].isupper() and is_label(words) and not CLAUSE_WORDS & set(marker.key.split())
    return is_label(marker.label)
