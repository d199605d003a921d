"""The last step of every way of reading: what a tagger may not say put right, lemmas voted on, unknown words told."""

from __future__ import annotations

from collections.abc import Sequence

from tasks.language.acronyms import ACRONYMS
from tasks.language.dictionary_tagger import KIND_POS
from tasks.language.form_tables import FormDictionary
from tasks.language.homographs import settle_kind, settle_parts
from tasks.language.lemma_vote import LemmaVote, Verdict
from tasks.language.reading import Voter, Word
from tasks.language.spoken_forms import SPOKEN_READINGS
from tasks.language.tokenizer import Kind, Piece

_NO_WORDS: frozenset[Kind] = frozenset({"event", "false_start", "hesitation", "placeholder"})
"""What is not left to the tagger."""
_SIGNS = frozenset({"PUNCT", "SYM", "NOUN"})
"""What a sign may be (*%* is a noun)."""


class Finish:
    """Makes words of pieces that a tagger has read; ``trainer`` names who gives the trained lemmas."""

    def __init__(self, dictionary: FormDictionary, trainer: Voter) -> None:
        self._dictionary = dictionary
        self._vote = LemmaVote(dictionary, trainer)
        self._known: dict[str, bool] = {}

    def parts(self, pieces: Sequence[Piece], told: Sequence[str], labels: Sequence[str] | None = None) -> list[str]:
        """The parts of speech of a turn's pieces, from those told; ``labels``: the words' classes, if any."""
        has_capitals = any(piece.written != piece.form for piece in pieces)
        parts = [_part_of_speech(piece, pos) for piece, pos in zip(pieces, told, strict=True)]
        for place, piece in enumerate(pieces):
            if parts[place] == "PROPN" and has_capitals and self._is_common(piece):
                parts[place] = _by_rule(labels[place] if labels else "")
        return settle_parts(pieces, parts, self._dictionary)

    def verdicts(self, pieces: Sequence[Piece], parts: Sequence[str], trained: Sequence[str]) -> list[Verdict]:
        """The outcome of the vote on each lemma; ``trained``: the trained lemmas, empty where there are none."""
        return self._vote.decide_all([piece.form for piece in pieces], parts, trained)

    def words(self, pieces: Sequence[Piece], parts: Sequence[str], trained: Sequence[str]) -> list[Word]:
        """The words of a turn, from its pieces, their parts of speech (``parts``) and the trained lemmas."""
        return [
            Word(settle_kind(piece, pos), pos, verdict.lemma, verdict.source, self._knows(piece), verdict.votes)
            for piece, pos, verdict in zip(pieces, parts, self.verdicts(pieces, parts, trained), strict=True)
        ]

    def _is_common(self, piece: Piece) -> bool:
        """Whether dictionaries know a word that is written small: no name where names have their capitals (*café*)."""
        return piece.kind == "word" and piece.written == piece.form and self._dictionary.forms(piece.form).known

    def _knows(self, piece: Piece) -> bool:
        if piece.kind != "word":
            return True
        known = self._known.get(piece.form)
        if known is None:
            known = self._known[piece.form] = piece.form in ACRONYMS or self._dictionary.knows(piece.form)
        return known


def _by_rule(label: str) -> str:
    """What the rules read, where their label tells; a noun else."""
    told = label.partition(":")[0]
    return "NOUN" if told in ("", "PROPN") else told


def _part_of_speech(piece: Piece, told: str) -> str:
    """What the tagger told, where it may tell: a spoken form of one reading (*chuis, p'tit*) has that one."""
    if piece.kind in _NO_WORDS:
        return KIND_POS[piece.kind]
    if piece.kind == "punctuation" and told not in _SIGNS:
        return "PUNCT"
    spoken = SPOKEN_READINGS.get(piece.form)
    return spoken[0] if spoken else told or "X"
