"""Bare times at the ends of marked lines (``E : Ça va ? 00:12``): no words, where most such lines end so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.ingestion.timestamps import parse_clock
from tasks.ingestion.turn_building import MarkedLine

_FINAL = re.compile(r"(?<=\S)\s+(?P<time>\d{1,3}:[0-5]\d(?::[0-5]\d)?)$")
_LONGEST = 24
_MIN_LINES = 3
_MIN_SHARE = 0.6


def without_final_times(lines: Sequence[MarkedLine]) -> list[MarkedLine]:
    """Put spaces in the place of times that end lines, where most marked lines end with one and none goes back."""
    places = [_place(marked) for marked in lines]
    timed = [
        parse_clock(marked.line.text[place:]) or 0.0
        for marked, place in zip(lines, places, strict=True)
        if place is not None
    ]
    rising = all(before <= after for before, after in pairwise(timed))
    if len(timed) < max(_MIN_LINES, _MIN_SHARE * sum(bool(marked.marks) for marked in lines)) or not rising:
        return list(lines)
    return [
        marked if place is None else replace(marked, line=replace(marked.line, text=_cut(marked.line.text, place)))
        for marked, place in zip(lines, places, strict=True)
    ]


def _place(marked: MarkedLine) -> int | None:
    """Find where the time begins that ends a marked line, after words."""
    text = marked.line.text
    tail = max(0, len(text) - _LONGEST)
    found = _FINAL.search(text[tail:]) if marked.marks else None
    if found is None or tail + found.start("time") <= marked.marks[-1].end:
        return None
    return tail + found.start("time")


def _cut(text: str, place: int) -> str:
    return text[:place] + " " * (len(text) - place)
