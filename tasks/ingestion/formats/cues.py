"""Cues of WebVTT and SubRip, read so that no word is lost and none is said twice.

Readers by the standard (webvtt-py, against which the tests compare) drop without a sign what is malformed: a cue with a
bad time, text after a blank line within a cue; and they give no line of the file. Here the latter is kept with its cue,
and a line meant as times that are none is refused by its place.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.cue_names import with_typed_names
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.records import Aside, Line

CLOCK = r"(?:\d{1,4}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,9})?"
TIMES = rf"[ \t]*(?P<start>{CLOCK})[ \t]*-->[ \t]*(?P<end>{CLOCK})(?![\d:.,])"
ROLLING_SHARE = 0.5
"""Share of cues that repeat what the one before ends with, from which on captions roll."""
ROLLING_CUES = 3

_TIMES = re.compile(TIMES)
_MEANT_AS_TIMES = re.compile(r"[\s\d:.,]*-->|[^>\n]{0,200}-->\s*\d{1,4}:\d")
_CUT_TIMES = re.compile(r"\d{1,4}:\d{0,2}(?::[\d:., >-]*)?")
"""What a file ends with that was cut within the times of a cue."""
_PARTS = re.compile(r"(?:(?P<h>\d+):)?(?P<m>\d+):(?P<s>\d+)(?:[.,](?P<f>\d+))?")
_INDEX = re.compile(r"\s*\d+\s*")
_NAMED_INDEX = re.compile(r'\s*\d+\s+"(?P<name>[^"]{1,100})"\s*(?:\(\d*\)\s*)?')
"""Identifier of a cue of Webex: its number, who speaks, and that one's number."""
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?\s([^<>]*)>|</v\s*>")
_OTHER_TAG = re.compile(
    r"</?(?:c|i|b|u|s|v|ruby|rt|lang|font)(?:[.\s][^<>]*)?>|<\d[\d:.]*>|\{\\[^{}]*\}", re.IGNORECASE
)
_CHANNEL = re.compile(r"\(speaker (?P<channel>\d{1,3}|\?)\)\s*")
"""What whisper.cpp writes before the words of a channel."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,30});")
_NOT_SPOKEN = re.compile(r"(?:WEBVTT|X-TIMESTAMP-MAP=|NOTE|STYLE|REGION)(?:(?<==)|\s|$)")


class Cues(NamedTuple):
    """What a file of cues holds."""

    lines: tuple[Line, ...]
    asides: tuple[Aside, ...]


class _Spoken(NamedTuple):
    speaker: str
    text: str


@dataclass(frozen=True, slots=True)
class _Cue:
    start_s: float
    end_s: float
    spoken: tuple[_Spoken, ...]


def read_cues(text: str, *, web_vtt: bool) -> Cues:
    """Give a line for every line of every cue, with its times, and the speaker that a voice tag or identifier names.

    Lines are numbered by cue, from 1. Text outside of voice tags has an empty speaker. Captions that roll (each cue
    shows again what the one before ended with) are read once, and that is told. Comments of WebVTT are asides.

    Raises:
        TranscriptUnreadable: ``empty_file`` (no cue with words), ``damaged_cues`` (times that are none; ``line``).
    """
    written = LINE_ENDS.split(text)
    places = [place for place, line in enumerate(written) if _is_times(line, place)]
    if not places:
        raise TranscriptUnreadable("empty_file")
    if len(written) - 1 not in places and _CUT_TIMES.fullmatch(written[-1]) and not written[-2].strip(" \t0123456789"):
        raise TranscriptUnreadable("damaged_cues", line=len(written))
    stops = [_stop(written, before, place, web_vtt=web_vtt) for before, place in pairwise([-1, *places])]
    asides = list(_before_cues(written[: stops[0]])) if web_vtt else []
    cues: list[_Cue] = []
    for number, (place, stop) in enumerate(zip(places, [*stops[1:], len(written)], strict=True), start=1):
        identifier = written[stops[number - 1]] if stops[number - 1] < place else ""
        if " " in identifier.strip() and not _NAMED_INDEX.fullmatch(identifier):
            asides.append(Aside("heading", _one_line(identifier), number))
        said, comments = _payload(written[place + 1 : stop]) if web_vtt else (written[place + 1 : stop], [])
        asides.extend(Aside("comment", comment, number) for comment in comments)
        cues.append(_cue(written[place], said, identifier, place))
    shown = [cue.spoken for cue in cues]
    fresh = _fresh(shown)
    if repeated := sum(len(spoken) for spoken in shown) - sum(len(spoken) for spoken in fresh):
        asides.append(Aside("annotation", f"Légendes défilantes : {repeated} lignes répétées, lues une seule fois", 1))
    lines = tuple(
        Line(text=said, number=number, speaker=speaker, start_s=cue.start_s, end_s=cue.end_s)
        for number, (cue, spoken) in enumerate(zip(cues, fresh, strict=True), start=1)
        for speaker, said in spoken
    )
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return Cues(with_typed_names(lines), tuple(asides))


def _is_times(line: str, place: int) -> bool:
    if "-->" not in line:
        return False
    if _TIMES.match(line):
        return True
    if _MEANT_AS_TIMES.match(line):
        raise TranscriptUnreadable("damaged_cues", line=place + 1)
    return False


def _stop(written: Sequence[str], before: int, place: int, *, web_vtt: bool) -> int:
    """Find where a cue's own lines begin: at its identifier, else at its times; ``before``: times of the one before."""
    line = written[place - 1] if place else ""
    if place - 1 <= before or not line.strip():
        return place
    if _INDEX.fullmatch(line) or _NAMED_INDEX.fullmatch(line):
        return place - 1
    opens_block = place == 1 or not written[place - 2].strip()
    if not web_vtt or not opens_block:
        return place
    # words after a blank line are no identifier where their cue would be left without any
    left = any(other.strip() for other in written[before + 1 : place - 1])
    return place - 1 if left or " " not in line.strip() else place


def _before_cues(written: Sequence[str]) -> Iterator[Aside]:
    """What stands before the first cue, but for the file's own header."""
    for place, block in enumerate(_blocks(written)):
        if place and not _NOT_SPOKEN.match(block[0]):
            yield Aside("heading", " ".join(" ".join(block).split()), 1)
        elif comment := _comment(block):
            yield Aside("comment", comment, 1)


def _payload(written: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part a cue's lines from the comments and styles that follow it."""
    blocks = list(_blocks(written))
    opens_at_once = bool(written) and bool(written[0].strip())
    said = [
        line
        for place, block in enumerate(blocks)
        for line in block
        if (not place and opens_at_once) or not _NOT_SPOKEN.match(block[0])
    ]
    others = blocks[1:] if opens_at_once else blocks
    return said, [comment for block in others if (comment := _comment(block))]


def _comment(block: Sequence[str]) -> str:
    first = re.match(r"NOTE(?:\s|$)", block[0])
    return " ".join(" ".join([block[0][4:], *block[1:]]).split()) if first else ""


def _blocks(written: Iterable[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in written:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _cue(times: str, said: Sequence[str], identifier: str, place: int) -> _Cue:
    found = _TIMES.match(times)
    start, end = (_seconds(found["start"]), _seconds(found["end"])) if found else (None, None)
    if start is None or end is None:
        raise TranscriptUnreadable("damaged_cues", line=place + 1)
    named = _NAMED_INDEX.fullmatch(identifier)
    return _Cue(start, end, tuple(_spoken("\n".join(said), _one_line(named["name"]) if named else "")))


def _seconds(clock: str) -> float | None:
    parts = _PARTS.fullmatch(clock)
    if parts is None or int(parts["m"]) > 59 or int(parts["s"]) > 59:
        return None
    whole = int(parts["h"] or 0) * 3600 + int(parts["m"]) * 60 + int(parts["s"])
    return whole + (int(parts["f"]) / 10 ** len(parts["f"]) if parts["f"] else 0.0)


def _spoken(raw_text: str, speaker: str) -> Iterator[_Spoken]:
    """Give speaker and text of every line, following the voice tags."""
    place = 0
    for tag in _VOICE.finditer(raw_text):
        yield from _clean_lines(speaker, raw_text[place : tag.start()])
        speaker, place = _one_line(_unescape(tag[1] or "")), tag.end()
    yield from _clean_lines(speaker, raw_text[place:])


def _clean_lines(speaker: str, raw_text: str) -> Iterator[_Spoken]:
    for line in raw_text.split("\n"):
        bare = _OTHER_TAG.sub("", line).strip()
        if channel := _CHANNEL.match(bare):
            bare = bare[channel.end() :]
            speaker = speaker or ("" if channel["channel"] == "?" else f"Locuteur {channel['channel']}")
        if text := _unescape(bare).strip():
            yield _Spoken(speaker, text)


def _unescape(text: str) -> str:
    return _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _fresh(shown: Sequence[tuple[_Spoken, ...]]) -> Sequence[tuple[_Spoken, ...]]:
    """Leave out what cues show again, where captions roll; elsewhere what is said twice was said twice."""
    filled = [place for place, spoken in enumerate(shown) if spoken]
    overlaps = {place: _overlap(shown[before], shown[place]) for before, place in pairwise(filled)}
    rolling = sum(overlap > 0 for overlap in overlaps.values())
    if rolling < ROLLING_CUES or rolling < ROLLING_SHARE * len(overlaps):
        return shown
    return [spoken[overlaps.get(place, 0) :] for place, spoken in enumerate(shown)]


def _overlap(before: Sequence[_Spoken], after: Sequence[_Spoken]) -> int:
    """Most lines with which one cue ends and the next begins."""
    longest = min(len(before), len(after), 4)
    return next((count for count in range(longest, 0, -1) if before[-count:] == after[:count]), 0)
