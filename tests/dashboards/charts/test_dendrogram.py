"""The tree of the classes: places, boxes, words."""

from __future__ import annotations

import polars as pl

from dashboards.charts.dendrogram import LARGEST, SMALLEST, draw_dendrogram, lay_out_tree
from dashboards.charts.look import class_colour
from tests.dashboards.reading_charts import Spec, layers_of

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
        "href": ["#1", "#2", "#3", "#4"],
    }
)
PROFILE = pl.DataFrame(
    {
        "class": [1, 1, 1, 2, 3, 4],
        "rank": [0, 1, 2, 0, 0, 0],
        "word": ["terre", "eau", "soif", "vote", "clé", "don"],
        "chi2": [36.0, 9.0, 0.0, 4.0, 20.0, 1.0],
        "naming": [True, False, False, True, True, True],
        "description": list("uvwxyz"),
        "href": ["@1", "@2", "@3", "@4", "@5", "@6"],
    }
)


def test_tree_has_its_first_division_on_top_and_leaves_below() -> None:
    tree = lay_out_tree(SPLITS, frozenset([2, 5, 6, 7]), column=100)
    assert tree.leaves == (2, 6, 7, 5)
    assert tree.y[1] < tree.y[3] < tree.y[4] < tree.y[6] == tree.height
    assert tree.x[4] == (tree.x[6] + tree.x[7]) / 2
    assert tree.width == 400
    assert len({line for line, *_ in tree.lines}) == 3


def test_tree_stops_where_a_class_was_taken() -> None:
    tree = lay_out_tree(SPLITS, frozenset([2, 3]), column=100)
    assert tree.leaves == (2, 3)
    assert len({line for line, *_ in tree.lines}) == 1


def test_tree_of_one_class_is_one_box() -> None:
    tree = lay_out_tree(SPLITS.clear(), frozenset([1]), column=100)
    assert (tree.leaves, tree.lines) == ((1,), ())


def _boxes(classes: pl.DataFrame = CLASSES) -> list[Spec]:
    layers = layers_of(draw_dendrogram(SPLITS, classes, PROFILE, rest="reste"))
    return next(layer["rows"] for layer in layers if layer["mark"]["type"] == "rect")


def _words() -> list[Spec]:
    layers = layers_of(draw_dendrogram(SPLITS, CLASSES, PROFILE, rest="reste"))
    written = [
        {**row, "weight": layer["mark"]["fontWeight"]}
        for layer in layers
        if "size" in layer["encoding"]
        for row in layer["rows"]
    ]
    return sorted((row for row in written if row["class"] == 1), key=lambda row: row["rank"])


def test_dendrogram_boxes_bear_size_colour_and_place_of_their_class() -> None:
    assert [(row["name"], row["shown"], row["colour"], row["href"]) for row in _boxes()] == [
        ("C1", "40 %", class_colour(1), "#1"),
        ("C2", "30 %", class_colour(2), "#2"),
        ("C3", "20 %", class_colour(3), "#3"),
        ("C4", "10 %", class_colour(4), "#4"),
    ]


def test_dendrogram_words_stand_under_their_class_as_large_as_they_mark_it() -> None:
    first, second, third = _words()
    assert [first["word"], second["word"], third["word"]] == ["terre", "eau", "soif"]
    assert [first["size"], second["size"], third["size"]] == [LARGEST, (LARGEST + SMALLEST) / 2, SMALLEST]
    assert first["y"] < second["y"] < third["y"]
    assert second["y"] - first["y"] > (first["size"] + second["size"]) / 2
    assert [row["weight"] for row in (first, second, third)] == ["bold", "normal", "normal"]
    assert [row["href"] for row in (first, second, third)] == ["@1", "@2", "@3"]


def test_dendrogram_names_a_part_without_class() -> None:
    boxes = _boxes(CLASSES.filter(pl.col("class") != 3))
    assert [(row["name"], row["href"]) for row in boxes] == [("C1", "#1"), ("C2", "#2"), ("reste", ""), ("C4", "#4")]


def test_dendrogram_without_words_is_drawn() -> None:
    layers = layers_of(draw_dendrogram(SPLITS, CLASSES, PROFILE.clear(), rest="reste"))
    assert any(layer["mark"]["type"] == "rect" for layer in layers)
