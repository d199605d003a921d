"""The grid read flat: indicators of one side by the share of those asked who bear them."""

from __future__ import annotations

from itertools import groupby
from typing import Any, Literal

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    LINE,
    MUTED,
    SHADE,
    SIDES,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    text_width,
    wrap,
)

LABELS = 236
BAR = 150
"""Pixels of a share of one."""
THICK = 13
GAP = 7
SMALL = 11


def draw_flat_bars(rows: pl.DataFrame, *, side: str) -> Drawing:
    """One bar an indicator, in the order of ``rows``, under the headings of their observables.

    Columns: ``heading`` (observable; equal ones stand together), ``label``, ``share`` (from 0 to 1), ``shown``
    (written at the bar's end), ``note`` (under the label, or empty), ``description``, ``href``.
    """
    placed, headings, height = lay_out_bars(rows)
    end = max((text_width(text, size=SMALL) for text in rows["shown"]), default=0.0)
    width = LABELS + BAR + 8 + end
    x, across = on_canvas_x("left", width), on_canvas_y("top", height)
    track = alt.Chart(inline(placed.select("left", "full", "top", "bottom"))).mark_rect(fill=SHADE, aria=False)
    bars = alt.Chart(inline(placed)).mark_rect(fill=SIDES[side])
    layers = [
        track.encode(x=x, x2="full:Q", y=across, y2="bottom:Q"),
        bars.encode(x=x, x2="right:Q", y=across, y2="bottom:Q", **leading(placed)),
        _write(placed.select(x="label_x", y="label_y", text="label"), width, height, align="right"),
        _write(placed.select(x="label_x", y="under_y", text="note"), width, height, align="right", color=MUTED),
        _write(placed.select(x=pl.col("full") + 6, y="middle", text="shown"), width, height, color=MUTED),
        _write(headings, width, height, weight="bold"),
    ]
    return dress(layers, width=width, height=height)


def lay_out_bars(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame, float]:
    """Places in pixels: rows, headings (``text``, ``x``, ``y``), height of the whole.

    Rows gain those of their bar (``left``, ``right``, ``full``, ``top``, ``middle``, ``bottom``) and of their texts.
    """
    placed: list[dict[str, Any]] = []
    headings: list[dict[str, Any]] = []
    down = 0.0
    for heading, group in groupby(rows.to_dicts(), key=lambda row: row["heading"]):
        text = wrap(heading, LABELS + BAR)
        headings.append({"text": text, "x": 0.0, "y": down + LINE / 2})
        down += LINE * (text.count("\n") + 1) + GAP
        for row in group:
            placed.append(_place(row, down))
            down += placed[-1]["tall"] + GAP
        down += GAP
    return pl.DataFrame(placed), pl.DataFrame(headings), down - GAP


def _place(row: dict[str, Any], down: float) -> dict[str, Any]:
    label, note = wrap(row["label"], LABELS - 8), wrap(row["note"], LABELS - 8)
    under = LINE * (label.count("\n") + 1)
    noted = LINE * (note.count("\n") + 1) if note else 0
    return {
        **row,
        "label": label,
        "note": note,
        "left": float(LABELS),
        "full": float(LABELS + BAR),
        "right": LABELS + BAR * row["share"],
        "top": down + 1,
        "middle": down + 1 + THICK / 2,
        "bottom": down + 1 + THICK,
        "label_x": LABELS - 8.0,
        "label_y": down + LINE / 2,
        "under_y": down + under + LINE / 2,
        "tall": float(under + noted),
    }


def _write(
    rows: pl.DataFrame,
    width: float,
    height: float,
    *,
    align: Literal["left", "right"] = "left",
    weight: Literal["normal", "bold"] = "normal",
    color: str = INK,
) -> alt.Chart:
    marks = alt.Chart(inline(rows.filter(pl.col("text") != ""))).mark_text(
        align=align,
        baseline="middle",
        fontSize=FONT_SIZE if color == INK else SMALL,
        fontWeight=weight,
        lineBreak="\n",
        lineHeight=LINE,
        color=color,
        aria=False,
    )
    drawn: alt.Chart = marks.encode(x=on_canvas_x("x", width), y=on_canvas_y("y", height), text="text:N")
    return drawn
