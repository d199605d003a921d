"""What stands around a word or an expression that may be a discourse particle."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.language.closed_classes import SUBJECTS, words
from tasks.language.reading import Word

NO_WORDS = frozenset({"hesitation", "event", "false_start"})
"""Kinds of pieces that are passed over."""

CLAUSE_SUBJECTS = SUBJECTS - {"ce", "qui"}
"""With them a new clause begins."""

LINKS = words(
    "donc alors après puis pis enfin 'fin ensuite parce voilà genre quoi hein ben bah bon bref moi toi lui là"
)
"""Words that depend on nothing before them."""

_SUBORDINATORS = words("si s' quand que qu' où comme dont lorsque lorsqu' puisque puisqu' qui")
_FIXED_DE = words("accord abord ailleurs habitude toute toutes façon ores emblée un une autres après")


@dataclass(frozen=True, slots=True)
class Around:
    """A candidate in its turn; hesitations, events and false starts beside it are passed over."""

    words: Sequence[Word]
    start: int
    stop: int

    def word(self, steps: int) -> Word | None:
        """The word that many steps before (negative) or after the candidate."""
        step = 1 if steps > 0 else -1
        place, left = (self.stop - 1 if steps > 0 else self.start), abs(steps)
        while left:
            place += step
            if not 0 <= place < len(self.words):
                return None
            left -= self.words[place].piece.kind not in NO_WORDS
        return self.words[place]

    def form(self, steps: int) -> str:
        """Its form; empty outside the turn."""
        word = self.word(steps)
        return word.piece.form if word else ""

    def pos(self, steps: int) -> str:
        """Its part of speech; ``PUNCT`` outside the turn."""
        word = self.word(steps)
        return word.pos if word else "PUNCT"

    @property
    def lemma_before(self) -> str:
        """Lemma of the word before; empty where the turn begins."""
        word = self.word(-1)
        return word.lemma if word else ""

    @property
    def own_pos(self) -> str:
        """Part of speech of the candidate's first word."""
        return self.words[self.start].pos

    @property
    def free_right(self) -> bool:
        """Whether nothing on the right depends on it: the end, a mark, a conjunction, a new clause."""
        form, pos = self.form(1), self.pos(1)
        return pos in ("PUNCT", "CCONJ", "INTJ", "SCONJ") or form in CLAUSE_SUBJECTS or form in LINKS

    @property
    def opens_turn(self) -> bool:
        """Whether only marks, cries and particles stand before it."""
        return all(_opens(word) for word in self.words[: self.start])

    @property
    def before_noun_of(self) -> bool:
        """Whether *de* and a noun follow (*du coup de main*), fixed expressions (*d'accord*) aside."""
        noun = self.pos(2) in ("NOUN", "PROPN", "ADJ") and self.form(2) not in _FIXED_DE
        return self.form(1) == "du" or (self.form(1) in ("de", "d'") and noun)

    @property
    def subordinate(self) -> bool:
        """Whether it belongs to a clause that another word opens (*si tu vois, ce que je veux dire*)."""
        because = self.form(-1) in ("que", "qu'") and self.form(-2) == "parce"
        return self.form(-1) in _SUBORDINATORS and not because

    @property
    def after_etre(self) -> bool:
        """Whether a form of *être* stands before, adverbs passed over."""
        steps = -1
        while self.pos(steps) == "ADV":
            steps -= 1
        word = self.word(steps)
        return word is not None and word.lemma == "être"


def _opens(word: Word) -> bool:
    no_word = word.pos in ("PUNCT", "INTJ") or word.piece.kind in NO_WORDS
    return no_word or word.piece.form in ("voilà", "ok", "non")
