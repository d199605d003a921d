"""The search for true names in everything that runs leave: stores, logs, pages, Prefect's home, what a kill leaves.

It comes last in this folder, so that it looks through the stores of all the other runs as well: incremental ones,
killed ones, stopped ones.
"""

from __future__ import annotations

import base64
import pickle
import sqlite3
from contextlib import closing
from pathlib import Path

import duckdb
import pytest

from tasks.anonymisation.work import read_listed_names
from tests.flows.name_search import Searcher, file_names, rows_of, true_names
from tests.flows.study_runs import EXAMPLE, Study

NAMES = Searcher(tuple(true_names()))
FILES = Searcher(tuple(file_names()))
PLANTED = "Solène Maubrac"


# -- the search itself finds


@pytest.mark.parametrize("text", [PLANTED, "avec SOLENE,", "chez\u00a0maubrac.", "solène"])
def test_identities_search_finds_a_planted_name_in_text(text: str) -> None:
    assert NAMES.in_text(f"On voit {text} demain")


def test_identities_search_passes_over_parts_of_words() -> None:
    assert not NAMES.in_text("une année, des annexes, la panne ; Rose, la tulle, il vire de bord")
    assert not NAMES.in_text("run 0b1f2c3d-dede-4e4e-8a8a-0123456789ab")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_identities_search_finds_a_planted_name_in_bytes(encoding: str) -> None:
    assert NAMES.in_bytes(b"\x00\x01" + PLANTED.upper().encode(encoding) + b"\x00")
    assert NAMES.in_bytes(b'{"a": "Sol\\u00e8ne"}')


def test_identities_search_finds_a_planted_name_in_stores(tmp_path: Path) -> None:
    with duckdb.connect(tmp_path / "w.duckdb") as connection:
        connection.execute("CREATE TABLE turns AS SELECT 'Bonjour ' || ? AS text FROM range(5000)", [PLANTED])
    with closing(sqlite3.connect(tmp_path / "prefect.db")) as other:
        other.execute("CREATE TABLE log (message TEXT)")
        other.execute("INSERT INTO log VALUES (?)", [PLANTED])
        other.commit()
    (tmp_path / "storage").mkdir()
    (tmp_path / "storage" / "1a").write_bytes(base64.encodebytes(pickle.dumps(ValueError(PLANTED))))
    (tmp_path / "site.html").write_text(PLANTED, encoding="utf-8")
    assert set(NAMES.in_store(tmp_path)) >= {
        "w.duckdb: turns.text",
        "prefect.db: log",
        "storage/1a",
        "site.html",
        "prefect.db",
    }


def test_identities_search_covers_all_that_the_study_plants() -> None:
    gold = [row for row in rows_of(EXAMPLE / "identities_gold.csv") if row["greppable"] == "yes"]
    assert {row["surface"] for row in gold} <= set(NAMES.needles)
    assert len(NAMES.needles) > 70
    originals = b"".join(path.read_bytes() for path in sorted(EXAMPLE.glob("incoming/*.txt")))
    assert len(NAMES.in_bytes(originals)) > 20


# -- nothing is found


def test_identities_stand_in_no_store_of_the_finished_study(finished_study: Study) -> None:
    assert (finished_study.store / "prefect" / "prefect.db").stat().st_size > 100_000
    assert NAMES.in_store(finished_study.store) == {}


def test_identities_names_of_files_stand_in_no_store(finished_study: Study) -> None:
    assert FILES.in_store(finished_study.store) == {}


def test_identities_stand_in_no_store_of_any_run(
    finished_study: Study, tmp_path_factory: pytest.TempPathFactory
) -> None:
    every = sorted(path for path in tmp_path_factory.getbasetemp().glob("*/**/store") if path.is_dir())
    stores = [store for store in every if "artisans" not in str(store)]  # other people's names
    assert finished_study.store in stores
    seen: set[bytes] = set()
    found = {str(store): hits for store in stores if (hits := NAMES.in_store(store, seen=seen))}
    assert found == {}


def test_identities_stand_in_nothing_that_a_run_told(
    finished_study: Study, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """``miroir check`` alone names markers and files, on the user's own terminal."""
    told = [
        path for path in tmp_path_factory.getbasetemp().glob("*/**/told/*.txt") if not path.name.startswith("check")
    ]
    assert told
    found = {path.name: hits for path in told if (hits := NAMES.in_text(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_identities_vault_shows_no_clear_text(finished_study: Study) -> None:
    sealed = (finished_study.store / "vault.duckdb").read_bytes()
    lines = {
        part.strip()
        for path in sorted(EXAMPLE.glob("incoming/*"))
        if path.suffix in (".txt", ".vtt", ".srt")
        for part in _decoded(path).replace("\n", ". ").split(". ")
        if len(part.strip()) >= 30
    }
    assert len(lines) > 200
    assert [line for line in sorted(lines) if line.encode() in sealed] == []
    for path in sorted(EXAMPLE.glob("incoming/*")):
        data = path.read_bytes()
        assert not [start for start in range(0, len(data) - 24, 480) if data[start : start + 24] in sealed]


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252")


def test_identities_of_listed_names_do_not_name() -> None:
    (name,) = read_listed_names("name;kind;identity;gender\nApolline;person;;f\n")
    assert "Apolline" not in name.identity
