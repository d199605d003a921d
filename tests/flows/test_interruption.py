"""Ctrl-C in a program: one line, the exit code, nobody left behind, nothing raised in the middle of anything."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from flows.interruption import descendants
from tests.flows.study_runs import ROOT, environment, is_running

PROGRAM = """
import subprocess, sys, threading, time
from flows.interruption import end_at_interrupt, undisturbed
end_at_interrupt("ended\\n", 130)
with undisturbed():
    child = subprocess.Popen([sys.executable, "-c", CHILD], stdout=subprocess.PIPE, start_new_session=True)
print(child.pid, child.stdout.readline().decode().strip(), flush=True)
BUSY
"""
CHILD = """
import subprocess, sys, time
print(subprocess.Popen(["sleep", "60"]).pid, flush=True)
time.sleep(60)
"""
BUSY = {
    "at rest": "time.sleep(60)",
    "where interrupts are swallowed": (
        "try:\n    time.sleep(60)\nexcept BaseException as error:\n    print(error, file=sys.stderr)"
    ),
    "where a library lets interrupts through": (
        "import signal\nsignal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])\n"
        "for _ in range(600):\n    time.sleep(0.1)"
    ),
    "where the end of a child is complained of": "child.wait()\nprint('it is gone', file=sys.stderr)\ntime.sleep(60)",
}


def start(busy: str, *, ignored: bool = False) -> subprocess.Popen[str]:
    before = f"import signal\nCHILD = {CHILD!r}\n"
    if ignored:
        before += "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    return subprocess.Popen(
        [sys.executable, "-c", before + PROGRAM.replace("BUSY", busy)],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("busy", BUSY)
def test_interruption_ends_all_with_one_line(busy: str, times: int) -> None:
    process = start(BUSY[busy])
    assert process.stdout is not None
    started = [int(pid) for pid in process.stdout.readline().split()]
    assert set(started) <= descendants(process.pid)
    for _ in range(times):
        process.send_signal(signal.SIGINT)
    told, errors = process.communicate(timeout=30)
    assert (process.returncode, told, errors) == (130, "", "ended\n")
    assert [pid for pid in started if is_running(pid)] == []


def test_interruption_is_ignored_where_the_starter_wanted_it() -> None:
    ended = "subprocess.run(['kill', *map(str, descendants(os.getpid()))])\nprint('on', flush=True)"
    process = start(
        f"import os\nfrom flows.interruption import descendants\nsys.stdin.readline()\n{ended}", ignored=True
    )
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    told, errors = process.communicate("\n", timeout=30)
    assert (process.returncode, told, "ended" in errors) == (0, "on\n", False)


def test_interruption_waits_for_what_is_not_to_be_disturbed() -> None:
    block = "with undisturbed():\n    sys.stdin.readline()\n    print('whole', flush=True)\ntime.sleep(60)"
    process = start(block)
    assert process.stdout is not None
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    told, errors = process.communicate("\n", timeout=30)
    assert (process.returncode, told, errors) == (130, "whole\n", "ended\n")
