"""What the page of the waves is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Table


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
