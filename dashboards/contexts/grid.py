"""What the page of the grid is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Cell, Figure, Link, Table


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that ends in indicators, each leading to its words."""

    said: str
    """The sentence."""
    examples: tuple[Link, ...]
    """Indicators named; may be none."""
    rest: str
    """How many more there are; empty where all are named."""


@dataclass(frozen=True, slots=True)
class GridWave:
    """Neighbouring columns of one wave, or the totals of all."""

    place: str
    """Id in the page."""
    heading: str
    """What the wave is called."""
    span: int
    """Columns."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One indicator."""

    number: str
    """As printed; may be empty."""
    indicator: str
    """Label."""
    words: str
    """Where its extracts are."""
    marks: tuple[Cell, ...]
    """A cell for each column: state of an interview, or total."""


@dataclass(frozen=True, slots=True)
class GridBlock:
    """One observable."""

    observable: str
    """Number and label."""
    lines: tuple[GridRow, ...]
    """Its indicators in the order of the codebook."""


@dataclass(frozen=True, slots=True)
class SideTable:
    """The grid of one side as an annex prints it."""

    anchor: str
    """Id in the page."""
    letter: str
    """a or b: a class of the style sheet."""
    title: str
    """Which side."""
    waves: tuple[GridWave, ...]
    """From the left; none where the study has one wave."""
    heads: tuple[Cell, ...]
    """Interviews wave by wave, each wave with its total behind, all waves together at the end."""
    blocks: tuple[GridBlock, ...]
    """Observable by observable."""
    sums: tuple[str, ...]
    """Crosses of each column."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Several coders side by side."""

    sentences: tuple[str, ...]
    """How they are merged, how often they agree."""
    disagreements: Table | None
    """Cell by cell, who said what; None where there is none."""
    fold: str
    """What the folded table is called."""


@dataclass(frozen=True, slots=True)
class GridContext:
    """The grid of each side, and its flat reading."""

    empty: str
    """Why there is nothing to show."""
    marks: tuple[str, ...]
    """How many crosses, how many of them coders do not agree on, in sentences."""
    summary_title: str
    """What the remarks are called, with the wave that they read."""
    remarks: tuple[Remark, ...]
    """What the grid says."""
    jumps: tuple[Link, ...]
    """Parts of the page."""
    sides: tuple[SideTable, ...]
    """A grid a side."""
    flat_title: str
    """What the flat reading is called, with the wave that it reads."""
    figures: tuple[Figure, ...]
    """Flat reading, side by side."""
    agreement: Agreement | None
    """None while nobody has coded."""
