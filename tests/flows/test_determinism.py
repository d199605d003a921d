"""Two runs from nothing in two folders publish the same, whatever carries out the tasks.

One is the shared finished study: its tasks ran in threads, under another order of hashing. The other's tasks run in
processes, and that is the only run here: starting processes that each import everything takes longer than the work of
the example, and nothing but what is published is asked of it. Dask and Ray are extras, tried where they are installed.
"""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from tests.flows.study_runs import Study, differing_tables

EXTRAS = {"dask": "prefect_dask", "ray": "prefect_ray"}


def run_with(study: Study, task_runner: str) -> Study:
    """Run the study with its tasks carried out by ``task_runner``."""
    study.edit("study.toml", 'task_runner = "threads"', f'task_runner = "{task_runner}"')
    done = study.miroir("run", PYTHONHASHSEED="7")
    assert done.returncode == 0, done.stderr
    return study


@pytest.mark.parametrize("task_runner", ["processes", "dask", "ray"])
def test_determinism_two_runs_from_nothing_publish_the_same(
    task_runner: str, new_study: Study, finished_study: Study
) -> None:
    if task_runner in EXTRAS and find_spec(EXTRAS[task_runner]) is None:
        pytest.skip(f'the extra "{task_runner}" is not installed: its task runner cannot be tried')
    run_with(new_study, task_runner)
    assert differing_tables(finished_study.tables("published"), new_study.tables("published")) == []
    assert new_study.tables()["runs"]["task_runner"].to_list() == [task_runner]


def test_determinism_the_task_runner_is_no_part_of_a_key(finished_copy: Study) -> None:
    finished_copy.edit("study.toml", 'task_runner = "threads"', 'task_runner = "processes"')
    assert finished_copy.miroir("run", "--explain").stdout == "Nothing is due.\n"


def test_determinism_a_task_runner_that_is_not_installed_is_told(new_study: Study) -> None:
    if find_spec("prefect_ray") is not None:
        pytest.skip("Ray is installed here")
    new_study.edit("study.toml", 'task_runner = "threads"', 'task_runner = "ray"')
    done = new_study.miroir("run")
    assert done.returncode == 2
    assert 'pip install "miroir[ray]"' in done.stderr
    assert "Traceback" not in done.stderr
