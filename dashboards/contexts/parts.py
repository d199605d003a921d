"""What every page is made of."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from tasks.messages import Language


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another place."""

    text: str
    """What is written."""
    href: str
    """Where it leads, from a page of the same language."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that leads somewhere or is marked."""

    text: str
    """What is written."""
    href: str = ""
    """Where it leads; empty where nowhere."""
    kind: str = ""
    """Class of the style sheet."""
    label: str = ""
    """What assistive techniques say in the place of ``text``; empty where the text speaks for itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    label: str
    """Heading."""
    numeric: bool = False
    """Set to the right."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed; the first cell of a row is its heading."""

    caption: str
    """What a row is."""
    columns: tuple[Column, ...]
    """From the left."""
    rows: tuple[tuple[str | Cell, ...], ...]
    """Cells as written."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A chart, with its table."""

    name: str
    """Id in the page."""
    title: str
    """What it shows."""
    reading: str
    """How it is read: unit, denominator, what a mark means."""
    svg: Markup
    """The chart."""
    table: Table
    """The same numbers."""
    legend: tuple[tuple[str, str], ...] = ()
    """Key of the legend (a class of the style sheet) and its words."""


@dataclass(frozen=True, slots=True)
class Tile:
    """A number at the head of a page."""

    value: str
    """The number."""
    label: str
    """What it counts."""
    href: str = ""
    """Where it leads; empty where nowhere."""


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a participant, as masked."""

    text: str
    """Original words."""
    who: str
    """Pseudonym and side, wave where there are several."""
    place: str
    """Turn of the interview."""
    note: str
    """Why it stands here; empty where the place says it."""
    href: str
    """The same words in their interview."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Something named in a sentence, with the ways to what is behind it."""

    text: str
    """What is named; empty where the links say it."""
    links: tuple[Link, ...]
    """Where its words are; a link without address is only written."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of what was found, and what it speaks of."""

    text: str
    """The sentence."""
    mentions: tuple[Mention, ...] = ()
    """What it names, in the order of importance."""


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A page in the menu."""

    title: str
    """What it is called."""
    href: str
    """Where it is."""
    current: bool
    """Whether it is the one shown."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds the content of every page."""

    language: Language
    """Of the page."""
    key: str
    """Page of the site map."""
    title: str
    """Title of the page."""
    lead: str
    """What the page answers; empty where its title says it."""
    study: str
    """Name of the study."""
    side_a: str
    """What side A is called."""
    side_b: str
    """What side B is called."""
    findings: tuple[MenuItem, ...]
    """Pages that show results."""
    sources: tuple[MenuItem, ...]
    """Pages that show the words behind them."""
    other_language: Link
    """The same page in the other language."""
    names_note: str
    """That names given by the study stay in its language; empty where the page is in that language."""
    statics: str
    """Folder of the style sheet and the script, from the page."""
