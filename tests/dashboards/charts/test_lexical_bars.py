"""Words that part the sides: bars as long as their p is small."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.charts.lexical_bars import (
    CHART_WIDTH,
    MIDDLE,
    draw_lexical_bars,
    lay_out_words,
    place_marks,
    strength,
)
from dashboards.charts.look import PAPER, SIDES, text_width
from tests.dashboards.reading_charts import layers_with, texts_of

ROWS = pl.DataFrame(
    {
        "word": ["clé", "mairie", "terre"],
        "side": ["A", "A", "B"],
        "p": [0.001, 0.1, 0.01],
        "solid": [True, False, False],
        "shown": ["A 7/7 · B 0/6", "A 3/7 · B 0/6", "A 0/7 · B 4/6"],
        "description": ["a", "b", "c"],
        "href": ["concordance.html#a", "concordance.html#b", "concordance.html#c"],
    }
)
MARKS = pl.DataFrame({"p": [0.001, 0.05], "text": ["plancher 0,001", "p 0,05"]})


def test_lexical_bars_are_as_long_as_powers_of_ten() -> None:
    placed, height = lay_out_words(ROWS, MARKS)
    lengths = [row["end"] - MIDDLE for row in placed.to_dicts()]
    assert lengths[0] == pytest.approx(3 * lengths[1])
    assert lengths[2] == pytest.approx(-2 * lengths[1])
    assert placed["fill"].to_list() == [SIDES["A"], PAPER, PAPER]
    assert placed["bottom"][-1] <= height


def test_lexical_bars_leave_room_for_what_stands_at_their_ends() -> None:
    placed, _ = lay_out_words(ROWS, MARKS)
    ends = [row["end"] + text_width(row["shown"], size=11) for row in placed.to_dicts() if row["side"] == "A"]
    assert max(ends) <= CHART_WIDTH


def test_lexical_bars_make_one_link_of_a_row() -> None:
    (links,) = layers_with(draw_lexical_bars(ROWS, MARKS), "rect", "href")
    assert [row["href"] for row in links["rows"]] == ROWS["href"].to_list()
    assert {(row["left"], row["right"]) for row in links["rows"]} == {(0.0, CHART_WIDTH)}


def test_lexical_bars_draw_marks_on_both_halves() -> None:
    chart = draw_lexical_bars(ROWS, MARKS)
    assert texts_of(chart).count("plancher 0,001") == 2
    alone = draw_lexical_bars(ROWS.filter(pl.col("side") == "A"), MARKS)
    assert texts_of(alone).count("plancher 0,001") == 1


def test_lexical_strength_of_zero_is_finite() -> None:
    assert strength(1.0) == 0
    assert strength(0.01) == pytest.approx(2)
    assert strength(0.0) == pytest.approx(12)


def test_lexical_marks_that_would_meet_stand_without_words() -> None:
    assert [text for _, text in place_marks(MARKS, 200)] == ["plancher 0,001", "p 0,05"]
    near = pl.DataFrame({"p": [0.04, 0.05], "text": ["plancher 0,04", "p 0,05"]})
    away, text = place_marks(near, 50)[1]
    assert (away, text) == (50 * strength(0.05), "")
