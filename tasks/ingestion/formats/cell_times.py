"""Times as people type them in a table: ``1h02``, ``12'34``, ``3 min 05 s``, ``00.12.34``, ``[0:01 - 0:11]``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.ingestion.timestamps import NO_TIME, TimeSpan, parse_clock

_MAX_CHARACTERS = 80
_CLOCK = r"\d{1,3}:\d{1,3}(?::\d{1,3})?(?:[.,]\d{1,3})?"
_MINUTES_UNIT = r"(?:min(?:utes?)?|mn|m|['’′](?!['’′]))"
_SECONDS_UNIT = r"(?:s(?:ec(?:ondes?)?)?|''|’’|[\"”″])"
_SPOKEN = re.compile(
    rf"(?:(?P<h>\d{{1,2}})\s*h(?:eures?)?(?:\s*(?P<hm>\d{{1,2}})\s*{_MINUTES_UNIT}?)?"
    rf"|(?P<m>\d{{1,3}})\s*{_MINUTES_UNIT})?(?:(?:(?<=\D)|^)\s*(?P<s>\d{{1,2}})\s*(?P<u>{_SECONDS_UNIT})?)?\.?",
    re.IGNORECASE,
)
_COLONS = re.compile(_CLOCK)
_FRAMES = re.compile(r"(\d{1,2}:\d{2}:\d{2})[:;]\d{2}")
_DOTTED = re.compile(r"(\d{1,2})\.(\d{2})\.(\d{2})")
_SPAN = re.compile(r"\s*(?:-->|→|[-–—/]|\bà\b|\bto\b|\n)\s*")
_WRAPPING = re.compile(r"^(?:de\s+|from\s+)?[\[({#<]?\s*|\s*(?:-\d)?[\])}#>]?$", re.IGNORECASE)
_CLOCK_IN_TEXT = re.compile(
    rf"[\[({{#]\s*(?P<wrapped>{_CLOCK}(?:\s*[-–—>]+\s*{_CLOCK})?)(?:-\d)?\s*[\])}}#]|(?<![\d:])(?P<bare>{_CLOCK})(?![\d:])"
)


@dataclass(frozen=True, slots=True)
class TimedLabel:
    """A speaker's cell in which a time stands too."""

    label: str
    span: TimeSpan = NO_TIME


def cell_span(text: str) -> TimeSpan | None:
    """Give the times of a cell that holds nothing else, or ``None``; a slip (``22:175``) is an unknown time."""
    bare = _WRAPPING.sub("", text.strip()) if len(text) <= _MAX_CHARACTERS else ""
    if not bare:
        return None
    ends = _SPAN.split(bare)
    if len(ends) > 2 or not all(map(_is_time, ends)):
        return None
    seconds = [_seconds(end) for end in ends]
    return TimeSpan(seconds[0], seconds[1] if len(seconds) > 1 else None)


def split_label(text: str) -> TimedLabel:
    """Take the time off a speaker's cell: ``Anne [00:03]`` is Anne, from the third second."""
    if len(text) > _MAX_CHARACTERS:
        return TimedLabel(text)
    found = _CLOCK_IN_TEXT.search(text)
    if found is None:
        return TimedLabel(_bare_label(text))
    span = cell_span(found["wrapped"] or found["bare"]) or NO_TIME
    return TimedLabel(_bare_label(f"{text[: found.start()]} {text[found.end() :]}"), span)


def _bare_label(text: str) -> str:
    return " ".join(text.split()).rstrip(" :")


def _is_time(text: str) -> bool:
    written = _WRAPPING.sub("", text)
    return any(shape.fullmatch(written) for shape in (_COLONS, _FRAMES, _DOTTED)) or _spoken(written) is not None


def _seconds(text: str) -> float | None:
    written = _WRAPPING.sub("", text)
    if (spoken := _spoken(written)) is not None:
        return spoken
    if framed := _FRAMES.fullmatch(written):
        written = framed[1]
    if dotted := _DOTTED.fullmatch(written):
        written = ":".join(dotted.groups())
    return parse_clock(written)


def _spoken(written: str) -> float | None:
    """Give the seconds of a time with units; a number alone is none."""
    parts = _SPOKEN.fullmatch(written)
    if parts is None or not (parts["h"] or parts["m"] or parts["u"]):
        return None
    hours, minutes, seconds = (int(parts[name] or 0) for name in ("h", "m", "s"))
    return float(hours * 3600 + (minutes + int(parts["hm"] or 0)) * 60 + seconds)
