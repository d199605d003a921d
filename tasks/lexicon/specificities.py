"""Lafon's specificities: how surprising the frequency of a form in a part of the corpus is.

A form of frequency ``F`` in a corpus of ``T`` occurrences has frequency ``f`` in a part of ``t`` occurrences. Were
the part drawn at random, ``f`` would be hypergeometric. The score is the decimal logarithm of the probability of a
frequency at least as far out on the observed side, with the side's sign (convention of the R package textometry
0.1.6)::

    f <  F * t / T :  +log10 P(X <= f)    (negative: the form is rare in the part)
    f >= F * t / T :  -log10 P(X >= f)    (positive: it is frequent there)

-3 and +3 thus stand for one chance in a thousand. Probabilities are summed in logarithms, so that no score is infinite.

References
----------
Lafon, P. (1980). Sur la variabilité de la fréquence des formes dans un corpus. *Mots*, 1, 127-165.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_NEGLIGIBLE = 1e-17
"""A term below this share of the sum no longer changes it."""


def score_specificities(counts: Ints, *, corpus_sizes: Ints | None = None) -> Floats:
    """Score every form in every part (a group, an interview, a class, any modality).

    Parameters
    ----------
    counts
        Occurrences, forms x parts. A form's ``F`` is the sum of its row: the parts divide the corpus.
    corpus_sizes
        Occurrences ``t`` of each part, forms that have no row included; ``T`` is their sum. By default the column sums
        of ``counts``, as if no other form existed (what IRaMuTeQ does, on forms above its frequency floor).

    Returns
    -------
    array of float, forms x parts
        Signed decimal logarithms, finite. 0 for a form absent from the corpus and in an empty part.

    Raises
    ------
    ValueError
        ``counts`` is not a table of non-negative numbers, or a part's size is below the sum of its column.
    """
    counts = np.asarray(counts, dtype=np.int64)
    if counts.ndim != 2 or (counts < 0).any():
        message = "counts is a table, forms x parts, of numbers that are not negative"
        raise ValueError(message)
    column_sums = counts.sum(axis=0)
    sizes = column_sums if corpus_sizes is None else np.asarray(corpus_sizes, dtype=np.int64)
    if sizes.shape != column_sums.shape or (sizes < column_sums).any():
        message = "corpus_sizes gives for each part at least the sum of its column"
        raise ValueError(message)
    frequency = np.broadcast_to(counts.sum(axis=1, keepdims=True), counts.shape)
    part_size = np.broadcast_to(sizes, counts.shape)
    total = int(sizes.sum())
    rare = counts * total < frequency * part_size
    # The upper tail of X is the lower tail of F - X, the form's frequency outside the part: one sum serves both sides.
    tail_count = np.where(rare, counts, frequency - counts)
    tail_size = np.where(rare, part_size, total - part_size)
    log10_tail = _log_lower_tail(tail_count, frequency, tail_size, total) / math.log(10)
    return np.where(rare, log10_tail, np.abs(log10_tail))


def _log_lower_tail(count: Ints, frequency: Ints, part_size: Ints, total: int) -> Floats:
    """Natural logarithm of P(X <= count), elementwise, for counts not above the expected frequency.

    There the terms P(X = count), P(X = count - 1) ... decrease, each from the one before by a ratio of integers.
    """
    sums = np.ones(count.size)
    terms = np.ones(count.size)
    at, drawn, size = count.ravel().astype(np.float64), frequency.ravel(), part_size.ravel()
    rest = (total - drawn - size).astype(np.float64)
    active = np.flatnonzero(at > 0)
    while active.size:
        x = at[active]
        terms[active] *= x * (rest[active] + x) / ((drawn[active] - x + 1) * (size[active] - x + 1))
        sums[active] += terms[active]
        at[active] -= 1
        active = active[(at[active] > 0) & (terms[active] > _NEGLIGIBLE * sums[active])]
    log_tail = _log_probability(count, frequency, part_size, total) + np.log(sums).reshape(count.shape)
    return np.minimum(log_tail, 0.0)


def _log_probability(count: Ints, frequency: Ints, part_size: Ints, total: int) -> Floats:
    """Natural logarithm of the hypergeometric probability of exactly ``count``."""
    inside = _log_binomial(frequency, count)
    outside = _log_binomial(total - frequency, part_size - count)
    return inside + outside - _log_binomial(np.full_like(part_size, total), part_size)


def _log_binomial(n: Ints, k: Ints) -> Floats:
    logarithm: Floats = gammaln(n + 1.0) - gammaln(k + 1.0) - gammaln(n - k + 1.0)
    return logarithm
