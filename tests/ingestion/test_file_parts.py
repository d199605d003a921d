"""Parts of one interview by their names, and names that are near."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tasks.ingestion.file_matching import Answer, FileMatch, Source, match_files, match_sources, rows_without_file
from tasks.ingestion.participants import ParticipantRow


def rows(*named: str) -> list[ParticipantRow]:
    return [ParticipantRow(f"P{line}", (name,), "r", lines=(line,)) for line, name in enumerate(named, start=1)]


def found(matches: Sequence[FileMatch]) -> list[tuple[str, str]]:
    return [(match.code, match.row.id if match.row else "") for match in matches]


@pytest.mark.parametrize(
    "files",
    [
        ["A16b.txt", "A16a.txt"],
        ["A16 b.docx", "a16_a.odt"],
        ["A16_2.txt", "A16_1.txt"],
        ["A16-02.TextGrid", "A16-01.TextGrid"],
        ["A16 partie 2.txt", "A16 partie 1.txt"],
    ],
)
def test_file_parts_files_with_marks_of_parts_are_one_interview(files: list[str]) -> None:
    table = rows("A15", "A16", "A17")
    matches = match_files(files, table)
    assert found(matches) == [("parts", "P2")] * 2
    assert [(match.part, match.name) for match in matches] == [(2, "A16"), (1, "A16")]
    assert [finding.subject for finding in rows_without_file(matches, table)] == ["P1", "P3"]


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        (["A16a.txt"], ["unmatched"]),
        (["A16a.txt", "A16c.txt"], ["unmatched"] * 2),
        (["A16_1.txt", "A16_3.txt"], ["unmatched"] * 2),
        (["A16a.txt", "A16_2.txt"], ["unmatched"] * 2),
        (["A16a.txt", "A16b.txt", "A16.txt"], ["unmatched", "unmatched", "exact"]),
        (["A16a.txt", "A16b.txt", "A16 copie.txt"], ["unmatched", "unmatched", "prefix"]),
        (["A16a.txt", "A16a.docx", "A16b.txt"], ["unmatched"] * 3),
        (["A16_1.txt", "A16_2024.txt"], ["unmatched", "prefix"]),
    ],
)
def test_file_parts_what_is_no_whole_row_of_parts_is_asked(files: list[str], codes: list[str]) -> None:
    matches = match_files(files, rows("A16"))
    assert [match.code for match in matches] == codes
    assert {row.id for match in matches for row in match.candidates} == {"P1"}, "the remark names the row"


def test_file_parts_parts_of_a_name_of_two_rows_or_that_fit_another_row_are_asked() -> None:
    files = ["A16a.txt", "A16b.txt"]
    assert found(match_files(files, rows("A16", "a16"))) == [("unmatched", "")] * 2
    assert found(match_files(files, rows("A16", "A16b"))) == [("unmatched", ""), ("exact", "P2")]
    table = rows("A16")
    matches = match_sources([Source(name) for name in files], table, answers=[Answer("A16a.txt", "", table[0])])
    assert found(matches) == [("answered", "P1"), ("unmatched", "")]


@pytest.mark.parametrize(
    ("file", "near"),
    [
        ("D9.txt", ["P1"]),
        ("Entretien 3.txt", ["P3"]),
        ("Entreten 03.txt", ["P3"]),
        ("D10.txt", []),
        ("E09.txt", []),
        ("F12.txt", ["P4"]),
        ("D10b.txt", ["P2"]),
    ],
)
def test_file_parts_near_names_are_told_and_not_taken(file: str, near: list[str]) -> None:
    (match, _) = match_files([file, "D10.docx"], rows("D09", "D10", "Entretien 03", "F12a"))
    if file == "D10.txt":
        assert match.code == "claimed_twice"
    elif file == "F12.txt":
        assert (match.code, match.row and match.row.id) == ("joined_parts", "P4")
    else:
        assert (match.code, [row.id for row in match.candidates]) == ("unmatched", near)


def test_file_parts_near_rows_are_named_in_the_order_of_the_table_and_are_few() -> None:
    table = rows(*[f"D{'0' * zeros}9" for zeros in range(1, 9)])
    (match,) = match_files(["D9.txt"], table)
    assert [row.id for row in match.candidates] == ["P1", "P2", "P3", "P4", "P5", "P6"]
