from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.file_matching import (
    Answer,
    FileMatch,
    Source,
    choose_of_twins,
    match_files,
    match_sources,
    rows_without_file,
)
from tasks.ingestion.participants import ParticipantRow
from tasks.ingestion.text_variables import Waves


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


def test_file_matching_two_rows_of_one_name_are_asked() -> None:
    (match,) = match_files(["a.docx"], rows("A", "a"))
    assert (match.code, match.row, [row.id for row in match.candidates]) == ("several_rows", None, ["P1", "P2"])


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
    settled = [(match.row.lines, match.name, match.part) for match in matches if match.row]
    assert len(settled) == len(set(settled))
    backwards = match_files(files[::-1], table[::-1])
    assert found(matches) == found(backwards[::-1])


# -- paths, and files of the same bytes


def test_file_matching_a_path_of_the_table_tells_files_of_one_name_apart() -> None:
    sources = [Source(f"{folder}/C01.txt", names=("C01.txt",), inside=f"{folder}/C01.txt") for folder in ("v1", "v2")]
    assert found(match_sources(sources, rows("v1/C01", "v2\\C01.txt"))) == [("exact", "P1"), ("exact", "P2")]
    assert found(match_sources(sources, rows("C01"))) == [("claimed_twice", "")] * 2
    assert found(match_sources(sources, rows("C01", "C01"))) == [("several_rows", "")] * 2


def test_file_matching_a_folder_s_name_opens_nothing() -> None:
    source = Source("notes.txt", names=("notes.txt",), inside="C01/notes.txt")
    assert found(match_sources([source], rows("C01"))) == [("unmatched", "")]


def test_file_matching_of_twins_the_answered_then_the_named_counts() -> None:
    names = ["a copie.txt", "a.txt", "b.txt"]
    assert choose_of_twins(names, rows("a")) == ("a.txt", "a copie.txt", "b.txt")
    assert choose_of_twins(names, rows("a"), {"b.txt"})[0] == "b.txt"
    assert choose_of_twins(names, [])[0] == "a copie.txt"


# -- answers


def answer(file: str, row: ParticipantRow | None, **other: object) -> Answer:
    return Answer(file, str(other.pop("text", "")), row, **other)  # type: ignore[arg-type]


def test_file_matching_an_answer_wins_over_every_rule() -> None:
    table = rows("a", "b")
    matches = match_sources([Source("a.txt"), Source("x.txt")], table, answers=[answer("a.txt", table[1], line=3)])
    assert found(matches) == [("answered", "P2"), ("unmatched", "")]
    assert matches[0].answer_line == 3


def test_file_matching_left_out_leaves_the_row_to_the_other_file() -> None:
    table = rows("E")
    sources = [Source("E A.docx"), Source("E B.docx")]
    assert found(match_sources(sources, table, answers=[answer("E A.docx", None)])) == [
        ("left_out", ""),
        ("prefix", "P1"),
    ]


def test_file_matching_answering_for_one_of_two_settles_not_the_other() -> None:
    table = rows("E")
    for first, second in (("E A.docx", "E B.docx"), ("v1/E.docx", "v2/E.docx")):
        sources = [Source(name, names=(name.rpartition("/")[2],), inside=name) for name in (first, second)]
        matches = match_sources(sources, table, answers=[answer(first, table[0])])
        assert found(matches) == [("answered", "P1"), ("claimed_twice", "")]


def test_file_matching_a_second_part_by_answer_leaves_the_named_file() -> None:
    table = rows("E")
    matches = match_sources(
        [Source("E.docx"), Source("E suite.docx")], table, answers=[answer("E suite.docx", table[0])]
    )
    assert found(matches) == [("exact", "P1"), ("answered", "P1")]
    assert rows_without_file(matches, table) == []


def test_file_matching_one_file_is_shared_out_by_lines() -> None:
    table = rows("groupe", "groupe")
    answers = [answer("groupe.txt", table[1], first_line=10), answer("groupe.txt", table[0], last_line=9)]
    matches = match_sources([Source("groupe.txt")], table, answers=answers)
    assert [(match.row and match.row.id, match.first_line, match.last_line) for match in matches] == [
        ("P2", 10, None),
        ("P1", None, 9),
    ]


# -- texts of a collection

WAVES = Waves({(1,): "1", (2,): "2", (3,): "1"}, {"1": ("1", "Vague 1"), "2": ("2", "Vague 2")})


def people(*ids: str) -> list[ParticipantRow]:
    return [ParticipantRow(name, ("corpus",), "r", lines=(line,)) for line, name in enumerate(ids, start=1)]


def texts(*variables: dict[str, str]) -> list[Source]:
    return [Source("corpus.txt", f"text {n}", variables=told) for n, told in enumerate(variables)]


def test_file_matching_texts_by_name_and_by_code() -> None:
    sources = [Source("p.qdpx", "Entretien 1.docx"), Source("p.qdpx", "b2"), Source("p.qdpx", "c")]
    table = [*rows("Entretien_1"), ParticipantRow("B2", ("x",), "r", lines=(2,))]
    assert found(match_sources(sources, table)) == [("exact", "P1"), ("variables", "B2"), ("unmatched", "")]


def test_file_matching_texts_by_variable_and_wave() -> None:
    sources = texts(
        {"ind": "C01", "vague": "1"}, {"ind": "c01", "vague": "2"}, {"ind": "C02", "sexe": "1"}, {"ind": "C09"}
    )
    matches = match_sources(sources, people("C01", "C01", "C02"), waves=WAVES)
    assert found(matches) == [("variables", "C01"), ("variables", "C01"), ("variables", "C02"), ("unmatched", "")]
    assert [match.row.lines if match.row else () for match in matches] == [(1,), (2,), (3,), ()]


def test_file_matching_a_text_without_wave_of_a_person_met_twice_is_asked() -> None:
    (match,) = match_sources(texts({"ind": "C01"}), people("C01", "C01"), waves=WAVES)
    assert (match.code, len(match.candidates)) == ("ambiguous", 2)


def test_file_matching_two_texts_of_one_code_are_asked() -> None:
    sources = texts({"ind": "C01"}, {"ind": "C01"})
    assert found(match_sources(sources, people("C01"))) == [("claimed_twice", "")] * 2


def test_file_matching_a_text_and_a_file_of_one_row_leave_the_text_open() -> None:
    sources = [*texts({"ind": "P1"}), Source("E.docx")]
    assert found(match_sources(sources, rows("E"))) == [("claimed_twice", ""), ("exact", "P1")]


def test_file_matching_numbers_that_say_no_person_are_no_codes() -> None:
    for variables in ([{"sexe": "1"}], [{"sexe": "1"}, {"sexe": "2"}]):
        assert {code for code, _ in found(match_sources(texts(*variables), people("1", "2")))} == {"unmatched"}
    assert found(match_sources(texts({"ind": "1", "sexe": "2"}), people("1", "2"))) == [("variables", "1")]


def test_file_matching_what_many_texts_share_is_no_code() -> None:
    sources = texts({"groupe": "acc"}, {"groupe": "acc"}, {"groupe": "ben"})
    assert {code for code, _ in found(match_sources(sources, people("acc", "z")))} == {"unmatched"}


def test_file_matching_waves_of_texts() -> None:
    assert WAVES.told_by({"vague": "2", "sexe": "1"}) == "2"
    assert WAVES.told_by({"moment": "vague_1"}) == "1"
    assert WAVES.told_by({"sexe": "1"}) == ""
    assert WAVES.told_by({"vague": "1", "v2": "2"}) == ""
