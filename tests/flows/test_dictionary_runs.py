"""The study's dictionary is corrected between runs: what it touches moves, and nothing is read again."""

from __future__ import annotations

import json
from dataclasses import dataclass

import polars as pl
import pytest

from flows.prefect_server import Server
from tests.flows.study_runs import Study, differing_tables, steps_of_run

UNIT = "A1-2"
"""The one interview in which someone says *consœur*."""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The finished study, and what it holds once a dictionary has come."""

    study: Study
    before: dict[str, pl.DataFrame]
    now: dict[str, pl.DataFrame]
    told: str


LINES = "forme;lemme;catégorie\nconsœur;collègue;nom\n"
CONFIRMED = "café"
RECORDS = {"runs", "step_results", "validation_results"}


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory, finished_study: Study, server: Server) -> Corrected:
    study = finished_study.copy(tmp_path_factory.mktemp("dictionary"))
    study.use_server(server)
    study.edit("study.toml", "[lexicon]\n", '[lexicon]\ndictionary = ["dictionary.csv"]\n')
    return run_with(study, LINES)


@pytest.fixture(scope="module")
def confirmed(tmp_path_factory: pytest.TempPathFactory, corrected: Corrected, server: Server) -> Corrected:
    """With a line more, which says what was read already."""
    study = corrected.study.copy(tmp_path_factory.mktemp("confirmed"))
    study.use_server(server)
    return run_with(study, f"{LINES}{CONFIRMED};{CONFIRMED};nom\n")


def run_with(study: Study, lines: str) -> Corrected:
    """The study run again with these lines for a dictionary."""
    before = study.tables()
    (study.root / "dictionary.csv").write_text(lines, encoding="utf-8")
    done = study.miroir("run")
    assert done.returncode == 0, done.stderr
    return Corrected(study, before, study.tables(), done.stdout)


def hashes_of(tables: dict[str, pl.DataFrame], step: str) -> dict[str, str]:
    """Unit → hash of what the step gave it."""
    rows = tables["step_results"].filter(pl.col("step") == step)
    return dict(rows.select("unit", "output_hash").iter_rows())


def test_dictionary_runs_read_nothing_again(corrected: Corrected) -> None:
    ran = steps_of_run(corrected.study, 2)
    assert "read_words" not in ran
    assert ran["annotate_interviews"] == set(hashes_of(corrected.before, "annotate_interviews"))
    assert hashes_of(corrected.now, "read_words") == hashes_of(corrected.before, "read_words")
    assert not {"readings", "lemma_votes", "read_turns"} & set(differing_tables(corrected.before, corrected.now))


def test_dictionary_runs_move_the_interview_that_it_touches(corrected: Corrected) -> None:
    before, now = (hashes_of(tables, "annotate_interviews") for tables in (corrected.before, corrected.now))
    assert before.keys() == now.keys()
    assert {unit for unit in now if now[unit] != before[unit]} == {UNIT}
    said = corrected.now["tokens"].filter(pl.col("form") == "consœur")
    assert set(said.select("interview_id", "lemma", "category", "known", "source").rows()) == {
        (UNIT, "collègue", "noun", True, "dictionary")
    }


def test_dictionary_runs_move_the_corpus_with_the_words_that_it_counts(corrected: Corrected) -> None:
    ran = steps_of_run(corrected.study, 2)
    assert {"classify_segments", "score_specificities", "publish"} <= ran.keys()
    assert not {"total_grid", "contrast_indicators", "count_goals", "follow_panel"} & ran.keys()


def test_dictionary_runs_move_nothing_by_what_was_read_already(confirmed: Corrected) -> None:
    """The tokens say where their reading is from; no row that a later step reads does."""
    before = confirmed.before["tokens"].filter(pl.col("form") == CONFIRMED)
    now = confirmed.now["tokens"].filter(pl.col("form") == CONFIRMED)
    assert set(before.select("lemma", "category").rows()) == {(CONFIRMED, "noun")}
    assert set(now["source"]) == {"dictionary"}
    assert steps_of_run(confirmed.study, 3).keys() == {"annotate_interviews"}
    moved = set(differing_tables(confirmed.before, confirmed.now))
    assert moved <= {"tokens", "word_readings", "doubtful_words", "doubtful_contexts", "disputed_words", *RECORDS}
    assert "Nothing changed in the results." in confirmed.told
    assert confirmed.study.here("run").stdout.startswith("Nothing new")


def test_dictionary_runs_keep_of_the_dictionary_its_size_alone(corrected: Corrected) -> None:
    kept = json.loads(corrected.study.folder.dictionary.read_text(encoding="utf-8"))
    assert kept.keys() == {"key", "digest", "entries", "expressions"}
    assert (kept["entries"], kept["expressions"]) == (1, 0)
