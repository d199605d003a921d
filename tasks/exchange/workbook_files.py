"""Workbooks whose bytes depend on what they hold alone, and whose texts no spreadsheet carries out."""

from __future__ import annotations

import datetime
import io
import re
import zipfile

from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.worksheet.worksheet import Worksheet

from tasks.exchange.french_csv import begins_like_formula

Value = str | int | float | None

_DAY = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FORBIDDEN_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE = 31
_LONGEST_TEXT = 32_767


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell by its place, from 1; one that is merged into another is none to write into."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"row {row}, column {column} is merged into another cell")
    return cell


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write ``value`` at a place and give the cell back; a text stays the text it is, whatever it begins with.

    One that a spreadsheet could take for a formula is stored as text and marked as typed with an apostrophe before
    it. Signs that a workbook cannot hold become spaces, what is longer than a cell may hold is cut with ``…``.
    """
    cell = cell_at(sheet, row, column)
    if not isinstance(value, str):
        cell.value = value
        return cell
    text = ILLEGAL_CHARACTERS_RE.sub(" ", value)
    if len(text) > _LONGEST_TEXT:
        text = text[: _LONGEST_TEXT - 1] + "…"
    cell.value = text or None
    if text:
        cell.data_type = "s"  # openpyxl takes "=..." for a formula and "#N/A" for an error
    if begins_like_formula(text):
        cell.quotePrefix = True
    return cell


def sheet_title(workbook: Workbook, wanted: str) -> str:
    """``wanted`` as a title that a workbook may give a sheet and that no other sheet of it bears."""
    title = " ".join(_FORBIDDEN_IN_TITLES.sub(" ", wanted).split())[:_LONGEST_TITLE] or "-"
    taken = {sheet.title.casefold() for sheet in workbook.worksheets}
    number = 1
    while title.casefold() in taken:
        number += 1
        title = f"{title[: _LONGEST_TITLE - 4]} {number}"
    return title


def workbook_bytes(workbook: Workbook) -> bytes:
    """The workbook as a file; no date of the moment, the same parts in the same order."""
    workbook.properties.creator = "Miroir"
    workbook.properties.created = _DAY
    saved = io.BytesIO()
    workbook.save(saved)
    packed = io.BytesIO()
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _MODIFIED.sub(rb"\g<1>" + _DAY.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), data)
            entry = zipfile.ZipInfo(name, _ZIP_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # the same on every system
            target.writestr(entry, data)
    return packed.getvalue()
