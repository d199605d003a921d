"""The tiers of an ELAN file: annotations with their times, resolved through parents, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.xml_trees import attribute, children, descendants, line_of, local_name, squeeze, text_of

MAX_TIERS = 5_000
"""Most tiers read: the fullest set-ups have some hundreds."""

_UNITS_S = {"milliseconds": 0.001, "PAL-frames": 0.04, "PAL-50-frames": 0.02, "NTSC-frames": 1001 / 30000}
_SUBDIVISIONS = frozenset({"Symbolic_Subdivision", "Time_Subdivision"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A place of the time line."""

    at_s: float
    """Seconds; of a slot without value, between those of its neighbours that have one."""
    known: bool


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation of a tier."""

    key: str
    text: str
    number: int
    """Line of the file."""
    at_s: float
    """Where it stands in the order of talk."""
    start_s: float | None
    end_s: float | None
    parent: str = ""
    """Annotation that it refers to, or within which it stands; else empty."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier."""

    name: str
    participant: str
    type: str
    parent: str
    """Tier above it, or empty."""
    subdivides: bool
    """Its annotations cut those of the parent tier (into words)."""
    annotations: tuple[Annotation, ...]
    """In order; blank ones too."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Texts of the annotations that have one."""
        return tuple(annotation.text for annotation in self.annotations if annotation.text)


@dataclass(frozen=True, slots=True)
class _Raw:
    key: str
    element: etree._Element
    text: str
    start: str
    end: str
    refers: str
    previous: str


def read_tiers(root: etree._Element) -> tuple[Tier, ...]:
    """Read every tier of an ``ANNOTATION_DOCUMENT``, in the order of the file.

    A tier whose parent is missing, or that is its own ancestor, is a top-level tier; an annotation whose time cannot be
    told follows the one before it.

    Raises:
        TranscriptUnreadable: ``too_large`` (more than ``MAX_TIERS``).
    """
    slots = _slots(root)
    constraints = {
        attribute(kind, "LINGUISTIC_TYPE_ID"): attribute(kind, "CONSTRAINTS")
        for kind in children(root, "LINGUISTIC_TYPE")
    }
    elements = list(children(root, "TIER"))
    if len(elements) > MAX_TIERS:
        raise TranscriptUnreadable("too_large", bytes=len(elements), limit=MAX_TIERS)
    spans: dict[str, Annotation] = {}
    read: dict[int, Tier] = {}
    named: dict[str, Tier] = {}
    for place, parent in _parents_first(elements):
        element = elements[place]
        name, kind = attribute(element, "TIER_ID"), attribute(element, "LINGUISTIC_TYPE_REF")
        annotations = _annotations(element, slots, spans, named[parent].annotations if parent else ())
        spans.update((annotation.key, annotation) for annotation in annotations)
        subdivides = bool(parent) and constraints.get(kind, "") in _SUBDIVISIONS
        read[place] = Tier(name, squeeze(attribute(element, "PARTICIPANT")), kind, parent, subdivides, annotations)
        named.setdefault(name, read[place])
    return tuple(read[place] for place in range(len(elements)))


def _parents_first(tiers: Sequence[etree._Element]) -> list[tuple[int, str]]:
    """Places of the tiers, each after its parent, and the parent's name; those of a circle last and without parent."""
    names = [attribute(tier, "TIER_ID") for tier in tiers]
    known = {name for name in names if name}
    below: dict[str, list[int]] = {}
    order: list[tuple[int, str]] = []
    for place, tier in enumerate(tiers):
        parent = attribute(tier, "PARENT_REF")
        if parent in known:
            below.setdefault(parent, []).append(place)
        else:
            order.append((place, ""))
    for place, _ in order:  # grows while it is read
        order.extend((child, names[place]) for child in below.pop(names[place], ()))
    return [*order, *((place, "") for circle in below.values() for place in circle)]


def _slots(root: etree._Element) -> dict[str, Slot]:
    unit = next((attribute(header, "TIME_UNITS") for header in children(root, "HEADER")), "")
    factor = _UNITS_S.get(unit, _UNITS_S["milliseconds"])
    names, values = [], []
    for slot in descendants(root, "TIME_SLOT"):
        written = attribute(slot, "TIME_VALUE")
        names.append(attribute(slot, "TIME_SLOT_ID"))
        values.append(round(int(written) * factor, 3) if written.isdecimal() and len(written) < 12 else None)
    filled = _between_neighbours(values)
    return {name: Slot(at_s, known=value is not None) for name, at_s, value in zip(names, filled, values, strict=True)}


def _between_neighbours(values: Sequence[float | None]) -> list[float]:
    """Spread slots without value evenly between those that have one, as ELAN shows them."""
    filled = [value if value is not None else 0.0 for value in values]
    known = [place for place, value in enumerate(values) if value is not None]
    for left, right in pairwise(known):
        step = (filled[right] - filled[left]) / (right - left)
        for place in range(left + 1, right):
            filled[place] = filled[left] + step * (place - left)
    for place in range(known[-1] + 1 if known else 0, len(filled)):
        filled[place] = filled[known[-1]] if known else 0.0
    return filled


def _annotations(
    tier: etree._Element, slots: Mapping[str, Slot], spans: Mapping[str, Annotation], above: Sequence[Annotation]
) -> tuple[Annotation, ...]:
    found: list[Annotation] = []
    for raw in _chained([_raw(element) for element in descendants(tier, "ALIGNABLE_ANNOTATION", "REF_ANNOTATION")]):
        start, end, parent = slots.get(raw.start), slots.get(raw.end), spans.get(raw.refers)
        before = found[-1].at_s if found else 0.0
        at_s = start.at_s if start else parent.at_s if parent else before
        start_s = start.at_s if start and start.known else parent.start_s if parent else None
        end_s = end.at_s if end and end.known else parent.end_s if parent else None
        found.append(Annotation(raw.key, raw.text, line_of(raw.element), at_s, start_s, end_s, raw.refers))
    found.sort(key=lambda annotation: annotation.at_s)
    return tuple(_within(found, above))


def _within(found: Sequence[Annotation], above: Sequence[Annotation]) -> list[Annotation]:
    """Find the annotation of the parent tier in whose time each aligned annotation begins."""
    held, place = [], 0
    for annotation in found:
        while place + 1 < len(above) and above[place + 1].at_s <= annotation.at_s:
            place += 1
        parent = annotation.parent or (above[place].key if above else "")
        held.append(replace(annotation, parent=parent))
    return held


def _raw(element: etree._Element) -> _Raw:
    return _Raw(
        key=attribute(element, "ANNOTATION_ID"),
        element=element,
        text=squeeze(" ".join(text_of(value) for value in children(element, "ANNOTATION_VALUE"))),
        start=attribute(element, "TIME_SLOT_REF1"),
        end=attribute(element, "TIME_SLOT_REF2"),
        refers=attribute(element, "ANNOTATION_REF") if local_name(element) == "REF_ANNOTATION" else "",
        previous=attribute(element, "PREVIOUS_ANNOTATION"),
    )


def _chained(raws: Sequence[_Raw]) -> list[_Raw]:
    """Put annotations behind the one that each says it follows; the order of the file stands where that is no chain."""
    followers: dict[str, list[_Raw]] = {}
    keys = {raw.key for raw in raws}
    for raw in raws:
        followers.setdefault(raw.previous if raw.previous in keys else "", []).append(raw)
    ordered: list[_Raw] = []
    waiting = followers.pop("", [])[::-1]
    while waiting:
        raw = waiting.pop()
        ordered.append(raw)
        waiting.extend(reversed(followers.pop(raw.key, []) if raw.key else []))
    return ordered if len(ordered) == len(raws) else list(raws)
