"""Prefect tasks of ingestion. Each does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.ingestion import work
from tasks.shards import carry_out


@task
def list_participants(folder: str) -> str:
    """Say who takes part."""
    return carry_out(folder, work.list_participants)


@task(retries=2, retry_delay_seconds=1)
def read_interviews(folder: str) -> str:
    """Read incoming files into turns, sealed for the vault."""
    return carry_out(folder, work.read_interviews)


@task
def read_codebook(folder: str) -> str:
    """Lay the codebook out as tables."""
    return carry_out(folder, work.read_codebook)


@task
def read_grids(folder: str) -> str:
    """Read the coders' grid files."""
    return carry_out(folder, work.read_grids)


@task
def read_goals(folder: str) -> str:
    """Lay out what participants told of their goals, wave by wave."""
    return carry_out(folder, work.read_goals)
