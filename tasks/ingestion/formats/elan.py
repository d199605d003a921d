"""Transcripts of ELAN (.eaf)."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.records import Document

FORMAT = "eaf"
ROOTS = ("ANNOTATION_DOCUMENT",)


def read(data: bytes) -> Document:
    """Not read yet."""
    raise TranscriptUnreadable("unknown_format", found=FORMAT)
