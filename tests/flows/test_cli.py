"""The command line itself: help at once, new studies, the look over a study's files."""

from __future__ import annotations

import json
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.commands import watch
from flows.commands.run import KEY_WANTED
from flows.study_folder import StudyFolder
from tests.flows.study_runs import ROOT, Study, environment, miroir, plain_lines

HEAVY = ("prefect", "great_expectations", "spacy", "altair", "pandas", "polars", "duckdb", "numpy", "pydantic")
COMMANDS = ("new", "check", "run", "status", "words", "watch", "schedule", "export", "serve")


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_cli_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom flows.cli import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit as end:\n    assert end.code == 0\n"
        f"print('imported:', [name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.splitlines()[-1] == "imported: []"
    assert done.stderr == ""


def test_cli_help_names_every_command() -> None:
    done = miroir("--help", env=environment())
    assert done.returncode == 0
    assert all(f"\n    {command} " in done.stdout for command in COMMANDS)


def test_cli_new_makes_a_study_that_check_reads(tmp_path: Path) -> None:
    folder, env = tmp_path / "mon étude", environment(MIROIR_KEY_HOME=str(tmp_path / "keys"))
    made = miroir("new", str(folder), env=env)
    assert made.returncode == 0
    assert {"study.toml", "participants.csv", "incoming"} <= {path.name for path in folder.iterdir()}
    checked = miroir("check", str(folder), env=env)
    assert checked.returncode == 2
    (line,) = plain_lines(checked)
    assert line.startswith("incoming: holds no transcript")


def test_cli_new_study_takes_a_first_interview(tmp_path: Path) -> None:
    folder, env = tmp_path / "étude", environment(MIROIR_KEY_HOME=str(tmp_path / "keys"))
    miroir("new", str(folder), env=env)
    table = folder / "participants.csv"
    heading = table.read_text(encoding="utf-8-sig").splitlines()[0]
    row = "A1;premier;accompagnante;1;31/01/2026;présentiel;Zoé;Inventée;;f;40;associatif;oui"
    table.write_text(f"{heading}\n{row}\n", encoding="utf-8")
    answers = "\n".join("E : Et puis ?\nR : On a beaucoup parlé du projet, en face, sans se presser." for _ in range(9))
    (folder / "incoming" / "premier.txt").write_text(answers, encoding="utf-8")
    done = miroir("check", str(folder), "--json", env=env)
    (report,) = json.loads(done.stdout)["interviews"]
    assert (report["interview"], report["turns"], report["problem"]) == ("A1-1", 18, "")


def test_cli_new_writes_nothing_into_a_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("kept", encoding="utf-8")
    for place in (tmp_path, tmp_path / "mine.txt"):
        done = miroir("new", str(place), env=environment())
        assert (done.returncode, len(plain_lines(done))) == (2, 1)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_cli_status_before_and_after_a_run(unrun_study: Study, finished_study: Study) -> None:
    before = unrun_study.here("status")
    assert before.returncode == 0
    assert "Never run" in before.stdout
    assert not unrun_study.store.exists()
    after = finished_study.here("status")
    assert "Interviews read: 10" in after.stdout
    assert "0001" in after.stdout
    assert "finished" in after.stdout
    assert after.stdout.endswith("Due: nothing.\n")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_cli_tells_on_terminals_that_lack_signs(encoding: str, finished_copy: Study) -> None:
    finished_copy.edit("study.toml", "classes = 4", "classes = 3")
    done = finished_copy.miroir("run", "--explain", PYTHONIOENCODING=encoding)
    assert done.returncode == 0, done.stderr
    assert "parameter lexicon.classes 4" in done.stdout


def test_cli_schedule_refuses_a_cron_line_that_is_none(unrun_study: Study) -> None:
    done = unrun_study.here("schedule", "--cron", "every monday")
    assert done.returncode == 2
    (line,) = plain_lines(done)
    assert "five fields" in line
    assert not unrun_study.store.exists()


@pytest.mark.parametrize("zone", ["Europe/Pariss", "Europe", "", "../UTC"])
def test_cli_schedule_refuses_a_time_zone_that_is_none(zone: str, unrun_study: Study) -> None:
    done = unrun_study.here("schedule", "--cron", "0 6 * * 1", "--timezone", zone)
    assert done.returncode == 2
    (line,) = plain_lines(done)
    assert line.startswith(f'--timezone "{zone}": no time zone')
    assert not unrun_study.store.exists()
    assert not unrun_study.keys.exists()


# -- looking without a change


def test_cli_status_and_explain_change_no_byte(finished_study: Study) -> None:
    before = {path: path.read_bytes() for path in finished_study.store.glob("*.*")}
    assert finished_study.here("status").returncode == 0
    assert finished_study.here("run", "--explain").returncode == 0
    assert {path: path.read_bytes() for path in finished_study.store.glob("*.*")} == before


def test_cli_explain_before_the_first_run_makes_neither_store_nor_key(unrun_study: Study) -> None:
    done = unrun_study.here("run", "--explain")
    assert "publish: new" in done.stdout
    assert not unrun_study.store.exists()
    assert not unrun_study.keys.exists()


@pytest.mark.parametrize("variables", [{}, {"MIROIR_KEY": "miroir-key-1:" + "A" * 43 + "="}, {"MIROIR_KEY": "none"}])
def test_cli_status_without_the_key_tells_the_rest(
    variables: dict[str, str], finished_study: Study, tmp_path: Path
) -> None:
    done = finished_study.here("status", **{"MIROIR_KEY_HOME": str(tmp_path / "none"), **variables})
    assert done.returncode == 0
    assert "Interviews read: 10" in done.stdout
    assert done.stdout.splitlines()[-1] == KEY_WANTED
    assert "Due:" not in done.stdout
    assert not (tmp_path / "none").exists()


def test_cli_explain_without_the_key_tells_what_was_never_done(finished_copy: Study, tmp_path: Path) -> None:
    with finished_copy.folder.open_warehouse() as warehouse, warehouse.transaction():
        warehouse.delete("step_results", step="publish")
    done = finished_copy.here("run", "--explain", MIROIR_KEY_HOME=str(tmp_path / "none"))
    assert (done.returncode, done.stdout.splitlines()) == (0, ["publish: new", KEY_WANTED])


@pytest.mark.parametrize("command", [["status"], ["run", "--explain"]])
def test_cli_status_while_a_run_is_under_way_says_so(command: list[str], finished_copy: Study) -> None:
    code = "import duckdb, sys\nstore = duckdb.connect(sys.argv[1])\nprint('held', flush=True)\nsys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(finished_copy.folder.warehouse)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        done = finished_copy.here(*command)
        holder.communicate("")
    assert done.returncode == 4
    (line,) = plain_lines(done)
    assert "a run of this study is under way" in line


def test_cli_status_tells_a_run_that_broke_off(finished_copy: Study) -> None:
    with finished_copy.folder.open_warehouse() as warehouse:
        runs = warehouse.read("runs")
        with warehouse.transaction():
            warehouse.replace("runs", runs.with_columns(state=pl.lit("running")))
    told = finished_copy.here("status").stdout
    assert " killed" in told
    assert "running" not in told


def test_cli_status_and_explain_of_a_store_without_tables(unrun_study: Study) -> None:
    unrun_study.store.mkdir()
    duckdb.connect(unrun_study.folder.warehouse).close()
    done = unrun_study.here("status")
    assert (done.returncode, "The first run broke off" in done.stdout) == (0, True)
    assert "publish: new" in unrun_study.here("run", "--explain").stdout


# -- the drop folder


class Enough(Exception):
    """Ends a watch."""


def test_cli_watch_misses_no_file_of_its_first_run(unrun_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []

    def run(folder: StudyFolder) -> int:
        late = folder.incoming / "late.txt"
        seen.append(late.exists())
        if len(seen) == 2:
            raise Enough
        late.write_text("E : Oui\n", encoding="utf-8")
        return 0

    monkeypatch.setattr(watch, "_run_once", run)
    with pytest.raises(Enough):
        watch.command(Namespace(study=unrun_study.root, settle=0.1))
    assert seen == [False, True]


def test_cli_watch_tries_again_when_it_met_another_run(unrun_study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = [4, 4, 0]
    monkeypatch.setattr(watch, "_run_once", lambda _: codes.pop(0))
    monkeypatch.setattr(watch, "_AGAIN_SECONDS", 0)
    watch._run(unrun_study.folder)
    assert codes == []
