from __future__ import annotations

import datetime

import pytest

from tasks.ingestion.participants import ParticipantTable, parse_date, parse_gender, read_participants, value_key
from tasks.ingestion.tables import read_table

COLUMNS = {
    "id": "code",
    "file": "fichier",
    "role": "groupe",
    "wave": "vague",
    "date": "date",
    "modality": "modalité",
    "first_name": "prénom",
    "surname": "nom",
    "nicknames": ["surnom"],
    "gender": "genre",
    "age": "âge",
    "consent": "consentement",
    "attributes": ["secteur"],
}
SHORT = {"id": "code", "file": "fichier", "role": "r"}
HEADINGS = "code;fichier;groupe;vague;date;modalité;prénom;nom;surnom;genre;âge;consentement;secteur"


def read(*rows: str) -> ParticipantTable:
    return read_participants(read_table("\n".join([HEADINGS, *rows]).encode(), name="participants.csv"), COLUMNS)


def codes(table: ParticipantTable) -> list[tuple[str, str]]:
    return [(finding.code, finding.subject) for finding in table.findings]


def test_participants_a_full_row() -> None:
    table = read("A1;entretien a1.docx;Acc.;1;12/03/2026;P;Zoé;Verlot;Zouzou, la Puce;Femme;42;oui v2;emploi")
    (row,) = table.rows
    assert (row.id, row.files, row.role, row.wave, row.date) == (
        "A1",
        ("entretien a1.docx",),
        "Acc.",
        "1",
        datetime.date(2026, 3, 12),
    )
    assert (row.first_name, row.surname, row.nicknames, row.gender, row.age) == (
        "Zoé",
        "Verlot",
        ("Zouzou", "la Puce"),
        "f",
        "42",
    )
    assert (row.modality, row.consent, row.attributes, row.lines) == ("P", "oui v2", {"secteur": "emploi"}, (2,))
    assert (table.problems, table.findings) == ((), ())


def test_participants_no_rows() -> None:
    assert read().rows == ()


def test_participants_several_files_in_one_cell() -> None:
    assert read('A1;"un.docx; deux.docx";Acc.').rows[0].files == ("un.docx", "deux.docx")


def test_participants_two_waves_of_one_person_are_fine() -> None:
    table = read("A1;a1 v1.docx;Acc.;1", "A1;a1 v2.docx;Acc.;2")
    assert [(row.id, row.wave) for row in table.rows] == [("A1", "1"), ("A1", "2")]
    assert codes(table) == []


def test_participants_two_dates_of_one_person_are_fine() -> None:
    assert codes(read("A1;x.docx;Acc.;;2026-01-10", "A1;y.docx;Acc.;;2026-06-10")) == []


def test_participants_parts_on_two_rows_are_one_interview() -> None:
    table = read("A1;Entretien_01a;Acc.;1;;;Zoé;;;;;oui", "A1;Entretien_01b;;1;;;;Verlot")
    (row,) = table.rows
    assert (row.files, row.role, row.surname, row.consent, row.lines) == (
        ("Entretien_01a", "Entretien_01b"),
        "Acc.",
        "Verlot",
        "oui",
        (2, 3),
    )


def test_participants_parts_with_two_consents_keep_both() -> None:
    table = read("A1;e partie 1;Acc.;;;;;;;;;oui", "A1;e partie 2;Acc.;;;;;;;;;non")
    assert table.rows[0].consent == "oui / non"


def test_participants_an_id_of_different_files_is_used_twice() -> None:
    table = read("46;Entretien_25.04.16_02;Ens", "46;Entretien_25.05.02;Ens", "46;Entretien_25.05.06;Ens")
    assert len(table.rows) == 3
    assert codes(table) == [("id_used_twice", "46")]
    assert table.findings[0].details == {"rows": 3, "lines": "2, 3, 4"}


def test_participants_what_rows_lack_is_found() -> None:
    table = read(
        ";x.docx;Acc.", "A2;;Acc.", "A3;z.docx;", "Zoé Verlot;w.docx;Acc.", "A5;v.docx;Acc.;;31/02/2026;;;;;?;"
    )
    assert codes(table) == [
        ("row_without_id", ""),
        ("row_without_file", "A2"),
        ("row_without_role", "A3"),
        ("id_malformed", ""),
        ("date_unreadable", "A5"),
        ("gender_unreadable", "A5"),
    ]
    assert [finding.details["line"] for finding in table.findings] == [2, 3, 4, 5, 6, 6]
    assert [row.id for row in table.rows] == ["A2", "A3", "Zoé Verlot", "A5"]


def test_participants_values_written_in_several_ways_are_noted_by_column() -> None:
    table = read(
        "A1;u;Acc.;1;;;Zoé;;;;;oui v2;emploi", "A2;v;ACC;1;;;zoé;;;;;ouiv2;Emploi", "a 2;w;acc;2;;;;;;;;oui v1;emploi"
    )
    told = [finding.details for finding in table.findings if finding.code == "value_spellings"]
    assert told == [
        {"column": "code", "spellings": 2, "values": 1},
        {"column": "groupe", "spellings": 3, "values": 1},
        {"column": "consentement", "spellings": 2, "values": 1},
        {"column": "secteur", "spellings": 2, "values": 1},
    ]


def test_participants_titles_above_the_table_are_told() -> None:
    table = read_participants(read_table(b"Etude\ncode;fichier;r\nA1;x;acc\n", name="p.csv"), SHORT)
    assert [(row.id, row.lines) for row in table.rows] == [("A1", (3,))]
    assert [(finding.code, finding.details) for finding in table.findings] == [("title_rows", {"lines": "1"})]


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("oui v2", "OuiV2", True),
        ("Présentiel", "presentiel ", True),
        ("+", "+", True),
        ("+", "", False),
        ("a", "b", False),
    ],
)
def test_participants_value_keys(one: str, other: str, equal: bool) -> None:
    assert (value_key(one) == value_key(other)) is equal


def test_participants_findings_never_hold_a_name() -> None:
    assert "Verlot" not in str(read("Zoé Verlot;Zoé Verlot.docx;").findings)


def test_participants_missing_and_double_columns_are_problems() -> None:
    table = read_table(b"Code;Observation;fichier;Observation\nA1;x;y;z", name="p.csv")
    read_table_again = read_participants(table, {"id": "code", "file": "nom", "attributes": ["Observation"]})
    assert [(problem.field, problem.line) for problem in read_table_again.problems] == [
        ("participants.columns.role", None),
        ("nom", 1),
        ("Observation", 1),
    ]
    assert read_table_again.rows == ()


@pytest.mark.parametrize(
    ("head", "what", "which"),
    [
        ("Code;Consentement;R;consentement", "columns 2 (B) and 4 (D) bear this heading", "one of the two"),
        ("Oui;Oui;Code;oui;R", "columns 1 (A), 2 (B) and 4 (D) bear this heading", "all but one of them"),
    ],
)
def test_participants_a_double_heading_is_told_with_its_columns_and_what_to_do(
    head: str, what: str, which: str
) -> None:
    heading = head.split(";")[1].upper()
    table = read_table(f"{head}\nA1;x;y;z;r".encode(), name="p.csv")
    columns = {"id": "Code", "file": "R", "role": "R", "consent": heading}
    (problem,) = read_participants(table, columns).problems
    assert (problem.what, problem.line, problem.field) == (what, 1, heading)
    assert problem.remedy.startswith(f"rename {which} in the table; participants.columns.consent")


def test_participants_a_double_heading_that_nothing_asks_for_is_no_problem() -> None:
    table = read_table(b"Code;Observation;fichier;Observation;R\nA1;x;y;z;r", name="p.csv")
    assert read_participants(table, {"id": "code", "file": "Fichier", "role": "r"}).problems == ()


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("2026-03-01", datetime.date(2026, 3, 1)),
        ("2026-03-01 14:00:00", datetime.date(2026, 3, 1)),
        ("01/03/2026", datetime.date(2026, 3, 1)),
        ("1.3.2026", datetime.date(2026, 3, 1)),
        ("01/03/26", None),
        ("46082", datetime.date(2026, 3, 1)),
        ("46082.5", datetime.date(2026, 3, 1)),
        ("2026", None),
        ("99999", None),
        ("30/02/2026", None),
        ("mars 2026", None),
        ("", None),
    ],
)
def test_participants_dates(written: str, date: datetime.date | None) -> None:
    assert parse_date(written) == date


@pytest.mark.parametrize(
    ("written", "gender"), [("F", "f"), ("femme", "f"), ("H", "m"), ("Masculin", "m"), ("M", "m"), ("", ""), ("x", "")]
)
def test_participants_genders(written: str, gender: str) -> None:
    assert parse_gender(written) == gender
