"""What the page's templates are given: one documented record a section, every number already written in words.

A section without data has its ``empty`` sentence and no figure or table; otherwise ``empty`` is "".
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tasks.messages import Language


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    label: str
    """Heading."""
    numeric: bool = False
    """Set to the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed; the first cell of a row is its heading."""

    caption: str
    """What a row is."""
    columns: tuple[Column, ...]
    """From the left."""
    rows: tuple[tuple[str, ...], ...]
    """Cells as written."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, with its table."""

    name: str
    """Id in the page."""
    title: str
    """What it shows."""
    reading: str
    """How it is read: unit, denominator, what a mark means."""
    svg: Markup
    """The chart."""
    table: Table
    """The same numbers."""
    legend: tuple[tuple[str, str], ...] = ()
    """Key of the legend (a class of the style sheet) and its words."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A number at the head of the page."""

    value: str
    """The number."""
    label: str
    """What it counts."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a participant, as masked."""

    text: str
    """Original words."""
    who: str
    """Pseudonym and side, wave where there are several."""
    place: str
    """Turn of the interview."""
    note: str
    """Why it stands here."""


@dataclass(frozen=True, slots=True)
class ReadingContext:
    """What was read."""

    empty: str
    """Why there is nothing to show."""
    tiles: tuple[Tile, ...]
    """Interviews, participants, words."""
    spread: Table | None
    """Interviews by side, wave and modality."""
    interviews: Table | None
    """Interview by interview."""
    notes: tuple[str, ...]
    """Guessed speakers, assumed consent."""


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """What stages told, of one severity."""

    severity: str
    """Severity, a class of the style sheet."""
    title: str
    """Severity in words, with how many."""
    lines: tuple[str, ...]
    """What was told, of whom."""


@dataclass(frozen=True, slots=True)
class QualityContext:
    """What was set aside, and what the validations found."""

    findings: tuple[FindingGroup, ...]
    """The gravest first."""
    no_findings: str
    """Said where there is none."""
    verdict: str
    """How many validations held."""
    failed: Table | None
    """Those that did not hold."""
    held: Table | None
    """How many held, stage by stage."""


@dataclass(frozen=True, slots=True)
class WordsContext:
    """The most frequent words."""

    empty: str
    """Why there is nothing to show."""
    figures: tuple[Figure, ...]
    """All forms, active forms."""


@dataclass(frozen=True, slots=True)
class ClassContext:
    """One class."""

    anchor: str
    """Id in the page."""
    title: str
    """Number and size."""
    spread: str
    """Interviews present, share of the largest."""
    profile: Table
    """Its most characteristic forms."""
    quotes: tuple[Quote, ...]
    """Typical segments."""


@dataclass(frozen=True, slots=True)
class ClassesContext:
    """Classes of discourse."""

    empty: str
    """Why there is nothing to show."""
    intro: str
    """How much was classified."""
    unclassified: str
    """How many segments have no class, and why; empty where all have one."""
    figures: tuple[Figure, ...]
    """Dendrogram, shares by side."""
    variables: Table | None
    """Role, wave and modality by class."""
    classes: tuple[ClassContext, ...]
    """Class by class."""


@dataclass(frozen=True, slots=True)
class SpecificitiesContext:
    """Words that one side uses more than expected."""

    empty: str
    """Why there is nothing to show."""
    figures: tuple[Figure, ...]
    """Diverging bars."""


@dataclass(frozen=True, slots=True)
class GridContext:
    """The grid of each side."""

    empty: str
    """Why there is nothing to show."""
    figures: tuple[Figure, ...]
    """A heat map a side."""


@dataclass(frozen=True, slots=True)
class ThemeQuotes:
    """Quotes of both sides on one theme."""

    title: str
    """The theme."""
    sides: tuple[tuple[str, str, tuple[Quote, ...]], ...]
    """Letter of the side, its name, its quotes."""
    silence: str
    """Said in the place of a side without quote."""


@dataclass(frozen=True, slots=True)
class MirrorContext:
    """The two sides face to face."""

    confounders: Table | None
    """What goes with the side."""
    no_indicators: str
    """Said where no indicator was compared."""
    indicators: tuple[Figure, ...]
    """Pairs face to face."""
    scopes: tuple[Table, ...]
    """Pairs of the single waves."""
    no_lexicon: str
    """Said where no form was compared."""
    lexicon: tuple[Figure, ...]
    """Forms across the sides."""
    no_quotes: str
    """Said where the study has no themes."""
    quotes: tuple[ThemeQuotes, ...]
    """Theme by theme."""


@dataclass(frozen=True, slots=True)
class WavesContext:
    """Who was there when, and what became of the indicators."""

    empty: str
    """Said of a study of one wave."""
    panel: Table | None
    """Participants by wave."""
    no_transitions: str
    """Said where no indicator can be followed."""
    figures: tuple[Figure, ...]
    """Changes from one wave to the next."""


@dataclass(frozen=True, slots=True)
class MethodContext:
    """How the numbers were made."""

    conventions: Table
    """Unit, denominator, correction of every number."""
    parameters: Table | None
    """Parameters of the steps."""
    versions: Table | None
    """Versions of what computed."""
    tables: Table | None
    """Step and units behind each published table."""


@dataclass(frozen=True, slots=True)
class PageContext:
    """The whole page."""

    language: Language
    """Of the page."""
    title: str
    """Name of the study."""
    side_a: str
    """What side A is called."""
    side_b: str
    """What side B is called."""
    summary: tuple[str, ...]
    """What was found, in sentences."""
    reading: ReadingContext
    """What was read."""
    quality: QualityContext
    """What was set aside, what was validated."""
    words: WordsContext
    """Words."""
    classes: ClassesContext
    """Classes of discourse."""
    specificities: SpecificitiesContext
    """Words of each side."""
    grid: GridContext
    """The grid."""
    mirror: MirrorContext
    """The two sides face to face."""
    waves: WavesContext
    """Waves."""
    method: MethodContext
    """Method."""
