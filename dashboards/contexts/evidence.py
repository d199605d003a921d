"""What the page of extracts is given: the words behind every mark of the grid."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Quote


@dataclass(frozen=True, slots=True)
class BearerContext:
    """One interview that bears an indicator."""

    anchor: str
    """Id in the page."""
    who: str
    """Pseudonym and side, wave where there are several."""
    quotes: tuple[Quote, ...]
    """Words behind the mark."""
    silence: str
    """Said where a mark has no words; empty otherwise."""


@dataclass(frozen=True, slots=True)
class IndicatorContext:
    """One indicator with everyone who bears it."""

    anchor: str
    """Id in the page."""
    title: str
    """Label of the indicator."""
    count: str
    """How many bear it among those asked, side by side."""
    bearers: tuple[BearerContext, ...]
    """Interviews that bear it: by wave, then as cited."""


@dataclass(frozen=True, slots=True)
class ObservableContext:
    """One observable with its indicators."""

    anchor: str
    """Id in the page."""
    title: str
    """Number, label and side asked."""
    indicators: tuple[IndicatorContext, ...]
    """In the order of the codebook."""


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """Words behind the grid, observable by observable."""

    empty: str
    """Why there is nothing to show."""
    observables: tuple[ObservableContext, ...]
    """In the order of the codebook."""
