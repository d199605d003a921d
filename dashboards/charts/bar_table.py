"""Bars in the cells of a table: lines of people or sides, a column a class or a wave, one scale for all cells."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.canvas import Canvas, draw_areas, draw_boxes, draw_rules, write_texts
from dashboards.charts.look import MUTED, NEUTRAL, SIDES, Drawing, dress, text_width, wrap
from dashboards.extremes import most

WIDTH = 412.0
"""Pixels, where the columns leave a choice: a phone shows them without scrolling."""
LEAST_COLUMN = 76.0
SMALL = 11.0
VALUE = 34.0
"""Room for what is written at a bar's end."""
BAR, LINE_HEIGHT, HEADING, HEAD_LINE = 11.0, 19.0, 27.0, 13.0


def draw_bar_table(lines: pl.DataFrame, columns: pl.DataFrame, bars: pl.DataFrame) -> Drawing:
    """Bars by line and column; the whole cell leads where its bar leads.

    ``lines``: ``line`` (from 0), ``label``, ``heading`` (stands above the line; empty where the last one goes on), and
    what ``look.leading`` reads. ``columns``: ``column`` (from 0), ``label``, and the same. ``bars``: ``line``,
    ``column``, ``share`` (of one), ``side`` (A, B or ""), ``shown``, and the same.
    """
    gutter = 8 + max((text_width(label) for label in lines["label"]), default=0.0)
    column = max(LEAST_COLUMN, (WIDTH - gutter) / max(1, columns.height))
    heads = _place_columns(columns, gutter, column)
    top = 14.0 * max(((label.count("\n") + 1) for label in heads["label"]), default=1) + 4
    rows = _place_lines(lines, top, gutter)
    cells = _place_bars(bars, rows, heads, column)
    canvas = (gutter + column * columns.height, most(rows["bottom"]) or top)
    layers = [
        draw_areas(cells, (("left", "right"), ("top", "bottom")), canvas),
        _draw_starts(heads, rows, canvas),
        draw_boxes(cells, (("left", "tip"), ("high", "low")), canvas),
        write_texts(cells, "shown", ("after", "middle"), canvas, size=SMALL - 0.5, colour=MUTED, weight="normal"),
        write_texts(
            heads,
            "label",
            ("left", "first"),
            canvas,
            size=SMALL,
            colour=MUTED,
            weight="bold",
            line_height=HEAD_LINE,
            leads=True,
        ),
        write_texts(rows, "label", ("end", "middle"), canvas, align="right", weight="normal", leads=True),
    ]
    headed = rows.filter(pl.col("heading") != "").select("heading", "start", "above")
    if headed.height:
        layers.append(write_texts(headed, "heading", ("start", "above"), canvas, weight="bold"))
    return dress(layers, width=canvas[0], height=canvas[1])


def _place_columns(columns: pl.DataFrame, gutter: float, column: float) -> pl.DataFrame:
    return columns.with_columns(
        label=pl.Series([wrap(label, column - 6, size=SMALL) for label in columns["label"]], dtype=pl.String),
        left=gutter + column * pl.col("column"),
        first=pl.lit(7.0),
    )


def _place_lines(lines: pl.DataFrame, top: float, gutter: float) -> pl.DataFrame:
    down, placed = top, []
    for row in lines.to_dicts():
        above = down + HEADING / 2 + 3
        down += HEADING if row["heading"] else 0.0
        place = {"top": down, "middle": down + LINE_HEIGHT / 2, "bottom": down + LINE_HEIGHT}
        placed.append({**row, **place, "above": above, "start": 0.0, "end": gutter - 6})
        down += LINE_HEIGHT
    return pl.DataFrame(placed)


def _place_bars(bars: pl.DataFrame, rows: pl.DataFrame, heads: pl.DataFrame, column: float) -> pl.DataFrame:
    longest = max((share for share in bars["share"]), default=1.0) or 1.0
    here = bars.join(rows.select("line", "top", "middle", "bottom"), on="line").join(
        heads.select("column", "left"), on="column"
    )
    length = pl.col("share") / longest * (column - VALUE - 4)
    return here.with_columns(
        tip=pl.col("left") + length,
        after=pl.col("left") + length + 3,
        right=pl.col("left") + column - 2,
        high=pl.col("middle") - BAR / 2,
        low=pl.col("middle") + BAR / 2,
        colour=pl.col("side").replace_strict(dict(SIDES), default=NEUTRAL),
    ).sort("line", "column")


def _draw_starts(heads: pl.DataFrame, rows: pl.DataFrame, canvas: Canvas) -> alt.Chart:
    """The line from which the bars of a column start, interrupted by the headings."""
    blocks = rows.group_by((pl.col("heading") != "").cum_sum().alias("block"), maintain_order=True).agg(
        from_top=pl.col("top").min(), to_bottom=pl.col("bottom").max()
    )
    lines = heads.select("left").join(blocks.select("from_top", "to_bottom"), how="cross")
    return draw_rules(lines, ("left", ("from_top", "to_bottom")), canvas)
