"""Forms of the study's dictionary, folded and cut as the words of transcripts are."""

from __future__ import annotations

import re
from functools import cache

from tasks.language.tokenizer import SpokenTokenizer, fold_form

_PLAIN_WORD = re.compile("[A-Za-zÀ-ÖØ-öø-ÿŒœŸ]+")
"""Nearly every form of a large dictionary: never cut, and not worth the tokenizer's time."""


def fold_words(written: str) -> str:
    """One or several words as the tokenizer folds them, one space between them; an empty text stays empty."""
    if not written or _PLAIN_WORD.fullmatch(written):
        return written.lower()
    return fold_form(" ".join(written.split()))


def cut_form(written: str) -> tuple[str, ...]:
    """The folded words of a form as the tokenizer cuts it: one, or those of an expression; none in white space."""
    if _PLAIN_WORD.fullmatch(written):
        return (written.lower(),)
    return tuple(piece.form for piece in _tokenizer().cut(" ".join(written.split())))


@cache
def _tokenizer() -> SpokenTokenizer:
    """Made once a process, and not at all where every form is plain."""
    return SpokenTokenizer()
