"""Two sides face to face, person by person: a dot for each one asked, filled for those who bear the indicator."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboards.charts.canvas import draw_areas, draw_dots, write_texts
from dashboards.charts.look import LINE, MUTED, PAPER, SIDES, Drawing, dress, wrap
from dashboards.extremes import most

WIDTH = 340.0
LETTER, RATIO = 18.0, 56.0
"""Room for the side's letter before the dots, and for the counts behind them."""
WIDEST_STEP = 16.0
ROW, NOTE, GAP = 19.0, 17.0, 12.0
SMALL = 11.0


def draw_person_rows(rows: pl.DataFrame) -> Drawing:
    """A row a side: letter, dots, counts.

    Columns: ``label`` (stands above the row; empty where the one above goes on), ``side``, ``present``, ``asked``,
    ``shown`` (written behind the dots), ``note`` (stands below the row, where there is one), and what ``look.leading``
    reads: the whole row leads.
    """
    placed = _place(rows)
    height = most(placed["bottom"]) or ROW
    step = min(WIDEST_STEP, (WIDTH - LETTER - RATIO) / max(1, *rows["asked"]))
    ended = placed.with_columns(behind=LETTER + pl.col("asked") * step + 4)
    labels = placed.filter(pl.col("label") != "")
    notes = placed.filter(pl.col("note") != "")
    canvas = (WIDTH, height)
    layers = [
        draw_areas(placed, (("start", "end"), ("top", "foot")), canvas),
        draw_dots(
            _place_dots(placed, step),
            ("x", "y"),
            canvas,
            size=(0.66 * step) ** 2 * 0.9,
            fill="fill",
            stroke="stroke",
            strokeWidth=1.4,
        ),
        write_texts(placed, "side", ("start", "middle"), canvas),
        write_texts(ended, "shown", ("behind", "middle"), canvas),
    ]
    if labels.height:
        named = write_texts(labels, "label", ("start", "named"), canvas, baseline="line-top", line_height=LINE)
        layers.append(named)
    if notes.height:
        layers.append(write_texts(notes, "note", ("start", "noted"), canvas, size=SMALL, colour=MUTED))
    return dress(layers, width=WIDTH, height=height)


def _place(rows: pl.DataFrame) -> pl.DataFrame:
    down = 0.0
    placed: list[dict[str, Any]] = []
    for number, row in enumerate(rows.to_dicts()):
        label = wrap(row["label"], WIDTH) if row["label"] else ""
        # A pair begins where the row above ended one.
        down += GAP if number and placed[-1]["note"] else 0.0
        named = down + 2
        down += LINE * (label.count("\n") + 1) + 2 if label else 0.0
        place = {"top": down, "middle": down + ROW / 2, "foot": down + ROW, "noted": down + ROW + NOTE / 2}
        down += ROW + (NOTE if row["note"] else 0.0)
        placed.append({**row, "label": label, "named": named, "start": 0.0, "end": WIDTH, **place, "bottom": down})
    return pl.DataFrame(placed)


def _place_dots(placed: pl.DataFrame, step: float) -> pl.DataFrame:
    spots = [
        {
            "x": LETTER + (place + 0.5) * step,
            "y": row["middle"],
            "stroke": SIDES.get(row["side"], MUTED),
            "fill": SIDES.get(row["side"], MUTED) if place < row["present"] else PAPER,
        }
        for row in placed.to_dicts()
        for place in range(row["asked"])
    ]
    return pl.DataFrame(spots, schema={"x": pl.Float64, "y": pl.Float64, "stroke": pl.String, "fill": pl.String})
