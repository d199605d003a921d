"""Words that one side uses more than its share of all words would make expect."""

from __future__ import annotations

import polars as pl

from dashboards.charts.diverging_bars import draw_diverging_bars
from dashboards.charts.look import Drawing


def draw_specificity_bars(rows: pl.DataFrame) -> Drawing:
    """One bar a form, to the right for side A and to the left for side B; outlined where one interview carries it.

    Columns: ``word``, ``score`` (positive for A, negative for B), ``side``, ``solid``, ``shown``, and what
    ``look.leading`` reads.
    """
    return draw_diverging_bars(rows, value="score")
