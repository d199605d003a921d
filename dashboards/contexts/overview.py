"""What the first page is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Link, Table, Tile


@dataclass(frozen=True, slots=True)
class OverviewContext:
    """Who spoke, what was found, how sure it is."""

    empty: str
    """Why there is nothing to show."""
    summary: tuple[tuple[str, Link], ...]
    """What was found, in sentences, each with the page that shows it."""
    tiles: tuple[Tile, ...]
    """Interviews, participants, words."""
    spread: Table | None
    """Interviews by side, wave and modality."""
    interviews: Table | None
    """Interview by interview."""
    notes: tuple[str, ...]
    """Guessed speakers, assumed consent."""
