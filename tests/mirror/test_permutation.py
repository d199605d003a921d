"""Permutation of participants between the sides, against every division tried by hand."""

from __future__ import annotations

from itertools import combinations
from math import comb

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from tasks.mirror.exact_tests import fisher_two_sided
from tasks.mirror.permutation import permute_sides

FloatArray = npt.NDArray[np.float64]


def rng(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def sides(n_a: int, n_b: int) -> npt.NDArray[np.bool_]:
    return np.arange(n_a + n_b) < n_a


def every_difference(values: FloatArray, n_a: int) -> FloatArray:
    """Differences of means of all divisions, one by one."""
    differences = []
    for chosen in combinations(range(len(values)), n_a):
        others = [unit for unit in range(len(values)) if unit not in chosen]
        differences.append(values[list(chosen)].mean(axis=0) - values[others].mean(axis=0))
    return np.array(differences)


@st.composite
def small_studies(draw: st.DrawFn) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
    n_units = draw(st.integers(2, 8))
    n_a = draw(st.integers(1, n_units - 1))
    order = draw(st.permutations(range(n_units)))
    # Counts over sizes: rates that are equal in truth and not always in floats.
    rates = st.builds(lambda count, size: 1000 * count / size, st.integers(0, 4), st.integers(5, 9))
    cells = draw(st.lists(st.lists(rates, min_size=2, max_size=2), min_size=n_units, max_size=n_units))
    return np.array(cells), np.array(order) < n_a


@settings(max_examples=60, deadline=None)
@given(small_studies())
def test_permutation_agrees_with_brute_force(study: tuple[FloatArray, npt.NDArray[np.bool_]]) -> None:
    values, is_side_a = study
    result = permute_sides(values, is_side_a, rng=rng())
    differences = np.abs(every_difference(values, int(is_side_a.sum())))
    observed = values[is_side_a].mean(axis=0) - values[~is_side_a].mean(axis=0)
    assert result.difference == pytest.approx(observed, abs=1e-9)
    assert result.p == pytest.approx((differences >= np.abs(observed) - 1e-6).mean(axis=0))
    assert result.floor == pytest.approx((differences >= differences.max(axis=0) - 1e-6).mean(axis=0))
    assert (result.method, result.n_labelings) == ("exact", comb(len(values), int(is_side_a.sum())))
    assert np.all(result.design_floor <= result.floor + 1e-12)
    assert np.all(result.floor <= result.p + 1e-12)


def test_permutation_of_marks_is_fishers_test() -> None:
    marks = np.array([1, 1, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0], dtype=np.float64).reshape(-1, 1)
    result = permute_sides(marks, sides(7, 7), rng=rng())
    assert result.n_labelings == 3432
    assert result.p[0] == pytest.approx(fisher_two_sided(present_a=5, asked_a=7, present_b=1, asked_b=7))


def test_permutation_of_seven_and_seven_reaches_its_floor_at_complete_separation() -> None:
    result = permute_sides(np.arange(14.0).reshape(-1, 1), sides(7, 7), rng=rng())
    assert result.p[0] == result.floor[0] == result.design_floor == 2 / 3432


def test_permutation_agrees_with_scipy() -> None:
    values = rng(5).normal(size=(9, 3))
    result = permute_sides(values, sides(4, 5), rng=rng())

    def difference(a: FloatArray, b: FloatArray, axis: int) -> FloatArray:
        return np.asarray(np.abs(a.mean(axis=axis) - b.mean(axis=axis)))

    other = stats.permutation_test((values[:4], values[4:]), difference, alternative="greater", vectorized=True)
    assert result.p == pytest.approx(other.pvalue)


def test_permutation_of_a_form_of_one_participant_cannot_be_significant() -> None:
    values = np.zeros((14, 1))
    values[3] = 8.0
    result = permute_sides(values, sides(7, 7), rng=rng())
    assert result.p.tolist() == result.floor.tolist() == [1.0]


def test_permutation_of_equal_values_gives_one() -> None:
    result = permute_sides(np.full((6, 2), 0.1), sides(3, 3), rng=rng())
    assert result.p.tolist() == result.floor.tolist() == [1.0, 1.0]


def test_permutation_reads_sparse_as_dense() -> None:
    values = rng(2).integers(0, 3, (8, 30)).astype(np.float64)
    dense = permute_sides(values, sides(5, 3), rng=rng())
    for table in (sparse.csr_array(values), sparse.csc_matrix(values), sparse.coo_array(values)):
        other = permute_sides(table, sides(5, 3), rng=rng())
        assert np.array_equal(dense.p, other.p)
        assert np.array_equal(dense.floor, other.floor)


def test_permutation_turns_with_the_sides() -> None:
    values = rng(3).integers(0, 5, (9, 12)).astype(np.float64)
    one = permute_sides(values, sides(4, 5), rng=rng())
    other = permute_sides(values, ~sides(4, 5), rng=rng())
    assert one.difference == pytest.approx(-other.difference)
    assert np.array_equal(one.p, other.p)


def test_permutation_samples_where_labelings_are_too_many() -> None:
    values = rng(4).integers(0, 6, (12, 6)).astype(np.float64)
    values[:, 0] = np.arange(12)
    exact = permute_sides(values, sides(6, 6), rng=rng())
    drawn = permute_sides(values, sides(6, 6), max_exact=924, n_sampled=3000, rng=rng())
    assert drawn.method == "exact"
    drawn = permute_sides(values, sides(6, 6), max_exact=923, n_sampled=3000, rng=rng())
    assert (drawn.method, drawn.n_labelings) == ("sampled", 3001)
    assert drawn.p == pytest.approx(exact.p, abs=0.03)
    assert drawn.floor == pytest.approx(np.maximum(exact.floor, 1 / 3001))
    assert drawn.p.min() >= 1 / 3001


def test_permutation_drawn_from_one_seed_gives_one_result() -> None:
    values = rng(6).normal(size=(30, 4))
    first = permute_sides(values, sides(15, 15), n_sampled=200, rng=rng(9))
    again = permute_sides(values, sides(15, 15), n_sampled=200, rng=rng(9))
    assert np.array_equal(first.p, again.p)
    assert first.floor.tolist() == [1 / 201] * 4


def test_permutation_counts_labelings_beyond_any_float() -> None:
    values = np.zeros((1200, 1))
    values[0] = 1.0
    result = permute_sides(values, sides(600, 600), n_sampled=20, rng=rng())
    assert result.floor[0] == 1.0
    assert result.p[0] == 1.0


@pytest.mark.parametrize("is_side_a", [[True, True], [False, False]])
def test_permutation_of_one_side_tells_nothing(is_side_a: list[bool]) -> None:
    result = permute_sides(np.ones((2, 3)), np.array(is_side_a), rng=rng())
    assert np.isnan(result.difference).all()
    assert result.p.tolist() == [1.0, 1.0, 1.0]
    assert (result.design_floor, result.n_labelings) == (1.0, 1)


def test_permutation_of_no_feature_is_empty() -> None:
    result = permute_sides(np.zeros((4, 0)), sides(2, 2), rng=rng())
    assert result.p.shape == result.floor.shape == result.difference.shape == (0,)


def test_permutation_refuses_what_does_not_fit() -> None:
    with pytest.raises(ValueError, match="3 rows of values for 2 units"):
        permute_sides(np.ones((3, 1)), sides(1, 1), rng=rng())
    with pytest.raises(ValueError, match="finite"):
        permute_sides(np.array([[1.0], [np.nan]]), sides(1, 1), rng=rng())
