"""Specificities: textometry's values, exact fractions, and tables at the edges."""

from __future__ import annotations

import json
from fractions import Fraction
from math import comb, log10
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from tasks.lexicon.specificities import score_specificities

Counts = NDArray[np.int64]


def log10_of(fraction: Fraction) -> float:
    """Decimal logarithm of a fraction that may be too small for a float."""
    return log10(fraction.numerator) - log10(fraction.denominator)


def score_exactly(f: int, big_f: int, t: int, big_t: int) -> float:
    """The score of one cell from sums of exact integers."""
    if big_t == 0:
        return 0.0

    def chances(values: range) -> Fraction:
        return Fraction(sum(comb(big_f, x) * comb(big_t - big_f, t - x) for x in values if x <= t), comb(big_t, t))

    if f * big_t < big_f * t:
        return log10_of(chances(range(f + 1)))
    return -log10_of(chances(range(f, min(big_f, t) + 1)))


def expected_scores(counts: Counts, sizes: Counts) -> NDArray[np.float64]:
    total = int(sizes.sum())
    rows = [
        [score_exactly(int(f), int(row.sum()), int(t), total) for f, t in zip(row, sizes, strict=True)]
        for row in counts
    ]
    return np.array(rows, dtype=np.float64).reshape(counts.shape)


def test_specificities_equal_textometrys_robespierre(shared: Path) -> None:
    oracle = json.loads((shared / "oracles/specificities_robespierre.json").read_text("utf-8"))
    scores = score_specificities(np.array(oracle["table"]["counts"]))
    np.testing.assert_allclose(scores, oracle["textometry_0_1_6"], rtol=0, atol=5.001e-5)
    probabilities = np.array(oracle["probabilities_textometry_0_1_6"])
    np.testing.assert_allclose(10 ** -np.abs(scores), np.abs(probabilities), rtol=1e-9)


def test_specificities_equal_textometrys_on_a_whole_corpus(shared: Path) -> None:
    oracle = pl.read_csv(shared / "oracles/specificities.csv", infer_schema_length=None)
    for table in oracle["table"].unique():
        cells = oracle.filter(pl.col("table") == table)
        parts = cells["modality"].unique(maintain_order=True).to_list()
        counts = cells.pivot(on="modality", index="form", values="f").select(parts).to_numpy()
        assert int(counts.sum()) == cells["T"][0]
        scores = score_specificities(counts)
        for column, tolerance in (("score_exact_unrounded", 1e-8), ("score_textometry_0_1_6", 5.001e-5)):
            expected = cells.pivot(on="modality", index="form", values=column).select(parts).to_numpy()
            np.testing.assert_allclose(scores, expected, rtol=0, atol=tolerance)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=1, max_size=5))
def test_specificities_equal_exact_fractions(rows: list[list[int]]) -> None:
    counts = np.array(rows, dtype=np.int64)
    np.testing.assert_allclose(
        score_specificities(counts), expected_scores(counts, counts.sum(axis=0)), rtol=1e-9, atol=1e-11
    )


def test_specificities_use_the_sizes_given() -> None:
    counts = np.array([[12, 3], [0, 7], [5, 5]])
    sizes = np.array([400, 900])
    np.testing.assert_allclose(
        score_specificities(counts, corpus_sizes=sizes), expected_scores(counts, sizes), rtol=1e-10
    )


def test_specificities_stay_finite_and_exact_where_probabilities_underflow() -> None:
    counts = np.array([[3000, 0], [1, 3000], [500, 700]])
    scores = score_specificities(counts)
    np.testing.assert_allclose(scores, expected_scores(counts, counts.sum(axis=0)), rtol=1e-9)
    assert scores.max() > 1000
    assert scores.min() < -1000


def test_specificities_of_two_parts_mirror_each_other_off_the_expected_count() -> None:
    scores = score_specificities(np.array([[11, 2], [4, 23], [1, 5]]))
    np.testing.assert_allclose(scores[:, 0], -scores[:, 1], rtol=1e-10)


def test_specificities_at_the_expected_count_take_the_upper_tail() -> None:
    counts = np.array([[2, 2], [8, 8]])
    scores = score_specificities(counts)
    np.testing.assert_allclose(scores, expected_scores(counts, counts.sum(axis=0)), rtol=1e-10)
    assert (scores > 0).all()


def test_specificities_of_absent_forms_and_empty_parts_are_zero() -> None:
    scores = score_specificities(np.array([[0, 0, 0], [4, 9, 0]]))
    assert scores.tolist() == [[0, 0, 0], [0, 0, 0]]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 2)])
def test_specificities_of_an_empty_table_are_zero(shape: tuple[int, int]) -> None:
    scores = score_specificities(np.zeros(shape, dtype=np.int64))
    assert scores.shape == shape
    assert not scores.any()


def test_specificities_refuse_what_is_no_table_of_counts() -> None:
    with pytest.raises(ValueError, match="counts"):
        score_specificities(np.array([1, 2]))
    with pytest.raises(ValueError, match="counts"):
        score_specificities(np.array([[1, -2]]))


@pytest.mark.parametrize("sizes", [[3, 1], [4, 4, 4]])
def test_specificities_refuse_sizes_that_cannot_hold_the_counts(sizes: list[int]) -> None:
    with pytest.raises(ValueError, match="corpus_sizes"):
        score_specificities(np.array([[2, 2], [1, 1]]), corpus_sizes=np.array(sizes))
