"""Dots of people: how many, where, which filled."""

from __future__ import annotations

import polars as pl

from dashboards.charts.look import PAPER, SIDES
from dashboards.charts.people_dots import WIDTH, draw_people_dots
from tests.dashboards.reading_charts import Spec, painted_rows

BANDS = pl.DataFrame({"band": [0, 1], "label": ["A", "B"]})
COLUMNS = pl.DataFrame({"column": [0, 1], "label": ["Sur place", "Non rencontré"]})


def dots(*cells: tuple[int, int, str, bool, int]) -> pl.DataFrame:
    rows = [
        {"band": band, "column": column, "side": side, "solid": solid, "description": f"{side}{n}", "href": "x.html"}
        for band, column, side, solid, count in cells
        for n in range(count)
    ]
    return pl.DataFrame(rows)


def drawn(rows: pl.DataFrame) -> list[Spec]:
    """The dots as the chart holds them."""
    return painted_rows(draw_people_dots(BANDS, COLUMNS, rows), "stroke")


def test_people_dots_draw_one_dot_an_interview_in_its_place() -> None:
    spots = drawn(dots((0, 0, "A", True, 3), (0, 1, "A", False, 1), (1, 0, "B", True, 2)))
    assert len(spots) == 6
    assert [spot["fill"] for spot in spots].count(SIDES["A"]) == 3
    assert [spot["fill"] for spot in spots].count(PAPER) == 1
    assert len({(spot["x"], spot["y"]) for spot in spots}) == 6
    assert all(spot["href"] == "x.html" for spot in spots)


def test_people_dots_of_a_crowd_break_into_lines_within_the_column() -> None:
    spots = drawn(dots((0, 0, "A", True, 40), (1, 1, "B", True, 1)))
    assert len({spot["y"] for spot in spots if spot["fill"] == SIDES["A"]}) > 1
    assert max(float(str(spot["x"])) for spot in spots if spot["fill"] == SIDES["A"]) < WIDTH / 2
    lowest = max(float(str(spot["y"])) for spot in spots if spot["fill"] == SIDES["A"])
    assert min(float(str(spot["y"])) for spot in spots if spot["fill"] == SIDES["B"]) > lowest
