"""Occurrences per thousand words of a side, in a wave or in all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dashboards.materials import Materials
from dashboards.study_names import ALL_WAVES


@dataclass(frozen=True, slots=True)
class Spoken:
    """How much was said."""

    words: Mapping[tuple[str, str], int]
    """Side and wave (``all`` too) → words."""
    interviews: Mapping[str, int]
    """Side → interviews; "" → all."""
    columns: tuple[tuple[str, str], ...]
    """Side and wave of each rate to list: both sides over all waves, then wave by wave where there are several."""


def count_spoken(materials: Materials, size: Literal["n_words", "n_units"]) -> Spoken:
    """Read the sizes behind the rates.

    ``n_words`` for forms as they stand; ``n_units`` for dictionary forms, where a fixed expression is one word.
    """
    totals = materials.published.read("word_totals")
    both = pl.concat([totals, totals.with_columns(wave=pl.lit(ALL_WAVES))])
    words = {
        (side, wave): int(n) for side, wave, n in both.group_by("side", "wave").agg(pl.col(size).sum()).iter_rows()
    }
    waves = [wave for wave in materials.names.waves if any(key[1] == wave for key in words)]
    scopes = [ALL_WAVES, *(waves if len(waves) > 1 else [])]
    return Spoken(
        words=words,
        interviews={**dict(totals.group_by("side").len().iter_rows()), "": totals.height},
        columns=tuple((side, scope) for scope in scopes for side in ("A", "B")),
    )


def side_rate(here: pl.DataFrame, spoken: Spoken, side: str, scope: str) -> float | None:
    """Occurrences of a word per 1,000 words of the side; None where it said nothing.

    ``here``: ``side``, ``wave`` and ``n``.
    """
    total = spoken.words.get((side, scope), 0)
    of_side = here.filter(pl.col("side") == side)
    counted = of_side if scope == ALL_WAVES else of_side.filter(pl.col("wave") == scope)
    return 1000 * int(counted["n"].sum()) / total if total else None


def rate(materials: Materials, value: float | None) -> str:
    """A rate as written."""
    return materials.numbers.decimal(value, digits=1)
