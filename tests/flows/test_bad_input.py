"""What a study may hold that it should not: a plain line each and nothing stored, or a finding and the rest goes on."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pytest

from flows.prefect_server import Server
from tests.flows.study_runs import Study, environment, make_study, miroir, plain_lines

Change = Callable[[Study], object]


def write(name: str, data: str | bytes) -> Change:
    """Put this into a file of the study."""
    return lambda study: (study.root / name).write_bytes(data.encode() if isinstance(data, str) else data)


def edit(name: str, before: str, now: str) -> Change:
    """Replace a text of a file of the study."""
    return lambda study: study.edit(name, before, now)


def remove(name: str) -> Change:
    """Take a file or folder out of the study."""

    def removed(study: Study) -> None:
        path = study.root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return removed


def empty_incoming(study: Study) -> None:
    """No transcript at all."""
    for path in study.root.glob("incoming/*"):
        path.unlink()


def folder_for_file(name: str) -> Change:
    """A folder where a file is looked for."""

    def changed(study: Study) -> None:
        (study.root / name).unlink()
        (study.root / name).mkdir()

    return changed


STOPPED_AT_THE_DOOR: dict[str, tuple[Change, list[str]]] = {
    "empty incoming": (empty_incoming, ["incoming: holds no transcript"]),
    "no incoming": (remove("incoming"), ["incoming: no such folder"]),
    "no study.toml": (remove("study.toml"), ["no study.toml here"]),
    "no folder": (remove("."), ["no study.toml here"]),
    "study.toml a folder": (folder_for_file("study.toml"), ["study.toml: cannot be read"]),
    "not TOML": (edit("study.toml", "classes = 4", "classes ="), ["study.toml, line 136: is not valid TOML"]),
    "unknown key": (edit("study.toml", "classes = 4", "clases = 4"), ["line 136, lexicon.clases: unknown key"]),
    "two faults at once": (
        lambda study: (edit("study.toml", "classes = 4", "clases = 4")(study), remove("participants.csv")(study)),
        ["lexicon.clases: unknown key"],
    ),
    "two sides A": (edit("study.toml", 'side = "B"', 'side = "A"'), ["groups: a mirror study has two groups"]),
    "no participants": (remove("participants.csv"), ["participants.csv: cannot be read"]),
    "empty participants": (write("participants.csv", ""), ["participants.csv: the file is empty"]),
    "binary participants": (
        write("participants.csv", bytes(range(256)) * 9),
        ["participants.csv: the file is no text"],
    ),
    "participants a folder": (folder_for_file("participants.csv"), ["participants.csv: cannot be read"]),
    "column missing": (
        edit("participants.csv", "fichier;groupe", "fichier;équipe"),
        ["participants.csv, line 1, groupe: no column bears this heading"],
    ),
    "codebook not TOML": (write("codebook.toml", "[[["), ["codebook.toml, line 1: is not valid TOML"]),
    "codebook not UTF-8": (write("codebook.toml", "é".encode("utf-16")), ["codebook.toml: is not UTF-8 text"]),
    "no codebook": (remove("codebook.toml"), ["study.toml, grids: grids need a codebook.toml"]),
    "unknown key in codebook": (
        edit("codebook.toml", 'number = "3"\nlabel = "se confier plus tard"', 'numero = "3"\nlabel = "x"'),
        ["numero: unknown key"],
    ),
    "no grid": (remove("grids/vague2.csv"), ["grids/vague2.csv, grids, 3: cannot be read"]),
    "names without header": (write("names.csv", "Loris;person;P04;m\n"), ["names.csv, line 1: the first line is not"]),
    "names of unknown kind": (
        edit("names.csv", "Loris;person", "Loris;ami"),
        ["names.csv, line 8, kind: kind is none of"],
    ),
    "names with an open quote": (edit("names.csv", "Loris;", '"Loris;'), ["names.csv, line 8: a quotation mark"]),
    "names missing": (remove("names.csv"), ["names.csv: cannot be read"]),
    "answer of nobody": (
        write("files.csv", "file;participant\nEntretien 01 26.01.14.txt;Z9\n"),
        ["files.csv, line 2, participant: no such code"],
    ),
    "answers in a workbook": (write("files.csv", b"PK\x03\x04"), ["files.csv: is a workbook"]),
    "role of nobody": (
        write("speakers.csv", "file;speaker;role;confirmed\nx.txt;E;chef;oui\n"),
        ["speakers.csv, line 2, role: is none of"],
    ),
}


@pytest.mark.parametrize("name", STOPPED_AT_THE_DOOR)
def test_bad_input_is_told_in_plain_lines_and_nothing_is_stored(name: str, unrun_study: Study) -> None:
    change, told = STOPPED_AT_THE_DOOR[name]
    change(unrun_study)
    done = unrun_study.here("run")
    lines = plain_lines(done)
    assert done.returncode == 2
    assert len(lines) == len(told)
    assert all(words in line for words, line in zip(told, lines, strict=True))
    assert done.stdout == ""
    assert not unrun_study.store.exists()
    assert not unrun_study.keys.exists(), "no key is made for what cannot be run"


def test_bad_input_problems_are_told_all_at_once(unrun_study: Study) -> None:
    remove("grids/vague2.csv")(unrun_study)
    edit("names.csv", "Loris;person", "Loris;ami")(unrun_study)
    write("codebook.toml", "[[[")(unrun_study)
    assert len(plain_lines(unrun_study.here("run"))) == 3


# -- keys and stores


@pytest.mark.parametrize(
    ("value", "told"), [("abc", "holds no key of Miroir"), ("miroir-key-1:" + "A" * 43 + "=", "does not open")]
)
def test_bad_input_a_wrong_key_opens_nothing(value: str, told: str, finished_copy: Study) -> None:
    before = (finished_copy.store / "vault.duckdb").read_bytes()
    (line,) = plain_lines(done := finished_copy.here("run", MIROIR_KEY=value))
    assert done.returncode == 2
    assert told in line
    assert (finished_copy.store / "vault.duckdb").read_bytes() == before
    assert finished_copy.tables("published")["classes"].height == 4


def test_bad_input_a_key_that_is_gone_is_missed_and_none_is_made(finished_copy: Study, tmp_path: Path) -> None:
    empty = tmp_path / "elsewhere"
    done = finished_copy.here("run", MIROIR_KEY_HOME=str(empty))
    (line,) = plain_lines(done)
    assert done.returncode == 2
    assert "its key is not at" in line
    assert not empty.exists()


def test_bad_input_a_damaged_mark_of_the_key_is_told(finished_copy: Study) -> None:
    (finished_copy.store / "key_id").write_bytes(b"\xff\xfe\x00")
    done = finished_copy.here("run")
    assert (done.returncode, len(plain_lines(done))) == (2, 1)


@pytest.mark.parametrize("store", ["warehouse", "vault"])
def test_bad_input_a_damaged_store_is_told(store: str, finished_copy: Study) -> None:
    path = finished_copy.store / f"{store}.duckdb"
    path.write_bytes(b"no store " * 2000)
    done = finished_copy.here("run")
    (line,) = plain_lines(done)
    assert done.returncode == 5
    assert line.startswith(f"{store}.duckdb")
    assert path.read_bytes() == b"no store " * 2000


# -- bad interviews in a good study


@dataclass(frozen=True, slots=True)
class Wounded:
    """A study half of whose files are bad, after its run."""

    study: Study
    told: str
    tables: dict[str, pl.DataFrame]

    def findings(self) -> set[tuple[str, str]]:
        """Code and subject of what was set aside or warned of."""
        found = self.tables["findings"].filter(pl.col("severity").is_in(["set_aside", "warn"]))
        return set(found.select("code", "subject").iter_rows())


@pytest.fixture(scope="module")
def wounded(tmp_path_factory: pytest.TempPathFactory, server: Server) -> Wounded:
    """One file without participant, one of unknown role, four that cannot be read, one in an unusual encoding."""
    study = make_study(tmp_path_factory.mktemp("wounded"))
    study.use_server(server)
    write("incoming/Delorgeval Bruno bis.txt", "E : Bonjour\nR : Oui, bonjour.\n")(study)
    study.incoming(1).write_text("Il pleuvait ce matin-là sur la ville. " * 60, encoding="utf-8")
    study.incoming(4).write_bytes(study.incoming(4).read_bytes().decode("cp1252").encode("utf-16-le"))
    study.incoming(5).write_bytes(b"")
    study.edit("participants.csv", "Entretien 06 26.03.03;Bénéficiaire", "Entretien 06 26.03.03;Formatrice")
    study.incoming(8).write_bytes(random.Random(1).randbytes(5000))
    study.incoming(9).write_bytes(study.incoming(9).read_bytes()[:9000])
    done = study.miroir("run", "--until", "anonymisation")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return Wounded(study, done.stdout, study.tables())


def test_bad_input_bad_interviews_are_set_aside_each_with_its_reason(wounded: Wounded) -> None:
    assert wounded.findings() >= {
        ("no_speakers", "A1-1"),
        ("binary_file", "A2-2"),
        ("damaged_archive", "B1-2"),
        ("empty_file", "B2-1"),
        ("role_unknown", "B3"),
    }
    unmatched = [subject for code, subject in wounded.findings() if code == "file_unmatched"]
    assert len(unmatched) == 1
    assert "Delorgeval" not in unmatched[0]
    assert "6 set aside" in wounded.told
    asked = (wounded.study.root / "files.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.partition(";")[0] for line in asked] == ["fichier", "Delorgeval Bruno bis.txt"]


def test_bad_input_until_a_stage_stops_there(wounded: Wounded) -> None:
    for later in ("tokens", "flat_reading", "indicator_contrasts", "panel"):
        assert wounded.tables[later].is_empty()
    assert not wounded.study.folder.published.exists()
    assert "published.duckdb" not in wounded.told
    assert wounded.tables["runs"].select("state", "until_stage").rows() == [("finished", "anonymisation")]


def test_bad_input_good_interviews_go_on(wounded: Wounded) -> None:
    kept = ["A1-2", "A2-1", "A3-1", "B1-1", "B2-2"]
    assert wounded.tables["analysed_interviews"]["interview_id"].to_list() == kept
    assert "5 interviews in the study" in wounded.told


def test_bad_input_text_in_utf_16_without_mark_is_read(wounded: Wounded, finished_study: Study) -> None:
    of_b1 = pl.col("interview_id") == "B1-1"
    turns = wounded.tables["masked_turns"].filter(of_b1).select("turn", "speaker")
    assert turns.equals(finished_study.tables()["masked_turns"].filter(of_b1).select("turn", "speaker"))


def test_bad_input_status_tells_what_was_set_aside(wounded: Wounded) -> None:
    done = wounded.study.here("status")
    assert done.returncode == 0
    assert "A2-2: not a text" in done.stdout
    assert "Participant B3, l. 7 of the table: group unknown" in done.stdout
    assert "Delorgeval" not in done.stdout


def test_bad_input_mended_interviews_come_in(wounded: Wounded, finished_study: Study) -> None:
    for name in ("incoming", "participants.csv"):
        remove(name)(wounded.study)
    shutil.copytree(finished_study.root / "incoming", wounded.study.root / "incoming")
    shutil.copy(finished_study.root / "participants.csv", wounded.study.root)
    done = wounded.study.miroir("run", "--until", "anonymisation")
    assert done.returncode == 0, done.stderr
    assert "10 interviews in the study" in done.stdout
    now, sound = wounded.study.tables(), finished_study.tables()
    told_of_files = ("encoding", "format", "version")
    assert now["interviews"].drop(told_of_files).equals(sound["interviews"].drop(told_of_files))
    assert set(now["interviews"]["version"]) == {1, 2}, "other bytes are another version"
    assert now["findings"].filter(pl.col("severity") == "set_aside").is_empty()


# -- studies that are too small


def test_bad_input_a_duplicate_id_sets_both_interviews_aside(unrun_study: Study) -> None:
    unrun_study.edit("participants.csv", "A2;Entretien 02", "A1;Entretien 02")
    explained = unrun_study.here("run", "--explain").stdout.splitlines()
    (read,) = [line for line in explained if line.startswith("read_interviews")]
    assert "A1-1" not in read
    assert "A2-1" not in read
    checked = unrun_study.here("check")
    assert checked.returncode == 2
    assert "A1-1: 2 rows of the table mean this interview with different files" in checked.stdout


@pytest.mark.parametrize("left", [[1, 2, 3, 7, 8], [1]], ids=["no beneficiaries", "one interview"])
def test_bad_input_one_side_alone_is_published_and_said(left: list[int], new_study: Study) -> None:
    for number in range(1, 11):
        if number not in left:
            new_study.incoming(number).unlink()
    done = new_study.miroir("run")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    tables = new_study.tables("published")
    assert tables["analysed_interviews"].height == len(left)
    assert "side_empty" in tables["findings"]["code"]
    failed = tables["validation_results"].filter(~pl.col("held"))
    assert ("side_has_interviews", "B") in failed.select("expectation", "subject").rows()


# -- other commands


def test_bad_input_commands_refuse_what_they_do_not_know(tmp_path: Path) -> None:
    env = environment(MIROIR_KEY_HOME=str(tmp_path / "keys"))
    for arguments in (["walk", "x"], ["run"], ["run", "x", "--until", "noon"], []):
        done = miroir(*arguments, env=env)
        assert done.returncode == 2
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "status", "watch"])
def test_bad_input_no_study_is_told_by_every_command(command: str, tmp_path: Path) -> None:
    env = environment(MIROIR_KEY_HOME=str(tmp_path / "keys"))
    done = miroir(command, str(tmp_path / "nothing"), env=env)
    assert (done.returncode, len(plain_lines(done))) == (2, 1)
    assert list(tmp_path.iterdir()) == []
