"""Reinert's descending hierarchical classification of text segments.

The table of segments by active forms is cut in two, then its largest part again, and so on. Each cut maximises the
chi-square of the two-row table of form counts, in two steps: the best cut along the first axis of the table's
correspondence analysis, then the transfer of one segment at a time, always the one that raises chi-square most, while
one does.

With ``c`` the counts of the forms in the table, ``a`` those in one part, ``N = sum(c)``, ``R = sum(a)`` and
``S = sum(a**2 / c)``::

    chi2 / N = (S * N - R**2) / (R * (N - R))

so that every cut along the axis is valued in one pass over the presences, and a transfer changes ``S`` by a sum over
the forms of the transferred segment alone. As this ratio is convex in the number of copies of a same segment, identical
segments always end in the same class.

Rules where the method leaves a choice (none depends on the order of the segments nor on the sign of the axis):

- segments are first put in the order of their forms, whatever their order on entry;
- a table whose segments fall into groups that share no form has several equal best cuts: the largest group (in
  segments, then in presences) is set against all others;
- equal cuts along the axis: the most even in presences, then the lowest;
- equal transfers: the first segment in the order above;
- the left part of a cut is the larger one (in segments, then in presences), and classes are numbered left to right;
- of parts equally large the one with more presences is cut first, then the leftmost; a part that cannot be cut is
  passed over.

References
----------
Reinert, M. (1983). Une méthode de classification descendante hiérarchique : application à l'analyse lexicale par
contexte. *Les cahiers de l'analyse des données*, 8(2), 187-198.

Reinert, M. (1990). Alceste, une méthodologie d'analyse des données textuelles et une application : Aurélia de Gérard de
Nerval. *Bulletin de méthodologie sociologique*, 26, 24-54.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.csgraph import connected_components
from scipy.sparse.linalg import ArpackNoConvergence, LinearOperator, eigsh

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_SAME = 1e-12
"""Two chi-squares closer than this share of their value are equal: they differ by rounding."""
_SAME_SCORE = 1e-9
"""Two scores closer than this share of the largest are one place on the axis."""
_DENSE_UP_TO = 128
"""Below this number of forms the whole decomposition costs less than an iterative one."""


@dataclass(frozen=True, slots=True)
class Split:
    """One cut of the tree. Node 1 is the whole table; cut number ``i``, from 1, makes nodes ``2i`` and ``2i + 1``."""

    parent: int
    left: int
    right: int
    chi2: float
    """Chi-square of the two-row table of form counts."""
    n_left: int
    n_right: int
    """Segments of each part."""
    n_forms: int
    """Forms of the table that was cut."""


@dataclass(frozen=True, slots=True, eq=False)
class Classification:
    """A tree of cuts and the classes that it makes at every depth."""

    splits: tuple[Split, ...]
    """In the order in which they were made."""
    partitions: tuple[Ints, ...]
    """Class of each segment in 1, 2, ... ``n_classes`` classes; 0 where the segment is unassigned."""

    @property
    def n_classes(self) -> int:
        """Largest number of classes reached; 0 when no segment holds a form."""
        return len(self.partitions) if self.partitions[0].any() else 0

    @property
    def heights(self) -> tuple[float, ...]:
        """Heights of the cuts in the dendrogram, first cut highest: chi-squares added up from the last cut."""
        chi2 = np.array([split.chi2 for split in self.splits], dtype=np.float64)
        return tuple(np.cumsum(chi2[::-1])[::-1].tolist())

    def classes_at(self, k: int) -> Ints:
        """Class of each segment (1 to k, left to right in the tree; 0 = unassigned), at the depth of ``k`` classes.

        Where the tree has fewer than ``k`` classes, its finest partition.

        Raises
        ------
        ValueError
            ``k`` is below 1.
        """
        _require_positive(k, "k")
        return self.partitions[min(k, len(self.partitions)) - 1].copy()

    def leaves_at(self, k: int) -> tuple[int, ...]:
        """Tree nodes that are the classes 1, 2, ... at the depth of ``k`` classes (fewer where the tree is smaller)."""
        _require_positive(k, "k")
        leaves = [1]
        for split in self.splits[: k - 1]:
            place = leaves.index(split.parent)
            leaves[place : place + 1] = [split.left, split.right]
        return tuple(leaves)


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """One node's table: ``matrix`` (binary csr), whose row ``i`` is the segment ``segments[i]`` in canonical order."""

    node: int
    segments: Ints
    matrix: sparse.csr_array

    @property
    def n_segments(self) -> int:
        return len(self.segments)

    def without_empty_rows(self) -> _Table:
        kept = np.flatnonzero(np.diff(self.matrix.indptr))
        return _Table(self.node, self.segments[kept], self.matrix[kept])


def classify(
    presence: sparse.csr_array,
    *,
    max_classes: int,
    contingency_threshold: float = 0.3,
    min_form_segments: int = 3,
    min_members: int = 5,
) -> Classification:
    """Classify segments by the forms that they hold (simple classification, best transfer first).

    Parameters
    ----------
    presence
        Sparse table, segments x forms; any value other than zero is a presence. Segments without form are unassigned.
    max_classes
        Classes to make, at most.
    contingency_threshold
        A form is dropped from the part where it is below its expected count when its contingency coefficient
        ``sqrt(chi2 / (chi2 + count))`` exceeds this.
    min_form_segments
        A part keeps the forms that at least this many of its segments hold.
    min_members
        A part with fewer segments that still hold a form is not cut.

    Returns
    -------
    Classification
        Fewer than ``max_classes`` classes where no part can be cut further. A segment whose every form was dropped
        leaves its class, and is unassigned, from the cut of that class on.

    Raises
    ------
    ValueError
        ``max_classes`` is below 1.
    """
    _require_positive(max_classes, "max_classes")
    root, n_rows = _root_table(presence), presence.shape[0]
    leaves, settled = [root], set[int]()
    splits: list[Split] = []
    partitions = [_label(leaves, n_rows)]
    while len(leaves) < max_classes:
        candidates = [place for place, leaf in enumerate(leaves) if leaf.node not in settled]
        if not candidates:
            break
        place = max(candidates, key=lambda at: (leaves[at].n_segments, leaves[at].matrix.nnz, -at))
        table = leaves[place].without_empty_rows()
        in_left = _bisect(table, min_members)
        if in_left is None:
            settled.add(table.node)
            continue
        split = _describe_split(table, in_left, rank=len(splits) + 1)
        leaves[place : place + 1] = _part_tables(table, in_left, split, contingency_threshold, min_form_segments)
        splits.append(split)
        partitions.append(_label(leaves, n_rows))
    return Classification(tuple(splits), tuple(partitions))


def first_axis(matrix: sparse.csr_array) -> Floats:
    """Scores of the rows on the first axis of the table's correspondence analysis; zeros where all rows are equal.

    ``matrix``: binary csr without empty row or column. The decomposition is exact (to rounding), not truncated by a
    tolerance. Sign: the largest score in absolute value is positive (the first such where two are equal).
    """
    form_counts, lengths = _margins(matrix)
    scaled = sparse.diags_array(1 / np.sqrt(lengths)) @ matrix @ sparse.diags_array(1 / np.sqrt(form_counts))
    inertia = float(scaled.power(2).sum()) - 1
    if inertia < _SAME:
        return np.zeros(matrix.shape[0])
    trivial = np.sqrt(form_counts / form_counts.sum())
    scores: Floats = (scaled @ _leading_vector(scaled.tocsr(), trivial)) / np.sqrt(lengths)
    size = np.abs(scores)
    first_largest = np.flatnonzero(size >= size.max() * (1 - _SAME_SCORE))[0]
    return scores if scores[first_largest] > 0 else -scores


def best_cut(matrix: sparse.csr_array, scores: Floats) -> Bools | None:
    """Rows on the low side of the cut along ``scores`` with the largest chi-square; None where all scores are equal.

    Rows of equal score stay together. Cuts of equal chi-square: the most even in presences, then the lowest.
    """
    order = np.argsort(scores, kind="stable")
    ordered_scores = scores[order]
    apart = np.diff(ordered_scores) > _SAME_SCORE * np.abs(scores).max(initial=0.0)
    places = np.flatnonzero(apart)
    if not places.size:
        return None
    squares, presences, total = _running_sums(matrix[order])
    shares = _chi2_share(squares[places], presences[places], total)
    best = places[shares >= shares.max() * (1 - _SAME)]
    cut = best[np.argmin(np.abs(2 * presences[best] - total))]
    low_side: Bools = scores <= ordered_scores[cut]
    return low_side


def transfer_segments(matrix: sparse.csr_array, in_first: Bools) -> Bools:
    """Move one row at a time to the other side, each time the one that raises chi-square most, while one does.

    Finding a move costs one vectorised look at every row; making it costs the presences of the row's forms.
    """
    form_counts, lengths = _margins(matrix)
    total = float(form_counts.sum())
    columns, side = matrix.tocsc(), np.where(in_first, -1.0, 1.0)
    counts: Floats = matrix.T @ in_first.astype(np.float64)
    own: Floats = matrix @ (1 / form_counts)
    square_steps: Floats = side * (matrix @ (2 * counts / form_counts)) + own
    presence_steps = side * lengths
    while True:
        squares, presences = float((counts**2 / form_counts).sum()), float(counts.sum())
        shares = _chi2_share(squares + square_steps, presences + presence_steps, total)
        best = int(np.argmax(shares >= shares.max() * (1 - _SAME)))
        if shares[best] <= _chi2_share(np.array([squares]), np.array([presences]), total)[0] * (1 + _SAME):
            return side < 0
        direction = side[best]
        for form in matrix.indices[matrix.indptr[best] : matrix.indptr[best + 1]]:
            holders = columns.indices[columns.indptr[form] : columns.indptr[form + 1]]
            square_steps[holders] += side[holders] * (2 * direction / form_counts[form])
            counts[form] += direction
        side[best] = -direction
        square_steps[best] = 2 * own[best] - square_steps[best]
        presence_steps[best] = -presence_steps[best]


def _require_positive(number: int, name: str) -> None:
    if number < 1:
        message = f"{name} is at least 1, not {number}"
        raise ValueError(message)


def _root_table(presence: sparse.csr_array) -> _Table:
    """The rows that hold a form, in the order of their forms, and the forms that a row holds."""
    matrix = sparse.csr_array(presence, dtype=np.float64, copy=True)
    matrix.sum_duplicates()
    matrix.eliminate_zeros()
    matrix.data[:] = 1.0
    starts, forms = matrix.indptr, matrix.indices.astype(">u4")
    filled = [row for row, (start, end) in enumerate(pairwise(starts)) if end > start]
    filled.sort(key=lambda row: forms[starts[row] : starts[row + 1]].tobytes())
    used = np.flatnonzero(np.bincount(matrix.indices, minlength=matrix.shape[1]))
    segments = np.array(filled, dtype=np.int64)
    return _Table(1, segments, matrix[segments][:, used])


def _label(leaves: list[_Table], n_rows: int) -> Ints:
    classes = np.zeros(n_rows, dtype=np.int64)
    for number, leaf in enumerate(leaves, start=1):
        classes[leaf.segments] = number
    return classes


def _bisect(table: _Table, min_members: int) -> Bools | None:
    """Rows of the left part of the table's best cut; None where it cannot be cut. ``table``: no empty row."""
    matrix = table.matrix
    if table.n_segments < max(2, min_members):
        return None
    in_first = _separate_groups(matrix)
    if in_first is None:
        low_side = best_cut(matrix, first_axis(matrix))
        if low_side is None:
            return None
        in_first = transfer_segments(matrix, low_side)
    return in_first if _is_left(matrix, in_first) else ~in_first


def _separate_groups(matrix: sparse.csr_array) -> Bools | None:
    """Rows of the largest group among those that share no form; None where all rows hang together."""
    n_rows = matrix.shape[0]
    n_groups, group_of = connected_components(sparse.block_array([[None, matrix], [matrix.T, None]]), directed=False)
    if n_groups == 1:
        return None
    groups = group_of[:n_rows]
    sizes = np.bincount(groups, minlength=n_groups)
    presences = np.bincount(groups, weights=np.diff(matrix.indptr), minlength=n_groups)
    first_rows = np.full(n_groups, n_rows)
    np.minimum.at(first_rows, groups, np.arange(n_rows))
    largest = np.lexsort((first_rows, -presences, -sizes))[0]
    in_largest: Bools = groups == largest
    return in_largest


def _is_left(matrix: sparse.csr_array, in_first: Bools) -> bool:
    lengths = np.diff(matrix.indptr)
    first = (int(in_first.sum()), int(lengths[in_first].sum()), bool(in_first[0]))
    return first > (len(in_first) - first[0], matrix.nnz - first[1], not first[2])


def _margins(matrix: sparse.csr_array) -> tuple[Floats, Floats]:
    """Counts of the forms and lengths of the rows."""
    form_counts = np.bincount(matrix.indices, minlength=matrix.shape[1]).astype(np.float64)
    return form_counts, np.diff(matrix.indptr).astype(np.float64)


def _chi2_share(squares: Floats, presences: Floats, total: float) -> Floats:
    """Chi-square over the table's total, from ``S``, ``R`` and ``N`` of the module's formula; 0 for an empty part."""
    spread = presences * (total - presences)
    shares: Floats = (squares * total - presences**2) / np.maximum(spread, 1.0)
    return np.where(spread > 0, shares, 0.0)


def _running_sums(matrix: sparse.csr_array) -> tuple[Floats, Floats, float]:
    """``S`` and ``R`` of the first 1, 2, ... n rows, and ``N``."""
    form_counts, lengths = _margins(matrix)
    columns = matrix.tocsc()
    columns.sort_indices()
    rank = np.arange(columns.nnz) - np.repeat(columns.indptr[:-1], np.diff(columns.indptr))
    steps = (2 * rank + 1) / np.repeat(form_counts, np.diff(columns.indptr))
    squares: Floats = np.cumsum(np.bincount(columns.indices, weights=steps, minlength=matrix.shape[0]))
    return squares, np.cumsum(lengths), float(form_counts.sum())


def _leading_vector(scaled: sparse.csr_array, trivial: Floats) -> Floats:
    """First right singular vector of the scaled table once its trivial one is taken out."""
    n_forms = scaled.shape[1]
    if n_forms <= _DENSE_UP_TO:
        return _leading_vector_dense(scaled, trivial)

    def multiply(vector: Floats) -> Floats:
        product: Floats = scaled.T @ (scaled @ vector) - trivial * (trivial @ vector)
        return product

    operator = LinearOperator((n_forms, n_forms), matvec=multiply, dtype=np.float64)
    # A fixed start without regularity: same table, same bits, and no plausible axis is orthogonal to it.
    start = np.random.default_rng(0).standard_normal(n_forms)
    try:
        vectors: Floats = eigsh(operator, k=1, which="LA", v0=start, ncv=min(n_forms, 40), tol=0, rng=0)[1]
    except ArpackNoConvergence:
        return _leading_vector_dense(scaled, trivial)
    return vectors[:, 0]


def _leading_vector_dense(scaled: sparse.csr_array, trivial: Floats) -> Floats:
    products: Floats = (scaled.T @ scaled).toarray() - np.outer(trivial, trivial)
    vectors: Floats = np.linalg.eigh(products)[1]
    return vectors[:, -1]


def _describe_split(table: _Table, in_left: Bools, *, rank: int) -> Split:
    matrix = table.matrix
    n_left = int(in_left.sum())
    form_counts, _ = _margins(matrix)
    left_counts, _ = _margins(matrix[np.flatnonzero(in_left)])
    total, presences = form_counts.sum(), left_counts.sum()
    gaps = left_counts - form_counts * (presences / total)
    chi2 = float((gaps**2 / form_counts).sum() * total**2 / (presences * (total - presences)))
    return Split(table.node, 2 * rank, 2 * rank + 1, chi2, n_left, table.n_segments - n_left, matrix.shape[1])


def _part_tables(
    table: _Table, in_left: Bools, split: Split, contingency_threshold: float, min_form_segments: int
) -> list[_Table]:
    """The two parts, each with the forms that it keeps."""
    form_counts, _ = _margins(table.matrix)
    rows = [np.flatnonzero(in_left), np.flatnonzero(~in_left)]
    counts = np.array([_margins(table.matrix[part])[0] for part in rows])
    expected = counts.sum(axis=1, keepdims=True) * form_counts / form_counts.sum()
    chi2 = ((counts - expected) ** 2 / expected).sum(axis=0)
    common = np.sqrt(chi2 / (chi2 + form_counts)) <= contingency_threshold
    kept = (counts >= max(min_form_segments, 1)) & (common | (counts > expected))
    return [
        _Table(node, table.segments[part], table.matrix[part][:, np.flatnonzero(forms)])
        for node, part, forms in zip((split.left, split.right), rows, kept, strict=True)
    ]
