"""Cutting a transcript into turns, and telling which speaker asks and which answers.

A marker is taken for a speaker's when the study names it, when it is a word for one who speaks (*enquêtrice*), when the
format itself says so (voice tag, speaker column, bracket with times), or when it comes back; what is seen once
(``Remarque :``) stays in the talk. Where marks of the strong kind exist, the weak kind (``Paris :``) is not believed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.markers import Marker, find_markers, strip_leading_time
from tasks.ingestion.timestamps import NO_TIME, TimeSpan, is_time_alone, parse_span
from tasks.ingestion.vocabulary import HEADER_FIELDS, is_role_word
from tasks.records import Document, Line, Turn

FIRST_DASH, SECOND_DASH = "– 1", "– 2"
"""Labels of the two who alternate where turns only bear a dash."""
BOLD, PLAIN = "gras", "maigre"
"""Labels where questions are bold and nothing else marks them."""

_STRONG = frozenset({"given", "bracket", "time"})
_HEADER_LINES = 30
_SHORT_FIELD_WORDS = 8
_DASH = re.compile(r"(?:[–—]\s*|-\s+)(?=\S)")
_FIELD = re.compile(r"\s*([^:\n]{1,40}?)\s*:")
_NUMBERED = re.compile(r"\s*\d{1,2}\s*[-–.):]")


@dataclass(frozen=True, slots=True)
class SpeakerLabel:
    """One marker found, for the researcher to look over."""

    label: str
    """As first written."""
    turns: int
    words: int
    questions: int
    """Turns with a question mark."""
    taken: bool
    reason: str
    """Why it is taken: ``known``, ``role_word``, ``given``, ``timed``, ``recurs``, ``dash``, ``bold``; why it is not:
    ``seen_once``, ``weak``."""


@dataclass(frozen=True, slots=True)
class SpeakerTurns:
    """A transcript cut into turns."""

    turns: tuple[Turn, ...]
    preamble_lines: tuple[Line, ...]
    """What stands before the first turn; the whole text where no marker was found."""
    labels: tuple[SpeakerLabel, ...]
    """In order of first appearance."""

    @property
    def preamble_words(self) -> int:
        """Words that no turn holds."""
        return sum(count_words(line.text) for line in self.preamble_lines)


@dataclass(slots=True)
class _Draft:
    marker: Marker
    line: int
    start_s: float | None
    end_s: float | None
    parts: list[str] = field(default_factory=list)


def split_turns(
    document: Document, *, interviewer: Collection[str] = (), interviewee: Collection[str] = ()
) -> SpeakerTurns:
    """Cut a document into turns by its speaker markers.

    A marker opens a turn; lines without one go on with it. In subtitle formats following cues of one speaker are one
    turn. Where no two labels are found, turns that open with a dash are taken to alternate, and failing that bold lines
    to ask and plain ones to answer. Every word is in one turn, in a marker, in a time mark or in the preamble.

    Args:
        document: the file as read.
        interviewer: labels of those who ask, as the study gives them.
        interviewee: labels of those who answer.
    """
    known = frozenset(filter(None, map(fold, (*interviewer, *interviewee))))
    readings = [_readings(line, known) for line in document.lines]
    reasons = _taken_labels(readings, known)
    chosen = _choose(readings, reasons)
    start = _conversation_start(document.lines, chosen)
    chosen[:start] = [None] * start
    if len({marker.key for marker in chosen if marker}) < 2:
        chosen = _dashes(document.lines) or _bold_questions(document.lines) or chosen
    drafts, preamble = _build(document, chosen)
    joiner = " " if document.cues else "\n"
    turns = tuple(_turn(position, draft, joiner) for position, draft in enumerate(drafts, start=1))
    return SpeakerTurns(turns, preamble, _label_table(turns, drafts, readings, reasons))


def _readings(line: Line, known: Collection[str]) -> tuple[Marker, ...]:
    if line.speaker:
        span = TimeSpan(line.start_s, line.end_s)
        return (Marker(line.speaker.strip().rstrip(":").strip(), line.text, "given", span),)
    return find_markers(line.text, known)


def _taken_labels(readings: Iterable[Sequence[Marker]], known: Collection[str]) -> dict[str, str]:
    """Give the keys of the labels believed, and why."""
    markers = [marker for line in readings for marker in line]
    strong = _believed([marker for marker in markers if marker.shape in _STRONG], known)
    if sum(marker.key in strong for marker in markers if marker.shape in _STRONG) > 1:
        return {**{marker.key: "known" for marker in markers if marker.key in known}, **strong}
    return _believed(markers, known)


def _believed(markers: Sequence[Marker], known: Collection[str]) -> dict[str, str]:
    lines = Counter(marker.key for marker in markers)
    timed = [marker for marker in markers if marker.shape in {"bracket", "time"} and marker.span != NO_TIME]
    # one sure label with times vouches for the form, so that who speaks once in it is a speaker too
    timed_form = any(_reason(marker, lines[marker.key], known) for marker in timed)
    timed_keys = {marker.key for marker in timed}
    stops = {marker.key for marker in markers if marker.shape == "stop" and lines[marker.key] > 1}
    believed: dict[str, str] = {}
    for marker in markers:
        reason = _reason(marker, lines[marker.key], known)
        if not reason and timed_form and marker.key in timed_keys:
            reason = "timed"
        if reason == "recurs" and marker.shape == "stop" and len(stops) < 2:
            reason = ""
        if reason:
            believed.setdefault(marker.key, reason)
    return believed


def _reason(marker: Marker, lines: int, known: Collection[str]) -> str:
    if marker.key in known:
        return "known"
    if marker.shape == "given":
        return "given"
    if is_role_word(marker.label):
        return "role_word"
    return "recurs" if lines > 1 else ""


def _choose(readings: Iterable[Sequence[Marker]], reasons: Mapping[str, str]) -> list[Marker | None]:
    strong = any(marker.shape in _STRONG and marker.key in reasons for line in readings for marker in line)
    return [
        next((marker for marker in line if marker.key in reasons and _fits(marker, reasons, strong)), None)
        for line in readings
    ]


def _fits(marker: Marker, reasons: Mapping[str, str], strong: bool) -> bool:
    return not strong or marker.shape in _STRONG or reasons[marker.key] in {"known", "role_word"}


def _conversation_start(lines: Sequence[Line], chosen: Sequence[Marker | None]) -> int:
    """Find where the talk starts after a block of fields (date, place ...), whose names and roles are no turns."""
    start = 0
    for place, (line, marker) in enumerate(zip(lines[:_HEADER_LINES], chosen, strict=False)):
        written = _FIELD.match(line.text)
        if written and (fold(written[1]) in HEADER_FIELDS or written[1].casefold() == "enquête"):
            start = place + 1
        elif marker and (
            marker.shape in _STRONG or "?" in marker.rest or count_words(marker.rest) > _SHORT_FIELD_WORDS
        ):
            break
    return start


def _dashes(lines: Sequence[Line]) -> list[Marker | None]:
    """Read turns that only a dash opens: two speakers in alternation."""
    openings = [_DASH.match(line.text) for line in lines]
    count = sum(opening is not None for opening in openings)
    if count < 2 or 2 * count < len(lines):
        return []
    chosen: list[Marker | None] = []
    label = SECOND_DASH
    for line, opening in zip(lines, openings, strict=True):
        if opening is None:
            chosen.append(None)
            continue
        label = FIRST_DASH if label == SECOND_DASH else SECOND_DASH
        chosen.append(Marker(label, line.text[opening.end() :], "dash"))
    return chosen


def _bold_questions(lines: Sequence[Line]) -> list[Marker | None]:
    """Read bold lines as questions, if half of them at least ask or bear a number; a bold title is left before them."""
    asks = ["?" in line.text or _NUMBERED.match(line.text) is not None for line in lines]
    bold = sum(line.bold for line in lines)
    asking = sum(line.bold and ask for line, ask in zip(lines, asks, strict=True))
    if not asking or bold == len(lines) or 2 * asking < bold:
        return []
    first = next(place for place, line in enumerate(lines) if line.bold and asks[place])
    before: list[bool | None] = [None, *(line.bold for line in lines[first:])]
    changes = [line.bold is not previous for line, previous in zip(lines[first:], before, strict=False)]
    opened = [
        Marker(BOLD if line.bold else PLAIN, line.text, "bold") if change else None
        for line, change in zip(lines[first:], changes, strict=True)
    ]
    return [*([None] * first), *opened]


def _build(document: Document, chosen: Sequence[Marker | None]) -> tuple[list[_Draft], tuple[Line, ...]]:
    drafts: list[_Draft] = []
    preamble: list[Line] = []
    announced = NO_TIME
    for line, marker in zip(document.lines, chosen, strict=True):
        if marker is not None:
            _open(drafts, marker, line, announced, merge=document.cues)
            announced = NO_TIME
        elif is_time_alone(line.text):
            announced = parse_span(line.text)
        elif drafts:
            text, _ = strip_leading_time(line.text)
            drafts[-1].parts.append(text)
            drafts[-1].end_s = line.end_s if line.end_s is not None else drafts[-1].end_s
        else:
            preamble.append(line)
    return drafts, tuple(preamble)


def _open(drafts: list[_Draft], marker: Marker, line: Line, announced: TimeSpan, *, merge: bool) -> None:
    spans = (marker.span, TimeSpan(line.start_s, line.end_s), announced)
    span = next((span for span in spans if span != NO_TIME), NO_TIME)
    if merge and drafts and drafts[-1].marker.key == marker.key and marker.shape != "dash":
        drafts[-1].parts.append(marker.rest)
        drafts[-1].end_s = span.end_s if span.end_s is not None else drafts[-1].end_s
    else:
        drafts.append(_Draft(marker, line.number, span.start_s, span.end_s, [marker.rest]))


def _turn(position: int, draft: _Draft, joiner: str) -> Turn:
    text = joiner.join(part.strip() for part in draft.parts if part.strip())
    return Turn(position, draft.marker.label, text, draft.line, draft.start_s, draft.end_s)


def _label_table(
    turns: Sequence[Turn], drafts: Sequence[_Draft], readings: Iterable[Sequence[Marker]], reasons: Mapping[str, str]
) -> tuple[SpeakerLabel, ...]:
    table: dict[str, SpeakerLabel] = {}
    for turn, draft in zip(turns, drafts, strict=True):
        shape = draft.marker.shape
        reason = shape if shape in {"dash", "bold"} else reasons[draft.marker.key]
        before = table.get(draft.marker.key, SpeakerLabel(turn.label, 0, 0, 0, taken=True, reason=reason))
        table[draft.marker.key] = replace(
            before,
            turns=before.turns + 1,
            words=before.words + count_words(turn.text),
            questions=before.questions + ("?" in turn.text),
        )
    for marker in (marker for line in readings for marker in line):
        left = "weak" if marker.key in reasons else "seen_once"
        table.setdefault(marker.key, SpeakerLabel(marker.label, 0, 0, 0, taken=False, reason=left))
    return tuple(table.values())
