"""Words by how often each side says them, two bars a word."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    MUTED,
    NEUTRAL,
    PAPER,
    SIDES,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    same_colour,
    text_width,
)

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
    height = WORD * rows.height
    bars = _place_bars(placed, gutter)
    layers = [
        _lines(placed, height),
        _bars(bars, height),
        _text(bars.select("after", "middle", text="shown"), "after", height, size=SMALL, colour=MUTED),
        _text(
            placed.select("middle", text="word", end=pl.lit(gutter - 6)),
            "end",
            height,
            size=FONT_SIZE,
            colour=INK,
            right=True,
        ),
    ]
    return dress(layers, width=WIDTH, height=height)


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


def _lines(placed: pl.DataFrame, height: float) -> alt.Chart:
    """What leads: the whole line, under its bars."""
    kept = [name for name in ("word", "top", "bottom", "description", "href") if name in placed.columns]
    whole = placed.select(kept).with_columns(left=pl.lit(0.0), right=pl.lit(WIDTH))
    drawn: alt.Chart = (
        alt.Chart(inline(whole))
        .mark_rect(color=PAPER)
        .encode(
            x=on_canvas_x("left", WIDTH),
            x2="right:Q",
            y=on_canvas_y("top", height),
            y2="bottom:Q",
            **leading(placed),
        )
    )
    return drawn


def _bars(bars: pl.DataFrame, height: float) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(inline(bars.select("side", "rate", "left", "tip", "high", "low", "colour")))
        .mark_rect(aria=False)
        .encode(
            x=on_canvas_x("left", WIDTH),
            x2="tip:Q",
            y=on_canvas_y("high", height),
            y2="low:Q",
            color=same_colour(),
        )
    )
    return drawn


def _text(
    rows: pl.DataFrame, across: str, height: float, *, size: float, colour: str, right: bool = False
) -> alt.Chart:
    marks = alt.Chart(inline(rows)).mark_text(
        align="right" if right else "left", baseline="middle", fontSize=size, color=colour, aria=False
    )
    drawn: alt.Chart = marks.encode(x=on_canvas_x(across, WIDTH), y=on_canvas_y("middle", height), text="text:N")
    return drawn
