"""Two shares of few people face to face: effect, interval, exact test, and the least p that the numbers could give.

With seven people a side the smallest two-sided p of Fisher's test is 2/3432, and 5 of 7 against 1 of 7 gives .103: a
comparison that cannot reach the threshold says so instead of saying that there is no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import comb, sqrt
from statistics import NormalDist
from typing import Literal

import numpy as np
import numpy.typing as npt
from scipy.stats import false_discovery_control

Verdict = Literal["no_data", "cannot_tell", "no_difference_shown", "difference"]
"""``no_data``: a side was not asked; ``cannot_tell``: no table of these numbers, or of these totals, is significant."""

FloatArray = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ShareContrast:
    """The share of side A beside the share of side B; all but the share of the side asked is None without the other."""

    share_a: float | None
    share_b: float | None
    difference: float | None
    """Share of A minus share of B."""
    low: float | None
    high: float | None
    """Newcombe's hybrid score interval of the difference."""
    fisher_p: float | None
    design_floor: float | None
    """Least two-sided p that any table of these numbers asked can give."""
    margin_floor: float | None
    """Least two-sided p given also how many bear it on both sides together."""
    verdict: Verdict


def compare_shares(*, present_a: int, asked_a: int, present_b: int, asked_b: int, alpha: float = 0.05) -> ShareContrast:
    """Compare how many of those asked on each side bear an indicator.

    Counts are of participants. The interval is that of Newcombe (1998, Statistics in Medicine 17, 873-890, method 10)
    of level 1 - ``alpha``; p is Fisher's, two-sided: the sum of the tables that are no more probable than the observed.
    Raises ValueError for counts that are negative or exceed those asked.
    """
    if not (0 <= present_a <= asked_a and 0 <= present_b <= asked_b):
        raise ValueError("each side needs 0 <= present <= asked")
    if asked_a == 0 or asked_b == 0:
        share_a = present_a / asked_a if asked_a else None
        share_b = present_b / asked_b if asked_b else None
        return ShareContrast(share_a, share_b, None, None, None, None, None, None, "no_data")
    low, high = newcombe_interval(
        present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b, level=1 - alpha
    )
    fisher_p = fisher_two_sided(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b)
    margin_floor = fisher_margin_floor(asked_a=asked_a, asked_b=asked_b, present=present_a + present_b)
    return ShareContrast(
        share_a=present_a / asked_a,
        share_b=present_b / asked_b,
        difference=present_a / asked_a - present_b / asked_b,
        low=low,
        high=high,
        fisher_p=fisher_p,
        design_floor=fisher_design_floor(asked_a=asked_a, asked_b=asked_b),
        margin_floor=margin_floor,
        verdict=verdict_of(fisher_p, floor=margin_floor, alpha=alpha),
    )


def verdict_of(p_value: float, *, floor: float, alpha: float) -> Verdict:
    """What a test may say: its p against ``alpha``, and its ``floor``, the least p that it could have given."""
    if p_value <= alpha:
        return "difference"
    return "cannot_tell" if floor > alpha else "no_difference_shown"


def fisher_two_sided(*, present_a: int, asked_a: int, present_b: int, asked_b: int) -> float:
    """Fisher's exact test, two-sided, in whole numbers: no rounding decides which tables are as improbable."""
    weights = _table_weights(asked_a, asked_b, present_a + present_b)
    observed = comb(asked_a, present_a) * comb(asked_b, present_b)
    return float(Fraction(sum(weight for weight in weights if weight <= observed), sum(weights)))


def fisher_margin_floor(*, asked_a: int, asked_b: int, present: int) -> float:
    """Least two-sided p of the tables in which ``present`` of all those asked bear the indicator."""
    first = max(0, present - asked_b)
    last = min(asked_a, present)
    if first == last:
        return 1.0
    # Weights rise strictly to one or two modes and fall again: the least probable tables stand at the ends.
    ends = [comb(asked_a, cell) * comb(asked_b, present - cell) for cell in (first, last)]
    least = min(ends) * (2 if ends[0] == ends[1] else 1)
    return float(Fraction(least, comb(asked_a + asked_b, present)))


@lru_cache(maxsize=1024)
def fisher_design_floor(*, asked_a: int, asked_b: int) -> float:
    """Least two-sided p of any table with these numbers asked."""
    totals = range(asked_a + asked_b + 1)
    return min(fisher_margin_floor(asked_a=asked_a, asked_b=asked_b, present=present) for present in totals)


def newcombe_interval(
    *, present_a: int, asked_a: int, present_b: int, asked_b: int, level: float = 0.95
) -> tuple[float, float]:
    """Interval of the difference of two shares, method 10 of Newcombe (1998): Wilson's limits, squared and added."""
    share_a, share_b = present_a / asked_a, present_b / asked_b
    low_a, high_a = wilson_interval(present=present_a, asked=asked_a, level=level)
    low_b, high_b = wilson_interval(present=present_b, asked=asked_b, level=level)
    difference = share_a - share_b
    return (
        difference - sqrt((share_a - low_a) ** 2 + (high_b - share_b) ** 2),
        difference + sqrt((high_a - share_a) ** 2 + (share_b - low_b) ** 2),
    )


def wilson_interval(*, present: int, asked: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson's (1927) score interval of one share; ``asked`` is at least 1."""
    z = NormalDist().inv_cdf((1 + level) / 2)
    share = present / asked
    centre = 2 * present + z**2
    spread = z * sqrt(z**2 + 4 * present * (1 - share))
    scale = 2 * (asked + z**2)
    # At 0 and at all of them the limit is the share itself; rounding would leave it a hair outside.
    low = 0.0 if present == 0 else (centre - spread) / scale
    high = 1.0 if present == asked else (centre + spread) / scale
    return low, high


def holm(p_values: Sequence[float] | FloatArray) -> FloatArray:
    """p-values after Holm (1979), in the given order: none of the true hypotheses rejected with probability 1 - alpha.

    Raises ValueError for a value outside 0..1.
    """
    values = _checked(p_values)
    order = np.argsort(values, kind="stable")
    remaining = np.arange(len(values), 0, -1)
    adjusted = np.empty_like(values)
    adjusted[order] = np.minimum(1.0, np.maximum.accumulate(remaining * values[order]))
    return adjusted


def benjamini_hochberg(p_values: Sequence[float] | FloatArray) -> FloatArray:
    """p-values after Benjamini and Hochberg (1995), in the given order: share of false findings among those told.

    Raises ValueError for a value outside 0..1.
    """
    values = _checked(p_values)
    return values if len(values) == 0 else np.asarray(false_discovery_control(values, method="bh"), dtype=np.float64)


def _checked(p_values: Sequence[float] | FloatArray) -> FloatArray:
    values = np.array(p_values, dtype=np.float64)
    if not np.all((values >= 0) & (values <= 1)):
        raise ValueError("p-values lie between 0 and 1")
    return values


def _table_weights(asked_a: int, asked_b: int, present: int) -> list[int]:
    """How many ways lead to each table with these totals, by the number present on side A."""
    cells = range(max(0, present - asked_b), min(asked_a, present) + 1)
    return [comb(asked_a, cell) * comb(asked_b, present - cell) for cell in cells]
