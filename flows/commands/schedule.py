"""``miroir schedule DIR --cron ...``: the study again and again, on a Prefect server whose pages show the runs."""

from __future__ import annotations

import argparse
import sys
from contextlib import ExitStack
from importlib import import_module
from zoneinfo import ZoneInfo

from flows import prefect_server
from flows.study_folder import StudyFolder
from tasks.errors import MiroirError
from tasks.study_config import load_study_config

_CRON_FIELDS = 5


class CronWrong(MiroirError):
    """The cron line cannot be read."""


class TimezoneUnknown(MiroirError):
    """No time zone bears this name."""


def command(chosen: argparse.Namespace) -> int:
    """Keep a server and a schedule until interrupted."""
    folder = StudyFolder(chosen.study.resolve())
    load_study_config(folder.root)
    if len(chosen.cron.split()) != _CRON_FIELDS:
        raise CronWrong(f'--cron "{chosen.cron}": five fields are wanted, as in "0 6 * * 1"')
    _check_timezone(chosen.timezone)
    folder.key()
    sys.stderr.write("miroir: starting Prefect on this machine\n")
    with ExitStack() as kept:
        with folder.held():  # a run under way has its own server, which would be taken for one that was left behind
            server = kept.enter_context(prefect_server.running(folder.prefect, kept=True))
            prefect_server.wait(server, folder.prefect)
            scheduled = import_module("flows.scheduled")
            scheduled.forget_unfinished()
        sys.stdout.write(
            f"Runs, durations and counts: {server.ui}\nScheduled: {chosen.cron} ({chosen.timezone}). Ctrl-C ends.\n"
        )
        sys.stdout.flush()
        try:
            scheduled.serve(folder, cron=chosen.cron, timezone=chosen.timezone)
        except ValueError as error:
            raise CronWrong(
                f'--cron "{chosen.cron}": {str(error).splitlines()[0]}; five fields, as in "0 6 * * 1"'
            ) from error
    return 0


def _check_timezone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # no such zone, no name of a zone, a folder of zones
        raise TimezoneUnknown(f'--timezone "{name}": no time zone of this name; as in "Europe/Paris"') from None
