"""Runs that are killed, that meet another run, that find no room: nothing is lost, the next run goes on."""

from __future__ import annotations

import signal
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.interruption import descendants
from flows.prefect_server import Server, _recorded
from tests.flows.conftest import Changed
from tests.flows.name_search import Searcher, true_names
from tests.flows.study_runs import INTERRUPTED, Study, differing_tables, is_running, kill_at, make_study, plain_lines

KILLED_AT = ("reading interviews", "masking", "reading words", "annotating words", "publishing")
NAMES = Searcher(tuple(true_names()))


@dataclass(frozen=True, slots=True)
class Killed:
    """A study whose run was killed again and again, each time further on, and then left to end."""

    study: Study
    states: dict[str, list[str]]
    """Progress line at which a run was killed → states of the runs that the warehouse told right after."""
    names: dict[str, dict[str, set[str]]]
    """Progress line → true names that stood in the store right after."""
    statuses: dict[str, str]
    published: dict[str, bool]
    final: dict[str, pl.DataFrame]


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Killed:
    """Kills at four lines, the last one on a Prefect server of the run's own, which the kill orphans."""
    study = make_study(tmp_path_factory.mktemp("killed"))
    states, names, statuses, published = {}, {}, {}, {}
    for words in KILLED_AT:
        if words != KILLED_AT[-1]:
            study.use_server(server)
        else:
            (study.store / "prefect" / "server.json").unlink()
        kill_at(study, words, after=0.1)
        names[words] = NAMES.in_store(study.store)
        states[words] = study.tables()["runs"]["state"].to_list()
        published[words] = study.folder.published.exists()
        statuses[words] = study.miroir("status").stdout
    done = study.miroir("run")
    assert done.returncode == 0, done.stderr
    return Killed(study, states, names, statuses, published, study.tables())


def test_killed_runs_are_told_as_killed_by_the_next(killed: Killed) -> None:
    for number, words in enumerate(KILLED_AT):
        assert killed.states[words] == ["killed"] * number + ["running"]
    assert killed.final["runs"]["state"].to_list() == ["killed"] * len(KILLED_AT) + ["finished"]


def test_killed_runs_leave_stores_that_status_reads(killed: Killed) -> None:
    assert all("Last runs:" in told and "Due: " in told for told in killed.statuses.values())
    assert "killed" in killed.study.miroir("status").stdout


def test_killed_runs_go_on_from_where_they_were(killed: Killed) -> None:
    results = killed.final["step_results"].select("step", "run_id").unique()
    runs = {step: set(own["run_id"]) for (step,), own in results.group_by("step")}
    assert runs["list_participants"] == {"0001"}
    assert runs["publish"] == {f"{len(KILLED_AT) + 1:04d}"}
    assert max(max(own) for step, own in runs.items() if step != "publish") <= f"{len(KILLED_AT):04d}"


def test_killed_runs_publish_what_one_whole_run_publishes(killed: Killed, finished_study: Study) -> None:
    assert differing_tables(finished_study.tables("published"), killed.study.tables("published")) == []
    assert (killed.study.store / "site" / "index.html").read_bytes() == (
        finished_study.store / "site" / "index.html"
    ).read_bytes()


def test_killed_runs_leave_nothing_in_clear(killed: Killed) -> None:
    assert killed.names == {words: {} for words in KILLED_AT}


def test_killed_run_leaves_no_work_and_no_server_once_the_next_has_ended(killed: Killed) -> None:
    assert not (killed.study.store / "work").exists()
    assert not (killed.study.store / "prefect" / "server.json").exists(), "the orphaned server is found and ended"


# -- interrupted by the user


def test_killed_by_the_keyboard_is_one_line(new_study: Study) -> None:
    (new_study.store / "prefect" / "server.json").unlink()  # with a server of its own, which is to go too
    new_study.edit("study.toml", 'task_runner = "threads"', 'task_runner = "processes"')
    process = new_study.start("run")
    assert process.stderr is not None
    for line in process.stderr:
        if "reading interviews" in line:
            break
    started = descendants(process.pid)
    for _ in range(2):
        process.send_signal(signal.SIGINT)
    told, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (told, errors.splitlines()[-1:]) == ("", [INTERRUPTED])
    assert all(line.startswith(("[", INTERRUPTED)) for line in errors.splitlines())
    assert started
    assert [pid for pid in started if is_running(pid)] == []
    # the next run notes the end, as after a kill
    assert new_study.tables()["runs"]["state"].to_list() == ["running"]


# -- two runs at once


def test_killed_no_run_is_by_another_that_comes_meanwhile(new_study: Study) -> None:
    first = new_study.start("run", "--until", "ingestion")
    assert first.stderr is not None
    for line in first.stderr:
        if "starting Prefect" in line:
            break
    second = new_study.miroir("run", "--until", "ingestion")
    first.communicate(timeout=120)
    assert first.returncode == 0
    assert second.returncode == 4
    (line,) = plain_lines(second)
    assert "under way" in line
    assert new_study.tables()["runs"]["state"].to_list() == ["finished"]


# -- no room on the disk


def test_killed_by_a_full_disk_loses_nothing(changed: Changed, finished_study: Study) -> None:
    assert changed.full.returncode == 5, changed.full.stdout + changed.full.stderr
    (line,) = plain_lines(changed.full)
    assert "no space left on the disk" in line
    assert differing_tables(changed.published_when_full, finished_study.tables("published")) == []


def test_killed_by_a_full_disk_goes_on_once_there_is_room(changed: Changed, finished_study: Study) -> None:
    assert changed.run.returncode == 0, changed.run.stderr
    now, before = changed.study.tables(), finished_study.tables()
    assert now["runs"]["state"].to_list()[-1] == "finished"
    assert now["citation_labels"].equals(before["citation_labels"])
    assert now["masked_turns"].equals(before["masked_turns"])


def test_killed_server_record_that_lies_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "server.json").write_text("{", encoding="utf-8")
    assert _recorded(tmp_path) is None
    (tmp_path / "server.json").write_text('{"port": 1, "pid": 1, "kept": false}', encoding="utf-8")
    found = _recorded(tmp_path)
    assert found is not None
    assert not found.healthy()
