"""Parts of speech and lemmas without a trained model.

What a form may be comes from tables (``tasks.lexicon.form_tables``), what it is in its place from rules of context
(``tasks.lexicon.context_rules``), closed classes first. An unknown word is a noun.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tasks.lexicon.closed_classes import READINGS, words
from tasks.lexicon.context_rules import NO_FORMS, View, choose_closed, choose_open
from tasks.lexicon.form_tables import FormDictionary, Forms, Source
from tasks.lexicon.tokenizer import Piece

_SENTENCE_OPENERS = words('« " “ - – — : ( [')
_OPEN = frozenset({"NOUN", "ADJ", "VERB", "ADV"})
_KIND_POS = {
    "punctuation": "PUNCT",
    "event": "X",
    "false_start": "X",
    "number": "NUM",
    "hesitation": "INTJ",
    "placeholder": "PROPN",
}
_OTHER_LEMMAS = {("des", "ADP"): "de", ("s'", "SCONJ"): "si"}
"""Lemmas of the second reading where it is another than that of ``READINGS``."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a piece is in its place."""

    pos: str
    """Universal part of speech."""
    lemma: str
    source: Source


class DictionaryTagger:
    """Tags the pieces of one turn. The same pieces always get the same readings."""

    def __init__(self, dictionary: FormDictionary) -> None:
        self._dictionary = dictionary

    def tag(self, pieces: Sequence[Piece]) -> list[Reading]:
        """One reading for each piece, in order."""
        view = View(pieces, [self._forms(piece) for piece in pieces])
        for place, piece in enumerate(pieces):
            view.tags.append(_choose(view, place, piece))
        _settle_avoir(view)
        return [self._read(piece, pos) for piece, pos in zip(pieces, view.tags, strict=True)]

    def _forms(self, piece: Piece) -> Forms:
        return self._dictionary.forms(piece.form) if piece.kind == "word" else NO_FORMS

    def _read(self, piece: Piece, pos: str) -> Reading:
        if piece.kind in ("hesitation", "number"):
            return Reading(pos, READINGS.get(piece.form, ("", piece.form))[1], "closed class")
        if piece.kind != "word" or pos in ("PROPN", "X"):
            return Reading(pos, piece.form, "form")
        closed = READINGS.get(piece.form)
        if closed and (closed[0] == pos or pos not in _OPEN or {closed[0], pos} == {"AUX", "VERB"}):
            return Reading(pos, _OTHER_LEMMAS.get((piece.form, pos), closed[1]), "closed class")
        return Reading(pos, *self._dictionary.lemma(piece.form, pos))


def _choose(view: View, place: int, piece: Piece) -> str:
    if piece.kind != "word":
        return _KIND_POS[piece.kind]
    if _is_name(view, place, piece):
        return "PROPN"
    return choose_closed(view, place) or choose_open(view, place)


def _is_name(view: View, place: int, piece: Piece) -> bool:
    """Whether a capital makes a name.

    Where a sentence may start, only a word that no table knows is a name; elsewhere any capitalised word, save after a
    determiner or an adjective when a table knows it (*la Mairie*). Capitals throughout are an acronym (*RSA*): no name.
    """
    written = piece.written
    if not written[0].isupper() or (len(written) > 1 and written.isupper()) or piece.form in READINGS:
        return False
    if not view.forms[place].known:
        return True
    return not _may_start(view, place) and view.tag(view.left(place)) not in ("DET", "ADJ", "NUM")


def _may_start(view: View, place: int) -> bool:
    before = view.form(view.left(place))
    return not before or before[-1] in ".!?…" or before in _SENTENCE_OPENERS


def _settle_avoir(view: View) -> None:
    """*avoir* is an auxiliary before a participle, a verb otherwise."""
    for place, piece in enumerate(view.pieces):
        if view.tags[place] == "AUX" and READINGS[piece.form][1] == "avoir" and not _participle_follows(view, place):
            view.tags[place] = "VERB"


def _participle_follows(view: View, place: int) -> bool:
    """Adverbs, particles and a repeated start (*j'ai j'ai vu*) may stand between."""
    near = view.right(place)
    while (
        near < len(view.pieces) and view.tags[near] in ("ADV", "INTJ", "PRON", "AUX") and view.form(near) not in _PAST
    ):
        near = view.right(near)
    if near >= len(view.pieces):
        return False
    return view.form(near) in _PAST or (view.tags[near] == "VERB" and view.forms[near].participle)


_PAST = words("été eu eue eus eues fallu pu voulu")
