"""The example study from its files to published findings, and what later runs do and leave undone."""

from __future__ import annotations

import hashlib
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.prefect_server import Server
from flows.step_graph import STEPS
from tasks.table_catalogue import published_tables
from tests.flows.conftest import Changed, Finished
from tests.flows.study_runs import EXAMPLE, Study, read_store, steps_explained, steps_of_run


def digests(folder: Path) -> dict[str, str]:
    """Every file of a store but the server's record, hashed."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "server.json"]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


# -- from nothing


def test_run_prints_paths_that_exist(finished: Finished) -> None:
    paths = dict(re.findall(r"^(Results|Tables): +(.+)$", finished.run.stdout, re.MULTILINE))
    assert set(paths) == {"Results", "Tables"}
    assert all((finished.study.told / path).is_file() for path in paths.values())
    assert "10 interviews in the study, 10 read in this run, 0 set aside" in finished.run.stdout


def test_run_tells_each_step_once(finished: Finished) -> None:
    told = [re.sub(r"^\[.*?\] | \(\d+\)$", "", line) for line in finished.run.stderr.splitlines()]
    steps = [step.doing for step in STEPS]
    assert [line for line in told if line in steps] == steps


def test_run_publishes_every_table_of_the_catalogue(finished_study: Study) -> None:
    tables = finished_study.tables("published")
    assert {name: frame.columns for name, frame in tables.items()} == {
        table.name: list(table.columns) for table in published_tables()
    }
    empty = {name for name, frame in tables.items() if frame.is_empty()}
    assert empty <= {"class_variables"}, "the example study fills every published table"


def test_run_published_rows_are_unique_by_grain(finished_study: Study) -> None:
    tables = finished_study.tables("published")
    twice = [table.name for table in published_tables() if tables[table.name].select(table.grain).is_duplicated().any()]
    assert not twice


def test_run_leaves_no_work_behind(finished_study: Study) -> None:
    left = {path.name for path in finished_study.store.iterdir()}
    assert left == {"key_id", "run.lock", "vault.duckdb", "warehouse.duckdb", "published.duckdb", "site", "prefect"}
    assert not (finished_study.store / "prefect" / "server.json").exists(), "the run's own server is ended"


def test_run_touches_no_file_of_the_researcher(finished_study: Study) -> None:
    files = [path.relative_to(EXAMPLE) for path in EXAMPLE.rglob("*") if path.is_file()]
    changed = [path for path in files if (finished_study.root / path).read_bytes() != (EXAMPLE / path).read_bytes()]
    assert not changed
    assert {path.name for path in finished_study.root.iterdir()} == {path.name for path in EXAMPLE.iterdir()} | {
        "store"
    }


# -- again, with nothing new


def test_run_again_with_nothing_new_starts_nothing(finished_study: Study) -> None:
    before = digests(finished_study.store)
    done = finished_study.miroir("run")
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing new")
    assert "starting Prefect" not in done.stderr
    now = digests(finished_study.store)
    assert {name for name in before if before[name] != now.get(name)} <= {"warehouse.duckdb"}
    assert before.keys() == now.keys()
    assert finished_study.tables()["runs"].height == 1


def test_run_explain_with_nothing_new_says_so(finished_study: Study) -> None:
    done = finished_study.here("run", "--explain")
    assert (done.returncode, done.stdout) == (0, "Nothing is due.\n")


def test_run_explain_before_the_first_run_names_every_step_as_new(unrun_study: Study) -> None:
    done = unrun_study.here("run", "--explain")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert {line.split(":")[0].split(" ")[0] for line in lines} == {step.name for step in STEPS}
    assert not (unrun_study.store / "published.duckdb").exists()
    assert not (unrun_study.store / "vault.duckdb").exists()
    assert not (unrun_study.store / "prefect").exists()


def test_run_makes_lost_pages_again(finished_copy: Study) -> None:
    before = digests(finished_copy.store / "site")
    shutil.rmtree(finished_copy.store / "site")
    (finished_copy.store / "published.duckdb").unlink()
    done = finished_copy.miroir("run")
    assert done.returncode == 0, done.stderr
    assert digests(finished_copy.store / "site") == before
    assert steps_of_run(finished_copy, 2) == {"publish": {"study"}}


# -- interviews that leave and come


@dataclass(frozen=True, slots=True)
class Moves:
    """A finished study that three interviews leave in three ways, and that one of them comes into again."""

    study: Study
    before: dict[str, pl.DataFrame]
    left: dict[str, pl.DataFrame]
    """The warehouse after they left."""
    left_published: dict[str, pl.DataFrame]
    left_told: str
    left_page: str
    explained: str
    came: dict[str, pl.DataFrame]
    came_told: str


WITHDRAWN, MOVED, OUT = "B3-1", "A2-2", "B2-2"
"""Its participant withdrew the consent; its file left; its row and its file left, and come again."""
ROW_OUT = "B2;Entretien 10 26.10.08;Bénéficiaire;;08/10/2026;mixte;Assia;Ouardasse;;F;29;tertiaire;oui v2\n"
PER_INTERVIEW = (
    *("read_interviews", "find_identities", "mask_interviews", "check_leaks"),
    *("read_words", "annotate_interviews"),
)


@pytest.fixture(scope="module")
def moves(tmp_path_factory: pytest.TempPathFactory, finished_study: Study, server: Server) -> Moves:
    """One run after the three have left, one after one has come."""
    study = finished_study.copy(tmp_path_factory.mktemp("moves"))
    study.use_server(server)
    study.edit("participants.csv", "homme;58;industrie;oui", "homme;58;industrie;retiré, voir Mme Tavernol")
    study.incoming(8).unlink()
    study.edit("participants.csv", ROW_OUT, "")
    file_out = study.incoming(10)
    file_out = file_out.rename(study.root / file_out.name)
    left = study.miroir("run")
    assert left.returncode == 0, left.stderr
    page = (study.store / "site" / "index.html").read_text(encoding="utf-8")
    warehouse, published = study.tables(), study.tables("published")
    with (study.root / "participants.csv").open("a", encoding="utf-8") as table:
        table.write(ROW_OUT)
    file_out.rename(study.root / "incoming" / file_out.name)
    explained = study.miroir("run", "--explain").stdout
    came = study.miroir("run")
    assert came.returncode == 0, came.stderr
    before = finished_study.tables()
    return Moves(study, before, warehouse, published, left.stdout, page, explained, study.tables(), came.stdout)


def holding(tables: dict[str, pl.DataFrame], interview: str) -> set[str]:
    """Names of the tables that have rows of an interview."""
    return {
        name
        for name, rows in tables.items()
        if "interview_id" in rows.columns and interview in rows["interview_id"].to_list()
    }


@pytest.mark.parametrize("tables", ["left", "left_published"])
def test_run_takes_interviews_out_of_every_table(tables: str, moves: Moves) -> None:
    held: dict[str, pl.DataFrame] = getattr(moves, tables)
    assert holding(moves.before, WITHDRAWN) >= {"readings", "read_turns", "lemma_votes", "tokens", "masked_turns"}
    assert holding(held, WITHDRAWN) <= {"outcome_quality"}, "that it was set aside is known"
    assert holding(held, OUT) <= {"outcome_quality"}
    assert holding(held, MOVED) >= {"interviews", "segments"}


def test_run_tells_who_left_and_why(moves: Moves) -> None:
    findings = moves.left["findings"].filter(pl.col("code") == "consent_missing")
    assert findings["subject"].to_list() == [WITHDRAWN]
    assert "2 interview(s) were taken out of the analysis" in moves.left_told
    assert "8 interviews in the study" in moves.left_told


@pytest.mark.parametrize("interview", [WITHDRAWN, OUT])
def test_run_publishes_no_word_of_an_interview_that_left(interview: str, moves: Moves) -> None:
    segments = moves.before["segment_texts"].filter(pl.col("interview_id") == interview)
    texts = [text for text in segments["text"] if len(text) > 40]
    assert texts
    columns = [column for frame in moves.left_published.values() for column in frame.select(pl.col(pl.String))]
    published = "\n".join(value for column in columns for value in column.drop_nulls().unique())
    assert not [text for text in texts if text in published or text in moves.left_page]


def test_run_keeps_an_interview_whose_file_has_left(moves: Moves) -> None:
    own = pl.col("interview_id") == MOVED
    assert moves.left["masked_turns"].filter(own).equals(moves.before["masked_turns"].filter(own))


def test_run_with_one_interview_more_works_on_it_alone(moves: Moves) -> None:
    units = steps_of_run(moves.study, 3)
    assert {step: units.get(step) for step in PER_INTERVIEW} == {step: {OUT} for step in PER_INTERVIEW}
    assert {"classify_segments", "choose_quotes", "count_transitions", "publish"} <= units.keys()
    assert "read_codebook" not in units
    assert "9 interviews in the study, 1 read in this run" in moves.came_told


def test_run_explain_tells_the_interview_that_came(moves: Moves) -> None:
    lines = moves.explained.splitlines()
    assert f"read_interviews [{OUT}]: new" in lines
    assert f"annotate_interviews [{OUT}]: new" in lines
    assert not [line for line in lines if line.startswith("read_interviews") and "A1-1" in line]


def test_run_keeps_the_names_once_given(moves: Moves) -> None:
    came = moves.came["citation_labels"]
    known = pl.col("participant_id").is_in(came["participant_id"].implode())
    assert came.equals(moves.before["citation_labels"].filter(known))
    assert {"A1", "A2", "A3", "B1", "B2"} <= set(came["participant_id"])
    own = pl.col("interview_id") == OUT
    assert moves.came["masked_turns"].filter(own).equals(moves.before["masked_turns"].filter(own))


# -- a parameter changed


def test_run_with_a_changed_parameter_reruns_what_depends_on_it(changed: Changed) -> None:
    told = steps_explained(changed.explained)
    assert told["classify_segments"] == "classify_segments: parameter lexicon.classes 4 → 3"
    assert changed.run.returncode == 0, changed.run.stderr
    units = steps_of_run(changed.study, 2).keys() | steps_of_run(changed.study, 3).keys()
    assert units == {"classify_segments", "profile_classes", "publish"}
    assert units <= told.keys()
    assert changed.study.tables("published")["classes"].filter(pl.col("class") > 0).height == 3


def test_run_wrote_a_published_file_that_opens_read_only(finished_study: Study) -> None:
    assert read_store(finished_study.store / "published.duckdb")
