"""Times of TEI: a timeline's points, and what elements of talk say of when they begin and end."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from tasks.ingestion.formats.xml_trees import attribute, descendants, local_name
from tasks.ingestion.timestamps import TimeSpan, parse_clock

_UNITS_S = {"s": 1.0, "sec": 1.0, "second": 1.0, "ms": 0.001, "millisecond": 0.001, "min": 60.0, "h": 3600.0}
_STARTS = ("start", "begin", "starttime", "startTime", "start-time", "time", "synch")
_ENDS = ("end", "endtime", "endTime", "end-time")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,12})?")
_DURATION = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,4})M)?(?:(\d{1,7}(?:\.\d{1,9})?)S)?")
_OF_DAY = re.compile(r"(?:\d{4}-\d\d-\d\d)?T(\d\d):(\d\d):(\d\d(?:\.\d{1,9})?)(?:Z|[+-]\d\d:\d\d)?")


def read_timeline(text: etree._Element) -> dict[str, float]:
    """Give the points of all timelines in seconds, by their id; those whose time cannot be told are left out."""
    points: dict[str, float] = {}
    for timeline in descendants(text, "timeline"):
        points.update(_points(timeline))
    return points


def _points(timeline: etree._Element) -> dict[str, float]:
    whens = {attribute(when, "id"): when for when in timeline if local_name(when) == "when"}
    unit = attribute(timeline, "unit")
    before: dict[str, str] = dict(zip([*whens][1:], whens, strict=False))
    bare = (key for key, when in whens.items() if not attribute(when, "absolute", "interval"))
    origin = attribute(timeline, "origin").rpartition("#")[2] or next(bare, "")
    known: dict[str, float | None] = {}
    day = next((found for when in whens.values() if (found := _of_day(attribute(when, "absolute"))) is not None), 0.0)
    for key in whens:
        _resolve(key, whens, before, unit, origin, day, known)
    return {key: round(at_s, 6) for key, at_s in known.items() if at_s is not None}


def _resolve(
    key: str,
    whens: Mapping[str, etree._Element],
    before: Mapping[str, str],
    unit: str,
    origin: str,
    day: float,
    known: dict[str, float | None],
) -> None:
    """Follow a point back to one whose time is known, then forward again; a circle has no time."""
    chain: list[str] = []
    while key in whens and key not in known:
        known[key] = _own_time(whens[key], unit, day, is_origin=key == origin)
        if known[key] is not None or not attribute(whens[key], "interval"):
            break
        chain.append(key)
        key = attribute(whens[key], "since").rpartition("#")[2] or before.get(key, "")
    at_s = known.get(key)
    for later in reversed(chain):
        step = seconds_of(attribute(whens[later], "interval"), attribute(whens[later], "unit") or unit)
        at_s = None if at_s is None or step is None else at_s + step
        known[later] = at_s


def _own_time(when: etree._Element, unit: str, day: float, *, is_origin: bool) -> float | None:
    absolute = attribute(when, "absolute")
    of_day = _of_day(absolute)
    if of_day is not None:
        return of_day - day
    own = seconds_of(absolute, attribute(when, "unit") or unit)
    return 0.0 if own is None and is_origin else own


def _of_day(written: str) -> float | None:
    match = _OF_DAY.fullmatch(written)
    return int(match[1]) * 3600 + int(match[2]) * 60 + float(match[3]) if match else None


def seconds_of(written: str, unit: str) -> float | None:
    """Give a number with its unit, an ISO duration, or a clock in seconds; None for anything else."""
    if _NUMBER.fullmatch(written):
        return float(written) * _UNITS_S.get(unit.lower(), 1.0)
    duration = _DURATION.fullmatch(written)
    if duration and any(duration.groups()):
        return int(duration[1] or 0) * 3600 + int(duration[2] or 0) * 60 + float(duration[3] or 0)
    return parse_clock(written)


def span_of(element: etree._Element, points: Mapping[str, float], around: TimeSpan) -> TimeSpan:
    """When something is said: as the element says, else its first and last anchors, else as what is around it.

    An anchor within the words is no end of them, where what is around tells one.
    """
    start_s, end_s = _time(element, _STARTS, points), _time(element, _ENDS, points)
    marks = [(part, at_s) for part in _marks(element) if (at_s := _time(part, _STARTS, points)) is not None]
    if start_s is None and marks:
        part, at_s = marks[0]
        within = around.start_s is not None and _says(element, part, before=True)
        start_s = around.start_s if within else at_s
        part, at_s = marks[-1]
        inside = around.end_s is not None and _says(element, part, before=False)
        if end_s is None and (within or len(marks) > 1) and not inside:
            end_s = at_s
    start_s = around.start_s if start_s is None else start_s
    last = next((found for part in _marks(element) if (found := _time(part, _ENDS, points)) is not None), None)
    return TimeSpan(start_s, next((end for end in (end_s, last, around.end_s) if end is not None), None))


def _says(element: etree._Element, mark: etree._Element, *, before: bool) -> bool:
    """Whether anything is said in an element before one of its marks, or after it began."""
    node = mark
    said = [] if before else [*mark.itertext(), mark.tail or ""]
    while node is not element and (above := node.getparent()) is not None:
        for sibling in node.itersiblings(preceding=before):
            said += [*map(str, sibling.itertext()), sibling.tail or ""]
        said.append(above.text or "" if before else "")
        node = above
        if not before and node is not element:
            said.append(node.tail or "")
    return any(text.strip() for text in said)


def _marks(element: etree._Element) -> list[etree._Element]:
    """Anchors and timed stretches directly in an utterance, or in its stretches."""
    parts = [part for part in element if local_name(part) in ("anchor", "seg")]
    inner = [anchor for part in parts for anchor in part if local_name(anchor) == "anchor"]
    return [*parts, *inner] if not any(local_name(part) == "anchor" for part in parts) else parts


def _time(element: etree._Element, names: tuple[str, ...], points: Mapping[str, float]) -> float | None:
    written = attribute(element, *names)
    if not written:
        return None
    named = points.get(written.rpartition("#")[2])
    return named if named is not None else seconds_of(written, "s")
