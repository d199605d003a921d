"""The grid read flat: indicators of one side by the share of those asked who bear them."""

from __future__ import annotations

from itertools import groupby
from typing import Any

import altair as alt
import polars as pl

from dashboards.charts.canvas import Align, Canvas, Weight, draw_boxes, write_texts
from dashboards.charts.look import FONT_SIZE, INK, LINE, MUTED, SHADE, SIDES, Drawing, dress, text_width, wrap

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
    canvas = (width, height)
    layers = [
        draw_boxes(placed, (("left", "full"), ("top", "bottom")), canvas, fill=SHADE),
        draw_boxes(placed, (("left", "right"), ("top", "bottom")), canvas, fill=SIDES[side], leads=True),
        _write(placed, "label", ("label_x", "label_y"), canvas, align="right"),
        _write(placed, "note", ("label_x", "under_y"), canvas, align="right", small=True),
        _write(placed, "shown", ("beyond", "middle"), canvas, small=True),
        _write(headings, "text", ("x", "y"), canvas, weight="bold"),
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
        "beyond": LABELS + BAR + 6.0,
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
    text: str,
    at: tuple[str, str],
    canvas: Canvas,
    *,
    align: Align = "left",
    weight: Weight = "normal",
    small: bool = False,
) -> alt.Chart:
    size, colour = (SMALL, MUTED) if small else (FONT_SIZE, INK)
    some = rows.filter(pl.col(text) != "")
    return write_texts(some, text, at, canvas, align=align, size=size, colour=colour, weight=weight, line_height=LINE)
