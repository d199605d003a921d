"""The bytes of an incoming file, read once, bounded, and only if they are still those that were looked over."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import MAX_ARCHIVE_BYTES

MAX_FILE_BYTES = MAX_ARCHIVE_BYTES
"""Largest incoming file: Word files with pictures reach some tens of megabytes."""


def read_incoming(path: Path, *, digest: str = "") -> bytes:
    """Read a regular file; where ``digest`` is given (see ``digest_of``), refuse one that has changed since.

    Links are not followed: what lies outside of ``incoming/`` is not the study's.

    Raises:
        TranscriptUnreadable: ``file_is_link``, ``not_a_file``, ``too_large``, ``file_unreadable``, ``file_changed``.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    except OSError as error:
        code = "file_is_link" if path.is_symlink() else "file_unreadable"
        raise TranscriptUnreadable(code, reason=error.strerror or "") from None
    with open(descriptor, "rb") as file:  # noqa: PTH123 - an open descriptor, not a path
        told = os.fstat(descriptor)
        if not stat.S_ISREG(told.st_mode):
            raise TranscriptUnreadable("not_a_file")
        if told.st_size > MAX_FILE_BYTES:
            raise TranscriptUnreadable("too_large", bytes=told.st_size, limit=MAX_FILE_BYTES)
        try:
            data = file.read(MAX_FILE_BYTES + 1)
        except OSError as error:
            raise TranscriptUnreadable("file_unreadable", reason=error.strerror or "") from None
    if len(data) > MAX_FILE_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_FILE_BYTES)
    if digest and digest_of(data) != digest:
        raise TranscriptUnreadable("file_changed")
    return data


def digest_of(data: bytes) -> str:
    """The hash by which a file is known again: BLAKE2b of 16 bytes, in hexadecimal."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
