"""Several coders side by side: how often they say the same of a cell, and where they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboards import addresses
from dashboards.contexts.grid import Agreement
from dashboards.contexts.parts import Cell, Table
from dashboards.materials import Materials
from dashboards.sections.coded_cells import COUNTED, SideGrid, list_coders, numbered


@dataclass(frozen=True, slots=True)
class CodedTwice:
    """Cells that at least two coders coded; what nobody is asked is left out: the codebook says it, not the coders."""

    n_cells: int
    n_alike: int
    n_seen: int
    """Cells in which at least one coder sees a cross."""
    n_seen_by_all: int
    """Cells in which every coder who coded it does."""
    differing: Mapping[tuple[str, str], Sequence[tuple[str, str]]]
    """Indicator and interview → coder and state, where coders differ."""


def count_agreement(cells: pl.DataFrame) -> CodedTwice:
    """Compare the coders of the table ``grid_cells``."""
    seen = pl.col("state") == "present"
    twice = (
        cells.filter(pl.col("state") != "not_coded")
        .sort("coder")
        .group_by("indicator", "interview_id")
        .agg(
            n_coders=pl.len(),
            alike=pl.col("state").n_unique() == 1,
            seen=seen.any(),
            seen_by_all=seen.all(),
            nothing=(pl.col("state") == "not_asked").all(),
            coders=pl.col("coder"),
            states=pl.col("state"),
        )
        .filter((pl.col("n_coders") > 1) & ~pl.col("nothing"))
        .sort("indicator", "interview_id")
    )
    differing = twice.filter(~pl.col("alike")).select("indicator", "interview_id", "coders", "states")
    return CodedTwice(
        n_cells=twice.height,
        n_alike=int(twice["alike"].sum()),
        n_seen=int(twice["seen"].sum()),
        n_seen_by_all=int(twice["seen_by_all"].sum()),
        differing={
            (indicator, interview): tuple(zip(coders, states, strict=True))
            for indicator, interview, coders, states in differing.iter_rows()
        },
    )


def build_agreement(materials: Materials, grids: tuple[SideGrid, ...]) -> Agreement | None:
    """How coders are merged, how often they agree, where they differ; None while nobody has coded."""
    words, numbers = materials.words, materials.numbers
    cells = materials.published.read("grid_cells")
    coders = list_coders(cells)
    if not coders:
        return None
    if len(coders) == 1:
        return Agreement((words("agreement_single", coder=coders[0]),), None, "")
    found = count_agreement(cells)
    sentences = [words("agreement_rule", coders=", ".join(coders))]
    if found.n_cells:
        share = numbers.percent(found.n_alike / found.n_cells)
        facts = {"n": numbers.whole(found.n_cells), "alike": numbers.whole(found.n_alike), "share": share}
        sentences.append(words("agreement_cells", **facts))
    else:
        sentences.append(words("agreement_none"))
    if found.n_seen:
        share = numbers.percent(found.n_seen_by_all / found.n_seen)
        facts = {"n": numbers.whole(found.n_seen), "alike": numbers.whole(found.n_seen_by_all), "share": share}
        sentences.append(words("agreement_crosses", **facts))
    n = len(found.differing)
    table = _listed(materials, grids, found) if n else None
    return Agreement(tuple(sentences), table, words.count("agreement_fold", n, numbers.whole(n)) if n else "")


def _listed(materials: Materials, grids: tuple[SideGrid, ...], found: CodedTwice) -> Table:
    """Disagreements in the order of the grid: side, codebook, interview."""
    rows = [
        _row(materials, grid, indicator, interview, found.differing[indicator["indicator"], interview])
        for grid in grids
        for indicator in grid.indicators
        for interview in grid.interviews
        if (indicator["indicator"], interview) in found.differing
    ]
    heads = ("head_indicator", "head_interview", "head_said", "head_counted", "head_observable")
    return materials.table("caption_agreement", heads, rows)


def _row(
    materials: Materials,
    grid: SideGrid,
    indicator: Mapping[str, str],
    interview: str,
    said: Sequence[tuple[str, str]],
) -> tuple[str | Cell, ...]:
    words = materials.words
    cell = (indicator["indicator"], interview)
    counted = grid.states.get(cell) in COUNTED
    return (
        Cell(
            numbered(indicator["number"], indicator["label"]),
            addresses.of_indicator(*cell) if cell in grid.borne else "",
        ),
        Cell(materials.names.interview(interview), addresses.of_turn(interview)),
        " · ".join(words("coder_said", coder=coder, state=words.of("state", state)) for coder, state in said),
        words("counted_present" if counted else "counted_not"),
        numbered(indicator["observable_number"], indicator["observable_label"]),
    )
