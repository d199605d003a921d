"""One run of text of a Rich Text file (its body, a note, a header): paragraphs, and tables within tables."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tasks.ingestion.formats.speaker_tables import Cell, Row, table_content
from tasks.ingestion.formats.typed_text import Piece, lines_of, note_of
from tasks.records import Aside, Line

MAX_LEVEL = 32
"""Tables within tables."""
_SAME_EDGE = 150
"""Twips by which the edges of one column differ from row to row (a tenth of an inch)."""


@dataclass(frozen=True, slots=True)
class CellForm:
    """How a row's definition describes one cell."""

    right: int
    """Right edge in twips."""
    continues: bool = False
    """Merged with the cell above."""
    joins: bool = False
    """Merged with the cell before it."""


@dataclass(slots=True)
class _Level:
    """What is open at one level of tables; level 0 is the text around them."""

    lines: list[Line] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    rows: list[tuple[Row, tuple[CellForm, ...]]] = field(default_factory=list)


class Flow:
    """Gathers a run of text; ``number`` is its paragraph, counted from 1, or fixed for what hangs at one place."""

    def __init__(self, *, fixed_number: int | None = None) -> None:
        self.asides: list[Aside] = []
        self.boxes: list[Line] = []
        self._fixed_number = fixed_number
        self._paragraphs = 0
        self._pieces: list[Piece] = []
        self._hidden: list[str] = []
        self._levels = [_Level()]

    @property
    def number(self) -> int:
        """Number of the paragraph that is being gathered."""
        return self._paragraphs + 1 if self._fixed_number is None else self._fixed_number

    def add(self, text: str, *, bold: bool) -> None:
        """Add text to the paragraph; ``"\\n"`` alone is a break within it."""
        self._pieces.append(Piece(text, bold))

    def hide(self, text: str) -> None:
        """Add text that is not shown."""
        self._hidden.append(text)

    def end_paragraph(self, level: int) -> None:
        """End the paragraph; tables deeper than its level end with it."""
        if level == 0 and len(self._levels) > 1 and self._levels[1].cells:
            # some programs say only once that a row has begun
            level = 1
        opened = self._level(level)
        self._close_tables(level)
        number, self._paragraphs = self.number, self._paragraphs + 1
        opened.lines += lines_of(self._pieces, number)
        hidden = list(lines_of([Piece("".join(self._hidden))], number))
        self.asides.extend(note_of("annotation", hidden, number))
        opened.lines += self.boxes
        self._pieces, self._hidden, self.boxes = [], [], []

    def end_cell(self, level: int) -> None:
        """End a cell, and the paragraph in it."""
        self.end_paragraph(level)
        opened = self._level(level)
        opened.cells.append(Cell(tuple(opened.lines)))
        opened.lines = []

    def end_row(self, level: int, forms: Sequence[CellForm]) -> None:
        """End a row whose cells have ended."""
        opened = self._level(level)
        if opened.cells:
            opened.rows.append((_formed(opened.cells, forms), tuple(forms)))
            opened.cells = []

    def finish(self) -> list[Line]:
        """End what is open and give the lines."""
        if self._pieces or self._hidden or self.boxes:
            self.end_paragraph(0)
        self._close_tables(0)
        return self._levels[0].lines

    def _level(self, level: int) -> _Level:
        while len(self._levels) <= level:
            self._levels.append(_Level())
        return self._levels[level]

    def _close_tables(self, level: int) -> None:
        while len(self._levels) > level + 1:
            closed = self._levels.pop()
            if closed.lines:
                closed.cells.append(Cell(tuple(closed.lines)))
            if closed.cells:
                closed.rows.append((Row(tuple(closed.cells)), ()))
            if not closed.rows:
                continue
            content = table_content(_spanned(closed.rows))
            self._levels[-1].lines += content.lines
            self.asides.extend(content.asides)


def _formed(cells: Sequence[Cell], forms: Sequence[CellForm]) -> Row:
    """Put the merges of a row's definition to its cells."""
    formed: list[Cell] = []
    for place, cell in enumerate(cells):
        form = forms[place] if place < len(forms) else CellForm(0)
        if form.joins and formed:
            before = formed[-1]
            formed[-1] = replace(before, lines=before.lines + cell.lines, span=before.span + 1)
        else:
            formed.append(replace(cell, continues=form.continues and not cell.lines))
    return Row(tuple(formed))


def _spanned(rows: Sequence[tuple[Row, tuple[CellForm, ...]]]) -> list[Row]:
    """Tell which cells of a short row take several columns, by the edges of the widest row."""
    edges = max((forms for _, forms in rows), key=len, default=())
    grid = sorted({form.right for form in edges})
    return [_widened(row, forms, grid) if len(forms) < len(grid) else row for row, forms in rows]


def _widened(row: Row, forms: Sequence[CellForm], grid: Sequence[int]) -> Row:
    places = [bisect_left(grid, form.right - _SAME_EDGE) for form in forms]
    fits = all(
        place < len(grid) and grid[place] <= form.right + _SAME_EDGE for place, form in zip(places, forms, strict=True)
    )
    if not forms or not fits or len(forms) != len(row.cells) or sorted(set(places)) != places:
        return row
    before = [-1, *places]
    return Row(
        tuple(replace(cell, span=place - left) for cell, place, left in zip(row.cells, places, before, strict=False))
    )
