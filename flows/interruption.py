"""Ctrl-C: the program ends at once, with one plain line and no process left behind, as a killed run does.

The stores are made for runs that are killed anywhere. SIGINT is blocked in every thread and every process started
later, and awaited in a thread of its own: no KeyboardInterrupt is raised in the middle of a commit, an import or a
library that would take it for something else, and a second Ctrl-C finds nobody who listens.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CLEARED = "\r\x1b[2K\x1b[?25h"
"""On a terminal: the line of a bar wiped, the cursor shown again."""
_PROC = Path("/proc")
_ending = threading.Lock()
_told: dict[str, str | int] = {}
"""What an interrupt is answered with: ``line`` and ``code``."""


def end_at_interrupt(line: str, code: int) -> None:
    """From now on SIGINT ends this process and all that it started, with this line and exit code.

    For programs only: it holds for the whole process. A process that was started with SIGINT ignored, in the
    background of a script, goes on ignoring it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        return
    answer_interrupts_with(line, code)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    signal.signal(signal.SIGINT, _pass_on)
    threading.Thread(target=_await_interrupt, name="interrupt", daemon=True).start()


def answer_interrupts_with(line: str, code: int) -> None:
    """From now on an interrupt is answered so: for a command of which Ctrl-C is the ordinary end."""
    _told.update(line=line, code=code)


@contextmanager
def kept_mask() -> Iterator[None]:
    """A block that calls what unblocks signals that it had not blocked."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ())
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def undisturbed() -> Iterator[None]:
    """A block that an interrupt waits for, and that never begins once one is under way.

    For starting a process, so that it is known when all are ended, and for the last step before the program's end.
    """
    with _ending:
        yield


def _pass_on(*_: object) -> None:
    """A library has let SIGINT through to this thread: hand it to the one that waits for it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    os.kill(os.getpid(), signal.SIGINT)


def _await_interrupt() -> None:
    signal.sigwait({signal.SIGINT})
    _ending.acquire()  # never given back
    try:
        told = _silence()
        _end_started()
        os.write(told, ((_CLEARED if os.isatty(told) else "") + str(_told["line"])).encode())
    finally:
        os._exit(int(_told["code"]))


def _silence() -> int:
    """Let nobody else have a word: bars, and complaints of libraries whose processes are ended. Where to tell then."""
    told, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    return told


def _end_started() -> None:
    """Halt what this process started, and what that started, until nothing new turns up; then kill all of it."""
    halted: set[int] = set()
    while new := descendants(os.getpid()) - halted:
        for pid in new:
            _send(pid, signal.SIGSTOP)
        halted |= new
    for pid in halted:
        _send(pid, signal.SIGKILL)


def _send(pid: int, sign: signal.Signals) -> None:
    try:
        os.kill(pid, sign)
    except ProcessLookupError:
        return  # it ended by itself


def descendants(pid: int) -> set[int]:
    """Processes that ``pid`` started, and those that these started."""
    parents = _parents_in_proc() if (_PROC / "self" / "stat").exists() else _parents_of_ps()
    found: set[int] = set()
    waiting = {pid}
    while waiting:
        waiting = {child for child, parent in parents.items() if parent in waiting} - found
        found |= waiting
    return found


def _parents_in_proc() -> dict[int, int]:
    parents = {}
    for stat in _PROC.glob("[0-9]*/stat"):
        try:
            fields = stat.read_bytes().rpartition(b")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue  # it ended meanwhile
        parents[int(stat.parent.name)] = int(fields[1])
    return parents


def _parents_of_ps() -> dict[int, int]:
    """Where there is no /proc."""
    command = ["ps", "-A", "-o", "pid=,ppid="]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as ps:  # noqa: S603 - no one's words
        listed = ps.communicate()[0]
    parents = {int(line.split()[0]): int(line.split()[1]) for line in listed.splitlines()}
    parents.pop(ps.pid, None)
    return parents
