"""Hostile archives: refused by their code, and before they take memory."""

from __future__ import annotations

import contextlib
import io
import struct
import tracemalloc
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import archives
from tasks.ingestion.formats.archives import check_archive, member_names, read_member
from tasks.ingestion.formats.word_document import read
from tests.ingestion.writers import open_document, word_document

ENTITIES = '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><w>&b;</w>'


def archive_of(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(TranscriptUnreadable) as refused:
        read(data)
    return refused.value.code


def test_archives_a_truncated_document_is_damaged(word_bytes: Callable[..., bytes]) -> None:
    data = word_bytes(["Bonjour"] * 50)
    for size in (4, 100, len(data) // 2, len(data) - 1):
        assert refusal(data[:size]) == "damaged_archive"


def test_archives_a_flipped_byte_is_damaged_or_read(word_bytes: Callable[..., bytes]) -> None:
    data = word_bytes(["Bonjour"] * 50)
    for place in range(0, len(data), len(data) // 40):
        broken = data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        with contextlib.suppress(TranscriptUnreadable):
            assert read(broken).lines


def test_archives_other_archives_are_damaged_documents() -> None:
    assert refusal(archive_of(other=b"<a/>")) == "damaged_archive"
    assert refusal(archive_of(document=b"<a><b></a>")) == "damaged_archive"
    assert refusal(archive_of(document=b"")) == "damaged_archive"
    assert refusal(b"PK\x03\x04") == "damaged_archive"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_archives_declared_entities_are_unsafe(encoding: str) -> None:
    assert refusal(archive_of(document=ENTITIES.encode(encoding))) == "unsafe_archive"


def test_archives_a_bomb_is_refused_without_expanding_it() -> None:
    bomb = archive_of(document=b" " * (archives.MAX_XML_BYTES + 1))
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        assert refusal(bomb) == "too_large"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 2_000_000


def test_archives_a_bomb_of_many_members_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    assert refusal(archive_of(a=b"", b=b"", c=b"", d=b"")) == "too_large"


def test_archives_media_count_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_EXPANDED_BYTES", 1000)
    assert refusal(archive_of(document=b" " * 1001)) == "too_large"


def refused(data: bytes) -> str:
    with pytest.raises(TranscriptUnreadable) as refusal:
        check_archive(data)
    return refusal.value.code


def archived(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def patched(data: bytes, *, local: Mapping[int, bytes], directory: Mapping[int, bytes]) -> bytes:
    """Write over fields of the first member's headers, by their offsets in each."""
    out = bytearray(data)
    for start, fields in ((data.index(b"PK\x03\x04"), local), (data.index(b"PK\x01\x02"), directory)):
        for offset, value in fields.items():
            out[start + offset : start + offset + len(value)] = value
    return bytes(out)


@pytest.mark.parametrize("name", ["word/document.xml", "word/media/image1.png"])
def test_archives_a_size_that_lies_is_refused_without_expanding_it(name: str) -> None:
    bomb = archived({name: bytes(100 * 1024 * 1024)})
    lie = patched(bomb, local={22: struct.pack("<I", 10)}, directory={24: struct.pack("<I", 10)})
    tracemalloc.start()
    try:
        assert refused(lie) == "unsafe_archive"
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 4_000_000


def test_archives_a_size_that_promises_more_is_damaged() -> None:
    promise = struct.pack("<I", 1000)
    assert (
        refused(patched(archived({"a.xml": b"<a/>"}), local={22: promise}, directory={24: promise}))
        == "damaged_archive"
    )


def test_archives_encrypted_members_are_told() -> None:
    flag = struct.pack("<H", 1)
    data = patched(word_document.marked([("A", "mot")]), local={6: flag}, directory={8: flag})
    assert refused(data) == "encrypted_file"
    assert refusal(data) == "encrypted_file"


def test_archives_members_that_overlap_are_refused() -> None:
    # two entries of the directory for one member, as bombs without nesting have
    data = archived({"a.bin": bytes(range(256)) * 40}, zipfile.ZIP_STORED)
    start, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry = data[start:end]
    tail = bytearray(data[end:])
    tail[8:12] = struct.pack("<HH", 2, 2)
    tail[12:16] = struct.pack("<I", 2 * len(entry))
    assert refused(data[:start] + entry + entry.replace(b"a.bin", b"b.bin") + bytes(tail)) == "unsafe_archive"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_archives_methods_that_no_office_program_writes_are_refused(method: int) -> None:
    assert refused(archived({"word/document.xml": b"<a/>"}, method)) == "unsafe_archive"


def test_archives_two_parts_of_one_name_are_refused() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for content in (b"<a/>", b"<b/>"):
            archive.writestr("word/document.xml", content)
    assert refused(stream.getvalue()) == "unsafe_archive"


def test_archives_a_directory_without_measure_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "_DIRECTORY_ENTRIES", 3)
    many = archived({f"{number}.txt": b"" for number in range(4)})
    with pytest.raises(TranscriptUnreadable, match="too_large"):
        member_names(many)


def test_archives_tags_without_measure_are_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MAX_XML_TAGS", 3)
    assert refused(archived({"word/document.xml": b"<a><b/><b/></a>"})) == "too_large"


def test_archives_names_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    body = "<w:p><w:r><w:t>mot</w:t></w:r></w:p>"
    whole = zipfile.ZipFile(io.BytesIO(word_document.package(body)))
    members = {name: whole.read(name) for name in whole.namelist()}
    traps = {
        "../../hors.xml": b"<a/>",
        "/racine.xml": b"<a/>",
        "word/../../x.png": b"x",
        "nul\0.xml": b"<a/>",
        "d/": b"",
    }
    assert [line.text for line in read(archived({**traps, **members})).lines] == ["mot"]
    assert list(tmp_path.iterdir()) == []


def test_archives_the_separator_of_windows_is_understood() -> None:
    whole = zipfile.ZipFile(io.BytesIO(word_document.package("<w:p><w:r><w:t>mot</w:t></w:r></w:p>")))
    turned = archived({name.replace("/", "\\"): whole.read(name) for name in whole.namelist()})
    assert [line.text for line in read(turned).lines] == ["mot"]
    assert "word/document.xml" in member_names(turned)


def test_archives_an_archive_within_is_not_opened() -> None:
    inner = archived({"bombe.xml": bytes(archives.MAX_XML_BYTES + 1)})
    whole = zipfile.ZipFile(io.BytesIO(word_document.package("<w:p><w:r><w:t>mot</w:t></w:r></w:p>")))
    members = {name: whole.read(name) for name in whole.namelist()}
    assert [line.text for line in read(archived({"word/embeddings/a.zip": inner, **members})).lines] == ["mot"]


def test_archives_a_member_is_read_by_name() -> None:
    data = archived({"a/b.txt": b"mot"})
    assert read_member(data, "a/b.txt") == b"mot"
    assert read_member(data, "absent") is None


@pytest.mark.parametrize("data", [word_document.marked([("A", "mot")]), open_document.marked([("A", "mot")])])
def test_archives_cut_at_every_place_are_damaged(data: bytes) -> None:
    assert {refused(data[:size]) for size in range(4, len(data))} == {"damaged_archive"}
