"""What the steps of the grid stage do: cells in, totals and contradictions out."""

from __future__ import annotations

import polars as pl

from tasks.grid.codebook import parse_codebook
from tasks.grid.marks import CELL_SCHEMA
from tasks.grid.totals import check_grid, flat_reading
from tasks.shards import Order, Shard


def analysed_cells(cells: pl.DataFrame, interviews: pl.DataFrame) -> pl.DataFrame:
    """Cells of the interviews that reached analysis, with participant, role and wave (``CELL_SCHEMA``)."""
    who = interviews.select("interview_id", "participant_id", "role", "wave")
    return cells.join(who, on="interview_id", maintain_order="left").select(CELL_SCHEMA.names())


def total_grid(order: Order) -> Shard:
    """Read the grid flat, and list what it says against itself."""
    shard = Shard()
    text, config = order.extras["codebook"], order.config
    if not text:
        return shard
    themes = [theme.id for theme in config.themes]
    codebook = parse_codebook(text, roles=list(config.groups), waves=list(config.waves), themes=themes)
    cells = analysed_cells(order.tables["grid_cells"], order.tables["analysed_interviews"])
    shard.add("flat_reading", flat_reading(cells))
    printed = order.tables["printed_totals"].select("place", "indicator", "printed", "counted")
    for found in check_grid(cells, codebook, printed):
        shard.findings.append(("study", found))
    return shard
