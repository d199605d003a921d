"""Rows of people: dots asked, dots filled, what leads."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.charts.look import PAPER, SIDES
from dashboards.charts.person_rows import WIDTH, draw_person_rows
from tests.dashboards.reading_charts import Spec, leading_layers, painted_rows


def rows(asked: int = 7, present: int = 5) -> pl.DataFrame:
    shared = {"description": "said", "href": "evidence.html#a"}
    return pl.DataFrame(
        [
            {"label": "arroser", "side": "A", "present": present, "asked": asked, "shown": "", "note": "", **shared},
            {"label": "", "side": "B", "present": 0, "asked": 2, "shown": "0/2", "note": "p 0,1", **shared},
        ]
    )


def spots_of(frame: pl.DataFrame) -> list[Spec]:
    """The dots."""
    return painted_rows(draw_person_rows(frame), "stroke")


def test_person_rows_fill_as_many_dots_as_bear_the_indicator() -> None:
    spots = spots_of(rows())
    fills = [spot["fill"] for spot in spots]
    assert len(spots) == 9
    assert fills.count(SIDES["A"]) == 5
    assert fills.count(PAPER) == 4
    assert [spot["stroke"] for spot in spots].count(SIDES["B"]) == 2


def test_person_rows_lead_once_a_row() -> None:
    led = leading_layers(draw_person_rows(rows()))[0]["rows"]
    assert [row["href"] for row in led] == ["evidence.html#a"] * 2
    assert led[0]["foot"] <= led[1]["top"]


@pytest.mark.parametrize("asked", [1, 7, 200])
def test_person_rows_stay_within_the_chart_however_many_were_asked(asked: int) -> None:
    spots = spots_of(rows(asked, 1))
    assert max(float(spot["x"]) for spot in spots) < WIDTH


def test_person_rows_of_nobody_asked_are_drawn() -> None:
    assert spots_of(rows(0, 0))
