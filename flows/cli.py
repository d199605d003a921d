"""The command line: ``miroir COMMAND STUDY``.

Only the standard library is imported here, so that help answers at once; each command imports what it needs when it
is called. Exit codes: 0 done; 1 a fault of Miroir; 2 the input is to be mended; 3 a validation stopped the run; 4 the
study is in use; 5 a store is damaged; 130 interrupted.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from tasks.errors import MiroirError, StoreDamaged, StudyInvalid

_STAGES = ("ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves", "publication")
_INTERRUPTED = 130


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="miroir",
        description="Mirror studies, repeatably: from two groups' interviews to findings that can be checked.",
    )
    parser.add_argument("--version", action="version", version=f"miroir {version('miroir')}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    new = commands.add_parser("new", help="make the folder of a new study, with comments to fill it in")
    new.add_argument("study", type=Path, metavar="DIR", help="folder to make")
    check = _on_study(commands, "check", "tell every problem of a study's files, and what each transcript was read as")
    check.add_argument("--json", action="store_true", help="for programs")
    run = _on_study(commands, "run", "carry the study from its files to published findings: what is due, no more")
    run.add_argument(
        "--until", choices=_STAGES, default="publication", metavar="STAGE", help=f"last stage: {', '.join(_STAGES)}"
    )
    run.add_argument("--explain", action="store_true", help="say what would run and why, and stop there")
    _on_study(commands, "status", "say what the study holds, how its last runs went, what is due")
    schedule = _on_study(commands, "schedule", "run the study again and again; Prefect's pages show the runs")
    schedule.add_argument(
        "--cron", required=True, metavar="CRON", help='when, as cron says it: "0 6 * * 1" is Mondays at six'
    )
    schedule.add_argument(
        "--timezone", default="Europe/Paris", metavar="ZONE", help="time zone of the cron times (%(default)s)"
    )
    watch = _on_study(commands, "watch", "run the study whenever a file in incoming/ comes or changes")
    watch.add_argument(
        "--settle", type=float, default=3.0, metavar="SECONDS", help="quiet time before a run (%(default)s)"
    )
    return parser


def _on_study(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    parser.add_argument("study", type=Path, metavar="DIR", help="the study's folder")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; what the user can mend is told in plain lines, never as a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal that lacks a sign shows another, and the command goes on
    chosen = build_parser().parse_args(arguments)
    try:
        module = import_module(f"flows.commands.{chosen.command}")
        code = module.command(chosen)
    except StudyInvalid as error:
        for problem in error.problems:
            _tell(str(problem))
        return _leave(error, error.exit_code)
    except MiroirError as error:
        _tell(str(error))
        return _leave(error, error.exit_code)
    except KeyboardInterrupt:
        _tell("interrupted; what was finished is kept, the next run goes on from there")
        sys.stdout.flush()
        os._exit(_INTERRUPTED)  # stores and server are closed; Prefect's threads would make a regular end complain
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read has had enough (`| head`)
        return 0
    except OSError as error:
        return _leave(error, _tell_system(error))
    except Exception as error:  # noqa: BLE001 - the last door: a fault of ours is one line too, without what it was about
        _tell(_fault(error))
        return _leave(error, 1)
    return int(code)


def _leave(error: Exception, code: int) -> int:
    """Let go of what the frames of an error hold: a store that stays open would complain when the interpreter ends."""
    found: BaseException | None = error
    while found is not None:
        traceback.clear_frames(found.__traceback__)
        found = found.__context__
    return code


def _fault(error: Exception) -> str:
    """A fault of the program: its kind and place, never its words, which may quote an interview."""
    places = [frame for frame in traceback.extract_tb(error.__traceback__) if "site-packages" not in frame.filename]
    place = f" at {Path(places[-1].filename).name}:{places[-1].lineno}" if places else ""
    return f"a fault of Miroir itself: {type(error).__name__}{place}; nothing was lost. Please report this line"


def _tell_system(error: OSError) -> int:
    """What the system refused, without the file's name: it may name someone."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        _tell("no space left on the disk: nothing was lost; make room and run again")
    else:
        what = error.strerror or type(error).__name__
        _tell(f"the system refused: {what}; nothing was lost, run again once it is mended")
    return StoreDamaged.exit_code


def _tell(text: str) -> None:
    sys.stderr.write(f"miroir: {text}\n")


if __name__ == "__main__":
    sys.exit(main())
