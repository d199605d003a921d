"""The codebook: parsed whole, every problem told at once, mirror pairs whichever side writes them."""

from __future__ import annotations

import pytest

from tasks.errors import Problem, StudyInvalid
from tasks.grid.codebook import (
    INDICATOR_COLUMNS,
    PAIR_COLUMNS,
    Codebook,
    fold_label,
    indicator_frame,
    pair_frame,
    parse_codebook,
)

ROLES = ("accompagnante", "beneficiaire")

MIRROR = """
version = "2026-03"

[[observables]]
key = "outils"
number = "1"
label = "Outils numériques mobilisés"
theme = "pratiques"
roles = ["accompagnante"]
[[observables.indicators]]
key = "visio"
number = "6"
label = "visioconférence"
mirror = "outils_b.visio"
relation = "mirrored"
[[observables.indicators]]
key = "sms"
number = "6"
label = "SMS"
exclusive = "rapide"

[[observables]]
key = "outils_b"
label = "Outils reçus"
roles = ["beneficiaire"]
waves = ["2"]
[[observables.indicators]]
key = "visio"
label = "visioconférence"
[[observables.indicators]]
key = "carnet"
label = "carnet"

[[observables]]
key = "lien"
label = "Lien"
[[observables.indicators]]
key = "proche"
number = 1
label = "proximité"
"""


def parse(text: str) -> Codebook:
    return parse_codebook(text, roles=ROLES, waves=("1", "2"), themes=("pratiques",))


def problems_of(text: str) -> tuple[Problem, ...]:
    with pytest.raises(StudyInvalid) as caught:
        parse(text)
    return caught.value.problems


def told(text: str) -> set[tuple[str, str]]:
    return {(problem.field, problem.what) for problem in problems_of(text)}


def test_codebook_gives_rows_in_the_order_of_writing() -> None:
    rows = parse(MIRROR).indicators()
    assert [row.key for row in rows] == [
        "outils.visio",
        "outils.sms",
        "outils_b.visio",
        "outils_b.carnet",
        "lien.proche",
    ]
    assert [row.position for row in rows] == [1, 2, 3, 4, 5]
    first, sms = rows[:2]
    assert (first.observable_key, first.observable_number, first.theme) == ("outils", "1", "pratiques")
    assert first.roles == ("accompagnante",)
    assert first.waves == ("1", "2")
    assert sms.exclusive == "rapide"
    assert rows[4].roles == ROLES


def test_codebook_reads_numbers_written_without_quotes() -> None:
    assert parse(MIRROR).indicators()[4].number == "1"


def test_codebook_asks_by_role_and_wave() -> None:
    rows = {row.key: row for row in parse(MIRROR).indicators()}
    assert rows["outils.visio"].is_asked(role="accompagnante", wave="1")
    assert not rows["outils.visio"].is_asked(role="beneficiaire", wave="1")
    assert not rows["outils_b.visio"].is_asked(role="beneficiaire", wave="1")
    assert rows["outils_b.visio"].is_asked(role="beneficiaire", wave="2")


def test_codebook_pairs_partners_written_on_one_side() -> None:
    rows = {row.key: row for row in parse(MIRROR).indicators()}
    assert (rows["outils_b.visio"].mirror, rows["outils_b.visio"].relation) == ("outils.visio", "mirrored")
    pairs = parse(MIRROR).mirror_pairs(role_a="accompagnante", role_b="beneficiaire")
    assert [(pair.indicator_a, pair.indicator_b, pair.relation, pair.theme) for pair in pairs] == [
        ("outils.visio", "outils_b.visio", "mirrored", "pratiques"),
        ("outils.sms", "", "only_a", "pratiques"),
        ("lien.proche", "lien.proche", "same", ""),
        ("", "outils_b.carnet", "only_b", ""),
    ]


def test_codebook_pairs_turn_with_the_sides() -> None:
    one_way = parse(MIRROR).mirror_pairs(role_a="accompagnante", role_b="beneficiaire")
    other_way = parse(MIRROR).mirror_pairs(role_a="beneficiaire", role_b="accompagnante")
    turned = {"only_a": "only_b", "only_b": "only_a"}
    assert {(pair.indicator_b, pair.indicator_a, turned.get(pair.relation, pair.relation)) for pair in one_way} == {
        (pair.indicator_a, pair.indicator_b, pair.relation) for pair in other_way
    }


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ('mirror = "b.y"\nrelation = "mirrored"', ""),
        ("", 'mirror = "a.x"\nrelation = "mirrored"'),
        ('mirror = "b.y"', 'mirror = "a.x"\nrelation = "mirrored"'),
        ('relation = "mirrored"', 'mirror = "a.x"'),
    ],
)
def test_codebook_reads_one_pair_however_written(left: str, right: str) -> None:
    text = f"""
    [[observables]]
    key = "a"
    label = "a"
    roles = ["accompagnante"]
    indicators = [{{key = "x", label = "x"{inline(left)}}}]
    [[observables]]
    key = "b"
    label = "b"
    roles = ["beneficiaire"]
    indicators = [{{key = "y", label = "y"{inline(right)}}}]
    """
    pairs = parse(text).mirror_pairs(role_a="accompagnante", role_b="beneficiaire")
    assert [(pair.indicator_a, pair.indicator_b, pair.relation) for pair in pairs] == [("a.x", "b.y", "mirrored")]


def inline(lines: str) -> str:
    return "".join(f", {line}" for line in lines.splitlines())


def test_codebook_pairs_an_indicator_of_both_sides_with_one_of_side_a_only() -> None:
    text = """
    [[observables]]
    key = "a"
    label = "a"
    roles = ["accompagnante"]
    indicators = [{key = "x", label = "x"}]
    [[observables]]
    key = "both"
    label = "both"
    indicators = [{key = "y", label = "y", mirror = "a.x"}]
    """
    pairs = parse(text).mirror_pairs(role_a="accompagnante", role_b="beneficiaire")
    assert [(pair.indicator_a, pair.indicator_b) for pair in pairs] == [("a.x", "both.y")]


def test_codebook_allows_printed_numbers_that_stand_twice() -> None:
    numbers = [row.number for row in parse(MIRROR).indicators()]
    assert numbers[:2] == ["6", "6"]


FAULTY = """
colour = "red"

[[observables]]
key = "un deux"
label = "x"
theme = "none"
roles = ["accompagnante", "chef"]
waves = ["9"]
[[observables.indicators]]
key = "a"
labell = "x"

[[observables]]
key = "b"
label = ""
roles = ["accompagnante"]
[[observables.indicators]]
key = "c"
label = "c"
mirror = "z.z"
[[observables.indicators]]
key = "c"
label = "c again"
[[observables.indicators]]
key = "d"
label = "d"
mirror = "b.c"
relation = "sideways"
"""


def test_codebook_tells_every_problem_at_once() -> None:
    assert told(FAULTY) >= {
        ("colour", "unknown key"),
        ("observables[0].theme", "no theme 'none' in study.toml"),
        ("observables[0].roles[1]", "no role 'chef' in study.toml"),
        ("observables[0].waves[0]", "no wave '9' in study.toml"),
        ("observables[0].indicators[0].label", "is missing"),
        ("observables[0].indicators[0].labell", "unknown key"),
        ("observables[1].indicators[0].mirror", "no indicator 'z.z'"),
        (
            "observables[1].indicators[1].key",
            "the indicator 'b.c' stands twice (first at observables[1].indicators[0])",
        ),
        ("observables[1].indicators[2].mirror", "its partner 'b.c' is asked of the same side only"),
    }
    fields = {field for field, _ in told(FAULTY)}
    assert {"observables[0].key", "observables[1].label", "observables[1].indicators[2].relation"} <= fields


def test_codebook_tells_the_line_of_each_block() -> None:
    lines = {problem.field: problem.line for problem in problems_of(FAULTY)}
    text = FAULTY.splitlines()
    assert lines["observables[0].indicators[0].label"] == text.index("[[observables.indicators]]") + 1
    assert lines["observables[1].indicators[1].key"] == text.index('label = "c again"') - 1
    assert lines["observables[0].waves[0]"] == text.index("[[observables]]") + 1


def facing(left: str, right: str, third: str = "") -> str:
    return f"""
    [[observables]]
    key = "a"
    label = "a"
    roles = ["accompagnante"]
    indicators = [{{key = "x", label = "x"{left}}}, {{key = "z", label = "z"{third}}}]
    [[observables]]
    key = "b"
    label = "b"
    roles = ["beneficiaire"]
    indicators = [{{key = "y", label = "y"{right}}}, {{key = "w", label = "w"}}]
    """


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (
            facing(', mirror = "b.y", relation = "same"', ', mirror = "a.x", relation = "mirrored"'),
            "the pair a.x and b.y is told two ways: same and mirrored",
        ),
        (facing(', mirror = "b.y"', ', mirror = "a.z"'), "names 'b.y', which names 'a.z'"),
        (facing(', mirror = "b.y"', "", ', mirror = "b.y"'), "names 'b.y', which is the partner of 'a.x' already"),
        (facing(', mirror = "a.x"', ""), "its partner 'a.x' is asked of the same side only"),
    ],
)
def test_codebook_refuses_pairs_told_two_ways(text: str, what: str) -> None:
    assert what in {problem.what for problem in problems_of(text)}


def test_codebook_refuses_an_observable_that_stands_twice() -> None:
    again = MIRROR.replace('key = "outils_b"', 'key = "outils"')
    assert ("observables[1].key", "the observable 'outils' stands twice (first at observables[0])") in told(again)


@pytest.mark.parametrize("text", ["", "version = 3", "observables = 3", "observables = [3]", "[[observables]]"])
def test_codebook_refuses_what_is_no_codebook(text: str) -> None:
    assert all(problem.field.startswith("observables") for problem in problems_of(text))


def test_codebook_names_the_line_of_a_syntax_error() -> None:
    (problem,) = problems_of('version = "1"\n[[observables]\n')
    assert problem.line == 2
    assert problem.what.startswith("is not valid TOML")


def test_codebook_frames_have_the_documented_columns() -> None:
    codebook = parse(MIRROR)
    indicators = indicator_frame(codebook)
    assert tuple(indicators.columns) == INDICATOR_COLUMNS
    assert indicators.row(2, named=True)["waves"] == "2"
    assert indicators["roles"].to_list()[4] == "accompagnante beneficiaire"
    pairs = pair_frame(codebook.mirror_pairs(role_a="accompagnante", role_b="beneficiaire"))
    assert tuple(pairs.columns) == PAIR_COLUMNS
    assert pairs["pair"].to_list() == [1, 2, 3, 4]
    assert pair_frame([]).columns == list(PAIR_COLUMNS)


def test_codebook_does_not_depend_on_the_order_of_a_set() -> None:
    codebook = parse_codebook(MIRROR, roles=set(ROLES), waves={"2", "1"}, themes={"pratiques"})
    assert codebook.indicators()[4].roles == ROLES
    assert codebook.indicators()[4].waves == ("1", "2")


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Cœur de métier", "coeur de metier"), ("  L’élève  —  « visio » ", "l eleve visio"), ("_", ""), ("3.1", "3 1")],
)
def test_codebook_folds_labels(written: str, folded: str) -> None:
    assert fold_label(written) == folded
