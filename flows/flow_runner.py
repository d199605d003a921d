"""Calls the flow with the task runner that the study names. Heavy: imported only when there is something to run."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from multiprocessing import resource_tracker
from typing import Any

from prefect import flow
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterState, FlowRunFilterStateType
from prefect.client.schemas.objects import StateType
from prefect.context import FlowRunContext
from prefect.logging.handlers import APILogHandler
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings
from prefect.states import Crashed
from prefect.task_runners import ProcessPoolTaskRunner, TaskRunner, ThreadPoolTaskRunner

from flows.faults import without_words
from flows.interruption import kept_mask
from flows.run_report import RunReport
from flows.step_graph import Stage
from flows.study import run_study
from flows.study_folder import StudyFolder
from tasks.errors import ToolMissing
from tasks.study_config import Run, load_study_config


@flow(name="study", description=run_study.description, validate_parameters=False)
def careful_study(study: str, until: Stage = "publication") -> RunReport:
    """The study's flow. Prefect keeps the words of what a flow raises: a fault comes to it without them."""
    with without_words():
        return run_study.fn(study, until)


def run_study_flow(folder: StudyFolder, until: Stage) -> RunReport:
    """Run the flow in this process, without heartbeats: they add a second to every run, and nobody waits for them."""
    runner = make_task_runner(load_study_config(folder.root).run)
    close_killed_runs()
    try:
        with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
            report: RunReport = careful_study.with_options(task_runner=runner)(study=str(folder.root), until=until)
    finally:
        APILogHandler().flush()  # what is still on its way to the server must get there before the server is ended
    return report


def close_killed_runs() -> None:
    """Tell Prefect that runs it believes to be running were killed: this process holds the study, so none can be.

    The scheduled run inside which this is called, if any, is the one that does run.
    """
    around = FlowRunContext.get()
    own = around.flow_run.id if around is not None and around.flow_run is not None else None
    with get_client(sync_client=True) as client:
        for flow_run in client.read_flow_runs(flow_run_filter=in_state(StateType.RUNNING, StateType.PENDING)):
            if flow_run.id != own:
                client.set_flow_run_state(
                    flow_run.id, Crashed(message="killed; the next run went on from there"), force=True
                )


def in_state(*states: StateType) -> FlowRunFilter:
    """Flow runs in any of these states."""
    return FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=list(states))))


def make_task_runner(run: Run) -> TaskRunner[Any]:
    """The task runner that ``[run]`` of the study names; raises ToolMissing where its extra is not installed."""
    makers: dict[str, Callable[[], TaskRunner[Any]]] = {
        "threads": lambda: ThreadPoolTaskRunner(max_workers=run.workers),
        "processes": lambda: ProcessPoolTaskRunner(max_workers=run.workers),
        "dask": lambda: _extra("prefect_dask", "DaskTaskRunner", "dask")(
            cluster_kwargs={"n_workers": run.workers, "threads_per_worker": 1, "dashboard_address": None}
        ),
        "ray": lambda: _extra("prefect_ray", "RayTaskRunner", "ray")(
            init_kwargs={"num_cpus": run.workers, "include_dashboard": False, "logging_level": "ERROR"}
        ),
    }
    if run.task_runner != "threads":
        keep_interrupts_from_workers()
    return makers[run.task_runner]()


def keep_interrupts_from_workers() -> None:
    """Start what ``multiprocessing`` starts before its first worker, and which unblocks SIGINT in passing.

    Workers started after that would complain of Ctrl-C, each for itself.
    """
    with kept_mask():
        resource_tracker.ensure_running()


def _extra(module: str, name: str, extra: str) -> Callable[..., TaskRunner[Any]]:
    try:
        maker: Callable[..., TaskRunner[Any]] = getattr(import_module(module), name)
    except ModuleNotFoundError as error:
        raise ToolMissing(
            f'task_runner = "{extra}" needs the extra of that name: pip install "miroir[{extra}]"'
        ) from error
    return maker
