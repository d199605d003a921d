"""Two sides face to face, person by person: a dot for each one asked, filled for those who bear the indicator."""

from __future__ import annotations

from typing import Any

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    LINE,
    MUTED,
    PAPER,
    SIDES,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    wrap,
)

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
    height = float(placed["bottom"].max() or ROW)  # type: ignore[arg-type]
    step = min(WIDEST_STEP, (WIDTH - LETTER - RATIO) / max(1, *rows["asked"]))
    behind = placed.with_columns(behind=LETTER + pl.col("asked") * step + 4)
    labels = placed.filter(pl.col("label") != "")
    notes = placed.filter(pl.col("note") != "")
    layers = [
        _rows(placed, height),
        _dots(placed, step, height),
        _write(placed, "side", "start", "middle", height, colour=INK),
        _write(behind, "shown", "behind", "middle", height, colour=INK),
    ]
    if labels.height:
        layers.append(_write(labels, "label", "start", "named", height, colour=INK, baseline="line-top"))
    if notes.height:
        layers.append(_write(notes, "note", "start", "noted", height, colour=MUTED, size=SMALL))
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
        placed.append({**row, "label": label, "named": named, "start": 0.0, **place, "bottom": down})
    return pl.DataFrame(placed)


def _rows(placed: pl.DataFrame, height: float) -> alt.Chart:
    """What leads: the whole row, under its dots."""
    kept = [name for name in ("start", "top", "foot", "description", "href") if name in placed.columns]
    drawn: alt.Chart = (
        alt.Chart(inline(placed.select(*kept, end=pl.lit(WIDTH))))
        .mark_rect(color=PAPER)
        .encode(
            x=on_canvas_x("start", WIDTH),
            x2="end:Q",
            y=on_canvas_y("top", height),
            y2="foot:Q",
            **leading(placed),
        )
    )
    return drawn


def _dots(placed: pl.DataFrame, step: float, height: float) -> alt.Chart:
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
    drawn: alt.Chart = (
        alt.Chart(
            inline(
                pl.DataFrame(spots, schema={"x": pl.Float64, "y": pl.Float64, "stroke": pl.String, "fill": pl.String})
            )
        )
        .mark_point(size=(0.66 * step) ** 2 * 0.9, opacity=1, strokeWidth=1.4, aria=False)
        .encode(
            x=on_canvas_x("x", WIDTH),
            y=on_canvas_y("y", height),
            stroke=alt.Stroke("stroke:N", scale=None, legend=None),
            fill=alt.Fill("fill:N", scale=None, legend=None),
        )
    )
    return drawn


def _write(
    rows: pl.DataFrame,
    text: str,
    across: str,
    down: str,
    height: float,
    *,
    colour: str,
    size: float = FONT_SIZE,
    baseline: str = "middle",
) -> alt.Chart:
    marks = alt.Chart(inline(rows.select(text, across, down))).mark_text(
        align="left",
        baseline=baseline,  # type: ignore[arg-type]
        lineBreak="\n",
        lineHeight=LINE,
        fontSize=size,
        color=colour,
        aria=False,
    )
    drawn: alt.Chart = marks.encode(
        x=on_canvas_x(across, WIDTH), y=on_canvas_y(down, height), text=alt.Text(text, type="nominal")
    )
    return drawn
