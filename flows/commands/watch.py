"""``miroir watch DIR``: a drop folder. Whenever files come to rest in ``incoming/``, the study is run."""

from __future__ import annotations

import argparse
import subprocess
import sys

from watchfiles import watch

from flows.study_folder import StudyFolder
from tasks.errors import StudyMissing


def command(chosen: argparse.Namespace) -> int:
    """Run once, then again after each change."""
    folder = StudyFolder(chosen.study.resolve())
    if not folder.incoming.is_dir():
        raise StudyMissing(f"{chosen.study}: no folder incoming/ here to watch")
    _run(folder)
    sys.stderr.write("miroir: watching incoming/ (Ctrl-C ends)\n")
    for _ in watch(
        folder.incoming, debounce=int(chosen.settle * 1000), step=int(chosen.settle * 1000), rust_timeout=1000
    ):
        _run(folder)
    return 0


def _run(folder: StudyFolder) -> None:
    """A run in a process of its own: Prefect keeps the address of its first server for the life of a process.

    A run that fails has told why, and the watch goes on.
    """
    subprocess.run([sys.executable, "-m", "flows.cli", "run", str(folder.root)], check=False)  # noqa: S603 - our own
