"""Reinert's classification: the corrected peer's trees, a naive dense restatement, invariances, tables at the edges."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import sparse
from scipy.io import mmread
from scipy.sparse.linalg import ArpackNoConvergence

from tasks.lexicon import reinert
from tasks.lexicon.reinert import Classification, best_cut, classify, first_axis, transfer_segments

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

ORACLES = [
    ("matrix_small300.mtx", "rainette_small300_fixed.json"),
    ("scaling/matrix_scale_1000.mtx", "scaling/rainette_scale_1000_fixed.json"),
    ("scaling/matrix_scale_3000.mtx", "scaling/rainette_scale_3000_fixed.json"),
    ("matrix_theses1000_a1500.mtx", "rainette_theses1000_a1500_fixedswitch.json"),
]


def draw_table(seed: int, n_rows: int = 40, n_forms: int = 15, density: float = 0.3) -> Floats:
    """Presences of two blurred themes, without rule."""
    random = np.random.default_rng(seed)
    theme = random.integers(0, 2, n_rows)[:, None] == random.integers(0, 2, n_forms)[None, :]
    return (random.random((n_rows, n_forms)) < density * np.where(theme, 1.3, 0.7)).astype(np.float64)


def same_partition(first: Ints, second: Ints) -> bool:
    """Equal up to the numbers of the classes; 0 means the same on both sides."""
    pairs = set(zip(first.tolist(), second.tolist(), strict=True))
    bijective = len(pairs) == len(set(first.tolist())) == len(set(second.tolist()))
    return bijective and bool(((first == 0) == (second == 0)).all())


def naive_chi2(table: Floats, side: Bools) -> float:
    """Chi-square of the two-row table of form counts, cell by cell."""
    observed = np.array([table[side].sum(axis=0), table[~side].sum(axis=0)])
    if not observed.sum(axis=1).all():
        return 0.0
    expected = np.outer(observed.sum(axis=1), observed.sum(axis=0)) / observed.sum()
    return float(((observed - expected) ** 2 / expected).sum())


def naive_scores(table: Floats) -> Floats:
    """First axis by a full decomposition of the standardised residuals."""
    shares = table / table.sum()
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    residuals = (shares - np.outer(rows, columns)) / np.sqrt(np.outer(rows, columns))
    scores: Floats = np.linalg.svd(residuals)[0][:, 0] / np.sqrt(rows)
    return -scores if scores[np.argmax(np.abs(scores))] < 0 else scores


def naive_side(table: Floats) -> Bools:
    """Best cut along the axis, then every transfer tried and the best made, each valued from the cells."""
    scores = naive_scores(table)
    cuts: list[Bools] = [scores <= score for score in np.sort(scores)[:-1]]
    side = max(cuts, key=lambda cut: naive_chi2(table, cut))
    while True:
        here = naive_chi2(table, side)
        transfers = []
        for row in range(len(table)):
            moved = side.copy()
            moved[row] = not moved[row]
            transfers.append(naive_chi2(table, moved))
        best = next(row for row, chi2 in enumerate(transfers) if chi2 >= max(transfers) * (1 - 1e-12))
        if transfers[best] <= here * (1 + 1e-12):
            return side
        side[best] = not side[best]


def naive_forms(table: Floats, part: Bools, threshold: float, min_segments: int) -> Ints:
    """Forms that a part keeps, one at a time."""
    kept = []
    for form in range(table.shape[1]):
        inside, outside = table[part, form].sum(), table[~part, form].sum()
        weight = table[part].sum() / table.sum()
        gap = inside - (inside + outside) * weight
        chi2 = gap**2 / ((inside + outside) * weight) + gap**2 / ((inside + outside) * (1 - weight))
        coefficient = np.sqrt(chi2 / (chi2 + inside + outside))
        if inside >= min_segments and (coefficient <= threshold or gap > 0):
            kept.append(form)
    return np.array(kept, dtype=np.int64)


def naive_classify(table: Floats, n_classes: int) -> tuple[list[float], Ints]:
    """Chi-squares of the cuts and the final classes, on tables where every part can be cut."""
    canonical = sorted(range(len(table)), key=lambda row: np.flatnonzero(table[row]).tolist())
    rows = np.array([row for row in canonical if table[row].any()])
    parts, heights = [(rows, table[rows])], list[float]()
    while len(parts) < n_classes:
        rows, cut = parts.pop(max(range(len(parts)), key=lambda place: (len(parts[place][0]), parts[place][1].sum())))
        filled = cut.any(axis=1)
        rows, cut = rows[filled], cut[filled][:, cut[filled].any(axis=0)]
        side = naive_side(cut)
        heights.append(naive_chi2(cut, side))
        parts += [(rows[part], cut[part][:, naive_forms(cut, part, 0.3, 3)]) for part in (side, ~side)]
    classes = np.zeros(len(table), dtype=np.int64)
    for number, (members, _) in enumerate(parts, start=1):
        classes[members] = number
    return heights, classes


def chi2_of(classification: Classification) -> list[float]:
    return [split.chi2 for split in classification.splits]


@pytest.mark.parametrize(("matrix", "oracle"), ORACLES)
def test_reinert_equals_the_corrected_peer(shared: Path, matrix: str, oracle: str) -> None:
    presence = sparse.csr_array(mmread(shared / "oracles" / matrix))
    expected = json.loads((shared / "oracles" / oracle).read_text("utf-8"))
    classification = classify(presence, max_classes=expected["k"])
    np.testing.assert_allclose(chi2_of(classification), expected["split_chi2"], rtol=1e-12)
    np.testing.assert_allclose(classification.heights[::-1], expected["height"], rtol=1e-12)
    assert [split.n_forms for split in classification.splits] == [split["n_cols"] for split in expected["splits"]]
    for k in range(2, expected["k"] + 1):
        groups = np.array([group or 0 for group in expected["uce_groups"][k - 2]])
        assert same_partition(classification.classes_at(k), groups)


def test_reinert_equals_the_peers_unit_example(shared: Path) -> None:
    expected = json.loads((shared / "oracles/rainette_unit_7x5.json").read_text("utf-8"))
    classification = classify(sparse.csr_array(np.array(expected["m"])), max_classes=2)
    assert chi2_of(classification) == pytest.approx([expected["rainette_k2"]["split_chi2"]], rel=1e-12)
    assert same_partition(classification.classes_at(2), np.array(expected["rainette_k2"]["group"]))


@pytest.mark.parametrize("seed", range(8))
def test_reinert_equals_the_naive_dense_algorithm(seed: int) -> None:
    table = draw_table(seed)
    heights, classes = naive_classify(table, 4)
    classification = classify(sparse.csr_array(table), max_classes=4)
    np.testing.assert_allclose(chi2_of(classification), heights, rtol=1e-10)
    assert same_partition(classification.classes_at(4), classes)


@pytest.mark.parametrize("n_forms", [20, 300])
def test_reinert_first_axis_equals_a_full_decomposition(n_forms: int) -> None:
    table = draw_table(5, n_rows=60, n_forms=n_forms, density=0.2)
    table = table[table.any(axis=1)][:, table.any(axis=0)]
    expected = naive_scores(table)
    scores = first_axis(sparse.csr_array(table))
    np.testing.assert_allclose(scores / np.abs(scores).max(), expected / np.abs(expected).max(), atol=1e-9)


def test_reinert_first_axis_falls_back_where_the_iteration_does_not_converge(monkeypatch: pytest.MonkeyPatch) -> None:
    def give_up(*_: object, **__: object) -> None:
        message = "no convergence"
        raise ArpackNoConvergence(message, np.empty(0), np.empty((0, 0)))

    matrix = sparse.csr_array(draw_table(5, n_rows=60, n_forms=300, density=0.2))
    iterated = first_axis(matrix)
    monkeypatch.setattr(reinert, "eigsh", give_up)
    np.testing.assert_allclose(first_axis(matrix), iterated, rtol=1e-7, atol=1e-9)


@pytest.mark.parametrize("seed", range(4))
def test_reinert_does_not_depend_on_the_sign_of_the_axis(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    presence = sparse.csr_array(draw_table(seed, n_rows=120, n_forms=40))
    upright = classify(presence, max_classes=6)
    monkeypatch.setattr(reinert, "first_axis", lambda matrix: -first_axis(matrix))
    reversed_axis = classify(presence, max_classes=6)
    assert reversed_axis.splits == upright.splits
    assert reversed_axis.classes_at(6).tolist() == upright.classes_at(6).tolist()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 30), st.integers(2, 8))
def test_reinert_does_not_depend_on_the_order_of_segments_even_with_ties(seed: int, n_rows: int, n_forms: int) -> None:
    table = draw_table(seed, n_rows, n_forms)
    order = np.random.default_rng(seed + 1).permutation(n_rows)
    straight = classify(sparse.csr_array(table), max_classes=5, min_form_segments=1, min_members=2)
    shuffled = classify(sparse.csr_array(table[order]), max_classes=5, min_form_segments=1, min_members=2)
    assert shuffled.splits == straight.splits
    assert shuffled.classes_at(5).tolist() == straight.classes_at(5)[order].tolist()


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(2, 30), st.integers(2, 6))
def test_reinert_keeps_identical_segments_together(seed: int, n_rows: int, n_forms: int) -> None:
    table = draw_table(seed, n_rows, n_forms)
    classes = classify(sparse.csr_array(table), max_classes=5, min_form_segments=1).classes_at(5)
    class_of: dict[bytes, int] = {}
    for row, number in zip(table, classes.tolist(), strict=True):
        assert class_of.setdefault(row.tobytes(), number) == number


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10_000), st.integers(4, 25), st.integers(2, 10))
def test_reinert_leaves_no_transfer_that_raises_chi2(seed: int, n_rows: int, n_forms: int) -> None:
    table = draw_table(seed, n_rows, n_forms)
    classification = classify(sparse.csr_array(table), max_classes=2, min_members=2)
    if classification.n_classes < 2:
        return
    table, side = table[table.any(axis=1)], (classification.classes_at(2) == 1)[table.any(axis=1)]
    table = table[:, table.any(axis=0)]
    reached = naive_chi2(table, side)
    assert classification.splits[0].chi2 == pytest.approx(reached, rel=1e-10)
    for row in range(len(table)):
        moved = side.copy()
        moved[row] = not moved[row]
        assert naive_chi2(table, moved) <= reached * (1 + 1e-9)


def test_reinert_repairs_a_wrong_start() -> None:
    table = np.kron(np.eye(2), np.ones((10, 4)))
    table[0, 7] = table[19, 0] = 1
    side = np.arange(20) < 7
    repaired = transfer_segments(sparse.csr_array(table), side)
    assert repaired.tolist() == [True] * 10 + [False] * 10


def test_reinert_best_cut_keeps_equal_scores_together() -> None:
    matrix = sparse.csr_array(np.array([[1.0, 0], [1, 0], [0, 1], [1, 1]]))
    assert best_cut(matrix, np.zeros(4)) is None
    cut = best_cut(matrix, np.array([0.5, 0.5, -1.0, 0.5]))
    assert cut is not None
    assert cut.tolist() == [False, False, True, False]


def test_reinert_sets_the_largest_of_separate_groups_against_the_others() -> None:
    table = np.zeros((17, 6))
    table[:8, :2], table[8:13, 2:4], table[13:, 4:] = 1, 1, 1
    classification = classify(sparse.csr_array(table), max_classes=3, min_members=2)
    assert classification.classes_at(2).tolist() == [2] * 8 + [1] * 9
    assert classification.classes_at(3).tolist() == [3] * 8 + [1] * 5 + [2] * 4
    assert chi2_of(classification)[0] == pytest.approx(table.sum())


def test_reinert_unassigns_segments_whose_forms_were_all_dropped() -> None:
    table = np.zeros((26, 6))
    table[:12, :2], table[12:24, 2:4] = 1, 1
    table[12:18, 5] = 1
    table[24, 4] = table[25, 4] = table[25, 0] = table[25, 2] = 1
    classification = classify(sparse.csr_array(table), max_classes=3, min_form_segments=3)
    assert classification.classes_at(2)[24] > 0
    assert classification.classes_at(3)[24] == 0


def test_reinert_tree_nodes_and_sizes_agree_with_its_classes() -> None:
    classification = classify(sparse.csr_array(draw_table(3, 200, 40)), max_classes=6)
    sizes = {1: 200}
    for rank, split in enumerate(classification.splits, start=1):
        assert (split.left, split.right) == (2 * rank, 2 * rank + 1)
        assert split.n_left >= split.n_right > 0
        assert split.n_left + split.n_right <= sizes[split.parent]
        sizes |= {split.left: split.n_left, split.right: split.n_right}
    for k in range(1, 7):
        classes, leaves = classification.classes_at(k), classification.leaves_at(k)
        assert len(leaves) == k
        assert [int((classes == number).sum()) for number in range(1, k + 1)] == [
            sizes[leaf] if leaf > 1 else int((classes > 0).sum()) for leaf in leaves
        ]
    assert list(classification.heights) == sorted(classification.heights, reverse=True)


def test_reinert_reads_any_value_as_presence() -> None:
    table = draw_table(1)
    counts = sparse.csr_array(table * np.random.default_rng(1).integers(1, 5, table.shape))
    expected = classify(sparse.csr_array(table), max_classes=4)
    assert classify(counts, max_classes=4).splits == expected.splits
    assert counts.max() > 1


@pytest.mark.parametrize(
    ("table", "n_classes"),
    [
        (np.zeros((0, 0)), 0),
        (np.zeros((0, 4)), 0),
        (np.zeros((4, 0)), 0),
        (np.zeros((5, 4)), 0),
        (np.ones((1, 1)), 1),
        (np.ones((1, 4)), 1),
        (np.ones((9, 4)), 1),
        (np.ones((9, 200)), 1),
        (np.ones((9, 1)), 1),
        (np.eye(4), 1),
        (np.eye(12), 2),
    ],
)
def test_reinert_gives_fewer_classes_where_no_part_can_be_cut(table: Floats, n_classes: int) -> None:
    classification = classify(sparse.csr_array(table), max_classes=50)
    assert classification.n_classes == n_classes
    assert len(classification.splits) == max(n_classes - 1, 0) == len(classification.heights)
    assert classification.classes_at(50).shape == (len(table),)
    numbers = set(range(1, n_classes + 1)) if n_classes else {0}
    assert set(classification.classes_at(50).tolist()) == (numbers if len(table) else set())


def test_reinert_leaves_empty_rows_unassigned() -> None:
    table = draw_table(2)
    table[[0, 7, 39]] = 0
    classes = classify(sparse.csr_array(table), max_classes=2).classes_at(1)
    assert np.flatnonzero(classes == 0).tolist() == np.flatnonzero(~table.any(axis=1)).tolist()


def test_reinert_never_hands_out_its_own_arrays() -> None:
    classification = classify(sparse.csr_array(draw_table(2)), max_classes=3)
    classification.classes_at(2)[:] = 9
    assert classification.classes_at(2).max() == 2


def test_reinert_refuses_fewer_than_one_class() -> None:
    presence = sparse.csr_array(np.ones((2, 2)))
    with pytest.raises(ValueError, match="max_classes"):
        classify(presence, max_classes=0)
    with pytest.raises(ValueError, match="k is"):
        classify(presence, max_classes=1).classes_at(0)
