"""Numbers of turns at the heads of lines, as linguists' and teachers' transcripts have them: ``12 E : ...``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tasks.ingestion.markers import PLAIN_SHAPES, find_markers, opens_with_number
from tasks.records import Line

_MIN_LINES = 4
_MIN_SHARE = 0.6
_MIN_RISING_SHARE = 0.8
_SHAPES = PLAIN_SHAPES - {"numbered"} | {"code"}


def has_turn_numbers(lines: Sequence[Line]) -> bool:
    """Tell whether lines open with their number.

    They do where most lines of all open with one, each greater than the one before; or most lines that name a speaker
    who comes back, with a slip here and there.
    """
    numbers = [opens_with_number(line.text) for line in lines]
    written = [number for number in numbers if number is not None]
    if len(written) < _MIN_LINES:
        return False
    if len(written) >= _MIN_SHARE * len(lines) and all(before < after for before, after in pairwise(written)):
        return True
    labels = [_plain_label(line.text) for line in lines]
    again = {label for label, count in Counter(filter(None, labels)).items() if count > 1}
    marked = [number for number, label in zip(numbers, labels, strict=True) if label in again]
    turns = [number for number in marked if number is not None]
    rising = sum(before <= after for before, after in pairwise(turns))
    enough = len(turns) >= max(_MIN_LINES, _MIN_SHARE * len(marked)) and len(again) > 1
    return enough and rising >= _MIN_RISING_SHARE * (len(turns) - 1)


def _plain_label(text: str) -> str:
    """Give the key of the label that opens a line, after a number or not, where a colon or the like ends it."""
    return next((marker.key for marker in find_markers(text, turn_numbers=True) if marker.shape in _SHAPES), "")
