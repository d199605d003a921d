"""The turns of an interview: its masked words, what coders quoted, what was masked, the classes of its segments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

import polars as pl

from dashboards import addresses
from dashboards.class_names import class_key
from dashboards.contexts.interview import Span, TurnContext
from dashboards.contexts.parts import Cell, Link
from dashboards.materials import Materials

Place = tuple[int, int]
"""Start, and one past the end, in the masked turn."""


def build_turns(materials: Materials, interview: str, class_names: Mapping[int, str]) -> Iterator[TurnContext]:
    """Every turn in order."""
    published, names = materials.published, materials.names
    evidence = published.read("mark_evidence", interview_id=interview)
    labels = dict(published.read("indicators").select("indicator", "label").iter_rows())
    masked = _places_by_turn(published.read("replacements", interview_id=interview))
    quoted = _places_by_turn(evidence)
    spoken = names.participant(names.interviews[interview][0])
    classes = _classes_by_turn(materials, interview)
    asked = ""
    for row in published.read("masked_turns", interview_id=interview).sort("turn").to_dicts():
        turn = row["turn"]
        begins = row["question"] if row["question"] != asked else ""
        asked = row["question"]
        seen = evidence.filter(pl.col("turn") == turn)["indicator"]
        yield TurnContext(
            anchor=addresses.turn_anchor(turn),
            number=materials.numbers.whole(turn),
            speaker=row["speaker"],
            who=spoken if row["speaker"] == "interviewee" else materials.words.of("speaker", row["speaker"]),
            question=_question(materials, begins, row["theme"]) if begins else "",
            spans=cut_spans(row["text"], quoted.get(turn, ()), masked.get(turn, ())),
            marks=tuple(
                Link(labels.get(name, name), addresses.of_indicator(name, interview)) for name in dict.fromkeys(seen)
            ),
            classes=tuple(
                Cell(class_names[number], addresses.of_class(number), class_key(number))
                for number in classes.get(turn, ())
                if number in class_names
            ),
        )


def _question(materials: Materials, number: str, theme: str) -> str:
    if theme:
        return materials.words("question_of_theme", n=number, theme=materials.names.theme(theme))
    return materials.words("question_begins", n=number)


def _places_by_turn(places: pl.DataFrame) -> dict[int, list[Place]]:
    found: dict[int, list[Place]] = {}
    for turn, start, end in places.select("turn", "start_at", "end_at").iter_rows():
        found.setdefault(turn, []).append((start, end))
    return found


def _classes_by_turn(materials: Materials, interview: str) -> dict[int, list[int]]:
    """Turn → classes of its segments, each once, in the order in which they come."""
    placed = materials.published.read("segment_classes", interview_id=interview).filter(pl.col("class") > 0)
    segments = materials.published.read("segments", interview_id=interview).select("segment", "turn")
    found: dict[int, list[int]] = {}
    for turn, number in segments.join(placed, on="segment").sort("segment").select("turn", "class").iter_rows():
        if number not in found.setdefault(turn, []):
            found[turn].append(number)
    return found


def cut_spans(text: str, marked: Sequence[Place], masked: Sequence[Place] = ()) -> tuple[Span, ...]:
    """``text`` in pieces that are marked or not, masked or not; overlapping marks become one."""
    known = [edge for places in (marked, masked) for place in places for edge in place if 0 <= edge <= len(text)]
    spans: list[Span] = []
    for start, end in pairwise(sorted({0, len(text), *known})):
        is_marked, is_masked = (_covers(places, start, end) for places in (marked, masked))
        if spans and (spans[-1].marked, spans[-1].masked) == (is_marked, is_masked):
            spans[-1] = Span(spans[-1].text + text[start:end], is_marked, is_masked)
        else:
            spans.append(Span(text[start:end], is_marked, is_masked))
    return tuple(spans)


def _covers(places: Sequence[Place], start: int, end: int) -> bool:
    return any(first <= start and end <= last for first, last in places)
