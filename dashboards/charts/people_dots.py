"""Who spoke: a dot an interview, by side and wave, in columns of modality."""

from __future__ import annotations

import polars as pl

from dashboards.charts.canvas import draw_dots, draw_rules, write_texts
from dashboards.charts.look import MUTED, PAPER, SIDES, Drawing, dress, wrap
from dashboards.extremes import most

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
        down=pl.lit(7.0),
    )
    top = HEAD_LINE * max((label.count("\n") + 1 for label in heads["label"]), default=1) + 6
    across = max(1, int((width - COUNT - 2) // STEP))
    placed = _place_bands(bands, dots, top, across)
    spots = _place_dots(dots, placed, width, across)
    counts = spots.group_by("band", "column", maintain_order=True).agg(
        n=pl.len().cast(pl.String), left=pl.col("column").first() * width, middle=pl.col("y").min()
    )
    height = most(placed["bottom"]) or top
    canvas = (WIDTH, height)
    layers = [
        draw_rules(placed, (("left", "right"), "top"), canvas),
        write_texts(heads, "label", ("left", "down"), canvas, size=SMALL, colour=MUTED, line_height=HEAD_LINE),
        write_texts(placed, "label", ("left", "named"), canvas),
        write_texts(counts, "n", ("left", "middle"), canvas, colour=MUTED),
        draw_dots(spots, ("x", "y"), canvas, size=85, fill="fill", stroke="stroke", strokeWidth=1.4, leads=True),
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
        place = {"top": down, "named": down + LABEL / 2 + 2, "first": down + LABEL + 8, "bottom": bottom}
        placed.append({**row, "left": 0.0, "right": WIDTH, **place})
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
