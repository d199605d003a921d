"""What the first page is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Link, Table, Tile


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, and the ways to what it speaks of."""

    text: str
    """The sentence."""
    links: tuple[Link, ...] = ()
    """Words, interviews, indicators, after the sentence; one without address is only written."""
    after: str = ""
    """What is said after the links."""


@dataclass(frozen=True, slots=True)
class SideShare:
    """How much of one side's speech a world takes."""

    letter: str
    """A or B."""
    share: str
    """Of the side's classified segments, as written."""
    width: str
    """The same as a length of the style sheet."""


@dataclass(frozen=True, slots=True)
class World:
    """A class of discourse in a few words."""

    name: Link
    """What it is called, and its place on the page of classes."""
    share: str
    """Of all classified segments, as written."""
    width: str
    """The same as a length of the style sheet."""
    words: tuple[Link, ...]
    """Its strongest words, each in its lines."""
    sides: tuple[SideShare, ...]
    """Side A, side B."""
    said: tuple[str, ...]
    """Which side speaks of it more, in how many interviews it stands, who holds much of it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A short answer with the page that shows the whole."""

    title: str
    """What it answers."""
    said: tuple[Said, ...]
    """The answer."""
    note: str
    """What must not be read into it; empty where nothing needs to be said."""
    more: Link
    """Where the whole stands."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A number that tells how sure one can be."""

    value: str
    """The number."""
    text: str
    """What it says."""
    more: Link
    """Where the whole stands."""


@dataclass(frozen=True, slots=True)
class OverviewContext:
    """Who spoke, what was found, how sure it is."""

    empty: str
    """Why there is nothing to show."""
    tiles: tuple[Tile, ...] = ()
    """People, interviews, words."""
    people: Figure | None = None
    """A dot an interview, by side, wave and modality."""
    spoke: tuple[Said, ...] = ()
    """People and interviews of each side, who spoke more than once."""
    missing: tuple[Said, ...] = ()
    """Interviews that are not there, what was guessed or assumed."""
    no_worlds: str = ""
    """Said where nothing was classified."""
    worlds_intro: str = ""
    """How many classes, and how much of what was said they hold."""
    worlds: tuple[World, ...] = ()
    """The largest first."""
    worlds_table: Table | None = None
    """The same numbers."""
    no_pairs: str = ""
    """Said where no indicator was asked of both sides."""
    apart: Figure | None = None
    """The pairs of indicators furthest apart."""
    alike: Figure | None = None
    """The pairs nearest to one another."""
    more_pairs: Link | None = None
    """Where all pairs stand."""
    words: Card | None = None
    """Words of each side."""
    no_changes: str = ""
    """Said where there is one wave only."""
    changes: tuple[Card, ...] = ()
    """From wave to wave."""
    sure: tuple[Fact, ...] = ()
    """Numbers that bound what can be said."""
    confounded: tuple[Said, ...] = ()
    """What goes with the side, and what does not."""
    confounded_note: str = ""
    """What follows from it."""
    interviews: Table | None = None
    """Interview by interview."""
