"""The same people later: transitions with exact McNemar, and who was there."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tasks.waves.transitions import (
    PANEL_SCHEMA,
    TRANSITION_SCHEMA,
    count_transitions,
    follow_panel,
    mcnemar_exact,
)

SIGNS = {"1": "present", "0": "absent", "-": "not_asked", "?": "not_coded"}


def cells_of(waves: str = "123", role: str = "acc", **paths: str) -> pl.DataFrame:
    """Cells of one indicator from a path a participant: one sign a wave, a space where there was no interview."""
    rows = [
        (who, role, wave, "o.x", SIGNS[sign])
        for who, path in paths.items()
        for wave, sign in zip(waves, path, strict=False)
        if sign != " "
    ]
    names = ["participant_id", "role", "wave", "indicator", "state"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def test_transitions_count_each_way() -> None:
    cells = cells_of(A1="01", A2="11", A3="10", A4="00", A5="01", A6="-1", A7="1?", A8="1 ", A9="--")
    found = count_transitions(cells, waves=["1", "2"])
    assert found.schema == TRANSITION_SCHEMA
    assert found.height == 1
    row = found.row(0, named=True)
    assert [row[name] for name in ("n_00", "n_01", "n_10", "n_11", "n_not_asked")] == [1, 2, 1, 1, 2]
    assert row["participants"] == "A1 A3 A5"
    assert (row["p"], row["p_floor"], row["design_floor"]) == (1.0, 0.25, 1 / 16)


@pytest.mark.parametrize(("n_one_way", "p"), [(1, 1.0), (4, 0.125), (5, 0.0625), (6, 0.03125), (7, 0.015625)])
def test_transitions_need_six_changes_one_way(n_one_way: int, p: float) -> None:
    found = count_transitions(cells_of(**{f"A{n}": "01" for n in range(n_one_way)}), waves=["1", "2"])
    assert found.select("p", "p_floor", "design_floor").row(0) == (p, p, p)
    assert (p <= 0.05) == (n_one_way >= 6)


def test_transitions_mcnemar_agrees_with_the_binomial_test() -> None:
    for n_01 in range(12):
        for n_10 in range(12):
            expected = stats.binomtest(n_01, n_01 + n_10).pvalue if n_01 + n_10 else 1.0
            assert mcnemar_exact(n_01=n_01, n_10=n_10) == pytest.approx(expected)


def test_transitions_set_each_wave_against_every_later_one() -> None:
    found = count_transitions(cells_of(A1="010", A2="0 1"), waves=["1", "2", "3"])
    lines = found.select("from_wave", "to_wave", "n_00", "n_01", "n_10").rows()
    assert lines == [("1", "2", 0, 1, 0), ("1", "3", 1, 1, 0), ("2", "3", 0, 0, 1)]


def test_transitions_follow_the_order_of_the_waves_not_of_their_names() -> None:
    cells = cells_of(waves="ba", A1="01")
    found = count_transitions(cells, waves=["b", "a"])
    assert found.select("from_wave", "to_wave", "n_01").rows() == [("b", "a", 1)]


def test_transitions_keep_roles_apart() -> None:
    cells = pl.concat([cells_of(A1="01"), cells_of(role="ben", B1="10")])
    found = count_transitions(cells, waves=["1", "2"])
    assert found.select("role", "n_01", "n_10", "participants").rows() == [("acc", 1, 0, "A1"), ("ben", 0, 1, "B1")]


def test_transitions_say_nothing_where_nobody_can_be_followed() -> None:
    found = count_transitions(cells_of(A1="-1", A2="0?"), waves=["1", "2"])
    assert found.select("n_not_asked", "p", "p_floor", "design_floor").row(0) == (2, None, None, None)
    for cells, waves in (
        (cells_of(A1="1 ", A2=" 1"), ["1", "2"]),
        (cells_of(A1="--"), ["1", "2"]),
        (cells_of(), ["1"]),
    ):
        empty = count_transitions(cells, waves=waves)
        assert empty.is_empty()
        assert empty.schema == TRANSITION_SCHEMA


PATHS = st.lists(st.text("01-? ", min_size=2, max_size=2), max_size=9)


@settings(max_examples=50, deadline=None)
@given(PATHS)
def test_transitions_agree_with_counting_by_hand(paths: list[str]) -> None:
    found = count_transitions(cells_of(**{f"A{n}": path for n, path in enumerate(paths)}), waves=["1", "2"])
    both = [path for path in paths if " " not in path and path != "--"]
    assert found.height == bool(both)
    for row in found.iter_rows(named=True):
        assert [row[f"n_{path}"] for path in ("00", "01", "10", "11")] == [
            both.count(p) for p in ("00", "01", "10", "11")
        ]
        assert row["n_not_asked"] == sum("-" in path or "?" in path for path in both)
        if row["p"] is not None:
            assert row["design_floor"] <= row["p_floor"] <= row["p"] <= 1


def interviews_of(*ids: str) -> pl.DataFrame:
    rows = [(name, name.split("-")[0], "acc" if name[0] == "A" else "ben", name.split("-")[1]) for name in ids]
    names = ["interview_id", "participant_id", "role", "wave"]
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")


def test_transitions_follow_the_panel() -> None:
    interviews = interviews_of("A2-2", "A1-1", "A1-3", "A3-1", "B1-1")
    panel = follow_panel(interviews, waves=["1", "2", "3"])
    assert panel.schema == PANEL_SCHEMA
    assert panel.rows() == [
        ("A1", "acc", "1", "present", "A1-1"),
        ("A1", "acc", "2", "missing", ""),
        ("A1", "acc", "3", "present", "A1-3"),
        ("A2", "acc", "1", "absent", ""),
        ("A2", "acc", "2", "present", "A2-2"),
        ("A2", "acc", "3", "left", ""),
        ("A3", "acc", "1", "present", "A3-1"),
        ("A3", "acc", "2", "left", ""),
        ("A3", "acc", "3", "left", ""),
        ("B1", "ben", "1", "present", "B1-1"),
    ]


def test_transitions_nobody_left_before_a_wave_that_has_not_taken_place() -> None:
    panel = follow_panel(interviews_of("A1-1", "A2-1"), waves=["1", "2"])
    assert panel["wave"].to_list() == ["1", "1"]
    assert follow_panel(interviews_of(), waves=["1"]).schema == PANEL_SCHEMA
