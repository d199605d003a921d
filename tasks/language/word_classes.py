"""What dictionaries and rules say of each word, as one label that the trained components see beside the word itself.

The label joins the reading that rules of context chose, all readings that the tables know, and the reading of a closed
class: ``VERB:nf`` is *montre* read as a verb, which may also be a noun. A word that training never showed is then no
longer unknown, and the components learn where the rules are wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from tasks.language.closed_classes import READINGS
from tasks.language.dictionary_tagger import DictionaryTagger
from tasks.language.form_tables import FormDictionary, Forms
from tasks.language.tokenizer import Piece

WHITE_SPACE = "_SP"
_LETTERS = (
    ("n", "noun"),
    ("a", "adjective"),
    ("r", "adverb"),
    ("f", "finite"),
    ("p", "participle"),
    ("i", "infinitive"),
    ("g", "gerund"),
)


class WordClasses:
    """Labels the pieces of a text; the same pieces always get the same labels."""

    def __init__(self, dictionary: FormDictionary) -> None:
        self._dictionary = dictionary
        self._tagger = DictionaryTagger(dictionary)

    def labels(self, pieces: Sequence[Piece]) -> list[str]:
        """One label a piece, in order."""
        return [
            f"{pos}:{self._known(piece)}"
            for piece, pos in zip(pieces, self._tagger.parts_of_speech(pieces), strict=True)
        ]

    def _known(self, piece: Piece) -> str:
        if piece.kind != "word":
            return piece.kind
        closed = READINGS.get(piece.form)
        return (closed[0] if closed else "") + _letters(self._dictionary.forms(piece.form))


@lru_cache(maxsize=256)
def _letters(forms: Forms) -> str:
    return "".join(letter for letter, name in _LETTERS if getattr(forms, name))
