"""Which format a file is in, by what it holds: names of incoming files lie."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import (
    alceste,
    chat,
    elan,
    open_document,
    otranscribe,
    plain_text,
    portable_document,
    praat,
    refi_qda,
    rich_text,
    sonal,
    sonal_pi,
    speech_recognition,
    subrip,
    tei,
    transcriber,
    web_vtt,
    word_document,
)
from tasks.ingestion.formats.archives import ARCHIVE_START, member_names
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.formats.xml_trees import root_name
from tasks.records import Document

SINGLE_READERS: Mapping[str, Callable[[bytes], Document]] = MappingProxyType(
    {
        module.FORMAT: module.read
        for module in (
            plain_text,
            word_document,
            open_document,
            rich_text,
            portable_document,
            web_vtt,
            subrip,
            speech_recognition,
            otranscribe,
            transcriber,
            elan,
            praat,
            chat,
            tei,
            sonal,
        )
    }
)
"""Formats whose files hold one interview."""

COLLECTION_READERS: Mapping[str, Callable[[bytes], tuple[Document, ...]]] = MappingProxyType(
    {alceste.FORMAT: alceste.read_all, refi_qda.FORMAT: lambda data: refi_qda.read_all(data, _read_single)}
)
"""Formats whose files hold several, each with a name."""

FORMATS = tuple(sorted((*SINGLE_READERS, *COLLECTION_READERS)))

_BINARY_FORMATS = ((b"%PDF-", portable_document.FORMAT), (b"{\\rtf", rich_text.FORMAT))
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
_OPENING = 64
"""Bytes within which a binary format shows itself, blanks before it allowed."""
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_WORD = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTED_ODT = "encrypted-package"
_OTHER_STARTS = (
    (_OLE, "doc"),
    (b"ID3", "audio"),
    (b"RIFF", "audio"),
    (b"OggS", "audio"),
    (b"fLaC", "audio"),
    (b"\xff\xfb", "audio"),
)
_ARCHIVES = (
    (word_document.MAIN_PART, word_document.FORMAT),
    (refi_qda.PROJECT_PART, refi_qda.FORMAT),
    (open_document.MAIN_PART, open_document.FORMAT),
)
_OTHER_ARCHIVES = (("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))
_XML_ROOTS = MappingProxyType(
    {
        **dict.fromkeys(transcriber.ROOTS, transcriber.FORMAT),
        **dict.fromkeys(elan.ROOTS, elan.FORMAT),
        **dict.fromkeys(tei.ROOTS, tei.FORMAT),
        **dict.fromkeys(open_document.ROOTS, open_document.FORMAT),
    }
)
_OTHER_TEXTS = (("<!doctype html", "html"), ("<html", "html"), ("<?xml", "xml"), ("<!doctype", "xml"))
_JSON_OPENINGS = ('{"', '[{"', "{\n", "{}", "[]")
_TEXT_FORMATS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (web_vtt.opens_as_web_vtt, web_vtt.FORMAT),
    (subrip.opens_as_subrip, subrip.FORMAT),
    (chat.opens_as_chat, chat.FORMAT),
    (praat.opens_as_text_grid, praat.FORMAT),
    (alceste.opens_as_corpus, alceste.FORMAT),
    (speech_recognition.opens_as_whisper, speech_recognition.FORMAT),
    (otranscribe.opens_as_otranscribe, otranscribe.FORMAT),
    (sonal.opens_as_sonal, sonal.FORMAT),
)
"""Asked in this order, each with the whole text: the first that knows its own has it."""


_OWN_REMEDY = MappingProxyType({"doc": "old_word_format", "audio": "recording", "zip": "packed_files"})
"""What is found → the code whose message says what to do about it."""


def _other(found: str) -> TranscriptUnreadable:
    """Why a format that is none of ours is not read."""
    code = _OWN_REMEDY.get(found)
    return TranscriptUnreadable(code) if code else TranscriptUnreadable("unknown_format", found=found)


def recognise_format(data: bytes) -> str:
    """Name the format of a transcript, one of ``FORMATS``.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (``found`` names it: ``xlsx``, ``html``, ``json`` ...),
            ``old_word_format``, ``recording``, ``packed_files``, ``empty_file``, ``damaged_archive``,
            ``encrypted_file``, ``too_large``, or as ``decode_text``.
    """
    if not data:
        raise TranscriptUnreadable("empty_file")
    for start, found in _BINARY_FORMATS:
        if data[:_OPENING].lstrip().startswith(start):
            return found
    if data.startswith(_OLE) and _ENCRYPTED_WORD in data:
        raise TranscriptUnreadable("encrypted_file")
    for start, found in _OTHER_STARTS:
        if data.startswith(start):
            raise _other(found)
    if data.startswith(_PICTURES):
        raise TranscriptUnreadable("binary_file")
    if data[4:8] == b"ftyp":  # .m4a, .mp4
        raise _other("audio")
    if data.startswith(ARCHIVE_START):
        return _archive_format(data)
    return _XML_ROOTS.get(root_name(data)) or _text_format(data)


def read_documents(data: bytes) -> tuple[Document, ...]:
    """Read a file in whatever format it is: one document an interview that it holds.

    Raises:
        TranscriptUnreadable: as ``recognise_format`` and the format's reader.
    """
    found = recognise_format(data)
    collection = COLLECTION_READERS.get(found)
    return (SINGLE_READERS[found](data),) if collection is None else collection(data)


def read_document(data: bytes) -> Document:
    """Read a file that holds one interview.

    Raises:
        TranscriptUnreadable: ``several_interviews`` (``count``), or as ``read_documents``.
    """
    documents = read_documents(data)
    if len(documents) != 1:
        raise TranscriptUnreadable("several_interviews", count=len(documents))
    return documents[0]


def _read_single(data: bytes) -> Document:
    """Read a file within a collection: a collection within one is refused."""
    found = recognise_format(data)
    if found not in SINGLE_READERS:
        raise TranscriptUnreadable("unknown_format", found=found)
    return SINGLE_READERS[found](data)


def _archive_format(data: bytes) -> str:
    names = member_names(data)
    for part, found in _ARCHIVES:
        if part in names:
            return found
    if any(name.startswith("word/") for name in names):  # strict or unusual: the reader follows its relations
        return word_document.FORMAT
    if _ENCRYPTED_ODT in names:
        raise TranscriptUnreadable("encrypted_file")
    raise _other(next((found for part, found in _OTHER_ARCHIVES if part in names), "zip"))


def _text_format(data: bytes) -> str:
    text = decode_text(data).text
    if sonal_pi.opens_as_sonal_pi(text):
        return sonal.FORMAT
    folded = text[:4096].lstrip().lower()
    for start, found in _OTHER_TEXTS:
        if folded.startswith(start):
            raise TranscriptUnreadable("unknown_format", found=found)
    found = next((found for opens, found in _TEXT_FORMATS if opens(text)), "")
    if not found and folded.startswith(_JSON_OPENINGS):
        raise TranscriptUnreadable("unknown_format", found="json")
    return found or plain_text.FORMAT
