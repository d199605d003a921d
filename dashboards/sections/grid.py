"""The page of the grid: what it says, the grid of each side, its flat reading, how far coders agree."""

from __future__ import annotations

from collections.abc import Iterator

from dashboards.contexts.grid import Agreement, GridContext, Remark, SideTable
from dashboards.contexts.parts import Figure, Link
from dashboards.materials import Materials
from dashboards.sections.coded_cells import COUNTED, SideGrid, read_side_grids
from dashboards.sections.coder_agreement import build_agreement
from dashboards.sections.flat_reading import build_flat_figure, build_remarks
from dashboards.sections.grid_table import build_side_table

FLAT, CODERS = "flat", "coders"
"""Ids of the parts under the grids."""


def build_grid(materials: Materials) -> GridContext:
    """The grid of each side that has one."""
    grids = read_side_grids(materials)
    if not grids:
        return GridContext(materials.words("empty_grid"), (), (), (), (), None)
    sides = tuple(build_side_table(materials, grid) for grid in grids)
    drawn = tuple(figure for grid in grids if (figure := build_flat_figure(materials, grid)))
    agreement = build_agreement(materials, grids)
    return GridContext(
        empty="",
        remarks=tuple(_remarks(materials, grids)),
        jumps=tuple(_jumps(materials, sides, drawn, agreement)),
        sides=sides,
        figures=drawn,
        agreement=agreement,
    )


def _remarks(materials: Materials, grids: tuple[SideGrid, ...]) -> Iterator[Remark]:
    whole = materials.numbers.whole
    marks = sum(state in COUNTED for grid in grids for state in grid.states.values())
    interviews = {interview for grid in grids for interview in grid.interviews}
    rows = {row["indicator"] for grid in grids for row in grid.indicators}
    facts = {"interviews": whole(len(interviews)), "indicators": whole(len(rows))}
    yield Remark(materials.words.count("remark_marks", marks, whole(marks), **facts), (), "")
    for grid in grids:
        yield from build_remarks(materials, grid)


def _jumps(
    materials: Materials, sides: tuple[SideTable, ...], drawn: tuple[Figure, ...], agreement: Agreement | None
) -> Iterator[Link]:
    for side in sides:
        yield Link(side.title, f"#{side.anchor}")
    if drawn:
        yield Link(materials.words("section_flat"), f"#{FLAT}")
    if agreement:
        yield Link(materials.words("section_coders"), f"#{CODERS}")
