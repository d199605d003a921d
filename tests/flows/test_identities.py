"""The search for true names in everything that runs leave: stores, logs, pages, Prefect's home, what a kill leaves.

It comes last in this folder, so that it looks through the stores of all the other runs as well: incremental ones,
killed ones, stopped ones.
"""

from __future__ import annotations

import base64
import io
import pickle
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl
import pytest
from openpyxl import Workbook

from tasks.anonymisation.work import read_listed_names
from tests.flows.name_search import Searcher, file_names, rows_of, true_names
from tests.flows.study_runs import EXAMPLE, EXAMPLE_STUDY, Study

SOURCES = {"finished_study": EXAMPLE, "example_study": EXAMPLE_STUDY}
"""Fixture of a run → the invented study that was run: the small one of the tests, and that of ``make demo``."""
NAMES = {source: Searcher(tuple(true_names(source))) for source in SOURCES.values()}
SMALL = NAMES[EXAMPLE]
PLANTED = "Solène Maubrac"


@dataclass(frozen=True, slots=True)
class Searched:
    """A study that was run once from nothing, and the folder it was copied from."""

    study: Study
    source: Path

    @property
    def names(self) -> Searcher:
        """Who and what is named in it."""
        return NAMES[self.source]


@pytest.fixture(scope="module", params=list(SOURCES))
def searched(request: pytest.FixtureRequest) -> Searched:
    """Both studies."""
    return Searched(request.getfixturevalue(str(request.param)), SOURCES[str(request.param)])


# -- the search itself finds


@pytest.mark.parametrize("text", [PLANTED, "avec SOLENE,", "chez\u00a0maubrac.", "solène"])
def test_identities_search_finds_a_planted_name_in_text(text: str) -> None:
    assert SMALL.in_text(f"On voit {text} demain")


def test_identities_search_passes_over_parts_of_words() -> None:
    assert not SMALL.in_text("une année, des annexes, la panne ; Rose, la tulle, il vire de bord")
    assert not SMALL.in_text("run 0b1f2c3d-dede-4e4e-8a8a-0123456789ab")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_identities_search_finds_a_planted_name_in_bytes(encoding: str) -> None:
    assert SMALL.in_bytes(b"\x00\x01" + PLANTED.upper().encode(encoding) + b"\x00")
    assert SMALL.in_bytes(b'{"a": "Sol\\u00e8ne"}')


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
    pl.DataFrame({"text": [PLANTED] * 5000}).write_parquet(tmp_path / "t.parquet")
    (tmp_path / "grid.xlsx").write_bytes(_workbook(PLANTED))
    assert set(SMALL.in_store(tmp_path)) >= {
        "t.parquet: text",
        "grid.xlsx: xl/worksheets/sheet1.xml",
        "w.duckdb: turns.text",
        "prefect.db: log",
        "storage/1a",
        "site.html",
        "prefect.db",
    }


def _workbook(text: str) -> bytes:
    workbook, file = Workbook(), io.BytesIO()
    workbook.active.append([text])  # type: ignore[union-attr]
    workbook.save(file)
    return file.getvalue()


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
def test_identities_search_covers_all_that_the_study_plants(source: Path) -> None:
    gold = [row for row in rows_of(source / "identities_gold.csv") if row["greppable"] == "yes"]
    assert {row["surface"] for row in gold} <= set(NAMES[source].needles)
    assert len(NAMES[source].needles) > 70
    originals = b"".join(path.read_bytes() for path in sorted(source.glob("incoming/*.txt")))
    assert len(NAMES[source].in_bytes(originals)) > 20


# -- nothing is found


def test_identities_stand_in_no_store_of_the_finished_study(searched: Searched) -> None:
    store = searched.study.store
    assert {"published.duckdb", "warehouse.duckdb", "vault.duckdb", "site"} <= {path.name for path in store.iterdir()}
    assert searched.names.in_store(store) == {}


def test_identities_names_of_files_stand_in_no_store(searched: Searched) -> None:
    assert Searcher(tuple(file_names(searched.source))).in_store(searched.study.store) == {}


def test_identities_stand_in_nothing_that_is_exported(example_study: Study, tmp_path: Path) -> None:
    """The pages apart, which are those of the store."""
    to = tmp_path / "exported"
    done = example_study.miroir("export", "--to", str(to), "--only", "grid,tables,charts")
    assert done.returncode == 0, done.stderr
    assert {".xlsx", ".csv", ".parquet", ".svg", ".html"} <= {path.suffix for path in to.rglob("*")}
    assert NAMES[EXAMPLE_STUDY].in_store(to) == {}


def test_identities_stand_in_no_store_of_any_run(
    finished_study: Study, example_study: Study, tmp_path_factory: pytest.TempPathFactory
) -> None:
    # A store without a warehouse is no run's: tests of exports make them, of people that other tests invented.
    every = sorted(path.parent for path in tmp_path_factory.getbasetemp().glob("*/**/store/warehouse.duckdb"))
    stores = [store for store in every if "artisans" not in str(store)]  # other people's names
    assert {finished_study.store, example_study.store} <= set(stores)
    assert (finished_study.store / "prefect" / "prefect.db").stat().st_size > 100_000
    found = {}
    for source, names in NAMES.items():
        seen: set[bytes] = set()
        for store in (store for store in stores if source in _sources(store)):
            if hits := names.in_store(store, seen=seen):
                found[str(store)] = hits
    assert found == {}


def _sources(store: Path) -> Sequence[Path]:
    """Whose names may not stand in a store: those of its study; those of all in the home of the shared server."""
    settings = store.parent / "study.toml"
    if not settings.is_file():
        return list(NAMES)
    first = settings.read_text(encoding="utf-8", errors="replace").partition("\n")[0]
    is_example = first == (EXAMPLE_STUDY / "study.toml").read_text(encoding="utf-8").partition("\n")[0]
    return [EXAMPLE_STUDY if is_example else EXAMPLE]


def test_identities_stand_in_nothing_that_a_run_told(
    searched: Searched, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """``miroir check`` alone names markers and files, on the user's own terminal."""
    told = [
        path for path in tmp_path_factory.getbasetemp().glob("*/**/told/*.txt") if not path.name.startswith("check")
    ]
    assert any(path.is_relative_to(searched.study.told) for path in told)
    found = {path.name: hits for path in told if (hits := searched.names.in_text(path.read_text(encoding="utf-8")))}
    assert found == {}


def test_identities_vault_shows_no_clear_text(searched: Searched) -> None:
    sealed = (searched.study.store / "vault.duckdb").read_bytes()
    lines = {
        part.strip()
        for path in sorted(searched.source.glob("incoming/*"))
        if path.suffix in (".txt", ".vtt", ".srt")
        for part in _decoded(path).replace("\n", ". ").split(". ")
        if len(part.strip()) >= 30
    }
    assert len(lines) > 200
    assert [line for line in sorted(lines) if line.encode() in sealed] == []
    for path in sorted(searched.source.glob("incoming/*")):
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
