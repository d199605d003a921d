"""Printed lines of a PDF: words that stand at one height, from left to right, and what of them stands apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from statistics import median

from tasks.ingestion.formats.pdf_pages import Page, Word

COLUMN_GAP = 1.2
"""White from which on words belong to different columns, in sizes of the type."""
STRETCHED = 1.4
"""Likewise, in usual spaces of the line: justified lines of few words are all white."""

_TELLING_GAPS = 4
_SAME_BASELINE = 0.2
_SMALL = 0.8
_RAISED = 0.6
_TOUCHING = 0.12


@dataclass(frozen=True)
class Row:
    """One printed line, or a part of it."""

    page: int
    words: tuple[Word, ...]
    """From left to right; at least one."""
    number: int = 0
    """Of the printed lines of talk, from 1 in the whole file; 0 before they are counted."""

    @cached_property
    def size(self) -> float:
        """Size of most of its characters, in points."""
        sizes: Counter[float] = Counter()
        for word in self.words:
            sizes[word.size] += len(word.text)
        return sizes.most_common(1)[0][0]

    @cached_property
    def baseline(self) -> float:
        """Height of most of its characters."""
        heights: Counter[float] = Counter()
        for word in self.words:
            heights[word.baseline] += len(word.text)
        return heights.most_common(1)[0][0]

    @property
    def left(self) -> float:
        """Where its first word starts."""
        return self.words[0].left

    @property
    def right(self) -> float:
        """Where its last word ends."""
        return self.words[-1].right

    @property
    def bold(self) -> bool:
        """All of it is bold."""
        return all(word.bold for word in self.words)

    @cached_property
    def space(self) -> float:
        """Usual space between its words; 0 where these are too few to tell."""
        gaps = [word.left - before.right for before, word in pairwise(self.words) if not word.glued]
        return median(gaps) if len(gaps) >= _TELLING_GAPS else 0.0

    @cached_property
    def text(self) -> str:
        """Its words, with single spaces."""
        written = [self.words[0].text]
        for before, word in pairwise(self.words):
            touching = word.glued and word.left - before.right < _TOUCHING * word.size
            written.append(word.text if touching else f" {word.text}")
        return "".join(written)


def rows_of(page: Page) -> list[Row]:
    """Give the printed lines of a page from top to bottom."""
    heights: list[list[Word]] = []
    for word in sorted(page.words, key=lambda word: (-word.baseline, word.left)):
        last = heights[-1][0] if heights else None
        if last is not None and last.baseline - word.baseline <= _SAME_BASELINE * min(last.size, word.size):
            heights[-1].append(word)
        else:
            heights.append([word])
    lines = [sorted(words, key=lambda word: (word.left, word.right)) for words in _with_raised(heights)]
    return [Row(page.number, tuple(_ruled(words, page))) for words in lines]


def _ruled(words: Sequence[Word], page: Page) -> Iterator[Word]:
    """Mark the words before which an upright line is drawn."""
    yield words[0]
    beside = [rule for rule in page.rules if rule.bottom <= words[0].baseline + words[0].size / 3 <= rule.top]
    for before, word in pairwise(words):
        middle = (before.right + word.left) / 2
        half = max(word.left - before.right, 1.0) / 2
        yield replace(word, ruled=True) if any(abs(rule.place - middle) <= half for rule in beside) else word


def _with_raised(heights: Sequence[list[Word]]) -> list[list[Word]]:
    """Put what is small and stands a little above or below a line (``1er``, marks of notes) into it."""
    merged: list[list[Word]] = []
    for words in heights:
        above = merged[-1] if merged else []
        if above and _belongs(above, words):
            above.extend(words)
        else:
            merged.append(list(words))
    return merged


def _belongs(above: Sequence[Word], words: Sequence[Word]) -> bool:
    upper, lower = max(above, key=lambda word: word.size), max(words, key=lambda word: word.size)
    large = max(upper.size, lower.size)
    if min(upper.size, lower.size) > _SMALL * large or upper.baseline - lower.baseline > _RAISED * large:
        return False
    small, full = (above, words) if upper.size < lower.size else (words, above)
    ends = sorted(word.right for word in full)
    return all(_touches(word, ends, large) for word in small)


def _touches(word: Word, ends: Sequence[float], size: float) -> bool:
    return word.glued or any(abs(word.left - end) <= 0.35 * size for end in ends)


def fragments(row: Row) -> list[Row]:
    """Cut a printed line where white parts its columns."""
    parts: list[list[Word]] = [[row.words[0]]]
    for before, word in pairwise(row.words):
        if word.ruled or word.left - before.right > max(COLUMN_GAP * row.size, STRETCHED * row.space):
            parts.append([word])
        else:
            parts[-1].append(word)
    return [part_of(row, part) for part in parts]


def part_of(row: Row, words: Iterable[Word]) -> Row:
    """Give some of a printed line's words as a line of the same number."""
    return Row(row.page, tuple(words), row.number)


def most_common_size(rows: Iterable[Row]) -> float:
    """Size of most of the text, in points."""
    sizes: Counter[float] = Counter()
    for row in rows:
        for word in row.words:
            sizes[round(word.size * 2) / 2] += len(word.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


def usual_leading(rows: Sequence[Row]) -> float:
    """Distance of lines within a paragraph: the one seen most often, the least of equals; 0 where there is none."""
    steps: Counter[float] = Counter()
    for before, row in pairwise(rows):
        step = before.baseline - row.baseline
        if before.page == row.page and 0 < step < 3.5 * max(before.size, row.size):
            steps[round(step * 2) / 2] += 1
    return min(steps, key=lambda step: (-steps[step], step)) if steps else 0.0
