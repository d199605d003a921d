"""``miroir run DIR``: what is due is done, stage by stage; with ``--explain`` it is told and not done."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from flows import prefect_server
from flows.inventory import take_inventory
from flows.plan import Due, Results, foresee, parse_results, read_before
from flows.planned_interviews import Inventory, PlannedInterview
from flows.progress import Watcher, watched_by, watching
from flows.step_graph import STAGES, Stage, steps_until
from flows.study_folder import StudyFolder
from flows.study_run import retained_interviews
from tasks.errors import StudyKeyMissing, StudyKeyWrong
from tasks.language.versions import pipeline_version
from tasks.study_key import key_file
from tasks.table_catalogue import tables_of
from tasks.warehouse import Warehouse

KEY_WANTED = "What else is due cannot be told without the study's key, which is not at hand."


def command(chosen: argparse.Namespace) -> int:
    """Plan, then run what is due."""
    folder = StudyFolder(chosen.study.resolve())
    sys.stderr.write(f"miroir: looking through {chosen.study}\n")
    if chosen.explain:
        explain(*look_ahead(folder, chosen.until))
        return 0
    if is_up_to_date(folder, chosen.until):
        sys.stdout.write(
            f"Nothing new: everything up to {chosen.until} is up to date. {_results(folder, chosen.until)}\n"
        )
        return 0
    with watching() as watcher:
        run_due(folder, chosen.until, watcher)
    return 0


def is_up_to_date(folder: StudyFolder, until: Stage) -> bool:
    """Whether a run would have nothing to do. The study's key is made here, at the first run, and found or missed."""
    inventory = take_inventory(folder)
    inventory = replace(inventory, secret=folder.key().secret)  # no key is made for what is no study, or not yet
    if folder.vault.exists():
        folder.open_vault().close()  # a key that does not open it is told before anything is started
    results, retained = _state(folder, inventory)
    return not _plan(inventory, results, retained, until) and _is_published(folder, until)


def look_ahead(folder: StudyFolder, until: Stage) -> tuple[list[Due], bool]:
    """What is due, by reading alone, and whether that is all: without the key only what was never done is known to be.

    Raises StudyInUse while a run is under way.
    """
    inventory = take_inventory(folder)
    results, retained = _state(folder, inventory)
    secret = _secret_at_hand(folder) if results else b""
    due = _plan(replace(inventory, secret=secret or b""), results, retained, until)
    return ([unit for unit in due if unit.why == "new"], False) if secret is None else (due, True)


def _plan(inventory: Inventory, results: Results, retained: Sequence[str], until: Stage) -> list[Due]:
    inventory = inventory.with_kept(read_before(results))
    model = pipeline_version(inventory.config.lexicon.pipeline)
    return list(foresee(inventory, results, retained, model, steps_until(until)))


def _state(folder: StudyFolder, inventory: Inventory) -> tuple[Results, Sequence[str]]:
    """What was computed before and the interviews that go past ingestion, read without a change to any store."""
    read = ("step_results", "interviews", "validation_results")
    if not folder.warehouse.exists():
        return {}, _not_yet_read(inventory.interviews, {})
    with Warehouse(folder.warehouse, tables_of("warehouse"), read_only=True) as warehouse:
        if not warehouse.holds(*read):
            return {}, _not_yet_read(inventory.interviews, {})
        results = parse_results(warehouse.read("step_results").to_dicts()) if folder.vault.exists() else {}
        inventory = inventory.with_kept(read_before(results))
        retained = retained_interviews(warehouse, inventory)
    return results, sorted({*retained, *_not_yet_read(inventory.interviews, results)})


def _not_yet_read(interviews: Mapping[str, PlannedInterview], results: Results) -> Sequence[str]:
    return [
        name
        for name, interview in interviews.items()
        if ("read_interviews", name) not in results and interview.consented
    ]


def _secret_at_hand(folder: StudyFolder) -> bytes | None:
    """The study's key where it is and opens the vault; none is made."""
    path = key_file(folder.store, os.environ)
    if "MIROIR_KEY" not in os.environ and (path is None or not path.is_file()):
        return None
    try:
        key = folder.key()
        with Warehouse(folder.vault, tables_of("vault"), read_only=True) as vault:
            checks = list(vault.read("key_check")["sealed"]) if vault.holds("key_check") else []
        for sealed in checks:
            key.open(sealed, place="key_check")
    except (StudyKeyMissing, StudyKeyWrong):
        return None
    return key.secret


def _is_published(folder: StudyFolder, until: Stage) -> bool:
    """Whether what the stage leaves for readers is there."""
    return until != "publication" or (folder.published.exists() and (folder.site / "index.html").exists())


def explain(due: Sequence[Due], is_all: bool) -> None:
    """Say why each unit runs, a line a step and reason."""
    lines: dict[tuple[str, str], list[str]] = {}
    for unit in due:
        lines.setdefault((unit.step.name, unit.why), []).append(unit.unit)
    for (step, why), units in lines.items():
        which = "" if units == ["study"] else f" [{', '.join(units)}]"
        sys.stdout.write(f"{step}{which}: {why}\n")
    if not is_all:
        sys.stdout.write(f"{KEY_WANTED}\n")
    elif not due:
        sys.stdout.write("Nothing is due.\n")


def run_due(folder: StudyFolder, until: Stage, watcher: Watcher) -> None:
    """Run the flow on the study's own Prefect server, and sum the run up."""
    started = time.monotonic()
    watcher.say("starting Prefect on this machine")
    with folder.held(), prefect_server.running(folder.prefect) as server:
        with ThreadPoolExecutor(max_workers=1) as pool:
            ready = pool.submit(prefect_server.wait, server, folder.prefect)
            flow_runner = import_module("flows.flow_runner")
            ready.result()
        with watched_by(watcher):
            report = flow_runner.run_study_flow(folder, until)
    summary = import_module("flows.summary")
    sys.stdout.write(summary.summarise(report, seconds=time.monotonic() - started))


def _results(folder: StudyFolder, until: Stage) -> str:
    shown = folder.site / "index.html" if STAGES.index(until) == len(STAGES) - 1 else folder.store
    return f"Results: {_short(shown)}"


def _short(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
