"""Office files are ZIP archives of XML: refused before they are opened when opening them could do harm.

Members are read by their names and never written to disk, so that no name can lead out of a folder. ``zipfile`` expands
a member in one go and only then cuts it at its declared size: members are read here in pieces, and one that holds more
than it declares is refused before it takes memory.
"""

from __future__ import annotations

import copy
import io
import zipfile
import zlib
from collections import Counter

from tasks.errors import TranscriptUnreadable

MAX_ARCHIVE_BYTES = 128 * 1024 * 1024
"""Largest archive read."""
MAX_EXPANDED_BYTES = 256 * 1024 * 1024
"""Largest sum of the members' sizes, images included."""
MAX_XML_BYTES = 32 * 1024 * 1024
"""Largest sum of the XML members' sizes: a two-hour interview has one to three megabytes."""
MAX_XML_TAGS = 1_500_000
"""Most tags of one XML member, which bound what reading it takes: an interview has some tens of thousands."""
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

_DIRECTORY_ENTRY = b"PK\x01\x02"
_DIRECTORY_ENTRIES = 5 * MAX_MEMBERS
"""Signatures of directory entries in the bytes; archives within the archive bear some too."""
_ENCRYPTED = 0x1
_PIECE_BYTES = 1024 * 1024
_OFFICE_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""All that office programs write; zipfile expands the other methods without bound."""
_DOCTYPE_FOLDERS = ("basic/", "dialogs/", "configurations2/", "meta-inf/")
"""LibreOffice names a document type in macros and menus: never loaded, and no part of the text."""


def member_names(data: bytes) -> frozenset[str]:
    """Name the members of an archive, with slashes between folders.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``too_large``.
    """
    return frozenset(map(_plain_name, _members(data)))


def check_archive(data: bytes) -> None:
    """Refuse an archive that would expand beyond measure, is damaged or encrypted, or whose XML declares entities.

    Raises:
        TranscriptUnreadable: as ``xml_members``.
    """
    xml_members(data)


def xml_members(data: bytes) -> dict[str, bytes]:
    """Check an archive and give its XML members by name.

    Every member is expanded once, in pieces, so that its size and checksum are known to be those that it declares.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``encrypted_file``, ``too_large``, ``unsafe_archive``.
    """
    members = _members(data)
    _check_directory(members, len(data))
    parts: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in members:
                content = _expand(archive, member, keep=_is_xml(member))
                if _is_xml(member):
                    _check_xml(_plain_name(member), content)
                    parts[_plain_name(member)] = content
    except DAMAGED as error:
        raise TranscriptUnreadable("damaged_archive") from error
    return parts


def read_member(data: bytes, name: str) -> bytes | None:
    """Read one member of an archive, or ``None`` where there is none of that name.

    Raises:
        TranscriptUnreadable: as ``xml_members``.
    """
    member = next((member for member in _members(data) if _plain_name(member) == name), None)
    if member is None:
        return None
    _check_directory([member], len(data))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _expand(archive, member, keep=True)
    except DAMAGED as error:
        raise TranscriptUnreadable("damaged_archive") from error


def _members(data: bytes) -> list[zipfile.ZipInfo]:
    if len(data) > MAX_ARCHIVE_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_ARCHIVE_BYTES)
    # counted before zipfile makes an object of every entry, whatever their number
    if (entries := data.count(_DIRECTORY_ENTRY)) > _DIRECTORY_ENTRIES:
        raise TranscriptUnreadable("too_large", members=entries, limit=MAX_MEMBERS)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return archive.infolist()
    except DAMAGED as error:
        raise TranscriptUnreadable("damaged_archive") from error


def _check_directory(members: list[zipfile.ZipInfo], archive_bytes: int) -> None:
    """Refuse by what the directory says, before anything is expanded."""
    expanded = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if _is_xml(member))
    if len(members) > MAX_MEMBERS:
        raise TranscriptUnreadable("too_large", members=len(members), limit=MAX_MEMBERS)
    if expanded > MAX_EXPANDED_BYTES:
        raise TranscriptUnreadable("too_large", bytes=expanded, limit=MAX_EXPANDED_BYTES)
    if xml > MAX_XML_BYTES:
        raise TranscriptUnreadable("too_large", bytes=xml, limit=MAX_XML_BYTES)
    if any(member.flag_bits & _ENCRYPTED for member in members):
        raise TranscriptUnreadable("encrypted_file")
    names = Counter(_plain_name(member) for member in members if _is_xml(member))
    # members that overlap sum up to more than the file; of two parts with one name nobody knows which is shown
    overlap = sum(member.compress_size for member in members) > archive_bytes
    if overlap or max(names.values(), default=0) > 1 or not {m.compress_type for m in members} <= _OFFICE_METHODS:
        raise TranscriptUnreadable("unsafe_archive")


def _expand(archive: zipfile.ZipFile, member: zipfile.ZipInfo, *, keep: bool) -> bytes:
    """Expand a member in pieces; give its content where it is to be kept, else nothing."""
    # one byte more than declared is asked for, to tell a size that lies; the checksum is compared here when all is read
    asked = copy.copy(member)
    asked.file_size = member.file_size + 1
    del asked.CRC
    pieces: list[bytes] = []
    size = checksum = 0
    with archive.open(asked) as stream:
        while piece := stream.read(_PIECE_BYTES):
            size += len(piece)
            if size > member.file_size:
                raise TranscriptUnreadable("unsafe_archive")
            checksum = zlib.crc32(piece, checksum)
            if keep:
                pieces.append(piece)
    if size != member.file_size or checksum != member.CRC:
        raise TranscriptUnreadable("damaged_archive")
    return b"".join(pieces)


def _plain_name(member: zipfile.ZipInfo) -> str:
    # some programs write the separator of Windows
    return member.filename.replace("\\", "/")


def _is_xml(member: zipfile.ZipInfo) -> bool:
    return member.filename.lower().endswith((".xml", ".rels", ".vml"))


def _check_xml(name: str, part: bytes) -> None:
    bare = part.replace(b"\0", b"")  # without NUL bytes UTF-16 shows its ASCII letters
    declares_type = b"<!DOCTYPE" in bare and not name.lower().startswith(_DOCTYPE_FOLDERS)
    if declares_type or b"<!ENTITY" in bare:
        raise TranscriptUnreadable("unsafe_archive")
    if (tags := bare.count(b"<")) > MAX_XML_TAGS:
        raise TranscriptUnreadable("too_large", tags=tags, limit=MAX_XML_TAGS)
