"""What the page of the method is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Table
from tasks.messages import Language


@dataclass(frozen=True, slots=True)
class Article:
    """The paragraph on method, ready to be pasted into an article."""

    language: Language
    """Of the paragraph."""
    title: str
    """In that language."""
    paragraphs: tuple[str, ...]
    """What was done, in order."""
    references: tuple[str, ...]
    """Of the methods used, by author."""
    references_title: str
    """In that language."""


@dataclass(frozen=True, slots=True)
class MethodContext:
    """How the numbers were made."""

    articles: tuple[Article, ...]
    """The page's language first; none where nothing was read."""
    no_articles: str
    """Said where there is none."""
    conventions: Table
    """Unit, denominator, correction of every number."""
    parameters: Table | None
    """Parameters of the steps."""
    versions: Table | None
    """Versions of what computed."""
    tables: Table | None
    """What each published table holds, where it comes from."""
