"""Quotes of both sides, theme by theme: as many voices as there are, before any voice a second time."""

from __future__ import annotations

import polars as pl


def choose_quotes(
    candidates: pl.DataFrame, *, per_side: int = 4, min_words: int = 12, max_words: int = 60
) -> pl.DataFrame:
    """Choose and rank the quotes of each theme and side.

    ``candidates``: ``theme``, ``side``, ``interview_id``, ``participant_id``, ``segment``, ``n_words``, ``score``,
    and any further columns, which are kept. Taken are segments of ``min_words`` to ``max_words`` words with a score:
    first every participant's best by score, then every participant's second, and so on, up to ``per_side`` on either
    side, so that neither side is quoted more than the other for having said more. Equal scores go by interview, then
    by segment. Gives back the columns of ``candidates`` and ``rank``, from 1 within theme and side; sorted by theme,
    side, rank.
    """
    place = ["theme", "side"]
    order = [pl.col("score").neg(), pl.col("interview_id"), pl.col("segment")]
    return (
        candidates.filter(pl.col("n_words").is_between(min_words, max_words) & pl.col("score").is_finite())
        .sort(order)
        .with_columns(turn_taking=pl.int_range(pl.len()).over(*place, "participant_id"))
        .sort(*place, "turn_taking", *order)
        .with_columns(rank=pl.int_range(1, pl.len() + 1).over(place))
        .filter(pl.col("rank") <= per_side)
        .drop("turn_taking")
    )
