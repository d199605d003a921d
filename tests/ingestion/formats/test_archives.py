"""Hostile archives: refused by their code, and before they take memory."""

from __future__ import annotations

import contextlib
import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import archives
from tasks.ingestion.formats.word_document import read

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
