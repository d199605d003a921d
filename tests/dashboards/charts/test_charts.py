"""Charts: what they draw is what they were given."""

from __future__ import annotations

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import polars as pl
import pytest

from dashboards.charts.class_sides import draw_class_sides
from dashboards.charts.dendrogram import draw_dendrogram, lay_out_tree
from dashboards.charts.grid_map import CELL, draw_grid_map, lay_out_grid
from dashboards.charts.indicator_differences import draw_indicator_differences
from dashboards.charts.lexical_bars import draw_lexical_bars
from dashboards.charts.look import LINE, SIDES, Drawing, class_colour, stack_rows, text_width, wrap
from dashboards.charts.specificity_bars import draw_specificity_bars
from dashboards.charts.transition_bars import draw_transition_bars
from dashboards.charts.word_bars import draw_word_bars

Spec = dict[str, Any]


def _layers(chart: Drawing) -> list[Spec]:
    """Layers of the chart with their rows under ``rows``."""
    spec = chart.to_dict()
    own = spec.get("data", {}).get("name")
    return [{**layer, "rows": spec["datasets"][layer.get("data", {}).get("name", own)]} for layer in spec["layer"]]


def _layer(chart: Drawing, mark: str, channel: str = "description") -> Spec:
    return next(layer for layer in _layers(chart) if layer["mark"]["type"] == mark and channel in layer["encoding"])


WORDS = pl.DataFrame(
    {"word": ["de", "la", "jardin"], "n": [9, 7, 7], "shown": ["9", "7", "7"], "description": ["x", "y", "z"]}
)
SIDED = pl.DataFrame(
    {
        "word": ["clé", "terre"],
        "score": [4.5, -3.25],
        "side": ["A", "B"],
        "solid": [True, False],
        "shown": ["4,5", "3,2"],
        "description": ["a", "b"],
    }
)
PAIRS = pl.DataFrame(
    {
        "place": [1, 2],
        "label": ["A · venir aux réunions du jeudi et y prendre la parole devant tous\nB · être entendu", "tailler"],
        "difference": [0.57, 0.0],
        "low": [0.1, -0.4],
        "high": [0.8, 0.4],
        "side": ["A", "="],
        "shown": ["A 5/7 · B 1/7", "A 2/7 · B 2/7"],
        "verdict": ["v1", "v2"],
        "description": ["d1", "d2"],
    }
)
CHANGES = pl.DataFrame(
    {
        "place": [1, 1, 2, 2],
        "label": ["tailler", "tailler", "pailler", "pailler"],
        "change": ["gained", "lost"] * 2,
        "n": [2, -1, 0, -3],
        "shown": ["2", "1", "0", "3"],
        "description": ["a", "b", "c", "d"],
    }
)


def test_charts_word_bars_draw_each_count_in_the_order_given() -> None:
    bars = _layer(draw_word_bars(WORDS), "bar")
    assert [(row["word"], row["n"]) for row in bars["rows"]] == [("de", 9), ("la", 7), ("jardin", 7)]
    assert (bars["encoding"]["x"]["field"], bars["encoding"]["y"]["field"]) == ("n", "word")
    assert bars["encoding"]["y"]["sort"] is None
    assert bars["encoding"]["x"]["scale"]["domainMin"] == 0


def test_charts_class_sides_draw_a_bar_for_each_side() -> None:
    rows = pl.DataFrame(
        {"name": ["C1", "C1"], "side": ["A", "B"], "share": [0.25, 0.5], "shown": ["A", "B"], "description": ["a", "b"]}
    )
    bars = _layer(draw_class_sides(rows), "bar")
    assert [(row["side"], row["share"]) for row in bars["rows"]] == [("A", 0.25), ("B", 0.5)]
    assert bars["encoding"]["color"]["scale"] == {"domain": ["A", "B"], "range": list(SIDES.values())}
    assert bars["encoding"]["yOffset"]["field"] == "side"


@pytest.mark.parametrize("draw", [draw_specificity_bars, draw_lexical_bars])
def test_charts_diverging_bars_part_the_sides_at_zero(draw: Callable[[pl.DataFrame], Drawing]) -> None:
    value = "score" if draw is draw_specificity_bars else "difference"
    bars = _layer(draw(SIDED.rename({"score": value})), "bar")
    assert [(row["word"], row[value]) for row in bars["rows"]] == [("clé", 4.5), ("terre", -3.25)]
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert low == -high
    assert high > 4.5
    assert bars["encoding"]["x2"] == {"datum": 0}
    assert bars["encoding"]["fill"]["condition"]["test"] == "datum.solid"


def test_charts_indicator_differences_draw_point_and_interval() -> None:
    chart = draw_indicator_differences(PAIRS, axis_title="écart")
    points, lines = _layer(chart, "point"), _layer(chart, "rule", "x2")
    assert [row["difference"] for row in points["rows"]] == [0.57, 0.0]
    assert points["encoding"]["x"]["field"] == "difference"
    assert points["encoding"]["x"]["scale"]["domain"] == [-1, 1]
    assert [(row["low"], row["high"]) for row in lines["rows"]] == [(0.1, 0.8), (-0.4, 0.4)]
    assert (lines["encoding"]["x"]["field"], lines["encoding"]["x2"]["field"]) == ("low", "high")


def test_charts_transition_bars_draw_both_directions() -> None:
    bars = _layer(draw_transition_bars(CHANGES), "bar")
    assert [(row["place"], row["n"]) for row in bars["rows"]] == [(1, 2), (1, -1), (2, 0), (2, -3)]
    assert bars["encoding"]["x"]["field"] == "n"
    assert bars["rows"][0]["line"] == bars["rows"][1]["line"] < bars["rows"][2]["line"]


def test_charts_stacked_rows_never_overlap() -> None:
    stacked = stack_rows(PAIRS, 200, below=30)
    assert stacked["label"][0].count("\n") >= 2
    assert stacked["bottom"][0] <= stacked["top"][1]
    assert stacked["line"][0] - stacked["top"][0] >= LINE * stacked["label"][0].count("\n")


SPLITS = pl.DataFrame(
    {"split": [1, 2, 3], "parent": [1, 3, 4], "left_node": [2, 4, 6], "right_node": [3, 5, 7], "n_left": [9, 5, 3]}
)
CLASSES = pl.DataFrame(
    {
        "class": [1, 2, 3, 4],
        "node": [2, 6, 7, 5],
        "name": ["C1", "C2", "C3", "C4"],
        "shown": ["40 %", "30 %", "20 %", "10 %"],
        "description": ["a", "b", "c", "d"],
    }
)
PROFILE = pl.DataFrame(
    {"class": [1, 1, 2, 3, 4], "rank": [0, 1, 0, 0, 0], "word": ["terre", "eau", "vote", "clé", "don"]}
)


def test_charts_tree_has_its_first_division_on_top_and_leaves_below() -> None:
    tree = lay_out_tree(SPLITS, frozenset([2, 5, 6, 7]), column=100)
    assert tree.leaves == (2, 6, 7, 5)
    assert tree.y[1] < tree.y[3] < tree.y[4] < tree.y[6] == tree.height
    assert tree.x[4] == (tree.x[6] + tree.x[7]) / 2
    assert tree.width == 400
    assert len({line for line, *_ in tree.lines}) == 3


def test_charts_tree_stops_where_a_class_was_taken() -> None:
    tree = lay_out_tree(SPLITS, frozenset([2, 3]), column=100)
    assert tree.leaves == (2, 3)
    assert len({line for line, *_ in tree.lines}) == 1


def test_charts_tree_of_one_class_is_one_box() -> None:
    tree = lay_out_tree(SPLITS.clear(), frozenset([1]), column=100)
    assert (tree.leaves, tree.lines) == ((1,), ())


def test_charts_dendrogram_boxes_bear_size_and_colour_of_their_class() -> None:
    boxes = _layer(draw_dendrogram(SPLITS, CLASSES, PROFILE, rest="reste"), "rect")
    assert [(row["name"], row["shown"], row["colour"]) for row in boxes["rows"]] == [
        ("C1", "40 %", class_colour(1)),
        ("C2", "30 %", class_colour(2)),
        ("C3", "20 %", class_colour(3)),
        ("C4", "10 %", class_colour(4)),
    ]


def test_charts_dendrogram_words_stand_under_their_class_in_order() -> None:
    chart = draw_dendrogram(SPLITS, CLASSES, PROFILE, rest="reste")
    words = next(layer for layer in _layers(chart) if "size" in layer["encoding"])
    of_first = [row for row in words["rows"] if row["class"] == 1]
    assert [row["word"] for row in of_first] == ["terre", "eau"]
    assert of_first[0]["y"] < of_first[1]["y"]
    assert of_first[0]["size"] > of_first[1]["size"]


def test_charts_dendrogram_names_a_part_without_class() -> None:
    boxes = _layer(draw_dendrogram(SPLITS, CLASSES.filter(pl.col("class") != 3), PROFILE, rest="reste"), "rect")
    assert [row["name"] for row in boxes["rows"]] == ["C1", "C2", "reste", "C4"]


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
    crosses = _layer(chart, "point")
    assert [(row["indicator"], row["column"]) for row in crosses["rows"]] == [("o.a", "A1-1"), ("p.a", "A1-2")]
    assert crosses["mark"]["stroke"] == SIDES["B"]
    shaded = _layer(chart, "rect")
    assert [(row["indicator"], row["state"]) for row in shaded["rows"]] == [("o.b", "not_asked"), ("p.a", "not_coded")]
    assert '"≠"' in json.dumps(chart.to_dict(), ensure_ascii=False)
    assert "1/1" in json.dumps(chart.to_dict())


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
