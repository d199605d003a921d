from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.file_matching import FileMatch, match_files, rows_without_file
from tasks.ingestion.participants import ParticipantRow


def rows(*named: str) -> list[ParticipantRow]:
    return [
        ParticipantRow(f"P{line}", tuple(name.split(";")), "r", lines=(line,))
        for line, name in enumerate(named, start=1)
    ]


def found(matches: Sequence[FileMatch]) -> list[tuple[str, str]]:
    return [(match.code, match.row.id if match.row else "") for match in matches]


def test_file_matching_nothing_and_no_rows() -> None:
    assert match_files([], rows("a")) == []
    assert found(match_files(["a.docx"], [])) == [("unmatched", "")]


def test_file_matching_equal_names_come_first() -> None:
    table = rows("Entretien 1", "Entretien_1_bis")
    assert found(match_files(["ENTRETIEN-1.docx", "entretien 1 bis.txt"], table)) == [("exact", "P1"), ("exact", "P2")]


def test_file_matching_the_longest_opening_wins() -> None:
    table = rows("Entretien_01_24.10.03_01", "Entretien_01_24.10.03", "Entretien_01")
    assert found(match_files(["Entretien 01 24.10.03 01_traitement_A.docx"], table)) == [("prefix", "P1")]


def test_file_matching_an_opening_ends_at_a_word() -> None:
    assert found(match_files(["Entretien 12.docx"], rows("Entretien 1"))) == [("unmatched", "")]


def test_file_matching_another_number_is_another_interview() -> None:
    assert found(match_files(["Entretien 1 02.docx"], rows("Entretien 1"))) == [("unmatched", "")]
    assert found(match_files(["A1 2026-01-10.docx", "A2 24.10.03.docx"], rows("A1", "A2"))) == [
        ("prefix", "P1"),
        ("prefix", "P2"),
    ]


def test_file_matching_a_file_that_joins_parts() -> None:
    assert found(match_files(["Entretien 24.12.09_traitement.docx"], rows("Entretien_24.12.09a"))) == [
        ("joined_parts", "P1")
    ]
    assert found(match_files(["Entretien 24.12.09.docx"], rows("Entretien_24.12.09a", "Entretien_24.12.09b"))) == [
        ("ambiguous", "")
    ]


def test_file_matching_parts_of_one_row() -> None:
    matches = match_files(["e 1a.docx", "e 1b.docx"], rows("E_1a;E_1b"))
    assert found(matches) == [("exact", "P1"), ("exact", "P1")]
    assert [match.name for match in matches] == ["E_1a", "E_1b"]


def test_file_matching_two_rows_of_one_name_are_ambiguous() -> None:
    (match,) = match_files(["a.docx"], rows("A", "a"))
    assert (match.code, match.row, [row.id for row in match.candidates]) == ("ambiguous", None, ["P1", "P2"])


def test_file_matching_two_files_of_one_row_are_left_open() -> None:
    assert found(match_files(["E traitement A.docx", "E traitement B.docx"], rows("E"))) == [("claimed_twice", "")] * 2
    assert found(match_files(["E.docx", "E.txt"], rows("E"))) == [("claimed_twice", "")] * 2
    assert found(match_files(["E.docx", "E copie.docx"], rows("E"))) == [("exact", "P1"), ("claimed_twice", "")]


def test_file_matching_rows_without_file() -> None:
    table = rows("a", "b", "c1;c2", "d 9a;d 9b")
    matches = match_files(["a.docx", "c1.docx", "d 9.docx"], table)
    assert [(finding.subject, finding.details["missing"]) for finding in rows_without_file(matches, table)] == [
        ("P2", 1),
        ("P3", 1),
    ]


NAMES = st.lists(st.sampled_from(["a", "b", "1", "02", "9a"]), min_size=1, max_size=4).map(" ".join)


@settings(max_examples=100, deadline=None)
@given(st.lists(NAMES, max_size=5), st.lists(NAMES, max_size=5, unique=True))
def test_file_matching_settles_a_row_s_name_once_whatever_the_order(named: list[str], files: list[str]) -> None:
    table = rows(*named)
    matches = match_files(files, table)
    assert [match.file for match in matches] == files
    settled = [(match.row.lines, match.name) for match in matches if match.row]
    assert len(settled) == len(set(settled))
    backwards = match_files(files[::-1], table[::-1])
    assert found(matches) == found(backwards[::-1])
