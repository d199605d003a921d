"""What the page of classes is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Link, Quote, Table


@dataclass(frozen=True, slots=True)
class ClassEntry:
    """A class in the list beside the tree."""

    link: Link
    """Its name, leading to its section."""
    key: str
    """Its colour: a class of the style sheet."""
    share: str
    """Of the classified segments."""
    leaning: str
    """Which side it leans to, with the share of each."""


@dataclass(frozen=True, slots=True)
class ClassContext:
    """One class."""

    anchor: str
    """Id in the page."""
    key: str
    """Its colour: a class of the style sheet."""
    title: str
    """Number and name."""
    facts: str
    """Size, interviews present."""
    leaning: str
    """Which side it leans to, with the share of each; empty where a side is missing."""
    dependence: str
    """How much of it the interview that holds most of it holds."""
    largest: Link
    """That interview."""
    shares: Table | None
    """Its share of each side's speech, wave by wave; nothing where it would say no more than ``leaning``."""
    profile: Table
    """Its most characteristic forms."""
    avoided: str
    """Forms that it holds less than the rest; empty where none."""
    quotes: tuple[Quote, ...]
    """Typical segments."""
    more: tuple[Quote, ...]
    """Further segments, folded."""
    more_label: str
    """What unfolds them."""


@dataclass(frozen=True, slots=True)
class ClassesContext:
    """Classes of discourse."""

    empty: str
    """Why there is nothing to show."""
    intro: str
    """How much was classified."""
    unclassified: str
    """How many segments have no class, and why; empty where all have one."""
    tree: Figure | None
    """Dendrogram."""
    entries: tuple[ClassEntry, ...]
    """The classes by their names."""
    naming: str
    """Where the names come from."""
    leanings: str
    """Which classes lean to which side, in a sentence, and by what rule; empty where a side is missing."""
    speakers: tuple[Figure, ...]
    """Shares by side and wave, by interview."""
    variables: Table | None
    """Role, wave and modality by class."""
    classes: tuple[ClassContext, ...]
    """Class by class."""
