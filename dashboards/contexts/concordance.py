"""What the concordance is given: words in their lines."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One occurrence of a word in its words."""

    before: str
    """Words before."""
    word: str
    """The word as it stands."""
    after: str
    """Words after."""
    who: str
    """Pseudonym and side, wave where there are several."""
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
    """How often it is said, by how many, on which side; how many lines are shown, and by what rule."""
    lines: tuple[Line, ...]
    """Side by side in turn, an interview at a time."""


@dataclass(frozen=True, slots=True)
class ConcordanceContext:
    """Words that the pages show, in their lines."""

    empty: str
    """Why there is nothing to show."""
    words: tuple[WordLines, ...]
    """In the order of the alphabet."""
