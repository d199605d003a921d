"""Finding the browser, and what ``make test`` says of it."""

from __future__ import annotations

import stat
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.browser.chromium import NAMES, find_chromium
from tests.browser.install_chromium import INSTALL, REFRESH, provide_chromium


@pytest.fixture(autouse=True)
def unnamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable of this machine names a browser."""
    monkeypatch.delenv("CHROMIUM", raising=False)


def test_chromium_named_by_the_variable_comes_first(tmp_path: Path) -> None:
    program = tmp_path / "browser"
    program.write_text("#!/bin/sh\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    assert find_chromium({"CHROMIUM": str(program)}) == program
    assert find_chromium({"CHROMIUM": str(tmp_path / "none")}) is None


@pytest.mark.parametrize("name", NAMES)
def test_chromium_is_found_by_its_usual_names(name: str) -> None:
    assert find_chromium({}, {name: f"/opt/{name}"}.get) == Path(f"/opt/{name}")


class Machine:
    """Commands that work on it, and what they were called for."""

    def __init__(self, *working: Sequence[str], there: bool = False) -> None:
        self._working, self._there = working, there
        self.called: list[Sequence[str]] = []

    def find(self) -> Path | None:
        """Chromium, once it is there."""
        return Path("/usr/bin/chromium") if self._there else None

    def run(self, command: Sequence[str]) -> bool:
        """A first installation fails where the lists of packages are old."""
        self.called.append(command)
        fresh = command != INSTALL or REFRESH in self.called or REFRESH not in self._working
        done = command in self._working and fresh
        self._there = self._there or (done and command == INSTALL)
        return done

    def says(self, *, may_install: bool = True) -> str:
        """The line of ``make test``."""
        return provide_chromium(self.find, self.run, may_install=may_install)


def test_install_chromium_leaves_alone_what_is_there() -> None:
    machine = Machine(there=True)
    assert machine.says() == "The pages are tested in /usr/bin/chromium"
    assert machine.called == []


def test_install_chromium_installs_and_says_so() -> None:
    machine = Machine(INSTALL)
    assert machine.says() == "Chromium was installed, and the pages are tested in /usr/bin/chromium"
    assert machine.called == [INSTALL]


def test_install_chromium_fetches_the_lists_where_they_are_old() -> None:
    machine = Machine(INSTALL, REFRESH)
    assert machine.says().startswith("Chromium was installed")
    assert machine.called == [INSTALL, REFRESH, INSTALL]


@pytest.mark.parametrize("working", [(), (REFRESH,)])
def test_install_chromium_says_that_it_could_not(working: tuple[Sequence[str], ...]) -> None:
    assert Machine(*working).says().startswith("Chromium could not be installed with apt-get: no Chromium")


def test_install_chromium_does_not_try_without_the_right_to() -> None:
    machine = Machine(INSTALL)
    assert machine.says(may_install=False).startswith("The pages are not tested in a browser: no Chromium")
    assert machine.called == []


def test_install_chromium_keeps_to_the_one_that_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/opt/none")
    machine = Machine(INSTALL)
    assert machine.says() == "The variable CHROMIUM names no program: the pages are not tested in a browser"
    assert machine.called == []
