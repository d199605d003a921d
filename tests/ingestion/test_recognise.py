"""Formats told by content, and every hostile input refused by its code."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.recognise import FORMATS, read_document, recognise_format


def archive_of(*names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "format_name"),
    [
        ("Enquêteur : oui".encode(), "txt"),
        ("Enquêteur : oui".encode("utf-16"), "txt"),
        (b"\xef\xbb\xbfWEBVTT\n\n00:01.000 --> 00:02.000\nOui", "vtt"),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nOui".encode("utf-16"), "vtt"),
        (b"\n1\n00:00:01,000 --> 00:00:02,000\nOui", "srt"),
        (b"00:00:01,000 --> 00:00:02,000\r\nOui", "srt"),
        (b"1\nOui", "txt"),
        (b"PK, dit-elle", "txt"),
    ],
)
def test_recognise_tells_formats_by_content(data: bytes, format_name: str) -> None:
    assert recognise_format(data) == format_name
    assert read_document(data).format == format_name


def test_recognise_word(word_bytes: Callable[..., bytes]) -> None:
    assert recognise_format(word_bytes(["Oui"])) == "docx"


def test_recognise_names_every_format() -> None:
    assert set(FORMATS) == {
        *(
            "cha",
            "docx",
            "eaf",
            "iramuteq",
            "odt",
            "otr",
            "pdf",
            "qdpx",
            "rtf",
            "sonal",
            "srt",
            "tei",
            "textgrid",
            "trs",
        ),
        *("txt", "vtt", "whisper"),
    }


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old_word_format"),
        (b"ID3\x03\x00\x00", "recording"),
        (b"\0\0\0\x20ftypM4A \0\0\0\0", "recording"),
        (archive_of("a.txt"), "packed_files"),
        (b"\x89PNG\r\n\x1a\n" + b"D" * 60, "binary_file"),
    ],
)
def test_recognise_says_what_to_do_of_what_is_no_transcript(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        recognise_format(data)
    assert (refused.value.code, refused.value.details) == (code, {})


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"<!DOCTYPE html><p>Bonjour", "html"),
        (b'{"text": "Bonjour"}', "json"),
        (archive_of("xl/workbook.xml"), "xlsx"),
        (b"<?xml version='1.0'?><nothing/>", "xml"),
    ],
)
def test_recognise_names_other_formats(data: bytes, found: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        recognise_format(data)
    assert (refused.value.code, refused.value.details) == ("unknown_format", {"found": found})


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary_file"),
        (bytes(100), "binary_file"),
        (b"PK\x03\x04 rest", "damaged_archive"),
        (b"mot " * 5_000_000, "too_large"),
    ],
)
def test_recognise_refuses_hostile_files(data: bytes, code: str) -> None:
    with pytest.raises(TranscriptUnreadable) as refused:
        read_document(data)
    assert refused.value.code == code


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200))
def test_recognise_reads_or_refuses_any_bytes(data: bytes) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        assert read_document(data).lines


@settings(max_examples=100, deadline=None)
@given(
    st.text(max_size=100),
    st.sampled_from(["", "WEBVTT\n\n00:01.000 --> 00:02.000\n", "1\n00:00:01,000 --> 00:00:02,000\n"]),
)
def test_recognise_reads_or_refuses_any_text(text: str, opening: str) -> None:
    with contextlib.suppress(TranscriptUnreadable):
        lines = read_document((opening + text).encode("utf-8", "replace")).lines
        assert lines
        assert all(line.text.strip() == line.text and line.text for line in lines)
