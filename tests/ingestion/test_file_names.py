from __future__ import annotations

import datetime
import re

import pytest

from tasks.ingestion.file_names import (
    DateOrder,
    are_near,
    are_parts,
    date_in_name,
    name_tokens,
    part_behind,
    without_part_letter,
)


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Entretien_01_24.10.03_01", ("entretien", "01", "24", "10", "03", "01")),
        ("Entretien 01 24.10.03 01_traitement_A.docx", ("entretien", "01", "24", "10", "03", "01", "traitement", "a")),
        ("Été.DOCX", ("ete",)),
        (".docx", ("docx",)),
        ("A16.TextGrid", ("a16",)),
        ("A16.01", ("a16", "01")),
        ("", ()),
    ],
)
def test_file_names_tokens(name: str, tokens: tuple[str, ...]) -> None:
    assert name_tokens(name) == tokens


@pytest.mark.parametrize(
    ("names", "parts"),
    [
        (["E_09a", "E_09b"], True),
        (["E 1 a.docx", "E 1 b.docx"], True),
        (["E partie 1", "E partie 2"], True),
        (["E_09a"], False),
        (["E_09a", "E_09a"], False),
        (["E_09", "E_09b"], False),
        (["E_09", "E_10"], False),
        (["A1_1", "A1_2"], False),
        (["E_09a", "F_09b"], False),
        ([], False),
    ],
)
def test_file_names_parts(names: list[str], parts: bool) -> None:
    assert are_parts(names) is parts


def test_file_names_part_letters() -> None:
    assert without_part_letter(("e", "09a")) == ("e", "09")
    assert without_part_letter(("e", "a")) == ()
    assert without_part_letter(()) == ()


@pytest.mark.parametrize(
    "suffix",
    [
        "docm",
        "dotx",
        "ott",
        "fodt",
        "json",
        "otr",
        "trs",
        "eaf",
        "textgrid",
        "cha",
        "xml",
        "tei",
        "sonal",
        "qdpx",
        "pdf",
    ],
)
def test_file_names_suffixes_of_every_format_read(suffix: str) -> None:
    assert name_tokens(f"A16.{suffix}") == ("a16",)


@pytest.mark.parametrize(
    ("file", "name", "part"),
    [
        ("A16a", "A16", ("letter", 1)),
        ("A16_d", "A16", ("letter", 4)),
        ("A16 02", "A16", ("number", 2)),
        ("E 1 partie 2", "E 1", ("word", 2)),
        ("E 1 part b", "E 1", ("word", 2)),
        ("A16", "A16", ("", 0)),
        ("A16e", "A16", ("", 0)),
        ("A16 2024", "A16", ("", 0)),
        ("A16 a suite", "A16", ("", 0)),
        ("A17a", "A16", ("", 0)),
        ("a", "", ("", 0)),
    ],
)
def test_file_names_part_behind_a_name(file: str, name: str, part: tuple[str, int]) -> None:
    assert part_behind(name_tokens(file), name_tokens(name)) == part


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("D9", "D09", True),
        ("Entretien 1", "entretien_001", True),
        ("Entreten 1", "Entretien 1", True),
        ("Entretiens 1", "Entretien 1", True),
        ("Entretien 1", "Entretien 2", False),
        ("A16", "B16", False),
        ("A16", "A16 1", False),
        ("", "", True),
    ],
)
def test_file_names_near(one: str, other: str, near: bool) -> None:
    assert are_near(name_tokens(one), name_tokens(other)) is near
    assert are_near(name_tokens(other), name_tokens(one)) is near


@pytest.mark.parametrize(
    ("name", "pattern", "order", "date"),
    [
        ("Entretien 01 24.10.03 01", r"(\d\d)\.(\d\d)\.(\d\d)", "ymd", datetime.date(2024, 10, 3)),
        ("A1 03-10-2024", r"(\d\d)-(\d\d)-(\d{4})", "dmy", datetime.date(2024, 10, 3)),
        ("A1 99.99.99", r"(\d\d)\.(\d\d)\.(\d\d)", "ymd", None),
        ("A1", r"(\d\d)\.(\d\d)\.(\d\d)", "ymd", None),
        ("A1 24", r"(\d\d)", "ymd", None),
    ],
)
def test_file_names_dates(name: str, pattern: str, order: DateOrder, date: datetime.date | None) -> None:
    assert date_in_name(name, pattern=re.compile(pattern), order=order) == date
