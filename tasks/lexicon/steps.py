"""Prefect tasks of the lexical stage. Each does its work on an order and gives the order's folder back."""

from __future__ import annotations

from prefect import task

from tasks.lexicon import work
from tasks.shards import carry_out


@task
def read_words(folder: str) -> str:
    """Read words with the language model."""
    return carry_out(folder, work.read_words)


@task
def annotate_interviews(folder: str) -> str:
    """Make tokens of words and cut segments."""
    return carry_out(folder, work.annotate_interviews)


@task
def classify_segments(folder: str) -> str:
    """Divide the segments into classes (Reinert)."""
    return carry_out(folder, work.classify_segments)


@task
def profile_classes(folder: str) -> str:
    """Profile the classes."""
    return carry_out(folder, work.profile_classes)


@task
def score_specificities(folder: str) -> str:
    """Score the forms of both sides."""
    return carry_out(folder, work.score_specificities)
