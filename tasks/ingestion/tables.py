"""Tables that laboratories keep: CSV as French Excel writes it, and XLSX."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, Protocol

import openpyxl
from openpyxl.utils import get_column_letter

from tasks.errors import Problem, StudyInvalid, TranscriptUnreadable
from tasks.ingestion.formats.archives import ARCHIVE_START, DAMAGED, check_archive
from tasks.ingestion.formats.encodings import decode_text

DELIMITERS = (";", ",", "\t")
"""In the order that settles ties."""
MAX_CELLS = 2_000_000
BOOLEANS = ("0", "1")
"""False and true of a workbook, as tables of marks write them."""

_REMEDIES = {
    "empty_file": "the file is empty",
    "too_large": "the file is too large for a table",
    "binary_file": "the file is no text",
    "encoding_unknown": "the encoding of the file is not recognised",
    "encoding_mixed": "the file holds parts in two encodings",
    "damaged_archive": "the workbook is damaged",
    "unsafe_archive": "the workbook declares XML entities",
}


class StreamedSheet(Protocol):
    """The little that is asked of openpyxl's streamed sheets."""

    title: str

    def reset_dimensions(self) -> None:
        """Forget the declared size."""

    def iter_rows(self, *, values_only: Literal[True]) -> Iterator[tuple[object, ...]]:
        """Give the values of each row."""


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row: its first line in the file (from 1) and its cells, blanks stripped."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV file (with an empty name)."""

    name: str
    rows: tuple[RawRow, ...]

    def place(self, row: RawRow, column: int) -> str:
        """Name a cell as its program does: ``Feuille1!C5``, or line and column of a CSV file."""
        if self.name:
            return f"{self.name}!{get_column_letter(column + 1)}{row.line}"
        return f"line {row.line}, column {column + 1}"


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table with one row of headings."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[RawRow, ...]
    """As many cells each as there are headings; rows without any word left out."""
    titles: tuple[int, ...] = ()
    """Lines above the headings that hold a title (a single cell with words), left out."""


def read_table(data: bytes, *, name: str) -> RawTable:
    """Read a table whose first row with words holds the headings (first sheet of a workbook).

    Above them, rows with a single filled cell are titles where the table below has more columns; they are left out, and
    so are blank columns at the right.

    Raises:
        StudyInvalid: the file cannot be read, or holds no heading.
    """
    rows = [row for row in read_sheets(data, name=name)[0].rows if any(row.cells)]
    if not rows:
        raise StudyInvalid([Problem(name, "the table holds no row", "give it a row of headings")])
    wide = next((place for place, row in enumerate(rows) if sum(map(bool, row.cells)) > 1), 0)
    headings = rows[wide].cells
    width = max(place for place, heading in enumerate(headings, start=1) if heading)
    body = tuple(RawRow(row.line, (*row.cells, *[""] * width)[:width]) for row in rows[wide + 1 :])
    filled = tuple(row for row in body if any(row.cells))
    return RawTable(name, headings[:width], filled, titles=tuple(row.line for row in rows[:wide]))


def read_sheets(data: bytes, *, name: str, booleans: tuple[str, str] = BOOLEANS) -> tuple[Sheet, ...]:
    """Read every sheet of a workbook, or a CSV file as one sheet.

    CSV: separator ``;``, comma or tab as the first line has most of, any encoding that transcripts may have, quoted
    cells may hold line ends. XLSX: formulas by the value last computed, whole numbers without decimals, dates in ISO
    form, false and true as ``booleans``.

    Raises:
        StudyInvalid: the file cannot be read.
    """
    try:
        return _workbook_sheets(data, name, booleans) if data.startswith(ARCHIVE_START) else (_csv_sheet(data, name),)
    except TranscriptUnreadable as error:
        raise StudyInvalid(
            [
                Problem(
                    name, _REMEDIES.get(error.code, "the file cannot be read"), "save it again as CSV (UTF-8) or XLSX"
                )
            ]
        ) from error


def _csv_sheet(data: bytes, name: str) -> Sheet:
    text = decode_text(data).text
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=find_delimiter(text), strict=True)
    rows: list[RawRow] = []
    line = 1
    try:
        for cells in reader:
            rows.append(RawRow(line, tuple(cell.strip() for cell in cells)))
            line = reader.line_num + 1
    except csv.Error as error:
        what = "a row is not well formed (a quotation mark that is not closed?)"
        raise StudyInvalid([Problem(name, what, line=line)]) from error
    return Sheet("", tuple(rows))


def find_delimiter(text: str) -> str:
    """Take the separator that cuts the first line with one most, quoted text apart: a title above may have none."""
    lines = ("".join(line.split('"')[::2]) for line in text.splitlines())
    opening = next((line for line in lines if any(delimiter in line for delimiter in DELIMITERS)), "")
    return max(DELIMITERS, key=opening.count)


def _workbook_sheets(data: bytes, name: str, booleans: tuple[str, str]) -> tuple[Sheet, ...]:
    """Read in openpyxl's streaming mode, which neither builds empty cells nor walks merged ranges."""
    check_archive(data)
    try:
        workbook = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheets = tuple(Sheet(sheet.title, _sheet_rows(sheet, name, booleans)) for sheet in workbook.worksheets)
        workbook.close()
    except DAMAGED as error:
        raise StudyInvalid(
            [Problem(name, "the file is no workbook that can be read", "save it again as XLSX")]
        ) from error
    if not sheets:
        raise StudyInvalid([Problem(name, "the workbook holds no sheet")])
    return sheets


def _sheet_rows(sheet: StreamedSheet, name: str, booleans: tuple[str, str]) -> tuple[RawRow, ...]:
    # what a sheet declares of its size is wrong where other programs than Excel wrote it
    sheet.reset_dimensions()
    rows: list[RawRow] = []
    cells = 0
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        cells += len(values)
        if cells > MAX_CELLS:
            raise StudyInvalid([Problem(name, "the workbook is too large for a table", "delete its empty rows")])
        if any(value is not None for value in values):
            rows.append(RawRow(line, tuple(_cell_text(value, booleans) for value in values)))
    return tuple(rows)


def _cell_text(value: object, booleans: tuple[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return booleans[value]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value).strip()
