"""``miroir status DIR``: what the study holds, how its last runs went, what was set aside, what is due."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import polars as pl

from flows.commands.run import KEY_WANTED, look_ahead
from flows.study_folder import StudyFolder
from tasks.messages import Chapter, say
from tasks.study_config import load_study_config
from tasks.table_catalogue import tables_of
from tasks.warehouse import Warehouse

_TABLES = ("runs", "interviews", "findings", "validation_results")
_RUNS_SHOWN = 5
_ALIKE_SHOWN = 3


def command(chosen: argparse.Namespace) -> int:
    """Tell the state of a study by reading alone; raises StudyInUse while a run is under way."""
    folder = StudyFolder(chosen.study.resolve())
    config = load_study_config(folder.root)
    sys.stdout.write(f"{config.name}\n")
    if not folder.warehouse.exists():
        sys.stdout.write(
            f"Never run. `miroir check {chosen.study}` looks it over, `miroir run {chosen.study}` runs it.\n"
        )
        return 0
    with Warehouse(folder.warehouse, tables_of("warehouse"), read_only=True) as warehouse:
        known = warehouse.holds(*_TABLES)
        tables = {name: warehouse.read(name) for name in _TABLES} if known else {}
    if not known:
        sys.stdout.write("The first run broke off, or another version of Miroir was the last to run: run it again.\n")
        return 0
    for line in (*_interviews(tables["interviews"]), *_runs(tables["runs"]), *_aside(tables)):
        sys.stdout.write(line + "\n")
    due, is_all = look_ahead(folder, "publication")
    steps = sorted({unit.step.name for unit in due})
    if steps or is_all:
        sys.stdout.write(f"Due: {', '.join(steps)}\n" if steps else "Due: nothing.\n")
    if not is_all:
        sys.stdout.write(f"{KEY_WANTED}\n")
    return 0


def _interviews(interviews: pl.DataFrame) -> Iterator[str]:
    yield f"Interviews read: {interviews.height}"
    for row in interviews.group_by("role", "wave").len().sort("role", "wave").to_dicts():
        yield f"  {row['role']}, wave {row['wave']}: {row['len']}"


def _runs(runs: pl.DataFrame) -> Iterator[str]:
    """A run that goes on while the store can be read does not: it was killed, as the next one will note."""
    yield "Last runs:"
    runs = runs.with_columns(pl.col("state").replace("running", "killed"))
    for row in runs.tail(_RUNS_SHOWN).to_dicts():
        took = f", {(row['finished_at'] - row['started_at']).total_seconds():.0f} s" if row["finished_at"] else ""
        when = f"{row['started_at']:%Y-%m-%d %H:%M} UTC"
        yield f"  {row['run_id']}  {when}  {row['state']}{took}, {row['steps_run'] or 0} units of work"


def _aside(tables: Mapping[str, pl.DataFrame]) -> Iterator[str]:
    """Findings and failed validations, in words; what concerns many interviews alike is told once."""
    for severity, title in (("stop", "Stopped by:"), ("set_aside", "Set aside:"), ("warn", "To look over:")):
        found = tables["findings"].filter(pl.col("severity") == severity).to_dicts()
        failed = tables["validation_results"].filter((pl.col("severity") == severity) & ~pl.col("held")).to_dicts()
        told = [("findings", row["code"], row | json.loads(row["details"])) for row in found]
        told += [("expectations", row["expectation"], row) for row in failed]
        if told:
            yield title
        for (chapter, code), rows in groupby(sorted(told, key=lambda one: one[:2]), key=lambda one: one[:2]):
            yield from _told_together(chapter, code, [row for _, _, row in rows])


def _told_together(chapter: Chapter, code: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """One line where only the interview differs; else the first few, and how many more."""
    if len({say(chapter, code, "en", {**row, "subject": ""}) for row in rows}) == 1:
        yield "  " + say(chapter, code, "en", {**rows[0], "subject": ", ".join(str(row["subject"]) for row in rows)})
        return
    for row in rows[:_ALIKE_SHOWN]:
        yield "  " + say(chapter, code, "en", row)
    if len(rows) > _ALIKE_SHOWN:
        yield f"  ... and {len(rows) - _ALIKE_SHOWN} more like these; all stand on the page of quality."
