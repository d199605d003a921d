"""What the page of words is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Figure, Table


@dataclass(frozen=True, slots=True)
class WordsContext:
    """The most frequent words, and those that one side uses more than expected."""

    no_words: str
    """Said where there are none."""
    richness_intro: str
    """Words, forms, forms said once, in a sentence; empty where there are none."""
    richness: Table | None
    """The same by side."""
    richness_note: str
    """What it may be compared to."""
    words: tuple[Figure, ...]
    """All forms, active forms."""
    no_specificities: str
    """Said where no form was scored."""
    specificities: tuple[Figure, ...]
    """Diverging bars."""
    example: str
    """How one bar is read; empty where there is none."""
    caution: str
    """What the scores are, and are not."""
