"""What stands on a PDF's pages beside the talk: headers, footers, numbers of pages and lines, notes, turned words.

A header is believed when it comes back: at one height and alike but for its digits, on most pages or on most odd or
even ones, set off from the text, and not opened by a speaker who speaks elsewhere. A single page has no header; of it
only what is plainly a page number or a column of line numbers is taken.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from tasks.ingestion.folding import fold
from tasks.ingestion.formats.pdf_pages import Page
from tasks.ingestion.formats.pdf_rows import Row, most_common_size, part_of, rows_of, usual_leading
from tasks.ingestion.markers import find_markers
from tasks.records import Aside

EDGE_ROWS = 4
"""Printed lines of a header or footer at most."""
EDGE_SHARE = 0.2
"""Part of the page's height, at the top and at the bottom, where headers and footers stand."""
MOST_PAGES = 0.6
SAME_PLACE = 4.0
"""Points by which the heights of one header may differ."""
MOST_STEPS = 0.8
"""Share of line numbers in even steps, and of lines that start further in than they, at least."""
SET_OFF = 1.15
"""White between header and text, in usual distances of lines, from which on it is set off."""
NOTE_SIZE = 0.92
"""Size of notes against the text's, at most."""

Edge = Literal["header", "footer"]
_EDGES: tuple[Edge, ...] = ("header", "footer")
_PAGE_NUMBER = re.compile(
    r"[\s\-–—|.()\[\]]*(?:page|pages|p\.?|pg\.?)?\s*(?P<page>\d{1,4})\s*(?:(?:/|sur|of|de|-)\s*\d{1,4})?[\s\-–—|.()\[\]]*",
    re.IGNORECASE,
)
_STEPS = frozenset({1, 2, 5, 10})
"""Every line is numbered, or every second, fifth or tenth."""
_DIGITS = re.compile(r"\d+")
_NOTE_START = re.compile(r"\(?(?P<mark>\d{1,3}|\*{1,3}|†|‡)[).]?(?=\s|\w|«)")


@dataclass(frozen=True, slots=True)
class BarePages:
    """The talk's printed lines, page by page, and what was taken from around them."""

    rows: tuple[tuple[Row, ...], ...]
    asides: tuple[Aside, ...]


def set_aside_margins(pages: Sequence[Page]) -> BarePages:
    """Part the talk from what stands around it."""
    asides: list[Aside] = [
        Aside("text_box", " ".join(word.text for word in page.turned), page.number) for page in pages if page.turned
    ]
    rows = [rows_of(page) for page in pages]
    rows = _without_line_numbers(rows, asides)
    rows = _without_headers(pages, rows, asides)
    rows = _without_notes(rows, asides)
    asides.sort(key=lambda aside: aside.number)
    return BarePages(tuple(tuple(page) for page in rows), tuple(asides))


# line numbers


def _without_line_numbers(pages: Sequence[Sequence[Row]], asides: list[Aside]) -> list[list[Row]]:
    """Take off a column of ascending numbers at the left or right of the lines."""
    for end in (0, -1):
        column = _number_column(pages, end)
        if not _counts_lines(column, pages, end):
            continue
        asides.extend(Aside("line_number", row.words[end].text, row.page) for row in column)
        numbered = {id(row) for row in column}
        rest = slice(1, None) if end == 0 else slice(None, -1)
        pages = [
            [
                part_of(row, row.words[rest]) if id(row) in numbered else row
                for row in rows
                if id(row) not in numbered or len(row.words) > 1
            ]
            for rows in pages
        ]
    return [list(rows) for rows in pages]


def _number_column(pages: Sequence[Sequence[Row]], end: int) -> list[Row]:
    """Give the lines that begin (or end) with a number set apart, in the column where most of these stand."""
    found = [row for rows in pages for row in rows if row.words[end].text.isdecimal() and _is_apart(row, end)]
    columns = [
        [row for row in found if abs(getattr(row.words[end], side) - place) <= SAME_PLACE]
        for side in ("left", "right")
        for place, _ in Counter(round(getattr(row.words[end], side)) for row in found).most_common(1)
    ]
    return max(columns, key=len, default=[])


def _is_apart(row: Row, end: int) -> bool:
    if len(row.words) == 1:
        return True
    number, beside = (row.words[0], row.words[1]) if end == 0 else (row.words[-1], row.words[-2])
    gap = beside.left - number.right if end == 0 else number.left - beside.right
    return gap > 0.5 * row.size


def _is_small(row: Row, end: int) -> bool:
    others = row.words[1:] if end == 0 else row.words[:-1]
    return row.words[end].size <= NOTE_SIZE * max((word.size for word in others), default=row.size)


def _counts_lines(column: Sequence[Row], pages: Sequence[Sequence[Row]], end: int) -> bool:
    """Say whether numbers count lines: in even steps, or, where one or two are, by their place; outside of the text."""
    if len(column) < 3:
        place_of = {id(row): place for rows in pages for place, row in enumerate(rows, start=1)}
        before = {place_of[id(row)] - int(row.words[end].text[:9]) for row in column}
        # lines before the first counted one are a header's
        in_place = len(before) == 1 and 0 <= min(before) <= EDGE_ROWS
        return in_place and all(len(row.words) > 1 and _is_small(row, end) for row in column)
    steps = Counter(
        int(row.words[end].text[:9]) - int(before.words[end].text[:9])
        for before, row in pairwise(column)
        if before.page == row.page
    )
    step, times = steps.most_common(1)[0] if steps else (0, 0)
    if step not in _STEPS or times < MOST_STEPS * sum(steps.values()):
        return False
    numbered = {id(row) for row in column}
    texts = [
        part
        for rows in pages
        for row in rows
        for part in ((row.words[1:] if end == 0 else row.words[:-1]) if id(row) in numbered else row.words,)
        if part
    ]
    edge = max(row.words[0].right for row in column) if end == 0 else min(row.words[-1].left for row in column)
    outside = sum(words[0].left > edge if end == 0 else words[-1].right < edge for words in texts)
    every = len(column) >= MOST_PAGES * sum(len(rows) for rows in pages)
    return outside >= MOST_STEPS * len(texts) and (every or step > 1)


# headers, footers, numbers of pages


def _without_headers(pages: Sequence[Page], rows: Sequence[list[Row]], asides: list[Aside]) -> list[list[Row]]:
    bare = [list(page) for page in rows]
    leading = usual_leading([row for page in rows for row in page])
    speaking = _speakers(bare)
    for _ in range(EDGE_ROWS):
        for kind in _EDGES:
            edge = [_edge_row(page, own, kind, leading) for page, own in zip(pages, bare, strict=True)]
            alone = {place for place, own in enumerate(bare) if len(own) == 1}
            for place in _page_numbers(edge) | _coming_back(edge, alone, speaking):
                taken = edge[place]
                if taken is None:
                    continue
                bare[place].pop(0 if kind == "header" else -1)
                is_number = _PAGE_NUMBER.fullmatch(taken.text) is not None
                asides.append(Aside("page_number" if is_number else kind, taken.text, taken.page))
    return bare


def _edge_row(page: Page, rows: Sequence[Row], kind: Edge, leading: float) -> Row | None:
    """Give the outermost line of a page, if it stands near the edge and apart from the text."""
    if not rows:
        return None
    height = page.top - page.bottom
    row, inner = (rows[0], rows[1:2]) if kind == "header" else (rows[-1], rows[-2:-1])
    near = (page.top - row.baseline if kind == "header" else row.baseline - page.bottom) < EDGE_SHARE * height
    white = abs(row.baseline - inner[0].baseline) if inner else height
    smaller = bool(inner) and row.size < NOTE_SIZE * inner[0].size
    return row if near and (smaller or white > SET_OFF * leading) else None


def _speakers(pages: Sequence[Sequence[Row]]) -> frozenset[str]:
    """Labels that open lines within pages: a line that one of them opens is said, wherever it stands."""
    inner = [row for rows in pages for row in rows[2:-2]]
    labels = Counter(marker.key for row in inner for marker in find_markers(row.text, ())[:1])
    return frozenset(label for label, times in labels.items() if times > 1)


def _page_numbers(edge: Sequence[Row | None]) -> set[int]:
    """Find the pages whose edge line is a number that goes up with the pages."""
    written = {}
    for place, row in enumerate(edge):
        if row is not None and (number := _PAGE_NUMBER.fullmatch(row.text)):
            written[place] = int(number["page"]) - place
    if not written:
        return set()
    offset, times = Counter(written.values()).most_common(1)[0]
    if len(edge) > 1 and times < max(2, MOST_PAGES * (len(edge) - 1)):
        return set()
    return {place for place, own in written.items() if own == offset}


def _coming_back(edge: Sequence[Row | None], alone: set[int], speaking: frozenset[str]) -> set[int]:
    """Find the pages whose edge line comes back on most pages, or on most of the odd or even ones.

    Pages on which it is all there is (``alone``) bear no witness: they may hold nothing but talk.
    """
    alike: dict[str, list[int]] = defaultdict(list)
    for place, row in enumerate(edge):
        if row is not None and not _is_said(row, speaking):
            alike[_DIGITS.sub("0", fold(row.text))].append(place)
    found: set[int] = set()
    for places in alike.values():
        there = _at_one_height(edge, places)
        for parity in ((0, 1), (0,), (1,)):
            asked = [place for place in range(len(edge)) if place % 2 in parity]
            own = [place for place in there if place % 2 in parity]
            if len(set(own) - alone) >= max(2, MOST_PAGES * len(set(asked) - alone)):
                found.update(own)
    return found | _beside(edge, found, speaking)


def _beside(edge: Sequence[Row | None], found: set[int], speaking: frozenset[str]) -> set[int]:
    """Find edge lines of other words where headers were found on other pages: they change from page to page."""
    known = [row for place in found if (row := edge[place]) is not None]
    return {
        place
        for place, row in enumerate(edge)
        if row is not None
        and not _is_said(row, speaking)
        and any(abs(row.baseline - other.baseline) <= 1 and abs(row.size - other.size) < 0.1 for other in known)
    }


def _is_said(row: Row, speaking: frozenset[str]) -> bool:
    return any(marker.key in speaking for marker in find_markers(row.text, ()))


def _at_one_height(edge: Sequence[Row | None], places: Sequence[int]) -> list[int]:
    heights = {place: row.baseline for place in places if (row := edge[place]) is not None}
    middle = sorted(heights.values())[len(heights) // 2]
    return [place for place, height in heights.items() if abs(height - middle) <= SAME_PLACE]


# notes


def _without_notes(pages: Sequence[list[Row]], asides: list[Aside]) -> list[list[Row]]:
    """Take the small print at the foot of pages, and its marks in the text."""
    size = most_common_size(row for rows in pages for row in rows)
    bare = []
    for rows in pages:
        start = len(rows)
        while start > 0 and rows[start - 1].size <= NOTE_SIZE * size:
            start -= 1
        opening = next((place for place in range(start, len(rows)) if _note_mark(rows[place])), None)
        if opening is None or start == 0:
            bare.append(list(rows))
            continue
        marks = {_note_mark(row) for row in rows[opening:]} - {""}
        asides.extend(Aside("note", text, rows[opening].page) for text in _note_texts(rows[opening:]))
        bare.append([kept for row in rows[:opening] if (kept := _without_marks(row, marks)) is not None])
    return bare


def _note_mark(row: Row) -> str:
    found = _NOTE_START.match(row.text)
    return found["mark"] if found else ""


def _note_texts(rows: Sequence[Row]) -> Iterator[str]:
    text = ""
    for row in rows:
        if text and _note_mark(row):
            yield text
            text = row.text
        else:
            text = f"{text} {row.text}".strip()
    if text:
        yield text


def _without_marks(row: Row, marks: Iterable[str]) -> Row | None:
    raised = [
        word.text.strip("()[]") in marks
        and word.size <= NOTE_SIZE * row.size
        and word.baseline > row.baseline + 0.1 * row.size
        for word in row.words
    ]
    kept = [word for word, is_mark in zip(row.words, raised, strict=True) if not is_mark]
    return part_of(row, kept) if kept else None
