"""CSV for spreadsheets: separators, commas, days, and texts that nothing carries out."""

from __future__ import annotations

import csv
import io
import re
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.exchange.french_csv import begins_like_formula, neutralise, to_csv

FRAME = pl.DataFrame(
    {
        "texte": ["a;b", 'dit "oui"', "", None, "l'une\nl'autre"],
        "décimal": [0.5, -1234.25, 1.5e-07, None, 3.0],
        "entier": [1, -2, 3, None, 5],
        "jour": [date(2026, 1, 31), None, date(2026, 12, 1), date(2026, 1, 1), date(2026, 1, 1)],
        "vrai": [True, False, None, True, True],
    }
)


def test_csv_in_french_is_what_french_spreadsheets_read() -> None:
    assert to_csv(FRAME, "fr").decode("utf-8") == (
        "\ufefftexte;décimal;entier;jour;vrai\r\n"
        '"a;b";0,5;1;31/01/2026;VRAI\r\n'
        '"dit ""oui""";-1234,25;-2;;FAUX\r\n'
        '"";1,5e-7;3;01/12/2026;\r\n'
        ";;;01/01/2026;VRAI\r\n"
        "\"l'une\nl'autre\";3,0;5;01/01/2026;VRAI\r\n"
    )


def test_csv_in_english_has_points_commas_and_iso_days() -> None:
    lines = to_csv(FRAME, "en").decode("utf-8").split("\r\n")
    assert lines[:3] == [
        "\ufefftexte,décimal,entier,jour,vrai",
        "a;b,0.5,1,2026-01-31,TRUE",
        '"dit ""oui""",-1234.25,-2,,FALSE',
    ]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_csv_of_no_row_is_its_headings(language: str) -> None:
    empty = pl.DataFrame(schema={"a": pl.String, "b": pl.Float64})
    assert to_csv(empty, "fr" if language == "fr" else "en") == b"\xef\xbb\xbf" + (
        b"a;b\r\n" if language == "fr" else b"a,b\r\n"
    )


@pytest.mark.parametrize("text", ["=1+1", "+33", "-là", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "=", "'=1", "''-"])
def test_csv_neutralises_what_a_spreadsheet_would_carry_out(text: str) -> None:
    told = to_csv(pl.DataFrame({"t": [text]}), "fr").decode("utf-8-sig")
    (_, (cell,)) = csv.reader(io.StringIO(told, newline=""), delimiter=";")
    assert cell == f"'{text}" == neutralise(text)


@pytest.mark.parametrize("text", ["", " =1", "a=1", "'a", "–", "− 3", "1-2", "'"])
def test_csv_leaves_other_texts_alone(text: str) -> None:
    assert neutralise(text) == text
    assert not begins_like_formula(text)


def test_csv_leaves_negative_numbers_numbers_and_guards_headings() -> None:
    told = to_csv(pl.DataFrame({"=x": [-0.5], "n": [-3]}), "fr").decode("utf-8-sig")
    assert told == "'=x;n\r\n-0,5;-3\r\n"


@given(st.text(alphabet="'=+-@\t\r\nab ", max_size=6))
def test_csv_one_apostrophe_less_gives_every_text_back(text: str) -> None:
    guarded = neutralise(text)
    assert not re.match(r"[=+\-@\t\r\n]", guarded)
    assert (guarded[1:] if re.match(r"'+[=+\-@\t\r\n]", guarded) else guarded) == text
