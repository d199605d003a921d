"""Words by side: two bars a word, the whole line leads."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.charts.look import SIDES
from dashboards.charts.word_bars import WIDTH, draw_word_bars
from tests.dashboards.reading_charts import leading_layers, painted_rows

WORDS = pl.DataFrame(
    {
        "word": ["de", "la", "jardin"],
        "a": [20.0, 10.0, 0.0],
        "b": [10.0, 10.0, 5.0],
        "shown_a": ["20,0", "10,0", "0,0"],
        "shown_b": ["10,0", "10,0", "5,0"],
        "description": ["x", "y", "z"],
        "href": ["1", "2", "3"],
    }
)


def test_word_bars_draw_both_sides_of_each_word_in_the_order_given() -> None:
    rows = painted_rows(draw_word_bars(WORDS), "tip")
    assert [(row["side"], row["rate"]) for row in rows] == [
        *(("A", 20.0), ("A", 10.0), ("A", 0.0)),
        *(("B", 10.0), ("B", 10.0), ("B", 5.0)),
    ]
    lengths = [row["tip"] - row["left"] for row in rows]
    assert [length / lengths[0] for length in lengths] == pytest.approx([1, 0.5, 0, 0.5, 0.5, 0.25])
    assert [row["colour"] for row in rows] == [SIDES["A"]] * 3 + [SIDES["B"]] * 3
    assert all(row["tip"] < WIDTH for row in rows)


def test_word_bars_whole_lines_lead() -> None:
    (lines,) = leading_layers(draw_word_bars(WORDS))
    assert [(row["word"], row["href"], row["description"]) for row in lines["rows"]] == [
        ("de", "1", "x"),
        ("la", "2", "y"),
        ("jardin", "3", "z"),
    ]
    assert {(row["left"], row["right"]) for row in lines["rows"]} == {(0.0, WIDTH)}
    assert [row["top"] for row in lines["rows"][1:]] == [row["bottom"] for row in lines["rows"][:-1]]


def test_word_bars_of_words_nobody_said_are_empty() -> None:
    silent = WORDS.with_columns(a=pl.lit(0.0), b=pl.lit(0.0))
    assert all(row["tip"] == row["left"] for row in painted_rows(draw_word_bars(silent), "tip"))
