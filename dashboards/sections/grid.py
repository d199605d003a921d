"""The page of the grid: what it says, the grid of each side, its flat reading, how far coders agree."""

from __future__ import annotations

from collections.abc import Iterator

from dashboards.contexts.grid import Agreement, GridContext, SideTable
from dashboards.contexts.parts import Figure, Link
from dashboards.materials import Materials
from dashboards.sections.coded_cells import COUNTED, SideGrid, read_side_grids, wave_title
from dashboards.sections.coder_agreement import build_agreement, count_agreement, tell_alone, tell_contested
from dashboards.sections.flat_reading import build_flat_figure, build_remarks
from dashboards.sections.grid_table import build_side_table

FLAT, CODERS = "flat", "coders"
"""Ids of the parts under the grids."""


def build_grid(materials: Materials) -> GridContext:
    """The grid of each side that has one."""
    grids = read_side_grids(materials)
    if not grids:
        return GridContext(materials.words("empty_grid"), (), "", (), (), (), "", (), None)
    sides = tuple(build_side_table(materials, grid) for grid in grids)
    drawn = tuple(figure for grid in grids if (figure := build_flat_figure(materials, grid)))
    agreement = build_agreement(materials, grids)
    return GridContext(
        empty="",
        marks=tuple(_marks(materials, grids)),
        summary_title=_in_waves(materials, grids, "grid_summary", "grid_summary_of"),
        remarks=tuple(remark for grid in grids for remark in build_remarks(materials, grid)),
        jumps=tuple(_jumps(materials, sides, drawn, agreement)),
        sides=sides,
        flat_title=_in_waves(materials, grids, "section_flat", "section_flat_of"),
        figures=drawn,
        agreement=agreement,
    )


def _in_waves(materials: Materials, grids: tuple[SideGrid, ...], plain: str, of_wave: str) -> str:
    """A title that says which wave is read: the first that a side was coded in."""
    waves = [wave for wave in dict.fromkeys(grid.first_wave() for grid in grids) if wave]
    if len(materials.names.waves) < 2 or not waves:
        return materials.words(plain)
    return materials.words(of_wave, waves=", ".join(wave_title(materials, wave) for wave in waves))


def _marks(materials: Materials, grids: tuple[SideGrid, ...]) -> Iterator[str]:
    """How many crosses in all, and how many of them one coder alone puts."""
    whole, cells = materials.numbers.whole, materials.published.read("grid_cells")
    marks = sum(state in COUNTED for grid in grids for state in grid.states.values())
    interviews = {interview for grid in grids for interview in grid.interviews}
    rows = {row["indicator"] for grid in grids for row in grid.indicators}
    facts = {"interviews": whole(len(interviews)), "indicators": whole(len(rows))}
    yield materials.words.count("remark_marks", marks, whole(marks), **facts)
    yield from tell_contested(materials, grids)
    yield from tell_alone(materials, count_agreement(cells))


def _jumps(
    materials: Materials, sides: tuple[SideTable, ...], drawn: tuple[Figure, ...], agreement: Agreement | None
) -> Iterator[Link]:
    for side in sides:
        yield Link(side.title, f"#{side.anchor}")
    if drawn:
        yield Link(materials.words("section_flat"), f"#{FLAT}")
    if agreement:
        yield Link(materials.words("section_coders"), f"#{CODERS}")
