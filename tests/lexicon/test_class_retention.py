"""Which parts of a tree are classes: held against trees whose parts are known as sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from tasks.lexicon.class_retention import ROOT, RetainedClasses, retain_classes
from tasks.lexicon.reinert import Classification, Split, classify

Parts = dict[int, frozenset[int]]


@dataclass(frozen=True)
class Tree:
    """A classification and the segments of each of its nodes."""

    classification: Classification
    parts: Parts


def grown(n_segments: int, cuts: list[tuple[int, list[int], list[int]]]) -> Tree:
    """A tree by its cuts: node, segments of the left part, segments of the right part."""
    parts: Parts = {ROOT: frozenset(range(n_segments))}
    leaves, splits, partitions = [ROOT], list[Split](), []
    for number, (node, left, right) in enumerate(cuts, start=1):
        partitions.append(labelled(leaves, parts, n_segments))
        parts |= {2 * number: frozenset(left), 2 * number + 1: frozenset(right)}
        place = leaves.index(node)
        leaves[place : place + 1] = [2 * number, 2 * number + 1]
        splits.append(Split(node, 2 * number, 2 * number + 1, 1.0 / number, len(left), len(right), 9))
    partitions.append(labelled(leaves, parts, n_segments))
    return Tree(Classification(tuple(splits), tuple(partitions)), parts)


def labelled(leaves: list[int], parts: Parts, n_segments: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    labels = np.zeros(n_segments, dtype=np.int64)
    for number, leaf in enumerate(leaves, start=1):
        labels[sorted(parts[leaf])] = number
    return labels


def random_tree(seed: int, n_segments: int, n_cuts: int) -> Tree:
    """Largest part cut first, somewhere; now and then a segment loses its forms and leaves."""
    rng = np.random.default_rng(seed)
    parts, leaves, cuts = {ROOT: list(range(n_segments))}, [ROOT], []
    for number in range(1, n_cuts + 1):
        node = max(leaves, key=lambda leaf: (len(parts[leaf]), -leaves.index(leaf)))
        held = [segment for segment in parts[node] if rng.random() > 0.05]
        if len(held) < 2:
            break
        rng.shuffle(held)
        cut = int(rng.integers(1, len(held)))
        left, right = sorted([held[:cut], held[cut:]], key=len, reverse=True)
        cuts.append((node, left, right))
        parts |= {2 * number: left, 2 * number + 1: right}
        leaves[leaves.index(node) : leaves.index(node) + 1] = [2 * number, 2 * number + 1]
    return grown(n_segments, cuts)


def sizes_of(kept: RetainedClasses) -> list[int]:
    sizes: list[int] = np.bincount(kept.classes, minlength=1)[1:].tolist()
    return sizes


def retained_sets(tree: Tree, *, max_classes: int, min_size: int) -> tuple[set[frozenset[int]], set[int]]:
    """The same, told with sets: the classes, and who was peeled off."""
    whole: dict[int, frozenset[int]] = {ROOT: tree.parts[ROOT]}
    peeled: set[int] = set()
    for split in tree.classification.splits:
        if len(whole) >= max_classes or split.parent not in whole:
            continue
        left, right = tree.parts[split.left], tree.parts[split.right]
        if len(left) < min_size and len(right) < min_size:
            continue
        del whole[split.parent]
        for node, part in ((split.left, left), (split.right, right)):
            if len(part) >= min_size:
                whole[node] = part
            else:
                peeled |= part
    return set(whole.values()), peeled


@given(
    seed=st.integers(0, 10_000),
    n_segments=st.integers(1, 80),
    n_cuts=st.integers(0, 12),
    max_classes=st.integers(1, 6),
    min_size=st.integers(1, 15),
)
@settings(max_examples=150, deadline=None)
def test_class_retention_holds_its_promises(
    seed: int, n_segments: int, n_cuts: int, max_classes: int, min_size: int
) -> None:
    tree = random_tree(seed, n_segments, n_cuts)
    kept = retain_classes(tree.classification, max_classes=max_classes, min_size=min_size)
    sizes = sizes_of(kept)
    n_classes = len(sizes)
    assert 1 <= n_classes <= max_classes
    assert sizes == sorted(sizes, reverse=True)
    assert min(sizes) >= min_size or n_classes == 1
    assert not (kept.in_small_part & (kept.classes > 0)).any()
    assert sum(sizes) + kept.in_small_part.sum() <= n_segments
    assert len(kept.divisions) == n_classes - 1
    made = {ROOT} | {node for division in kept.divisions for node in (division.left, division.right)}
    assert set(kept.nodes) == made - {division.parent for division in kept.divisions}
    assert len(kept.nodes) == len(set(kept.nodes)) == n_classes
    assert all(min(division.n_left, division.n_right) >= min_size for division in kept.divisions)
    known = {ROOT}
    for division in kept.divisions:
        assert division.parent in known
        known |= {division.left, division.right}


@given(
    seed=st.integers(0, 10_000),
    n_segments=st.integers(1, 80),
    n_cuts=st.integers(0, 12),
    max_classes=st.integers(1, 6),
    min_size=st.integers(1, 15),
)
@settings(max_examples=150, deadline=None)
def test_class_retention_equals_sets(seed: int, n_segments: int, n_cuts: int, max_classes: int, min_size: int) -> None:
    tree = random_tree(seed, n_segments, n_cuts)
    kept = retain_classes(tree.classification, max_classes=max_classes, min_size=min_size)
    expected, peeled = retained_sets(tree, max_classes=max_classes, min_size=min_size)
    found = {frozenset(np.flatnonzero(kept.classes == number).tolist()) for number in set(kept.classes) - {0}}
    assert found == expected
    assert set(np.flatnonzero(kept.in_small_part).tolist()) == peeled


@given(seed=st.integers(0, 10_000), n_segments=st.integers(2, 60), max_classes=st.integers(1, 6))
@settings(max_examples=50, deadline=None)
def test_class_retention_without_least_size_relabels_the_tree(seed: int, n_segments: int, max_classes: int) -> None:
    tree = random_tree(seed, n_segments, 8).classification
    kept = retain_classes(tree, max_classes=max_classes, min_size=1)
    plain = tree.classes_at(max_classes)
    pairs = set(zip(kept.classes.tolist(), plain.tolist(), strict=True)) - {(0, 0)}
    # A segment that loses its forms where its part is cut again leaves its class in both.
    assert len(pairs) == len({left for left, _ in pairs}) == len({right for _, right in pairs})
    assert not kept.in_small_part.any()


def test_class_retention_numbers_by_size_then_from_the_left() -> None:
    tree = grown(10, [(1, [0, 1, 2, 3, 4, 5], [6, 7, 8, 9]), (2, [0, 1, 2], [3, 4, 5])])
    kept = retain_classes(tree.classification, max_classes=3, min_size=2)
    assert kept.classes.tolist() == [2, 2, 2, 3, 3, 3, 1, 1, 1, 1]
    assert kept.nodes == (3, 4, 5)
    assert [(cut.parent, cut.left, cut.right) for cut in kept.divisions] == [(1, 2, 3), (2, 4, 5)]


def test_class_retention_small_parts_are_peeled_off() -> None:
    tree = grown(12, [(1, list(range(11)), [11]), (2, list(range(2, 11)), [0, 1]), (4, [2, 3, 4, 5, 6], [7, 8, 9, 10])])
    kept = retain_classes(tree.classification, max_classes=2, min_size=3)
    assert kept.classes.tolist() == [0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 0]
    assert np.flatnonzero(kept.in_small_part).tolist() == [0, 1, 11]
    (division,) = kept.divisions
    assert (division.parent, division.left, division.right, division.n_left, division.n_right) == (1, 6, 7, 5, 4)


def test_class_retention_part_that_falls_to_pieces_stays_whole() -> None:
    tree = grown(9, [(1, [0, 1, 2, 3, 4], [5, 6, 7, 8]), (2, [0, 1, 2], [3, 4])])
    kept = retain_classes(tree.classification, max_classes=4, min_size=4)
    assert kept.classes.tolist() == [1, 1, 1, 1, 1, 2, 2, 2, 2]
    assert kept.nodes == (2, 3)
    assert not kept.in_small_part.any()


def test_class_retention_segment_that_lost_its_forms_is_in_no_small_part() -> None:
    tree = grown(9, [(1, [0, 1, 2, 3, 4], [5, 6, 7, 8]), (2, [0, 1], [3, 4])])
    kept = retain_classes(tree.classification, max_classes=3, min_size=2)
    assert kept.classes.tolist() == [2, 2, 0, 3, 3, 1, 1, 1, 1]
    assert not kept.in_small_part.any()


@pytest.mark.parametrize("min_size", [2, 99])
def test_class_retention_what_cannot_be_divided_is_one_class(min_size: int) -> None:
    tree = classify(sparse.csr_array(np.ones((6, 2), dtype=np.int64)), max_classes=8)
    kept = retain_classes(tree, max_classes=4, min_size=min_size)
    assert (kept.classes.tolist(), kept.nodes, kept.divisions) == ([1] * 6, (ROOT,), ())


@pytest.mark.parametrize("shape", [(0, 0), (4, 0), (4, 3)])
def test_class_retention_nothing_to_divide_is_no_class(shape: tuple[int, int]) -> None:
    tree = classify(sparse.csr_array(shape, dtype=np.int64), max_classes=8)
    kept = retain_classes(tree, max_classes=4, min_size=2)
    assert (kept.classes.tolist(), kept.nodes, kept.divisions) == ([0] * shape[0], (), ())


def test_class_retention_finds_the_worlds_behind_a_formula() -> None:
    """Three segments of a formula part first; two vocabularies are behind them."""
    rng = np.random.default_rng(7)
    presence = np.zeros((63, 22), dtype=np.int64)
    presence[:30, :10] = rng.random((30, 10)) < 0.6
    presence[30:60, 10:20] = rng.random((30, 10)) < 0.6
    presence[:60, 0] |= rng.random(60) < 0.3
    presence[60:, 20:] = 1
    kept = retain_classes(classify(sparse.csr_array(presence), max_classes=20), max_classes=2, min_size=5)
    worlds = [set(kept.classes[:30].tolist()), set(kept.classes[30:60].tolist())]
    assert sorted(sizes_of(kept)) == [30, 30]
    assert worlds[0] != worlds[1]
    assert kept.in_small_part.tolist() == [False] * 60 + [True] * 3
