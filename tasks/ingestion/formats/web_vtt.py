"""Video calls in WebVTT: Teams names speakers by ``<v Name>``, Zoom by ``Name:``, Webex in the cue's id."""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.cues import read_cues
from tasks.ingestion.formats.encodings import decode_text
from tasks.records import Document

FORMAT = "vtt"
SIGNATURE = "WEBVTT"


def opens_as_web_vtt(text: str) -> bool:
    """Say whether a text begins with the signature."""
    return text.lstrip().startswith(SIGNATURE)


def read(data: bytes) -> Document:
    """Read WebVTT: a line for every line of a cue, numbered by cue, with times and the speaker that the format names.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (not WebVTT), ``damaged_cues`` (``line``), or as ``decode_text``.
    """
    decoded = decode_text(data)
    if not opens_as_web_vtt(decoded.text):
        raise TranscriptUnreadable("unknown_format", found="txt")
    lines, asides = read_cues(decoded.text, web_vtt=True)
    return Document(format=FORMAT, encoding=decoded.encoding, lines=lines, asides=asides, cues=True)
