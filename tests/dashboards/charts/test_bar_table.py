"""Bars in a table: places, lengths, links."""

from __future__ import annotations

from itertools import pairwise

import polars as pl
import pytest

from dashboards.charts.bar_table import BAR, HEADING, LINE_HEIGHT, draw_bar_table
from dashboards.charts.look import NEUTRAL, SIDES
from tests.dashboards.reading_charts import leading_layers, painted_rows

LINES = pl.DataFrame(
    {
        "line": [0, 1, 2],
        "label": ["Anne A", "Odile A", "Marius B"],
        "heading": ["A", "", "B"],
        "href": ["x", "y", "z"],
        "description": ["Anne", "Odile", "Marius"],
    }
)
COLUMNS = pl.DataFrame({"column": [0, 1], "label": ["Classe 1", "Classe 2"]})
BARS = pl.DataFrame(
    {
        "line": [0, 0, 1, 1, 2, 2],
        "column": [0, 1, 0, 1, 0, 1],
        "share": [0.5, 0.25, 0.0, 1.0, 0.25, 0.75],
        "side": ["A", "A", "A", "A", "B", ""],
        "shown": ["50 %", "25 %", "0 %", "100 %", "25 %", "75 %"],
        "description": list("abcdef"),
        "href": list("uvwxyz"),
    }
)


def test_bar_table_bars_are_as_long_as_their_share_on_one_scale() -> None:
    rows = painted_rows(draw_bar_table(LINES, COLUMNS, BARS), "tip")
    lengths = [row["tip"] - row["left"] for row in rows]
    assert [length / lengths[3] for length in lengths] == pytest.approx([0.5, 0.25, 0.0, 1.0, 0.25, 0.75])
    assert [row["colour"] for row in rows] == [SIDES["A"]] * 4 + [SIDES["B"], NEUTRAL]
    assert {row["low"] - row["high"] for row in rows} == {BAR}


def test_bar_table_whole_cells_lead_even_where_the_bar_is_nothing() -> None:
    cells, _ = leading_layers(draw_bar_table(LINES, COLUMNS, BARS))
    assert [row["href"] for row in cells["rows"]] == list("uvwxyz")
    assert all(row["right"] - row["left"] > 40 for row in cells["rows"])
    assert {row["bottom"] - row["top"] for row in cells["rows"]} == {LINE_HEIGHT}


def test_bar_table_headings_make_room_and_interrupt_the_rules() -> None:
    chart = draw_bar_table(LINES, COLUMNS, BARS)
    tops = sorted({row["top"] for row in leading_layers(chart)[0]["rows"]})
    assert [after - before for before, after in pairwise(tops)] == [
        LINE_HEIGHT,
        LINE_HEIGHT + HEADING,
    ]
    rules = painted_rows(chart, "from_top")
    assert sorted({(row["from_top"], row["to_bottom"]) for row in rules}) == [
        (tops[0], tops[1] + LINE_HEIGHT),
        (tops[2], tops[2] + LINE_HEIGHT),
    ]


def test_bar_table_of_nothing_said_draws_no_bar_beyond_its_cell() -> None:
    rows = painted_rows(draw_bar_table(LINES, COLUMNS, BARS.with_columns(share=pl.lit(0.0))), "tip")
    assert all(row["tip"] == row["left"] for row in rows)
