"""Transcripts made in Sonal: texts with its speaker tags, and the files of Sonal π.

Sonal writes ``[>Anne]`` before what Anne says and ``[> Enquêtrice?]`` before what the one who asks says: a name that
ends in ``?`` asks. Questions set apart stand whole in such tags
(``[> Comment ça va ?]``). Times (``[00:12:34]``) and points of synchronisation (``[754,3]``: seconds) may stand
anywhere. Sonal π keeps its interviews as pages of HTML, which ``sonal_pi`` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import sonal_pi
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.ingestion.labels import is_label
from tasks.ingestion.timestamps import NO_TIME, SPAN, TimeSpan, parse_span
from tasks.records import Document, Line, Speaker

FORMAT = "sonal"
ASKING, ANSWERING = "Question", "Réponse"
"""Labels where tags hold the questions themselves (``[> Comment ça va ?]``)."""

_MIN_SENTENCE_WORDS = 3
_MIN_NEW_TAGS = 0.8

_TAG = re.compile(
    r"\[[ \t]*>[ \t]*(?P<label>[^\s\[\]<>?][^\[\]<>\n]{0,60}?|[^\s\[\]<>?]"
    r"[^\[\]<>\n]{60,300}?\?)[ \t\xa0\u202f]*\][ \t\xa0\u202f]*(?::(?!\S))?"
)
_CLOCK = re.compile(rf"\[[ \t]*(?P<span>{SPAN})[ \t]*\]")
_SECONDS = re.compile(r"\[[ \t]*(?P<seconds>\d{1,6}(?:[.,]\d{1,6})?)[ \t]*\]")
_SPACES = re.compile(r"[ \t]{2,}")


def read_tag(line_text: str) -> tuple[str, Literal["interviewer", ""], str] | None:
    """Read the speaker tag that a line begins with: label without ``>`` and ``?``, role, and the rest of the line.

    The role is empty where the tag does not say that its speaker asks. ``None`` for a line that begins otherwise.
    """
    found = _TAG.match(line_text.lstrip())
    if found is None or not (label := bare_label(found["label"])):
        return None
    role: Literal["interviewer", ""] = "interviewer" if asks(found["label"]) else ""
    return label, role, line_text.lstrip()[found.end() :].strip()


def asks(name: str) -> bool:
    """Say whether a speaker's name in Sonal says that this one asks."""
    return name.rstrip().endswith("?")


def bare_label(name: str) -> str:
    """Give a speaker's name in Sonal without the sign of who asks."""
    return name.strip().rstrip("?").strip()


def opens_as_sonal(text: str) -> bool:
    """Say whether a text is Sonal's: it bears speaker tags, or it is a page of Sonal π."""
    return _first_tag(text) is not None or sonal_pi.opens_as_sonal_pi(text)


def read(data: bytes) -> Document:
    """Read a text with Sonal's tags: a line for every part of a line between tags, numbered by line of the file.

    The first line after a tag bears its speaker; those that follow go on with the turn. Times leave the text.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (no tag), ``empty_file``, or as ``decode_text`` and ``sonal_pi``.
    """
    decoded = decode_text(data)
    if sonal_pi.opens_as_sonal_pi(decoded.text):
        lines, asides, asking = sonal_pi.read_page(decoded.text)
        return Document(FORMAT, decoded.encoding, lines, asides, cues=True, roles=roles_of(lines, asking))
    if _first_tag(decoded.text) is None:
        raise TranscriptUnreadable("unknown_format", found="txt")
    parts = [
        part
        for number, written in enumerate(LINE_ENDS.split(decoded.text), start=1)
        for part in _parts(written, number)
    ]
    synchronised = _are_points(parts)
    if _set_apart(parts):
        parts = list(_asked_and_answered(parts))
    lines = tuple(_lines(parts, synchronised=synchronised))
    if not lines:
        raise TranscriptUnreadable("empty_file")
    asking = frozenset(bare_label(part.tag) for part in parts if asks(part.tag))
    return Document(format=FORMAT, encoding=decoded.encoding, lines=lines, roles=roles_of(lines, asking))


def roles_of(lines: Iterable[Line], asking: Iterable[str]) -> Mapping[str, Speaker]:
    """Give the roles that names say: those marked ask, and where a single other speaks, that one answers."""
    askers = set(asking)
    roles: dict[str, Speaker] = dict.fromkeys(sorted(askers), "interviewer")
    others = {line.speaker for line in lines if line.speaker} - askers
    if askers and len(others) == 1:
        roles[others.pop()] = "interviewee"
    return roles


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands between two tags on one line of the file."""

    tag: str
    """Name in the tag before it, with its ``?``; empty at the head of a line without one."""
    text: str
    number: int


def _set_apart(parts: Iterable[_Part]) -> bool:
    """Say whether tags that end in ``?`` hold the questions themselves: sentences, hardly one of them twice."""
    written = [bare_label(part.tag) for part in parts if asks(part.tag)]
    sentences = sum(len(tag.split()) >= _MIN_SENTENCE_WORDS and not is_label(tag) for tag in written)
    return len(written) > 1 and 2 * sentences >= len(written) and len(set(written)) >= _MIN_NEW_TAGS * len(written)


def _asked_and_answered(parts: Iterable[_Part]) -> Iterator[_Part]:
    """Give every question as what the interviewer says, and what follows it as an answer, unless a name says whose."""
    for part in parts:
        if asks(part.tag):
            yield _Part(f"{ASKING}?", part.tag.strip(), part.number)
            yield _Part(ANSWERING, part.text, part.number)
        else:
            yield part


def _first_tag(text: str) -> re.Match[str] | None:
    return next((found for found in _TAG.finditer(text) if bare_label(found["label"])), None)


def _parts(written: str, number: int) -> Iterator[_Part]:
    tag, place = "", 0
    for found in _TAG.finditer(written):
        if bare_label(found["label"]):
            yield _Part(tag, written[place : found.start()], number)
            tag, place = found["label"], found.end()
    yield _Part(tag, written[place:], number)


def _are_points(parts: Sequence[_Part]) -> bool:
    """Take numbers in brackets for seconds where they never go back: notes and gaps in brackets would."""
    seconds = [_seconds(found) for part in parts for found in _SECONDS.finditer(part.text)]
    return len(seconds) > 1 and all(before <= after for before, after in pairwise(seconds))


def _lines(parts: Iterable[_Part], *, synchronised: bool) -> Iterator[Line]:
    marks = re.compile(f"{_CLOCK.pattern}|{_SECONDS.pattern}" if synchronised else _CLOCK.pattern)
    speaker, span = "", NO_TIME
    for part in parts:
        speaker = bare_label(part.tag) or speaker
        written = part.text.strip()
        found = list(marks.finditer(written))
        text = _SPACES.sub(" ", marks.sub(" ", written)).strip() if found else written
        if found and found[0].start() == 0:
            span = _time_of(found[0])
        if text:
            yield Line(text, part.number, speaker=speaker, start_s=span.start_s, end_s=span.end_s)
            # a time that ends a text is when the next one begins
            speaker, span = "", _time_of(found[-1]) if found and found[-1].end() == len(written) else NO_TIME


def _time_of(mark: re.Match[str]) -> TimeSpan:
    return parse_span(mark["span"]) if mark["span"] else TimeSpan(_seconds(mark))


def _seconds(point: re.Match[str]) -> float:
    return float(point["seconds"].replace(",", "."))
