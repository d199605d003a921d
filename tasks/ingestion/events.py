"""What stands in a turn and is no word: laughter, silences, noises, what was not heard, hesitations, false starts.

Transcribers write events between brackets, but also what someone said aside (*(par exemple les dossiers)*), endings
(*il(s)*), places that were masked (*[VILLE_1]*) and words that overlap. A bracket is an event where its first words
say so: a noun of sound or silence, or someone who does what is seen or heard (*le téléphone sonne*). When in doubt it
is words. This is the one definition: word counts of ingestion and the lexicon use it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tasks.ingestion.event_words import (
    BEFORE,
    CLITICS,
    DETERMINERS,
    DOES,
    EVENT_KINDS,
    IN_SQUARE,
    MOST_BEFORE_VERB,
    NOUNS,
    PHRASES,
    REFLEXIVE,
    SAID_AFTER,
    SEEN,
    SEEN_ALONE,
    SOMEONE,
    SPEECH,
    WHOLE,
    EventKind,
)
from tasks.ingestion.folding import count_words, fold

__all__ = [
    "EVENT_KINDS",
    "HESITATION",
    "Event",
    "EventKind",
    "count_spoken_words",
    "find_events",
    "is_hesitation",
    "without_events",
]


@dataclass(frozen=True, slots=True)
class Event:
    """One place of a turn that is no word."""

    start: int
    """First character, from 0, in the turn's text; brackets belong to it."""
    end: int
    """One past the last character."""
    kind: EventKind


_HESITATION = r"e+u+h+|h+e+u+h*|h+u+[mn]+|h+m+|m+h+m*|m+h+u+m+|m{2,}h*|u+h+m*|h+a+n|p+f{2,}|pfiou+|ts+|h{2,}|eum+"
HESITATION = re.compile(rf"(?:{_HESITATION})(?:-(?:{_HESITATION}))?", re.IGNORECASE)
"""A vocal mark that is no word. *Ben, bah, hein, ah* are words."""
_UNHEARD = r"[xX]{3,}"
_ELIDED = r"(?:[cdjlmnsty]|(?:jus|lors|puis|quoi|pres)?qu|entr)['’]"
_FALSE_START = rf"(?:{_ELIDED})*(?P<cut>\w[\w'’]*(?:-|~))"
_MARK = re.compile(
    r"(?P<round>\({1,2}[^()\n]{1,80}\){1,2})"
    r"|(?P<square>\[[^\[\]\n]{1,80}\])"
    r"|(?P<curly>\{[^{}\n]{1,80}\})"
    r"|(?P<angle><[^<>\n]{1,60}>)"
    r"|(?P<star>(?<![\w*])\*[^*\n]{1,60}\*(?![\w*]))"
    rf"|(?P<unheard>(?<!\w){_UNHEARD}(?!\w))"
    rf"|(?P<hesitation>(?<!\w)(?<!\w[-‐‑])(?:{_HESITATION})(?:-(?:{_HESITATION}))?(?![\w'’])(?!-\w)~?)"
    rf"|(?P<false_start>(?<![\w'’-]){_FALSE_START}(?=[\s,.;:!?…)\]»\"]|$))",
    re.IGNORECASE,
)
_CLOCK = r"(?:\d{1,2}:)?\d{1,3}:\d{2,3}(?:[.,]\d{1,3})?"
_TIME = re.compile(rf"{_CLOCK}(?:\s*[-–—>]+\s*{_CLOCK})?")
_SECONDS = re.compile(
    r"(?:\d{1,2}\s?(?:mn|min|m)\s?)?\d{1,3}(?:[.,]\d{1,3})?\s*(?:s|sec|secs|secondes?|mn|min|minutes?)\.?|\d{1,2}\.\d{1,3}|\d,\d"
)
_UNITS = frozenset({"mm", "hm", "ts"})
_NUMBER_BEFORE = re.compile(r"\d\s?$")
_NAMED_PLACE = re.compile(r"[A-ZÀ-ÖØ-Þ]")
_OTHERS = re.compile(r"[A-ZÀ-ÖØ-Þ][\w.'’ -]{0,24}\s?:\s+(?=\w)")
"""Whose laughter it is: *(Enq. : rires)*."""
_CLAUSE = re.compile(r"[,;:.…–—/]| - ")


def find_events(text: str) -> tuple[Event, ...]:
    """The events of a turn, in order, without overlap."""
    return tuple(_events(text))


def without_events(text: str) -> str:
    """The text with a space in the place of each event: what is counted as words."""
    pieces, at = [], 0
    for event in find_events(text):
        pieces.append(text[at : event.start])
        at = event.end
    return " ".join([*pieces, text[at:]])


def count_spoken_words(text: str) -> int:
    """Words of a turn; events, hesitations and false starts are none."""
    return count_words(without_events(text))


def is_hesitation(form: str) -> bool:
    """Whether a form is a vocal mark and no word."""
    return HESITATION.fullmatch(form) is not None


def _events(text: str) -> Iterator[Event]:
    at = 0
    while found := _MARK.search(text, at):
        kind = _kind(text, found)
        if kind is not None:
            yield Event(found.start("cut" if kind == "false_start" else 0), found.end(), kind)
            at = found.end()
        else:  # what the bracket holds may hold hesitations and further brackets
            at = found.start() + 1 if found.lastgroup in _BRACKETS else found.end()


_BRACKETS = ("round", "square", "curly", "angle", "star")


def _kind(text: str, found: re.Match[str]) -> EventKind | None:
    shape = found.lastgroup or ""
    if shape == "unheard":
        return "inaudible"
    if shape == "hesitation":
        return "hesitation" if _is_vocal(text, found) else None
    if shape == "false_start":
        return "false_start" if _is_broken_off(text, found) else None
    if shape == "round" and _ends_a_word(text, found):
        return None
    return _bracket_kind(shape, found.group())


def _ends_a_word(text: str, found: re.Match[str]) -> bool:
    """*jeu(x)*, *il(s)*: a few letters stuck to a word."""
    return len(found.group()) <= 5 and found.group()[1:-1].isalpha() and text[: found.start()][-1:].isalpha()


def _is_vocal(text: str, found: re.Match[str]) -> bool:
    """*MM.* are gentlemen, *10 mm* millimetres, *TS* and *MH* initials."""
    written = found.group()
    if len(written) == 2 and written.isupper():
        return False
    before = text[max(found.start() - 4, 0) : found.start()]
    return not (written.lower() in _UNITS and _NUMBER_BEFORE.search(before))


def _is_broken_off(text: str, found: re.Match[str]) -> bool:
    """A word broken off ends on a letter, and no line: there a hyphen may divide a word.

    A letter alone before a hyphen is one only after an elision (*l'a-*) or where the word that follows takes it up
    (*a- avec*): *a- premier point* counts points. Nobody writes a tilde for anything else.
    """
    stem, mark, after = found["cut"][:-1], found["cut"][-1], text[found.end() :]
    if not stem[-1].isalpha() or stem[0].isdigit() or (after[:1] == "\n" and after[1:2].islower()):
        return False
    elided = found.start("cut") > found.start()
    return mark == "~" or elided or len(stem) > 1 or after.lstrip()[:1].casefold() == stem.casefold()


@lru_cache(maxsize=4096)
def _bracket_kind(shape: str, written: str) -> EventKind | None:
    inner = written.strip("()[]{}<>* \t\u00a0\u202f")
    doubled = written.startswith("((") and written.endswith("))")
    if shape == "round" and not doubled and ("((" in written or "))" in written):
        return None
    if not inner:
        return None
    if not any(character.isalnum() for character in inner):
        return _punctuation_kind(shape, inner)
    if _TIME.fullmatch(inner):
        return "time"
    if _SECONDS.fullmatch(inner.lower()):
        return "pause" if shape in ("round", "square") else None
    kind = _described(inner) or (_by_pattern(fold(inner), IN_SQUARE) if shape == "square" else None)
    if shape == "square" and kind is not None and _is_placeholder(inner, kind):
        return None
    told = doubled or (shape == "curly" and len(inner.split()) > 1)
    return kind or ("comment" if told else None)


def _punctuation_kind(shape: str, inner: str) -> EventKind | None:
    marks = set(inner)
    if marks <= {"?"} and shape in ("round", "square"):
        return "inaudible"
    if marks <= {".", "…"} and shape in ("round", "square"):
        return "pause" if shape == "round" else "comment"
    return None


def _is_placeholder(inner: str, kind: EventKind) -> bool:
    """``[Téléphone]`` stands for a number that was masked; ``[Rires]`` and ``[Le téléphone sonne]`` do not."""
    return fold(inner) == "telephone" and _NAMED_PLACE.match(inner) is not None and kind == "noise"


def _described(inner: str) -> EventKind | None:
    whole = fold(inner)
    for kind, entries in WHOLE.items():
        if whole in entries:
            return kind
    if re.fullmatch(r"x{2,}", whole):
        return "inaudible"
    if (label := _OTHERS.match(inner)) and (told := _described(inner[label.end() :])) is not None:
        return told
    first = fold(_CLAUSE.split(inner, maxsplit=1)[0])
    if (found := _by_pattern(whole, PHRASES) or _by_pattern(first, PHRASES)) is not None:
        return found
    words = first.split()
    if not words or SPEECH & set(words):
        return None
    return _named(words) or _done(words)


def _by_pattern(written: str, patterns: tuple[tuple[EventKind, re.Pattern[str]], ...]) -> EventKind | None:
    return next((kind for kind, pattern in patterns if pattern.fullmatch(written)), None)


def _named(words: list[str]) -> EventKind | None:
    """The kind that the first noun tells, words of size and number before it passed over."""
    place = 0
    while place < len(words) and (words[place] in BEFORE or (words[place] == "de" and words[place - 1][:5] == "eclat")):
        place += 1
    if place == len(words) or (words[place + 1 : place + 2] and words[place + 1] in SAID_AFTER):
        return None
    if words[place] == "telephone" and len(words) > 1:  # *(téléphone de la mairie)* is something said
        return None
    if words[place] == "signe" and words[place + 1 : place + 2] not in (["de"], []):
        return None
    return next((kind for kind, nouns in NOUNS.items() if words[place] in nouns), None)


def _done(words: list[str]) -> EventKind | None:
    """The kind that tells what someone or something does: *elle se lève*, *le téléphone sonne*, *Camille rit*."""
    if words[0] in REFLEXIVE:
        return _verb_kind(words[1:2], seen=True)
    if words[0] in SOMEONE:
        verb = 2 if words[1:2] and words[1] in CLITICS else 1
        if words[verb : verb + 1] in (["prend"], ["prennent"]) and words[verb + 1 : verb + 2] == ["en"]:
            return None
        return _verb_kind(words[verb : verb + 1], seen=True)
    if words[0] in DETERMINERS:
        for verb in range(2, min(len(words), MOST_BEFORE_VERB + 1)):
            kind = _verb_kind(words[verb : verb + 1], seen=words[1] in SOMEONE)
            if kind is not None:
                return kind
        return None
    if len(words) == 1 or words[0] in SEEN_ALONE:
        return _verb_kind(words[:1], seen=words[0] in SEEN_ALONE)
    return _verb_kind(words[1:2], seen=False) if len(words) == 2 else None


def _verb_kind(words: list[str], *, seen: bool) -> EventKind | None:
    for kind, verbs in DOES.items():
        if words and words[0] in verbs and (seen or kind != SEEN):
            return kind
    return None
