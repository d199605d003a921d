"""Pairs of indicators: dots, intervals, words stand where the numbers say."""

from __future__ import annotations

import polars as pl

from dashboards.charts.indicator_differences import GAPS, SHARES, draw_indicator_differences
from dashboards.charts.look import INK, MUTED, SIDES, Drawing
from tests.dashboards.reading_charts import layers_with, texts_of

ROW = {
    "place": 1,
    "label": "arroser tôt",
    "share_a": 1.0,
    "share_b": 0.0,
    "shown_a": "A 7/7",
    "shown_b": "B 0/6",
    "said_a": "Animatrices : 7/7",
    "said_b": "Jardiniers : 0/6",
    "href_a": "evidence.html#a",
    "href_b": "",
    "difference": 1.0,
    "low": 0.5,
    "high": 1.0,
    "certain": True,
    "strong": True,
    "test": "p 0,001 · plancher 0,001",
    "verdict": "écart établi",
    "description": "d1",
}
EVEN = {**ROW, "place": 2, "label": "tailler", "share_a": 0.5, "share_b": 0.5, "difference": 0.0, "low": -0.5}
ROWS = pl.DataFrame([ROW, {**EVEN, "high": 0.5, "certain": False, "strong": False, "description": "d2"}])


def _chart() -> Drawing:
    return draw_indicator_differences(ROWS, share_title="personnes", gap_title="points")


def test_indicator_differences_put_each_dot_at_its_share() -> None:
    chart = _chart()
    dots = [row for layer in layers_with(chart, "point", "description") for row in layer["rows"] if "side" in row]
    placed = {(row["side"], row["shown"], row["middle"]): row for row in dots}
    assert len(placed) == 4
    first = min(row["middle"] for row in dots)
    assert placed["A", "A 7/7", first]["x"] == SHARES[1]
    assert placed["B", "B 0/6", first]["x"] == SHARES[0]
    assert {row["colour"] for row in dots if row["side"] == "A"} == {SIDES["A"]}
    even = sorted(row["x"] for row in dots if row["middle"] > first)
    assert even[1] - even[0] == 7.0
    assert sum(even) / 2 == sum(SHARES) / 2


def test_indicator_differences_write_outside_of_the_two_dots() -> None:
    chart = _chart()
    dots = [row for layer in layers_with(chart, "point", "description") for row in layer["rows"] if "side" in row]
    for row in dots:
        assert (row["align"] == "right") == (row["x"] < row["other"])
        assert (row["text_x"] < row["x"]) == (row["align"] == "right")


def test_indicator_differences_lead_only_where_there_is_somewhere() -> None:
    chart = _chart()
    linked = layers_with(chart, "point", "description", "href")
    assert [{row["href"] for row in layer["rows"]} for layer in linked] == [{"evidence.html#a"}]
    plain = [layer for layer in layers_with(chart, "point", "description") if "href" not in layer["encoding"]]
    assert {row["side"] for row in plain[0]["rows"]} == {"B"}


def test_indicator_differences_draw_intervals_solid_or_dashed() -> None:
    chart = _chart()
    lines = [layer for layer in layers_with(chart, "rule", "x2") if "from_" in layer["rows"][0]]
    told = {
        tuple(layer["mark"]["strokeDash"]): [(row["from_"], row["to"], row["colour"]) for row in layer["rows"]]
        for layer in lines
    }
    middle, half = sum(GAPS) / 2, (GAPS[1] - GAPS[0]) / 4
    assert told[1, 0] == [(middle + half, GAPS[1], INK)]
    assert told[3, 3] == [(middle - half, middle + half, MUTED)]


def test_indicator_differences_write_titles_verdicts_and_floors() -> None:
    chart = _chart()
    written = texts_of(chart)
    assert {"personnes", "points", "écart établi", "p 0,001 · plancher 0,001", "arroser tôt"} <= set(written)
