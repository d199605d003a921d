"""Prefect tasks of the waves. Each does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.shards import carry_out
from tasks.waves import work


@task
def follow_panel(folder: str) -> str:
    """Say who was there in which wave."""
    return carry_out(folder, work.follow_panel)


@task
def count_transitions(folder: str) -> str:
    """Say what became of each indicator from wave to wave."""
    return carry_out(folder, work.count_transitions)


@task
def count_goals(folder: str) -> str:
    """Count what became of the goals that were set."""
    return carry_out(folder, work.count_goals)
