"""The page of the grid: numbers against the published rows, counted anew."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.materials import Materials
from dashboards.sections.grid import build_grid, merge_coders
from tests.dashboards.reading_pages import column_of, titles_of


def test_grid_merges_coders_and_keeps_totals(materials: Materials) -> None:
    figures = build_grid(materials).figures
    flat = materials.published.read("flat_reading", role="animatrice", wave="1").to_dicts()
    totals = {row["indicator"]: f"{row['n_present']}/{row['n_asked']}" if row["n_asked"] else "–" for row in flat}
    order = materials.published.read("indicators").sort("position")
    keys = [key for key in order["indicator"] if key in totals]
    assert column_of(figures[0].table, "T, Printemps") == [totals[key] for key in keys]
    assert column_of(figures[0].table, "Codeurs en désaccord")[2] == "Mathilde A, Printemps · Mathilde A, Automne"
    assert "Anne A, Printemps" in column_of(figures[0].table, "Non demandé à")[5]


def test_grid_crosses_sum_to_the_totals(materials: Materials) -> None:
    for figure, role in zip(build_grid(materials).figures, ("animatrice", "jardinier"), strict=True):
        flat = materials.published.read("flat_reading", role=role, wave="all")
        crosses = [said for said in titles_of(figure) if said.endswith((": présent", "compté présent"))]
        # A disputed cell that counts bears two marks, the cross and the sign.
        twice = sum(said.endswith("compté présent") for said in crosses) / 2
        assert len(crosses) - twice == flat["n_present"].sum()


@pytest.mark.parametrize(
    ("states", "counted", "merged"),
    [
        (["present", "present"], True, "present"),
        (["present", "absent"], True, "disputed_counted"),
        (["present", "absent"], False, "disputed"),
        (["present", "not_coded"], True, "present"),
        (["not_coded", "not_coded"], False, "not_coded"),
        (["not_asked"], False, "not_asked"),
    ],
)
def test_grid_merge_coders(states: list[str], counted: bool, merged: str) -> None:
    cells = pl.DataFrame(
        {"interview_id": "A1-1", "indicator": "o.a", "coder": list("xy")[: len(states)], "state": states}
    )
    flat = pl.DataFrame({"indicator": ["o.a"], "interviews": ["A1-1 A2-1" if counted else ""]})
    assert merge_coders(cells, flat)["state"].to_list() == [merged]
