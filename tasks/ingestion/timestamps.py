"""Times as transcripts write them, in seconds."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOCK = r"\d{1,3}:\d{1,3}(?::\d{1,3})?(?:[.,]\d{1,3})?"
"""A written time, well formed or not: ``0:11``, ``1:02:03``, ``00:00:05.250``; also the slip ``22:175``."""

SPAN = rf"{CLOCK}(?:\s*(?:-->|→|[-–—])\s*{CLOCK})?"
"""One time, or two with a dash or an arrow between."""

_PARTS = re.compile(r"(?:(\d{1,3}):)?(\d{1,3}):(\d{1,2})(?:[.,](\d{1,3}))?")
_CLOCK = re.compile(CLOCK)
_ALONE = re.compile(rf"\s*(?:\[\s*{SPAN}\s*\]|\(\s*{SPAN}\s*\)|\{{\s*{SPAN}\s*\}}|#{CLOCK}(?:-\d)?#|{SPAN})\s*")


@dataclass(frozen=True, slots=True)
class TimeSpan:
    """When something was said, in seconds from the start of the recording; ``None`` where not written or not a time."""

    start_s: float | None = None
    end_s: float | None = None


NO_TIME = TimeSpan()


def parse_clock(written: str) -> float | None:
    """Give the seconds of ``m:ss``, ``h:mm:ss`` (with decimals or not), or ``None`` when it is no time."""
    match = _PARTS.fullmatch(written.strip())
    if match is None:
        return None
    hours, minutes, seconds = int(match[1] or 0), int(match[2]), int(match[3])
    if seconds > 59 or (match[1] is not None and minutes > 59):
        return None
    return hours * 3600 + minutes * 60 + seconds + (int(match[4].ljust(3, "0")) / 1000 if match[4] else 0.0)


def parse_span(written: str) -> TimeSpan:
    """Give the times of ``0:01 - 0:11`` or of one time; a malformed time (``22:175``) is ``None``."""
    clocks = _CLOCK.findall(written)
    return TimeSpan(
        start_s=parse_clock(clocks[0]) if clocks else None, end_s=parse_clock(clocks[1]) if len(clocks) > 1 else None
    )


def is_time_alone(text: str) -> bool:
    """Say whether a line holds nothing but a time."""
    return len(text) < 60 and _ALONE.fullmatch(text) is not None
