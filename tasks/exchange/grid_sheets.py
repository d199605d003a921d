"""The grid laid out for a workbook: the printed shape of each side, and the same cells as tables for analysis.

Nothing here knows of files: frames of the published tables in, rows of plain values out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from tasks.messages import Language, say

PAGE_ROWS = 30
"""Rows of a printed page, its headings aside: a page ends before an observable that would go beyond."""
SIGNS: Mapping[str, str] = {"present": "X", "absent": "", "not_asked": "NR", "not_coded": "?"}
ALL_WAVES = "all"
NONE = "–"

Row = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class GridInterview:
    """One interview of the grid: a column of its side's sheet."""

    interview_id: str
    who: str
    """Pseudonym and letter of the side."""
    side: str
    role: str
    wave: str


@dataclass(frozen=True, slots=True)
class GridTables:
    """What a workbook of the grid is made of; frames have the columns of the published tables of their names."""

    indicators: pl.DataFrame
    indicator_pairs: pl.DataFrame
    grid_cells: pl.DataFrame
    flat_reading: pl.DataFrame
    quotes: pl.DataFrame
    """``interview_id``, ``indicator``, ``coder``, ``ordinal``, ``turn``, ``words``; no words where they were not
    found in the interview."""
    interviews: tuple[GridInterview, ...]
    """By side, wave and name, as the columns stand."""
    waves: Mapping[str, str]
    """Wave → its name, in the order of time."""
    groups: Mapping[str, str]
    """Group → its name."""
    language: Language

    def units(self) -> dict[str, str]:
        """Interview → how it is called: who, and the wave where there are several; its id too where two are one."""
        several = len(self.waves) > 1
        named = {
            one.interview_id: f"{one.who}, {self.waves.get(one.wave, one.wave)}" if several else one.who
            for one in self.interviews
        }
        often = Counter(named.values())
        return {key: name if often[name] == 1 else f"{name} ({key})" for key, name in named.items()}

    def word(self, code: str, **details: object) -> str:
        """A word of the exports."""
        return say("exports", code, self.language, details)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One indicator of a sheet in the printed shape."""

    label: str
    signs: tuple[str, ...]
    """One an interview: ``X``, nothing, ``NR`` or ``?``."""
    differing: tuple[bool, ...]
    """Whether the coders of the cell differ."""
    total: int | None
    """Interviews that bear it over all waves; None where nobody was asked."""
    ratios: tuple[str, ...]
    """``n/asked``: over all waves, then wave by wave where there are several."""


@dataclass(frozen=True, slots=True)
class PrintedBlock:
    """An observable with its indicators."""

    observable: str
    rows: tuple[PrintedRow, ...]


@dataclass(frozen=True, slots=True)
class PrintedGrid:
    """The grid of one side."""

    side: str
    title: str
    bands: tuple[tuple[str, int], ...]
    """Wave and number of its interviews, from the left."""
    headings: tuple[str, ...]
    """Of every column: observables, indicators, interviews, ``T``, ratios."""
    pages: tuple[tuple[PrintedBlock, ...], ...]


def judge_cells(cells: pl.DataFrame, flat: pl.DataFrame) -> pl.DataFrame:
    """One state a cell out of what its coders say, in accord with the totals of the flat reading.

    ``cells``, ``flat``: tables ``grid_cells`` and ``flat_reading``. Columns: ``interview_id``, ``indicator``,
    ``state``, ``differ``. A coder who has not coded a cell has no say in it; present is what the flat reading counts;
    otherwise absent outweighs not asked.
    """
    counted = (
        flat.select("indicator", interview_id=pl.col("interviews").str.split(" "))
        .explode("interview_id")
        .unique()
        .with_columns(counted=pl.lit(value=True))
    )
    said = pl.col("state").filter(pl.col("state") != "not_coded").unique()
    judged = cells.group_by("interview_id", "indicator").agg(said=said)
    joined = judged.join(counted, on=["interview_id", "indicator"], how="left")
    only = pl.col("said").list
    state = (
        pl.when(pl.col("counted").fill_null(value=False))
        .then(pl.lit("present"))
        .when(only.len() == 0)
        .then(pl.lit("not_coded"))
        .when(only.contains("absent") | only.contains("present"))
        .then(pl.lit("absent"))
        .otherwise(pl.lit("not_asked"))
    )
    return joined.select("interview_id", "indicator", state=state, differ=only.len() > 1).sort(
        "interview_id", "indicator"
    )


@dataclass(frozen=True, slots=True)
class _Side:
    """What the rows of one side are made from."""

    role: str
    columns: tuple[GridInterview, ...]
    waves: tuple[str, ...]
    """Waves with a total of their own."""
    states: Mapping[tuple[str, str], tuple[str, bool]]
    """Interview and indicator → state, and whether coders differ."""
    totals: Mapping[tuple[str, str], tuple[int, int]]
    """Indicator and wave → who bears it, who was asked."""


def lay_out_side(tables: GridTables, judged: pl.DataFrame, side: str, role: str) -> PrintedGrid | None:
    """The printed shape of one side; None where nothing is asked of its group.

    ``judged``: what ``judge_cells`` gave.
    """
    asked = indicators_of(tables, role)
    if asked.is_empty():
        return None
    columns = tuple(one for one in tables.interviews if one.side == side)
    waves = [wave for wave in tables.waves if any(one.wave == wave for one in columns)]
    several = len(tables.waves) > 1
    one_side = _Side(role, columns, tuple(waves) if several else (), _states(judged), _totals(tables, role))
    blocks = tuple(
        PrintedBlock(
            _numbered(rows["observable_number"][0], rows["observable_label"][0]),
            tuple(_printed_row(row, one_side) for row in rows.to_dicts()),
        )
        for _, rows in asked.group_by("observable", maintain_order=True)
    )
    ratio = tables.word("head_ratio")
    units = tables.units()
    ratios = [ratio, *(f"{ratio}, {tables.waves[wave]}" for wave in one_side.waves)]
    return PrintedGrid(
        side=side,
        title=tables.word("grid_title", side=side, group=tables.groups.get(role, role)),
        bands=tuple((tables.waves[wave], sum(one.wave == wave for one in columns)) for wave in waves),
        headings=(
            tables.word("head_observables"),
            tables.word("head_indicators"),
            *(units[one.interview_id] for one in columns),
            tables.word("head_total"),
            *ratios,
        ),
        pages=tuple(_pages(blocks)),
    )


def indicators_of(tables: GridTables, role: str) -> pl.DataFrame:
    """Indicators asked of a group, in the order of the codebook; those of an observable together."""
    asked = tables.indicators.filter(pl.col("roles").str.split(" ").list.contains(role))
    return asked.sort(pl.col("position").min().over("observable"), "position")


def _states(judged: pl.DataFrame) -> dict[tuple[str, str], tuple[str, bool]]:
    return {
        (interview, indicator): (state, differ)
        for interview, indicator, state, differ in judged.select(
            "interview_id", "indicator", "state", "differ"
        ).iter_rows()
    }


def _totals(tables: GridTables, role: str) -> dict[tuple[str, str], tuple[int, int]]:
    lines = tables.flat_reading.filter(pl.col("role") == role)
    return {
        (indicator, wave): (present, asked)
        for indicator, wave, present, asked in lines.select("indicator", "wave", "n_present", "n_asked").iter_rows()
    }


def _printed_row(row: Mapping[str, str], side: _Side) -> PrintedRow:
    key = row["indicator"]
    found = [side.states.get((one.interview_id, key), ("not_coded", False)) for one in side.columns]
    totals = [side.totals.get((key, wave), (0, 0)) for wave in (ALL_WAVES, *side.waves)]
    present, asked = totals[0]
    return PrintedRow(
        label=_numbered(row["number"], row["label"]),
        signs=tuple(SIGNS[state] for state, _ in found),
        differing=tuple(differ for _, differ in found),
        total=present if asked else None,
        ratios=tuple(f"{n}/{of}" if of else NONE for n, of in totals),
    )


def _pages(blocks: Sequence[PrintedBlock]) -> Iterator[tuple[PrintedBlock, ...]]:
    page: list[PrintedBlock] = []
    for block in blocks:
        if page and sum(len(one.rows) for one in page) + len(block.rows) > PAGE_ROWS:
            yield tuple(page)
            page = []
        page.append(block)
    if page:
        yield tuple(page)


def _numbered(number: str, label: str) -> str:
    return f"{number} – {label}" if number else label
