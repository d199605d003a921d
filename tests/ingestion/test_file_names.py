from __future__ import annotations

import datetime
import re

import pytest

from tasks.ingestion.file_names import DateOrder, are_parts, date_in_name, name_tokens, without_part_letter


@pytest.mark.parametrize(
    ("name", "tokens"),
    [
        ("Entretien_01_24.10.03_01", ("entretien", "01", "24", "10", "03", "01")),
        ("Entretien 01 24.10.03 01_traitement_A.docx", ("entretien", "01", "24", "10", "03", "01", "traitement", "a")),
        ("Été.DOCX", ("ete",)),
        (".docx", ("docx",)),
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
