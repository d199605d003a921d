"""Studies for the tests of the command line. Runs take seconds: they are shared where a test changes nothing."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.prefect_server import Server
from tests.flows.study_runs import Study, make_study

MakeStudy = Callable[[], Study]


@dataclass(frozen=True, slots=True)
class Finished:
    """A study that was run once from nothing, and what the run told. Tests read it, and change copies of it only."""

    study: Study
    run: subprocess.CompletedProcess[str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The search for true names comes after the other runs of this folder: it looks through what they all left."""
    here = [item for item in items if item.path.parent == Path(__file__).parent]
    last = [item for item in here if item.path.name == "test_identities.py"]
    if last:
        place = max(items.index(item) for item in here) + 1
        items[place:place] = last
        for item in last:
            items.remove(item)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Finished:
    """The example study after one run from nothing, on a Prefect server of its own."""
    study = make_study(tmp_path_factory.mktemp("finished"))
    done = study.miroir("run")
    assert done.returncode == 0, done.stderr
    return Finished(study, done)


@pytest.fixture(scope="session")
def finished_study(finished: Finished) -> Study:
    """The example study after one run."""
    return finished.study


@dataclass(frozen=True, slots=True)
class Changed:
    """The finished study with a parameter changed: explained, run on a full disk, run again with room."""

    study: Study
    explained: str
    full: subprocess.CompletedProcess[str]
    published_when_full: dict[str, pl.DataFrame]
    run: subprocess.CompletedProcess[str]


@pytest.fixture(scope="session")
def changed(finished_study: Study, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Changed:
    """Three classes where there were four."""
    study = finished_study.copy(tmp_path_factory.mktemp("changed"))
    study.use_server(server)
    study.edit("study.toml", "classes = 4", "classes = 3")
    explained = study.here("run", "--explain").stdout
    full = study.miroir("run", file_bytes=1_000_000)
    return Changed(study, explained, full, study.tables("published"), study.miroir("run"))


@pytest.fixture
def new_study(tmp_path: Path, server: Server) -> Study:
    """The example study, never run."""
    study = make_study(tmp_path)
    study.use_server(server)
    return study


@pytest.fixture
def unrun_study(tmp_path: Path) -> Study:
    """The example study, never run, for commands that end before Prefect is started."""
    return make_study(tmp_path)


@pytest.fixture
def finished_copy(finished_study: Study, tmp_path: Path, server: Server) -> Study:
    """A copy of the finished study, for a test that changes it."""
    study = finished_study.copy(tmp_path)
    study.use_server(server)
    return study
