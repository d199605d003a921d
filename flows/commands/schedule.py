"""``miroir schedule DIR --cron ...``: the study again and again, on a Prefect server whose pages show the runs."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from flows import prefect_server
from flows.study_folder import StudyFolder
from tasks.errors import MiroirError
from tasks.study_config import load_study_config

_CRON_FIELDS = 5


class CronWrong(MiroirError):
    """The cron line cannot be read."""


def command(chosen: argparse.Namespace) -> int:
    """Keep a server and a schedule until interrupted."""
    folder = StudyFolder(chosen.study.resolve())
    load_study_config(folder.root)
    if len(chosen.cron.split()) != _CRON_FIELDS:
        raise CronWrong(f'--cron "{chosen.cron}": five fields are wanted, as in "0 6 * * 1"')
    folder.key()
    sys.stderr.write("miroir: starting Prefect on this machine\n")
    with prefect_server.running(folder.prefect, kept=True) as server:
        prefect_server.wait(server, folder.prefect)
        sys.stdout.write(
            f"Runs, durations and counts: {server.ui}\nScheduled: {chosen.cron} ({chosen.timezone}). Ctrl-C ends.\n"
        )
        sys.stdout.flush()
        try:
            import_module("flows.scheduled").serve(folder, cron=chosen.cron, timezone=chosen.timezone)
        except ValueError as error:
            raise CronWrong(
                f'--cron "{chosen.cron}": {str(error).splitlines()[0]}; five fields, as in "0 6 * * 1"'
            ) from error
    return 0
