"""Orders and shards: nothing sealed stands in clear on disk, and a shard is there whole or not at all."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
import traceback
from pathlib import Path

import polars as pl
import pytest
from polars.exceptions import PolarsError
from polars.testing import assert_frame_equal

from tasks.errors import Problem, StepFailed, StudyInvalid, StudyKeyWrong
from tasks.records import Finding
from tasks.shards import FINDINGS, Order, Shard, carry_out, read_order, read_shard, write_order, write_shard
from tasks.study_config import load_study_config
from tasks.study_key import Key, load_study_key, new_key
from tests.invented import invented_config, invented_order, rows_of

NAME, WORDS = "Kerjosse", "le phare était éteint"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MIROIR_KEY_HOME", str(tmp_path / "keys"))
    monkeypatch.delenv("MIROIR_KEY", raising=False)
    return tmp_path / "store"


@pytest.fixture
def key(store: Path) -> Key:
    return load_study_key(store, {"MIROIR_KEY_HOME": str(store.parent / "keys")})


def segments(*units: str) -> pl.DataFrame:
    return rows_of("segments", *({"interview_id": unit, "segment": 1} for unit in units))


def turns(*units: str) -> pl.DataFrame:
    return rows_of(
        "original_turns",
        *(
            {"interview_id": unit, "turn": 1, "participant_id": unit[:2], "text": WORDS, "label": NAME}
            for unit in units
        ),
    )


def an_order(*units: str) -> Order:
    config = invented_config(speakers={"interviewer": [NAME]})
    extras = {"participants": json.dumps([{"surname": NAME}]), "names": ""}
    return invented_order(*units, config=config, extras=extras, segments=segments(*units))


def bytes_under(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def a_shard() -> Shard:
    shard = Shard(seconds=1.5)
    shard.add("segments", segments("A1-1"))
    shard.add_sealed("original_turns", turns("A1-1").to_dicts())
    shard.findings += [
        ("A1-1", Finding("speakers_guessed", "A1-1")),
        ("study", Finding("row_without_file", "A1", {"place": "line 3", "nom": NAME, "lines": 3})),
    ]
    return shard


def test_shards_order_is_read_as_it_was_written(store: Path, key: Key) -> None:
    order, folder = an_order("A1-1", "B1-1"), store / "work" / "step-0000"
    write_order(folder, order, sealed={"original_turns": turns("A1-1")}, key=key, store=store)
    read, found = read_order(folder)
    assert found == key
    assert (read.step, read.units, read.config, dict(read.extras)) == (
        order.step,
        order.units,
        order.config,
        order.extras,
    )
    assert read.tables.keys() == {"segments", "original_turns"}
    assert_frame_equal(read.tables["segments"], order.tables["segments"])
    assert_frame_equal(read.tables["original_turns"], turns("A1-1"))


def test_shards_settings_of_a_study_come_through_whole(store: Path, key: Key, root: Path) -> None:
    for study in ("example_study", "study_template"):
        config = load_study_config(root / "data" / study)
        order = invented_order(config=config)
        write_order(store / study, order, sealed={}, key=key, store=store)
        assert read_order(store / study)[0].config == config


def test_shards_order_keeps_types_of_empty_tables(store: Path, key: Key) -> None:
    files = pl.DataFrame(schema={"interview_id": pl.String, "content": pl.Binary})
    order = invented_order(segments=segments())
    write_order(store / "order", order, sealed={"incoming_files": files}, key=key, store=store)
    read, _ = read_order(store / "order")
    assert_frame_equal(read.tables["segments"], segments())
    assert_frame_equal(read.tables["incoming_files"], files)


def test_shards_order_holds_nothing_sealed_in_clear(store: Path, key: Key) -> None:
    folder = store / "order"
    write_order(folder, an_order("A1-1"), sealed={"original_turns": turns("A1-1")}, key=key, store=store)
    content = bytes_under(folder)
    assert b"A1-1" in content, "the search itself works"
    assert not [text for text in (NAME, WORDS, "phare", "interviewer") if text.encode() in content]
    assert key.secret not in content
    assert {path.name for path in folder.iterdir()} == {
        "order.json",
        "parameters.sealed",
        "segments.parquet",
        "original_turns.sealed",
    }


def test_shards_order_of_another_study_does_not_open(store: Path, key: Key) -> None:
    write_order(store / "order", an_order("A1-1"), sealed={}, key=new_key(), store=store)
    with pytest.raises(StudyKeyWrong):
        read_order(store / "order")


def test_shards_sealed_tables_cannot_be_swapped(store: Path, key: Key) -> None:
    folder = store / "order"
    write_order(
        folder, an_order("A1-1"), sealed={"original_turns": turns("A1-1"), "other": turns()}, key=key, store=store
    )
    (folder / "other.sealed").rename(folder / "original_turns.sealed")
    with pytest.raises(StudyKeyWrong):
        read_order(folder)


def test_shards_order_needs_a_fresh_folder(store: Path, key: Key) -> None:
    write_order(store / "order", an_order(), sealed={}, key=key, store=store)
    with pytest.raises(FileExistsError):
        write_order(store / "order", an_order(), sealed={}, key=key, store=store)


def test_shards_rows_of_one_interview() -> None:
    order = an_order("A1-1", "A1-10")
    assert_frame_equal(order.rows("segments", "A1-1"), segments("A1-1"))
    assert order.rows("segments", "A2-1").is_empty()


def test_shards_shard_is_read_as_it_was_written(tmp_path: Path, key: Key) -> None:
    shard, folder = a_shard(), tmp_path / "out"
    write_shard(folder, shard, key=key)
    read, findings = read_shard(folder, key=key)
    assert read.seconds == 1.5
    assert_frame_equal(read.tables["segments"], shard.tables["segments"])
    assert_frame_equal(read.sealed["original_turns"], shard.sealed["original_turns"])
    assert dict(findings.schema) == FINDINGS
    first, second = findings.to_dicts()
    assert first == {
        "unit": "A1-1",
        "code": "speakers_guessed",
        "subject": "A1-1",
        "place": "",
        "details": "{}",
    }
    assert (second["place"], json.loads(second["details"])) == ("line 3", {"nom": NAME, "lines": 3})


def test_shards_empty_shard_has_a_findings_frame(tmp_path: Path, key: Key) -> None:
    write_shard(tmp_path / "out", Shard(), key=key)
    read, findings = read_shard(tmp_path / "out", key=key)
    assert (read.tables, read.sealed, findings.height, dict(findings.schema)) == ({}, {}, 0, FINDINGS)


def test_shards_shard_holds_nothing_sealed_in_clear(tmp_path: Path, key: Key) -> None:
    write_shard(tmp_path / "out", a_shard(), key=key)
    content = bytes_under(tmp_path / "out")
    assert b"A1-1" in content
    assert not [text for text in (NAME, WORDS, "phare", "line 3") if text.encode() in content]


def test_shards_shard_takes_the_place_of_an_earlier_one(tmp_path: Path, key: Key) -> None:
    write_shard(tmp_path / "out", a_shard(), key=key)
    write_shard(tmp_path / "out", Shard(), key=key)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["report.sealed"]
    assert [path.name for path in tmp_path.iterdir() if path.is_dir() and path.name.startswith("out")] == ["out"]


def test_shards_killed_writer_leaves_no_shard(tmp_path: Path, root: Path, key: Key) -> None:
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nimport polars as pl\n"
        "from tasks.shards import Shard, write_shard\nfrom tasks.study_key import Key\n"
        "class Killing(Key):\n"
        "    def seal(self, value, *, place):\n        os.kill(os.getpid(), signal.SIGKILL)\n"
        "shard = Shard({'segments': pl.DataFrame({'a': [1]})}, {'turns': pl.DataFrame({'a': [1]})})\n"
        "write_shard(Path(sys.argv[1]), shard, key=Killing(bytes(32)))\n"
    )
    out = tmp_path / "work" / "out"
    out.parent.mkdir()
    done = subprocess.run([sys.executable, "-c", code, out], cwd=root, check=False)
    assert done.returncode == -signal.SIGKILL
    assert not out.exists()
    assert list((out.parent / "out.tmp").iterdir()), "it had begun"
    write_shard(out, a_shard(), key=key)
    assert read_shard(out, key=key)[0].seconds == 1.5
    assert [path.name for path in out.parent.iterdir()] == ["out"]


def test_shards_carry_out_leaves_the_shard_beside_the_order(store: Path, key: Key) -> None:
    folder = store / "work" / "step-0000"
    write_order(folder, an_order("A1-1", "B1-1"), sealed={"original_turns": turns("A1-1")}, key=key, store=store)

    def work(order: Order) -> Shard:
        shard = Shard()
        shard.add("segments", order.rows("segments", "A1-1"))
        shard.add_sealed("original_turns", order.tables["original_turns"].to_dicts())
        return shard

    assert carry_out(str(folder), work) == str(folder)
    shard, findings = read_shard(folder / "out", key=key)
    assert shard.tables["segments"].height == shard.sealed["original_turns"].height == 1
    assert findings.is_empty()
    assert shard.seconds > 0


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (ValueError(f"no column in {NAME}: {WORDS}"), StepFailed),
        (PolarsError(WORDS), StepFailed),
        (FileNotFoundError(errno.ENOENT, "No such file", f"/incoming/Entretien {NAME}.txt"), FileNotFoundError),
    ],
    ids=["value", "library", "file"],
)
def test_shards_failed_work_leaves_no_shard_and_none_of_its_words(
    store: Path, key: Key, error: Exception, told: type[Exception]
) -> None:
    write_order(store / "order", an_order("A1-1"), sealed={}, key=key, store=store)

    def work(order: Order) -> Shard:
        raise error

    with pytest.raises(told) as caught:
        carry_out(str(store / "order"), work)
    assert not (store / "order" / "out").exists()
    shown = "".join(traceback.format_exception(caught.value))
    assert NAME not in shown
    assert WORDS not in shown


def test_shards_the_users_own_mistakes_are_told_as_they_are(store: Path, key: Key) -> None:
    write_order(store / "order", an_order("A1-1"), sealed={}, key=key, store=store)

    def work(order: Order) -> Shard:
        raise StudyInvalid([Problem("study.toml", "is missing", field="name")])

    with pytest.raises(StudyInvalid, match=r"study\.toml, name: is missing"):
        carry_out(str(store / "order"), work)


def test_shards_rows_added_twice_stand_one_after_the_other() -> None:
    shard = Shard()
    for unit in ("A1-1", "B1-1"):
        shard.add("segments", segments(unit))
        shard.add_sealed("original_turns", turns(unit).to_dicts())
    assert_frame_equal(shard.tables["segments"], segments("A1-1", "B1-1"))
    assert_frame_equal(shard.sealed["original_turns"], turns("A1-1", "B1-1"))
    assert_frame_equal(shard.empty("segments"), segments())
