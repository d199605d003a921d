"""What the page of extracts is given: the words behind every mark of the grid."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Link


@dataclass(frozen=True, slots=True)
class Extract:
    """Words behind a mark, as masked; words that coders quoted over one another stand once."""

    text: str
    """The words, with an ellipsis where a sentence is cut."""
    turn: str
    """Turn of the interview."""
    href: str
    """The same words in their interview."""
    coders: str
    """Initials of who quoted them; empty where all coders did."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """One interview that bears an indicator."""

    anchor: str
    """Id in the page."""
    who: str
    """Pseudonym and side, wave where there are several."""
    extracts: tuple[Extract, ...]
    """In the order of the interview."""
    remark: str
    """Said where a mark has no words, where coders differ, where it does not count; empty otherwise."""


@dataclass(frozen=True, slots=True)
class Partner:
    """What faces an indicator on the other side."""

    relation: str
    """How it faces it."""
    link: Link
    """Its place in the page."""
    count: str
    """How many bear it among those asked; empty where nobody is."""


@dataclass(frozen=True, slots=True)
class IndicatorContext:
    """One indicator that someone bears, with all who do."""

    anchor: str
    """Id in the page."""
    number: str
    """As printed; may be empty."""
    title: str
    """Label."""
    definition: str
    """Of the codebook; may be empty."""
    counts: tuple[str, ...]
    """Side by side: present among those asked, absent, not asked, not coded."""
    partners: tuple[Partner, ...]
    """What faces it on the other side."""
    bearers: tuple[Bearer, ...]
    """Interviews that bear it: side by side, by wave, then as cited."""


@dataclass(frozen=True, slots=True)
class Unborne:
    """One indicator without a mark."""

    anchor: str
    """Id in the page."""
    label: str
    """Number and label."""
    ratio: str
    """Nobody of how many asked."""
    partners: tuple[Partner, ...]
    """What faces it on the other side; none while it waits."""


@dataclass(frozen=True, slots=True)
class ObservableContext:
    """One observable with its indicators."""

    anchor: str
    """Id in the page."""
    title: str
    """Number and label."""
    asked: str
    """Groups that it is asked of."""
    sides: str
    """Letters of their sides: a class of the style sheet."""
    indicators: tuple[IndicatorContext, ...]
    """Those that someone bears, in the order of the codebook."""
    unborne: tuple[Unborne, ...]
    """Those that nobody bears among those asked."""
    waiting: tuple[Unborne, ...]
    """Those that nobody has been asked and coded for yet."""


@dataclass(frozen=True, slots=True)
class EvidenceContext:
    """Words behind the grid, observable by observable."""

    empty: str
    """Why there is nothing to show."""
    coders: str
    """Who quoted, and what initials mean."""
    observables: tuple[ObservableContext, ...]
    """In the order of the codebook."""
