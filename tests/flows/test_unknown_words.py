"""A word that nobody knows may be a surname that no list masked: where it may stand, and where never."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.prefect_server import Server
from tests.flows.name_search import Searcher
from tests.flows.study_runs import Study, make_study

UNIT, SURNAME = "A1-1", "chambrelain"
SAID = f"Moi les {SURNAME}, un {SURNAME} ou deux {SURNAME}, ça m’intéresse. "
MAY_HOLD = ("warehouse.duckdb", "published.duckdb", "site/")
"""Masked words stand in the warehouse and on the pages, these too, for somebody must read them over."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """A study in which someone says a word that nobody knows, run once, and what the run told."""

    study: Study
    told: str
    prefect: Path
    """Home of the Prefect server."""


@pytest.fixture(scope="module")
def unknown(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Unknown:
    study = make_study(tmp_path_factory.mktemp("unknown"))
    study.use_server(server)
    study.edit("study.toml", "[lexicon]\n", "[lexicon]\nmax_unknown = 0.0001\n")
    path = study.incoming(1)
    text = path.read_bytes().decode("utf-8")
    path.write_bytes(text.replace("Ben, y a plus le café", f"{SAID}Ben, y a plus le café").encode())
    done = study.miroir("run")
    assert done.returncode == 0, done.stderr
    homes = [place.parent for place in tmp_path_factory.getbasetemp().glob("server*/store/prefect/prefect.db")]
    assert homes, "the shared server keeps its records"
    return Unknown(study, done.stdout + done.stderr, homes[0])


def test_unknown_words_are_told_where_a_person_reads_them(unknown: Unknown) -> None:
    tables = unknown.study.tables()
    (details,) = tables["findings"].filter((pl.col("code") == "words_unknown") & (pl.col("unit") == UNIT))["details"]
    assert json.loads(details)["words"].split(", ")[0] == SURNAME
    assert SURNAME in tables["unknown_words"]["form"].to_list()
    assert SURNAME in unknown.study.here("status").stdout


def test_unknown_words_stand_in_nothing_that_a_run_told(unknown: Unknown) -> None:
    assert "points to look over" in unknown.told
    assert Searcher((SURNAME,)).in_text(unknown.told) == set()


def test_unknown_words_are_kept_by_no_log_and_no_order(unknown: Unknown) -> None:
    names = Searcher((SURNAME,))
    assert names.in_store(unknown.prefect) == {}
    places = names.in_store(unknown.study.store)
    assert [place for place in places if not place.startswith(MAY_HOLD)] == []
    assert any(place.startswith("warehouse.duckdb") for place in places), "the search finds it where it is"
