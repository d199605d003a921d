"""``miroir run DIR``: what is due is done, stage by stage; with ``--explain`` it is told and not done."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from importlib import import_module
from pathlib import Path

from flows import prefect_server
from flows.inventory import take_inventory
from flows.plan import Due, foresee, parse_results, read_before
from flows.progress import Watcher, watched_by, watching
from flows.step_graph import STAGES, Stage, steps_until
from flows.study_folder import StudyFolder
from flows.study_run import retained_interviews
from tasks.lexicon.model import language_model_version


def command(chosen: argparse.Namespace) -> int:
    """Plan, then run what is due."""
    folder = StudyFolder(chosen.study.resolve())
    sys.stderr.write(f"miroir: looking through {chosen.study}\n")
    due = plan_study(folder, chosen.until)
    if chosen.explain:
        explain(due)
        return 0
    if not due and is_published(folder, chosen.until):
        sys.stdout.write(
            f"Nothing new: everything up to {chosen.until} is up to date. {_results(folder, chosen.until)}\n"
        )
        return 0
    with watching() as watcher:
        run_due(folder, chosen.until, watcher)
    return 0


def plan_study(folder: StudyFolder, until: Stage) -> list[Due]:
    """Everything that is due, before anything is started."""
    inventory = take_inventory(folder)
    inventory = replace(inventory, secret=folder.key().secret)  # no key is made for what is no study, or not yet
    if folder.vault.exists():
        folder.open_vault().close()  # a key that does not open it is told before anything is started
    with folder.open_warehouse() as warehouse:
        results = parse_results(warehouse.read("step_results").to_dicts()) if folder.vault.exists() else {}
        inventory = inventory.with_kept(read_before(results))
        retained = sorted({*retained_interviews(warehouse, inventory), *_not_yet_read(inventory.interviews, results)})
    return list(foresee(inventory, results, retained, language_model_version(), steps_until(until)))


def _not_yet_read(interviews: object, results: object) -> Sequence[str]:
    if not isinstance(interviews, dict) or not isinstance(results, dict):
        return ()
    return [
        name
        for name, interview in interviews.items()
        if ("read_interviews", name) not in results and interview.consent != "missing"
    ]


def is_published(folder: StudyFolder, until: Stage) -> bool:
    """Whether what the stage leaves for readers is there."""
    return until != "publication" or (folder.published.exists() and (folder.site / "index.html").exists())


def explain(due: Sequence[Due]) -> None:
    """Say why each unit runs, a line a step and reason."""
    if not due:
        sys.stdout.write("Nothing is due.\n")
    lines: dict[tuple[str, str], list[str]] = {}
    for unit in due:
        lines.setdefault((unit.step.name, unit.why), []).append(unit.unit)
    for (step, why), units in lines.items():
        which = "" if units == ["study"] else f" [{', '.join(units)}]"
        sys.stdout.write(f"{step}{which}: {why}\n")


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
