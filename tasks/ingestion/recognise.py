"""Which format a file is in, by what it holds: names of incoming files lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import plain_text, subrip, web_vtt, word_document
from tasks.ingestion.formats.archives import ARCHIVE_START, member_names
from tasks.ingestion.formats.encodings import decode_text
from tasks.records import Document

READERS: Mapping[str, Callable[[bytes], Document]] = MappingProxyType(
    {
        plain_text.FORMAT: plain_text.read,
        word_document.FORMAT: word_document.read,
        web_vtt.FORMAT: web_vtt.read,
        subrip.FORMAT: subrip.read,
    }
)

_OTHER_STARTS = (
    (b"%PDF", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "audio"),
    (b"RIFF", "audio"),
    (b"OggS", "audio"),
    (b"@UTF8", "chat"),
    (b"\xef\xbb\xbf@UTF8", "chat"),
    (b"@Begin", "chat"),
)
_OTHER_ARCHIVES = (
    ("xl/workbook.xml", "xlsx"),
    ("ppt/presentation.xml", "pptx"),
    ("content.xml", "odt"),
    ("project.qde", "qdpx"),
)
_OTHER_TEXTS = (
    ("<!doctype html", "html"),
    ("<html", "html"),
    ("<?xml", "xml"),
    ("<!doctype", "xml"),
    ('{"', "json"),
    ('[{"', "json"),
)


def recognise_format(data: bytes) -> str:
    """Name the format of a transcript: ``docx``, ``vtt``, ``srt`` or ``txt``.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (``found`` names it: ``pdf``, ``doc``, ``odt``, ``html`` ...),
            ``empty_file``, ``damaged_archive``, ``binary_file``, ``encoding_unknown``, ``too_large``.
    """
    if not data:
        raise TranscriptUnreadable("empty_file")
    for start, found in _OTHER_STARTS:
        if data.startswith(start):
            raise TranscriptUnreadable("unknown_format", found=found)
    return _archive_format(data) if data.startswith(ARCHIVE_START) else _text_format(data)


def read_document(data: bytes) -> Document:
    """Read a transcript in whatever format it is.

    Raises:
        TranscriptUnreadable: as ``recognise_format`` and the format's reader.
    """
    return READERS[recognise_format(data)](data)


def _archive_format(data: bytes) -> str:
    names = member_names(data)
    if word_document.MAIN_PART in names:
        return word_document.FORMAT
    found = next((found for part, found in _OTHER_ARCHIVES if part in names), "zip")
    raise TranscriptUnreadable("unknown_format", found=found)


def _text_format(data: bytes) -> str:
    opening = decode_text(data).text[:4096].lstrip()
    folded = opening.lower()
    for start, found in _OTHER_TEXTS:
        if folded.startswith(start):
            raise TranscriptUnreadable("unknown_format", found=found)
    if opening.startswith(web_vtt.SIGNATURE):
        return web_vtt.FORMAT
    return subrip.FORMAT if subrip.opens_as_subrip(opening) else plain_text.FORMAT
