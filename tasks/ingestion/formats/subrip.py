"""Transcripts in SubRip (.srt), what speech recognisers and subtitle editors write."""

from __future__ import annotations

import re

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.cues import read_cues
from tasks.ingestion.formats.encodings import decode_text
from tasks.records import Document

FORMAT = "srt"

_CLOCK = r"\d{1,3}:\d{1,2}:\d{1,2}(?:[,.]\d{1,3})?"
_TIMES = re.compile(rf"^[ \t]*({_CLOCK})[ \t]*-->[ \t]*({_CLOCK})[^\r\n]*", re.MULTILINE)
_OPENING = re.compile(rf"(?:\d+[ \t]*(?:\r\n|\r|\n))?[ \t]*{_CLOCK}[ \t]*-->[ \t]*{_CLOCK}")
_INDEX_AFTER_TEXT = re.compile(r"(?<=\S)\n(?=\d+[ \t]*\n[ \t]*\d{1,3}:\d{1,2}:\d{1,2}[.,]?\d*[ \t]*-->)")


def opens_as_subrip(text: str) -> bool:
    """Say whether a text begins as SubRip does: an index, then two times and their arrow."""
    return _OPENING.match(text.lstrip()) is not None


def read(data: bytes) -> Document:
    """Read SubRip: a line for every line of a cue, numbered by cue, with times.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (not SubRip), ``damaged_cues``, or as ``decode_text``.
    """
    decoded = decode_text(data)
    text = re.sub("\r\n?", "\n", decoded.text.lstrip())
    if not opens_as_subrip(text):
        raise TranscriptUnreadable("unknown_format", found="txt")
    # some editors leave out the blank line before the next index, which would become words of the cue
    text = _INDEX_AFTER_TEXT.sub("\n\n", text)
    as_web_vtt = "WEBVTT\n\n" + _TIMES.sub(lambda times: f"{_dotted(times[1])} --> {_dotted(times[2])}", text)
    return Document(format=FORMAT, encoding=decoded.encoding, lines=read_cues(as_web_vtt), cues=True)


def _dotted(clock: str) -> str:
    return clock.replace(",", ".") if "," in clock or "." in clock else clock + ".000"
