from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.folding import count_words, fold


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("", ""),
        ("  ", ""),
        ("Entretien_01_24.10.03_01", "entretien 01 24 10 03 01"),
        ("ÉTÉ – Cœur", "ete coeur"),
        ("e\u0301te\u0301", "ete"),
        ("Bénéficiaire\u00a0:", "beneficiaire"),
        ("n° 4", "n 4"),
        ("STRASSE Straße", "strasse strasse"),
        ("ﬁche", "fiche"),
    ],
)
def test_folding_sets_spelling_aside(written: str, folded: str) -> None:
    assert fold(written) == folded


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=30))
def test_folding_twice_changes_nothing_and_leaves_words_and_spaces(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert all(char == " " or char.isalnum() for char in folded)
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


def test_folding_counts_words() -> None:
    assert count_words("") == 0
    assert count_words("C'est l'été : 12 jours.") == 6
