"""Labels that come back and are no speakers', and labels seen once that are: what stands around them tells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from tasks.ingestion.markers import Marker
from tasks.ingestion.near_labels import MIN_LETTERS_OF_NEAR_LABEL, bracketed_parts, one_slip_apart
from tasks.ingestion.vocabulary import INTERVIEWEE_WORDS, INTERVIEWER_WORDS, base_label

_MIN_MARKS = 4
_MIN_CAPITALS = 0.9
_MAX_SELF_FOLLOWED = 0.1
_MAX_SLIPS = 2
_MAX_LABELS = 40
"""With more labels believed a file is no interview, and comparing each with each costs too much."""
_MIN_TIMES_AS_OFTEN = 3
_QUOTES = frozenset('«“"')


def without_written_on(readings: Sequence[Sequence[Marker]], believed: Mapping[str, str]) -> dict[str, str]:
    """Drop labels after which the sentence is written on (``Pôle Emploi : rien``), where turns begin with a capital.

    Such a label stands in the talk of one speaker only, and less often than each of two speakers.
    """
    marks = _marks(readings, believed)
    counts = Counter(marker.key for marker in marks)
    written_on = {key for key in counts if believed[key] == "recurs"}
    written_on -= {marker.key for marker in marks if not marker.after.islower()}
    others = [marker for marker in marks if marker.key not in written_on]
    small = sum(marker.after.islower() for marker in others)
    if len({marker.key for marker in others}) < 2 or len(others) < _MIN_MARKS:
        return dict(believed)
    if small > (1 - _MIN_CAPITALS) * len(others):
        return dict(believed)
    before: dict[str, set[str]] = {}
    speaker = ""
    for marker in marks:
        if marker.key in written_on:
            before.setdefault(marker.key, set()).add(speaker)
        else:
            speaker = marker.key
    often = sorted(Counter(marker.key for marker in others).values())[-2:]
    dropped = {key for key in written_on if len(before[key]) == 1 and counts[key] <= often[0] + 1}
    return {key: why for key, why in believed.items() if key not in dropped}


def with_slips(readings: Sequence[Sequence[Marker]], believed: Mapping[str, str]) -> dict[str, str]:
    """Give labels, seen once or twice, that are a slip of a label or of a word for a speaker.

    Given too are those seen once between two marks of one speaker, where nobody is marked twice running: somebody must
    have spoken between.
    """
    counts = Counter(marker.key for marker in _marks(readings, believed))
    if len(counts) > _MAX_LABELS:
        return {}
    rare = Counter(marker.key for line in readings for marker in line[:1] if _may_be(marker, believed))
    found: dict[str, str] = {}
    for marker in (marker for line in readings for marker in line[:1]):
        key = marker.key
        if not _may_be(marker, believed) or rare[key] > _MAX_SLIPS:
            continue
        if any(one_slip_apart(base_label(marker.label), word) for word in INTERVIEWER_WORDS | INTERVIEWEE_WORDS):
            found[key] = "role_word"
        elif any(part in believed for part in bracketed_parts(marker.label)) or _is_slip(key, rare[key], counts):
            found[key] = "recurs"
    return {**_framed(readings, {**believed, **found}), **found}


def _framed(readings: Sequence[Sequence[Marker]], believed: Mapping[str, str]) -> dict[str, str]:
    order: list[tuple[Marker, bool]] = []
    for line in readings:
        marker = next((marker for marker in line if marker.key in believed and marker.shape != "missing"), None)
        if marker is not None:
            order.append((marker, True))
        elif line and _may_be(line[0], believed):
            order.append((line[0], False))
    said = [marker for marker, known in order if known]
    runs = [after for before, after in pairwise(order) if before[1] and after[1] and before[0].key == after[0].key]
    once = Counter(marker.key for marker, known in order if not known)
    if len(said) < _MIN_MARKS or len(runs) > _MAX_SELF_FOLLOWED * len(said):
        return {}
    return {
        marker.key: "alternates"
        for (before, known), (marker, open_), (after, known_too) in zip(order, order[1:], order[2:], strict=False)
        if known and known_too and not open_ and before.key == after.key and once[marker.key] == 1
        if marker.after.isupper() == before.after.isupper()
    }


def _may_be(marker: Marker, believed: Mapping[str, str]) -> bool:
    plain = marker.shape == "colon" and not marker.alone
    return plain and marker.key not in believed and marker.after not in _QUOTES


def _is_slip(key: str, seen: int, counts: Mapping[str, int]) -> bool:
    return any(
        count >= _MIN_TIMES_AS_OFTEN * seen and one_slip_apart(key, other, MIN_LETTERS_OF_NEAR_LABEL)
        for other, count in counts.items()
        if not any(map(str.isdigit, key + other))
    )


def _marks(readings: Sequence[Sequence[Marker]], believed: Mapping[str, str]) -> list[Marker]:
    found = (next((marker for marker in line if marker.key in believed), None) for line in readings)
    return [marker for marker in found if marker is not None]
