from __future__ import annotations

import pytest

from tasks.ingestion.turn_numbers import has_turn_numbers
from tasks.records import Line


def lines(text: str) -> list[Line]:
    return [Line(line, number) for number, line in enumerate(text.split(" / "), start=1)]


@pytest.mark.parametrize(
    "text",
    [
        "1 E : a / 2 P : b / 3 E : c / 4 P : d",
        "1 oui / 2 non / 3 si / 4 bon",
        "Annexe / Lieu : ici / 1. E : a / 2. P : b / suite / suite / suite / 2. E : c / 4. P : d / 5. E : e / 6. P : f",
        "(1) E : a / (2) P : b / (3) E : c / (4) P : d / note / note / note",
    ],
)
def test_turn_numbers_of_numbered_lines(text: str) -> None:
    assert has_turn_numbers(lines(text))


@pytest.mark.parametrize(
    "text",
    [
        "E : a / P : b / 1 le bus / 2 le train / 3 le vélo / 4 la marche / E : c / P : d",
        "E : a / P : b / 1. Paris : x / 2. Lyon : y / 3. Lille : z / 4. Brest : t / E : c / P : d",
        "1 E : a / 2 P : b / 3 E : c",
        "9 E : a / 7 P : b / 5 E : c / 3 P : d / fin / fin / fin",
        "",
    ],
)
def test_turn_numbers_of_other_lines(text: str) -> None:
    assert not has_turn_numbers(lines(text))
