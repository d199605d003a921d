"""Words of a turn as a language model reads them: the one form in which every pipeline answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from tasks.language.tokenizer import Piece

Voter = Literal["closed class", "table", "simplemma", "trees", "pipeline", "form"]
"""Who gives a lemma: our closed classes, spaCy's tables, simplemma, the trained edit trees, another spaCy pipeline; the
form itself where nobody knows better."""


@dataclass(frozen=True, slots=True)
class Word:
    """One piece of a turn with its reading."""

    piece: Piece
    pos: str
    """Universal part of speech: NOUN, VERB, ADJ, ADV, PRON ..., PUNCT, X."""
    lemma: str
    source: Voter
    """The voter that won."""
    known: bool
    """Whether any dictionary knows the form; true of what is no word."""
    votes: tuple[tuple[Voter, str], ...] = ()
    """What each voter said, in order of trust, where they disagree; else empty."""


class TurnReader(Protocol):
    """Reads turns. The words of a turn depend on its text alone, whatever turns it is read with."""

    version: str
    """Names everything that its answers depend on."""

    def read(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of each text, in order of reading; between them stands only white space."""
        ...
