"""Grids of observables that coders filled in a spreadsheet: every cell as written, and the totals that they printed.

Printed shape: headings ``Observables | Indicateurs | <one column per interview or participant> | T``, repeated on each
page; the observable stands in its first row only. Long shape: a row per mark, ``interview | indicateur | état | extrait
| codeur``. A workbook may hold both: the printed grid, and a sheet of quotes in the long shape. What a cell's text
says of its state, and which row of the codebook is meant, is not decided here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tasks.errors import Problem, StudyInvalid
from tasks.ingestion.folding import fold
from tasks.ingestion.tables import RawRow, Sheet, read_sheets
from tasks.records import Finding

_OBSERVABLES = frozenset({"observable", "observables"})
_INDICATORS = frozenset({"indicateur", "indicateurs", "indicator", "indicators"})
_TOTALS = frozenset({"t", "total", "totaux", "totals", "somme"})
_LONG_COLUMNS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "unit": frozenset({"interview", "interviews", "entretien", "entretiens", "participant", "participante"}),
        "indicator": _INDICATORS,
        "observable": _OBSERVABLES,
        "state": frozenset({"etat", "state", "marque", "mark"}),
        "quote": frozenset({"extrait", "extraits", "quote", "verbatim", "citation"}),
        "coder": frozenset({"codeur", "codeuse", "coder"}),
    }
)


@dataclass(frozen=True, slots=True)
class GridMark:
    """One cell of a grid, as written."""

    unit: str
    """Heading of the column: an interview or a participant."""
    observable: str
    """Empty in the long shape, unless a column names it."""
    indicator: str
    """A label, with its printed number or not, or a full key."""
    state: str
    """Text of the cell, or empty."""
    quote: str = ""
    coder: str = ""
    place: str = ""
    """``Feuille1!C5``, or line and column of a CSV file."""


@dataclass(frozen=True, slots=True)
class PrintedTotal:
    """A total that stands beside a row, to be compared with what the row's marks come to."""

    observable: str
    indicator: str
    total: int
    place: str


@dataclass(frozen=True, slots=True)
class GridSheet:
    """A grid file, read."""

    units: tuple[str, ...]
    """Headings of interviews or participants, in order of first appearance."""
    marks: tuple[GridMark, ...]
    """Every cell of the printed shape, blank ones too, and every row of the long shape."""
    totals: tuple[PrintedTotal, ...]
    findings: tuple[Finding, ...]
    """``mark_without_unit``, ``mark_without_indicator``: filled cells that belong nowhere, each with its ``place``."""


@dataclass(frozen=True, slots=True)
class _Header:
    observable: int | None
    indicator: int
    total: int | None
    units: Mapping[int, str]


@dataclass(slots=True)
class _Reading:
    """What has been read so far."""

    marks: list[GridMark] = field(default_factory=list)
    totals: list[PrintedTotal] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    recognised: bool = False

    def find(self, code: str, place: str) -> None:
        """Note a cell to look over."""
        self.findings.append(Finding(code, details={"place": place}))


def read_grid(data: bytes, *, name: str) -> GridSheet:
    """Read a grid file (XLSX or CSV) of the printed shape, the long shape or both.

    Rows of totals at the foot of a column are left out. Without a column of observables the indicators come first.

    Raises:
        StudyInvalid: the file cannot be read, or no sheet of it has either shape.
    """
    reading = _Reading()
    for sheet in read_sheets(data, name=name):
        long_start = next((place for place, row in enumerate(sheet.rows) if _long_header(row)), None)
        if long_start is None:
            _read_printed(sheet, reading)
        else:
            _read_long(sheet, long_start, reading)
    if not reading.recognised:
        what = "no sheet has the headings Observables and Indicateurs, nor interview, indicateur and état"
        raise StudyInvalid([Problem(name, what, "give the grid one of the two rows of headings")])
    units = tuple(dict.fromkeys(mark.unit for mark in reading.marks))
    return GridSheet(units, tuple(reading.marks), tuple(reading.totals), tuple(reading.findings))


def _printed_header(row: RawRow) -> _Header | None:
    folded = [fold(cell) for cell in row.cells]
    indicator = next((place for place, cell in enumerate(folded) if cell in _INDICATORS), None)
    observable = next((place for place, cell in enumerate(folded) if cell in _OBSERVABLES), None)
    if indicator is None or (observable is None and indicator > 0):
        return None
    total = next((place for place, cell in enumerate(folded) if place > indicator and cell in _TOTALS), None)
    end = len(folded) if total is None else total
    units = {place: row.cells[place] for place in range(indicator + 1, end) if row.cells[place]}
    return _Header(observable, indicator, total, units) if units else None


def _read_printed(sheet: Sheet, reading: _Reading) -> None:
    header: _Header | None = None
    observable = ""
    for row in sheet.rows:
        repeated = _printed_header(row)
        if repeated is not None:
            header = repeated
            reading.recognised = True
        elif header is not None:
            # the cell is merged over its rows, also over a page's end: blank says as above
            observable = _cell(row, header.observable) or observable
            _read_printed_row(sheet, row, header, observable, reading)


def _read_printed_row(sheet: Sheet, row: RawRow, header: _Header, observable: str, reading: _Reading) -> None:
    indicator = _cell(row, header.indicator)
    if {fold(indicator), fold(_cell(row, header.observable))} & _TOTALS:
        return
    end = len(row.cells) if header.total is None else header.total
    for column in range(header.indicator + 1, end):
        mark, place = _cell(row, column), sheet.place(row, column)
        if indicator and column in header.units:
            reading.marks.append(GridMark(header.units[column], observable, indicator, mark, place=place))
        elif mark:
            reading.find("mark_without_unit" if indicator else "mark_without_indicator", place)
    total = _cell(row, header.total)
    if indicator and header.total is not None and total.isdecimal():
        reading.totals.append(PrintedTotal(observable, indicator, int(total), sheet.place(row, header.total)))


def _long_header(row: RawRow) -> dict[str, int]:
    """Find the columns of the long shape; empty where the row is no such heading."""
    folded = [fold(cell) for cell in row.cells]
    places = {
        key: next((p for p, cell in enumerate(folded) if cell in names), -1) for key, names in _LONG_COLUMNS.items()
    }
    found = {key: place for key, place in places.items() if place >= 0}
    return found if {"unit", "indicator"} <= set(found) and {"state", "quote"} & set(found) else {}


def _read_long(sheet: Sheet, start: int, reading: _Reading) -> None:
    columns = _long_header(sheet.rows[start])
    reading.recognised = True
    for row in sheet.rows[start + 1 :]:
        cells = {key: _cell(row, columns.get(key)) for key in _LONG_COLUMNS}
        place = sheet.place(row, columns.get("state", columns["indicator"]))
        if not any(cells.values()) or _long_header(row):
            continue
        if cells["unit"] and cells["indicator"]:
            reading.marks.append(GridMark(**cells, place=place))
        else:
            reading.find("mark_without_indicator" if cells["unit"] else "mark_without_unit", place)


def _cell(row: RawRow, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""
