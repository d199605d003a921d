"""Times as transcripts write them, in seconds.

Read: ``12:34``, ``1:02:03``, ``00:12:34.5``, ``00:00:05:12`` (with frames), ``12'34``, ``12'34"``, ``1h02``,
``1h02m03s``, ``12 min 34``, ``12.34.56``, alone or two with a dash or an arrow; in brackets of any kind, or between the
hashes of F4 (``#00:12:34-5#``). A time in brackets is no word wherever it stands. A bare ``12:30`` or ``14h30`` may be
said: it is a time only where a speaker's label follows it, alone on its line, or ``h:mm:ss`` at the end of a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COLONS = r"\d{1,3}:\d{1,3}(?::\d{1,3}){0,2}(?:[.,]\d{1,3})?"
_SECONDS = r"\d{1,2}(?:[.,]\d{1,3})?\s?(?:secondes?|sec|s\b|''|’’|[\"”″])?"
_MINUTES = r"\s?(?:minutes?|min|mn|m|['’′])"
_HOURS_FORM = rf"\d{{1,2}}\s?h\s?\d{{1,2}}(?:{_MINUTES}(?:\s?{_SECONDS})?)?"
_MINUTES_FORM = rf"\d{{1,3}}{_MINUTES}\s?{_SECONDS}"
_DOTS = r"\d{1,2}\.\d{2}\.\d{2}"

CLOCK = rf"(?:{_COLONS}|{_HOURS_FORM}|{_MINUTES_FORM})"
"""A written time, well formed or not: ``0:11``, ``1:02:03``, ``00:00:05.250``, ``12'34``; also the slip ``22:175``."""

_TO = r"\s{0,4}(?:-->|->|→|[-–—/]|à|to)\s{0,4}"
SPAN = rf"{CLOCK}(?:{_TO}{CLOCK})?"
"""One time, or two with a dash or an arrow between."""

_NAMED = r"(?:(?:tc|timecode|time|temps|minutage)\s?[:=]?\s?)?"
_SQUARE = rf"{_NAMED}(?:{SPAN}|{_DOTS}(?:{_TO}{_DOTS})?)"
_HASHED = r"#\s?\d{1,3}:\d{1,3}(?::\d{1,3})?(?:[-.,]\d{1,3})?\s?#"

ENCLOSED = (
    rf"(?:\[\s{{0,3}}(?:{_SQUARE}|\d{{1,2}}\.[0-5]\d)\s{{0,3}}\]|\(\s{{0,3}}{_NAMED}{SPAN}\s{{0,3}}\)"
    rf"|\{{\s{{0,3}}{_SQUARE}\s{{0,3}}\}}|<\s{{0,3}}{_NAMED}{SPAN}\s{{0,3}}>|{_HASHED})"
)
"""A time in brackets or between hashes, as a pattern without groups."""

# within talk, round brackets are for asides too: (3:1), (14h30) and the like stay
_WELL_FORMED = r"\d{1,3}:[0-5]\d(?::[0-5]\d)?(?:[.,]\d{1,3})?"
_INNER = re.compile(
    rf"\[\s{{0,3}}(?:{_SQUARE}|\d{{1,2}}\.[0-5]\d)\s{{0,3}}\]|\{{\s{{0,3}}{_SQUARE}\s{{0,3}}\}}"
    rf"|<\s{{0,3}}{_NAMED}{SPAN}\s{{0,3}}>|{_HASHED}"
    rf"|\(\s{{0,3}}{_NAMED}(?:{_WELL_FORMED}(?:{_TO}{_WELL_FORMED})?|{_MINUTES_FORM}|\d{{1,2}}\s?h\s?\d{{2}}{_MINUTES}[^)\n]{{0,12}})"
    r"\s{0,3}\)",
    re.IGNORECASE,
)
_FINAL = re.compile(r"(?<=[.?!…»\")\]])\s{1,4}\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?$")
_FINAL_CHARACTERS = 24

_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")
_FRAMED = re.compile(r"(\d{1,3}:\d{1,3}:\d{1,2}):\d{1,3}")
_DOTTED = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})\.(\d{2})")
_LETTERED = re.compile(
    rf"(?:(\d{{1,2}})\s?h\s?)?(?:(\d{{1,3}})(?:{_MINUTES})?)?\s?(?:(\d{{1,2}})(?:[.,](\d{{1,3}}))?\s?\D{{0,8}})?",
    re.IGNORECASE,
)
_TENTHS = re.compile(r"(:\d{1,2})-(\d{1,3})(?=\s?#)")
_CLOCKS = re.compile(rf"{_DOTS}|{CLOCK}|\b\d{{1,2}}\.\d{{2}}\b", re.IGNORECASE)
# a bare 14h30 on its line is an answer as well as a mark
_BARE = rf"(?:{_COLONS}|{_MINUTES_FORM}|\d{{1,2}}\s?h\s?\d{{1,2}}{_MINUTES}(?:\s?{_SECONDS})?)"
_ALONE = re.compile(rf"\s*(?:{ENCLOSED}|{_BARE}(?:{_TO}{_BARE})?)\s*", re.IGNORECASE)
_SPACED_CLOSING = re.compile(r"[\u00a0\u202f][?!:;»]")
_CLOSING = frozenset(".,;:!?…)]}»")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When something was said, in seconds from the start of the recording; ``None`` where not written or not a time."""

    start_s: float | None = None
    end_s: float | None = None


NO_TIME = TimeSpan()


def parse_clock(written: str) -> float | None:
    """Give the seconds of a written time (``m:ss``, ``h:mm:ss``, ``1h02m03s`` ...), or ``None`` when it is no time."""
    text = written.strip()
    if framed := _FRAMED.fullmatch(text):
        text = framed[1]
    match = _PARTS.fullmatch(text) or _DOTTED.fullmatch(text) or _LETTERED.fullmatch(text)
    if match is None or text.isdigit() or not any(match.groups()):
        return None
    hours, minutes, seconds = int(match[1] or 0), int(match[2] or 0), int(match[3] or 0)
    if seconds > 59 or (match[1] is not None and minutes > 59):
        return None
    decimals = match[4] if match.re.groups > 3 else None
    return hours * 3600 + minutes * 60 + seconds + (int(decimals.ljust(3, "0")) / 1000 if decimals else 0.0)


def parse_span(written: str) -> TimeSpan:
    """Give the times of ``0:01 - 0:11`` or of one time; a malformed time (``22:175``) is ``None``."""
    if not written:
        return NO_TIME
    clocks = _CLOCKS.findall(_TENTHS.sub(r"\1.\2", written))
    return TimeSpan(
        start_s=parse_clock(clocks[0]) if clocks else None, end_s=parse_clock(clocks[1]) if len(clocks) > 1 else None
    )


def is_time_alone(text: str) -> bool:
    """Say whether a line holds nothing but a time."""
    return len(text) < 60 and _ALONE.fullmatch(text) is not None


def take_out_times(text: str) -> tuple[str, tuple[tuple[int, TimeSpan], ...]]:
    """Take the times in brackets, and a bare ``h:mm:ss`` after the last sentence, out of what is said.

    Gives the words, a space where a time stood between two of them, and (place in ``text``, time) for each.
    """
    said, place = "", 0
    pieces: list[str] = []
    times: list[tuple[int, TimeSpan]] = []
    for start, end in _time_places(text):
        times.append((start, parse_span(text[start:end])))
        before = text[place:start]
        closed = end == len(text) or text[end] in _CLOSING or _SPACED_CLOSING.match(text, end) is not None
        pieces.append(before.rstrip() if closed else before)
        said, place = pieces[-1][-1:] or said, end
        if not said or said.isspace():
            while place < len(text) and text[place].isspace():
                place += 1
        elif place < len(text) and text[place].isalnum():
            pieces.append(" ")
            said = " "
    pieces.append(text[place:])
    return "".join(pieces), tuple(times)


def _time_places(text: str) -> list[tuple[int, int]]:
    found = [match.span() for match in _INNER.finditer(text)]
    tail = max(0, len(text) - _FINAL_CHARACTERS)
    final = _FINAL.search(text[tail:])
    return [*found, (tail + final.start(), tail + final.end())] if final else found
