"""The files of interviews: read once, kept as originals, none lost."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.incoming import FileReader, digest_of
from tasks.ingestion.interview_files import InterviewFiles, supersede
from tasks.shards import Shard
from tests.invented import rows_of

A, B, NEW = b"Enqu\xc3\xaatrice : Bonjour.\nGuide : Oui.\n", b"Guide : Non.\n", b"Guide : Peut-\xc3\xaatre.\n"


def original(unit: str, part: int, content: bytes) -> dict[str, object]:
    return {"interview_id": unit, "part": part, "content_hash": digest_of(content), "content": content}


def parts(rows: pl.DataFrame) -> list[tuple[str, int, bytes]]:
    return sorted(rows.select("interview_id", "part", "content").rows())


def test_interview_files_superseded_originals_stay() -> None:
    before = rows_of("originals", original("A1-1", 1, A), original("B1-1", 1, B))
    new = rows_of("originals", original("A1-1", 1, NEW))
    assert parts(supersede(before, new)) == [("A1-1", 0, A), ("A1-1", 1, NEW), ("B1-1", 1, B)]
    assert parts(supersede(rows_of("originals"), new)) == [("A1-1", 1, NEW)]


def test_interview_files_first_version_comes_back() -> None:
    before = rows_of("originals", original("A1-1", 0, A), original("A1-1", 1, NEW))
    assert parts(supersede(before, rows_of("originals", original("A1-1", 1, A)))) == [("A1-1", 0, NEW), ("A1-1", 1, A)]


def test_interview_files_that_cannot_all_be_read_supersede_none() -> None:
    before = rows_of("originals", original("A1-1", 1, A), original("A1-1", 2, B))
    assert parts(supersede(before, rows_of("originals"))) == parts(before)
    half = rows_of("originals", original("A1-1", 0, A), original("A1-1", 0, NEW))
    assert parts(supersede(before, half)) == [("A1-1", 0, NEW), ("A1-1", 1, A), ("A1-1", 2, B)]


def test_interview_files_one_that_changed_keeps_the_others_in_no_ones_stead(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(A)
    (tmp_path / "b.txt").write_bytes(NEW)
    rows = [
        {"part": part, "path": str(tmp_path / name), "content": None} for part, name in ((1, "a.txt"), (2, "b.txt"))
    ]
    told = {"interview_id": "A1-1", "participant_id": "A1"}
    looked_over = [{"text": "", "first_line": None, "last_line": None, "digest": digest_of(data)} for data in (A, B)]
    shard = Shard()
    with pytest.raises(TranscriptUnreadable, match="file_changed"):
        InterviewFiles(shard).read({**told, "parts": looked_over}, rows)
    assert shard.sealed["originals"].select("part", "content").rows() == [(0, A)]


def test_interview_files_of_several_come_once_from_the_vault() -> None:
    corpus = b"**** *ind_1\nUne carte.\n**** *ind_2\nUne gourde.\n"
    shard = Shard()
    files = InterviewFiles(shard, {"c1": corpus})
    held = {"part": 1, "path": "corpus.txt", "content": None, "collection": "c1", "first_line": None, "last_line": None}
    for unit, text in (("A1-1", "ind_1"), ("A2-1", "ind_2")):
        told = {"interview_id": unit, "participant_id": unit[:2], "parts": []}
        (file,) = files.read(told, [{**held, "text": text}])
        files.keep(told, [file])
    assert [bytes(content).decode() for content in shard.sealed["originals"]["content"]] == [
        "Une carte.",
        "Une gourde.",
    ]
    assert shard.sealed["collections"]["content"].to_list() == [corpus], "one row for both"


def test_file_reader_reads_again_what_is_another_file_or_changed(tmp_path: Path) -> None:
    path = tmp_path / "corpus.txt"
    path.write_bytes(A)
    reader = FileReader()
    first = reader.read(path, digest=digest_of(A))
    assert reader.read(path, digest=digest_of(A)) is first
    path.write_bytes(NEW)
    assert reader.read(path) == NEW
    with pytest.raises(TranscriptUnreadable, match="file_changed"):
        reader.read(path, digest=digest_of(A))
    with pytest.raises(TranscriptUnreadable, match="file_changed"):
        reader.read(path, digest=digest_of(A))
