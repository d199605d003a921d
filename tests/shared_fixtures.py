"""What several folders of tests share because it takes seconds to make: Prefect's server, runs of studies, sites.

Tests read these and change none of them.
"""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.study_site import build_site
from flows import prefect_server
from flows.prefect_server import Server
from tests.dashboards.published_example import example_rows, publish
from tests.flows.study_runs import ARTISANS, EXAMPLE_STUDY, Study, make_study


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Prefect server that runs share: each would wait ten seconds for its own."""
    home = tmp_path_factory.mktemp("server") / "store" / "prefect"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)  # the server's process is meant to outlive its starter
        started = prefect_server.launch(home, kept=True)
    try:
        prefect_server.wait(started, home)
        yield started
    finally:
        prefect_server.stop(started, home)


@pytest.fixture(scope="session")
def example_study(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The example study of ``make demo`` after one run."""
    return _run(make_study(tmp_path_factory.mktemp("example_study"), EXAMPLE_STUDY), server)


@pytest.fixture(scope="session")
def artisans(shared: Path, server: Server, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The sixteen real interviews with craftspeople after one run; skipped where they are not."""
    folder = tmp_path_factory.mktemp("artisans")
    source = shared / "real" / "artisans"
    (folder / "study").mkdir()
    (folder / "told").mkdir()
    for path in sorted(source.rglob("*")):
        if path.is_file():
            place = folder / "study" / path.relative_to(source)
            place.parent.mkdir(exist_ok=True)
            shutil.copyfile(path, place)
    (folder / "study" / "interviews").rename(folder / "study" / "incoming")
    shutil.copyfile(ARTISANS, folder / "study" / "study.toml")
    return _run(Study(folder / "study", folder / "keys", folder / "told"), server)


def _run(study: Study, server: Server) -> Study:
    study.use_server(server)
    done = study.miroir("run")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return study


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of the invented study."""
    return publish(tmp_path_factory.mktemp("published") / "published.duckdb", example_rows())


@pytest.fixture(scope="session")
def site(example: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the invented study."""
    return build_site(example, tmp_path_factory.mktemp("site") / "site").parent
