"""The body of an OpenDocument text: paragraphs, lists, sections, tables, what stands beside the talk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tasks.ingestion.formats.open_inline import COMMENT, NO_TEXT, InlineReader
from tasks.ingestion.formats.open_names import DRAW, STYLE, TABLE, TEXT
from tasks.ingestion.formats.open_styles import OpenStyles
from tasks.ingestion.formats.speaker_tables import MAX_COLUMNS, Cell, Row, table_content
from tasks.ingestion.formats.typed_text import NoteKind, Piece, lines_of, note_of
from tasks.records import Aside, Line

_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_ROW, _CELL, _COVERED = f"{TABLE}table-row", f"{TABLE}table-cell", f"{TABLE}covered-table-cell"
_ROW_HOLDERS = frozenset({f"{TABLE}table-header-rows", f"{TABLE}table-rows", f"{TABLE}table-row-group"})
_CONTENTS = frozenset(
    f"{TEXT}{name}"
    for name in ("table-of-content", "illustration-index", "table-index", "object-index", "user-index",
                 "alphabetical-index", "bibliography")
)  # fmt: skip
_PAGE_EDGES: Mapping[str, NoteKind] = {
    **{f"{STYLE}header{page}": "header" for page in ("", "-left", "-first")},
    **{f"{STYLE}footer{page}": "footer" for page in ("", "-left", "-first")},
}


class OpenText:
    """One pass over a text, counting its paragraphs; ``asides`` fills as lines are given."""

    def __init__(self, styles: OpenStyles, *, boxes_are_lines: bool) -> None:
        self.asides: list[Aside] = []
        self._styles = styles
        self._boxes_are_lines = boxes_are_lines
        self._paragraphs = 0
        self._beside_talk = 0
        self._in_boxes = 0
        self._boxes: list[Line] = []
        self._hidden: list[str] = []

    def lines(self, container: etree._Element) -> list[Line]:
        """Give the lines of a body, a section, a list, a cell or a box, in the order of the file."""
        found: list[Line] = []
        for element in container:
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag in _PARAGRAPHS:
                found += self._paragraph_lines(element)
            elif tag == f"{TABLE}table":
                found += self._table_lines(element)
            elif tag in _CONTENTS:
                self._set_aside("heading", element)
            elif tag == f"{TEXT}section" and element.get(f"{TEXT}display") == "none":
                self._set_aside("annotation", element)
            elif tag == COMMENT:
                self.take_comment(element)
            elif tag.startswith(DRAW) and tag != f"{DRAW}text-box":
                self.take_drawing(element)
                found += self._waiting_boxes()
            elif tag and tag not in NO_TEXT:
                found += self.lines(element)
        return found

    def page_edges(self, root: etree._Element) -> None:
        """Take the page headers and footers of a styles part, each wording once."""
        given: set[tuple[str, str]] = set()
        for element in root.iter(*_PAGE_EDGES):
            kind = _PAGE_EDGES[str(element.tag)]
            lines = [] if element.get(f"{STYLE}display") == "false" else self._lines_beside(element)
            wording = (kind, "\n".join(line.text for line in lines))
            if wording not in given:
                given.add(wording)
                self.asides.extend(note_of(kind, lines, 1))

    @property
    def _number(self) -> int:
        return max(1, self._paragraphs)

    def _paragraph_lines(self, paragraph: etree._Element) -> Iterator[Line]:
        if not self._beside_talk:
            self._paragraphs += 1
        pieces = InlineReader(self._styles, self).pieces(paragraph)
        hidden, self._hidden = "".join(self._hidden), []
        self.asides.extend(note_of("annotation", list(lines_of([Piece(hidden)], self._number)), self._number))
        yield from lines_of(pieces, self._number)
        if not self._beside_talk:
            yield from self._waiting_boxes()

    def _waiting_boxes(self) -> list[Line]:
        boxes, self._boxes = self._boxes, []
        return boxes

    def take_note(self, note: etree._Element) -> None:
        """Take a foot- or endnote."""
        self._set_aside("note", note)

    def take_comment(self, comment: etree._Element) -> None:
        """Take a comment: its paragraphs, and not who wrote it and when."""
        # dc:creator and dc:date bear no paragraph, and only paragraphs give lines
        self._set_aside("comment", comment)

    def take_drawing(self, drawing: etree._Element) -> None:
        """Take a frame or a shape: an aside, or lines after its paragraph where boxes hold the talk."""
        if self._boxes_are_lines and self._beside_talk == self._in_boxes:
            self._in_boxes += 1
            lines = self._lines_beside(drawing)
            self._in_boxes -= 1
            self._boxes += lines
        else:
            self._set_aside("text_box", drawing)

    def take_annotation(self, text: str) -> None:
        """Take words that are not shown."""
        self._hidden.append(text)

    def _set_aside(self, kind: NoteKind, container: etree._Element) -> None:
        self.asides.extend(note_of(kind, self._lines_beside(container), self._number))

    def _lines_beside(self, container: etree._Element) -> list[Line]:
        """Give the lines of what stands beside the talk, numbered by the paragraph where it hangs."""
        hidden, self._hidden = self._hidden, []
        self._beside_talk += 1
        lines = self.lines(container)
        self._beside_talk -= 1
        self._hidden = hidden
        return lines

    def _table_lines(self, table: etree._Element) -> tuple[Line, ...]:
        # a repeated row is read once: repeating is how the format writes blank rows
        content = table_content([self._row(row) for row in _rows(table)])
        self.asides.extend(content.asides)
        return content.lines

    def _row(self, row: etree._Element) -> Row:
        cells: list[Cell] = []
        spanned = 0
        for element in row:
            if element.tag == _CELL:
                span = min(_count(element, "number-columns-spanned"), MAX_COLUMNS + 1)
                cells.append(Cell(tuple(self.lines(element)), span=span))
                spanned = span - 1
                blank = min(_count(element, "number-columns-repeated"), MAX_COLUMNS + 1) - 1
                cells.extend([Cell(())] * blank)
            elif element.tag == _COVERED:
                self._set_aside("annotation", element)
                for _ in range(min(_count(element, "number-columns-repeated"), MAX_COLUMNS + 1)):
                    # those that a wide cell covers are counted in its span
                    if spanned > 0:
                        spanned -= 1
                    else:
                        cells.append(Cell((), continues=True))
        return Row(tuple(cells))


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == _ROW:
            yield element
        elif element.tag in _ROW_HOLDERS:
            yield from _rows(element)


def _count(element: etree._Element, name: str) -> int:
    value = element.get(f"{TABLE}{name}") or "1"
    return max(1, int(value[:9])) if value.isascii() and value.isdigit() else 1
