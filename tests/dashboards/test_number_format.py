"""Numbers as the reader writes them."""

from __future__ import annotations

from datetime import date

import pytest

from dashboards.number_format import NumberStyle

FRENCH, ENGLISH = NumberStyle("fr"), NumberStyle("en")


@pytest.mark.parametrize(
    ("value", "digits", "signed", "french", "english"),
    [
        (1234.5, 1, False, "1\u202f234,5", "1,234.5"),
        (1234567, 0, False, "1\u202f234\u202f567", "1,234,567"),
        (-0.04, 1, True, "0,0", "0.0"),
        (2.0, 2, True, "+2,00", "+2.00"),
        (-2.25, 2, False, "−2,25", "−2.25"),
        (None, 1, False, "–", "–"),
        (float("nan"), 1, False, "–", "–"),
        (float("inf"), 1, True, "+∞", "+∞"),
        (float("-inf"), 1, False, "−∞", "−∞"),
    ],
)
def test_numbers_decimal(value: float | None, digits: int, signed: bool, french: str, english: str) -> None:
    assert FRENCH.decimal(value, digits=digits, signed=signed) == french
    assert ENGLISH.decimal(value, digits=digits, signed=signed) == english


@pytest.mark.parametrize(
    ("p", "said"), [(0.1031, "0,103"), (0.0009, "<\u00a00,001"), (0.001, "0,001"), (1.0, "1,000"), (None, "–")]
)
def test_numbers_probability_has_three_decimals_and_no_stars(p: float | None, said: str) -> None:
    assert FRENCH.probability(p) == said


@pytest.mark.parametrize(
    ("p", "said"), [(2 / 3432, "0,000583"), (0.0625, "0,0625"), (0.05, "0,050"), (1.0, "1,000"), (None, "–"), (0, "–")]
)
def test_numbers_floor_keeps_three_figures(p: float | None, said: str) -> None:
    assert FRENCH.floor(p) == said


def test_numbers_shares_intervals_and_ratios() -> None:
    assert FRENCH.percent(0.4159, digits=1) == "41,6\u00a0%"
    assert ENGLISH.percent(0.4159) == "42%"
    assert FRENCH.interval(-0.023, 0.81) == "[−2\u00a0;\u00a0+81]"
    assert FRENCH.interval(None, 0.81) == "–"
    assert FRENCH.ratio(5, 7) == "5/7"
    assert FRENCH.ratio(0, 0) == "–"


def test_numbers_day() -> None:
    assert FRENCH.day(date(2026, 1, 10)) == "10/01/2026"
    assert ENGLISH.day(date(2026, 1, 10)) == "2026-01-10"
    assert FRENCH.day(None) == "–"
