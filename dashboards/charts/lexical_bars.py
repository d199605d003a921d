"""Words whose rate parts the two sides, participant by participant."""

from __future__ import annotations

import polars as pl

from dashboards.charts.diverging_bars import draw_diverging_bars
from dashboards.charts.look import Drawing


def draw_lexical_bars(rows: pl.DataFrame) -> Drawing:
    """One bar a form: rate of A minus rate of B, per 1,000 words; outlined where one participant carries it.

    Columns: ``word``, ``difference``, ``side``, ``solid``, ``shown``, ``description``.
    """
    return draw_diverging_bars(rows, value="difference")
