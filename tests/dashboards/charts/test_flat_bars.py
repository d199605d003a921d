"""Flat bars: what they draw is what they were given, and nothing overlaps."""

from __future__ import annotations

from itertools import pairwise

import polars as pl

from dashboards.charts.flat_bars import BAR, LABELS, draw_flat_bars, lay_out_bars
from dashboards.charts.look import LINE, SIDES
from tests.dashboards.reading_charts import leading_layers

ROWS = pl.DataFrame(
    {
        "heading": ["1 – Gestes", "1 – Gestes", "2 – Règles"],
        "label": ["arroser", "venir aux réunions du jeudi et y prendre la parole devant tout le monde", "signer"],
        "share": [1.0, 0.5, 0.25],
        "shown": ["4/4", "1/2", "1/4"],
        "note": ["", "non demandé : 2", ""],
        "description": ["a", "b", "c"],
        "href": ["x", "y", "z"],
    }
)


def test_flat_bars_are_as_long_as_their_share() -> None:
    (bars,) = leading_layers(draw_flat_bars(ROWS, side="B"))
    rows = bars["rows"]
    assert [(row["right"] - row["left"]) / BAR for row in rows] == [1.0, 0.5, 0.25]
    assert [row["href"] for row in rows] == ["x", "y", "z"]
    assert bars["mark"]["fill"] == SIDES["B"]
    assert (bars["encoding"]["x"]["field"], bars["encoding"]["x2"]["field"]) == ("left", "right")


def test_flat_bars_leave_room_for_long_labels_notes_and_headings() -> None:
    placed, headings, height = lay_out_bars(ROWS)
    rows = placed.to_dicts()
    assert headings["text"].to_list() == ["1 – Gestes", "2 – Règles"]
    lines = rows[1]["label"].count("\n") + 1
    assert lines >= 2
    assert rows[1]["under_y"] > rows[1]["label_y"] + LINE * (lines - 1)
    ends = [row["label_y"] - LINE / 2 + row["tall"] for row in rows]
    starts = [row["label_y"] - LINE / 2 for row in rows]
    assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))
    assert headings["y"][1] - LINE / 2 >= ends[1]
    assert height >= ends[-1]
    assert all(before["bottom"] < after["top"] for before, after in pairwise(rows))
    assert {row["full"] for row in rows} == {LABELS + BAR}
