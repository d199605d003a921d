"""``miroir export`` and ``miroir serve``: what they write and refuse, on invented published files."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import signal
import socket
import subprocess
import urllib.request
from pathlib import Path

import polars as pl
import pytest

from dashboards.published import open_published
from dashboards.study_names import read_study_names
from dashboards.study_site import render_site
from flows.cli import main
from flows.commands.export import grid_tables
from tasks.exchange.grid_sheets import judge_cells
from tasks.ingestion.grid_files import read_grid
from tasks.publication.work import describe_columns
from tasks.table_catalogue import published_tables
from tests.dashboards.published_example import example_rows, publish
from tests.flows.study_runs import MIROIR, environment

STUDY = [{"key": "name", "value": "Une étude"}, {"key": "language", "value": "fr"}]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of the invented study of the pages."""
    rows = dict(example_rows())
    quote = {"interview_id": "A1-1", "indicator": "gestes.i0", "coder": "CL", "ordinal": 1}
    found = {**quote, "turn": 1, "start_at": 0, "end_at": 8}
    rows["catalogue"] = describe_columns({}).to_dicts()
    rows["mark_evidence"] = [found, {**quote, "ordinal": 2, "turn": 0, "start_at": 0, "end_at": 0}]
    return publish(tmp_path_factory.mktemp("invented") / "published.duckdb", rows)


@pytest.fixture(scope="module")
def unadorned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published file of a study with a name and nothing else."""
    return publish(tmp_path_factory.mktemp("unadorned") / "published.duckdb", {"study": STUDY})


def study_of(published: Path, root: Path) -> Path:
    """A study's folder with this published file."""
    (root / "study" / "store").mkdir(parents=True)
    shutil.copy(published, root / "study" / "store" / "published.duckdb")
    return root / "study"


def export(study: Path, to: Path, *options: str) -> int:
    """Run the command in this process."""
    return main(["export", str(study), "--to", str(to), *options])


def files_of(folder: Path) -> dict[str, bytes]:
    """Name → bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def csv_rows(data: bytes, delimiter: str) -> list[dict[str, str]]:
    """A table as a spreadsheet reads it."""
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))


# -- what is written


def test_export_tables_and_grid_hold_what_is_published(
    published: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, to = study_of(published, tmp_path), tmp_path / "out"
    assert export(study, to, "--only", "tables,grid") == 0
    told = capsys.readouterr()
    assert told.out == f"Exported to {to}: grid, tables\n"
    assert "the tables (" in told.err
    files = files_of(to)
    names = {table.name for table in published_tables()}
    assert set(files) == {
        "LISEZ-MOI.txt",
        "SHA256SUMS",
        "grid/grille.xlsx",
        "tables/dictionnaire.csv",
        "tables/dictionnaire.html",
        *(f"tables/csv/{name}.csv" for name in names),
        *(f"tables/parquet/{name}.parquet" for name in names),
    }
    with open_published(published) as opened:
        for name in names:
            frame = opened.read(name)
            assert pl.read_parquet(files[f"tables/parquet/{name}.parquet"]).equals(frame), name
            assert len(csv_rows(files[f"tables/csv/{name}.csv"], ";")) == frame.height, name
    first = csv_rows(files["tables/csv/interviews.csv"], ";")[0]
    assert (first["interview_id"], first["held_on"], first["speakers_confirmed"]) == ("A1-1", "11/03/2026", "VRAI")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "study"]


def test_export_lists_the_sums_of_all_it_wrote(published: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    assert export(study_of(published, tmp_path), to, "--only", "grid") == 0
    files = files_of(to)
    heading, *told = files.pop("SHA256SUMS").decode().splitlines()
    assert heading.startswith("#")
    assert told == [f"{hashlib.sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]


def test_export_takes_no_folder_of_data_with_a_list_of_sums_for_its_own(published: Path, tmp_path: Path) -> None:
    to = tmp_path / "data"
    to.mkdir()
    (to / "data.txt").write_bytes(b"ten years of work")
    (to / "SHA256SUMS").write_text(f"{hashlib.sha256(b'ten years of work').hexdigest()}  data.txt\n", encoding="utf-8")
    assert export(study_of(published, tmp_path), to, "--only", "grid") == 2
    assert (to / "data.txt").read_bytes() == b"ten years of work"


def test_export_is_the_same_bytes_twice_and_replaces_itself(published: Path, tmp_path: Path) -> None:
    study, to = study_of(published, tmp_path), tmp_path / "out"
    assert export(study, to, "--only", "grid,tables") == 0
    before = files_of(to)
    (to / "Thumbs.db").write_bytes(b"left by a system")
    assert export(study, to, "--only", "grid,tables") == 0
    assert files_of(to) == before
    assert export(study, to, "--only", "grid") == 0
    assert set(files_of(to)) == {"LISEZ-MOI.txt", "SHA256SUMS", "grid/grille.xlsx"}


def test_export_grid_comes_back_with_the_totals_of_the_flat_reading(published: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    assert export(study_of(published, tmp_path), to, "--only", "grid") == 0
    back = read_grid((to / "grid" / "grille.xlsx").read_bytes(), name="grille.xlsx")
    with open_published(published) as opened:
        tables = grid_tables(opened, read_study_names(opened), "fr")
    assert back.findings == ()
    assert set(back.units) == set(tables.units().values())
    flat = tables.flat_reading.filter(wave="all", role="animatrice").join(tables.indicators, on="indicator")
    totals = [total.total for total in back.totals if total.place.startswith("A – ")]
    assert totals == flat.sort("position")["n_present"].to_list()
    printed = [mark for mark in back.marks if mark.place.startswith("A – ")]
    assert sum(mark.state == "X" for mark in printed) == sum(totals)
    assert sum(mark.state in ("X", "") for mark in printed) == flat["n_asked"].sum()
    assert {mark.quote for mark in back.marks} == {"", "Mon vois"}


def test_export_judges_cells_as_the_flat_reading_counts(published: Path) -> None:
    with open_published(published) as opened:
        tables = grid_tables(opened, read_study_names(opened), "fr")
    judged = judge_cells(tables.grid_cells, tables.flat_reading).filter(pl.col("state").is_in(["present", "absent"]))
    asked = judged.group_by("indicator").agg(asked=pl.len().cast(pl.Int32))
    both = tables.flat_reading.filter(wave="all").join(asked, on="indicator")
    assert both.height == 22
    assert both["asked"].equals(both["n_asked"], check_names=False)


def test_export_all_of_a_study_without_results_says_what_there_is_not(unadorned: Path, tmp_path: Path) -> None:
    to = tmp_path / "out" / "deep"
    assert export(study_of(unadorned, tmp_path), to) == 0
    files = files_of(to)
    with open_published(unadorned) as opened:
        site = dict(render_site(opened))
    assert {name.removeprefix("site/"): files[name] for name in files if name.startswith("site/")} == site
    assert not any(name.startswith(("grid/", "charts/")) for name in files)
    readme = files["LISEZ-MOI.txt"].decode("utf-8-sig")
    assert "pas de livre de codes" in readme
    assert "aucun graphique" in readme
    assert "clé USB" in readme


def test_export_in_english_is_english_throughout(published: Path, tmp_path: Path) -> None:
    to = tmp_path / "out"
    assert export(study_of(published, tmp_path), to, "--language", "en", "--only", "grid,tables") == 0
    files = files_of(to)
    assert {"README.txt", "grid/grid.xlsx", "tables/dictionary.csv"} <= set(files)
    assert csv_rows(files["tables/csv/interviews.csv"], ",")[0]["held_on"] == "2026-03-11"
    assert "One row per:" in files["tables/dictionary.html"].decode()
    assert "Export of Miroir" in files["README.txt"].decode("utf-8-sig")


# -- what is refused


def test_export_before_anything_is_published_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    study = tmp_path / "study"
    assert main(["new", str(study)]) == 0
    capsys.readouterr()
    for command in (["export", str(study), "--to", str(tmp_path / "out")], ["serve", str(study), "--port", "0"]):
        assert main(command) == 2
        told = capsys.readouterr().err
        assert told == f"miroir: nothing is published yet: `miroir run {study}` publishes\n"
    assert not (tmp_path / "out").exists()
    assert main(["export", str(tmp_path), "--to", str(tmp_path / "out")]) == 2
    assert "no study.toml here" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["file", "other files", "added", "changed"])
def test_export_touches_nobody_s_work(
    kind: str, unadorned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, to = study_of(unadorned, tmp_path), tmp_path / "out"
    if kind == "file":
        to.write_text("mine", encoding="utf-8")
    elif kind == "other files":
        to.mkdir()
        (to / "Solène Maubrac.txt").write_text("mine", encoding="utf-8")
    else:
        assert export(study, to, "--only", "tables") == 0
        changed = to / "tables" / ("notes.txt" if kind == "added" else "dictionnaire.csv")
        changed.write_text("mine", encoding="utf-8")
    before = files_of(to) if to.is_dir() else {}
    capsys.readouterr()
    assert export(study, to, "--only", "tables") == 2
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "nothing was written" in told
    assert "Solène" not in told
    assert ("tables/dictionnaire.csv changed" in told) == (kind == "changed")
    assert (files_of(to) if to.is_dir() else {}) == before


def test_export_does_not_write_among_the_files_of_the_study(unadorned: Path, tmp_path: Path) -> None:
    study = study_of(unadorned, tmp_path)
    for inside in ("incoming/out", "store/site", "store", "."):
        assert export(study, study / inside, "--only", "tables") == 2
    assert [path.name for path in study.rglob("*")] == ["store", "published.duckdb"]


@pytest.mark.parametrize("only", ["pdf", "grid,pdf", ""])
def test_export_knows_its_parts(only: str, unadorned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert export(study_of(unadorned, tmp_path), tmp_path / "out", "--only", only) == 2
    assert "is none of grid, tables, charts, site" in capsys.readouterr().err


def test_export_of_a_damaged_file_leaves_the_former_one(
    unadorned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, to = study_of(unadorned, tmp_path), tmp_path / "out"
    assert export(study, to, "--only", "tables") == 0
    before = files_of(to)
    (study / "store" / "published.duckdb").write_bytes(b"no database" * 999)
    assert export(study, to, "--only", "tables") == 5
    assert "published.duckdb" in capsys.readouterr().err
    assert files_of(to) == before


def test_export_clears_what_a_killed_one_left(unadorned: Path, tmp_path: Path) -> None:
    for name in (".out.new", ".out.old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "half.csv").write_text("half", encoding="utf-8")
    assert export(study_of(unadorned, tmp_path), tmp_path / "out", "--only", "tables") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "study"]
    assert "half.csv" not in files_of(tmp_path / "out")


# -- the pages at an address


def test_serve_tells_what_to_do_about_its_port(
    unadorned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = study_of(unadorned, tmp_path)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        assert main(["serve", str(study), "--port", str(taken)]) == 2
    assert capsys.readouterr().err == (
        f"miroir: port {taken} is taken by another program, or by another `miroir serve`: "
        "choose another with --port, --port 0 takes a free one\n"
    )
    assert main(["serve", str(study), "--port", "70000"]) == 2
    assert "a number from 0 to 65535" in capsys.readouterr().err


def test_serve_of_a_damaged_file_does_not_begin(
    unadorned: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = study_of(unadorned, tmp_path)
    (study / "store" / "published.duckdb").write_bytes(b"no database" * 999)
    assert main(["serve", str(study), "--port", "0"]) == 5
    assert "Pages:" not in capsys.readouterr().out


def test_serve_tells_its_address_and_ends_at_ctrl_c_with_a_line(unadorned: Path, tmp_path: Path) -> None:
    command = [str(MIROIR), "serve", str(study_of(unadorned, tmp_path)), "--port", "0"]
    with subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as serving:
        assert serving.stdout is not None
        told = serving.stdout.readline()
        address = told.split()[1]
        assert address.startswith("http://127.0.0.1:")
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert "Une étude" in answer.read().decode()
        serving.send_signal(signal.SIGINT)
        out, err = serving.communicate(timeout=60)
    assert (serving.returncode, out) == (0, "")
    assert err.splitlines()[0] == "miroir: preparing the pages"
    assert len(err.splitlines()) == 2
