"""Cells that stay texts, titles that a workbook takes, bytes that depend on what is written alone."""

from __future__ import annotations

import io
import time
import zipfile

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from tasks.exchange.workbook_files import put, sheet_title, workbook_bytes


def _sheet() -> tuple[Workbook, Worksheet]:
    workbook = Workbook()
    return workbook, workbook.worksheets[0]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "=", "'=1", "#N/A"])
def test_workbook_cells_keep_their_text_and_are_no_formula(text: str) -> None:
    workbook, sheet = _sheet()
    put(sheet, 1, 1, text)
    loaded = openpyxl.load_workbook(io.BytesIO(workbook_bytes(workbook))).worksheets[0]["A1"]
    assert (loaded.value, loaded.data_type) == (text, "s")
    assert bool(loaded.quotePrefix) == (text != "#N/A")


def test_workbook_numbers_stay_numbers_and_blanks_blank() -> None:
    workbook, sheet = _sheet()
    for column, value in enumerate((-3, 0.5, "", None), start=1):
        put(sheet, 1, column, value)
    loaded = openpyxl.load_workbook(io.BytesIO(workbook_bytes(workbook))).worksheets[0]
    assert [cell.value for cell in loaded[1]] == [-3, 0.5]


def test_workbook_texts_that_a_cell_cannot_hold_are_made_to_fit() -> None:
    _, sheet = _sheet()
    assert put(sheet, 1, 1, "a\x0bb\x00c").value == "a b c"
    long = put(sheet, 2, 1, "x" * 40_000).value
    assert isinstance(long, str)
    assert (len(long), long[-2:]) == (32_767, "x…")


def test_workbook_merged_cells_are_not_written_into() -> None:
    _, sheet = _sheet()
    sheet.merge_cells("A1:B1")
    with pytest.raises(TypeError):
        put(sheet, 1, 2, "lost")


def test_workbook_titles_are_short_plain_and_unlike() -> None:
    workbook = Workbook()
    workbook.worksheets[0].title = "Grille"
    assert sheet_title(workbook, "A : ['x'] /?*") == "A x"
    assert sheet_title(workbook, "grille") == "grille 2"
    assert sheet_title(workbook, "") == "-"
    assert len(sheet_title(workbook, "z" * 50)) == 31


def test_workbook_bytes_tell_no_moment(monkeypatch: pytest.MonkeyPatch) -> None:
    def build() -> bytes:
        workbook, sheet = _sheet()
        put(sheet, 1, 1, "a")
        return workbook_bytes(workbook)

    first = build()
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert build() == first
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = packed.read("docProps/core.xml")
    assert core.count(b"2000-01-01T00:00:00Z") == 2
