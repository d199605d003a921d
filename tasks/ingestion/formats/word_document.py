"""Transcripts typed in Word (.docx): paragraphs, soft line breaks, bold questions, tables of speaker and text.

python-docx opens the file and resolves styles. Its ``Paragraph.text`` leaves out accepted-to-be insertions of tracked
changes and content controls, and would so lose words: paragraphs are therefore walked here. Text is read as Word shows
it with all changes accepted; foot- and endnotes, comments, page headers and footers are not part of the talk.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

import docx
from docx.document import Document as WordDocument
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.styles.style import CharacterStyle

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import DAMAGED, check_archive
from tasks.ingestion.formats.speaker_tables import Cell, Row, table_lines
from tasks.records import Document, Line

FORMAT = "docx"
MAIN_PART = "word/document.xml"

_PARAGRAPH, _TABLE, _TEXT_BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
_RUN, _TEXT = qn("w:r"), qn("w:t")
_BREAKS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_ALTERNATE_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SHOWN = frozenset({qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:sectPr"), _ALTERNATE_FALLBACK})
_FALSE = frozenset({"0", "false", "off"})


class XmlElement(Protocol):
    """The little that is asked of lxml's elements."""

    tag: str
    text: str | None

    def __iter__(self) -> Iterator[XmlElement]: ...
    def find(self, path: str) -> XmlElement | None: ...
    def findall(self, path: str) -> list[XmlElement]: ...
    def get(self, key: str) -> str | None: ...


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    bold: bool


def read(data: bytes) -> Document:
    """Read a Word document: a line for every paragraph, and for every part of it between soft line breaks.

    Lines are numbered by paragraph from 1, blank paragraphs and those of tables counted. A row of a table whose columns
    are speaker and text (with times or numbers, or not) becomes lines bearing that speaker and time.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``too_large``, ``unsafe_archive``, ``empty_file``.
    """
    check_archive(data)
    try:
        word = docx.Document(io.BytesIO(data))
        bold_styles = _bold_styles(word)
    except (*DAMAGED, PackageNotFoundError) as error:
        raise TranscriptUnreadable("damaged_archive") from error
    lines = tuple(_Walk(bold_styles).lines_of(word.element.body))
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return Document(format=FORMAT, encoding="", lines=lines)


def _bold_styles(word: WordDocument) -> dict[str, bool]:
    """Tell which styles make bold, inheritance resolved."""
    return {style.style_id: _style_is_bold(style) for style in word.styles if isinstance(style, CharacterStyle)}


def _style_is_bold(style: CharacterStyle) -> bool:
    seen: set[str] = set()
    ancestor: CharacterStyle | None = style
    while ancestor is not None and ancestor.style_id not in seen:
        seen.add(ancestor.style_id)
        if ancestor.font.bold is not None:
            return bool(ancestor.font.bold)
        base = ancestor.base_style
        ancestor = base if isinstance(base, CharacterStyle) else None
    return False


class _Walk:
    """One pass over a document's body, counting paragraphs."""

    def __init__(self, bold_styles: Mapping[str, bool]) -> None:
        self._bold_styles = bold_styles
        self._paragraphs = 0

    def lines_of(self, container: XmlElement) -> Iterator[Line]:
        """Give the lines of a body, a cell or a text box, in the order of the file."""
        for element in container:
            if element.tag == _PARAGRAPH:
                yield from self._paragraph_lines(element)
            elif element.tag == _TABLE:
                yield from table_lines([self._row(row) for row in _descend(element, qn("w:tr"))])
            elif element.tag not in _NOT_SHOWN:
                yield from self.lines_of(element)

    def _paragraph_lines(self, paragraph: XmlElement) -> Iterator[Line]:
        self._paragraphs += 1
        number = self._paragraphs
        style_bold = self._named_style_is_bold(paragraph, "w:pPr", "w:pStyle")
        boxes: list[XmlElement] = []
        pieces = list(self._pieces(paragraph, style_bold, boxes))
        for line in _split_at_breaks(pieces):
            text = "".join(piece.text for piece in line).strip()
            if text:
                yield Line(text=text, number=number, bold=all(p.bold for p in line if p.text.strip()))
        for box in boxes:
            yield from self.lines_of(box)

    def _pieces(self, element: XmlElement, bold: bool, boxes: list[XmlElement]) -> Iterator[_Piece]:
        for child in element:
            if child.tag == _TEXT:
                yield _Piece(child.text or "", bold)
            elif child.tag in _BREAKS:
                yield _Piece(_BREAKS[child.tag], bold)
            elif child.tag == _TEXT_BOX:
                boxes.append(child)
            elif child.tag == _RUN:
                yield from self._pieces(child, self._run_is_bold(child, bold), boxes)
            elif child.tag not in _NOT_SHOWN:
                yield from self._pieces(child, bold, boxes)

    def _run_is_bold(self, run: XmlElement, style_bold: bool) -> bool:
        own = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        if own is not None:
            return (own.get(qn("w:val")) or "true") not in _FALSE
        return style_bold or self._named_style_is_bold(run, "w:rPr", "w:rStyle")

    def _named_style_is_bold(self, element: XmlElement, properties: str, style: str) -> bool:
        named = element.find(f"{qn(properties)}/{qn(style)}")
        return named is not None and self._bold_styles.get(named.get(qn("w:val")) or "", False)

    def _row(self, row: XmlElement) -> Row:
        cells = [
            Cell(lines=tuple(self.lines_of(cell)), continues=_continues_above(cell))
            for cell in _descend(row, qn("w:tc"))
        ]
        return Row(tuple(cells))


def _descend(element: XmlElement, tag: str) -> Iterator[XmlElement]:
    """Give the rows of a table or the cells of a row, also those that a content control or a change wraps."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_SHOWN and child.tag != _PARAGRAPH:
            yield from _descend(child, tag)


def _continues_above(cell: XmlElement) -> bool:
    merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merged is not None and (merged.get(qn("w:val")) or "continue") == "continue"


def _split_at_breaks(pieces: list[_Piece]) -> Iterator[list[_Piece]]:
    line: list[_Piece] = []
    for piece in pieces:
        if piece.text == "\n":
            yield line
            line = []
        else:
            line.append(piece)
    yield line
