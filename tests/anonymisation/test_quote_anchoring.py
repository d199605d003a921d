"""Quotes find their place, or none."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.anonymisation.quote_anchoring import Anchor, anchor_quote

TURNS = [
    (3, "Oui. J’ai repris confiance… enfin, presque !"),
    (4, "Non, « pas du tout », pas du tout."),
    (9, unicodedata.normalize("NFD", "Elle est arrivée à l'été") + " — puis rien"),
]


@pytest.mark.parametrize(
    ("quote", "expected"),
    [
        ("repris confiance", Anchor(3, 10, 26, 1, True)),
        ("pas du tout", Anchor(4, 7, 18, 2, True)),
        ("PAS DU TOUT.", Anchor(4, 7, 18, 2, False)),
        ("j'ai  repris\nconfiance...", Anchor(3, 5, 26, 1, False)),
        ("« J'ai repris confiance... enfin, presque!", Anchor(3, 5, 42, 1, False)),
        ('non, "pas du tout"', Anchor(4, 0, 18, 1, False)),
    ],
)
def test_quote_anchoring_finds(quote: str, expected: Anchor) -> None:
    assert anchor_quote(quote, TURNS) == expected


@pytest.mark.parametrize(
    "quote",
    ["", "…", "reprise confiance", "pris confiance", "confian", "repris [...] presque", "presque ! Non", "arrive"],
)
def test_quote_anchoring_never_guesses(quote: str) -> None:
    assert anchor_quote(quote, TURNS) is None


def test_quote_anchoring_accents_in_pieces() -> None:
    anchor = anchor_quote("arrivée à l'été - puis", TURNS)
    assert anchor is not None
    assert unicodedata.normalize("NFC", TURNS[2][1][anchor.start : anchor.end]) == "arrivée à l'été — puis"


@given(st.text(alphabet="abé ’'-…!\n\u0301", min_size=1, max_size=60), st.integers(0, 60), st.integers(1, 20))
@settings(max_examples=200, deadline=None)
def test_quote_anchoring_what_it_finds_reads_the_same(text: str, start: int, length: int) -> None:
    quote = text[start : start + length]
    anchor = anchor_quote(quote, [(1, text)])
    if anchor is None:
        return

    def letters(piece: str) -> str:
        return "".join(c for c in unicodedata.normalize("NFD", piece.lower()) if c.isalnum() or c == "\u0301")

    assert letters(text[anchor.start : anchor.end]).strip("\u0301") == letters(quote).strip("\u0301")
    if anchor.exact:
        assert text[anchor.start : anchor.end] == quote.strip()


def test_quote_anchoring_long_repetitions() -> None:
    anchor = anchor_quote("non " * 3, [(1, "non " * 3_000)])
    assert anchor == Anchor(1, 0, 11, 2_998, True)
