"""The grid read flat, adjudicated, and checked against itself; the published grid is the reference."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.grid.codebook import Codebook, parse_codebook
from tasks.grid.marks import CELL_SCHEMA, complete_cells, resolve_marks
from tasks.grid.totals import (
    FLAT_SCHEMA,
    PRINTED_SCHEMA,
    AdjudicationRule,
    adjudicate,
    check_grid,
    compare_printed_totals,
    flat_reading,
    number_findings,
)
from tasks.records import Finding

UNITS = [f"A{number}" for number in range(1, 8)]
EXCLUSIVE = ("présentiel intégral", "distanciel intégral", "présentiel majoritaire", "distanciel majoritaire")


@dataclass(frozen=True)
class Mark:
    """What a reader hands over of one cell."""

    unit: str
    observable: str
    indicator: str
    state: str
    place: str
    quote: str = ""
    coder: str = "CL"


@dataclass(frozen=True)
class Total:
    """What a reader hands over of one printed total."""

    observable: str
    indicator: str
    total: int
    place: str


@dataclass(frozen=True)
class PublishedGrid:
    """The published grid, through the whole way of a grid file."""

    rows: list[dict[str, str]]
    codebook: Codebook
    marks: pl.DataFrame
    cells: pl.DataFrame
    printed: pl.DataFrame


def codebook_text(rows: list[dict[str, str]]) -> str:
    lines: list[str] = []
    seen: set[str] = set()
    for row in rows:
        if row["observable"] not in seen:
            seen.add(row["observable"])
            lines += ["[[observables]]", f'key = "o{row["observable"]}"', f'number = "{row["observable"]}"']
            lines += [f'label = "{row["observable_label"]}"', 'roles = ["acc"]']
        lines += ["[[observables.indicators]]", f'key = "r{row["row"]}"', f'number = "{row["printed_number"]}"']
        lines += [f'label = "{row["indicator_label"]}"']
        if row["indicator_label"] in EXCLUSIVE:
            lines += ['exclusive = "modalité"']
    return "\n".join(lines)


@pytest.fixture(scope="module")
def published(shared: Path) -> PublishedGrid:
    with (shared / "reference" / "grid_companions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codebook = parse_codebook(codebook_text(rows), roles=("acc", "ben"), waves=("1",), themes=())
    interviews = pl.DataFrame({"interview_id": [f"{unit}-1" for unit in UNITS], "participant_id": UNITS}).with_columns(
        role=pl.lit("acc"), wave=pl.lit("1")
    )
    records = [
        Mark(
            unit,
            row["observable_label"],
            f"{row['printed_number']} – {row['indicator_label']}",
            "X" if row[f"companion_{unit[1:]}"] == "1" else "",
            f"line {row['row']}, {unit}",
        )
        for row in rows
        for unit in UNITS
    ]
    totals = [
        Total(row["observable_label"], row["indicator_label"], int(row["printed_total"]), f"line {row['row']}, T")
        for row in rows
    ]
    resolved = resolve_marks(records, codebook, interviews, role="acc", wave="1")
    assert resolved.findings == ()
    cells = complete_cells(resolved.marks, codebook, interviews)
    printed = compare_printed_totals(totals, resolved.marks, codebook, role="acc")
    return PublishedGrid(rows, codebook, resolved.marks, cells, printed)


def test_totals_of_the_published_grid_are_recomputed(published: PublishedGrid) -> None:
    flat = flat_reading(published.cells).filter(pl.col("wave") == "1")
    assert flat.schema == FLAT_SCHEMA
    assert flat.height == 88
    assert flat["n_present"].sum() == 211
    assert flat["n_present"].to_list() == [int(row["printed_total"]) for row in published.rows]
    assert flat["n_asked"].to_list() == [7] * 88
    visio = flat.row(0, named=True)
    assert visio["share"] == 5 / 7
    assert visio["interviews"] == "A1-1 A2-1 A4-1 A5-1 A6-1"


def test_totals_of_each_published_interview(published: PublishedGrid) -> None:
    present = published.cells.filter(pl.col("state") == "present").group_by("interview_id").len().sort("interview_id")
    assert present["len"].to_list() == [22, 20, 36, 42, 23, 40, 28]


def test_totals_over_all_waves_equal_those_of_the_only_wave(published: PublishedGrid) -> None:
    flat = flat_reading(published.cells)
    one = flat.filter(pl.col("wave") == "1").drop("wave")
    assert one.equals(flat.filter(pl.col("wave") == "all").drop("wave"))


def test_totals_find_the_defects_of_the_published_grid(published: PublishedGrid) -> None:
    findings = check_grid(published.cells, published.codebook, published.printed)
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    assert "grid_total_differs" not in by_code
    assert [finding.details for finding in by_code["codebook_observable_number_missing"]] == [{"numbers": "2"}]
    assert "codebook_observable_number_twice" not in by_code
    assert [
        (finding.subject, finding.details["numbers"]) for finding in by_code["codebook_indicator_number_twice"]
    ] == [
        ("o1", "6"),
        ("o5", "12"),
    ]
    missing = by_code["codebook_indicator_number_missing"]
    assert [(finding.subject, finding.details["numbers"]) for finding in missing] == [
        ("o1", "8, 13"),
        ("o4", "4"),
        ("o5", "2, 8"),
    ]
    (both,) = by_code["grid_exclusive_both"]
    assert both.subject == "A2-1"
    assert both.details == {
        "place": "modalité, CL",
        "set": "modalité",
        "indicators": "o3.r15 o3.r17",
        "coder": "CL",
    }
    unmarked = [(finding.subject, finding.details["observable"]) for finding in by_code["grid_observable_unmarked"]]
    assert ("A7-1", "o3") in unmarked
    expected = [
        (f"{unit}-1", f"o{observable}")
        for unit in UNITS
        for observable in dict.fromkeys(row["observable"] for row in published.rows)
        if all(row[f"companion_{unit[1:]}"] == "0" for row in published.rows if row["observable"] == observable)
    ]
    assert unmarked == expected
    places = [(finding.code, finding.subject, finding.details.get("place")) for finding in findings]
    assert len(set(places)) == len(places)
    assert [finding.subject for finding in by_code["grid_observable_unmarked"] if finding.details["exclusive"]] == [
        "A7-1"
    ]


def test_totals_tell_a_printed_total_that_differs(published: PublishedGrid) -> None:
    wrong = [Total("Outils numériques mobilisés", "visioconférence", 6, "I2"), Total("o3", "nowhere", 1, "I9")]
    printed = compare_printed_totals(wrong, published.marks, published.codebook)
    assert printed.schema == PRINTED_SCHEMA
    findings = [
        finding for finding in check_grid(published.cells, published.codebook, printed) if "total" in finding.code
    ]
    assert findings == [Finding("grid_total_differs", "o1.r1", {"place": "I2", "printed": 6, "counted": 5})]


def cells_of(*rows: tuple[str, str, str, str]) -> pl.DataFrame:
    """Cells from (interview, indicator, coder, state); the role is ``acc``, the wave what follows the dash."""
    lines = [
        (interview, interview.split("-")[0], "acc", interview.split("-")[1], indicator, coder, state)
        for interview, indicator, coder, state in rows
    ]
    return pl.DataFrame(lines, schema=CELL_SCHEMA, orient="row")


@pytest.mark.parametrize(
    ("said", "any_", "all_", "first"),
    [
        (("present", "absent"), "present", "absent", "present"),
        (("absent", "present"), "present", "absent", "absent"),
        (("not_coded", "absent"), "absent", "absent", "absent"),
        (("not_coded", "not_coded"), "not_coded", "not_coded", "not_coded"),
        (("not_asked", "present"), "present", "not_asked", "not_asked"),
        (("not_asked", "absent"), "absent", "not_asked", "not_asked"),
        (("present", "present"), "present", "present", "present"),
    ],
)
def test_totals_adjudicate_by_the_rule_told(said: tuple[str, str], any_: str, all_: str, first: str) -> None:
    cells = cells_of(("A1-1", "o.x", "BR", said[0]), ("A1-1", "o.x", "CL", said[1]))
    rules: list[tuple[AdjudicationRule, str]] = [("any", any_), ("all", all_), ("first", first)]
    for rule, state in rules:
        judged = adjudicate(cells, rule=rule)
        assert judged.rule == rule
        assert judged.cells["state"].to_list() == [state]
        differs = len(set(said) - {"not_coded"}) == 2
        assert judged.disagreements.height == (2 if differs else 0)
        assert judged.cells["agreed"].to_list() == [not differs]
        assert judged.cells["n_coders"].to_list() == [2 - said.count("not_coded")]


def test_totals_adjudicate_by_the_first_coder_named() -> None:
    cells = cells_of(("A1-1", "o.x", "BR", "present"), ("A1-1", "o.x", "CL", "absent"))
    assert adjudicate(cells, rule="first", coders=["CL"]).cells["state"].to_list() == ["absent"]
    assert adjudicate(cells, rule="first", coders=["ZZ", "BR"]).cells["state"].to_list() == ["present"]


def test_totals_count_what_was_asked_and_coded() -> None:
    cells = cells_of(
        ("A1-1", "o.x", "CL", "present"),
        ("A2-1", "o.x", "CL", "absent"),
        ("A3-1", "o.x", "CL", "not_coded"),
        ("A4-1", "o.x", "CL", "not_asked"),
        ("A5-2", "o.x", "CL", "not_coded"),
        ("A6-3", "o.x", "CL", "not_asked"),
    )
    assert flat_reading(cells).rows() == [
        ("o.x", "acc", "1", 1, 2, 0.5, "A1-1"),
        ("o.x", "acc", "2", 0, 0, None, ""),
        ("o.x", "acc", "all", 1, 2, 0.5, "A1-1"),
    ]


def test_totals_of_no_cells_are_empty() -> None:
    empty = pl.DataFrame(schema=CELL_SCHEMA)
    codebook = numbered("1")
    assert flat_reading(empty).schema == FLAT_SCHEMA
    assert flat_reading(empty).is_empty()
    assert adjudicate(empty).disagreements.is_empty()
    assert check_grid(empty, codebook, pl.DataFrame(schema=PRINTED_SCHEMA)) == ()


STATES = st.sampled_from(["present", "absent", "not_asked", "not_coded"])


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from(UNITS), st.sampled_from(["BR", "CL", "DM"])), STATES, min_size=1))
def test_totals_rules_stand_in_order(said: dict[tuple[str, str], str]) -> None:
    cells = cells_of(*((f"{unit}-1", "o.x", coder, state) for (unit, coder), state in said.items()))
    present = {
        rule: set(adjudicate(cells, rule=rule).cells.filter(pl.col("state") == "present")["interview_id"])
        for rule in ("any", "all", "first")
    }
    assert present["all"] <= present["first"] <= present["any"]
    naive = {f"{unit}-1" for (unit, _), state in said.items() if state == "present"}
    assert present["any"] == naive
    judged = adjudicate(cells, rule="any").cells
    assert judged.height == len({unit for unit, _ in said})


def numbered(*numbers: str, second: Sequence[str] = ()) -> Codebook:
    """A codebook of one observable a number; those of ``second`` are asked of the other role."""
    blocks = [
        f'[[observables]]\nkey = "o{place}"\nlabel = "o"\nnumber = "{number}"\nroles = ["{role}"]\n'
        f'indicators = [{{key = "x", label = "x", number = "1"}}]'
        for place, (number, role) in enumerate([*((n, "acc") for n in numbers), *((n, "ben") for n in second)])
    ]
    return parse_codebook("\n".join(blocks), roles=("acc", "ben"), waves=("1",), themes=())


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (("1", "2", "3"), (), {}),
        ((), ("2", "3"), {"missing": "1"}),
        (("1", "3", "3"), (), {"missing": "2", "twice": "3"}),
        (("1", "2"), ("1", "2"), {}),
        (("1", "2"), ("3", "4"), {}),
        (("1", "3"), ("1", "2"), {"missing": "2"}),
        (("1", "4", "4"), ("1", "3"), {"missing": "2, 3", "twice": "4"}),
        (("a", "", "1.2"), (), {}),
        (("1", "2026"), (), {}),
    ],
)
def test_totals_read_printed_numbers_as_people_number(
    first: tuple[str, ...], second: tuple[str, ...], expected: dict[str, str]
) -> None:
    found = {finding.code: finding.details["numbers"] for finding in number_findings(numbered(*first, second=second))}
    assert found == {f"codebook_observable_number_{what}": numbers for what, numbers in expected.items()}
