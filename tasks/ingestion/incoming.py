"""The bytes of an incoming file, read once, bounded, and only if they are still those that were looked over."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import MAX_ARCHIVE_BYTES

MAX_FILE_BYTES = MAX_ARCHIVE_BYTES
"""Largest incoming file: Word files with pictures reach some tens of megabytes."""
_PART_BYTES = MAX_FILE_BYTES
"""Read at once: one part is handed on as it is, several take twice their memory."""


def read_incoming(path: Path, *, digest: str = "") -> bytes:
    """Read a regular file; where ``digest`` is given (see ``digest_of``), refuse one that has changed since.

    Links are not followed: what lies outside of ``incoming/`` is not the study's. A file that is written to while it is
    read (a copy under way, a synchronised folder) is refused too, and read at the next run.

    Raises:
        TranscriptUnreadable: ``file_is_link``, ``not_a_file``, ``too_large``, ``file_unreadable``, ``file_changed``.
    """
    try:
        # without waiting: a named pipe would keep the run until someone writes into it
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        raise _not_opened(path, error) from None
    try:
        data = _read_whole(descriptor)
    except OSError as error:
        raise TranscriptUnreadable("file_unreadable", reason=error.strerror or "") from None
    finally:
        os.close(descriptor)
    if digest and digest_of(data) != digest:
        raise TranscriptUnreadable("file_changed")
    return data


@dataclass(slots=True)
class FileReader:
    """Reads files one after another and holds the last: a file of many interviews is asked for by each of them."""

    _path: Path | None = None
    _digest: str = ""
    _data: bytes = b""

    def read(self, path: Path, *, digest: str = "") -> bytes:
        """As ``read_incoming``; the bytes that were read last are given again where path and ``digest`` are theirs."""
        if not digest or (path, digest) != (self._path, self._digest):
            self._path, self._data = None, b""  # let go before the next is read
            self._data = read_incoming(path, digest=digest)
            self._path, self._digest = path, digest
        return self._data


def _not_opened(path: Path, error: OSError) -> TranscriptUnreadable:
    if path.is_symlink():
        return TranscriptUnreadable("file_is_link", reason=error.strerror or "")
    if path.is_socket():
        return TranscriptUnreadable("not_a_file")
    return TranscriptUnreadable("file_unreadable", reason=error.strerror or "")


def _read_whole(descriptor: int) -> bytes:
    """Read what an open descriptor holds, in as much memory as it is long."""
    told = os.fstat(descriptor)
    if not stat.S_ISREG(told.st_mode):
        raise TranscriptUnreadable("not_a_file")
    if told.st_size > MAX_FILE_BYTES:
        raise TranscriptUnreadable("too_large", bytes=told.st_size, limit=MAX_FILE_BYTES)
    parts, missing = [], told.st_size + 1
    while missing and (part := os.read(descriptor, min(missing, _PART_BYTES))):
        parts.append(part)
        missing -= len(part)
    after = os.fstat(descriptor)
    if missing != 1 or (after.st_size, after.st_mtime_ns) != (told.st_size, told.st_mtime_ns):
        raise TranscriptUnreadable("file_changed")
    return b"".join(parts)


def digest_of(data: bytes) -> str:
    """The hash by which a file is known again: BLAKE2b of 16 bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
