from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from tasks.errors import StudyInvalid
from tasks.ingestion import tables
from tasks.ingestion.tables import read_sheets, read_table


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_tables_csv_as_spreadsheets_write_it(delimiter: str, encoding: str) -> None:
    written = [
        ["code", "prénom", "note"],
        ["A1", " Zoé ", f'"a{delimiter} b\r\nc ""d"""'],
        ["", "", ""],
        ["A2", "Rémi", ""],
    ]
    data = "\r\n".join(delimiter.join(row) for row in written).encode(encoding)
    table = read_table(data, name="participants.csv")
    assert table.headings == ("code", "prénom", "note")
    assert [row.cells for row in table.rows] == [("A1", "Zoé", f'a{delimiter} b\r\nc "d"'), ("A2", "Rémi", "")]
    assert [row.line for row in table.rows] == [2, 5]


def test_tables_short_rows_are_filled_and_long_ones_cut() -> None:
    table = read_table(b"a;b\n1\n1;2;3\n", name="t.csv")
    assert [row.cells for row in table.rows] == [("1", ""), ("1", "2")]


def test_tables_a_workbook_is_read_as_it_shows(workbook_bytes: Callable[..., bytes]) -> None:
    rows = [
        ["code", "âge", "date", "part", "vrai"],
        ["A1", 42, datetime.date(2026, 3, 1), 0.5, True],
        ["A2", 43.0, None, None, False],
    ]
    table = read_table(workbook_bytes({"Feuille1": rows, "Notes": [["x"]]}), name="participants.xlsx")
    assert table.headings == ("code", "âge", "date", "part", "vrai")
    assert [row.cells for row in table.rows] == [("A1", "42", "2026-03-01", "0.5", "1"), ("A2", "43", "", "", "0")]


def test_tables_places_are_named_as_their_program_does(workbook_bytes: Callable[..., bytes]) -> None:
    sheet = read_sheets(workbook_bytes({"CL": [["a"], ["b", "c"]]}), name="grille.xlsx")[0]
    assert sheet.place(sheet.rows[1], 1) == "CL!B2"
    sheet = read_sheets(b"a\nb;c", name="grille.csv")[0]
    assert sheet.place(sheet.rows[1], 1) == "line 2, column 2"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"a\0b", b"PK\x03\x04", b'a;b\n"1;2\n', b"a;b\n;;\n"[:0]])
def test_tables_unreadable_files_are_problems(data: bytes) -> None:
    with pytest.raises(StudyInvalid) as refused:
        read_table(data, name="participants.csv")
    assert [problem.file for problem in refused.value.problems] == ["participants.csv"]


def test_tables_a_lone_cell_far_away_costs_nothing(workbook_bytes: Callable[..., bytes]) -> None:
    rows: list[list[object]] = [["a", "b"], *([[]] * 20_000), [None, "z"]]
    table = read_table(workbook_bytes({"F": rows}), name="participants.xlsx")
    assert [(row.line, row.cells) for row in table.rows] == [(20_002, ("", "z"))]


def test_tables_a_workbook_of_too_many_cells_is_a_problem(
    workbook_bytes: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "MAX_CELLS", 5)
    with pytest.raises(StudyInvalid, match="too large"):
        read_table(workbook_bytes({"F": [["a", "b"]] * 3}), name="participants.xlsx")


def test_tables_titles_above_the_headings_are_left_out() -> None:
    table = read_table("Étude des ateliers;;\n;;\nprintemps\ncode;fichier;\n\nA1;x;reste\n".encode(), name="p.csv")
    assert (table.titles, table.headings) == ((1, 3), ("code", "fichier"))
    assert [(row.line, row.cells) for row in table.rows] == [(6, ("A1", "x"))]


def test_tables_a_title_without_separator_does_not_choose_it() -> None:
    table = read_table(b"Etude\ncode,fichier\nA1,x\n", name="p.csv")
    assert (table.titles, table.headings) == ((1,), ("code", "fichier"))


def test_tables_of_one_column_have_no_title() -> None:
    table = read_table(b"code\nA1\nA2\n", name="p.csv")
    assert (table.titles, table.headings, len(table.rows)) == ((), ("code",), 2)


def test_tables_merged_titles_and_blank_columns_of_a_workbook(workbook_bytes: Callable[..., bytes]) -> None:
    rows = [["Participants 2026", None, None], ["code", "fichier", None, None], ["A1", "x", None, " "]]
    table = read_table(workbook_bytes({"F": rows}, ["A1:C1"]), name="participants.xlsx")
    assert (table.titles, table.headings) == ((1,), ("code", "fichier"))
    assert [row.cells for row in table.rows] == [("A1", "x")]


def test_tables_of_two_encodings_are_problems() -> None:
    data = "code;prénom\n".encode() + "A1;Rémi et Zoé, à côté\n".encode("cp1252")
    with pytest.raises(StudyInvalid):
        read_table(data, name="participants.csv")
