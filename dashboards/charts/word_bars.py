"""Words by how often each side says them, two bars a word."""

from __future__ import annotations

import polars as pl

from dashboards.charts.canvas import draw_areas, draw_boxes, write_texts
from dashboards.charts.look import MUTED, NEUTRAL, SIDES, Drawing, dress, text_width

WIDTH = 412.0
"""Pixels: a phone shows them without scrolling."""
BAR, PITCH, WORD = 9.0, 11.0, 28.0
SMALL = 10.5


def draw_word_bars(rows: pl.DataFrame) -> Drawing:
    """One line a word, in the order of ``rows``, a bar for each side; the whole line leads.

    Columns: ``word``, ``a`` and ``b`` (rates), ``shown_a`` and ``shown_b`` (as written), and what ``look.leading``
    reads.
    """
    gutter = 8 + max((text_width(word) for word in rows["word"]), default=0.0)
    placed = rows.with_row_index("place").with_columns(
        top=pl.col("place") * WORD, bottom=(pl.col("place") + 1) * WORD, middle=(pl.col("place") + 0.5) * WORD
    )
    whole = placed.with_columns(left=pl.lit(0.0), right=pl.lit(WIDTH), end=pl.lit(gutter - 6))
    bars = _place_bars(placed, gutter)
    canvas = (WIDTH, WORD * rows.height)
    layers = [
        draw_areas(whole, (("left", "right"), ("top", "bottom")), canvas),
        draw_boxes(bars, (("left", "tip"), ("high", "low")), canvas),
        write_texts(bars, "shown", ("after", "middle"), canvas, size=SMALL, colour=MUTED),
        write_texts(whole, "word", ("end", "middle"), canvas, align="right"),
    ]
    return dress(layers, width=WIDTH, height=canvas[1])


def _place_bars(placed: pl.DataFrame, gutter: float) -> pl.DataFrame:
    """A row a bar."""
    longest = max((rate for side in ("a", "b") for rate in placed[side]), default=0.0) or 1.0
    ends = max((text_width(text, size=SMALL) for side in ("a", "b") for text in placed[f"shown_{side}"]), default=0.0)
    room = max(60.0, WIDTH - gutter - ends - 8)
    sides = [
        placed.select(
            side=pl.lit(side.upper()),
            rate=side,
            shown=f"shown_{side}",
            left=pl.lit(gutter),
            middle=pl.col("middle") + offset,
        )
        for side, offset in (("a", -PITCH / 2), ("b", PITCH / 2))
    ]
    return pl.concat(sides).with_columns(
        tip=gutter + pl.col("rate") / longest * room,
        after=gutter + pl.col("rate") / longest * room + 4,
        high=pl.col("middle") - BAR / 2,
        low=pl.col("middle") + BAR / 2,
        colour=pl.col("side").replace_strict(dict(SIDES), default=NEUTRAL),
    )
