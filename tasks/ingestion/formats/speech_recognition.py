"""Transcripts of speech recognisers in JSON: Whisper and the programs that write as it does.

OpenAI's Whisper, faster-whisper, WhisperX, aTrain and OpenAI's service write ``segments``; whisper.cpp writes
``transcription``; insanely-fast-whisper and Transformers ``chunks`` (with ``speakers`` beside them). The words are
those of the segments' texts; lists of words are only used where the speaker changes within a segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.json_files import line_of_key, open_json, words_of
from tasks.ingestion.formats.recognised_words import RecognisedWord, cut_by_speaker, read_words, seconds_of, speaker_of
from tasks.ingestion.formats.speech_doubts import Recognised, doubts
from tasks.records import Aside, Document, Line

FORMAT = "whisper"
UNKNOWN = "Inconnu"
"""Speaker of what the program could give to none, in a file where it tells speakers apart."""

_LISTS = ("segments", "transcription", "chunks", "speakers")
_OPENING = re.compile(r"\s*(?:\{|\[\s*\{)")
_LIST = re.compile(r'"(?:segments|transcription|chunks|speakers)"\s*:\s*\[')
_TIMES = re.compile(r'"(?:start|timestamps?|offsets)"\s*:')
_BARE_LIST = re.compile(r"\s*\[\s*\{")
_TEXT = re.compile(r'"text"\s*:\s*"')


@dataclass(frozen=True, slots=True)
class _Segment:
    text: str
    number: int
    start_s: float | None
    end_s: float | None
    speaker: str
    words: tuple[RecognisedWord, ...] = ()


def opens_as_whisper(text: str) -> bool:
    """Say whether a text is JSON with a list of timed segments."""
    if _OPENING.match(text) is None or _TIMES.search(text) is None or _TEXT.search(text) is None:
        return False
    return _BARE_LIST.match(text) is not None or _LIST.search(text) is not None


def read(data: bytes) -> Document:
    """Read a recogniser's JSON: a line for every segment, or part of it that one speaker says, numbered by segment.

    Where the program tells speakers apart, a segment without one has that of its words, else that of both neighbours if
    they have the same, else ``Inconnu``. Segments that were probably not heard well are told (asides).

    Raises:
        TranscriptUnreadable: ``unknown_format``, ``empty_file``, ``damaged_file`` (``line``), or as ``decode_text``.
    """
    decoded, value = open_json(data)
    key, entries = _entries(value)
    if not key:
        raise TranscriptUnreadable("unknown_format", found="json")
    line = line_of_key(decoded.text, key)
    segments = [_segment(entry, number, line) for number, entry in enumerate(entries, start=1)]
    if key == "chunks" and isinstance(value, dict) and isinstance(value.get("speakers"), list):
        segments = _with_speakers(segments, [_segment(entry, 0, line) for entry in value["speakers"]])
    parts = [part for segment in segments for part in _parts(segment)]
    lines, guessed = _told_apart(parts)
    if not lines:
        raise TranscriptUnreadable("empty_file")
    recognised = [Recognised(segment.text, segment.number, segment.start_s) for segment in segments]
    asides = sorted((*doubts(recognised, entries), *guessed), key=lambda aside: aside.number)
    return Document(FORMAT, decoded.encoding, lines, tuple(asides), cues=True)


def _entries(value: object) -> tuple[str, list[object]]:
    """Find the list of segments and its key; the key of a bare list is ``text``."""
    if isinstance(value, list):
        return "text", value
    if not isinstance(value, dict):
        return "", []
    for key in _LISTS:
        if isinstance(value.get(key), list) and value[key]:
            return key, value[key]
    return next(((key, value[key]) for key in _LISTS if isinstance(value.get(key), list)), ("", []))


def _segment(entry: object, number: int, line: int) -> _Segment:
    if not isinstance(entry, dict) or not isinstance(entry.get("text") or "", str):
        raise TranscriptUnreadable("damaged_file", line=line)
    words = read_words(entry.get("words"))
    start, end = _span(entry)
    text = words_of(entry.get("text")) or " ".join(word.text for word in words)
    return _Segment(text, number, start, end, speaker_of(entry), words)


def _span(entry: Mapping[str, object]) -> tuple[float | None, float | None]:
    pair = entry.get("timestamp")
    if isinstance(pair, list):
        start, end = [*pair, None, None][:2]
        return seconds_of(start), seconds_of(end)
    if isinstance(offsets := entry.get("offsets"), dict):
        start, end = seconds_of(offsets.get("from")), seconds_of(offsets.get("to"))
        return (None if start is None else start / 1000), (None if end is None else end / 1000)
    if isinstance(stamps := entry.get("timestamps"), dict):
        return seconds_of(stamps.get("from")), seconds_of(stamps.get("to"))
    return seconds_of(entry.get("start")), seconds_of(entry.get("end"))


def _with_speakers(chunks: Sequence[_Segment], spoken: Sequence[_Segment]) -> list[_Segment]:
    """Give every chunk the speaker of the span in whose time it begins: the spans' own texts may stop too early."""
    given: list[_Segment] = []
    timed = sorted((span for span in spoken if span.start_s is not None), key=lambda span: span.start_s or 0.0)
    place = 0
    for chunk in chunks:
        start = chunk.start_s
        while start is not None and place + 1 < len(timed) and (timed[place + 1].start_s or 0.0) <= start:
            place += 1
        within = start is not None and place < len(timed) and (timed[place].start_s or 0.0) <= start
        ends = timed[place].end_s if within else None
        inside = within and (ends is None or start is None or start < ends)
        given.append(replace(chunk, speaker=timed[place].speaker) if inside else chunk)
    return given


def _parts(segment: _Segment) -> Iterator[_Segment]:
    """Cut a segment where the speaker of its words changes."""
    for part in cut_by_speaker(segment.text, segment.words, segment.speaker):
        start = segment.start_s if part.first or part.start_s is None else part.start_s
        end = segment.end_s if part.last or part.end_s is None else part.end_s
        yield replace(segment, text=part.text, speaker=part.speaker, start_s=start, end_s=end)


def _told_apart(parts: Iterable[_Segment]) -> tuple[tuple[Line, ...], list[Aside]]:
    """Make lines, and settle who says what bears no speaker, if others do."""
    said = [part for part in parts if part.text]
    diarised = any(part.speaker for part in said)
    before = _last_known(said)
    after = list(reversed(_last_known(list(reversed(said)))))
    lines, told = [], []
    for part, previous, following in zip(said, before, after, strict=True):
        speaker = part.speaker
        if diarised and not speaker:
            speaker = previous if previous == following and previous else UNKNOWN
            told.append(Aside("annotation", f"Segment {part.number} : locuteur non reconnu, à vérifier", part.number))
        lines.append(Line(part.text, part.number, speaker=speaker, start_s=part.start_s, end_s=part.end_s))
    return tuple(lines), told


def _last_known(parts: Sequence[_Segment]) -> list[str]:
    """For every part the speaker of the nearest part before it that has one."""
    known, speakers = "", []
    for part in parts:
        speakers.append(known)
        known = part.speaker or known
    return speakers
