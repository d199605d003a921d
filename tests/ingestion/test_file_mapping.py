"""``files.csv``: answers in, questions out."""

from __future__ import annotations

import pytest

from tasks.ingestion.beginnings import Beginning
from tasks.ingestion.file_mapping import FileAnswers, gone_problems, read_answers, read_mapping
from tasks.ingestion.file_matching import FileMatch, Source
from tasks.ingestion.file_questions import open_questions, with_questions
from tasks.ingestion.participants import ParticipantRow
from tasks.ingestion.text_variables import Waves

ROWS = [
    ParticipantRow("C01", ("a",), "r", lines=(2,)),
    ParticipantRow("C01", ("b",), "r", lines=(3,)),
    ParticipantRow("C02", ("c",), "r", lines=(4,)),
    ParticipantRow("C03", ("d",), "r", lines=(5,)),
    ParticipantRow("C03", ("e",), "r", lines=(6,)),
]
WAVES = Waves({(2,): "1", (3,): "2", (4,): "1", (5,): "1", (6,): "1"}, {"1": ("1", "Été"), "2": ("2", "Hiver")})
SOURCES = [
    Source("C01.txt"),
    Source("C02.txt"),
    Source("v1/x.txt"),
    Source("v2/x.txt"),
    Source("corpus.txt", "un"),
    Source("corpus.txt", "deux"),
]
HEAD = "file;text;participant;wave;from_line;to_line;remark"
FRENCH = "fichier;texte;participant;vague;de la ligne;à la ligne;remarque"


def answers(*rows: str, head: str = HEAD) -> FileAnswers:
    return read_answers(read_mapping("\n".join([head, *rows]).encode()), SOURCES, ROWS, WAVES)


def told(found: FileAnswers) -> list[tuple[int | None, str]]:
    return [(problem.line, problem.field) for problem in found.problems]


@pytest.mark.parametrize("head", [HEAD, FRENCH, "FICHIER;Texte;Participant;Vague;De la ligne;a la ligne;x"])
def test_file_mapping_answers_are_understood(head: str) -> None:
    found = answers(
        "C01.txt;;c01;Hiver;;;", "c02;;-;;;;", "corpus.txt;UN;C02;;1;20;", "v1/x.txt;;;;;;Miroir : ?", head=head
    )
    assert found.problems == ()
    assert [(a.file, a.text, a.row and a.row.lines, a.wave, a.first_line, a.last_line) for a in found.answers] == [
        ("C01.txt", "", (3,), "2", None, None),
        ("corpus.txt", "un", (4,), "", 1, 20),
    ]
    assert found.gone == (3,), "c02 is no file without its suffix"


def test_file_mapping_names_fold_with_their_suffix() -> None:
    assert [answer.file for answer in answers("c02.TXT;;C02;;;;").answers] == ["C02.txt"]
    assert answers("c02;;C02;;;;").gone == (2,)


def test_file_mapping_a_whole_collection_may_be_left_out() -> None:
    assert [(answer.text, answer.row) for answer in answers("corpus.txt;;–;;;;").answers] == [
        ("un", None),
        ("deux", None),
    ]


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("C01.txt;;C09;;;;", "participant"),
        ("C01.txt;;C01;;;;", "wave"),
        ("C01.txt;;C01;Automne;;;", "wave"),
        ("C01.txt;;C02;2;;;", "wave"),
        ("C01.txt;;C03;1;;;", "participant"),
        ("C01.txt;;C02;;zéro;;", "from_line"),
        ("C01.txt;;C02;;;0;", "to_line"),
        ("C01.txt;;C02;;9;3;", "to_line"),
        ("C01.txt;;C02;;;99999999999999;", "to_line"),
        ("C01.txt;un;C02;;;;", "text"),
        ("corpus.txt;;C02;;;;", "text"),
        ("corpus.txt;trois;C02;;;;", "text"),
        ("x.txt;;C02;;;;", "file"),
    ],
)
def test_file_mapping_each_fault_is_told_with_its_place(row: str, field: str) -> None:
    found = answers(row)
    assert told(found) == [(2, field)]
    assert found.answers == ()


def test_file_mapping_faults_are_told_all_at_once() -> None:
    found = answers("C01.txt;;C09;Automne;x;;", "C02.txt;;C02;;;;", "C02.txt;;C01;1;;;")
    assert told(found) == [(2, "wave"), (2, "participant"), (2, "from_line"), (4, "file")]


@pytest.mark.parametrize(
    ("rows", "contradicts"),
    [
        (["C02.txt;;C02;;1;10;", "C02.txt;;C01;1;11;;"], False),
        (["C02.txt;;C02;;1;10;", "C02.txt;;C01;1;10;;"], True),
        (["C02.txt;;C02;;;10;", "C02.txt;;C01;1;5;7;"], True),
        (["C02.txt;;C02;;1;10;", "C02.txt;;-;;11;20;"], False),
        (["C02.txt;;C02;;;;", "C02.txt;;-;;;;"], True),
        (["corpus.txt;un;C02;;;;", "corpus.txt;deux;C01;1;;;"], False),
    ],
)
def test_file_mapping_answers_that_contradict_are_told(rows: list[str], contradicts: bool) -> None:
    assert told(answers(*rows)) == ([(3, "file")] if contradicts else [])


def test_file_mapping_one_row_cannot_be_two_waves() -> None:
    row = ParticipantRow("Z", ("z",), "r", lines=(9,))
    table = read_mapping(f"{HEAD}\nC01.txt;;Z;1;;;\nC02.txt;;Z;2;;;\n".encode())
    found = read_answers(table, SOURCES, [row], WAVES)
    assert told(found) == [(3, "wave")]


def test_file_mapping_files_that_are_gone() -> None:
    table = read_mapping(f"{HEAD}\nabsent.txt;;C02;;;;\n".encode())
    found = read_answers(table, SOURCES, ROWS, WAVES)
    assert (found.gone, found.problems) == ((2,), ())
    assert [(problem.line, problem.field) for problem in gone_problems(found, table)] == [(2, "file")]


# -- questions

OPEN = [
    FileMatch("C01.txt", "exact", ROWS[0], "a"),
    FileMatch("x.txt", "unmatched"),
    FileMatch("y.txt", "ambiguous", candidates=(ROWS[0], ROWS[2])),
    FileMatch("corpus.txt", "claimed_twice", candidates=(ROWS[2],), text="un"),
    FileMatch("groupe.txt", "several_rows", candidates=(ROWS[0], ROWS[2])),
    FileMatch("z.txt", "left_out"),
]


def test_file_questions_one_row_each_with_its_reason() -> None:
    data = with_questions(None, open_questions(OPEN, WAVES, "fr"), "fr")
    assert data is not None
    table = read_mapping(data)
    assert data.decode("utf-8-sig").splitlines()[0] == FRENCH
    assert [(row.cells["file"], row.cells["text"]) for row in table.rows] == [
        ("x.txt", ""),
        ("y.txt", ""),
        ("corpus.txt", "un"),
        ("groupe.txt", ""),
        ("groupe.txt", ""),
    ]
    assert "C01, vague 1 (l. 2), C02, vague 1 (l. 4)" in table.rows[1].cells["remark"]
    assert not any(row.cells["participant"] for row in table.rows)
    assert with_questions(table, open_questions(OPEN, WAVES, "fr"), "fr") is None, "nothing changed, nothing is written"


def test_file_questions_in_english() -> None:
    data = with_questions(None, open_questions(OPEN[1:2], WAVES, "en"), "en")
    assert data is not None
    assert data.decode("utf-8-sig").startswith(f"{HEAD}\nx.txt;;;;;;Miroir: no row")


def test_file_questions_nothing_open_writes_nothing() -> None:
    assert with_questions(None, [], "fr") is None


def test_file_questions_what_the_user_filled_stays_and_what_is_settled_goes() -> None:
    asked = with_questions(None, open_questions(OPEN, WAVES, "fr"), "fr")
    assert asked is not None
    text = asked.decode("utf-8-sig").replace("x.txt;;;;;;Miroir", "x.txt;; C02 ;;;;je crois. Miroir")
    text = text.replace("groupe.txt;;;;;;", "groupe.txt;;C01;1;1;9;", 1)
    now = [*OPEN[3:4], FileMatch("neu.txt", "unmatched"), FileMatch("x.txt", "answered", ROWS[2])]
    now.append(FileMatch("groupe.txt", "answered", ROWS[0], first_line=1, last_line=9))
    again = with_questions(read_mapping(text.encode("cp1252")), open_questions(now, WAVES, "fr"), "fr")
    assert again is not None
    lines = again.decode("cp1252").splitlines()
    before = text.splitlines()
    assert lines[:3] == [before[0], before[1], before[3]], "y.txt was settled, its row is gone"
    assert lines[3:5] == before[4:6], "half of the file is shared out: the other row still waits"
    assert lines[5].startswith("neu.txt;")
    assert len(lines) == 6


def test_file_questions_a_remark_of_the_user_is_not_taken_away() -> None:
    table = read_mapping(f"{FRENCH}\nx.txt;;;;;;demander à Anne\nautre.txt;;;;;;plus tard\n".encode())
    assert with_questions(table, open_questions(OPEN[1:2], WAVES, "fr"), "fr") is None


def test_file_questions_a_reason_that_changed_is_told_anew() -> None:
    first = with_questions(None, open_questions(OPEN[2:3], WAVES, "fr"), "fr")
    assert first is not None
    now = [FileMatch("y.txt", "ambiguous", candidates=(ROWS[0], ROWS[3]))]
    again = with_questions(read_mapping(first), open_questions(now, WAVES, "fr"), "fr")
    assert again is not None
    assert [("C03" in row.cells["remark"]) for row in read_mapping(again).rows] == [True]


def test_file_mapping_of_very_many_rows_the_first_are_named() -> None:
    many = tuple(ParticipantRow(f"P{number:04d}", ("x",), "r", lines=(number + 1,)) for number in range(1, 1001))
    (question,) = open_questions([FileMatch("x.txt", "several_rows", candidates=many)], Waves(), "fr")
    assert question.rows == 1000
    assert "P0012 (l. 13), …" in question.remark
    assert len(question.remark) < 500, "every row of the file bears it"


def test_file_questions_of_near_names_and_of_beginnings() -> None:
    near = FileMatch("C2.txt", "unmatched", candidates=(ROWS[2],))
    several = FileMatch("groupe.txt", "several_rows", candidates=(ROWS[0], ROWS[2]))
    lines = {"groupe.txt": (Beginning(1, "Entretien 1"), Beginning(58, "Entretien 2"))}
    asked = open_questions([near, several], WAVES, "fr", lines)
    assert "en sont proches : C02, vague 1 (l. 4)." in asked[0].remark
    assert asked[1].remark.endswith("Débuts possibles : l. 1 « Entretien 1 », l. 58 « Entretien 2 ».")
    data = with_questions(None, asked, "fr")
    assert data is not None
    assert len(read_mapping(data).rows) == 3
    assert with_questions(read_mapping(data), asked, "fr") is None
