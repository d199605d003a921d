"""What another says within a turn, put in brackets: ``Bien (Enq. : d'accord) enfin [E : mm] voilà``.

The words of such a bracket are a turn of whom its label names, and the turn that it stands in goes on after it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.events import find_events
from tasks.ingestion.labels import MAX_LABEL_CHARACTERS, label_key
from tasks.ingestion.markers import Marker, plain_colons
from tasks.ingestion.timestamps import is_time_alone
from tasks.ingestion.turn_building import MarkedLine
from tasks.ingestion.vocabulary import DOUBTFUL_WORDS, INTERVIEWER_WORDS, base_label, role_base

_BRACKET = re.compile(
    rf"[(\[]\s?(?P<label>[^\W\d_][^:()\[\]\n]{{0,{MAX_LABEL_CHARACTERS}}}?)\s?:(?!//|\d)\s*"
    r"(?P<said>[^()\[\]\n]{1,300})(?P<close>[)\]])"
)
_ASKING = (INTERVIEWER_WORDS - DOUBTFUL_WORDS) | {"e", "int", "enq"}
_STOPS = re.compile(r"[)\]][\s.,;:!?…]*")


@dataclass(slots=True)
class _Talk:
    labels: Mapping[str, str]
    """Key → label as first written, of all who speak."""
    current: Marker | None = None
    broken: bool = False
    """Another's words ended the line before, so that the line after is the current speaker's again."""


def part_interjections(lines: Sequence[MarkedLine]) -> list[MarkedLine]:
    """Open a turn at every bracket that names another speaker or the one who asks, and one where the talk goes on."""
    labels: dict[str, str] = {}
    for mark in (mark for marked in lines for mark in marked.marks):
        labels.setdefault(mark.key, mark.label)
    talk = _Talk(labels)
    return [marked if marked.heading else _part(marked, talk) for marked in lines]


def _part(marked: MarkedLine, talk: _Talk) -> MarkedLine:
    text = plain_colons(marked.line.text)
    if not marked.marks and is_time_alone(text):
        return marked
    found = list(_BRACKET.finditer(text)) if ":" in text and ("(" in text or "[" in text) else []
    marks: list[Marker] = []
    unsaid: list[tuple[int, int]] = []
    at_once = bool(found) and found[0].start() == 0 and bool(_who(found[0], talk))
    if talk.broken and not marked.marks and talk.current and not at_once:
        marks.append(_going_on(talk.current, 0, 0))
    talk.broken = talk.broken and not marked.marks and not marks
    ends = [*(mark.start for mark in marked.marks), len(text)]
    for start, end, mark in zip([0, *ends], ends, [None, *marked.marks], strict=False):
        if mark:
            marks.append(mark)
            talk.current, talk.broken = mark, False
        for bracket in found:
            at = mark.end if mark else start
            if talk.current and at <= bracket.start() < end and (label := _who(bracket, talk)):
                opened, gap = _parted(text, bracket, end, label, talk)
                marks += opened
                unsaid.append(gap)
    return replace(marked, marks=tuple(marks), line=replace(marked.line, text=_blanked(marked.line.text, unsaid)))


def _parted(
    text: str, bracket: re.Match[str], end: int, label: str, talk: _Talk
) -> tuple[list[Marker], tuple[int, int]]:
    """Give the mark of the bracket's words and of the talk after it, and what closes the bracket."""
    inner = Marker(label, "colon", bracket.start(), bracket.start("said"))
    close = bracket.start("close")
    stop = _STOPS.match(text, close)
    after = min(stop.end(), end) if stop else close + 1
    talk.broken = after == end == len(text)
    if talk.current is None or after == end or _BRACKET.match(text, after):
        return [inner], (close, after)
    return [inner, _going_on(talk.current, close, close + 1)], (close, close + 1)


def _going_on(mark: Marker, start: int, end: int) -> Marker:
    return Marker(mark.label, mark.shape, start, end)


def _who(bracket: re.Match[str], talk: _Talk) -> str:
    """Give the label of whom a bracket's words are; empty where it is the current speaker's own or nobody's."""
    written = bracket["label"].strip()
    said = f"({bracket['said'].strip()})"
    if talk.current is None or [(event.start, event.end) for event in find_events(said)] == [(0, len(said))]:
        return ""
    key = label_key(written)
    if key in talk.labels:
        return talk.labels[key] if key != talk.current.key else ""
    if (role_base(written) or base_label(written)) not in _ASKING:
        return ""
    others = [label for other, label in talk.labels.items() if other != talk.current.key]
    asking = [label for label in talk.labels.values() if (role_base(label) or base_label(label)) in _ASKING]
    if len(asking) == 1:
        return asking[0] if label_key(asking[0]) != talk.current.key else ""
    return others[0] if len(talk.labels) == 2 else written


def _blanked(text: str, unsaid: Sequence[tuple[int, int]]) -> str:
    """Put spaces in the place of what nobody says, so that every other character keeps its place."""
    for start, end in unsaid:
        text = text[:start] + " " * (end - start) + text[end:]
    return text
