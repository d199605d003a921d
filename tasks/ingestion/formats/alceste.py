"""IRaMuTeQ and Alceste corpora."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.records import Document

FORMAT = "iramuteq"


def opens_as_corpus(text: str) -> bool:
    """Say whether a text begins as this format does."""
    return text.startswith("\0")


def read_all(data: bytes) -> tuple[Document, ...]:
    """Not read yet."""
    raise TranscriptUnreadable("unknown_format", found=FORMAT)
