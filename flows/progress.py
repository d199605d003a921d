"""What the user sees while a run works: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn


class Watcher(Protocol):
    """Whoever is told how the work goes."""

    def say(self, text: str) -> None:
        """One line of news."""

    def begin(self, doing: str, total: int) -> None:
        """A step starts, of ``total`` units."""

    def advance(self, done: int) -> None:
        """``done`` more units of the step under way."""


class Silent:
    """Tells nobody."""

    def say(self, text: str) -> None:
        """Nothing."""

    def begin(self, doing: str, total: int) -> None:
        """Nothing."""

    def advance(self, done: int) -> None:
        """Nothing."""


class Lines:
    """Plain lines on standard error, for logs and pipes."""

    def __init__(self) -> None:
        self._started = time.monotonic()

    def say(self, text: str) -> None:
        """A line with the seconds since the start."""
        sys.stderr.write(f"[{time.monotonic() - self._started:6.1f} s] {text}\n")
        sys.stderr.flush()

    def begin(self, doing: str, total: int) -> None:
        """A line a step."""
        self.say(f"{doing} ({total})" if total > 1 else doing)

    def advance(self, done: int) -> None:
        """Nothing between lines."""


class Bars:
    """One bar for the step under way, on a terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._task = progress.add_task("starting", total=None)

    def say(self, text: str) -> None:
        """A line above the bar."""
        self._progress.console.print(text, highlight=False)

    def begin(self, doing: str, total: int) -> None:
        """The bar starts again for a step."""
        self._progress.reset(self._task, description=doing, total=total)

    def advance(self, done: int) -> None:
        """The bar moves."""
        self._progress.advance(self._task, done)


@contextmanager
def watching() -> Iterator[Watcher]:
    """Bars on a terminal, lines elsewhere."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield Lines()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as progress:
        yield Bars(progress)


_SILENT = Silent()
_watcher: ContextVar[Watcher] = ContextVar("watcher", default=_SILENT)


def current_watcher() -> Watcher:
    """Whoever watches the run of this context."""
    return _watcher.get()


@contextmanager
def watched_by(watcher: Watcher) -> Iterator[None]:
    """Runs inside the block are watched by ``watcher``."""
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)
