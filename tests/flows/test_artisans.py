"""The sixteen real interviews with craftspeople, from their files to published findings."""

from __future__ import annotations

from collections import Counter

import polars as pl

from tests.flows.study_runs import ARTISANS, Study


def test_artisans_config_is_short() -> None:
    lines = [line for line in ARTISANS.read_text(encoding="utf-8").splitlines() if line.strip()]
    assert len(lines) < 40


def test_artisans_sixteen_interviews_are_analysed(artisans: Study) -> None:
    interviews = artisans.tables("published")["analysed_interviews"]
    assert Counter(interviews["side"]) == {"A": 7, "B": 9}
    assert set(interviews["wave"]) == {"1", "2"}
    assert interviews["speakers_confirmed"].all()


def test_artisans_nothing_is_set_aside(artisans: Study) -> None:
    tables = artisans.tables("published")
    assert tables["findings"].filter(pl.col("severity").is_in(["set_aside", "stop"])).is_empty()
    failed = tables["validation_results"].filter(~pl.col("held"))
    assert not set(failed["severity"]) & {"set_aside", "stop"}


def test_artisans_fall_into_four_classes(artisans: Study) -> None:
    tables = artisans.tables("published")
    assert tables["classes"].filter(pl.col("class") > 0).height == 4
    shares = tables["segment_classes"].group_by("class").len()
    assert shares.filter(pl.col("class") > 0)["len"].min() > 20  # type: ignore[operator]
    assert tables["class_profiles"]["class"].n_unique() == 4


def test_artisans_masked_before_keep_their_marks_out_of_the_words(artisans: Study) -> None:
    tokens = artisans.tables()["tokens"].filter(pl.col("form") == "bip")
    assert tokens.height > 0
    assert set(tokens["kind"]) == {"placeholder"}


def test_artisans_nothing_is_new_afterwards(artisans: Study) -> None:
    done = artisans.miroir("run")
    assert done.stdout.startswith("Nothing new")
