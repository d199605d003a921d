"""The grid as an annex prints it: indicators by interview, a cross where present, totals at the end of each row."""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt
import polars as pl

from dashboards.charts.canvas import Align, Canvas, Weight, draw_boxes, draw_dots, draw_rules, write_texts
from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    LINE,
    MUTED,
    PAPER,
    RULE,
    SHADE,
    SIDES,
    Drawing,
    dress,
    text_width,
    wrap,
)

CELL = 26
LABELS = 250
GAP = 10
SLANT = 0.87
"""Sine of the sixty degrees at which columns are headed."""
CROSS = "M-1,-1L1,1M-1,1L1,-1"
DASH = "M-0.6,0L0.6,0"


@dataclass(frozen=True, slots=True)
class GridLayout:
    """Places of the grid in pixels."""

    rows: pl.DataFrame
    """``indicator``, ``text`` (in lines), ``x``, ``y`` (middle), ``top``, ``bottom``, ``block`` (of its heading)."""
    headings: pl.DataFrame
    """Observables: ``text``, ``x``, ``y``."""
    columns: pl.DataFrame
    """Those given, and ``x`` (middle), ``left``, ``right``."""
    groups: pl.DataFrame
    """Names of groups of columns: ``text``, ``x``, ``y``."""
    head: float
    """Where the rows begin."""
    right: float
    """Where the columns end."""
    canvas: Canvas


def lay_out_grid(rows: pl.DataFrame, columns: pl.DataFrame) -> GridLayout:
    """Place rows under the headings of their observables, and columns; arguments as of ``draw_grid_map``."""
    across, groups = _place_columns(columns)
    longest = max((text_width(text) for text in columns["text"]), default=0)
    top = max((LINE * (text.count("\n") + 1) + 8 for text in groups["text"]), default=0)
    head = top + SLANT * longest + 14
    right = max(across["right"], default=LABELS)
    placed, headings, down, heading = [], [], head, None
    for row in rows.to_dicts():
        if row["heading"] != heading:
            heading = row["heading"]
            text = wrap(heading, right)
            tall = LINE * (text.count("\n") + 1) + 14
            headings.append({"text": text, "y": down + tall / 2 + 3, "x": 0.0})
            down += tall
        text = wrap(row["label"], LABELS - 14)
        tall = max(CELL - 2, LINE * (text.count("\n") + 1) + 6)
        spot = {"top": down, "bottom": down + tall, "y": down + tall / 2, "x": 10.0}
        placed.append({"indicator": row["indicator"], "text": text, "block": len(headings), **spot})
        down += tall
    return GridLayout(
        pl.DataFrame(placed), pl.DataFrame(headings), across, groups, head, right, (right + longest / 2, down + 2)
    )


def _place_columns(columns: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Columns and the names of their groups, a gap before each group."""
    placed, groups, left, group = [], [], float(LABELS - GAP), None
    for column in columns.to_dicts():
        if column["group"] != group:
            group = column["group"]
            left += GAP
            groups.append({"text": group, "x": left, "y": 0.0, "n": columns.filter(pl.col("group") == group).height})
        placed.append({**column, "left": left, "right": left + CELL, "x": left + CELL / 2})
        left += CELL
    named = [
        {"text": wrap(row["text"], CELL * max(row["n"], 3)), "x": row["x"], "y": LINE / 2}
        for row in groups
        if row["text"]
    ]
    texts = [{**row, "y": row["y"] + LINE / 2 * row["text"].count("\n")} for row in named]
    return pl.DataFrame(placed), pl.DataFrame(texts, schema={"text": pl.String, "x": pl.Float64, "y": pl.Float64})


def draw_grid_map(
    rows: pl.DataFrame, columns: pl.DataFrame, cells: pl.DataFrame, totals: pl.DataFrame, *, side: str
) -> Drawing:
    """The grid of one side.

    ``rows``: ``indicator``, ``label``, ``heading``, in order. ``columns``: ``column``, ``text``, ``total`` (a column of
    totals), ``group`` (name over neighbouring columns, or empty), in order. ``cells``: ``indicator``, ``column``,
    ``state`` (present, not_asked, not_coded, disputed_counted or disputed; absent cells are left blank),
    ``description``. ``totals``: ``indicator``, ``column``, ``shown``.
    """
    layout = lay_out_grid(rows, columns)
    middles = layout.rows.select("indicator", "top", "bottom", "y")
    placed = cells.join(middles, on="indicator").join(
        layout.columns.select("column", "x", "left", "right"), on="column"
    )
    written = totals.join(middles, on="indicator").join(layout.columns.select("column", "x"), on="column")
    layers = [
        *_draw_frame(layout),
        *_draw_names(layout),
        *_draw_states(placed, layout, SIDES[side]),
        _text(written, layout, field="shown", size=11),
    ]
    return dress(layers, width=layout.canvas[0], height=layout.canvas[1])


def _draw_frame(layout: GridLayout) -> list[alt.Chart]:
    """A box for each column of a block, and a line under each row: a box a cell would weigh ten times as much."""
    cells = layout.columns.filter(~pl.col("total"))
    blocks = layout.rows.group_by("block", maintain_order=True).agg(pl.col("top").min(), pl.col("bottom").max())
    boxes = blocks.select("top", "bottom").join(cells.select("left", "right"), how="cross")
    edges = layout.rows.select(y="bottom").with_columns(left=pl.lit(0.0), right=pl.lit(layout.right))
    return [
        draw_boxes(
            boxes, (("left", "right"), ("top", "bottom")), layout.canvas, fill=PAPER, stroke=RULE, strokeWidth=1
        ),
        draw_rules(edges, (("left", "right"), "y"), layout.canvas),
    ]


def _draw_names(layout: GridLayout) -> list[alt.Chart]:
    heads = layout.columns.select("text", x=pl.col("x") + 3).with_columns(y=pl.lit(layout.head - 8))
    return [
        _text(layout.rows, layout, align="left"),
        _text(layout.headings, layout, align="left", weight="bold"),
        _text(layout.groups, layout, align="left", colour=MUTED),
        _text(heads, layout, align="left", angle=300),
    ]


def _text(
    rows: pl.DataFrame,
    layout: GridLayout,
    *,
    field: str = "text",
    align: Align = "center",
    weight: Weight = "normal",
    colour: str = INK,
    size: float = FONT_SIZE,
    angle: float = 0,
) -> alt.Chart:
    """Texts around their places; lines of one text around its middle."""
    lines = rows.with_columns(y=pl.col("y") - LINE / 2 * pl.col(field).str.count_matches("\n"))
    return write_texts(
        lines,
        field,
        ("x", "y"),
        layout.canvas,
        align=align,
        size=size,
        colour=colour,
        weight=weight,
        line_height=LINE,
        angle=angle,
    )


def _draw_states(placed: pl.DataFrame, layout: GridLayout, colour: str) -> list[alt.Chart]:
    shaded = placed.filter(pl.col("state").is_in(["not_asked", "not_coded"]))
    crossed = placed.filter(pl.col("state").is_in(["present", "disputed_counted"])).with_columns(
        x=pl.col("x") - pl.when(pl.col("state") == "disputed_counted").then(5).otherwise(0)
    )
    dashed = shaded.filter(pl.col("state") == "not_asked")
    asks = shaded.filter(pl.col("state") == "not_coded").with_columns(text=pl.lit("?"))
    parted = placed.filter(pl.col("state").str.starts_with("disputed")).with_columns(text=pl.lit("≠"))
    corner = parted.with_columns(x=pl.when(pl.col("state") == "disputed").then("x").otherwise(pl.col("x") + 7))
    at, canvas = ("x", "y"), layout.canvas
    return [
        draw_boxes(shaded, (("left", "right"), ("top", "bottom")), canvas, fill=SHADE, stroke=RULE, leads=True),
        draw_dots(crossed, at, canvas, size=90, stroke=colour, leads=True, shape=CROSS, strokeWidth=2.4),
        draw_dots(dashed, at, canvas, size=90, stroke=MUTED, shape=DASH, strokeWidth=1.6),
        _text(asks, layout, colour=MUTED),
        write_texts(corner, "text", at, canvas, align="center", weight="bold", leads=True),
    ]
