"""``miroir watch DIR``: a drop folder. Whenever files come to rest in ``incoming/``, the study is run."""

from __future__ import annotations

import argparse
import subprocess
import sys
import time

from watchfiles import watch

from flows.interruption import undisturbed
from flows.study_folder import StudyFolder
from tasks.errors import StudyInUse, StudyMissing

_AGAIN_SECONDS = 20


def command(chosen: argparse.Namespace) -> int:
    """Run once, then again after each change."""
    folder = StudyFolder(chosen.study.resolve())
    if not folder.incoming.is_dir():
        raise StudyMissing(f"{chosen.study}: no folder incoming/ here to watch")
    settle = int(chosen.settle * 1000)
    changes = watch(folder.incoming, debounce=settle, step=settle, rust_timeout=1000, yield_on_timeout=True)
    next(changes)  # from here on nothing that comes is missed, the first run included
    _run(folder)
    sys.stderr.write("miroir: watching incoming/ (Ctrl-C ends)\n")
    for found in changes:
        if found:
            _run(folder)
    return 0


def _run(folder: StudyFolder) -> None:
    """A run in a process of its own: Prefect keeps the address of its first server for the life of a process.

    A run that fails has told why, and the watch goes on. One that met another run is tried again: that one may have
    looked through ``incoming/`` before the last files came.
    """
    while _run_once(folder) == StudyInUse.exit_code:
        time.sleep(_AGAIN_SECONDS)


def _run_once(folder: StudyFolder) -> int:
    """The exit code of a run; it is not in the terminal's group, so that Ctrl-C is answered once, by the watch."""
    with undisturbed():
        process = subprocess.Popen(  # noqa: S603 - our own interpreter
            [sys.executable, "-m", "flows.cli", "run", str(folder.root)], start_new_session=True
        )
    return process.wait()
