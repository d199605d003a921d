"""Quotes: as many voices as there are before any voice a second time."""

from __future__ import annotations

from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.mirror.quotes import choose_quotes

SCHEMA = {
    "theme": pl.String,
    "side": pl.String,
    "interview_id": pl.String,
    "participant_id": pl.String,
    "segment": pl.Int64,
    "n_words": pl.Int64,
    "score": pl.Float64,
}

Candidate = tuple[str, int, int, float | None]


def candidates_of(*rows: Candidate, theme: str = "lien") -> pl.DataFrame:
    """Candidates from (interview, segment, words, score); the side is the interview's first letter."""
    lines = [(theme, interview[0], interview, interview.split("-")[0], *rest) for interview, *rest in rows]
    return pl.DataFrame(lines, schema=SCHEMA, orient="row")


def places(chosen: pl.DataFrame) -> list[tuple[str, int, int]]:
    return chosen.select("interview_id", "segment", "rank").rows()


def test_quotes_let_everyone_speak_before_anyone_speaks_twice() -> None:
    chosen = choose_quotes(
        candidates_of(("A1-1", 1, 40, 9.0), ("A1-1", 2, 40, 8.0), ("A1-2", 3, 40, 7.0), ("A2-1", 1, 40, 1.0)),
        per_side=3,
    )
    assert places(chosen) == [("A1-1", 1, 1), ("A2-1", 1, 2), ("A1-1", 2, 3)]


def test_quotes_are_as_many_at_most_on_either_side() -> None:
    rows: list[Candidate] = [*((f"A{n}-1", 1, 40, 9.0) for n in range(9)), ("B1-1", 1, 40, 0.5)]
    chosen = choose_quotes(candidates_of(*rows))
    assert chosen.group_by("side").len().sort("side").rows() == [("A", 4), ("B", 1)]


def test_quotes_of_each_theme_are_chosen_apart() -> None:
    rows: list[Candidate] = [("A1-1", 1, 40, 9.0), ("B1-1", 1, 40, 9.0)]
    chosen = choose_quotes(pl.concat([candidates_of(*rows), candidates_of(*rows, theme="outils")]), per_side=1)
    assert chosen.select("theme", "side", "rank").rows() == [
        ("lien", "A", 1),
        ("lien", "B", 1),
        ("outils", "A", 1),
        ("outils", "B", 1),
    ]


def test_quotes_settle_ties_by_interview_then_segment() -> None:
    chosen = choose_quotes(candidates_of(("A2-1", 1, 40, 2.0), ("A1-1", 7, 40, 2.0), ("A1-1", 3, 40, 2.0)), per_side=2)
    assert places(chosen) == [("A1-1", 3, 1), ("A2-1", 1, 2)]


@pytest.mark.parametrize(("n_words", "taken"), [(11, False), (12, True), (60, True), (61, False)])
def test_quotes_are_neither_too_short_nor_too_long(n_words: int, taken: bool) -> None:
    assert choose_quotes(candidates_of(("A1-1", 1, n_words, 1.0))).height == int(taken)


def test_quotes_need_a_score() -> None:
    assert choose_quotes(candidates_of(("A1-1", 1, 40, None), ("A1-1", 2, 40, float("nan")))).is_empty()


def test_quotes_keep_further_columns() -> None:
    chosen = choose_quotes(candidates_of(("A1-1", 1, 40, 1.0)).with_columns(why=pl.lit("question")))
    assert chosen.columns == [*SCHEMA, "why", "rank"]


def test_quotes_of_nothing_are_empty() -> None:
    assert choose_quotes(candidates_of()).columns == [*SCHEMA, "rank"]


ROWS = st.tuples(
    st.sampled_from(["A1-1", "A1-2", "A2-1", "A3-1", "B1-1", "B2-1"]),
    st.integers(1, 6),
    st.integers(5, 70),
    st.sampled_from([0.0, 0.5, 1.0, 2.0]),
)


@settings(max_examples=50, deadline=None)
@given(st.lists(ROWS, unique_by=lambda row: row[:2], max_size=25), st.integers(1, 5), st.randoms())
def test_quotes_are_fair_whatever_the_order(rows: list[Candidate], per_side: int, random: Random) -> None:
    chosen = choose_quotes(candidates_of(*rows), per_side=per_side)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert places(choose_quotes(candidates_of(*shuffled), per_side=per_side)) == places(chosen)
    for side in "AB":
        usable = [row for row in rows if row[0][0] == side and 12 <= row[2] <= 60]
        voices = [interview.split("-")[0] for interview in chosen.filter(pl.col("side") == side)["interview_id"]]
        speakers = {row[0].split("-")[0] for row in usable}
        assert len(voices) == min(per_side, len(usable))
        assert len(set(voices)) == min(per_side, len(speakers))
        assert len(set(voices[: len(speakers)])) == len(voices[: len(speakers)])
