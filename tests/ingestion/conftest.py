"""What tests of ingestion build: small Word files and workbooks."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence

import docx
import openpyxl
import pytest

Paragraph = str | tuple[str, bool]


def _word_bytes(paragraphs: Iterable[Paragraph], tables: Iterable[Sequence[Sequence[str]]] = ()) -> bytes:
    word = docx.Document()
    for paragraph in paragraphs:
        text, bold = paragraph if isinstance(paragraph, tuple) else (paragraph, None)
        word.add_paragraph().add_run(text).bold = bold
    for rows in tables:
        table = word.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    stream = io.BytesIO()
    word.save(stream)
    return stream.getvalue()


def _workbook_bytes(sheets: dict[str, Sequence[Sequence[object]]], merged: Iterable[str] = ()) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.worksheets[0])
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    for cells in merged:
        workbook.worksheets[0].merge_cells(cells)
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


@pytest.fixture(scope="session")
def word_bytes() -> Callable[..., bytes]:
    """Build a Word file: paragraphs (text, or text and bold), then tables."""
    return _word_bytes


@pytest.fixture(scope="session")
def workbook_bytes() -> Callable[..., bytes]:
    """Build a workbook: rows by sheet, cell ranges of the first sheet to merge."""
    return _workbook_bytes
