"""Bars that part to the two sides of a line; the frame of the charts that oppose A and B."""

from __future__ import annotations

from typing import Literal

import altair as alt
import polars as pl

from dashboards.charts.look import FONT_SIZE, INK, MUTED, PAPER, ROW, SIDES, Drawing, dress, inline, leading, text_width

CHART_WIDTH = 412
"""Pixels: a phone shows them without scrolling."""
Side = Literal["A", "B"]
Align = Literal["left", "right"]


def draw_diverging_bars(rows: pl.DataFrame, *, value: str) -> Drawing:
    """One bar a word, to the right for side A and to the left for side B, its word on the other side of the line.

    Columns: ``word``, that of ``value`` (signed: positive for A), ``side``, ``solid`` (filled, else outlined),
    ``shown`` (written at the bar's end), and what ``look.leading`` reads: the whole line leads.
    """
    reach = _reach(rows, value)
    base = alt.Chart(inline(rows.with_columns(zero=pl.lit(0.0)))).encode(y=alt.Y("word:N", sort=None, axis=None))
    scale = alt.Scale(domain=[-reach, reach], nice=False)
    colours = alt.Scale(domain=list(SIDES), range=list(SIDES.values()))
    hollow = alt.condition("datum.solid", alt.Fill("side:N", scale=colours, legend=None), alt.value(PAPER))
    lines = base.mark_rect(color=PAPER).encode(x=alt.value(0), x2=alt.value(CHART_WIDTH), **leading(rows))
    bars = base.mark_bar(height={"band": 0.72}, strokeWidth=1.5, aria=False).encode(
        x=alt.X(value, type="quantitative", scale=scale, axis=None),
        x2=alt.X2(datum=0),
        stroke=alt.Stroke("side:N", scale=colours, legend=None),
        fill=hollow,
    )
    words = [*_write(base, "A", scale, value), *_write(base, "B", scale, value)]
    return dress([lines, bars, *words], width=CHART_WIDTH, height=alt.Step(ROW))


def _write(base: alt.Chart, side: Side, scale: alt.Scale, value: str) -> list[alt.Chart]:
    """The words of one side beside the line, and what stands at the ends of its bars."""
    inner: Align = "right" if side == "A" else "left"
    outer: Align = "left" if side == "A" else "right"
    gap = 6 if side == "A" else -6
    here = base.transform_filter(alt.datum.side == side)
    words = here.mark_text(align=inner, dx=-gap, fontSize=FONT_SIZE, color=INK, aria=False)
    ends = here.mark_text(align=outer, dx=gap, fontSize=11, color=MUTED, aria=False)
    return [
        words.encode(x=alt.X("zero:Q", scale=scale), text="word:N"),
        ends.encode(x=alt.X(value, type="quantitative", scale=scale), text="shown:N"),
    ]


def _reach(rows: pl.DataFrame, value: str) -> float:
    """Half the width of the scale: room for the longest bar with its end, and for the widest word beside the line."""
    longest = max((abs(length) for length in rows[value]), default=1.0) or 1.0
    ends = max((text_width(text, size=11) for text in rows["shown"]), default=0.0) + 10
    return longest / max(0.2, 1 - ends / (CHART_WIDTH / 2))
