"""Parts of speech without a trained model.

What a form may be comes from tables (``tasks.language.form_tables``), what it is in its place from rules of context
(``closed_rules``, ``open_rules``), closed classes first. An unknown word is a noun.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tasks.language.closed_classes import READINGS, words
from tasks.language.closed_rules import choose_closed
from tasks.language.form_tables import FormDictionary, Forms
from tasks.language.open_rules import choose_open
from tasks.language.tokenizer import Kind, Piece
from tasks.language.turn_view import NO_FORMS, View

_SENTENCE_OPENERS = words('« " “ - – — : ( [')
KIND_POS: Mapping[Kind, str] = {
    "punctuation": "PUNCT",
    "event": "X",
    "false_start": "X",
    "number": "NUM",
    "hesitation": "INTJ",
    "placeholder": "PROPN",
}
"""Part of speech of what is no word."""


class DictionaryTagger:
    """Tags the pieces of one turn. The same pieces always get the same parts of speech."""

    def __init__(self, dictionary: FormDictionary) -> None:
        self._dictionary = dictionary

    def parts_of_speech(self, pieces: Sequence[Piece]) -> list[str]:
        """One Universal part of speech for each piece, in order."""
        view = View(pieces, [self._forms(piece) for piece in pieces])
        for place, piece in enumerate(pieces):
            view.tags.append(_choose(view, place, piece))
        _settle_avoir(view)
        return view.tags

    def _forms(self, piece: Piece) -> Forms:
        return self._dictionary.forms(piece.form) if piece.kind == "word" else NO_FORMS


def _choose(view: View, place: int, piece: Piece) -> str:
    if piece.kind != "word":
        return KIND_POS[piece.kind]
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
