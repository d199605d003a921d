"""Scheduled runs do what ``miroir run`` does, and Prefect keeps no word of what goes wrong in them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import pytest

from flows.prefect_server import Server
from tests.flows.study_runs import ROOT, Study

NAME = "Kerjosse"
PROGRAM = """
import json, sys, traceback
from prefect.client.orchestration import get_client
from prefect.context import FlowRunContext
from prefect.logging.handlers import APILogHandler
from flows import flow_runner, scheduled

runners = []

def body(study, until):
    runners.append(type(FlowRunContext.get().task_runner).__name__)
    with get_client(sync_client=True) as client:
        states.extend(run.state.name for run in client.read_flow_runs() if run.name == "tick")
    raise ValueError("Kerjosse habite en face")

states = []
flow_runner.run_study.fn = body
try:
    scheduled.run_scheduled.with_options(flow_run_name="tick")(sys.argv[1])
except Exception as error:
    raised = "".join(traceback.format_exception(error))
APILogHandler().flush()
with get_client(sync_client=True) as client:
    kept = [log.message for log in client.read_logs()]
    kept += [str(run.state.message) for run in client.read_flow_runs()]
print(json.dumps({"runners": runners, "during": states, "raised": raised, "kept": kept}))
"""


@pytest.fixture
def told(new_study: Study, server: Server) -> dict[str, Any]:
    """What a scheduled run whose body fails leaves, in a study that asks for processes."""
    new_study.edit("study.toml", 'task_runner = "threads"', 'task_runner = "processes"')
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(new_study.root)],
        cwd=ROOT,
        env=new_study.environment(PREFECT_API_URL=server.api, PREFECT_HOME=str(new_study.store / "prefect")),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return report


def test_scheduled_run_uses_the_studys_task_runner_and_leaves_no_words(told: dict[str, Any]) -> None:
    assert told["runners"] == ["ProcessPoolTaskRunner"]
    assert told["during"] == ["Running"], "the run does not close the scheduled run around it"
    assert NAME not in told["raised"] + "".join(told["kept"])
    assert "StepFailed" in told["raised"]
    assert any("ValueError at flows/flow_runner.py:" in text for text in told["kept"])
