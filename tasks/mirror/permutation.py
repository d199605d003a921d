"""Permutation of participants between the two sides: the test whose unit is the person, not the word.

Were the side of no consequence, every division of the same people into two groups of the same sizes would have been as
good as the one that was met. With 7 and 7 there are 3432 of them: all are tried (Fisher 1935; Pitman 1937). Where there
are too many, a sample is, the division met counting as one of them (Phipson and Smyth 2010).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy import sparse

FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]
IntArray = npt.NDArray[np.int64]

_CELLS_AT_ONCE = 4_000_000
"""Size of the largest array of differences held at once: 32 MB."""

_TIE = 1e-9
"""Differences closer than this part of the feature's largest value are equal: sums taken in another order differ."""


@dataclass(frozen=True, slots=True)
class SidePermutation:
    """What moving participants between the sides tells of each feature; arrays of one value a feature."""

    difference: FloatArray
    """Mean of side A minus mean of side B; NaN where a side has no unit."""
    p: FloatArray
    """Share of labelings whose difference is at least as large, either way."""
    floor: FloatArray
    """Least p that these values could give, however they fell to the sides."""
    method: Literal["exact", "sampled"]
    n_labelings: int
    """Labelings tried, the one met included."""
    design_floor: float
    """Least p that any values could give with these numbers of units."""


def permute_sides(
    values: FloatArray | sparse.spmatrix | sparse.sparray,
    is_side_a: BoolArray,
    *,
    max_exact: int = 20_000,
    n_sampled: int = 5_000,
    rng: np.random.Generator,
) -> SidePermutation:
    """Test the difference of means between the sides, feature by feature.

    ``values``: units (participants) x features, dense or scipy sparse; ``is_side_a``: one truth value a unit. All
    labelings are tried where there are at most ``max_exact`` of them, else ``n_sampled`` drawn by ``rng`` and the one
    met. A side without unit gives p = 1. Raises ValueError for shapes that do not match or values that are not finite.
    """
    table = _checked(values, is_side_a)
    n_units, n_a = len(is_side_a), int(is_side_a.sum())
    if n_a in (0, n_units):
        return _one_sided(table.shape[1])
    n_divisions = comb(n_units, n_a)
    exact = n_divisions <= max_exact
    labelings = _every_labeling(n_units, n_a) if exact else _drawn_labelings(is_side_a, n_sampled, rng)
    difference = _differences(table, is_side_a[np.newaxis, :])[0]
    tie = _TIE * np.asarray(abs(table).max(axis=0).toarray(), dtype=np.float64).reshape(-1)
    threshold = np.abs(difference) - tie
    as_large = np.zeros(table.shape[1], dtype=np.int64)
    for block in _blocks(labelings, n_units, table.shape[1]):
        as_large += (np.abs(_differences(table, block)) >= threshold).sum(axis=0)
    n_labelings = n_divisions if exact else n_sampled + 1
    return SidePermutation(
        difference=difference,
        p=(as_large if exact else as_large + 1) / n_labelings,
        floor=np.maximum(_least_p(table, n_a, tie), 1 / n_labelings),
        method="exact" if exact else "sampled",
        n_labelings=n_labelings,
        design_floor=max((2 if 2 * n_a == n_units else 1) / n_divisions, 1 / n_labelings),
    )


def _checked(values: FloatArray | sparse.spmatrix | sparse.sparray, is_side_a: BoolArray) -> sparse.csc_array:
    table = sparse.csc_array(values, dtype=np.float64)
    if table.shape[0] != len(is_side_a):
        raise ValueError(f"{table.shape[0]} rows of values for {len(is_side_a)} units")
    if not np.all(np.isfinite(table.data)):
        raise ValueError("values must be finite numbers")
    return table


def _one_sided(n_features: int) -> SidePermutation:
    ones = np.ones(n_features)
    return SidePermutation(np.full(n_features, np.nan), ones, ones.copy(), "exact", 1, 1.0)


def _every_labeling(n_units: int, n_a: int) -> Iterator[BoolArray]:
    """Blocks of rows, each a choice of ``n_a`` units, in lexicographic order."""
    choices = combinations(range(n_units), n_a)
    n_left, at_once = comb(n_units, n_a), max(1, _CELLS_AT_ONCE // n_units)
    while n_left > 0:
        n_rows = min(n_left, at_once)
        chosen = np.fromiter(chain.from_iterable(next(choices) for _ in range(n_rows)), np.intp, n_rows * n_a)
        block = np.zeros((n_rows, n_units), dtype=np.bool_)
        block[np.repeat(np.arange(n_rows), n_a), chosen] = True
        yield block
        n_left -= n_rows


def _drawn_labelings(is_side_a: BoolArray, n_sampled: int, rng: np.random.Generator) -> Iterator[BoolArray]:
    at_once = max(1, _CELLS_AT_ONCE // len(is_side_a))
    for start in range(0, n_sampled, at_once):
        n_rows = min(at_once, n_sampled - start)
        yield rng.permuted(np.broadcast_to(is_side_a, (n_rows, len(is_side_a))), axis=1)


def _blocks(labelings: Iterator[BoolArray], n_units: int, n_features: int) -> Iterator[BoolArray]:
    """The same rows in blocks whose differences fit in memory."""
    at_once = max(1, _CELLS_AT_ONCE // max(n_units, n_features, 1))
    for block in labelings:
        for start in range(0, len(block), at_once):
            yield block[start : start + at_once]


def _differences(table: sparse.csc_array, labelings: BoolArray) -> FloatArray:
    """Mean of side A minus mean of side B: labelings x features."""
    n_units = table.shape[0]
    n_a = int(labelings[0].sum())
    # A unit of side A weighs 1/n_a and one of side B -1/n_b: one product gives all the differences.
    weights = np.where(labelings, 1 / n_a, -1 / (n_units - n_a))
    return np.asarray((table.T @ weights.T).T, dtype=np.float64)


def _least_p(table: sparse.csc_array, n_a: int, tie: FloatArray) -> FloatArray:
    """Share of all labelings that give a feature the largest difference that its values allow.

    That difference puts the ``n_a`` largest or the ``n_a`` smallest values on side A; values equal to the last one
    taken change places with it freely.
    """
    n_units, n_features = table.shape
    at_once = max(1, _CELLS_AT_ONCE // n_units)
    shares = [
        _least_p_dense(np.sort(table[:, start : start + at_once].toarray(), axis=0), n_a, tie[start : start + at_once])
        for start in range(0, n_features, at_once)
    ]
    return np.concatenate([np.zeros(0), *shares])


def _least_p_dense(ascending: FloatArray, n_a: int, tie: FloatArray) -> FloatArray:
    n_b = len(ascending) - n_a
    highest = ascending[n_b:].mean(axis=0) - ascending[:n_b].mean(axis=0)
    lowest = ascending[n_a:].mean(axis=0) - ascending[:n_a].mean(axis=0)
    last_high, last_low = ascending[n_b], ascending[n_a - 1]
    n_above = (ascending > last_high + tie).sum(axis=0)
    n_below = (ascending < last_low - tie).sum(axis=0)
    share_high = _share_of_labelings(ascending, last_high, n_a - n_above, n_a, tie)
    share_low = _share_of_labelings(ascending, last_low, n_a - n_below, n_a, tie)
    reached = np.where(highest >= lowest - tie, share_high, 0) + np.where(lowest >= highest - tie, share_low, 0)
    return np.asarray(np.minimum(1.0, reached), dtype=np.float64)


def _share_of_labelings(
    ascending: FloatArray, last: FloatArray, needed: IntArray, n_a: int, tie: FloatArray
) -> FloatArray:
    """Share of labelings that take ``needed`` of the values equal to ``last``, the others being settled."""
    tied = (np.abs(ascending - last) <= tie).sum(axis=0)
    pairs, which = np.unique(np.stack([tied, needed]), axis=1, return_inverse=True)
    n_divisions = comb(len(ascending), n_a)
    # Whole numbers: what they count outgrows a float long before their ratio does.
    shares = np.array([comb(int(n_tied), int(n_needed)) / n_divisions for n_tied, n_needed in pairs.T])
    return shares[which]
