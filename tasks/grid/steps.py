"""Prefect tasks of the grid stage. Each does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.grid import work
from tasks.shards import carry_out


@task
def total_grid(folder: str) -> str:
    """Read the grid flat, and list what it says against itself."""
    return carry_out(folder, work.total_grid)
