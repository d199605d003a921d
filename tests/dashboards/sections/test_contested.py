"""Crosses that coders contest, counted by hand."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.contested import Contested, doubt, read_contested, sign, tell_contested
from dashboards.sections.mirror import build_mirror
from dashboards.sections.overview import build_overview
from dashboards.sections.transitions import Changes
from dashboards.sections.waves import build_waves
from tests.dashboards.example_people import Row
from tests.dashboards.published_example import example_rows, publish

KEY = "o.x"
MARKS = {
    # Interview: what CL says, what MD says.
    "A1-1": ("present", "absent"),
    "A1-2": ("present", "present"),
    "A2-1": ("present", "absent"),
    "A3-1": ("present", "not_coded"),
    "A4-1": ("absent", "absent"),
    "B1-1": ("absent", "present"),
}


def _cells(coders: Sequence[str]) -> list[Row]:
    return [
        {"interview_id": interview, "indicator": KEY, "coder": coder, "state": state}
        for interview, states in MARKS.items()
        for coder, state in zip(coders, states, strict=False)
    ]


def _flat(interviews: Sequence[str]) -> list[Row]:
    facts = {"n_present": len(interviews), "n_asked": 6, "share": len(interviews) / 6}
    return [{"indicator": KEY, "role": "animatrice", "wave": "all", "interviews": " ".join(interviews), **facts}]


def _read(path: Path, coders: Sequence[str], counted: Sequence[str]) -> tuple[Contested, str]:
    rows = {**example_rows(), "grid_cells": _cells(coders), "flat_reading": _flat(counted)}
    with open_published(publish(path / "p.duckdb", rows)) as published:
        materials = gather_materials(published, "fr")
        contested = read_contested(materials)
        return contested, tell_contested(materials, contested)


def test_contested_people_count_by_such_crosses_alone(tmp_path: Path) -> None:
    found, said = _read(tmp_path, ("CL", "MD"), ("A1-1", "A1-2", "A2-1", "A3-1", "B1-1"))
    assert (found.crosses, found.n_contested) == (5, 3)
    # A1 has a firm cross in the second wave; who has not coded contests nothing.
    assert (found.of(KEY, "1"), found.of(KEY, "2"), found.of(KEY, "all")) == (3, 0, 2)
    assert found.alone == (("CL", 2), ("MD", 1))
    assert "3 croix sur 5 sont contestées" in said
    assert "2 viennent du seul codage de CL." in said


def test_contested_cells_that_are_not_counted_are_no_crosses(tmp_path: Path) -> None:
    found, _ = _read(tmp_path, ("CL", "MD"), ("A1-2", "A3-1"))
    assert (found.crosses, found.n_contested, found.people) == (2, 0, {})
    assert (KEY, "A1-1") in found.cells


def test_contested_of_one_coder_is_nothing(tmp_path: Path) -> None:
    found, said = _read(tmp_path, ("CL",), ("A1-1", "A1-2"))
    assert (found.n_contested, found.cells, said) == (0, frozenset(), "")


def test_contested_shares_say_how_many(materials: Materials) -> None:
    assert doubt(materials, "7/7", 0) == sign(materials, "7/7", 0) == "7/7"
    assert doubt(materials, "7/7", 1) == "7/7 (dont 1 contestée)"
    assert doubt(materials, "7/7", 3) == "7/7 (dont 3 contestées)"
    assert sign(materials, "7/7", 3) == "7/7 (3 ≠)"


def test_contested_changes_are_marked_by_either_interview(materials: Materials) -> None:
    row = {"indicator": KEY, "from_wave": "1", "to_wave": "2", "participants": "A1 A2"}
    nothing = Contested(frozenset(), {}, 0, 0, ())
    doubtful = Contested(frozenset([(KEY, "A1-1")]), {}, 0, 0, ())
    assert [one.contested for one in Changes(materials, nothing).of(row)["lost"]] == [False, False]
    lost = Changes(materials, doubtful).of(row)["lost"]
    name = materials.names.participant("A1")
    assert [(one.signed(), one.contested) for one in lost if one.name == name] == [(f"{name} ≠", True)]
    assert sum(one.contested for one in lost) == 1


def test_pages_of_one_coder_never_speak_of_contested_crosses(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["grid_cells"] = [row for row in rows["grid_cells"] if row["coder"] == "CL"]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        materials = gather_materials(published, "fr")
        pages = [str(build(materials)) for build in (build_overview, build_mirror, build_waves)]
    assert all("contest" not in page and "≠" not in page for page in pages)
