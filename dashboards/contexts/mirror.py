"""What the page of the mirror is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Mention, Quote, Statement, Table


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
class Reading:
    """Mirrored pairs that read alike: who says it, and who does not."""

    title: str
    """Who says it."""
    meaning: str
    """What it may mean, and what it does not."""
    named: tuple[Mention, ...]
    """The pairs, widest gap first, with the extracts of each side."""


@dataclass(frozen=True, slots=True)
class MirrorContext:
    """The two sides face to face."""

    brief: tuple[Statement, ...]
    """Where they meet, where they part, how sure it is."""
    no_indicators: str
    """Said where no indicator was compared."""
    pairs: tuple[Figure, ...]
    """Pairs face to face: what both say alike, then what one says of the other."""
    readings: tuple[Reading, ...]
    """What mirrored pairs tell, by counts."""
    tables: tuple[Table, ...]
    """Pairs of the single waves, and indicators of one side only."""
    confounders: Table | None
    """Modalities by side and wave."""
    attributes: Table | None
    """Other traits of the participants by side."""
    warnings: tuple[str, ...]
    """What goes with the side, so much that it cannot be told from it, or less."""
    even: str
    """What does not; empty where nothing is known to."""
    no_lexicon: str
    """Said where no form was compared."""
    lexicon: tuple[Figure, ...]
    """Forms across the sides."""
    no_quotes: str
    """Said where the study has no themes."""
    quotes: tuple[ThemeQuotes, ...]
    """Theme by theme."""
