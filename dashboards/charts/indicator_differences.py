"""Indicators of the two sides face to face: the share of each side, and their difference with its interval."""

from __future__ import annotations

from typing import Literal

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
    on_canvas_x,
    on_canvas_y,
    same_colour,
    stack_rows,
)

CHART_WIDTH = 410.0
HEADER = 40.0
"""Pixels of the two scales."""
BELOW = 45
"""Pixels under a label: the marks, a line of words, room to the next."""
SHARES = (40.0, 168.0)
"""Where no one and everyone of a side stand."""
GAPS = (216.0, 410.0)
"""Where −100 and +100 points stand."""
SHARE_MARKS = ((0.0, "0"), (0.5, "50"), (1.0, "100"))
GAP_MARKS = ((-1.0, "−100"), (-0.5, "−50"), (0.0, "0"), (0.5, "+50"), (1.0, "+100"))
SMALL = 11
APART = 7.0
"""Pixels between two dots that would hide one another."""

Align = Literal["left", "center", "right"]


def draw_indicator_differences(rows: pl.DataFrame, *, share_title: str, gap_title: str) -> Drawing:
    """One row a pair, under its label, in the order of ``rows``: to the left the two shares, joined; to the right A
    minus B with its interval, dashed where nothing can be told; zero is the line in the middle.

    Columns: ``place`` (order), ``label``, ``share_a``, ``share_b``, ``shown_a``, ``shown_b`` (beside the dots),
    ``said_a``, ``said_b`` (of the dots), ``difference``, ``low``, ``high`` (shares), ``certain`` (whether the test can
    tell anything), ``strong`` (whether its own test finds a difference), ``test`` and ``verdict`` (written under),
    ``description`` (of the difference); optional ``href_a``, ``href_b`` (empty where a dot leads nowhere).
    """
    stacked = stack_rows(rows, CHART_WIDTH, below=BELOW).with_columns(
        pl.col("top", "line", "bottom") + HEADER, middle=pl.col("line") + HEADER + 9
    )
    height = float(stacked["bottom"][-1]) - 6
    dots = lay_out_dots(stacked)
    layers = [
        *_draw_header(height, share_title, gap_title),
        _draw_scales(stacked, height),
        *_draw_shares(dots, height),
        *_draw_gaps(stacked, height),
        *_draw_words(stacked, height),
    ]
    return dress(layers, width=CHART_WIDTH, height=height)


def lay_out_dots(stacked: pl.DataFrame) -> pl.DataFrame:
    """Two rows a pair: ``side``, ``x``, ``middle``, ``text_x``, ``align``, ``shown``, ``description``, ``href``.

    Dots that would hide one another stand a little apart, A to the left; a dot's words stand outside of the two.
    """
    dots = []
    for row in stacked.to_dicts():
        a, b = (_place(row[key], SHARES, 0.0, 1.0) for key in ("share_a", "share_b"))
        if abs(a - b) < APART:
            a, b = (a + b - APART) / 2, (a + b + APART) / 2
        for side, x, other in (("a", a, b), ("b", b, a)):
            left = x < other
            dots.append(
                {
                    "side": side.upper(),
                    "x": x,
                    "other": other,
                    "middle": row["middle"],
                    "text_x": x - 8 if left else x + 8,
                    "align": "right" if left else "left",
                    "shown": row[f"shown_{side}"],
                    "colour": SIDES[side.upper()],
                    "description": row[f"said_{side}"],
                    "href": row.get(f"href_{side}") or None,
                }
            )
    return pl.DataFrame(dots, schema_overrides={"href": pl.String()})


def _place(value: float, ends: tuple[float, float], low: float, high: float) -> float:
    return ends[0] + (value - low) / (high - low) * (ends[1] - ends[0])


def _gap(field: str) -> pl.Expr:
    return GAPS[0] + (pl.col(field) + 1) / 2 * (GAPS[1] - GAPS[0])


def _draw_header(height: float, share_title: str, gap_title: str) -> list[alt.Chart]:
    titles = [
        {"x": sum(SHARES) / 2, "y": 7.0, "text": share_title},
        {"x": sum(GAPS) / 2, "y": 7.0, "text": gap_title},
    ]
    marks = [{"x": _place(at, SHARES, 0.0, 1.0), "y": 23.0, "text": text} for at, text in SHARE_MARKS]
    # The ends of the right scale stand a little inwards, so that nothing is cut at the edge of the chart.
    inwards = {-1.0: 8.0, 1.0: -14.0}
    marks += [{"x": _place(at, GAPS, -1.0, 1.0) + inwards.get(at, 0.0), "y": 23.0, "text": t} for at, t in GAP_MARKS]
    return [_write(pl.DataFrame([*titles, *marks]), height, "x", "y", "text")]


def _draw_scales(stacked: pl.DataFrame, height: float) -> alt.Chart:
    """Marks of the scales behind each row only, so that no line runs through words."""
    at = [_place(value, SHARES, 0.0, 1.0) for value, _ in SHARE_MARKS]
    at += [_place(value, GAPS, -1.0, 1.0) for value, _ in GAP_MARKS]
    zero = _place(0.0, GAPS, -1.0, 1.0)
    ends = stacked.select(from_=pl.col("middle") - 8, to=pl.col("middle") + 8)
    lines = ends.join(pl.DataFrame({"x": at}), how="cross").with_columns(
        colour=pl.when(pl.col("x") == zero).then(pl.lit(MUTED)).otherwise(pl.lit(RULE))
    )
    rules = alt.Chart(inline(lines)).mark_rule(aria=False)
    drawn: alt.Chart = rules.encode(
        x=on_canvas_x("x", CHART_WIDTH), y=on_canvas_y("from_", height), y2="to:Q", color=same_colour()
    )
    return drawn


def _draw_shares(dots: pl.DataFrame, height: float) -> list[alt.Chart]:
    x, y = on_canvas_x("x", CHART_WIDTH), on_canvas_y("middle", height)
    joined = alt.Chart(inline(dots.filter(pl.col("side") == "A"))).mark_rule(strokeWidth=2.5, color=MUTED, aria=False)
    drawn = [joined.encode(x=x, x2="other:Q", y=y)]
    for led in (True, False):
        some = dots.filter(pl.col("href").is_not_null() == led)
        if some.is_empty():
            continue
        shown = some if led else some.drop("href")
        points = alt.Chart(inline(shown)).mark_point(filled=True, size=120, opacity=1)
        drawn.append(points.encode(x=x, y=y, color=same_colour(), **leading(shown)))
    aligns: tuple[Align, ...] = ("left", "right")
    for align in aligns:
        beside = dots.filter(pl.col("align") == align).with_columns(colour=pl.lit(INK))
        drawn.append(_write(beside, height, "text_x", "middle", "shown", align=align))
    return drawn


def _draw_gaps(stacked: pl.DataFrame, height: float) -> list[alt.Chart]:
    placed = stacked.with_columns(
        x=_gap("difference"),
        from_=_gap("low"),
        to=_gap("high"),
        colour=pl.when(pl.col("strong")).then(pl.lit(INK)).otherwise(pl.lit(MUTED)),
    )
    y = on_canvas_y("middle", height)
    drawn = []
    for certain in (True, False):
        some = placed.filter(pl.col("certain") == certain)
        if some.height:
            lines = alt.Chart(inline(some)).mark_rule(
                strokeWidth=2.5 if certain else 1.5, strokeDash=[1, 0] if certain else [3, 3], aria=False
            )
            drawn.append(lines.encode(x=on_canvas_x("from_", CHART_WIDTH), x2="to:Q", y=y, color=same_colour()))
    points = alt.Chart(inline(placed)).mark_point(shape="diamond", filled=True, size=85, opacity=1)
    said = leading(placed.select("description"))
    return [*drawn, points.encode(x=on_canvas_x("x", CHART_WIDTH), y=y, color=same_colour(), **said)]


def _draw_words(stacked: pl.DataFrame, height: float) -> list[alt.Chart]:
    rows = stacked.with_columns(left=pl.lit(0.0), right=pl.lit(CHART_WIDTH), under=pl.col("middle") + 17)
    labels = alt.Chart(inline(rows)).mark_text(
        align="left", baseline="middle", lineBreak="\n", lineHeight=LINE, fontSize=FONT_SIZE, color=INK, aria=False
    )
    return [
        labels.encode(x=on_canvas_x("left", CHART_WIDTH), y=on_canvas_y("top", height), text="label:N"),
        _write(rows.select("left", "under", "verdict"), height, "left", "under", "verdict", align="left"),
        _write(rows.select("right", "under", "test"), height, "right", "under", "test", align="right"),
    ]


def _write(rows: pl.DataFrame, height: float, x: str, y: str, text: str, *, align: Align = "center") -> alt.Chart:
    marks = alt.Chart(inline(rows)).mark_text(align=align, baseline="middle", fontSize=SMALL, color=MUTED, aria=False)
    drawn: alt.Chart = marks.encode(x=on_canvas_x(x, CHART_WIDTH), y=on_canvas_y(y, height), text=f"{text}:N")
    return drawn
