"""The deployment of a study: its flow on a cron schedule, each run a process of its own."""

from __future__ import annotations

from prefect.schedules import Cron

from flows.study import run_study
from flows.study_folder import StudyFolder


def serve(folder: StudyFolder, *, cron: str, timezone: str) -> None:
    """Serve the study's flow until interrupted; a run still under way when the next is due makes that one wait."""
    run_study.serve(
        name=folder.root.name,
        parameters={"study": str(folder.root)},
        schedules=[Cron(cron, timezone=timezone)],
        global_limit=1,
        print_starting_message=False,
    )
