"""Cutting a transcript into turns by what marks its speakers.

Which labels are speakers' is told by ``believed_labels`` from the whole document; marks may stand at the head of a line
or within it. Where fewer than two labels are found, signs before turns and bold questions are read instead.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.believed_labels import Belief, Readings, believe, choose
from tasks.ingestion.bracket_labels import with_bracket_labels
from tasks.ingestion.final_times import without_final_times
from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.headings import end_matter, is_heading
from tasks.ingestion.inner_markers import InnerMarkers
from tasks.ingestion.interjections import part_interjections
from tasks.ingestion.labels import label_key
from tasks.ingestion.legends import declared_role, legend_roles
from tasks.ingestion.markers import STRONG_SHAPES, Marker, find_markers
from tasks.ingestion.sign_markers import (
    BOLD,
    FIRST_DASH,
    PLAIN,
    SECOND_DASH,
    UNSIGNED,
    find_bold_questions,
    find_signs,
    find_unsigned_speakers,
)
from tasks.ingestion.timestamps import TimeSpan, is_time_alone
from tasks.ingestion.turn_building import Built, MarkedLine, Span, TimeMark, build_turns
from tasks.ingestion.turn_numbers import has_turn_numbers
from tasks.ingestion.vocabulary import HEADER_FIELDS
from tasks.records import Document, Line, Speaker, Turn

__all__ = [
    "BOLD",
    "FIRST_DASH",
    "PLAIN",
    "SECOND_DASH",
    "UNSIGNED",
    "Span",
    "SpeakerLabel",
    "SpeakerTurns",
    "split_turns",
]

NO_LABEL = "–"
"""Label of the one who speaks in a format that leaves the interviewer out and gives no name."""

_HEADER_LINES = 30
_SHORT_FIELD_WORDS = 8
_LEGEND_ENDS = re.compile(r"[;\n]|,\s+(?=\w{1,4}\s?[:=])")
_FIELD = re.compile(r"\s*([^:\n]{1,40}?)\s*:")


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
    """Why it is taken: ``known``, ``role_word``, ``given``, ``tag``, ``timed``, ``recurs``, ``alternates``, ``joint``,
    ``dash``, ``bold``, ``answers``; why it is not: ``seen_once``, ``weak``."""


@dataclass(frozen=True, slots=True)
class SpeakerTurns:
    """A transcript cut into turns."""

    turns: tuple[Turn, ...]
    preamble_lines: tuple[Line, ...]
    """What stands before the first turn; the whole text where no marker was found."""
    labels: tuple[SpeakerLabel, ...]
    """In order of first appearance."""
    heading_lines: tuple[Line, ...] = ()
    """Headings between turns, which nobody says."""
    spans: tuple[Span, ...] = ()
    """What covers the reading text (the document's lines joined by line feeds), in order, from its first character to
    its last, without gap or overlap."""
    times: tuple[TimeMark, ...] = ()
    """Times that stand within turns: they are no words, and are taken out of them."""
    roles: Mapping[str, Speaker] | None = None
    """Label → role, where the format or a mark itself says who asks; ``None`` where neither does."""

    @property
    def preamble_words(self) -> int:
        """Words that no turn holds, headings left out."""
        return sum(count_words(line.text) for line in self.preamble_lines)


def split_turns(
    document: Document,
    *,
    interviewer: Collection[str] = (),
    interviewee: Collection[str] = (),
    other: Collection[str] = (),
) -> SpeakerTurns:
    """Cut a document into turns by its speaker markers.

    A marker opens a turn; lines without one go on with it. In subtitle formats following cues of one speaker are one
    turn. Where no two labels are found, turns that open with a sign are read, and failing that bold lines as questions
    and plain ones as answers; in a format that leaves the interviewer out, every line is the interviewee's. Every word
    is in one turn, in a marker, in a time, in a heading or in the preamble. A label of several people (``E1 et E2 :``,
    ``Anne : Luc :``) opens one turn that they say together, under the label as written.

    Args:
        document: the file as read.
        interviewer: labels of those who ask, as the study gives them.
        interviewee: labels of those who answer.
        other: labels of third persons, as the study gives them.
    """
    known = frozenset(label_key(label) for label in (*interviewer, *interviewee, *other) if label_key(label))
    numbered = not document.cues and has_turn_numbers(document.lines)
    readings = with_bracket_labels(document.lines, [_readings(line, known, numbered) for line in document.lines])
    belief = believe(readings, known, cues=document.cues)
    lines, reasons = _mark(document, readings, belief)
    built = build_turns(document, lines)
    return SpeakerTurns(
        built.turns,
        built.preamble_lines,
        _label_table(built, readings, reasons),
        built.heading_lines,
        built.spans,
        built.times,
        _roles(document, lines, built),
    )


def _readings(line: Line, known: Collection[str], numbered: bool) -> tuple[Marker, ...]:
    if line.speaker:
        span = TimeSpan(line.start_s, line.end_s)
        return (Marker(line.speaker.strip().rstrip(":").strip(), "given", 0, 0, span),)
    return find_markers(line.text, known, turn_numbers=numbered)


def _mark(document: Document, readings: Readings, belief: Belief) -> tuple[list[MarkedLine], Mapping[str, str]]:
    """Tell for every line the marks that open turns in it, or that it is a heading; and why labels are believed."""
    lines = document.lines
    texts = [line.text for line in lines]
    heads = _talking_heads(lines, readings, belief)
    inner = InnerMarkers(texts, heads, belief)
    taking_turns = {} if document.answers_only else inner.alternating(heads, readings)
    if taking_turns:
        belief = replace(belief, reasons={**belief.reasons, **taking_turns}, shapes=belief.shapes | {"colon"})
        heads = _talking_heads(lines, readings, belief)
        inner = InnerMarkers(texts, heads, belief)
    start = _conversation_start(lines, heads)
    found = [inner.of_line(place) if place >= start else () for place in range(len(lines))]
    marks = [_chained(text, head, within) for text, head, within in zip(texts, heads, found, strict=True)]
    keys = {mark.key for line in marks for mark in line}
    reasons = belief.reasons
    if len(keys) < 2 or (not belief.sure and _starts_late(lines, marks)):
        signed = [] if len(keys) > 1 else find_signs(lines, heads)
        signed = signed or find_bold_questions(lines) or find_unsigned_speakers(lines, heads)
        if signed:
            marks = [(mark,) if mark else () for mark in signed]
        elif document.answers_only and len(keys) < 2:
            marks = _answers(document, heads)
    headings = _headings(document, marks)
    marked = [MarkedLine(line, found, heading) for line, found, heading in zip(lines, marks, headings, strict=True)]
    return part_interjections(without_final_times(marked)), reasons


def _talking_heads(lines: Sequence[Line], readings: Readings, belief: Belief) -> list[Marker | None]:
    """Choose the marks at the heads of lines, those of a block of fields before the talk left out."""
    heads = choose(readings, belief)
    start = _conversation_start(lines, heads)
    return [None if place < start else head for place, head in enumerate(heads)]


def _starts_late(lines: Sequence[Line], marks: Sequence[Sequence[Marker]]) -> bool:
    """Say whether more than half of the words stand before the first mark."""
    first = next((place for place, found in enumerate(marks) if found), len(marks))
    before = sum(count_words(line.text) for line in lines[:first])
    return 2 * before > sum(count_words(line.text) for line in lines)


def _chained(text: str, head: Marker | None, inner: Sequence[Marker]) -> tuple[Marker, ...]:
    """Make one mark of those that nothing stands between: ``Anne : Luc : Oui.``, said together."""
    found: list[Marker] = []
    for mark in ((head,) if head else ()) + tuple(inner):
        before = found[-1] if found else None
        if before is None or before.shape == "given" or text[before.end : mark.start].strip():
            found.append(mark)
        elif before.key == mark.key:
            found[-1] = replace(before, end=mark.end)
        else:
            span = before.span if before.span != TimeSpan() else mark.span
            found[-1] = replace(before, label=f"{before.label} : {mark.label}", end=mark.end, span=span)
    return tuple(found)


def _answers(document: Document, heads: Sequence[Marker | None]) -> list[tuple[Marker, ...]]:
    """Open a turn at every line, or at every line that opens a theme where the format tells themes."""
    label = next((head.label for head in heads if head), document.name or NO_LABEL)
    themes = any(line.question for line in document.lines)
    marks: list[tuple[Marker, ...]] = []
    for line, head in zip(document.lines, heads, strict=True):
        opens = bool(line.question) or not themes or not marks
        end = head.end if head else 0
        marks.append((Marker(label, "answers", 0, end, head.span if head else TimeSpan()),) if opens or head else ())
    return marks


def _headings(document: Document, marks: Sequence[Sequence[Marker]]) -> list[bool]:
    """Tell the lines that are headings: after the first turn, and before a line that opens one, or the end."""
    lines = document.lines
    found = [False] * len(lines)
    if document.cues or any(mark.shape == "answers" for line in marks for mark in line):
        return found
    first = next((place for place, line in enumerate(marks) if line), len(lines))
    last = max((place for place, line in enumerate(marks) if line), default=len(lines))
    end = last + 1 + end_matter([line.text for line in lines[last + 1 :]])
    found[end:] = [True] * len(found[end:])
    follows = True
    for place in range(min(end, len(lines)) - 1, first, -1):
        line = lines[place]
        if marks[place]:
            follows = marks[place][0].start == 0
        elif not is_time_alone(line.text):
            before = next(
                (
                    lines[at]
                    for at in range(place - 1, max(first, place - 4) - 1, -1)
                    if not is_time_alone(lines[at].text)
                ),
                None,
            )
            follows = found[place] = follows and not line.speaker and is_heading(line, before)
    return found


def _conversation_start(lines: Sequence[Line], chosen: Sequence[Marker | None]) -> int:
    """Find where the talk starts after a block of fields (date, place ...), whose names and roles are no turns."""
    start = 0
    for place, (line, marker) in enumerate(zip(lines[:_HEADER_LINES], chosen, strict=False)):
        written = _FIELD.match(line.text[:80])
        rest = line.text[marker.end : marker.end + 400] if marker else ""
        who = _LEGEND_ENDS.split(rest, maxsplit=1)[0]
        declared = marker is not None and marker.shape in {"colon", "sign"} and declared_role(who) is not None
        field = written and (fold(written[1]) in HEADER_FIELDS or written[1].casefold() == "enquête")
        if declared or field:
            start = place + 1
        elif marker and (marker.shape in STRONG_SHAPES or "?" in rest or count_words(rest) > _SHORT_FIELD_WORDS):
            break
    return start


def _roles(document: Document, lines: Sequence[MarkedLine], built: Built) -> Mapping[str, Speaker] | None:
    said = {mark.label: mark.role for line in lines for mark in line.marks if mark.role}
    legend = legend_roles(built.preamble_lines, {turn.label for turn in built.turns})
    return {**legend, **document.roles, **said} or None


def _label_table(built: Built, readings: Readings, reasons: Mapping[str, str]) -> tuple[SpeakerLabel, ...]:
    table: dict[str, SpeakerLabel] = {}
    for turn, mark in zip(built.turns, built.marks, strict=True):
        reason = mark.shape if mark.shape in {"dash", "bold", "answers", "tag"} else reasons.get(mark.key, "joint")
        before = table.get(mark.key, SpeakerLabel(turn.label, 0, 0, 0, taken=True, reason=reason))
        table[mark.key] = replace(
            before,
            turns=before.turns + 1,
            words=before.words + count_words(turn.text),
            questions=before.questions + ("?" in turn.text),
        )
    for marker in (marker for line in readings for marker in line if marker.shape in _TOLD):
        left = "weak" if marker.key in reasons else "seen_once"
        table.setdefault(marker.key, SpeakerLabel(marker.label, 0, 0, 0, taken=False, reason=left))
    return tuple(table.values())


_TOLD = STRONG_SHAPES | {"colon", "tab", "stop", "hyphen", "numbered"}
"""Shapes whose labels are told where they are not believed: the others are ordinary words too often."""
