"""The flow of a study: the stages in their order, each validated, and the pages at the end."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from prefect import flow
from prefect.futures import PrefectFuture, as_completed
from prefect.logging import get_run_logger

from flows.dictionary_files import remember
from flows.inventory import take_inventory
from flows.planned_interviews import Inventory
from flows.progress import Watcher, current_watcher
from flows.publication import publish
from flows.run_report import RunReport, file_artifacts, report_run
from flows.step_graph import STAGES, STEPS, Stage
from flows.study_folder import StudyFolder
from flows.study_run import StudyRun
from flows.task_table import TASKS
from flows.user_sheets import ask_about_files
from tasks.errors import MiroirError, NothingToAnalyse, Problem, StudyInvalid
from tasks.language.versions import package_versions, pipeline_loss, pipeline_version
from tasks.table_catalogue import tables_of
from tasks.validation.suites import views_of
from tasks.vault import Vault
from tasks.warehouse import Warehouse, compact


@flow(
    name="study", description="Carry a study's interviews from files to published findings.", validate_parameters=False
)
def run_study(study: str, until: Stage = "publication") -> RunReport:
    """Run every step that is due, stage by stage, up to ``until``.

    ``study`` is the study's folder. Raises the MiroirError that stopped it; what was committed before stays.
    """
    started = time.monotonic()
    folder = StudyFolder(Path(study))
    inventory = _inventory(folder)
    remember(folder, inventory.dictionary)
    watcher = _Logged(current_watcher())
    if asked := ask_about_files(folder, inventory):
        watcher.say(asked)
    if lost := pipeline_loss(inventory.config.lexicon.pipeline):
        watcher.say(lost)
    with folder.open_warehouse() as warehouse, _vault(folder, warehouse) as vault:
        run = StudyRun(
            folder,
            inventory,
            warehouse=warehouse,
            vault=vault,
            model_version=pipeline_version(inventory.config.lexicon.pipeline),
            watcher=watcher,
        )
        run.begin(until, package_versions(inventory.config.lexicon.pipeline))
        state = "failed"
        try:
            for stage in STAGES[: STAGES.index(until) + 1]:
                _run_stage(run, stage)
            state = "finished"
        except MiroirError:
            state = "stopped"
            raise
        finally:
            run.end(state)
        report = report_run(run, until, seconds=time.monotonic() - started)
    if run.tally.rewritten:
        compact(folder.warehouse, tables_of("warehouse"))
    file_artifacts(report)
    return report


def _inventory(folder: StudyFolder) -> Inventory:
    """The study's files; problems as their places alone, for Prefect keeps the words of every error."""
    try:
        return take_inventory(folder, secret=folder.key().secret)
    except StudyInvalid as error:
        places = [(problem.file, problem.line) for problem in error.problems]
        what, remedy = "is to be mended", "`miroir check` tells what"
        problems = [Problem(file, what, remedy, line) for file, line in places]
        raise StudyInvalid(problems) from None


def _vault(folder: StudyFolder, warehouse: Warehouse) -> Vault:
    """The vault. Where it is gone, what was computed from it is done again."""
    if not folder.vault.exists():
        with warehouse.transaction():
            warehouse.delete("step_results")
    return folder.open_vault()


def _run_stage(run: StudyRun, stage: Stage) -> None:
    done_before = sum(run.tally.units.values())
    run.retire(stage)
    for step in STEPS:
        if step.stage == stage and step.name != "publish":
            run.carry_out(step, submit)
    if stage == "publication":
        publish(run, submit)
    elif sum(run.tally.units.values()) > done_before or not run.is_valid(stage):
        run.validate(stage, views_of(stage), submit)
    if stage == "ingestion" and not run.retained():
        raise NothingToAnalyse("no interview is left to analyse: all were set aside; `miroir check` tells why")


def submit(task_name: str, folders: Sequence[str]) -> Iterator[str]:
    """Hand order folders to the task runner; give each back when done. One that fails lets the others finish."""
    futures: list[PrefectFuture[str]] = [TASKS[task_name].submit(folder) for folder in folders]
    failures: list[Exception] = []
    for future in as_completed(futures):
        try:
            yield future.result()
        except Exception as error:  # noqa: BLE001 - whatever a worker met: told once the other batches are committed
            failures.append(error)
    if failures:
        raise failures[0]


class _Logged:
    """Passes news on and keeps it in Prefect's log: counts and names of steps, never more."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._log = get_run_logger()

    def say(self, text: str) -> None:
        """One line of news."""
        self._log.info(text)
        self._watcher.say(text)

    def begin(self, doing: str, total: int) -> None:
        """A step starts."""
        self._log.info("%s: %d", doing, total)
        self._watcher.begin(doing, total)

    def advance(self, done: int) -> None:
        """Units done."""
        self._watcher.advance(done)
