"""Interviews: the list, and the words turn by turn with what was seen in them."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from dashboards.contexts.interview import Span
from dashboards.contexts.parts import Cell
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.interview_turns import cut_spans
from dashboards.sections.interviews import build_each_interview, build_interviews
from tests.dashboards.example_analyses import grid_rows
from tests.dashboards.example_people import text_rows
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import column_of, text_of


def test_interviews_list_tells_marks_and_main_class(materials: Materials) -> None:
    table = build_interviews(materials).interviews
    assert table is not None
    assert column_of(table, "Personne")[:2] == ["Anne A", "Clarisse A"]
    assert table.rows[0][0] == Cell("Anne A", "interview-A1-1.html")
    marks = {
        str(cell["indicator"])
        for cell in grid_rows()["grid_cells"]
        if cell["interview_id"] == "A1-1" and cell["state"] == "present"
    }
    assert column_of(table, "Indicateurs relevés")[0] == str(len(marks))
    placed = pl.DataFrame(text_rows()["segment_classes"]).filter(
        (pl.col("class") > 0) & (pl.col("interview_id") == "A1-1")
    )
    most = placed.group_by("class").len().sort(["len", "class"], descending=[True, False]).row(0)
    cell = next(cell for cell in table.rows[0] if isinstance(cell, Cell) and cell.href.startswith("classes"))
    assert cell.href == f"classes.html#class-{most[0]}"
    assert cell.text.endswith(f"({materials.numbers.percent(most[1] / placed.height)})")
    assert not any(re.search(r"[AB]\d-\d", text_of(cell)) for row in table.rows for cell in row)


def test_interview_turns_bear_the_classes_of_their_segments(materials: Materials) -> None:
    page = dict(build_each_interview(materials))["A1-1"]
    placed = {row["segment"]: row["class"] for row in text_rows()["segment_classes"] if row["interview_id"] == "A1-1"}
    shown = {turn.number: [cell.href for cell in turn.classes] for turn in page.turns}
    assert shown == {str(turn): [f"classes.html#class-{n}"] if n else [] for turn, n in placed.items()}
    assert page.has_classes
    assert page.turns[0].question == "Question 1 du guide – Les gestes"


def test_interview_leads_to_its_neighbours_and_to_the_other_wave(materials: Materials) -> None:
    listed = materials.interviews()
    first, second, last = (dict(build_each_interview(materials))[listed[place]] for place in (0, 1, -1))
    assert first.previous is None
    assert first.following is not None
    assert first.following.href == f"interview-{listed[1]}.html"
    assert second.previous is not None
    assert second.previous.text == "Anne A, Printemps"
    assert last.following is None
    assert [(link.text, link.href) for link in first.neighbours] == [("Automne", "interview-A1-2.html")]


def test_interview_set_aside_says_so(materials: Materials) -> None:
    page = dict(build_each_interview(materials))["B7-1"]
    assert (page.turns, page.has_marks, page.has_classes) == ((), False, False)
    assert page.silence == materials.words("interview_without_words")


def test_interview_shows_what_was_quoted_and_what_was_masked(tmp_path: Path) -> None:
    rows = dict(example_rows())
    text = next(turn["text"] for turn in rows["masked_turns"] if (turn["interview_id"], turn["turn"]) == ("A1-1", 3))
    evidence = {"interview_id": "A1-1", "indicator": "gestes.i0", "coder": "CL", "ordinal": 1, "turn": 3}
    rows["mark_evidence"] = [{**evidence, "start_at": 0, "end_at": 8}]
    masked = {"interview_id": "A1-1", "turn": 3, "kind": "person", "source": "known name"}
    rows["replacements"] = [{**masked, "start_at": 3, "end_at": 8}]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        page = dict(build_each_interview(gather_materials(published, "fr")))["A1-1"]
    turn = page.turns[2]
    assert turn.spans == (
        Span(str(text)[:3], marked=True),
        Span(str(text)[3:8], marked=True, masked=True),
        Span(str(text)[8:]),
    )
    assert [link.href for link in turn.marks] == ["evidence.html#gestes.i0--A1-1"]
    assert page.has_marks
    assert page.has_masked


@pytest.mark.parametrize(
    ("marked", "masked", "spans"),
    [
        ([], [], (Span("abcdef"),)),
        ([(0, 6)], [], (Span("abcdef", True),)),
        ([(0, 3), (2, 4)], [], (Span("abcd", True), Span("ef"))),
        ([(1, 3)], [(3, 5)], (Span("a"), Span("bc", True), Span("de", False, True), Span("f"))),
        ([(4, 99)], [], (Span("abcd"), Span("ef", marked=True))),
    ],
)
def test_spans_are_cut_where_a_mark_begins_or_ends(
    marked: list[tuple[int, int]], masked: list[tuple[int, int]], spans: tuple[Span, ...]
) -> None:
    assert cut_spans("abcdef", marked, masked) == spans


def test_spans_of_an_empty_turn() -> None:
    assert cut_spans("", []) == ()
