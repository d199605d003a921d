"""The body of a Word file: paragraphs, tables, what stands beside the talk (notes, comments, boxes, page edges)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.speaker_tables import MAX_COLUMNS, Cell, Row, table_content
from tasks.ingestion.formats.typed_text import NoteKind, Piece, lines_of, note_of
from tasks.ingestion.formats.word_inline import (
    NOT_SHOWN,
    InlineReader,
    is_placeholder,
    paragraph_style,
    shown_choice,
)
from tasks.ingestion.formats.word_package import WordPackage, attribute, child, word_name
from tasks.ingestion.formats.word_styles import WordStyles
from tasks.records import Aside, Line

_PAGE_EDGES: Mapping[str, NoteKind] = {"headerReference": "header", "footerReference": "footer"}
_EMBEDDED = frozenset({"altChunk", "subDoc"})
_MARK_TAKEN_OUT = ("del", "moveFrom")
_SEPARATORS = frozenset({"separator", "continuationSeparator", "continuationNotice"})
_MAX_SPAN = MAX_COLUMNS + 1


class WordText:
    """One pass over a document's body, counting its paragraphs; ``asides`` fills as lines are given."""

    def __init__(self, package: WordPackage, styles: WordStyles, *, boxes_are_lines: bool) -> None:
        self.asides: list[Aside] = []
        self._package = package
        self._styles = styles
        self._boxes_are_lines = boxes_are_lines
        self._inline = InlineReader(styles, self)
        self._paragraphs = 0
        self._beside_talk = 0
        self._in_boxes = 0
        self._section_start = 1
        self._boxes: list[Line] = []
        self._hidden: list[str] = []
        self._notes: dict[str, dict[str, etree._Element]] = {}
        self._edges_given: set[str] = set()

    def lines(self, container: etree._Element) -> list[Line]:
        """Give the lines of a body, a cell, a box or a note, in the order of the file."""
        found: list[Line] = []
        pending: list[Piece] = []
        for element in container:
            name = word_name(element)
            if name == "p":
                pending += self._paragraph_pieces(element)
                if not _joins_the_next(element):
                    found += self._paragraph_lines(element, pending)
                    pending = []
            elif name == "tbl":
                found += self._table_lines(element)
            elif name == "sectPr":
                self._take_page_edges(element)
            elif name in _EMBEDDED:
                raise TranscriptUnreadable("embedded_text")
            elif name == "mc:AlternateContent":
                choice = shown_choice(element)
                found += [] if choice is None else self.lines(choice)
            elif name == "sdt" and is_placeholder(element):
                self._set_aside("annotation", element)
            elif name not in NOT_SHOWN:
                found += self.lines(element)
        return found + list(lines_of(pending, self._number))

    @property
    def _number(self) -> int:
        return max(1, self._paragraphs)

    def _paragraph_pieces(self, paragraph: etree._Element) -> list[Piece]:
        if not self._beside_talk:
            self._paragraphs += 1
        pieces = self._inline.pieces(paragraph)
        hidden, self._hidden = "".join(self._hidden), []
        self.asides.extend(note_of("annotation", list(lines_of([Piece(hidden)], self._number)), self._number))
        return pieces

    def _paragraph_lines(self, paragraph: etree._Element, pieces: list[Piece]) -> Iterator[Line]:
        lines = list(lines_of(pieces, self._number))
        if paragraph_style(paragraph, self._styles) in self._styles.contents:
            self.asides.extend(note_of("heading", lines, self._number))
        else:
            yield from lines
        if not self._beside_talk:
            boxes, self._boxes = self._boxes, []
            yield from boxes
        section = child(paragraph, "pPr", "sectPr")
        if section is not None:
            self._take_page_edges(section)

    def take_box(self, box: etree._Element) -> None:
        """Take a text box: an aside, or lines after its paragraph where boxes hold the talk."""
        if self._boxes_are_lines and self._beside_talk == self._in_boxes:
            self._in_boxes += 1
            lines = self._lines_beside(box)
            self._in_boxes -= 1
            self._boxes += lines
        else:
            self._set_aside("text_box", box)

    def take_reference(self, part: str, identity: str) -> None:
        """Take the mark of a foot- or endnote or a comment: each is given once, where it is first marked."""
        if part not in self._notes:
            root = self._package.part(part)
            notes = () if root is None else root
            self._notes[part] = {
                attribute(note, "id") or "": note for note in notes if attribute(note, "type") not in _SEPARATORS
            }
        note = self._notes[part].pop(identity, None)
        if note is not None:
            self._set_aside("comment" if part == "comments" else "note", note)

    def take_annotation(self, text: str) -> None:
        """Take words that are not shown."""
        self._hidden.append(text)

    def _set_aside(self, kind: NoteKind, container: etree._Element) -> None:
        self.asides.extend(note_of(kind, self._lines_beside(container), self._number))

    def _lines_beside(self, container: etree._Element) -> list[Line]:
        """Give the lines of what stands beside the talk, numbered by the paragraph where it hangs."""
        inline, self._inline = self._inline, InlineReader(self._styles, self)
        hidden, self._hidden = self._hidden, []
        self._beside_talk += 1
        lines = self.lines(container)
        self._beside_talk -= 1
        self._inline, self._hidden = inline, hidden
        return lines

    def _take_page_edges(self, section: etree._Element) -> None:
        for reference in section:
            kind = _PAGE_EDGES.get(word_name(reference))
            named = "" if kind is None else self._package.referred(reference)
            part = None if named in self._edges_given else self._package.tree(named)
            self._edges_given.add(named)
            if kind is not None and part is not None:
                self.asides.extend(note_of(kind, self._lines_beside(part), self._section_start))
        self._section_start = self._paragraphs + 1

    def _table_lines(self, table: etree._Element) -> tuple[Line, ...]:
        content = table_content([self._row(row) for row in _descend(table, "tr") if not _is_taken_out(row)])
        self.asides.extend(content.asides)
        return content.lines

    def _row(self, row: etree._Element) -> Row:
        before = child(row, "trPr", "gridBefore")
        blank = [Cell(())] * (0 if before is None else _count(before))
        return Row((*blank, *map(self._cell, _descend(row, "tc"))))

    def _cell(self, cell: etree._Element) -> Cell:
        lines = tuple(self.lines(cell))
        properties = child(cell, "tcPr")
        merged = child(properties, "vMerge")
        continues = merged is not None and (attribute(merged, "val") or "continue") == "continue"
        if child(properties, "cellDel") is not None:
            lines = ()
        if continues and lines:
            # what a merged cell hides behind the one above
            self.asides.extend(note_of("annotation", lines, lines[0].number))
            lines = ()
        span = child(properties, "gridSpan")
        return Cell(lines, continues, 1 if span is None else max(1, _count(span)))


def _descend(element: etree._Element, wanted: str) -> Iterator[etree._Element]:
    """Give the rows of a table or the cells of a row, also those that a content control or a change wraps."""
    for part in element:
        name = word_name(part)
        if name == wanted:
            yield part
        elif name not in NOT_SHOWN and name not in ("p", "tbl", "mc:Fallback"):
            yield from _descend(part, wanted)


def _joins_the_next(paragraph: etree._Element) -> bool:
    """Say whether a change took out the mark that ends a paragraph, so that the next one goes on with it."""
    mark = child(paragraph, "pPr", "rPr")
    return any(child(mark, change) is not None for change in _MARK_TAKEN_OUT)


def _is_taken_out(row: etree._Element) -> bool:
    return child(row, "trPr", "del") is not None


def _count(element: etree._Element) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), _MAX_SPAN) if value.isascii() and value.isdigit() else 0
