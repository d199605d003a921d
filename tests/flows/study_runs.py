"""The command line on studies in temporary folders, as a user runs it."""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

import duckdb
import polars as pl
import pytest

from flows.cli import main
from flows.prefect_server import Server
from flows.study_folder import StudyFolder
from tasks.table_catalogue import load_catalogue

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "tests" / "small_study"
EXAMPLE_STUDY = ROOT / "data" / "example_study"
ARTISANS = ROOT / "tests" / "artisans" / "study.toml"
"""Settings of the study of the real interviews."""
MIROIR = Path(sys.executable).parent / "miroir"
MOST_SECONDS = 240
INTERRUPTED = "miroir: interrupted; what was finished is kept, the next run continues"


@dataclass(frozen=True, slots=True)
class Study:
    """A study in a temporary folder, with a key home of its own and everything that its commands told."""

    root: Path
    keys: Path
    told: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def store(self) -> Path:
        """What Miroir makes."""
        return self.root / "store"

    @property
    def folder(self) -> StudyFolder:
        """The places inside."""
        return StudyFolder(self.root)

    def miroir(
        self, command: str, *options: str, file_bytes: int | None = None, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command on the study to its end; no file may grow over ``file_bytes``."""
        done = miroir(
            command, str(self.root), *options, env=self.environment(**variables), file_bytes=file_bytes, cwd=self.told
        )
        (self.told / f"{command}-{uuid.uuid4().hex}.txt").write_text(done.stdout + done.stderr, encoding="utf-8")
        return done

    def here(self, command: str, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a command that ends before Prefect is started in this very process: it takes no second to begin."""
        chosen = {"MIROIR_KEY_HOME": str(self.keys), **variables}
        with (
            pytest.MonkeyPatch.context() as patch,
            redirect_stdout(StringIO()) as out,
            redirect_stderr(StringIO()) as err,
        ):
            for name, value in chosen.items():
                patch.setenv(name, value)
            try:
                code = main([command, str(self.root), *options])
            except SystemExit as end:
                code = int(end.code or 0)
        return subprocess.CompletedProcess([command], code, out.getvalue(), err.getvalue())

    def start(self, command: str, *options: str) -> subprocess.Popen[str]:
        """Start a command on the study."""
        return subprocess.Popen(
            [str(MIROIR), command, str(self.root), *options],
            env=self.environment(),
            cwd=self.told,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def environment(self, **variables: str) -> dict[str, str]:
        """What its commands find in their environment."""
        return environment(**{"MIROIR_KEY_HOME": str(self.keys), **self.variables, **variables})

    def edit(self, name: str, before: str, now: str) -> None:
        """Replace a text of one of its files, once."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{name} holds the text {text.count(before)} times"
        path.write_text(text.replace(before, now), encoding="utf-8")

    def incoming(self, number: int) -> Path:
        """The interview file of that number."""
        return next(self.root.glob(f"incoming/Entretien {number:02d} *"))

    def tables(self, file: str = "warehouse") -> dict[str, pl.DataFrame]:
        """All tables and views of a store, in the order of their grain."""
        return read_store(self.store / f"{file}.duckdb")

    def copy(self, folder: Path) -> Study:
        """A copy of the study, store included, with the same keys."""
        return make_study(folder, self.root, keys=self.keys, variables=self.variables)

    def use_server(self, server: Server) -> None:
        """Let its runs find a Prefect server that runs already: starting one takes longer than what is tested."""
        home = self.store / "prefect"
        home.mkdir(parents=True, exist_ok=True)
        record = f'{{"port": {server.port}, "pid": {server.pid}, "kept": true}}'
        (home / "server.json").write_text(record, encoding="utf-8")


def make_study(
    folder: Path, source: Path = EXAMPLE, *, keys: Path | None = None, variables: Mapping[str, str] | None = None
) -> Study:
    """A copy of the study ``source`` inside ``folder``."""
    shutil.copytree(source, folder / "study")
    (folder / "told").mkdir()
    return Study(folder / "study", keys or folder / "keys", folder / "told", variables or {})


def environment(**variables: str) -> dict[str, str]:
    """The environment of a command: this one without settings of Prefect or Miroir, and this checkout's code."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PREFECT_", "MIROIR_"))}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


def miroir(
    *arguments: str, env: Mapping[str, str], file_bytes: int | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run ``miroir`` with these arguments to its end."""
    return subprocess.run(
        [str(MIROIR), *arguments],
        env=dict(env),
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=MOST_SECONDS,
        check=False,
        preexec_fn=_limit(file_bytes),
    )


def _limit(file_bytes: int | None) -> Callable[[], None] | None:
    if file_bytes is None:
        return None
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, resource.RLIM_INFINITY))


def kill_at(study: Study, words: str, *, after: float = 0.0) -> str:
    """Start a run and kill it ``after`` seconds from the progress line with these words; what it told until then."""
    process = study.start("run")
    told = []
    assert process.stderr is not None
    for line in process.stderr:
        told.append(line)
        if words in line:
            time.sleep(after)
            break
    process.kill()
    rest, more = process.communicate(timeout=30)
    text = "".join(told) + more + rest
    (study.told / f"killed-{uuid.uuid4().hex}.txt").write_text(text, encoding="utf-8")
    assert process.returncode == -9, f"the run had ended before it could be killed: {text}"
    return text


def is_running(pid: int) -> bool:
    """Whether a process runs still, a moment being given to one that was killed."""
    for _ in range(100):
        try:
            state = (
                Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()[0]
            )
        except (FileNotFoundError, ProcessLookupError):
            return False
        if state in "XZ":
            return False
        time.sleep(0.02)
    return True


def read_store(path: Path) -> dict[str, pl.DataFrame]:
    """All tables and views of a store by name, in the order of their grain."""
    catalogue = load_catalogue()
    with duckdb.connect(path, read_only=True) as connection:
        names = [
            str(row[0]) for row in connection.execute("SELECT table_name FROM information_schema.tables").fetchall()
        ]
        return {
            name: connection.sql(f"SELECT * FROM {name} ORDER BY {', '.join(catalogue[name].grain)}").pl()
            for name in sorted(names)
            if name in catalogue
        }


def differing_tables(one: Mapping[str, pl.DataFrame], other: Mapping[str, pl.DataFrame]) -> list[str]:
    """Names of the tables that are not in both, or not the same in both; which run computed them is not looked at."""
    one, other = ({name: rows.drop("run_id", strict=False) for name, rows in store.items()} for store in (one, other))
    names = {*one, *other}
    return sorted(name for name in names if name not in one or name not in other or not one[name].equals(other[name]))


def plain_lines(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The lines of an error on standard error, once it is sure that they are plain."""
    assert "Traceback" not in done.stderr
    assert "a fault of Miroir" not in done.stderr
    lines = [line for line in done.stderr.splitlines() if not line.startswith(("miroir: looking", "["))]
    assert all(line.startswith("miroir: ") for line in lines), done.stderr
    return [line.removeprefix("miroir: ") for line in lines]


def steps_explained(told: str) -> dict[str, str]:
    """Step → what ``--explain`` says after its name."""
    lines = [line for line in told.splitlines() if line]
    return {line.replace(":", " ").split(" ")[0]: line for line in lines}


def steps_of_run(study: Study, run: int) -> dict[str, set[str]]:
    """Step → units that the run of that number carried out and that no later run did again."""
    results = study.tables()["step_results"].filter(pl.col("run_id") == f"{run:04d}")
    units: dict[str, set[str]] = {}
    for step, unit in results.select("step", "unit").iter_rows():
        units.setdefault(step, set()).add(unit)
    return units
