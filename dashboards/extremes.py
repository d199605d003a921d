"""The least and the most of a column of numbers, typed: polars tells any value that a column may hold."""

from __future__ import annotations

import polars as pl


def least(numbers: pl.Series) -> float | None:
    """The smallest number; None where there is none."""
    return min(numbers.drop_nulls().cast(pl.Float64), default=None)


def most(numbers: pl.Series) -> float | None:
    """The largest number; None where there is none."""
    return max(numbers.drop_nulls().cast(pl.Float64), default=None)


def most_count(counts: pl.Series) -> int | None:
    """The largest of whole numbers; None where there is none."""
    return max(counts.drop_nulls().cast(pl.Int64), default=None)
