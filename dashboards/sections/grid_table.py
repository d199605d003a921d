"""The grid of a side as an annex prints it: indicators by interview, a cross where present, totals behind each wave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from math import ceil

import polars as pl

from dashboards import addresses
from dashboards.charts.grid_map import draw_grid_map
from dashboards.contexts.grid import GridBlock, GridRow, GridWave, SideTable
from dashboards.contexts.parts import Cell
from dashboards.materials import Materials
from dashboards.sections.coded_cells import COUNTED, SideGrid, numbered, wave_title
from dashboards.study_names import ALL_WAVES

SIGNS = {"present": "✕", "not_asked": "–", "not_coded": "?", "disputed_counted": "✕≠", "disputed": "≠"}
"""What a cell shows; absent is blank."""
KINDS = {"present": "on", "not_asked": "na", "not_coded": "nc", "disputed_counted": "on odd", "disputed": "odd"}
"""Classes of the style sheet, short: a grid has thousands of cells."""
STEPS = 5
"""Shades of the totals."""


@dataclass(frozen=True, slots=True)
class GridColumn:
    """A column: an interview, or the total of a wave."""

    wave: str
    """Wave, or ``all``."""
    interview: str
    """Empty where it is a total."""


def build_side_table(materials: Materials, grid: SideGrid) -> SideTable:
    """The grid of one side; its drawing is kept for the export, the page shows the table."""
    columns = tuple(_columns(materials, grid))
    anchor = f"grid-{grid.side.lower()}"
    title = materials.words("title_grid", side=materials.names.side(grid.side), letter=grid.side)
    materials.ledger.charts[anchor] = (title, draw_grid_map(*_map_frames(materials, grid, columns), side=grid.side))
    materials.ledger.legends[anchor] = _legend(materials)
    return SideTable(
        anchor=anchor,
        letter=grid.side.lower(),
        title=title,
        waves=_waves(materials, columns, anchor) if len(materials.names.waves) > 1 else (),
        heads=tuple(_head(materials, column) for column in columns),
        blocks=tuple(
            GridBlock(
                numbered(*observable),
                tuple(_row(materials, grid, columns, indicator) for indicator in indicators),
            )
            for observable, indicators in groupby(
                grid.indicators, key=lambda row: (row["observable_number"], row["observable_label"])
            )
        ),
        sums=tuple(materials.numbers.whole(n) for n in _sums(grid, columns)),
    )


def _legend(materials: Materials) -> tuple[tuple[str, str], ...]:
    """Signs of the drawing; a blank cell needs none."""
    signs = ("present", "not_asked", "not_coded", "disputed")
    return tuple(("", f"{SIGNS[state]} {materials.words(f'legend_{state}')}") for state in signs)


def _columns(materials: Materials, grid: SideGrid) -> Iterator[GridColumn]:
    """Interviews wave by wave, each wave with its total behind; all waves together at the end."""
    for wave in (*materials.names.waves, ALL_WAVES):
        for interview in grid.interviews:
            if materials.names.interviews[interview][1] == wave:
                yield GridColumn(wave, interview)
        if wave in grid.waves:
            yield GridColumn(wave, "")


def _waves(materials: Materials, columns: tuple[GridColumn, ...], anchor: str) -> tuple[GridWave, ...]:
    return tuple(
        GridWave(
            place=f"{anchor}-{addresses.indicator_anchor(wave)}",
            heading=wave_title(materials, wave),
            span=len(tuple(group)),
        )
        for wave, group in groupby(columns, key=lambda column: column.wave)
    )


def _head(materials: Materials, column: GridColumn) -> Cell:
    if not column.interview:
        return Cell(materials.words("total"), kind="sum", label=_total_title(materials, column.wave))
    participant, _ = materials.names.interviews[column.interview]
    return Cell(materials.names.participant(participant), addresses.of_turn(column.interview))


def _total_title(materials: Materials, wave: str) -> str:
    several = len(materials.names.waves) > 1
    return (
        materials.words("total_of_wave", wave=wave_title(materials, wave)) if several else materials.words("total_of")
    )


def _row(
    materials: Materials, grid: SideGrid, columns: tuple[GridColumn, ...], indicator: Mapping[str, str]
) -> GridRow:
    key = indicator["indicator"]
    return GridRow(
        number=indicator["number"],
        indicator=indicator["label"],
        words=addresses.of_indicator(key),
        marks=tuple(
            _mark(materials, grid, indicator, column.interview)
            if column.interview
            else _total(materials, *grid.total(key, column.wave))
            for column in columns
        ),
    )


def _mark(materials: Materials, grid: SideGrid, indicator: Mapping[str, str], interview: str) -> Cell:
    cell = (indicator["indicator"], interview)
    state = grid.states.get(cell, "not_coded")
    if state == "absent":
        return Cell("")
    if cell not in grid.borne:
        return Cell(SIGNS[state], kind=KINDS[state], label=materials.words.of("state", state))
    return Cell(
        SIGNS[state], addresses.of_indicator(*cell), KINDS[state], _said(materials, indicator, interview, state)
    )


def _said(materials: Materials, indicator: Mapping[str, str], interview: str, state: str) -> str:
    return materials.words(
        "mark_cell",
        who=materials.names.interview(interview),
        label=indicator["label"],
        state=materials.words.of("state", state),
    )


def _total(materials: Materials, present: int, asked: int) -> Cell:
    shade = ceil(STEPS * present / asked) if asked else 0
    return Cell(materials.numbers.ratio(present, asked), kind=f"sum h{shade}" if shade else "sum")


def _sums(grid: SideGrid, columns: tuple[GridColumn, ...]) -> Iterator[int]:
    keys = [indicator["indicator"] for indicator in grid.indicators]
    for column in columns:
        if column.interview:
            yield sum(grid.states.get((key, column.interview)) in COUNTED for key in keys)
        else:
            yield sum(grid.total(key, column.wave)[0] for key in keys)


def _map_frames(
    materials: Materials, grid: SideGrid, columns: tuple[GridColumn, ...]
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Rows, columns, cells and totals of the drawing (``draw_grid_map``)."""
    several = len(materials.names.waves) > 1
    names = {column: column.interview or f"total {column.wave}" for column in columns}
    rows = [
        {
            "indicator": row["indicator"],
            "label": numbered(row["number"], row["label"]),
            "heading": numbered(row["observable_number"], row["observable_label"]),
        }
        for row in grid.indicators
    ]
    across = [
        {
            "column": name,
            "text": _head(materials, column).text,
            "total": not column.interview,
            "group": wave_title(materials, column.wave) if several else "",
        }
        for column, name in names.items()
    ]
    cells: list[dict[str, str]] = []
    totals: list[dict[str, str]] = []
    for row in grid.indicators:
        for column, name in names.items():
            spot = {"indicator": row["indicator"], "column": name}
            if not column.interview:
                totals.append(spot | {"shown": materials.numbers.ratio(*grid.total(row["indicator"], column.wave))})
                continue
            state = grid.states.get((row["indicator"], column.interview), "not_coded")
            if state != "absent":
                said = _said(materials, row, column.interview, state)
                cells.append(spot | {"state": state, "description": said})
    texts = dict.fromkeys(("indicator", "column", "state", "description"), pl.String)
    shown = dict.fromkeys(("indicator", "column", "shown"), pl.String)
    return pl.DataFrame(rows), pl.DataFrame(across), pl.DataFrame(cells, texts), pl.DataFrame(totals, shown)
