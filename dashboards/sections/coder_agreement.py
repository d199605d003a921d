"""Several coders side by side: how often they say the same of a cell, and where they do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    alone: Mapping[str, int]
    """Coder → cells in which nobody else who coded them puts a cross; coders who never do so are there with 0."""
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
    unlike = twice.filter(~pl.col("alike")).select("indicator", "interview_id", "coders", "states")
    differing = {
        (indicator, interview): tuple(zip(coders, states, strict=True))
        for indicator, interview, coders, states in unlike.iter_rows()
    }
    return CodedTwice(
        n_cells=twice.height,
        n_alike=int(twice["alike"].sum()),
        n_seen=int(twice["seen"].sum()),
        n_seen_by_all=int(twice["seen_by_all"].sum()),
        alone=count_alone(list_coders(cells), differing.values()),
        differing=differing,
    )


def count_alone(coders: Sequence[str], said: Iterable[Sequence[tuple[str, str]]]) -> dict[str, int]:
    """How often each of ``coders`` is the only one to put a cross; ``said``: coder and state of each cell disputed."""
    seen = [[coder for coder, state in cell if state == "present"] for cell in said]
    counted = Counter(bearers[0] for bearers in seen if len(bearers) == 1)
    return {coder: counted[coder] for coder in coders}


def tell_alone(materials: Materials, found: CodedTwice) -> Iterator[str]:
    """How often each coder puts a cross alone; whom the totals follow where only one of two coders ever does."""
    words, whole = materials.words, materials.numbers.whole
    if len(found.alone) < 2 or not found.n_cells:
        return
    told = ", ".join(words.count("coder_alone", n, whole(n), coder=coder) for coder, n in found.alone.items())
    yield words("coders_alone", told=told)
    ever = [coder for coder, n in found.alone.items() if n]
    if len(found.alone) == 2 and len(ever) == 1:
        yield words("coders_followed", coder=ever[0])


def tell_contested(materials: Materials, grids: Sequence[SideGrid]) -> Iterator[str]:
    """How many of the crosses counted do not have every coder's agreement, side by side; nothing where all do."""
    words, numbers = materials.words, materials.numbers
    counts = {
        grid.side: (
            sum(state == "disputed_counted" for state in grid.states.values()),
            sum(state in COUNTED for state in grid.states.values()),
        )
        for grid in grids
    }
    n, total = (sum(numbers_of) for numbers_of in zip(*counts.values(), strict=True)) if counts else (0, 0)
    if n:
        sides = ", ".join(
            words("side_share", side=side, ratio=numbers.ratio(*pair), share=numbers.percent(pair[0] / pair[1]))
            for side, pair in counts.items()
            if pair[1]
        )
        yield words("crosses_contested", n=numbers.whole(n), total=numbers.whole(total), sides=sides)


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
    sentences.extend((*tell_alone(materials, found), *tell_contested(materials, grids)))
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
