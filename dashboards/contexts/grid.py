"""What the page of the grid is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure


@dataclass(frozen=True, slots=True)
class GridContext:
    """The grid of each side."""

    empty: str
    """Why there is nothing to show."""
    figures: tuple[Figure, ...]
    """A heat map a side."""
