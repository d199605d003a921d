"""The step of the grid stage, held against naive counts."""

from __future__ import annotations

from collections import Counter, defaultdict

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.grid.marks import CELL_SCHEMA
from tasks.grid.work import analysed_cells, total_grid
from tasks.shards import Shard
from tests.invented import analysed_interviews, invented_order, rows_of

CODEBOOK = """\
[[observables]]
key = "outils"
number = "1"
label = "Outils"
roles = ["guide"]
[[observables.indicators]]
key = "carte"
number = "1"
label = "carte"
exclusive = "papier"
[[observables.indicators]]
key = "topo"
number = "2"
label = "topo"
exclusive = "papier"
[[observables]]
key = "lien"
number = "2"
label = "Lien"
[[observables.indicators]]
key = "confiance"
number = "1"
label = "confiance"
"""
INDICATORS = ["outils.carte", "outils.topo", "lien.confiance"]
STATES = ["present", "absent", "not_asked", "not_coded"]
UNITS = ["A1-1", "A1-2", "A2-1", "B1-1", "B2-2"]
Cells = dict[tuple[str, str, str], str]


def cells_of(cells: Cells) -> pl.DataFrame:
    rows = [{"interview_id": u, "indicator": i, "coder": c, "state": state} for (u, i, c), state in cells.items()]
    return rows_of("grid_cells", *rows)


def totalled(cells: Cells, *, codebook: str = CODEBOOK, printed: pl.DataFrame | None = None) -> Shard:
    return total_grid(
        invented_order(
            "study",
            extras={"codebook": codebook},
            grid_cells=cells_of(cells),
            analysed_interviews=analysed_interviews(*UNITS),
            printed_totals=rows_of("printed_totals") if printed is None else printed,
        )
    )


def judged(cells: Cells) -> dict[tuple[str, str], str]:
    """One state a cell: what weighs most of what those who coded say."""
    said: dict[tuple[str, str], list[str]] = defaultdict(list)
    for (unit, indicator, _), state in cells.items():
        said[unit, indicator].append(state)
    return {cell: min(states, key=STATES.index) for cell, states in said.items()}


@given(
    cells=st.dictionaries(
        st.tuples(st.sampled_from(UNITS), st.sampled_from(INDICATORS), st.sampled_from(["CL", "EM"])),
        st.sampled_from(STATES),
        min_size=1,
        max_size=20,
    )
)
@settings(max_examples=50, deadline=None)
def test_grid_work_flat_reading_equals_naive_counts(cells: Cells) -> None:
    flat = totalled(cells).tables["flat_reading"]
    present, asked = Counter[tuple[str, str, str]](), Counter[tuple[str, str, str]]()
    bearers: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    lines = set()
    for (unit, indicator), state in judged(cells).items():
        role = "guide" if unit[0] == "A" else "marcheur"
        for wave in (unit[-1], "all"):
            place = (indicator, role, wave)
            lines |= {place} if state != "not_asked" else set()
            present[place] += state == "present"
            asked[place] += state in ("present", "absent")
            bearers[place] |= {unit} if state == "present" else set()
    assert {(row["indicator"], row["role"], row["wave"]) for row in flat.to_dicts()} == lines
    for row in flat.to_dicts():
        place = (row["indicator"], row["role"], row["wave"])
        assert (row["n_present"], row["n_asked"]) == (present[place], asked[place])
        assert row["share"] == (present[place] / asked[place] if asked[place] else None)
        assert set(row["interviews"].split()) == bearers[place]


def test_grid_work_cells_of_interviews_set_aside_do_not_count() -> None:
    cells: Cells = {("A1-1", "outils.carte", "CL"): "present", ("A9-1", "outils.carte", "CL"): "present"}
    found = analysed_cells(cells_of(cells), analysed_interviews(*UNITS))
    assert found.schema == CELL_SCHEMA
    assert found.rows() == [("A1-1", "A1", "guide", "1", "outils.carte", "CL", "present")]
    assert totalled(cells).tables["flat_reading"]["n_present"].to_list() == [1, 1]


def test_grid_work_contradictions_are_told_of_the_study() -> None:
    cells: Cells = {("A1-1", indicator, "CL"): "present" for indicator in INDICATORS[:2]}
    cells |= {("B1-1", "lien.confiance", "CL"): "absent"}
    printed = rows_of(
        "printed_totals",
        {"file": "g.csv", "place": "T2", "indicator": "outils.carte", "printed": 3, "counted": 1},
        {"file": "g.csv", "place": "T3", "indicator": "outils.topo", "printed": 1, "counted": 1},
    )
    findings = totalled(cells, printed=printed).findings
    assert {unit for unit, _ in findings} == {"study"}
    told = {found.code: found for _, found in findings}
    assert told.keys() == {"grid_total_differs", "grid_exclusive_both", "grid_observable_unmarked"}
    assert told["grid_total_differs"].details == {"place": "T2", "printed": 3, "counted": 1}
    assert told["grid_exclusive_both"].subject == "A1-1"
    assert told["grid_observable_unmarked"].subject == "B1-1"


@pytest.mark.parametrize("codebook", ["", CODEBOOK], ids=["without codebook", "without cells"])
def test_grid_work_study_without_a_grid(codebook: str) -> None:
    shard = totalled({}, codebook=codebook)
    assert shard.findings == []
    assert all(rows.is_empty() for rows in shard.tables.values())
