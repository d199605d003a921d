"""What the pages of interviews are given: the masked words, turn by turn."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Link, Table


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a turn, marked or not."""

    text: str
    """The words."""
    marked: bool
    """Whether a coder quoted them."""


@dataclass(frozen=True, slots=True)
class TurnContext:
    """One turn."""

    anchor: str
    """Id in the page."""
    number: str
    """Position in the interview."""
    speaker: str
    """interviewee, interviewer or other: a class of the style sheet."""
    who: str
    """Who speaks, in words."""
    question: str
    """Question of the guide that begins here; empty elsewhere."""
    spans: tuple[Span, ...]
    """The words in order."""
    marks: tuple[Link, ...]
    """Indicators that a coder saw here."""
    classes: tuple[Link, ...]
    """Classes of the segments of the turn."""


@dataclass(frozen=True, slots=True)
class InterviewContext:
    """One interview in its masked words."""

    facts: tuple[tuple[str, str], ...]
    """What is known of it: name and value."""
    turns: tuple[TurnContext, ...]
    """In order."""
    neighbours: tuple[Link, ...]
    """Other interviews of the same participant."""


@dataclass(frozen=True, slots=True)
class InterviewsContext:
    """The interviews of the study."""

    empty: str
    """Why there is nothing to show."""
    interviews: Table | None
    """Interview by interview, each leading to its words."""
