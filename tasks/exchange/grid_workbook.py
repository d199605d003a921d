"""The workbook of the grid: one sheet a side as grids are printed, then the same cells as tables for analysis."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from itertools import chain

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from tasks.exchange.grid_lists import ListSheet, list_sheets
from tasks.exchange.grid_sheets import GridTables, PrintedBlock, PrintedGrid, PrintedRow, judge_cells, lay_out_side
from tasks.exchange.workbook_files import cell_at, put, sheet_title, workbook_bytes

_RULE = Side(style="thin", color="FF9AA4AF")
_BOX = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_BOLD = Font(bold=True)
_TITLE = Font(bold=True, size=14)
_HEAD = PatternFill("solid", fgColor="FFE9EDF1")
_DIFFERING = PatternFill("solid", fgColor="FFFFE8B3")
_WORDS = Alignment(vertical="top", wrap_text=True)
_MIDDLE = Alignment(horizontal="center", vertical="center", wrap_text=True)
_OBSERVABLE_WIDTH, _INDICATOR_WIDTH, _UNIT_WIDTH = 30, 44, 12
"""Of columns, in characters."""
_LINE = 15
"""Height of a line of text, in points."""
_FIRST_UNIT = 3
"""Column of the first interview; observables and indicators stand before."""


def grid_workbook(tables: GridTables, roles: Mapping[str, str]) -> bytes | None:
    """The workbook's bytes; None for a study without a codebook. ``roles``: side → its group."""
    if tables.indicators.is_empty():
        return None
    judged = judge_cells(tables.grid_cells, tables.flat_reading)
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for side, role in sorted(roles.items()):
        grid = lay_out_side(tables, judged, side, role)
        if grid is not None:
            _add_printed(workbook, grid, tables)
    for listed in list_sheets(tables, judged):
        _add_list(workbook, listed)
    return workbook_bytes(workbook)


def _add_printed(workbook: Workbook, grid: PrintedGrid, tables: GridTables) -> None:
    sheet = workbook.create_sheet(sheet_title(workbook, grid.title))
    put(sheet, 1, 1, grid.title).font = _TITLE
    put(sheet, 2, 1, tables.word("grid_legend")).alignment = _WORDS
    sheet.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(grid.headings))
    sheet.row_dimensions[2].height = 2 * _LINE
    _write_bands(sheet, grid)
    row = 4
    for number, page in enumerate(grid.pages):
        if number:
            sheet.row_breaks.append(Break(id=row - 1))
        _write_headings(sheet, row, grid.headings)
        row += 1
        for block in page:
            row = _write_block(sheet, row, block)
    _shape(sheet, grid)


def _write_bands(sheet: Worksheet, grid: PrintedGrid) -> None:
    """The waves above their interviews."""
    column = _FIRST_UNIT
    for name, width in grid.bands:
        for place in range(column, column + width):
            _box(cell_at(sheet, 3, place), fill=_HEAD)
        put(sheet, 3, column, name)
        if width > 1:
            sheet.merge_cells(start_row=3, end_row=3, start_column=column, end_column=column + width - 1)
        column += width


def _write_headings(sheet: Worksheet, row: int, headings: tuple[str, ...]) -> None:
    for column, heading in enumerate(headings, start=1):
        _box(put(sheet, row, column, heading), fill=_HEAD)
    sheet.row_dimensions[row].height = _LINE * max(_lines(heading, _UNIT_WIDTH) for heading in headings[2:])


def _write_block(sheet: Worksheet, row: int, block: PrintedBlock) -> int:
    """Write an observable, merged over its rows; gives the row after it."""
    first = row
    put(sheet, first, 1, block.observable)
    least = -(-_lines(block.observable, _OBSERVABLE_WIDTH) // len(block.rows))
    for line in block.rows:
        _write_row(sheet, row, line)
        sheet.row_dimensions[row].height = _LINE * max(least, _lines(line.label, _INDICATOR_WIDTH))
        row += 1
    if len(block.rows) > 1:
        sheet.merge_cells(start_row=first, end_row=row - 1, start_column=1, end_column=1)
    return row


def _write_row(sheet: Worksheet, row: int, line: PrintedRow) -> None:
    for column in (1, 2):
        cell = cell_at(sheet, row, column)
        cell.border, cell.alignment = _BOX, _WORDS
    put(sheet, row, 2, line.label)
    for column, (sign, differ) in enumerate(zip(line.signs, line.differing, strict=True), start=_FIRST_UNIT):
        cell = put(sheet, row, column, sign)
        _box(cell, fill=_DIFFERING if differ else None)
    for column, total in enumerate((line.total, *line.ratios), start=_FIRST_UNIT + len(line.signs)):
        cell = put(sheet, row, column, total)
        _box(cell, bold=isinstance(total, int))
        if isinstance(total, str):
            cell.number_format = "@"  # 5/7 typed again stays no fifth of July


def _lines(text: str, width: int) -> int:
    """Lines that ``text`` takes in a column: programs make no room for what wraps in merged cells."""
    return len(textwrap.wrap(text, width - 2)) or 1


def _box(cell: Cell, *, fill: PatternFill | None = None, bold: bool = False) -> None:
    cell.border, cell.alignment = _BOX, _MIDDLE
    if fill is not None:
        cell.fill = fill
    if bold or fill is _HEAD:
        cell.font = _BOLD


def _shape(sheet: Worksheet, grid: PrintedGrid) -> None:
    """Widths, what stays in sight, and how it prints: on A4 across, as many pages as the grid has."""
    n_units = sum(width for _, width in grid.bands)
    n_ratios = len(grid.headings) - n_units - 3
    widths = [_OBSERVABLE_WIDTH, _INDICATOR_WIDTH, *[_UNIT_WIDTH] * n_units, 7, *[_UNIT_WIDTH] * n_ratios]
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = f"{get_column_letter(_FIRST_UNIT)}5"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _add_list(workbook: Workbook, listed: ListSheet) -> None:
    sheet = workbook.create_sheet(sheet_title(workbook, listed.title))
    for row, values in enumerate(chain([listed.headings], listed.rows), start=1):
        for column, value in enumerate(values, start=1):
            if value not in ("", None):
                put(sheet, row, column, value)
    for column, width in enumerate(_widths(listed), start=1):
        cell = cell_at(sheet, 1, column)
        cell.font, cell.fill, cell.alignment = _BOLD, _HEAD, _WORDS
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(listed.headings))}{len(listed.rows) + 1}"


def _widths(listed: ListSheet) -> Iterator[int]:
    for place in range(len(listed.headings)):
        yield listed.widths[min(place, len(listed.widths) - 1)]
