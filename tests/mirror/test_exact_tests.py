"""Shares of few people: intervals as published, p and floors against scipy and brute force."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tasks.mirror.exact_tests import (
    benjamini_hochberg,
    compare_shares,
    fisher_design_floor,
    fisher_margin_floor,
    fisher_two_sided,
    holm,
    newcombe_interval,
    wilson_interval,
)


@pytest.mark.parametrize(
    ("present_a", "asked_a", "present_b", "asked_b", "low", "high"),
    [
        # Newcombe 1998, Statistics in Medicine 17, 873-890, table II, method 10.
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (0, 10, 0, 10, -0.2775, 0.2775),
        (10, 10, 0, 20, 0.6791, 1.0000),
        (10, 10, 0, 10, 0.6075, 1.0000),
    ],
)
def test_exact_tests_newcombe_intervals_as_published(
    present_a: int, asked_a: int, present_b: int, asked_b: int, low: float, high: float
) -> None:
    interval = newcombe_interval(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b)
    assert interval == pytest.approx((low, high), abs=5e-5)


def test_exact_tests_wilson_intervals_as_scipy() -> None:
    for asked in range(1, 9):
        for present in range(asked + 1):
            interval = stats.binomtest(present, asked).proportion_ci(method="wilson")
            assert wilson_interval(present=present, asked=asked) == pytest.approx(
                (interval.low, interval.high), abs=1e-12
            )


def test_exact_tests_fisher_agrees_with_scipy_on_every_table_up_to_eight_and_eight() -> None:
    for asked_a, asked_b in product(range(1, 9), repeat=2):
        for present_a, present_b in product(range(asked_a + 1), range(asked_b + 1)):
            p = fisher_two_sided(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b)
            table = [[present_a, asked_a - present_a], [present_b, asked_b - present_b]]
            assert p == pytest.approx(stats.fisher_exact(table).pvalue, rel=1e-9)


def test_exact_tests_floors_agree_with_brute_force() -> None:
    for asked_a, asked_b in product(range(1, 9), repeat=2):
        least: dict[int, float] = {}
        for present_a, present_b in product(range(asked_a + 1), range(asked_b + 1)):
            p = fisher_two_sided(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b)
            least[present_a + present_b] = min(p, least.get(present_a + present_b, 1.0))
        for present, floor in least.items():
            assert fisher_margin_floor(asked_a=asked_a, asked_b=asked_b, present=present) == floor
        assert fisher_design_floor(asked_a=asked_a, asked_b=asked_b) == min(least.values())


def test_exact_tests_seven_and_seven() -> None:
    contrast = compare_shares(present_a=5, asked_a=7, present_b=1, asked_b=7)
    assert (contrast.share_a, contrast.share_b) == (5 / 7, 1 / 7)
    assert contrast.difference == pytest.approx(4 / 7)
    assert contrast.fisher_p == pytest.approx(0.1025641, abs=1e-7)
    assert contrast.design_floor == 2 / 3432
    assert contrast.margin_floor == pytest.approx(14 / 3003)
    assert contrast.verdict == "no_difference_shown"


@pytest.mark.parametrize(
    ("present_b", "least_present_a"),
    [(0, 5), (1, 6), (2, 7)],
)
def test_exact_tests_what_seven_and_seven_can_show(present_b: int, least_present_a: int) -> None:
    for present_a in range(present_b, 8):
        contrast = compare_shares(present_a=present_a, asked_a=7, present_b=present_b, asked_b=7)
        assert (contrast.verdict == "difference") == (present_a >= least_present_a)


@pytest.mark.parametrize(
    ("present_a", "asked_a", "present_b", "asked_b", "verdict"),
    [
        (0, 0, 3, 7, "no_data"),
        (3, 7, 0, 0, "no_data"),
        (0, 0, 0, 0, "no_data"),
        (3, 3, 0, 3, "cannot_tell"),
        (7, 7, 7, 7, "cannot_tell"),
        (4, 7, 0, 7, "cannot_tell"),
        (3, 7, 3, 7, "no_difference_shown"),
        (7, 7, 0, 7, "difference"),
    ],
)
def test_exact_tests_verdicts(present_a: int, asked_a: int, present_b: int, asked_b: int, verdict: str) -> None:
    contrast = compare_shares(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b)
    assert contrast.verdict == verdict
    assert (contrast.fisher_p is None) == (verdict == "no_data")


def test_exact_tests_keep_the_share_of_the_side_that_was_asked() -> None:
    contrast = compare_shares(present_a=3, asked_a=7, present_b=0, asked_b=0)
    assert (contrast.share_a, contrast.share_b, contrast.difference, contrast.low) == (3 / 7, None, None, None)


@pytest.mark.parametrize("counts", [(8, 7, 0, 7), (-1, 7, 0, 7), (1, 7, 1, 0), (0, -1, 0, 7)])
def test_exact_tests_refuse_impossible_counts(counts: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="0 <= present <= asked"):
        compare_shares(present_a=counts[0], asked_a=counts[1], present_b=counts[2], asked_b=counts[3])


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    asked_a, asked_b = draw(st.integers(1, 40)), draw(st.integers(1, 40))
    return draw(st.integers(0, asked_a)), asked_a, draw(st.integers(0, asked_b)), asked_b


@settings(max_examples=60, deadline=None)
@given(tables())
def test_exact_tests_turn_with_the_sides(table: tuple[int, int, int, int]) -> None:
    present_a, asked_a, present_b, asked_b = table
    one = compare_shares(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b)
    other = compare_shares(present_a=present_b, asked_a=asked_b, present_b=present_a, asked_b=asked_a)
    assert one.low is not None
    assert one.high is not None
    assert one.difference is not None
    assert other.high is not None
    assert one.low == pytest.approx(-other.high)
    assert -1 - 1e-12 <= one.low <= one.difference <= one.high <= 1 + 1e-12
    assert (one.fisher_p, one.verdict, one.design_floor) == (other.fisher_p, other.verdict, other.design_floor)
    assert one.design_floor is not None
    assert one.margin_floor is not None
    assert one.fisher_p is not None
    assert one.design_floor <= one.margin_floor <= one.fisher_p <= 1


def test_exact_tests_a_wider_level_gives_a_wider_interval() -> None:
    strict = compare_shares(present_a=5, asked_a=7, present_b=1, asked_b=7, alpha=0.01)
    usual = compare_shares(present_a=5, asked_a=7, present_b=1, asked_b=7)
    assert strict.low is not None
    assert usual.low is not None
    assert strict.low < usual.low


def test_exact_tests_holm_as_r() -> None:
    # > p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")
    # [1] 0.03 0.06 0.06 0.02
    assert holm([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.03, 0.06, 0.06, 0.02])


def test_exact_tests_benjamini_hochberg_as_r() -> None:
    # > p.adjust(c(0.01, 0.04, 0.03, 0.005), "BH")
    # [1] 0.02 0.04 0.04 0.02
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.005]) == pytest.approx([0.02, 0.04, 0.04, 0.02])


def test_exact_tests_corrections_of_nothing_and_of_one() -> None:
    assert holm([]).tolist() == []
    assert benjamini_hochberg([]).tolist() == []
    assert holm([0.2]).tolist() == [0.2]
    assert benjamini_hochberg([0.2]).tolist() == [0.2]


@pytest.mark.parametrize("values", [[-0.1], [1.1], [float("nan")]])
def test_exact_tests_corrections_refuse_what_is_no_p(values: list[float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        holm(values)
    with pytest.raises(ValueError, match="between 0 and 1"):
        benjamini_hochberg(values)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_exact_tests_corrections_agree_with_their_definitions(values: list[float]) -> None:
    n = len(values)
    ascending = sorted(values)
    for value, holm_p, fdr in zip(values, holm(values), benjamini_hochberg(values), strict=True):
        last = max(place for place, other in enumerate(ascending) if other == value)
        assert holm_p == pytest.approx(min(1.0, max((n - k) * ascending[k] for k in range(last + 1))))
        assert fdr == pytest.approx(min(1.0, min(n * ascending[k] / (k + 1) for k in range(last, n))))
    assert np.all(benjamini_hochberg(values) <= holm(values) + 1e-12)
