"""Transcripts in TEI XML (sp, u)."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.records import Document

FORMAT = "tei"
ROOTS = ("TEI", "TEI.2", "teiCorpus")


def read(data: bytes) -> Document:
    """Not read yet."""
    raise TranscriptUnreadable("unknown_format", found=FORMAT)
