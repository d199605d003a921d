"""Steps of the waves, held against naive counts."""

from __future__ import annotations

from collections import Counter

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from tasks.waves.goals import OUTCOMES
from tasks.waves.work import count_goals, count_transitions, follow_panel
from tests.invented import analysed_interviews, invented_config, invented_order, rows_of

STATES = ["present", "absent", "not_asked", "not_coded"]
UNITS = [f"{person}-{wave}" for person in ("A1", "A2", "A3", "B1", "B2") for wave in "12"]
Cells = dict[tuple[str, str, str], str]


def transitions(cells: Cells, *units: str) -> pl.DataFrame:
    rows = [{"interview_id": u, "indicator": i, "coder": c, "state": state} for (u, i, c), state in cells.items()]
    order = invented_order(
        "study", grid_cells=rows_of("grid_cells", *rows), analysed_interviews=analysed_interviews(*units or UNITS)
    )
    return count_transitions(order).tables["transitions"]


@given(
    cells=st.dictionaries(
        st.tuples(st.sampled_from(UNITS), st.sampled_from(["a.b", "a.c"]), st.sampled_from(["CL", "EM"])),
        st.sampled_from(STATES),
        max_size=24,
    )
)
@settings(max_examples=50, deadline=None)
def test_waves_work_transitions_equal_naive_counts(cells: Cells) -> None:
    states: dict[tuple[str, str], str] = {}
    for (unit, indicator, _), state in cells.items():
        states[unit, indicator] = min(state, states.get((unit, indicator), "not_coded"), key=STATES.index)
    counts = Counter[tuple[str, str, str]]()
    changed: dict[tuple[str, str], list[str]] = {}
    for person in ("A1", "A2", "A3", "B1", "B2"):
        for indicator in ("a.b", "a.c"):
            pair = [states.get((f"{person}-{wave}", indicator)) for wave in "12"]
            if None in pair or pair == ["not_asked", "not_asked"]:
                continue
            known = all(state in ("present", "absent") for state in pair)
            kind = "".join(str(int(state == "present")) for state in pair) if known else "not_asked"
            counts[indicator, person[0], f"n_{kind}"] += 1
            if kind in ("01", "10"):
                changed.setdefault((indicator, person[0]), []).append(person)
    found = transitions(cells)
    assert {(row["indicator"], row["role"]) for row in found.to_dicts()} == {
        (indicator, "guide" if side == "A" else "marcheur") for indicator, side, _ in counts
    }
    for row in found.to_dicts():
        place = (row["indicator"], "A" if row["role"] == "guide" else "B")
        kinds = ("n_00", "n_01", "n_10", "n_11", "n_not_asked")
        assert [row[kind] for kind in kinds] == [counts[(*place, kind)] for kind in kinds]
        assert (row["from_wave"], row["to_wave"]) == ("1", "2")
        assert row["participants"].split() == changed.get(place, [])
        moved = row["n_01"] + row["n_10"]
        if moved:
            assert abs(row["p"] - binomtest(row["n_01"], moved).pvalue) < 1e-12


def test_waves_work_three_waves_are_set_two_by_two() -> None:
    config = invented_config(waves={name: {"label": name} for name in ("avant", "pendant", "apres")})
    units = [f"A1-{wave}" for wave in config.waves]
    rows = [{"interview_id": unit, "indicator": "a.b", "coder": "CL", "state": "present"} for unit in units]
    order = invented_order(
        "study",
        config=config,
        grid_cells=rows_of("grid_cells", *rows),
        analysed_interviews=analysed_interviews(*units),
    )
    pairs = count_transitions(order).tables["transitions"].select("from_wave", "to_wave").rows()
    assert pairs == [("avant", "pendant"), ("avant", "apres"), ("pendant", "apres")]


def test_waves_work_interviews_set_aside_are_not_followed() -> None:
    cells: Cells = {(f"A1-{wave}", "a.b", "CL"): "present" for wave in "12"}
    assert transitions(cells)["n_11"].to_list() == [1]
    assert transitions(cells, "A1-1").is_empty()
    assert transitions({}).is_empty()


def test_waves_work_panel_says_who_was_there() -> None:
    order = invented_order("study", analysed_interviews=analysed_interviews("A1-1", "A1-2", "A2-1", "B1-1", "B2-2"))
    assert follow_panel(order).tables["panel"].rows() == [
        ("A1", "guide", "1", "present", "A1-1"),
        ("A1", "guide", "2", "present", "A1-2"),
        ("A2", "guide", "1", "present", "A2-1"),
        ("A2", "guide", "2", "left", ""),
        ("B1", "marcheur", "1", "present", "B1-1"),
        ("B1", "marcheur", "2", "left", ""),
        ("B2", "marcheur", "1", "absent", ""),
        ("B2", "marcheur", "2", "present", "B2-2"),
    ]


def test_waves_work_empty_study_has_an_empty_panel() -> None:
    assert follow_panel(invented_order("study", analysed_interviews=analysed_interviews())).tables["panel"].is_empty()


def test_waves_work_goals_are_counted_and_a_study_without_goals_has_no_counts() -> None:
    schema = {"role": pl.String(), "modality": pl.String(), "outcome": pl.String()}
    rows = pl.DataFrame([("guide", "visio", "reached"), ("guide", "", "no_outcome")], schema=schema, orient="row")
    counts = count_goals(invented_order("study", goal_outcomes=rows)).tables["goal_counts"]
    assert counts.filter(pl.col("n") > 0).rows() == [
        ("guide", "", "no_outcome", 1, 1),
        ("guide", "all", "reached", 1, 2),
        ("guide", "all", "no_outcome", 1, 2),
        ("guide", "visio", "reached", 1, 1),
    ]
    assert counts.height == 3 * len(OUTCOMES)
    assert count_goals(invented_order("study", goal_outcomes=rows.clear())).tables["goal_counts"].is_empty()
