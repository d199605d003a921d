"""Who spoke: a dot an interview, by side and wave, in columns of modality."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    INK,
    MUTED,
    PAPER,
    RULE,
    SIDES,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    wrap,
)

WIDTH = 372.0
STEP = 14.0
"""Pixels from dot to dot."""
COUNT = 16.0
"""Room for the number that stands before the dots of a cell."""
LABEL, HEAD_LINE, SMALL = 20.0, 13.0, 11.0


def draw_people_dots(bands: pl.DataFrame, columns: pl.DataFrame, dots: pl.DataFrame) -> Drawing:
    """A band a side and wave, a column a modality, a dot an interview.

    ``bands``: ``band`` (from 0), ``label``. ``columns``: ``column`` (from 0), ``label``. ``dots``: ``band``,
    ``column``, ``side``, ``solid`` (filled, else outlined: nobody spoke, or what was said does not count), and what
    ``look.leading`` reads.
    """
    width = WIDTH / max(1, columns.height)
    heads = columns.with_columns(
        label=pl.Series([wrap(label, width - 8, size=SMALL) for label in columns["label"]], dtype=pl.String),
        left=pl.col("column") * width,
    )
    top = HEAD_LINE * max((label.count("\n") + 1 for label in heads["label"]), default=1) + 6
    across = max(1, int((width - COUNT - 2) // STEP))
    placed = _place_bands(bands, dots, top, across)
    spots = _place_dots(dots, placed, width, across)
    counts = spots.group_by("band", "column", maintain_order=True).agg(
        n=pl.len().cast(pl.String), left=pl.col("column").first() * width, middle=pl.col("y").min()
    )
    height = float(placed["bottom"].max() or top)  # type: ignore[arg-type]
    layers = [
        _rules(placed, height),
        _write(heads.with_columns(down=pl.lit(7.0)), "label", "left", "down", height, colour=MUTED, size=SMALL),
        _write(placed.with_columns(start=pl.lit(0.0)), "label", "start", "named", height, colour=INK, size=FONT_SIZE),
        _write(counts, "n", "left", "middle", height, colour=MUTED, size=FONT_SIZE),
        _dots(spots, height),
    ]
    return dress(layers, width=WIDTH, height=height)


def _place_bands(bands: pl.DataFrame, dots: pl.DataFrame, top: float, across: int) -> pl.DataFrame:
    most = dict(
        dots.group_by("band", "column")
        .len()
        .group_by("band")
        .agg(pl.col("len").max())
        .select("band", "len")
        .iter_rows()
    )
    down, placed = top, []
    for row in bands.to_dicts():
        lines = -(-most.get(row["band"], 0) // across)
        bottom = down + LABEL + lines * STEP + 8
        placed.append({**row, "top": down, "named": down + LABEL / 2 + 2, "first": down + LABEL + 8, "bottom": bottom})
        down = bottom
    return pl.DataFrame(placed)


def _place_dots(dots: pl.DataFrame, bands: pl.DataFrame, width: float, across: int) -> pl.DataFrame:
    order = pl.int_range(pl.len()).over("band", "column")
    colour = pl.col("side").replace_strict(dict(SIDES), default=MUTED)
    return dots.join(bands.select("band", "first"), on="band", maintain_order="left").with_columns(
        x=pl.col("column") * width + COUNT + (order % across) * STEP,
        y=pl.col("first") + (order // across) * STEP,
        stroke=pl.when(pl.col("solid")).then(colour).otherwise(pl.lit(MUTED)),
        fill=pl.when(pl.col("solid")).then(colour).otherwise(pl.lit(PAPER)),
    )


def _dots(spots: pl.DataFrame, height: float) -> alt.Chart:
    kept = [name for name in ("x", "y", "stroke", "fill", "description", "href") if name in spots.columns]
    drawn: alt.Chart = (
        alt.Chart(inline(spots.select(kept)))
        .mark_point(size=85, opacity=1, strokeWidth=1.4)
        .encode(
            x=on_canvas_x("x", WIDTH),
            y=on_canvas_y("y", height),
            stroke=alt.Stroke("stroke:N", scale=None, legend=None),
            fill=alt.Fill("fill:N", scale=None, legend=None),
            **leading(spots),
        )
    )
    return drawn


def _rules(bands: pl.DataFrame, height: float) -> alt.Chart:
    lines = bands.select("top", left=pl.lit(0.0), right=pl.lit(WIDTH))
    drawn: alt.Chart = (
        alt.Chart(inline(lines))
        .mark_rule(color=RULE, aria=False)
        .encode(x=on_canvas_x("left", WIDTH), x2="right:Q", y=on_canvas_y("top", height))
    )
    return drawn


def _write(
    rows: pl.DataFrame, text: str, across: str, down: str, height: float, *, colour: str, size: float
) -> alt.Chart:
    marks = alt.Chart(inline(rows.select(text, across, down))).mark_text(
        align="left",
        baseline="middle",
        lineBreak="\n",
        lineHeight=HEAD_LINE,
        fontSize=size,
        color=colour,
        aria=False,
    )
    drawn: alt.Chart = marks.encode(
        x=on_canvas_x(across, WIDTH), y=on_canvas_y(down, height), text=alt.Text(text, type="nominal")
    )
    return drawn
