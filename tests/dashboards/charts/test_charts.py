"""Charts: what they draw is what they were given."""

from __future__ import annotations

from itertools import pairwise

import polars as pl

from dashboards.charts.grid_map import CELL, draw_grid_map, lay_out_grid
from dashboards.charts.look import LINE, SIDES, stack_rows, text_width, wrap
from tests.dashboards.reading_charts import layers_with, texts_of

PAIRS = pl.DataFrame(
    {
        "place": [1, 2],
        "label": ["A · venir aux réunions du jeudi et y prendre la parole devant tous\nB · être entendu", "tailler"],
    }
)


def test_charts_stacked_rows_never_overlap() -> None:
    stacked = stack_rows(PAIRS, 200, below=30)
    assert stacked["label"][0].count("\n") >= 2
    assert stacked["bottom"][0] <= stacked["top"][1]
    assert stacked["line"][0] - stacked["top"][0] >= LINE * stacked["label"][0].count("\n")


ROWS = pl.DataFrame(
    {"indicator": ["o.a", "o.b", "p.a"], "label": ["a", "b" * 20 + " " + "c" * 30, "d"], "heading": ["O", "O", "P"]}
)
COLUMNS = pl.DataFrame(
    {
        "column": ["A1-1", "total 1", "A1-2"],
        "text": ["Anne A", "T", "Anne A"],
        "total": [False, True, False],
        "group": ["v1", "v1", "v2"],
    }
)
CELLS = pl.DataFrame(
    {
        "indicator": ["o.a", "o.b", "p.a", "p.a"],
        "column": ["A1-1", "A1-1", "A1-1", "A1-2"],
        "state": ["present", "not_asked", "not_coded", "disputed_counted"],
        "description": ["1", "2", "3", "4"],
    }
)
TOTALS = pl.DataFrame({"indicator": ["o.a"], "column": ["total 1"], "shown": ["1/1"]})


def test_charts_grid_map_crosses_what_is_present_and_shades_what_was_not_asked() -> None:
    chart = draw_grid_map(ROWS, COLUMNS, CELLS, TOTALS, side="B")
    (crosses,) = layers_with(chart, "point", "description")
    assert [(row["indicator"], row["column"]) for row in crosses["rows"]] == [("o.a", "A1-1"), ("p.a", "A1-2")]
    assert crosses["mark"]["stroke"] == SIDES["B"]
    (shaded,) = layers_with(chart, "rect", "description")
    assert [(row["indicator"], row["state"]) for row in shaded["rows"]] == [("o.b", "not_asked"), ("p.a", "not_coded")]
    assert {"≠", "1/1"} <= set(texts_of(chart))


def test_charts_grid_layout_leaves_room_for_long_labels_and_between_groups() -> None:
    layout = lay_out_grid(ROWS, COLUMNS)
    rows = layout.rows.to_dicts()
    assert rows[1]["bottom"] - rows[1]["top"] > rows[0]["bottom"] - rows[0]["top"]
    assert all(before["bottom"] <= after["top"] for before, after in pairwise(rows))
    assert layout.columns["left"].diff().to_list()[1:] == [CELL, CELL + 10]
    assert layout.groups["text"].to_list() == ["v1", "v2"]
    assert layout.headings["text"].to_list() == ["O", "P"]


def test_charts_wrap_keeps_lines_within_width() -> None:
    wrapped = wrap("un deux trois quatre cinq six sept huit neuf dix\nA · onze", 120)
    assert text_width(wrapped) <= 120 + text_width("x")
    assert wrapped.endswith("\nA · onze")
    assert wrap("", 100) == ""
