"""Transcripts printed as PDF with text.

PDFium gives characters and their places, no lines, paragraphs or tables; these are found by where things stand:
``pdf_pages`` (words), ``pdf_rows`` (printed lines), ``pdf_margins`` (headers, notes, numbers: asides), ``pdf_columns``
(tables), ``pdf_paragraphs`` (paragraphs). Comments, attached files and the values of forms are not read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.pdf_columns import Block, Entry, blocks_of
from tasks.ingestion.formats.pdf_margins import set_aside_margins
from tasks.ingestion.formats.pdf_pages import read_pages
from tasks.ingestion.formats.pdf_paragraphs import Setting, paragraphs, setting_of
from tasks.ingestion.formats.pdf_rows import Row
from tasks.ingestion.formats.speaker_tables import Cell, TableContent, table_content
from tasks.ingestion.formats.speaker_tables import Row as TableRow
from tasks.records import Document, Line

FORMAT = "pdf"


def read(data: bytes) -> Document:
    """Read a PDF: a line of the document for every paragraph, numbered by its first printed line.

    Printed lines are counted through the whole file, without headers, footers, notes and blank lines; the numbers of
    asides are those of pages. White of any width is one space.

    Raises:
        TranscriptUnreadable: ``empty_file``, ``too_large``, ``damaged_pdf``, ``encrypted_file``, ``scanned_pdf``,
            ``pdf_without_letters``.
    """
    bare = set_aside_margins(read_pages(data))
    printed = [row for rows in bare.rows for row in rows]
    numbered = [replace(row, number=number) for number, row in enumerate(printed, start=1)]
    blocks = blocks_of(numbered)
    setting = setting_of([row for block in blocks for row in block.rows])
    contents = [_content(block, setting) for block in blocks]
    lines = tuple(line for content in contents for line in content.lines)
    if not lines:
        raise TranscriptUnreadable("empty_file")
    pages = {row.number: row.page for row in numbered}
    in_tables = [replace(aside, number=pages[aside.number]) for content in contents for aside in content.asides]
    asides = sorted([*bare.asides, *in_tables], key=lambda aside: aside.number)
    return Document(format=FORMAT, encoding="", lines=lines, asides=tuple(asides))


def _content(block: Block, setting: Setting) -> TableContent:
    if not block.entries:
        return TableContent(tuple(paragraphs(block.rows, setting)))
    in_cells = setting_of([row for entry in block.entries for row in entry.said])
    return table_content([_table_row(entry, in_cells) for entry in block.entries])


def _table_row(entry: Entry, setting: Setting) -> TableRow:
    labels = [Cell(lines=_label(rows)) for rows in entry.labels]
    return TableRow((*labels, Cell(lines=tuple(paragraphs(entry.said, setting)))))


def _label(rows: Sequence[Row]) -> tuple[Line, ...]:
    if not rows:
        return ()
    text = " ".join(row.text for row in rows)
    return (Line(text=text, number=rows[0].number, bold=all(row.bold for row in rows)),)
