"""Indicators that appeared or disappeared from one wave to the next."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    GAINED,
    INK,
    LINE,
    LOST,
    MUTED,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_y,
    stack_rows,
)

CHART_WIDTH = 340
BAR = 14
BELOW = 26
"""Pixels under a label: the bars, and room to the next."""


def draw_transition_bars(rows: pl.DataFrame) -> Drawing:
    """Two bars an indicator from the middle: to the right who gained it, to the left who lost it.

    Columns: ``place`` (order), ``label``, ``change`` (gained or lost), ``n`` (participants, negative where lost),
    ``shown``, ``description``; two rows an indicator.
    """
    reach = 1.25 * max((abs(n) for n in rows["n"]), default=1)
    stacked = stack_rows(rows, CHART_WIDTH, below=BELOW).with_columns(
        left=pl.lit(-reach), end=pl.col("line") + BAR, middle=pl.col("line") + BAR / 2
    )
    height = float(stacked["bottom"][-1])
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    bars = (
        alt.Chart(inline(stacked))
        .mark_bar()
        .encode(
            x=alt.X("n:Q", scale=scale, axis=None),
            x2=alt.X2(datum=0),
            y=on_canvas_y("line", height),
            y2="end:Q",
            color=alt.Color("change:N", scale=alt.Scale(domain=["gained", "lost"], range=[GAINED, LOST]), legend=None),
            **leading(stacked),
        )
    )
    layers = [bars, *_draw_ends(stacked, scale, height), _draw_labels(stacked, scale, height)]
    return dress(layers, width=CHART_WIDTH, height=height)


def _draw_ends(stacked: pl.DataFrame, scale: alt.Scale, height: float) -> list[alt.Chart]:
    gained, lost = stacked.filter(pl.col("n") > 0), stacked.filter(pl.col("n") < 0)
    right = alt.Chart(inline(gained)).mark_text(align="left", dx=4, color=MUTED, aria=False)
    left = alt.Chart(inline(lost)).mark_text(align="right", dx=-4, color=MUTED, aria=False)
    x, y = alt.X("n:Q", scale=scale, axis=None), on_canvas_y("middle", height)
    return [right.encode(x=x, y=y, text="shown:N"), left.encode(x=x, y=y, text="shown:N")]


def _draw_labels(stacked: pl.DataFrame, scale: alt.Scale, height: float) -> alt.Chart:
    once = stacked.unique("place", keep="first", maintain_order=True)
    marks = alt.Chart(inline(once)).mark_text(
        align="left", baseline="middle", lineBreak="\n", lineHeight=LINE, fontSize=FONT_SIZE, color=INK, aria=False
    )
    drawn: alt.Chart = marks.encode(
        x=alt.X("left:Q", scale=scale, axis=None), y=on_canvas_y("top", height), text="label:N"
    )
    return drawn
