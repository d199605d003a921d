"""Changes between waves: a square a person, on the side of the change."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.charts.transition_bars import CHART_WIDTH, MIDDLE, draw_transition_bars, lay_out_transitions
from tests.dashboards.reading_charts import layers_with, texts_of


def _rows(n_gained: int, n_lost: int, *, place: int = 1) -> list[dict[str, Any]]:
    return [
        {
            "place": place,
            "label": "tailler",
            "change": change,
            "slot": slot,
            "name": f"Anne{slot} A",
            "description": f"{change} {slot}",
            "href": f"evidence.html#{change}{slot}",
        }
        for change, n in (("gained", n_gained), ("lost", n_lost))
        for slot in range(1, n + 1)
    ]


def test_transition_bars_draw_who_gained_right_and_who_lost_left() -> None:
    chart = draw_transition_bars(pl.DataFrame(_rows(2, 1)), lost_title="disparu", gained_title="apparu")
    (squares,) = layers_with(chart, "rect", "href")
    sides = [(row["change"], row["from_"] >= MIDDLE, row["to"] <= MIDDLE) for row in squares["rows"]]
    assert sides == [("gained", True, False), ("gained", True, False), ("lost", False, True)]
    assert squares["rows"][0]["to"] <= squares["rows"][1]["from_"]
    assert {"disparu", "apparu", "tailler", "Anne1\N{NO-BREAK SPACE}A, Anne2\N{NO-BREAK SPACE}A"} <= set(
        texts_of(chart)
    )


def test_transition_bars_hold_as_many_people_as_there_are() -> None:
    squares, names = lay_out_transitions(pl.DataFrame(_rows(30, 12) + _rows(1, 0, place=2)))
    assert max(squares["to"]) <= CHART_WIDTH
    assert min(squares["from_"]) >= 0
    first = names.filter(pl.col("top") == names["top"].min())
    assert all("\n" in text for text in first["names"] if text)
    assert first["bottom"][0] <= names["top"].max()
