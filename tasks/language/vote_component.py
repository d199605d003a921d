"""The vote on lemmas as the last component of a spaCy pipeline: ``nlp(text)`` gives the lemmas that Miroir counts."""

from __future__ import annotations

from typing import get_args

from spacy.language import Language
from spacy.tokens import Doc, Token

from tasks.language.finish import Finish
from tasks.language.form_tables import french_forms
from tasks.language.steady_ops import use_steady_products
from tasks.language.tokenizer import PLAIN, Kind, Piece, fold_form, kind_of

FACTORY = "miroir_lemma_vote"
_KINDS: dict[str, Kind] = {kind: kind for kind in get_args(Kind)}


class VoteComponent:
    """Replaces each word's trained lemma by the outcome of the vote, and the part of speech by the settled one."""

    def __init__(self) -> None:
        self._finish = Finish(french_forms(), "trees")

    def __call__(self, doc: Doc) -> Doc:
        """The same document, parts of speech settled, lemmas decided."""
        tokens = [token for token in doc if not token.is_space]
        pieces = [_piece(token) for token in tokens]
        parts = self._finish.parts(pieces, [token.pos_ for token in tokens], [token.tag_ for token in tokens])
        verdicts = self._finish.verdicts(pieces, parts, [fold_form(token.lemma_) for token in tokens])
        for token, pos, verdict in zip(tokens, parts, verdicts, strict=True):
            token.pos_ = pos
            token.lemma_ = verdict.lemma
        return doc


def _piece(token: Token) -> Piece:
    """The piece that a token was made of; what is no word is told by its label."""
    form = fold_form(token.text)
    kind = _KINDS.get(token.tag_.partition(":")[2]) or kind_of(form)
    return Piece(token.idx, token.idx + len(token.text), token.text.translate(PLAIN), form, kind)


def create_lemma_vote(nlp: Language, name: str) -> VoteComponent:  # noqa: ARG001 - spaCy gives it
    """Factory of the component ``miroir_lemma_vote``; it comes last, and settles how those before it multiply."""
    use_steady_products(nlp)
    return VoteComponent()


Language.factory(FACTORY, assigns=["token.lemma"], func=create_lemma_vote)
