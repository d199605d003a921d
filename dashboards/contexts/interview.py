"""What the pages of interviews are given: the masked words, turn by turn."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Cell, Link, Table


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a turn, marked or not, masked or not."""

    text: str
    """The words."""
    marked: bool = False
    """Whether a coder quoted them."""
    masked: bool = False
    """Whether they stand in the place of a name, a place, a number."""


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
    """Question of the guide that begins here, with its theme; empty elsewhere."""
    spans: tuple[Span, ...]
    """The words in order."""
    marks: tuple[Link, ...]
    """Indicators that a coder saw here."""
    classes: tuple[Cell, ...]
    """Classes of the segments of the turn, in the order in which they come; the kind of each is its colour."""


@dataclass(frozen=True, slots=True)
class InterviewContext:
    """One interview in its masked words."""

    facts: tuple[tuple[str, Cell], ...]
    """What is known of it: name and value."""
    neighbours: tuple[Link, ...]
    """Other interviews of the same participant."""
    previous: Link | None
    """The interview before, in the order of the list."""
    following: Link | None
    """The interview after."""
    has_marks: bool
    """Whether some words are highlighted: the legend says what they are."""
    has_masked: bool
    """Whether some words are masked."""
    has_classes: bool
    """Whether some turn bears a class."""
    silence: str
    """Why there are no words; empty where there are."""
    turns: tuple[TurnContext, ...]
    """In order."""


@dataclass(frozen=True, slots=True)
class InterviewsContext:
    """The interviews of the study."""

    empty: str
    """Why there is nothing to show."""
    note: str
    """What its modality is, and is not; empty where none is told."""
    interviews: Table | None
    """Interview by interview, each leading to its words."""
