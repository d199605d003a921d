"""What the page of the waves is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Quote, Statement, Table


@dataclass(frozen=True, slots=True)
class GoalContext:
    """One goal of a participant."""

    anchor: str
    """Id in the page."""
    goal: str
    """What it is, in the coder's words."""
    outcome: str
    """What became of it."""
    kind: str
    """Class of the style sheet: how it came out."""
    why: str
    """Why the outcome is unknown; empty where it is known."""
    told: tuple[Quote, ...]
    """The words in which it was set, then those of each later wave."""


@dataclass(frozen=True, slots=True)
class GoalSetterContext:
    """One participant with the goals set."""

    who: str
    """Pseudonym and side."""
    remark: str
    """Side, and modality of the interview in which they were set."""
    goals: tuple[GoalContext, ...]
    """As named."""


@dataclass(frozen=True, slots=True)
class WavesContext:
    """Who was there when, what became of the indicators, words that came, goals."""

    empty: str
    """Said of a study of one wave."""
    brief: tuple[Statement, ...]
    """Who came back, what changed most, how sure it is."""
    panel: Table | None
    """Participants by wave."""
    no_transitions: str
    """Said where no indicator can be followed."""
    figures: tuple[Figure, ...]
    """Changes from one wave to the next."""
    new_words_told: str
    """What counts as new, or that no later wave has any."""
    new_words: tuple[Table, ...]
    """Words of the later waves that the earlier did not have."""
    goal_figures: tuple[Figure, ...]
    """Outcomes of goals by modality."""
    setters: tuple[GoalSetterContext, ...]
    """Goals, participant by participant."""
