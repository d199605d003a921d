"""From a grid file's labels and headings to cells: matching, states, and what silence says."""

from __future__ import annotations

from dataclasses import dataclass, replace

import polars as pl
import pytest

from tasks.grid.codebook import Codebook, parse_codebook
from tasks.grid.marks import CELL_SCHEMA, MARK_SCHEMA, complete_cells, mark_findings, read_state, resolve_marks
from tasks.grid.totals import compare_printed_totals
from tasks.ingestion.grid_files import read_grid

CODEBOOK = """
[[observables]]
key = "outils"
number = "1"
label = "Outils numériques mobilisés"
roles = ["acc"]
indicators = [
    {key = "visio", number = "1", label = "visioconférence"},
    {key = "sms", number = "6", label = "SMS"},
    {key = "web", number = "6", label = "internet"},
]

[[observables]]
key = "outils_b"
number = "1"
label = "Outils numériques mobilisés"
roles = ["ben"]
indicators = [{key = "visio", number = "1", label = "visioconférence"}]

[[observables]]
key = "lien"
number = "3"
label = "Lien créé"
waves = ["2"]
indicators = [{key = "proche", label = "2-3 échanges"}, {key = "loin", label = "plus loin"}]
"""


@dataclass(frozen=True)
class Mark:
    """What a reader hands over."""

    unit: str
    observable: str
    indicator: str
    state: str = "X"
    quote: str = ""
    coder: str = "CL"
    place: str = "C2"


@pytest.fixture
def codebook() -> Codebook:
    return parse_codebook(CODEBOOK, roles=("acc", "ben"), waves=("1", "2"), themes=())


@pytest.fixture
def interviews() -> pl.DataFrame:
    rows = [
        ("A1-1", "A1", "acc", "1"),
        ("A1-2", "A1", "acc", "2"),
        ("A2-1", "A2", "acc", "1"),
        ("B1-1", "B1", "ben", "1"),
    ]
    return pl.DataFrame(rows, schema=["interview_id", "participant_id", "role", "wave"], orient="row")


@pytest.mark.parametrize(
    ("observable", "indicator", "key"),
    [
        ("Outils numériques mobilisés", "visioconférence", "outils.visio"),
        ("OUTILS  NUMERIQUES MOBILISES", "Visioconference", "outils.visio"),
        ("outils", "1 – visioconférence", "outils.visio"),
        ("1", "12 - SMS", "outils.sms"),
        ("1. Outils numériques mobilisés", "internet", "outils.web"),
        ("", "outils.web", "outils.web"),
        ("anything", " Outils.Web ", "outils.web"),
        ("lien cree", "2-3 échanges", "lien.proche"),
        ("3 – Lien créé", "1 – 2-3 échanges", "lien.proche"),
    ],
)
def test_marks_find_the_row_as_people_write_it(
    codebook: Codebook, interviews: pl.DataFrame, observable: str, indicator: str, key: str
) -> None:
    resolved = resolve_marks([Mark("A2", observable, indicator)], codebook, interviews)
    assert resolved.findings == ()
    assert resolved.marks["indicator"].to_list() == [key]
    assert resolved.marks.schema == MARK_SCHEMA


def test_marks_tell_rows_of_one_label_apart_by_the_role_of_the_interview(
    codebook: Codebook, interviews: pl.DataFrame
) -> None:
    row = ("Outils numériques mobilisés", "visioconférence")
    resolved = resolve_marks([Mark("A2", *row), Mark("b1-1", *row)], codebook, interviews)
    assert resolved.marks["indicator"].to_list() == ["outils.visio", "outils_b.visio"]
    assert resolved.marks["interview_id"].to_list() == ["A2-1", "B1-1"]


def test_marks_never_match_by_the_printed_number_of_an_indicator(codebook: Codebook, interviews: pl.DataFrame) -> None:
    (finding,) = resolve_marks([Mark("A2", "outils", "6")], codebook, interviews).findings
    assert finding.code == "grid_row_unknown"


def test_marks_tell_an_unknown_row_once_with_place_and_nearest_key(
    codebook: Codebook, interviews: pl.DataFrame
) -> None:
    records = [
        Mark(unit, "Outils numériques mobilisés", "interne", place=f"C{n}") for n, unit in enumerate(["A2", "A2-1"])
    ]
    resolved = resolve_marks(records, codebook, interviews)
    (finding,) = resolved.findings
    assert (finding.code, finding.subject) == ("grid_row_unknown", "")
    assert finding.details == {"place": "C0", "cells": 2, "nearest": "outils.web"}
    assert resolved.marks.is_empty()
    (far,) = resolve_marks([Mark("A2", "zzz", "qqq")], codebook, interviews).findings
    assert far.details["nearest"] == ""


def test_marks_tell_labels_that_mean_several_rows(interviews: pl.DataFrame) -> None:
    text = CODEBOOK.replace('label = "internet"', 'label = "SMS"')
    twins = parse_codebook(text, roles=("acc", "ben"), waves=("1", "2"), themes=())
    (finding,) = resolve_marks([Mark("A2", "outils", "SMS")], twins, interviews).findings
    assert finding.code == "grid_row_ambiguous"


def test_marks_never_repeat_a_heading_that_may_be_a_name(codebook: Codebook, interviews: pl.DataFrame) -> None:
    (finding,) = resolve_marks([Mark("Solène Quillévéré", "outils", "SMS", place="D1")], codebook, interviews).findings
    assert finding.code == "grid_unit_unknown"
    assert finding.details == {"place": "D1", "cells": 1}
    assert "Sol" not in str(finding)


def test_marks_ask_for_the_wave_of_a_participant_of_several_interviews(
    codebook: Codebook, interviews: pl.DataFrame
) -> None:
    record = Mark("A1", "outils", "SMS")
    resolved = resolve_marks([record], codebook, interviews)
    assert [finding.code for finding in resolved.findings] == ["grid_unit_ambiguous"]
    with_wave = resolve_marks([record], codebook, interviews, wave="2")
    assert with_wave.marks["interview_id"].to_list() == ["A1-2"]
    by_id = resolve_marks([replace(record, unit="a1-1")], codebook, interviews, wave="2")
    assert by_id.marks["interview_id"].to_list() == ["A1-1"]
    other_role = resolve_marks([record], codebook, interviews, role="ben", wave="2")
    assert [finding.code for finding in other_role.findings] == ["grid_unit_unknown"]


@pytest.mark.parametrize(
    ("written", "state"),
    [
        ("x", "present"),
        ("X", "present"),
        ("✓", "present"),
        ("1", "present"),
        ("Oui", "present"),
        ("Présent", "present"),
        ("", "absent"),
        ("  ", "absent"),
        ("0", "absent"),
        ("NON", "absent"),
        ("absent", "absent"),
        ("NA", "not_asked"),
        ("–", "not_asked"),
        ("-", "not_asked"),
        ("NR", "not_asked"),
        ("not asked", "not_asked"),
        ("?", "not_coded"),
        ("not coded", "not_coded"),
        ("2", None),
        ("xx", None),
    ],
)
def test_marks_read_states(written: str, state: str | None) -> None:
    assert read_state(written) == state


def test_marks_tell_a_state_that_says_nothing(codebook: Codebook, interviews: pl.DataFrame) -> None:
    resolved = resolve_marks([Mark("A2", "outils", "SMS", "peut-être", place="C7")], codebook, interviews)
    assert resolved.marks["state"].to_list() == ["not_coded"]
    assert [(finding.code, finding.details["place"]) for finding in resolved.findings] == [("grid_state_unknown", "C7")]


def test_marks_take_a_quote_without_state_for_a_mark(codebook: Codebook, interviews: pl.DataFrame) -> None:
    resolved = resolve_marks([Mark("A2", "outils", "SMS", "", quote="on s'écrit")], codebook, interviews)
    assert resolved.marks.select("state", "blank").row(0) == ("present", False)


def states(cells: pl.DataFrame, interview_id: str, coder: str = "CL") -> dict[str, str]:
    chosen = cells.filter((pl.col("interview_id") == interview_id) & (pl.col("coder") == coder))
    return dict(chosen.select("indicator", "state").iter_rows())


def test_marks_silence_of_a_list_says_absent(codebook: Codebook, interviews: pl.DataFrame) -> None:
    marks = resolve_marks(
        [Mark("A2", "outils", "SMS"), Mark("A1-2", "lien", "plus loin", "0")], codebook, interviews
    ).marks
    cells = complete_cells(marks, codebook, interviews)
    assert cells.schema == CELL_SCHEMA
    assert cells.height == interviews.height * 6
    assert states(cells, "A2-1") == {
        "outils.visio": "absent",
        "outils.sms": "present",
        "outils.web": "absent",
        "outils_b.visio": "not_asked",
        "lien.proche": "not_asked",
        "lien.loin": "not_asked",
    }
    assert states(cells, "A1-2")["lien.proche"] == "absent"
    assert set(states(cells, "A1-1").values()) == {"not_coded", "not_asked"}
    assert states(cells, "B1-1")["outils_b.visio"] == "not_coded"


def test_marks_a_row_that_is_not_on_the_sheet_is_not_coded(codebook: Codebook, interviews: pl.DataFrame) -> None:
    records = [Mark("A2", "outils", "SMS"), Mark("A2", "outils", "visioconférence", "")]
    cells = complete_cells(resolve_marks(records, codebook, interviews).marks, codebook, interviews)
    found = states(cells, "A2-1")
    assert (found["outils.sms"], found["outils.visio"], found["outils.web"]) == ("present", "absent", "not_coded")


def test_marks_keep_coders_apart(codebook: Codebook, interviews: pl.DataFrame) -> None:
    records = [Mark("A2", "outils", "SMS"), Mark("A1-1", "outils", "internet", coder="BR")]
    cells = complete_cells(resolve_marks(records, codebook, interviews).marks, codebook, interviews)
    assert cells.height == interviews.height * 6 * 2
    assert states(cells, "A2-1")["outils.web"] == "absent"
    assert states(cells, "A2-1", "BR")["outils.web"] == "not_coded"
    assert not cells.select("interview_id", "indicator", "coder").is_duplicated().any()


def test_marks_without_coder_leave_everything_not_coded(codebook: Codebook, interviews: pl.DataFrame) -> None:
    cells = complete_cells(pl.DataFrame(schema=MARK_SCHEMA), codebook, interviews)
    assert cells["coder"].unique().to_list() == [""]
    assert set(cells["state"].unique()) == {"not_asked", "not_coded"}
    assert complete_cells(pl.DataFrame(schema=MARK_SCHEMA), codebook, interviews.clear()).is_empty()


def test_marks_outweigh_blanks_told_of_the_same_cell(codebook: Codebook, interviews: pl.DataFrame) -> None:
    records = [Mark("A2", "outils", "SMS", ""), Mark("A2", "outils", "SMS", "X", place="Extraits, line 2")]
    marks = resolve_marks(records, codebook, interviews).marks
    assert states(complete_cells(marks, codebook, interviews), "A2-1")["outils.sms"] == "present"
    assert mark_findings(marks, codebook) == ()


def test_marks_tell_what_contradicts_the_codebook_or_the_coder(codebook: Codebook, interviews: pl.DataFrame) -> None:
    records = [
        Mark("A2", "lien", "plus loin", place="C9"),
        Mark("A2", "outils", "SMS", "0", place="C3"),
        Mark("A2", "outils", "SMS", "X", place="C4"),
    ]
    marks = resolve_marks(records, codebook, interviews).marks
    assert [(finding.code, finding.subject, finding.details) for finding in mark_findings(marks, codebook)] == [
        ("grid_mark_not_asked", "A2-1", {"indicator": "lien.loin", "coder": "CL", "place": "C9"}),
        ("grid_cell_told_twice", "A2-1", {"indicator": "outils.sms", "coder": "CL", "place": "C4"}),
    ]
    found = states(complete_cells(marks, codebook, interviews), "A2-1")
    assert (found["lien.loin"], found["outils.sms"]) == ("not_asked", "present")


def test_marks_do_not_depend_on_the_order_of_the_records(codebook: Codebook, interviews: pl.DataFrame) -> None:
    records = [
        Mark("A2", "outils", "SMS"),
        Mark("A1-1", "outils", "internet", "?"),
        Mark("B1", "outils_b", "visioconférence"),
    ]
    one_way = complete_cells(resolve_marks(records, codebook, interviews).marks, codebook, interviews)
    other_way = complete_cells(resolve_marks(records[::-1], codebook, interviews).marks, codebook, interviews)
    assert one_way.equals(other_way)


PRINTED = """Observables;Indicateurs;A1-1;A2-1;T
Outils numériques mobilisés;1 – visioconférence;X;;1
;6 – SMS;;X;2
"""

QUOTES = """interview;indicateur;état;extrait;codeur
A1-1;outils.visio;;on se voit à l'écran;
A2-1;outils.web;x;;BR
"""


def test_marks_take_what_the_reader_of_grid_files_hands_over(codebook: Codebook, interviews: pl.DataFrame) -> None:
    sheets = [read_grid(text.encode(), name="grid.csv") for text in (PRINTED, QUOTES)]
    resolved = [resolve_marks(sheet.marks, codebook, interviews, role="acc", coder="CL") for sheet in sheets]
    assert [part.findings for part in resolved] == [(), ()]
    marks = pl.concat([part.marks for part in resolved])
    assert mark_findings(marks, codebook) == ()
    cells = complete_cells(marks, codebook, interviews)
    asked = ["outils.visio", "outils.sms", "outils.web"]
    assert [states(cells, "A1-1")[key] for key in asked] == ["present", "absent", "not_coded"]
    assert [states(cells, "A2-1")[key] for key in asked] == ["absent", "present", "not_coded"]
    assert [states(cells, "A2-1", "BR")[key] for key in asked] == ["absent", "absent", "present"]
    printed = compare_printed_totals(sheets[0].totals, resolved[0].marks, codebook)
    assert printed.select("indicator", "printed", "counted").rows() == [("outils.visio", 1, 1), ("outils.sms", 2, 1)]


def test_marks_a_cell_cut_off_at_the_end_of_a_row_is_absent(codebook: Codebook, interviews: pl.DataFrame) -> None:
    text = "Observables;Indicateurs;A1-1;A2-1\noutils;visioconférence;X;\n;SMS;X\n;internet;;X\n"
    marks = resolve_marks(read_grid(text.encode(), name="grid.csv").marks, codebook, interviews, coder="CL").marks
    found = states(complete_cells(marks, codebook, interviews), "A2-1")
    assert [found[key] for key in ("outils.visio", "outils.sms", "outils.web")] == ["absent", "absent", "present"]
