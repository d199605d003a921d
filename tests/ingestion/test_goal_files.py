"""The table of goals: read as laboratories write it, and everything wrong with it told at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tasks.ingestion.goal_files import STATES, GoalRow, GoalTable, read_goals
from tasks.ingestion.tables import read_table

HEAD = "participant;objectif;libellé;vague;état;extrait;codeur"
PEOPLE = ("A1", "A2", "B1")
WAVES = {"avant": ("avant", "Avant la traversée"), "apres": ("apres", "Après"), "fin": ("fin", "Fin")}


def goals(*rows: str, head: str = HEAD, people: tuple[str, ...] = PEOPLE) -> GoalTable:
    data = "\n".join([head, *rows]).encode("utf-8-sig")
    return read_goals(read_table(data, name="goals.csv"), participants=people, waves=WAVES)


def told(table: GoalTable) -> list[tuple[int | None, str, str]]:
    return [(problem.line, problem.field, problem.what) for problem in table.problems]


def test_goal_files_a_row_is_read_whole() -> None:
    table = goals("A1;emploi;reprendre; Avant la traversée ;posé;« je veux travailler »;CL", "A1;emploi;;apres;NR;;")
    assert table.problems == ()
    quote = "« je veux travailler »"
    assert table.rows == (
        GoalRow("A1", "emploi", "reprendre", "avant", 1, "set", quote, "CL", 2),
        GoalRow("A1", "emploi", "", "apres", 2, "not_asked", "", "", 3),
    )


@pytest.mark.parametrize(("state", "word"), [(state, word) for state, words in STATES.items() for word in words])
def test_goal_files_every_spelling_of_a_state(state: str, word: str) -> None:
    for written in (word, word.upper()):
        table = goals(f"A1;emploi;;avant;{written};;")
        assert [row.state for row in table.rows] == [state], told(table)


def test_goal_files_other_separator_order_and_language() -> None:
    head = "Coder,Quote,State,Wave,Label,Goal,Participant,Notes"
    table = goals('CL,"oui, bien",set,AVANT,"a, b",job,A1,x', head=head)
    assert table.rows == (GoalRow("A1", "job", "a, b", "avant", 1, "set", "oui, bien", "CL", 2),)


def test_goal_files_a_workbook(workbook_bytes: Callable[..., bytes]) -> None:
    rows = [HEAD.split(";"), [1, "emploi", None, 2, "posé", None, None]]
    table = read_table(workbook_bytes({"Objectifs": rows}), name="goals.xlsx")
    read = read_goals(table, participants=["1"], waves={"1": ("1",), "2": ("2",)})
    assert read.rows == (GoalRow("1", "emploi", "", "2", 2, "set", "", "", 2),)


@pytest.mark.parametrize("rows", [(), (";;;;;;",)])
def test_goal_files_without_goals(rows: tuple[str, ...]) -> None:
    assert goals(*rows) == GoalTable((), ())


def test_goal_files_columns_missing_or_twice_are_told_together() -> None:
    table = goals("A1;x;avant;posé;;A1", head="participant;label;vague;état;extraits;participant")
    assert told(table) == [
        (1, "participant", "several columns bear this heading"),
        (1, "objectif", "no column bears this heading"),
        (1, "extrait", "no column bears this heading"),
        (1, "codeur", "no column bears this heading"),
    ]
    assert table.rows == ()


def test_goal_files_every_wrong_cell_is_told_at_its_line() -> None:
    table = goals(
        "Zoé Inventée;;;été;oublié;;", "A1;emploi;;avant;posé;;", ";emploi;;apres;;;", "a1;emploi;;apres;NR;;"
    )
    assert told(table) == [
        (2, "participant", "is not in the participants' table"),
        (2, "objectif", "is empty"),
        (2, "vague", "is no wave of study.toml"),
        (2, "état", "is no state of a goal"),
        (4, "participant", "is not in the participants' table"),
        (4, "état", "is no state of a goal"),
        (5, "participant", "is not in the participants' table"),
    ]
    assert [row.line for row in table.rows] == [3]
    assert "Invent" not in "".join(map(str, table.problems)), "a cell may name someone"


def test_goal_files_codes_are_not_looked_at_where_nobody_is_known() -> None:
    assert [row.participant_id for row in goals("Z9;emploi;;avant;posé;;", people=()).rows] == ["Z9"]
    assert told(goals(";emploi;;avant;posé;;", people=())) == [
        (2, "participant", "is not in the participants' table"),
    ]


def test_goal_files_one_row_a_wave() -> None:
    table = goals(
        "A1;emploi;;avant;posé;;",
        "A1;emploi;;apres;atteint;;CL",
        "A2;emploi;;avant;posé;;",
        "A1;emploi;;apres;atteint;;EM",
        "A1;emploi;;avant;posé;;",
        "A1;Emploi;;avant;posé;;",
    )
    assert told(table) == [
        (5, "", "the goal stands twice in this wave (line 3)"),
        (6, "", "the goal stands twice in this wave (line 2)"),
    ]


def test_goal_files_outcomes_come_after_the_setting() -> None:
    table = goals(
        "A1;emploi;;apres;posé;;",
        "A1;emploi;;avant;atteint;;",
        "A1;santé;;apres;posé;;",
        "A1;santé;;avant;NR;;",
        "B1;emploi;;avant;atteint;;",
    )
    assert told(table) == [(3, "", "an outcome is told before the goal was set (line 2)")]


def test_goal_files_a_goal_is_set_once() -> None:
    table = goals("A1;emploi;;fin;posé;;", "A1;emploi;;avant;posé;;", "A1;emploi;;apres;maintenu;;")
    assert told(table) == [(2, "", "the goal is set a second time (line 3)")]
