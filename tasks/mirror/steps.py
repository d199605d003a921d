"""Prefect tasks of the mirror. Each does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.mirror import work
from tasks.shards import carry_out


@task
def contrast_indicators(folder: str) -> str:
    """Compare each indicator pair across the sides, in each wave and over all."""
    return carry_out(folder, work.contrast_indicators)


@task
def contrast_lexicon(folder: str) -> str:
    """Compare how often each active lemma is used on the two sides, in each wave and over all."""
    return carry_out(folder, work.contrast_lexicon)


@task
def choose_quotes(folder: str) -> str:
    """Choose what either side says of each theme: answers to its questions, else segments with its words."""
    return carry_out(folder, work.choose_quotes)
