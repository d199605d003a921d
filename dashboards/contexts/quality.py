"""What the page of quality is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Link, Table, Tile


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing told of the material, however many interviews it concerns."""

    title: str
    """What it is, or what there is to do."""
    count: str
    """How many it concerns."""
    advice: str
    """Why it matters, what to do; empty where the title says it."""
    links: tuple[Link, ...]
    """Whom it concerns; one without address is only written."""
    lines: tuple[str, ...]
    """Each case in full, where the cases differ."""
    fold: str
    """What is written where links and lines are folded; empty where the links are few enough to stand open."""


@dataclass(frozen=True, slots=True)
class QualityContext:
    """What was set aside, what is left to do, what was checked, what was masked."""

    tiles: tuple[Tile, ...]
    """How many of each."""
    aside: tuple[Matter, ...]
    """Interviews and files that do not enter the analysis, with the reason."""
    no_aside: str
    """Said where there is none."""
    todo: tuple[Matter, ...]
    """Questions to the team."""
    no_todo: str
    """Said where there is none."""
    known: tuple[Matter, ...]
    """Worth knowing; nothing needs to be done."""
    masking: tuple[str, ...]
    """Consent, what was replaced, what a second search found, what stays in clear."""
    masked: Table | None
    """Places masked, by kind."""
    verdict: str
    """How many checks held."""
    checked: tuple[Matter, ...]
    """What was checked, stage by stage."""
