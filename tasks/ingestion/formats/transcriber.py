"""Transcripts of Transcriber (.trs)."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.records import Document

FORMAT = "trs"
ROOTS = ("Trans",)


def read(data: bytes) -> Document:
    """Not read yet."""
    raise TranscriptUnreadable("unknown_format", found=FORMAT)
