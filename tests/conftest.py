"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import settings

# The same examples at every run; `pytest --hypothesis-profile=default` looks for others.
settings.register_profile("repeatable", derandomize=True)
settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent

pytest_plugins = ["tests.shared_fixtures"]


_TOGETHER = ("flows", "browser", "dashboards")
"""Folders whose tests share what takes long to make: each stays in one process. The longest begin."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests stay in one process where several run them: a folder of runs, or else a file."""
    groups = {item: _group(item.path.relative_to(ROOT / "tests")) for item in items}
    for item, group in groups.items():
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=lambda item: _TOGETHER.index(groups[item]) if groups[item] in _TOGETHER else len(_TOGETHER))


def _group(path: Path) -> str:
    return path.parts[0] if path.parts[0] in _TOGETHER else path.as_posix()


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The developers' folder of oracles and real interviews; a user's clone has none."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("the developers' folder ../shared is not here: its oracles and interviews cannot be compared")
    return folder
