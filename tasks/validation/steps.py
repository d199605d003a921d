"""Prefect task of the validation. It does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.shards import carry_out
from tasks.validation import work


@task
def validate_stage(folder: str) -> str:
    """Hold a stage's quality views against its suites."""
    return carry_out(folder, work.validate_stage)
