"""Transcripts typed in LibreOffice (.odt)."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.records import Document

FORMAT = "odt"
MAIN_PART = "content.xml"


def read(data: bytes) -> Document:
    """Not read yet."""
    raise TranscriptUnreadable("unknown_format", found=FORMAT)
