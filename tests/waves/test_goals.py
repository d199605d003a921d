"""Goals counted by group and modality: every goal once, and once more under `all`."""

from __future__ import annotations

from collections import Counter

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.goal_files import STATES
from tasks.waves.goals import GOAL_COUNT_SCHEMA, OUTCOMES, count_outcomes

Goal = tuple[str, str, str]
GOALS = st.lists(
    st.tuples(st.sampled_from(["guide", "marcheur"]), st.sampled_from(["", "visio"]), st.sampled_from(OUTCOMES)),
    max_size=30,
)


def outcomes_of(goals: list[Goal]) -> pl.DataFrame:
    return pl.DataFrame(goals, schema=["role", "modality", "outcome"], orient="row").cast(pl.String())


@given(GOALS)
@settings(max_examples=50, deadline=None)
def test_goals_counts_agree_with_counting_by_hand(goals: list[Goal]) -> None:
    found = count_outcomes(outcomes_of(goals))
    assert found.schema == GOAL_COUNT_SCHEMA
    own, pooled = Counter(goals), Counter((role, "all", outcome) for role, _, outcome in goals)
    counted = own + pooled
    size = Counter(group[:2] for group in counted.elements())
    expected = [
        (*group, outcome, counted[(*group, outcome)], size[group]) for group in sorted(size) for outcome in OUTCOMES
    ]
    assert found.rows() == expected


def test_goals_one_goal_without_outcome_is_in_the_denominator() -> None:
    found = count_outcomes(outcomes_of([("guide", "visio", "no_outcome")]))
    assert found.height == 2 * len(OUTCOMES)
    assert found["n_set"].unique().to_list() == [1]
    assert found.filter(pl.col("n") == 1).rows() == [
        ("guide", "all", "no_outcome", 1, 1),
        ("guide", "visio", "no_outcome", 1, 1),
    ]


def test_goals_none_set_none_counted() -> None:
    found = count_outcomes(outcomes_of([]))
    assert found.is_empty()
    assert found.schema == GOAL_COUNT_SCHEMA


def test_goals_outcomes_are_the_states_that_a_table_may_tell() -> None:
    assert {*OUTCOMES} == {*STATES} - {"set", "not_asked"} | {"no_outcome"}
