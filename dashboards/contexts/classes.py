"""What the page of classes is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Quote, Table


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
