"""Bars in the cells of a table: lines of people or sides, a column a class or a wave, one scale for all cells."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    MUTED,
    NEUTRAL,
    PAPER,
    RULE,
    SIDES,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    same_colour,
    text_width,
    wrap,
)

WIDTH = 412.0
"""Pixels, where the columns leave a choice: a phone shows them without scrolling."""
LEAST_COLUMN = 76.0
SMALL = 11.0
VALUE = 34.0
"""Room for what is written at a bar's end."""
BAR, LINE_HEIGHT, HEADING = 11.0, 19.0, 27.0


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
    width = gutter + column * columns.height
    height = float(rows["bottom"].max() or top)  # type: ignore[arg-type]
    layers = [
        _cells(cells, width, height),
        _rules(heads, rows, width, height),
        _bars(cells, width, height),
        _write(cells, ("after", "middle"), "shown", width, height, size=SMALL - 0.5, colour=MUTED),
        _write(heads, ("left", "first"), "label", width, height, size=SMALL, colour=MUTED, leads=True, bold=True),
        _write(rows, ("end", "middle"), "label", width, height, size=FONT_SIZE, colour=INK, leads=True, align="right"),
    ]
    headed = rows.filter(pl.col("heading") != "").select("heading", "start", "above")
    if headed.height:
        layers.append(
            _write(headed, ("start", "above"), "heading", width, height, size=FONT_SIZE, colour=INK, bold=True)
        )
    return dress(layers, width=width, height=height)


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


def _cells(cells: pl.DataFrame, width: float, height: float) -> alt.Chart:
    """What leads: the whole cell, under its bar."""
    kept = [name for name in ("left", "right", "top", "bottom", "description", "href") if name in cells.columns]
    drawn: alt.Chart = (
        alt.Chart(inline(cells.select(kept)))
        .mark_rect(color=PAPER)
        .encode(
            x=on_canvas_x("left", width),
            x2="right:Q",
            y=on_canvas_y("top", height),
            y2="bottom:Q",
            **leading(cells),
        )
    )
    return drawn


def _bars(cells: pl.DataFrame, width: float, height: float) -> alt.Chart:
    drawn: alt.Chart = (
        alt.Chart(inline(cells.select("left", "tip", "high", "low", "colour")))
        .mark_rect(aria=False)
        .encode(
            x=on_canvas_x("left", width),
            x2="tip:Q",
            y=on_canvas_y("high", height),
            y2="low:Q",
            color=same_colour(),
        )
    )
    return drawn


def _rules(heads: pl.DataFrame, rows: pl.DataFrame, width: float, height: float) -> alt.Chart:
    """The line from which the bars of a column start, interrupted by the headings."""
    blocks = rows.group_by((pl.col("heading") != "").cum_sum().alias("block"), maintain_order=True).agg(
        from_top=pl.col("top").min(), to_bottom=pl.col("bottom").max()
    )
    lines = heads.select("left").join(blocks.select("from_top", "to_bottom"), how="cross")
    drawn: alt.Chart = (
        alt.Chart(inline(lines))
        .mark_rule(color=RULE, aria=False)
        .encode(x=on_canvas_x("left", width), y=on_canvas_y("from_top", height), y2="to_bottom:Q")
    )
    return drawn


def _write(
    rows: pl.DataFrame,
    place: tuple[str, str],
    text: str,
    width: float,
    height: float,
    *,
    size: float,
    colour: str,
    leads: bool = False,
    bold: bool = False,
    align: str = "left",
) -> alt.Chart:
    across, down = place
    kept = [name for name in ("description", "href") if leads and name in rows.columns]
    marks = alt.Chart(inline(rows.select(text, across, down, *kept))).mark_text(
        align=align,  # type: ignore[arg-type]
        baseline="middle",
        lineBreak="\n",
        lineHeight=13,
        fontSize=size,
        fontWeight="bold" if bold else "normal",
        color=colour,
        aria=bool(kept),
    )
    drawn: alt.Chart = marks.encode(
        x=on_canvas_x(across, width),
        y=on_canvas_y(down, height),
        text=f"{text}:N",
        **(leading(rows) if leads else {}),
    )
    return drawn
