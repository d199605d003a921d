"""Forms of the two sides with the participant as unit.

Classical specificities count words: seven speakers make thousands of them, and one talkative speaker makes a finding.
Here each participant has one rate a form, sides are compared by the mean of these rates, and the test moves
participants, not words, between the sides.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import sparse

from tasks.mirror.exact_tests import benjamini_hochberg
from tasks.mirror.permutation import SidePermutation, permute_sides

CONTRAST_SCHEMA = pl.Schema(
    {
        "lemma": pl.String(),
        "pos": pl.String(),
        "rate_a": pl.Float64(),
        "rate_b": pl.Float64(),
        "difference": pl.Float64(),
        "participants_a": pl.Int64(),
        "participants_b": pl.Int64(),
        "n_a": pl.Int64(),
        "n_b": pl.Int64(),
        "p": pl.Float64(),
        "p_floor": pl.Float64(),
        "q": pl.Float64(),
        "method": pl.String(),
        "n_labelings": pl.Int64(),
    }
)
"""Columns of ``contrast_forms``."""

PER_WORDS = 1000
"""Rates are occurrences per this many words."""


def contrast_forms(
    counts: pl.DataFrame,
    sizes: pl.DataFrame,
    *,
    min_participants: int = 1,
    max_exact: int = 20_000,
    n_sampled: int = 5_000,
    rng: np.random.Generator,
) -> pl.DataFrame:
    """Compare how often the two sides use each form: ``CONTRAST_SCHEMA``, one row a form.

    ``counts``: ``participant_id``, ``lemma``, ``pos``, ``n`` (occurrences; rows of one form by one participant are
    added). ``sizes``: ``participant_id``, ``side`` (A or B), ``n_words``; participants without words are left out.
    Forms of fewer than ``min_participants`` participants are not tested and do not weigh on ``q`` (Benjamini and
    Hochberg over the forms given back). ``p_floor`` is the least p that the form's rates could give, however they
    fell to the sides. No row where a side has no participant. Sorted by p, then by the size of the difference, then
    by form. Raises ValueError where a participant of ``counts`` has no size.
    """
    speaking = sizes.filter(pl.col("n_words") > 0).sort("participant_id")
    is_side_a = (speaking["side"] == "A").to_numpy()
    forms = _forms(counts, min_participants)
    if forms.is_empty() or is_side_a.all() or not is_side_a.any():
        return pl.DataFrame(schema=CONTRAST_SCHEMA)
    rates = _rates(counts, speaking, forms)
    permutation = permute_sides(rates, is_side_a, max_exact=max_exact, n_sampled=n_sampled, rng=rng)
    return (
        forms.select("lemma", "pos")
        .with_columns(_sides(rates, is_side_a))
        .with_columns(_tests(permutation))
        .sort(pl.col("p"), -pl.col("difference").abs(), pl.col("lemma"), pl.col("pos"))
        .select(CONTRAST_SCHEMA.names())
        .cast(CONTRAST_SCHEMA)
    )


def _forms(counts: pl.DataFrame, min_participants: int) -> pl.DataFrame:
    """Forms to test, each with its ``column``."""
    return (
        counts.filter(pl.col("n") > 0)
        .group_by("lemma", "pos")
        .agg(pl.col("participant_id").n_unique().alias("users"))
        .filter(pl.col("users") >= min_participants)
        .sort("lemma", "pos")
        .with_row_index("column")
    )


def _rates(counts: pl.DataFrame, speaking: pl.DataFrame, forms: pl.DataFrame) -> sparse.csc_array:
    """Participants x forms: occurrences per 1000 words."""
    unsized = counts.filter(pl.col("n") > 0).join(speaking, on="participant_id", how="anti")
    if not unsized.is_empty():
        raise ValueError(f"{unsized['participant_id'].n_unique()} participants have counts and no words")
    cells = counts.join(speaking.with_row_index("row"), on="participant_id").join(forms, on=["lemma", "pos"])
    # Whole occurrences are added before they are divided: the same counts give the same rate in any order.
    occurrences = sparse.coo_array(
        (cells["n"].to_numpy(), (cells["row"].to_numpy(), cells["column"].to_numpy())), (len(speaking), len(forms))
    ).tocsr()
    scale = PER_WORDS / speaking["n_words"].to_numpy()
    return sparse.csc_array(sparse.diags_array(scale) @ occurrences)


def _sides(rates: sparse.csc_array, is_side_a: npt.NDArray[np.bool_]) -> list[pl.Series]:
    by_row = rates.tocsr()
    columns: list[pl.Series] = []
    for letter, rows in (("a", is_side_a), ("b", ~is_side_a)):
        side = by_row[np.flatnonzero(rows)]
        columns += [
            pl.Series(f"rate_{letter}", np.asarray(side.mean(axis=0)).reshape(-1)),
            pl.Series(f"participants_{letter}", (side != 0).sum(axis=0)),
            pl.Series(f"n_{letter}", np.full(rates.shape[1], rows.sum())),
        ]
    return columns


def _tests(permutation: SidePermutation) -> list[pl.Series]:
    n_forms = len(permutation.p)
    return [
        pl.Series("difference", permutation.difference),
        pl.Series("p", permutation.p),
        pl.Series("p_floor", permutation.floor),
        pl.Series("q", benjamini_hochberg(permutation.p)),
        pl.Series("method", [permutation.method] * n_forms, dtype=pl.String),
        pl.Series("n_labelings", [permutation.n_labelings] * n_forms, dtype=pl.Int64),
    ]
