"""Quotes say where a sentence was cut."""

from __future__ import annotations

import pytest

from dashboards.excerpts import quote_cut

TURN = "Le matin on arrose. Et puis « on regarde ! » Si la terre boit, on s'arrête"


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        (TURN, TURN),
        ("Le matin on arrose.", "Le matin on arrose."),
        ("Le matin on", "Le matin on …"),
        ("on arrose.", "… on arrose."),
        ("Et puis « on regarde ! »", "Et puis « on regarde ! »"),
        ("Si la terre boit,", "Si la terre boit, …"),
        ("boit, on s'arrête", "… boit, on s'arrête"),
        ("matin", "… matin …"),
    ],
)
def test_quote_cut_marks_what_goes_on(words: str, quoted: str) -> None:
    start = TURN.index(words)
    assert quote_cut(TURN, start, start + len(words)) == quoted


def test_quote_cut_leaves_white_space_out() -> None:
    assert quote_cut("Un. Deux. Trois.", 3, 10) == "Deux."
