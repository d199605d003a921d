"""What the page of the mirror is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Quote, Table


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
