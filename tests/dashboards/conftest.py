"""The invented study, published once and opened as pages open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from tests.dashboards.published_example import publish
from tests.dashboards.site_reading import read_pages


@pytest.fixture(scope="session")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published file without a row."""
    return publish(tmp_path_factory.mktemp("published") / "published.duckdb", {})


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, str]:
    """Its pages by name."""
    return read_pages(site)


@pytest.fixture
def materials(example: Path) -> Iterator[Materials]:
    """What the sections of the invented study are made from, in French."""
    with open_published(example) as published:
        yield gather_materials(published, None)
