"""Which parts of the tree are classes: those large enough, small ones peeled off and left unclassified.

On interviews the first divisions often part a handful of formulaic segments (*pas de souci*) from the rest. IRaMuTeQ
divides on and leaves the segments of classes under a least size unclassified; so does this, division by division, so
that the number of classes asked for is the number of classes that can be read. Residual segments are listed with their
reason.

References: Reinert (1983), Les cahiers de l'analyse des données 8 (2), 187-198; Ratinaud (2014), IRaMuTeQ (least class
size).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.lexicon.reinert import Classification, Split

Ints = NDArray[np.int64]

ROOT = 1


@dataclass(frozen=True, slots=True)
class Division:
    """A cut into two parts that are both large enough. Nodes are those of the tree, a peeled part's remainder keeping
    the node of its whole."""

    parent: int
    left: int
    right: int
    n_left: int
    n_right: int
    chi2: float


@dataclass(frozen=True, slots=True, eq=False)
class RetainedClasses:
    """The classes retained, the largest first (ties: leftmost in the tree)."""

    classes: Ints
    """Class of each segment, from 1; 0 unclassified."""
    in_small_part: NDArray[np.bool_]
    """Unclassified because its part of the tree was too small."""
    nodes: tuple[int, ...]
    """Node of each class."""
    divisions: tuple[Division, ...]
    """In the order in which they were made: one less than classes."""


def retain_classes(tree: Classification, *, max_classes: int, min_size: int) -> RetainedClasses:
    """Take the first divisions of ``tree`` until there are ``max_classes`` parts of at least ``min_size`` segments.

    A part whose cut leaves nothing large enough stays whole. Fewer classes where the tree ends before; the whole is one
    class where nothing can be divided.
    """
    standing = {ROOT: ROOT}
    peeled: list[int] = []
    divisions: list[Division] = []
    for split in tree.splits:
        if len(divisions) + 1 >= max_classes:
            break
        node = standing.get(split.parent)
        large = [part for part, size in ((split.left, split.n_left), (split.right, split.n_right)) if size >= min_size]
        if node is None or not large:
            continue
        del standing[split.parent]
        if len(large) == 2:
            divisions.append(_division(node, split))
            standing |= {split.left: split.left, split.right: split.right}
        else:
            standing[large[0]] = node
            peeled.append(split.right if large[0] == split.left else split.left)
    return _number(tree, standing, peeled, tuple(divisions))


def _division(node: int, split: Split) -> Division:
    return Division(node, split.left, split.right, split.n_left, split.n_right, split.chi2)


def _number(
    tree: Classification, standing: dict[int, int], peeled: list[int], divisions: tuple[Division, ...]
) -> RetainedClasses:
    parts = [(leaf, _members(tree, leaf)) for leaf in _left_to_right(tree) if leaf in standing]
    parts = sorted((part for part in parts if part[1].any()), key=lambda part: -int(part[1].sum()))
    classes = np.zeros(len(tree.partitions[0]), dtype=np.int64)
    for rank, (_, members) in enumerate(parts, start=1):
        classes[members] = rank
    small = np.zeros(len(classes), dtype=np.bool_)
    for leaf in peeled:
        small |= _members(tree, leaf)
    return RetainedClasses(
        classes=classes,
        in_small_part=small,
        nodes=tuple(standing[leaf] for leaf, _ in parts),
        divisions=divisions,
    )


def _members(tree: Classification, leaf: int) -> NDArray[np.bool_]:
    """Segments of a part as it was when its cut made it: cut number ``i`` makes the parts ``2i`` and ``2i + 1``."""
    depth = leaf // 2 + 1
    members: NDArray[np.bool_] = tree.classes_at(depth) == tree.leaves_at(depth).index(leaf) + 1
    return members


def _left_to_right(tree: Classification) -> list[int]:
    """Every node of the tree, each before its parts, left parts first."""
    parts = {split.parent: (split.left, split.right) for split in tree.splits}
    nodes: list[int] = []
    waiting = [ROOT]
    while waiting:
        node = waiting.pop()
        nodes.append(node)
        waiting += reversed(parts.get(node, ()))
    return nodes
