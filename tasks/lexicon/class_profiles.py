"""What marks each class: forms present more often than in the other classes, and the segments that hold most of them.

The profile of a class is IRaMuTeQ's: for each form the table *segment of the class or not* x *form present or not*,
over classified segments only, and its chi-square without continuity correction, signed by whether the form is more or
less frequent in the class than expected. The columns need not be forms: any table of presences (a group, a wave, a
mode of interview, one column per modality) is profiled the same way.

These scores describe. Segments of one interview are not independent, so ``p`` is no test of a hypothesis;
``n_interviews`` says how many interviews carry the form in the class.

References
----------
Reinert, M. (1983). Une méthode de classification descendante hiérarchique : application à l'analyse lexicale par
contexte. *Les cahiers de l'analyse des données*, 8(2), 187-198.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse
from scipy.special import chdtrc

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class _Classified:
    """The classified segments: their presences, and for each the place of its class in ``classes``."""

    matrix: sparse.csr_array
    classes: Ints
    membership: Ints


def profile_classes(presence: sparse.csr_array, classes: Ints, interviews: NDArray[np.generic]) -> pl.DataFrame:
    """Profile every class on every form.

    Parameters
    ----------
    presence
        Sparse table, segments x forms (or any indicators); any value other than zero is a presence.
    classes
        Class of each segment, from 1; 0 = unclassified, left out of every count.
    interviews
        Interview (any identifier that sorts) of each segment.

    Returns
    -------
    polars.DataFrame
        One row per class and form that at least one classified segment holds, sorted by class, then form:

        ==========================  =======  ===================================================================
        ``class``                   Int64
        ``form``                    Int64    column of ``presence``
        ``n_segments_in_class``     Int64    segments of the class with the form
        ``n_segments_with_form``    Int64    classified segments with the form
        ``n_segments_class``        Int64    segments of the class
        ``n_segments_classified``   Int64    classified segments
        ``share``                   Float64  ``n_segments_in_class / n_segments_with_form``, from 0 to 1
        ``chi2``                    Float64  signed: negative where the form is rarer in the class than expected;
                                             0 where the class or the form is in all classified segments
        ``p``                       Float64  upper tail of chi-square's absolute value, one degree of freedom
        ``n_interviews``            Int64    interviews with a segment of the class that holds the form
        ==========================  =======  ===================================================================

    Raises
    ------
    ValueError
        ``classes`` or ``interviews`` does not have one value per segment.
    """
    _require_rows(presence, classes, "classes")
    _require_rows(presence, interviews, "interviews")
    classified = _keep_classified(presence, classes)
    in_class = _count_by(classified.matrix, classified.membership, len(classified.classes))
    used = np.flatnonzero(in_class.sum(axis=0))
    carriers = _count_interviews(classified, interviews[classes != 0])[:, used]
    return _profile_frame(classified, used, in_class[:, used], carriers)


def _profile_frame(classified: _Classified, used: Ints, observed: Ints, carriers: Ints) -> pl.DataFrame:
    """Columns of :func:`profile_classes` from the counts of segments and interviews, classes x forms ``used``."""
    n_classes, total = len(classified.classes), classified.matrix.shape[0]
    with_form = np.broadcast_to(observed.sum(axis=0), observed.shape)
    class_sizes = np.bincount(classified.membership, minlength=n_classes)[:, None]
    chi2 = _signed_chi2(observed, with_form, class_sizes, total)
    return pl.DataFrame(
        {
            "class": np.repeat(classified.classes, len(used)),
            "form": np.tile(used, n_classes).astype(np.int64),
            "n_segments_in_class": observed.ravel(),
            "n_segments_with_form": with_form.ravel(),
            "n_segments_class": np.broadcast_to(class_sizes, observed.shape).ravel(),
            "n_segments_classified": np.full(observed.size, total, dtype=np.int64),
            "share": (observed / with_form).ravel(),
            "chi2": chi2.ravel(),
            "p": chdtrc(1, np.abs(chi2)).ravel(),
            "n_interviews": carriers.ravel(),
        }
    )


def score_typical_segments(
    presence: sparse.csr_array, classes: Ints, profiles: pl.DataFrame, *, min_chi2: float = 3.84
) -> pl.DataFrame:
    """Rank the segments of each class by the over-represented forms that they hold.

    Parameters
    ----------
    presence, classes
        As in :func:`profile_classes`.
    profiles
        Its result, or a part of it (columns ``class``, ``form``, ``chi2``).
    min_chi2
        A form is over-represented in a class from this signed chi-square on, above 0 (3.84: p = 0.05, one degree of
        freedom).

    Returns
    -------
    polars.DataFrame
        One row per segment that holds an over-represented form of its class, sorted by class, then rank:
        ``class`` (Int64), ``segment`` (Int64, row of ``presence``), ``n_forms`` (Int64, over-represented forms held),
        ``chi2_sum`` (Float64), ``chi2_mean`` (Float64, sum over ``n_forms``: favours no long segment), ``rank`` (Int64,
        from 1: by sum, then mean, both descending, then segment).

    Raises
    ------
    ValueError
        ``classes`` does not have one value per segment, or ``min_chi2`` is not above 0.
    """
    _require_rows(presence, classes, "classes")
    if min_chi2 <= 0:
        message = f"min_chi2 is above 0, not {min_chi2}"
        raise ValueError(message)
    classified = _keep_classified(presence, classes)
    n_classes, n_forms = len(classified.classes), presence.shape[1]
    marks = profiles.filter((pl.col("chi2") >= min_chi2) & pl.col("class").is_in(classified.classes.tolist()))
    places = np.searchsorted(classified.classes, marks["class"].to_numpy())
    weights = np.zeros((n_forms, n_classes))
    weights[marks["form"].to_numpy(), places] = marks["chi2"].to_numpy()
    own = np.arange(len(classified.membership)), classified.membership
    sums, counts = (classified.matrix @ weights)[own], (classified.matrix @ (weights > 0).astype(np.float64))[own]
    return _rank_segments(
        pl.DataFrame(
            {
                "class": classified.classes[classified.membership],
                "segment": np.flatnonzero(classes),
                "n_forms": counts.astype(np.int64),
                "chi2_sum": sums,
            }
        )
    )


def _rank_segments(scores: pl.DataFrame) -> pl.DataFrame:
    by_rank = ["class", "chi2_sum", "chi2_mean", "segment"]
    return (
        scores.filter(pl.col("n_forms") > 0)
        .with_columns(chi2_mean=pl.col("chi2_sum") / pl.col("n_forms"))
        .sort(by_rank, descending=[False, True, True, False])
        .with_columns(rank=pl.int_range(1, pl.len() + 1, dtype=pl.Int64).over("class"))
    )


def _require_rows(presence: sparse.csr_array, values: NDArray[np.generic], name: str) -> None:
    if values.shape != (presence.shape[0],):
        message = f"{name} has shape {values.shape}, where one value for each of {presence.shape[0]} segments is asked"
        raise ValueError(message)


def _keep_classified(presence: sparse.csr_array, classes: Ints) -> _Classified:
    matrix = sparse.csr_array(presence, dtype=np.float64, copy=True)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    matrix.data[:] = 1.0
    kept = np.flatnonzero(classes)
    numbers, membership = np.unique(classes[kept], return_inverse=True)
    return _Classified(matrix[kept], numbers.astype(np.int64), membership.astype(np.int64))


def _indicator(membership: Ints, n_groups: int) -> sparse.csr_array:
    """Groups x rows, 1 where the row is of the group."""
    n_rows = len(membership)
    return sparse.csr_array((np.ones(n_rows), (membership, np.arange(n_rows))), shape=(n_groups, n_rows))


def _count_by(matrix: sparse.csr_array, membership: Ints, n_groups: int) -> Ints:
    counts: Ints = (_indicator(membership, n_groups) @ matrix).toarray().astype(np.int64)
    return counts


def _count_interviews(classified: _Classified, interviews: NDArray[np.generic]) -> Ints:
    """Classes x forms: interviews with a segment of the class that holds the form."""
    identifiers, interview = np.unique(interviews, return_inverse=True)
    pair = classified.membership * max(len(identifiers), 1) + interview
    pairs, pair_of = np.unique(pair, return_inverse=True)
    carried = sparse.csr_array(_indicator(pair_of.astype(np.int64), len(pairs)) @ classified.matrix)
    carried.data[:] = 1.0
    return _count_by(carried, pairs // max(len(identifiers), 1), len(classified.classes))


def _signed_chi2(observed: Ints, with_form: Ints, class_sizes: Ints, total: int) -> Floats:
    """Uncorrected chi-square of each 2 x 2 table, signed as observed minus expected; 0 where a margin is empty."""
    # In floats: the product of four margins passes the range of int64 from about 80 000 segments on.
    gap = observed.astype(np.float64) * total - with_form.astype(np.float64) * class_sizes
    spread = with_form.astype(np.float64) * (total - with_form) * class_sizes * (total - class_sizes)
    chi2: Floats = np.sign(gap) * gap**2 * total / np.where(spread > 0, spread, 1.0)
    return np.where(spread > 0, chi2, 0.0)
