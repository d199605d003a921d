"""REFI-QDA projects (.qdpx)."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.records import Document

FORMAT = "qdpx"
PROJECT_PART = "project.qde"


def read_all(data: bytes) -> tuple[Document, ...]:
    """Not read yet."""
    raise TranscriptUnreadable("unknown_format", found=FORMAT)
