from __future__ import annotations

import pytest

from tasks.ingestion.text_variables import value_of

SPELLINGS = {"a": ("a", "Oui v2"), "b": ("b", "1 0"), "c": ("10",), "d": ("+",)}


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("OUI V2", "a"),
        ("ouiv2", "a"),
        ("1 0", "b"),
        ("10", "c"),
        ("+", "d"),
        ("-", ""),
        ("", ""),
        ("oui", ""),
    ],
)
def test_text_variables_values_are_compared_with_their_spaces_first(written: str, name: str) -> None:
    assert value_of(written, SPELLINGS) == name
