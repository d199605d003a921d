"""Office files are ZIP archives of XML: refused before they are opened when opening them could do harm."""

from __future__ import annotations

import io
import zipfile
import zlib

from tasks.errors import TranscriptUnreadable

MAX_ARCHIVE_BYTES = 128 * 1024 * 1024
"""Largest archive read."""
MAX_EXPANDED_BYTES = 256 * 1024 * 1024
"""Largest sum of the members' sizes, images included."""
MAX_XML_BYTES = 32 * 1024 * 1024
"""Largest sum of the XML members' sizes: a two-hour interview has one to three megabytes."""
MAX_MEMBERS = 10_000

ARCHIVE_START = b"PK\x03\x04"

DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    ValueError,
    IndexError,
    AttributeError,
    TypeError,
    NotImplementedError,
    RuntimeError,
    SyntaxError,
    OSError,
)
"""What zipfile, lxml (whose syntax errors are ``SyntaxError``), python-docx and openpyxl raise on damaged archives."""


def member_names(data: bytes) -> frozenset[str]:
    """Name the members of an archive.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``too_large``.
    """
    if len(data) > MAX_ARCHIVE_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_ARCHIVE_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except DAMAGED as error:
        raise TranscriptUnreadable("damaged_archive") from error


def check_archive(data: bytes) -> None:
    """Refuse an archive that would expand beyond measure, is damaged, or whose XML declares entities.

    Sizes are those that the archive declares; ``zipfile`` never expands a member beyond its declared size, so that they
    bound the memory used.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``too_large``, ``unsafe_archive``.
    """
    member_names(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
            _check_sizes(members)
            for member in members:
                if _is_xml(member):
                    _check_xml(archive.read(member))
    except DAMAGED as error:
        raise TranscriptUnreadable("damaged_archive") from error


def _check_sizes(members: list[zipfile.ZipInfo]) -> None:
    expanded = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if _is_xml(member))
    if len(members) > MAX_MEMBERS:
        raise TranscriptUnreadable("too_large", members=len(members), limit=MAX_MEMBERS)
    if expanded > MAX_EXPANDED_BYTES:
        raise TranscriptUnreadable("too_large", bytes=expanded, limit=MAX_EXPANDED_BYTES)
    if xml > MAX_XML_BYTES:
        raise TranscriptUnreadable("too_large", bytes=xml, limit=MAX_XML_BYTES)


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels", ".vml"))


def _check_xml(part: bytes) -> None:
    # no office program writes a document type; without NUL bytes UTF-16 shows its ASCII letters
    if b"<!DOCTYPE" in (bare := part.replace(b"\0", b"")) or b"<!ENTITY" in bare:
        raise TranscriptUnreadable("unsafe_archive")
