"""What became of the goals that participants set: counts by group and modality."""

from __future__ import annotations

import polars as pl

OUTCOMES = ("reached", "partly", "kept", "changed", "not_reached", "abandoned", "no_outcome")
"""In the order of reading; ``no_outcome``: the participant was not met again, or not asked."""
ALL = "all"
"""Stands for all modalities together."""

GOAL_COUNT_SCHEMA = pl.Schema(
    {
        "role": pl.String(),
        "modality": pl.String(),
        "outcome": pl.String(),
        "n": pl.Int32(),
        "n_set": pl.Int32(),
    }
)
"""Columns of ``count_outcomes``; the unit is the goal, and one participant may have several."""


def count_outcomes(outcomes: pl.DataFrame) -> pl.DataFrame:
    """How many goals came to each outcome: ``GOAL_COUNT_SCHEMA``, per role x modality x outcome.

    ``outcomes``: one row per goal that was set, with ``role``, ``modality`` (at setting, may be empty) and ``outcome``
    (one of ``OUTCOMES``). ``n_set`` counts the goals set by the role in the modality, those without outcome included:
    the ``n`` of a role and modality come to it. Modality ``all`` counts every goal of the role once. Outcomes to which
    no goal came have their row, with 0; roles and modalities in which no goal was set have none. Sorted by role,
    modality and the order of ``OUTCOMES``.
    """
    group = ["role", "modality"]
    told = outcomes.select(*group, "outcome")
    pooled = pl.concat([told, told.with_columns(modality=pl.lit(ALL))])
    order = pl.DataFrame({"outcome": OUTCOMES}).with_row_index("place")
    counts = pooled.group_by(*group, "outcome").agg(n=pl.len())
    return (
        pooled.group_by(group)
        .agg(n_set=pl.len())
        .join(order, how="cross")
        .join(counts, on=[*group, "outcome"], how="left")
        .with_columns(pl.col("n").fill_null(0))
        .sort(*group, "place")
        .select(GOAL_COUNT_SCHEMA.names())
        .cast(GOAL_COUNT_SCHEMA)
    )
