"""Words of each side: bars part at the line, the whole line leads."""

from __future__ import annotations

import polars as pl

from dashboards.charts.specificity_bars import draw_specificity_bars
from tests.dashboards.reading_charts import layers_of, leading_layers

SIDED = pl.DataFrame(
    {
        "word": ["clé", "terre"],
        "score": [4.5, -3.25],
        "side": ["A", "B"],
        "solid": [True, False],
        "shown": ["4,5", "3,2"],
        "description": ["a", "b"],
        "href": ["x", "y"],
    }
)


def test_specificity_bars_part_the_sides_at_zero() -> None:
    bars = next(layer for layer in layers_of(draw_specificity_bars(SIDED)) if layer["mark"]["type"] == "bar")
    assert [(row["word"], row["score"]) for row in bars["rows"]] == [("clé", 4.5), ("terre", -3.25)]
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert low == -high
    assert high > 4.5
    assert bars["encoding"]["x2"] == {"datum": 0}
    assert bars["encoding"]["fill"]["condition"]["test"] == "datum.solid"


def test_specificity_bars_lead_by_their_whole_line() -> None:
    (lines,) = leading_layers(draw_specificity_bars(SIDED))
    assert lines["mark"]["type"] == "rect"
    assert [row["href"] for row in lines["rows"]] == ["x", "y"]
