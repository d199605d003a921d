"""From marked lines to turns, each with its place in the reading text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Literal

from tasks.ingestion.markers import Marker
from tasks.ingestion.timestamps import NO_TIME, TimeSpan, is_time_alone, parse_span, take_out_times
from tasks.records import Document, Line, Turn


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the reading text."""

    kind: Literal["turn", "preamble", "heading"]
    turn: int
    """Position of the turn; 0 where it is none."""
    start_at: int
    """First character, from 0."""
    end_at: int
    """One past the last character: where the next stretch begins."""


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A time that stands within a turn."""

    position: int
    """Position of the turn."""
    at: int
    """Where the time stands in the reading text."""
    start_s: float | None
    """The time, in seconds; ``None`` where it is malformed."""


@dataclass(frozen=True, slots=True)
class MarkedLine:
    """A line with the marks that open turns in it."""

    line: Line
    marks: tuple[Marker, ...]
    """In order; empty for a line that goes on with the turn before."""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """Turns, and what is none."""

    turns: tuple[Turn, ...]
    marks: tuple[Marker, ...]
    """The mark of every turn."""
    preamble_lines: tuple[Line, ...]
    heading_lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    times: tuple[TimeMark, ...]


@dataclass(slots=True)
class _Draft:
    mark: Marker
    line: int
    start_at: int
    start_s: float | None
    end_s: float | None
    question: str
    parts: list[str] = field(default_factory=list)


class _Builder:
    def __init__(self, merge: bool) -> None:
        self._merge = merge
        self.drafts: list[_Draft] = []
        self.preamble: list[Line] = []
        self.headings: list[Line] = []
        self.cuts: list[tuple[Literal["turn", "heading"], int]] = []
        """Where a turn or a heading begins."""
        self.times: list[TimeMark] = []
        self._announced: tuple[TimeSpan, int] | None = None
        """A time alone on its line, and where it stands: it belongs to the turn that follows at once."""

    def add(self, marked: MarkedLine, offset: int) -> None:
        line, marks = marked.line, marked.marks
        if marked.heading:
            self.cuts.append(("heading", offset if self._announced is None else self._announced[1]))
            self.headings.append(line)
            self._announced = None
        elif not marks and not line.speaker and is_time_alone(line.text):
            self._announced = (parse_span(line.text), offset if self._announced is None else self._announced[1])
        else:
            self._add_words(line, marks, offset)
            self._announced = None

    def _add_words(self, line: Line, marks: Sequence[Marker], offset: int) -> None:
        before = line.text[: marks[0].start] if marks else line.text
        if before.strip():
            self._continue(line, before, offset, last=not marks)
        for place, mark in enumerate(marks):
            end = marks[place + 1].start if place + 1 < len(marks) else len(line.text)
            self._open(mark, line, offset, at_head=place == 0 and not before.strip())
            self._say(line.text[mark.end : end], offset + mark.end)
        if marks and line.end_s is not None and len(marks) > 1:
            self.drafts[-1].end_s = line.end_s

    def _continue(self, line: Line, text: str, offset: int, *, last: bool) -> None:
        if not self.drafts:
            self.preamble.append(line if last else replace(line, text=text.strip()))
            return
        draft = self.drafts[-1]
        self._say(text, offset)
        draft.end_s = line.end_s if line.end_s is not None and last else draft.end_s
        draft.question = line.question or draft.question

    def _open(self, mark: Marker, line: Line, offset: int, *, at_head: bool) -> None:
        announced = self._announced if at_head else None
        of_line = TimeSpan(line.start_s, line.end_s) if at_head else NO_TIME
        spans = (mark.span, of_line, announced[0] if announced else NO_TIME)
        span = next((span for span in spans if span != NO_TIME), NO_TIME)
        before = self.drafts[-1] if self.drafts else None
        if self._merge and before and before.mark.key == mark.key and mark.shape != "dash":
            before.end_s = span.end_s if span.end_s is not None else before.end_s
            before.question = line.question or before.question
            return
        start_at = announced[1] if announced else offset + (0 if at_head else mark.start)
        self.cuts.append(("turn", start_at))
        self.drafts.append(
            _Draft(mark, line.number, start_at, span.start_s, span.end_s, line.question if at_head else "")
        )

    def _say(self, text: str, offset: int) -> None:
        draft = self.drafts[-1]
        said, times = take_out_times(text)
        if said.strip():
            draft.parts.append(said.strip())
        self.times += [TimeMark(len(self.drafts), offset + place, span.start_s) for place, span in times]
        if times and times[-1][1].start_s is not None and _ends_with_time(text, times[-1][0]) and draft.end_s is None:
            draft.end_s = times[-1][1].start_s


def build_turns(document: Document, lines: Sequence[MarkedLine]) -> Built:
    """Make the turns of a document from its marked lines.

    A time alone on its line belongs to the turn that opens right after it. Where a time ends the words of a turn that
    has no end yet, it is its end.
    """
    builder = _Builder(merge=document.cues)
    offset = 0
    for marked in lines:
        builder.add(marked, offset)
        offset += len(marked.line.text) + 1
    length = max(0, offset - 1)
    spans = _spans(builder.cuts, length)
    ends = {span.turn: span.end_at for span in spans if span.kind == "turn"}
    joiner = " " if document.cues else "\n"
    turns = tuple(
        _turn(position, draft, ends[position], joiner) for position, draft in enumerate(builder.drafts, start=1)
    )
    return Built(
        turns,
        tuple(draft.mark for draft in builder.drafts),
        tuple(builder.preamble),
        tuple(builder.headings),
        spans,
        tuple(builder.times),
    )


def _spans(cuts: Sequence[tuple[Literal["turn", "heading"], int]], length: int) -> tuple[Span, ...]:
    starts = [at for _, at in cuts]
    spans = [Span("preamble", 0, 0, starts[0] if starts else length)] if length and (not starts or starts[0]) else []
    position = 0
    for (kind, _), (start, end) in zip(cuts, pairwise([*starts, length]), strict=True):
        position += kind == "turn"
        spans.append(Span(kind, position if kind == "turn" else 0, start, end))
    return tuple(spans)


def _ends_with_time(text: str, at: int) -> bool:
    """Say whether nothing is said after the last time of a text, and something before it."""
    return bool(text[:at].strip()) and len(text) - at < 60 and not take_out_times(text[at:])[0].strip()


def _turn(position: int, draft: _Draft, end_at: int, joiner: str) -> Turn:
    return Turn(
        position,
        draft.mark.label,
        joiner.join(draft.parts),
        draft.line,
        draft.start_s,
        draft.end_s,
        question=draft.question,
        start_at=draft.start_at,
        end_at=end_at,
    )
