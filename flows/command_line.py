"""The commands and their options. Only the standard library is imported, so that help answers at once."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module
from pathlib import Path

_STAGES = ("ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves", "publication")


def build_parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    parser = argparse.ArgumentParser(
        prog="miroir",
        description="Mirror studies, repeatably: from two groups' interviews to findings that can be checked.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    new = commands.add_parser("new", help="make the folder of a new study, with comments to fill it in")
    new.add_argument("study", type=Path, metavar="DIR", help="folder to make")
    check = _on_study(commands, "check", "tell every problem of a study's files, and what each transcript was read as")
    check.add_argument("--json", action="store_true", help="for programs")
    check.add_argument(
        "--speakers", action="store_true", help="write who each label seems to be into speakers.csv, to be confirmed"
    )
    run = _on_study(commands, "run", "carry the study from its files to published findings: what is due, no more")
    run.add_argument(
        "--until", choices=_STAGES, default="publication", metavar="STAGE", help=f"last stage: {', '.join(_STAGES)}"
    )
    run.add_argument("--explain", action="store_true", help="say what would run and why, and stop there")
    _on_study(commands, "status", "say what the study holds, how its last runs went, what is due")
    _add_words(commands)
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
    export = _on_study(commands, "export", "write grid, tables, charts and pages as files, from what is published")
    export.add_argument("--to", type=Path, required=True, metavar="DIR2", help="folder to write, replaced whole")
    export.add_argument("--language", choices=("fr", "en"), help="of the files (the study's own)")
    export.add_argument("--only", metavar="PARTS", help="of grid,tables,charts,site: the folder then holds these alone")
    serve = _on_study(commands, "serve", "show the study's pages at an address of this machine")
    serve.add_argument("--port", type=int, default=8765, metavar="PORT", help="0 takes a free one (%(default)s)")
    return parser


def _add_words(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    words = _on_study(
        commands, "words", "show the study's words: frequent, unknown, disputed; write them to be corrected"
    )
    words.add_argument(
        "--category", metavar="CATEGORY", help="most frequent lemmas of one: noun, verb ... or nom, verbe ..."
    )
    words.add_argument("--particles", action="store_true", help="the same as --category particle")
    words.add_argument("--unknown", action="store_true", help="words that no dictionary knows")
    words.add_argument("--disputed", action="store_true", help="words whose lemma is disputed, and who says what")
    words.add_argument("--word", metavar="WORD", help="all that is known of one form, lemma or expression")
    words.add_argument("--top", type=int, metavar="N", help="rows of a section")
    words.add_argument("--contexts", type=int, metavar="N", help="places shown of each word, 0 to 20 (2)")
    words.add_argument(
        "--to",
        type=Path,
        metavar="FILE",
        help="write unknown and disputed words there (.csv or .xlsx), to be corrected",
    )
    words.add_argument("--language", choices=("fr", "en"), help="of what is told (the study's own)")


def _on_study(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, what: str
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=what, description=what[0].upper() + what[1:] + ".")
    parser.add_argument("study", type=Path, metavar="DIR", help="the study's folder")
    return parser


class _Version(argparse.Action):
    """Looks the version up only where it is asked for: that takes longer than all the rest of the help."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        """Print it and end."""
        sys.stdout.write(f"miroir {import_module('importlib.metadata').version('miroir')}\n")
        parser.exit()
