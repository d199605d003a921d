"""Indicators of the two sides face to face: difference of shares with its interval."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    LINE,
    MUTED,
    RULE,
    SIDES,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_y,
    stack_rows,
)

CHART_WIDTH = 340
BELOW = 58
"""Pixels under a label: the interval, two lines of words, room to the next."""
MARKS = (-1.0, -0.5, 0.0, 0.5, 1.0)
TEXTS = (("shown", 25), ("verdict", 39))
"""What is written under the interval, and where."""


def draw_indicator_differences(rows: pl.DataFrame, *, axis_title: str) -> Drawing:
    """One interval a pair, under its label, in the order of ``rows``; zero is the line in the middle.

    Columns: ``place`` (order), ``label``, ``difference``, ``low``, ``high`` (shares, A minus B), ``side`` (the one that
    bears it more, or ``=``), ``shown`` and ``verdict`` (written under the interval), ``description``.
    """
    stacked = stack_rows(rows, CHART_WIDTH, below=BELOW).with_columns(left=pl.lit(-1.0), middle=pl.col("line") + 8)
    height = float(stacked["bottom"][-1]) - 6
    layers = [
        *_draw_scale(stacked, height, axis_title),
        *_draw_intervals(stacked, height, axis_title),
        *_draw_words(stacked, height, axis_title),
    ]
    return dress(layers, width=CHART_WIDTH, height=height)


def _across(field: str, title: str) -> alt.X:
    """``field`` on the common scale; layers share one axis, so each of them tells it."""
    axis = alt.Axis(
        orient="top",
        offset=4,
        title=title,
        values=list(MARKS),
        labelExpr="datum.value == 0 ? '0' : (datum.value > 0 ? '+' : '−') + format(100 * abs(datum.value), 'd')",
        domain=False,
        ticks=False,
        grid=False,
    )
    return alt.X(field, type="quantitative", scale=alt.Scale(domain=[-1, 1], nice=False), axis=axis)


def _draw_scale(stacked: pl.DataFrame, height: float, title: str) -> list[alt.Chart]:
    """Marks of the scale behind each interval only, so that no line runs through words."""
    ends = stacked.select(from_=pl.col("middle") - 8, to=pl.col("middle") + 8)
    lines = ends.join(pl.DataFrame({"value": MARKS}), how="cross").with_columns(
        colour=pl.when(pl.col("value") == 0).then(pl.lit(MUTED)).otherwise(pl.lit(RULE))
    )
    rules = alt.Chart(inline(lines)).mark_rule(aria=False)
    return [
        rules.encode(
            x=_across("value", title),
            y=on_canvas_y("from_", height),
            y2="to:Q",
            color=alt.Color("colour:N", scale=None, legend=None),
        )
    ]


def _draw_intervals(stacked: pl.DataFrame, height: float, title: str) -> list[alt.Chart]:
    base = alt.Chart(inline(stacked))
    colours = alt.Scale(domain=[*SIDES, "="], range=[*SIDES.values(), MUTED])
    lines = base.mark_rule(strokeWidth=3, color=INK, aria=False, opacity=0.55)
    points = base.mark_point(filled=True, size=110, opacity=1)
    y = on_canvas_y("middle", height)
    return [
        lines.encode(x=_across("low", title), x2="high:Q", y=y),
        points.encode(
            x=_across("difference", title),
            y=y,
            color=alt.Color("side:N", scale=colours, legend=None),
            **leading(stacked),
        ),
    ]


def _draw_words(stacked: pl.DataFrame, height: float, title: str) -> list[alt.Chart]:
    base = alt.Chart(inline(stacked.select("left", "label", "top")))
    marks = base.mark_text(
        align="left", baseline="middle", lineBreak="\n", lineHeight=LINE, fontSize=FONT_SIZE, color=INK, aria=False
    )
    labels = marks.encode(x=_across("left", title), y=on_canvas_y("top", height), text="label:N")
    return [labels, *(_draw_text(stacked, field, below, height, title) for field, below in TEXTS)]


def _draw_text(stacked: pl.DataFrame, field: str, below: float, height: float, title: str) -> alt.Chart:
    rows = stacked.select("left", field, y=pl.col("line") + below)
    marks = alt.Chart(inline(rows)).mark_text(align="left", baseline="middle", fontSize=11, color=MUTED, aria=False)
    drawn: alt.Chart = marks.encode(x=_across("left", title), y=on_canvas_y("y", height), text=f"{field}:N")
    return drawn
