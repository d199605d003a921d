"""Transcripts in SubRip (.srt), what speech recognisers and subtitle editors write."""

from __future__ import annotations

import re

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.cues import TIMES, read_cues
from tasks.ingestion.formats.encodings import decode_text
from tasks.records import Document

FORMAT = "srt"

_OPENING = re.compile(rf"(?:\d+[ \t]*(?:\r\n|\r|\n))?{TIMES}")


def opens_as_subrip(text: str) -> bool:
    """Say whether a text begins as SubRip does: an index, then two times and their arrow."""
    return _OPENING.match(text.lstrip()) is not None


def read(data: bytes) -> Document:
    """Read SubRip: a line for every line of a cue, numbered by cue, with times.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (not SubRip), ``damaged_cues`` (``line``), or as ``decode_text``.
    """
    decoded = decode_text(data)
    if not opens_as_subrip(decoded.text):
        raise TranscriptUnreadable("unknown_format", found="txt")
    lines, asides = read_cues(decoded.text, web_vtt=False)
    return Document(format=FORMAT, encoding=decoded.encoding, lines=lines, asides=asides, cues=True)
