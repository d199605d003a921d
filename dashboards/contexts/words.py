"""What the page of words is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure


@dataclass(frozen=True, slots=True)
class WordsContext:
    """The most frequent words, and those that one side uses more than expected."""

    no_words: str
    """Said where there are none."""
    words: tuple[Figure, ...]
    """All forms, active forms."""
    no_specificities: str
    """Said where no form was scored."""
    specificities: tuple[Figure, ...]
    """Diverging bars."""
