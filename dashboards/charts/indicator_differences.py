"""Indicators of the two sides face to face: the share of each side, and their difference with its interval."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.canvas import Align, Canvas, draw_dots, draw_rules, write_texts
from dashboards.charts.look import INK, LINE, MUTED, RULE, SIDES, Drawing, dress, stack_rows

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
    canvas = (CHART_WIDTH, height)
    layers = [
        _draw_header(canvas, share_title, gap_title),
        _draw_scales(stacked, canvas),
        *_draw_shares(dots, canvas),
        *_draw_gaps(stacked, canvas),
        *_draw_words(stacked, canvas),
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


def _draw_header(canvas: Canvas, share_title: str, gap_title: str) -> alt.Chart:
    titles = [
        {"x": sum(SHARES) / 2, "y": 7.0, "text": share_title},
        {"x": sum(GAPS) / 2, "y": 7.0, "text": gap_title},
    ]
    marks = [{"x": _place(at, SHARES, 0.0, 1.0), "y": 23.0, "text": text} for at, text in SHARE_MARKS]
    # The ends of the right scale stand a little inwards, so that nothing is cut at the edge of the chart.
    inwards = {-1.0: 8.0, 1.0: -14.0}
    marks += [{"x": _place(at, GAPS, -1.0, 1.0) + inwards.get(at, 0.0), "y": 23.0, "text": t} for at, t in GAP_MARKS]
    return _write(pl.DataFrame([*titles, *marks]), "text", ("x", "y"), canvas)


def _draw_scales(stacked: pl.DataFrame, canvas: Canvas) -> alt.Chart:
    """Marks of the scales behind each row only, so that no line runs through words."""
    at = [_place(value, SHARES, 0.0, 1.0) for value, _ in SHARE_MARKS]
    at += [_place(value, GAPS, -1.0, 1.0) for value, _ in GAP_MARKS]
    zero = _place(0.0, GAPS, -1.0, 1.0)
    ends = stacked.select(from_=pl.col("middle") - 8, to=pl.col("middle") + 8)
    lines = ends.join(pl.DataFrame({"x": at}), how="cross").with_columns(
        colour=pl.when(pl.col("x") == zero).then(pl.lit(MUTED)).otherwise(pl.lit(RULE))
    )
    return draw_rules(lines, ("x", ("from_", "to")), canvas, colour="colour")


def _draw_shares(dots: pl.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    joined = dots.filter(pl.col("side") == "A")
    drawn = [draw_rules(joined, (("x", "other"), "middle"), canvas, colour=MUTED, strokeWidth=2.5)]
    for led in (True, False):
        some = dots.filter(pl.col("href").is_not_null() == led)
        if some.height:
            shown = some if led else some.drop("href")
            drawn.append(draw_dots(shown, ("x", "middle"), canvas, size=120, fill="colour", leads=True))
    aligns: tuple[Align, ...] = ("left", "right")
    for align in aligns:
        beside = dots.filter(pl.col("align") == align)
        drawn.append(_write(beside, "shown", ("text_x", "middle"), canvas, align=align))
    return drawn


def _draw_gaps(stacked: pl.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    placed = stacked.with_columns(
        x=_gap("difference"),
        from_=_gap("low"),
        to=_gap("high"),
        colour=pl.when(pl.col("strong")).then(pl.lit(INK)).otherwise(pl.lit(MUTED)),
    )
    drawn = []
    for certain in (True, False):
        some = placed.filter(pl.col("certain") == certain)
        if some.height:
            thick, dash = (2.5, [1, 0]) if certain else (1.5, [3, 3])
            at = (("from_", "to"), "middle")
            drawn.append(draw_rules(some, at, canvas, colour="colour", strokeWidth=thick, strokeDash=dash))
    told = placed.select("x", "middle", "colour", "description")
    points = draw_dots(told, ("x", "middle"), canvas, size=85, fill="colour", leads=True, shape="diamond")
    return [*drawn, points]


def _draw_words(stacked: pl.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    rows = stacked.with_columns(left=pl.lit(0.0), right=pl.lit(CHART_WIDTH), under=pl.col("middle") + 17)
    return [
        write_texts(rows, "label", ("left", "top"), canvas, line_height=LINE),
        _write(rows, "verdict", ("left", "under"), canvas, align="left"),
        _write(rows, "test", ("right", "under"), canvas, align="right"),
    ]


def _write(rows: pl.DataFrame, text: str, at: tuple[str, str], canvas: Canvas, *, align: Align = "center") -> alt.Chart:
    return write_texts(rows, text, at, canvas, align=align, size=SMALL, colour=MUTED)
