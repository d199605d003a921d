"""What the concordance is given: words in their lines."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Link


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence of a word in its words."""

    before: str
    """Words before."""
    word: str
    """The word as it stands."""
    after: str
    """Words after."""
    name: str
    """Pseudonym."""
    side: str
    """A or B, shown in the colour of the side."""
    wave: str
    """Wave where there are several, in short; empty elsewhere."""
    href: str
    """The same place in its interview."""


@dataclass(frozen=True, slots=True)
class WordLines:
    """One word with some of its lines."""

    anchor: str
    """Id in the page."""
    title: str
    """The word and its part of speech."""
    count: str
    """How often it is said, by how many, on which side; how many lines are shown."""
    lines: tuple[Line, ...]
    """Side by side in turn, an interview at a time."""


@dataclass(frozen=True, slots=True)
class Letter:
    """The words of one letter."""

    anchor: str
    """Id in the page."""
    letter: str
    """In capitals; « # » for what begins with none."""
    index: tuple[Link, ...]
    """Its words, each leading to its lines."""
    words: tuple[WordLines, ...]
    """In the order of the alphabet."""


@dataclass(frozen=True, slots=True)
class ConcordanceContext:
    """Words that the pages show, in their lines."""

    empty: str
    """Why there is nothing to show."""
    intro: str
    """How many words, which lines of each are shown; empty where there are none."""
    letters: tuple[Letter, ...]
    """From A to Z."""
