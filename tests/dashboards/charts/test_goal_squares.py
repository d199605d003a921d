"""Goals: a square each, under its outcome, in the band of its modality."""

from __future__ import annotations

import polars as pl

from dashboards.charts.goal_squares import CHART_WIDTH, SQUARE, draw_goal_squares, lay_out_goals
from tests.dashboards.reading_charts import layers_with, texts_of

OUTCOMES = pl.DataFrame({"outcome": ["reached", "no_outcome"], "head": ["atteint", "issue inconnue"]})
GOALS = pl.DataFrame(
    [
        {"row": row, "label": label, "outcome": outcome, "description": f"{label} {n}", "href": f"waves.html#{n}"}
        for row, label, outcome, count in (
            (1, "Présentiel", "reached", 1),
            (0, "Distanciel", "reached", 20),
            (0, "Distanciel", "no_outcome", 1),
        )
        for n in range(count)
    ]
)


def test_goal_squares_stand_under_their_outcome() -> None:
    columns, squares, bands, _ = lay_out_goals(GOALS, OUTCOMES)
    starts = dict(columns.select("outcome", "x").iter_rows())
    for row in squares.to_dicts():
        assert starts[row["outcome"]] <= row["x"] < starts[row["outcome"]] + CHART_WIDTH / 2
    assert bands["label"].to_list() == ["Distanciel", "Présentiel"]
    assert squares.height == 22
    assert squares.select("x", "y").is_unique().all()


def test_goal_squares_stay_in_their_band() -> None:
    _, squares, bands, heads = lay_out_goals(GOALS, OUTCOMES)
    ends = {row["label"]: (row["top"], row["bottom"]) for row in bands.to_dicts()}
    assert ends["Distanciel"][0] == heads
    assert ends["Distanciel"][1] == ends["Présentiel"][0]
    for row in squares.to_dicts():
        assert ends[row["label"]][0] < row["y"] <= ends[row["label"]][1] - SQUARE


def test_goal_squares_lead_and_are_named() -> None:
    chart = draw_goal_squares(GOALS, OUTCOMES)
    (marks,) = layers_with(chart, "rect", "href", "description")
    assert len(marks["rows"]) == 22
    assert {"atteint", "issue inconnue", "Présentiel"} <= set(texts_of(chart))
