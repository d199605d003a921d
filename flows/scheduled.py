"""The deployment of a study: what ``miroir run`` does, on a cron schedule, each time in a process of its own."""

from __future__ import annotations

import time
from pathlib import Path

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import StateType
from prefect.logging import get_run_logger
from prefect.schedules import Cron

from flows.commands.run import is_up_to_date
from flows.faults import without_words
from flows.flow_runner import close_killed_runs, in_state, keep_interrupts_from_workers, run_study_flow
from flows.study_folder import StudyFolder
from flows.summary import summarise


@flow(name="scheduled run", description="What `miroir run` does.", validate_parameters=False)
def run_scheduled(study: str) -> None:
    """Run what is due of the study in this folder, with the task runner that its ``study.toml`` names by then.

    Raises what ``miroir run`` would tell, without words that may quote someone: Prefect keeps them.
    """
    started = time.monotonic()
    folder = StudyFolder(Path(study))
    log = get_run_logger()
    with without_words(), folder.held():
        if is_up_to_date(folder, "publication"):
            log.info("Nothing new: everything is up to date.")
            return
        report = run_study_flow(folder, "publication")
    for line in summarise(report, seconds=time.monotonic() - started).splitlines():
        log.info(line)


def forget_unfinished() -> None:
    """Close what a schedule that was ended left: a run that never ended would make all later ones wait for it.

    Runs that fell due while nobody served are dropped: the next one does what they would have done.
    """
    close_killed_runs()
    with get_client(sync_client=True) as client:
        for flow_run in client.read_flow_runs(flow_run_filter=in_state(StateType.SCHEDULED)):
            client.delete_flow_run(flow_run.id)


def serve(folder: StudyFolder, *, cron: str, timezone: str) -> None:
    """Serve the study until the process ends; a run still under way when the next is due makes that one wait."""
    keep_interrupts_from_workers()
    run_scheduled.serve(
        name=folder.root.name,
        parameters={"study": str(folder.root)},
        schedules=[Cron(cron, timezone=timezone)],
        global_limit=1,
        print_starting_message=False,
    )
