"""Columns of a PDF's text: tables of speaker and text, and pages set in two columns.

A column starts where words of several lines start at one place after white or a drawn line, and nothing of their block
runs across it. Labels to its left make it a table (or the hanging paragraphs of ``Nom :`` and a tab, which look the
same); running text to its left makes two columns, read one after the other page by page.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Literal

from tasks.ingestion.formats.pdf_rows import STRETCHED, Row, fragments, part_of

SAME_COLUMN = 2.0
"""Points by which words of one column may start apart."""
LEAST_WHITE = 0.4
"""White before a column, in sizes of the type, on every line."""
LABEL_WORDS = 6
"""Words to the left of a column's text, up to which they are a label."""
_PADDED = 1.15
_MOSTLY = 0.7
_NEARLY_ALL = 0.8
_TRIED = 12

Side = Literal["both", "left", "right", "across"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a table: its labels (time, speaker) and the printed lines of its text."""

    labels: tuple[tuple[Row, ...], ...]
    """For every column before the text, the printed lines in it."""
    said: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow one another: running text, or a table where there are entries."""

    rows: tuple[Row, ...] = ()
    entries: tuple[Entry, ...] = ()


def blocks_of(rows: Sequence[Row]) -> list[Block]:
    """Part a document's printed lines into running text and tables, in reading order."""
    rows = _with_centred_labels(rows)
    place = _find_column(rows)
    if place is None:
        return [Block(rows=tuple(rows))] if rows else []
    blocks: list[Block] = []
    plain: list[Row] = []
    for inside, run in _regions(rows, place):
        if not inside:
            plain.extend(run)
        elif _median_left_words(run, place) > LABEL_WORDS:
            plain.extend(_one_column_after_another(run, place))
        else:
            blocks.extend([Block(rows=tuple(plain))] if plain else [])
            blocks.append(Block(entries=tuple(_entries(run, place))))
            plain = []
    return [*blocks, Block(rows=tuple(plain))] if plain else blocks


def _find_column(rows: Sequence[Row]) -> float | None:
    """Find the last column; ``None`` where the text has only one."""
    after_white = Counter(round(part.left) for row in rows for part in fragments(row)[1:])
    held = {
        place: times
        for place, seen in after_white.most_common(_TRIED)
        if seen > 1 and (times := _times_held(rows, place))
    }
    most = max(held.values(), default=0)
    return max((place for place, times in held.items() if times >= _NEARLY_ALL * most), default=None)


def _times_held(rows: Sequence[Row], place: float) -> int:
    """Count the lines that a column there takes in."""
    return sum(len(run) for inside, run in _regions(rows, place) if inside)


def _side(row: Row, place: float) -> Side:
    left = [word for word in row.words if word.left < place - SAME_COLUMN]
    right = row.words[len(left) :]
    if not left:
        return "right"
    ruled = bool(right) and right[0].ruled
    white = 0.0 if ruled else max(LEAST_WHITE * row.size, STRETCHED * row.space if right else 0.0)
    if left[-1].right > place - white:
        return "across"
    if not right:
        return "left"
    return "both" if right[0].left <= place + SAME_COLUMN else "across"


def _regions(rows: Sequence[Row], place: float) -> Iterator[tuple[bool, list[Row]]]:
    """Give runs of lines, and whether they are columns: from a line on both sides to the last in the right one."""
    for crosses, run in groupby(rows, key=lambda row: _side(row, place) == "across"):
        own = list(run)
        sides = [_side(row, place) for row in own]
        if crosses or sides.count("both") < 2:
            yield False, own
            continue
        first = sides.index("both")
        last = max(index for index, side in enumerate(sides) if side != "left") + 1
        held = sides[first:last]
        inside = 2 * (held.count("both") + held.count("right")) >= len(held)
        for is_column, part in ((False, own[:first]), (inside, own[first:last]), (False, own[last:])):
            if part:
                yield is_column, part


def _split(row: Row, place: float) -> tuple[Row | None, Row | None]:
    left = [word for word in row.words if word.left < place - SAME_COLUMN]
    right = row.words[len(left) :]
    return (part_of(row, left) if left else None), (part_of(row, right) if right else None)


def _median_left_words(rows: Iterable[Row], place: float) -> float:
    return median([len(left.words) for row in rows if (left := _split(row, place)[0])] or [0])


def _one_column_after_another(rows: Sequence[Row], place: float) -> Iterator[Row]:
    start = min(row.left for row in rows)
    for _, page in groupby(rows, key=lambda row: row.page):
        halves = [_split(row, place) for row in page]
        yield from (left for left, _ in halves if left)
        for right in (right for _, right in halves if right):
            # moved over the left column, so that one measure fits the lines of both
            moved = [
                replace(word, left=word.left - place + start, right=word.right - place + start) for word in right.words
            ]
            yield part_of(right, moved)


def _entries(rows: Sequence[Row], place: float) -> Iterator[Entry]:
    columns = _label_columns(rows, place)
    for group in _groups(rows, place):
        labels: list[list[Row]] = [[] for _ in columns]
        said: list[Row] = []
        for row in group:
            left, right = _split(row, place)
            for part in fragments(left) if left else ():
                nearest = min(range(len(columns)), key=lambda index: abs(columns[index] - part.left))
                labels[nearest].append(part)
            if right:
                said.append(right)
        yield Entry(tuple(tuple(label) for label in labels), tuple(said))


def _label_columns(rows: Iterable[Row], place: float) -> list[float]:
    """Find where the columns before the text start: one, or several where the same white parts most lines."""
    lefts = [left for row in rows if (left := _split(row, place)[0])]
    starts = Counter(round(part.left / SAME_COLUMN) for left in lefts for part in fragments(left))
    columns = sorted(start * SAME_COLUMN for start, times in starts.items() if 3 * times >= len(lefts))
    apart = [
        start for before, start in zip([None, *columns], columns, strict=False) if before is None or start - before > 12
    ]
    return apart[:3] or [min((left.left for left in lefts), default=0.0)]


def _groups(rows: Sequence[Row], place: float) -> list[list[Row]]:
    """Part the lines of a table into its rows.

    Where white parts the rows, it tells (labels may stand in the middle of their row's height); where there is none,
    every line with a label opens a row.
    """
    groups: list[list[Row]] = []
    for opens, row in zip(_after_white(rows), rows, strict=True):
        if opens or not groups:
            groups.append([])
        groups[-1].append(row)
    labelled = sum(_side(row, place) in {"both", "left"} for row in rows)
    if len(groups) >= _MOSTLY * labelled:
        return groups
    groups = []
    for row in rows:
        if _side(row, place) == "both" or not groups:
            groups.append([])
        groups[-1].append(row)
    return groups


def _after_white(rows: Sequence[Row]) -> list[bool]:
    """Tell before which lines there is more white than between the lines of a cell, or a new page."""
    steps = [before.baseline - row.baseline if before.page == row.page else None for before, row in pairwise(rows)]
    size = median(row.size for row in rows)
    # below, a line stands beside its neighbour: a label in a cell of its own
    cells = [step for step in steps if step is not None and 0.9 * size <= step <= 1.8 * size]
    leading = min(cells, default=1.2 * size)
    return [True, *(step is None or step > _PADDED * leading for step in steps)]


def _with_centred_labels(rows: Sequence[Row]) -> list[Row]:
    """Put labels that stand at half height between two lines to their right on the upper one."""
    merged: list[Row] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        above = merged[-1] if merged else None
        if above is not None and following is not None and _stands_between(row, above, following):
            merged[-1] = part_of(above, (*row.words, *above.words))
        else:
            merged.append(row)
    return merged


def _stands_between(row: Row, above: Row, below: Row) -> bool:
    beside = row.right < min(above.left, below.left)
    near = above.page == row.page == below.page and above.baseline - below.baseline < 1.8 * row.size
    return beside and near
