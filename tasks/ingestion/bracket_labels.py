"""Short labels in brackets at the heads of lines (``[REP]``), beside one that is surely a speaker's (``[ENQ]``)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tasks.ingestion.believed_labels import Readings
from tasks.ingestion.markers import Marker
from tasks.records import Line

_MIN_SEEN = 2


def with_bracket_labels(lines: Sequence[Line], readings: Readings) -> Readings:
    """Read as a speaker's the bracketed labels that come back in turn with the only one that is surely a speaker's."""
    heads = [_head(line, markers) for line, markers in zip(lines, readings, strict=True)]
    sure = Counter(head.key for head in heads if head and head.shape == "bracket")
    if len(sure) != 1 or max(sure.values()) < _MIN_SEEN:
        return readings
    asked = next(iter(sure))
    found: Counter[str] = Counter()
    turning: Counter[str] = Counter()
    before = ""
    for head in filter(None, heads):
        if head.key != asked:
            found[head.key] += 1
            turning[head.key] += before == asked
        before = head.key
    taken = {key for key, seen in found.items() if seen >= _MIN_SEEN and 2 * turning[key] >= seen}
    return [
        (replace(head, shape="bracket"), *markers) if head and head.key in taken else markers
        for head, markers in zip(heads, readings, strict=True)
    ]


def _head(line: Line, markers: Sequence[Marker]) -> Marker | None:
    if line.text[:1] not in "[{":
        return None
    return next((marker for marker in markers if marker.shape in {"bracket", "bare"}), None)
