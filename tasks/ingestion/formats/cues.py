"""Cues of WebVTT (and of SubRip once its times are rewritten): a typed door to webvtt-py that loses no word.

webvtt-py follows the standard, which drops what is malformed: a cue with a bad time, text after a blank line within a
cue. For an interview that would lose words without a sign; here the latter is mended and the former refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from itertools import pairwise

import webvtt
from webvtt.errors import MalformedCaptionError, MalformedFileError

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.ingestion.timestamps import parse_clock
from tasks.records import Line

_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]+([^<>]*)>|</v\s*>")
_OTHER_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE
)
_NOT_SPOKEN = re.compile(r"(?:WEBVTT|NOTE|STYLE|REGION)(?:\s|$)")


def read_cues(text: str) -> tuple[Line, ...]:
    """Give a line for every line of every cue, with its times, and the speaker that a voice tag names.

    Lines are numbered by cue, from 1. Text outside of voice tags has an empty speaker.

    Raises:
        TranscriptUnreadable: ``empty_file`` (no cue with words), ``damaged_cues`` (times that are none).
    """
    blocks = _mended_blocks(LINE_ENDS.split(text))
    try:
        cues = webvtt.from_string("\n\n".join("\n".join(block) for block in blocks)).captions
    except (MalformedFileError, MalformedCaptionError) as error:
        raise TranscriptUnreadable("damaged_cues") from error
    if len(cues) != (timed := sum("-->" in line for block in blocks for line in block)):
        raise TranscriptUnreadable("damaged_cues", cues=timed, read=len(cues))
    lines = tuple(
        Line(text=said, number=number, speaker=speaker, start_s=parse_clock(cue.start), end_s=parse_clock(cue.end))
        for number, cue in enumerate(cues, start=1)
        for speaker, said in _spoken(cue.raw_text)
    )
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return lines


def _is_cue(block: list[str]) -> bool:
    return any("-->" in line for line in block[:2])


def _mended_blocks(lines: list[str]) -> list[list[str]]:
    """Cut at blank lines, and put text that no time precedes back to its cue."""
    blocks: list[list[str]] = []
    fresh = True
    for line in lines:
        if not line.strip():
            fresh = True
        elif fresh:
            blocks.append([line])
            fresh = False
        else:
            blocks[-1].append(line)
    mended: list[list[str]] = blocks[:1]
    for before, block in pairwise(blocks):
        if _is_cue(block) or _NOT_SPOKEN.match(block[0]):
            mended.append(block)
        elif _is_cue(before) or before is not mended[-1]:
            mended[-1].extend(block)
    return mended


def _spoken(raw_text: str) -> Iterator[tuple[str, str]]:
    """Give (speaker, text) for every line, following the voice tags."""
    speaker, place = "", 0
    for tag in _VOICE.finditer(raw_text):
        yield from _clean_lines(speaker, raw_text[place : tag.start()])
        speaker, place = html.unescape(tag[1] or "").strip(), tag.end()
    yield from _clean_lines(speaker, raw_text[place:])


def _clean_lines(speaker: str, raw_text: str) -> Iterator[tuple[str, str]]:
    for line in raw_text.split("\n"):
        if text := html.unescape(_OTHER_TAG.sub("", line)).strip():
            yield speaker, text
