"""Forms of the two sides with the participant as unit."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.mirror.exact_tests import benjamini_hochberg
from tasks.mirror.lexical_contrast import CONTRAST_SCHEMA, contrast_forms

COUNT_SCHEMA = {"participant_id": pl.String, "lemma": pl.String, "pos": pl.String, "n": pl.Int64}


def rng() -> np.random.Generator:
    return np.random.default_rng(1)


def counts_of(*rows: tuple[str, str, int]) -> pl.DataFrame:
    return pl.DataFrame([(who, lemma, "NOUN", n) for who, lemma, n in rows], schema=COUNT_SCHEMA, orient="row")


def sizes_of(**n_words: int) -> pl.DataFrame:
    rows = [(who, who[0], n) for who, n in n_words.items()]
    return pl.DataFrame(
        rows, schema={"participant_id": pl.String, "side": pl.String, "n_words": pl.Int64}, orient="row"
    )


SIZES = sizes_of(A1=1000, A2=500, A3=2000, B1=1000, B2=1000, B3=250)


def test_lexical_contrast_means_rates_over_participants() -> None:
    found = contrast_forms(counts_of(("A1", "écran", 4), ("A2", "écran", 1), ("B3", "écran", 1)), SIZES, rng=rng())
    assert found.schema == CONTRAST_SCHEMA
    row = found.row(0, named=True)
    assert row["rate_a"] == pytest.approx((4 + 2 + 0) / 3)
    assert row["rate_b"] == pytest.approx((0 + 0 + 4) / 3)
    assert row["difference"] == pytest.approx(row["rate_a"] - row["rate_b"])
    assert (row["participants_a"], row["participants_b"], row["n_a"], row["n_b"]) == (2, 1, 3, 3)
    assert (row["method"], row["n_labelings"]) == ("exact", 20)


def test_lexical_contrast_is_not_moved_by_one_talkative_participant() -> None:
    counts = counts_of(("A1", "écran", 900), *((who, "écran", 0) for who in ("A2", "B1")))
    row = contrast_forms(counts, SIZES, rng=rng()).row(0, named=True)
    assert (row["p"], row["p_floor"], row["participants_a"]) == (1.0, 1.0, 1)


def test_lexical_contrast_reaches_its_floor_where_the_sides_are_apart() -> None:
    counts = counts_of(("A1", "écran", 3), ("A2", "écran", 4), ("A3", "écran", 50))
    row = contrast_forms(counts, SIZES, rng=rng()).row(0, named=True)
    assert row["p"] == row["p_floor"] == 2 / 20


def test_lexical_contrast_adds_rows_of_one_form() -> None:
    whole = contrast_forms(counts_of(("A1", "écran", 3), ("B1", "écran", 1)), SIZES, rng=rng())
    parts = contrast_forms(counts_of(("A1", "écran", 1), ("A1", "écran", 2), ("B1", "écran", 1)), SIZES, rng=rng())
    assert whole.equals(parts)


def test_lexical_contrast_keeps_parts_of_speech_apart() -> None:
    counts = pl.concat(
        [counts_of(("A1", "marche", 3)), counts_of(("B1", "marche", 3)).with_columns(pos=pl.lit("VERB"))]
    )
    assert contrast_forms(counts, SIZES, rng=rng()).select("lemma", "pos").rows() == [
        ("marche", "NOUN"),
        ("marche", "VERB"),
    ]


def test_lexical_contrast_tests_only_forms_of_enough_participants() -> None:
    counts = counts_of(("A1", "rare", 9), ("A1", "écran", 1), ("B1", "écran", 2), ("A2", "nul", 0), ("B2", "nul", 1))
    found = contrast_forms(counts, SIZES, min_participants=2, rng=rng())
    assert found["lemma"].to_list() == ["écran"]
    assert found["q"].to_list() == found["p"].to_list()


def test_lexical_contrast_leaves_out_who_said_nothing() -> None:
    sizes = pl.concat([SIZES, sizes_of(A4=0)])
    row = contrast_forms(counts_of(("A1", "écran", 4)), sizes, rng=rng()).row(0, named=True)
    assert row["n_a"] == 3


def test_lexical_contrast_refuses_counts_without_size() -> None:
    with pytest.raises(ValueError, match="1 participants have counts and no words"):
        contrast_forms(counts_of(("A9", "écran", 1)), SIZES, rng=rng())


@pytest.mark.parametrize(
    ("counts", "sizes"),
    [(counts_of(), SIZES), (counts_of(("A1", "écran", 1)), sizes_of(A1=10, A2=10)), (counts_of(), sizes_of())],
)
def test_lexical_contrast_of_nothing_is_empty(counts: pl.DataFrame, sizes: pl.DataFrame) -> None:
    found = contrast_forms(counts, sizes, rng=rng())
    assert found.is_empty()
    assert found.schema == CONTRAST_SCHEMA


def naive_p(rates: dict[str, float], n_a: int) -> float:
    who = sorted(rates)

    def difference(chosen: tuple[str, ...]) -> float:
        inside = sum(rates[name] for name in chosen) / len(chosen)
        return abs(inside - sum(rates[name] for name in who if name not in chosen) / (len(who) - len(chosen)))

    observed = difference(tuple(name for name in who if name.startswith("A")))
    tried = [difference(chosen) for chosen in combinations(who, n_a)]
    return sum(value >= observed - 1e-9 for value in tried) / len(tried)


ROWS = st.tuples(st.sampled_from(SIZES["participant_id"].to_list()), st.sampled_from("xyz"), st.integers(1, 5))


@settings(max_examples=40, deadline=None)
@given(st.lists(ROWS, min_size=1, max_size=15))
def test_lexical_contrast_agrees_with_a_naive_recomputation(rows: list[tuple[str, str, int]]) -> None:
    found = contrast_forms(counts_of(*rows), SIZES, rng=rng())
    n_words: dict[str, int] = dict(SIZES.select("participant_id", "n_words").iter_rows())
    for row in found.iter_rows(named=True):
        rates = {
            who: 1000 * sum(n for name, lemma, n in rows if (name, lemma) == (who, row["lemma"])) / size
            for who, size in n_words.items()
        }
        assert row["p"] == pytest.approx(naive_p(rates, 3))
        assert row["rate_a"] == pytest.approx(np.mean([rate for who, rate in rates.items() if who[0] == "A"]))
        assert row["participants_b"] == sum(rate > 0 for who, rate in rates.items() if who[0] == "B")
    assert found["q"].to_list() == pytest.approx(benjamini_hochberg(found["p"].to_list()).tolist())
    assert found["p"].is_sorted()
    other_order = contrast_forms(counts_of(*rows[::-1]), SIZES.reverse(), rng=rng())
    assert found.equals(other_order)
