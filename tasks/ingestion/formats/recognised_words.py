"""Words of a speech recogniser, with time and speaker, and the text of a segment cut where the speaker changes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.formats.json_files import words_of
from tasks.ingestion.timestamps import parse_clock

_NOBODY = frozenset({"", "?", "none", "null", "unknown", "nan", "inconnu", "speaker_unknown"})


@dataclass(frozen=True, slots=True)
class RecognisedWord:
    """One word as recognised."""

    text: str
    start_s: float | None = None
    end_s: float | None = None
    speaker: str = ""


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """A part of a segment that one speaker says."""

    text: str
    speaker: str
    start_s: float | None = None
    end_s: float | None = None
    first: bool = False
    last: bool = False


def speaker_of(entry: Mapping[str, object]) -> str:
    """Give the speaker of a segment or word, empty where the program names none; numbers become ``Locuteur 1``."""
    value = entry.get("speaker", entry.get("speaker_id"))
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return ""
    name = words_of(value) if isinstance(value, str) else str(value)
    if name.casefold() in _NOBODY:
        return ""
    return f"Locuteur {name}" if name.isdigit() else name


def seconds_of(value: object) -> float | None:
    """Give a time in seconds from a number, a number in a text, or ``00:01:02,345``; ``None`` for anything else."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        seconds = float(value)
    except ValueError:
        return parse_clock(str(value)) if len(str(value)) < 20 else None
    except OverflowError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None


def read_words(value: object) -> tuple[RecognisedWord, ...]:
    """Read a segment's list of words; entries that are none are left out (the segment's text is what counts)."""
    if not isinstance(value, list):
        return ()
    entries = [entry for entry in value if isinstance(entry, dict)]
    words = (
        RecognisedWord(
            words_of(entry.get("word") or entry.get("text")),
            seconds_of(entry.get("start")),
            seconds_of(entry.get("end")),
            speaker_of(entry),
        )
        for entry in entries
    )
    return tuple(word for word in words if word.text)


def cut_by_speaker(text: str, words: Sequence[RecognisedWord], speaker: str) -> Iterator[SpokenPart]:
    """Cut a segment's text where the speaker of its words changes.

    The parts are cut out of the text itself, so that no word is lost: where a word of the list is not found in its
    turn, the text stays whole. Words without a speaker go with the one before.
    """
    parts = list(_parts(text, words, speaker)) if len({word.speaker for word in words if word.speaker}) > 1 else []
    if not parts:
        alone = next((word.speaker for word in words if word.speaker), "")
        parts = [SpokenPart(text, speaker or alone)]
    for place, part in enumerate(parts):
        yield replace(part, first=place == 0, last=place == len(parts) - 1)


def _parts(text: str, words: Sequence[RecognisedWord], speaker: str) -> Iterator[SpokenPart]:
    starts: list[int] = []
    place = 0
    for word in words:
        found = text.find(word.text, place, place + len(word.text) + 80)
        if found < 0:
            return
        starts.append(found)
        place = found + len(word.text)
    current = next((word.speaker for word in words if word.speaker), speaker)
    opened, first = 0, 0
    for index, word in enumerate(words):
        if word.speaker and word.speaker != current:
            yield _part(text[opened : starts[index]], current, words[first:index])
            current, opened, first = word.speaker, starts[index], index
    yield _part(text[opened:], current, words[first:])


def _part(text: str, speaker: str, words: Sequence[RecognisedWord]) -> SpokenPart:
    starts = [word.start_s for word in words if word.start_s is not None]
    ends = [word.end_s for word in words if word.end_s is not None]
    return SpokenPart(text.strip(), speaker, min(starts, default=None), max(ends, default=None))
