"""Marks of a chart as the browser draws them, and what their extents are to be."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

from tests.browser.sites import Site
from tests.browser.visits import Opener

SLACK = 0.6
"""Pixels: places are written to a tenth, and charts may be shown smaller than they are drawn."""
PAPER = "var(--paper)"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape; ``said`` is its title, places are pixels."""

    said: str
    href: str
    left: float
    right: float
    top: float
    bottom: float
    fill: str
    stroke: str
    opaque: bool

    @property
    def width(self) -> float:
        """From side to side."""
        return self.right - self.left

    @property
    def middle(self) -> tuple[float, float]:
        """Across and down."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def counts(self) -> list[tuple[int, int]]:
        """Every "n/m" that it says."""
        return [(int(n), int(m)) for n, m in re.findall(r"(\d+)/(\d+)", self.said)]

    def holds(self, other: Mark) -> bool:
        """Whether the other's middle lies in it."""
        across, down = other.middle
        return self.left - 1 <= across <= self.right + 1 and self.top - 1 <= down <= self.bottom + 1


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawn chart."""

    marks: tuple[Mark, ...]

    @property
    def said(self) -> list[Mark]:
        """Marks that say something: one a row of what was drawn."""
        return [mark for mark in self.marks if mark.said]

    def drawn_in(self, area: Mark) -> list[Mark]:
        """What stands in an area that says what it shows: filled or outlined, silent itself."""
        return [
            mark
            for mark in self.marks
            if not mark.said and mark.opaque and (mark.fill, mark.stroke) not in _BLANK and area.holds(mark)
        ]


_BLANK = {(PAPER, "none"), ("none", "none"), ("none", "var(--rule)"), ("none", "var(--muted)")}


def read_chart(opener: Opener, site: Site, page: str, name: str) -> Chart:
    """A chart by the id of its figure; one without marks where the page has none of that name."""
    address = site.address(page)
    if opener.page.url != address:
        opener.page.goto(address)
    return Chart(tuple(Mark(**found) for found in opener.page.evaluate("(name) => probes.shapes(name)", name)))


def plain(text: str) -> str:
    """With common spaces."""
    return re.sub(r"\s+", " ", text)


def proportional(lengths: Sequence[float], values: Sequence[float]) -> bool:
    """Whether lengths are the values on a scale that begins at nothing."""
    squares = math.fsum(value * value for value in values)
    scale = math.fsum(length * value for length, value in zip(lengths, values, strict=True)) / squares if squares else 0
    return all(abs(length - scale * value) <= SLACK for length, value in zip(lengths, values, strict=True))


def on_a_line(places: Sequence[float], values: Sequence[float], *, slack: float = SLACK) -> bool:
    """Whether places are the values on some scale, rising."""
    low, high = min(range(len(values)), key=values.__getitem__), max(range(len(values)), key=values.__getitem__)
    if values[low] == values[high]:
        return max(places) - min(places) <= 2 * slack
    scale = (places[high] - places[low]) / (values[high] - values[low])
    return scale > 0 and all(
        abs(place - places[low] - scale * (value - values[low])) <= 2 * slack
        for place, value in zip(places, values, strict=True)
    )
