"""French as it is spoken, for spaCy: the language and the tokenizer that Miroir's pipelines name.

spaCy finds both by the entry points of ``pyproject.toml``. What the statistical components see of a word (norm, first
letter, last letters, shape) is taken from its folded form: typographic apostrophes and hyphens make no difference.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX  # type: ignore[import-not-found]
from spacy.lang.lex_attrs import word_shape
from spacy.language import BaseDefaults, Language
from spacy.tokens import Doc
from spacy.util import DummyTokenizer
from spacy.vocab import Vocab

from tasks.language.form_tables import french_forms
from tasks.language.tokenizer import PLAIN, Piece, SpokenTokenizer, fold_form
from tasks.language.word_classes import WHITE_SPACE, WordClasses

SUFFIX_LETTERS = 3


def _norm(text: str) -> str:
    return fold_form(text)


def _prefix(text: str) -> str:
    return text.translate(PLAIN)[:1]


def _suffix(text: str) -> str:
    return text.translate(PLAIN)[-SUFFIX_LETTERS:]


def _shape(text: str) -> str:
    shape: str = word_shape(text.translate(PLAIN))
    return shape


class OralFrenchDefaults(BaseDefaults):
    """What spaCy reads off a word of spoken French."""

    lex_attr_getters = {NORM: _norm, PREFIX: _prefix, SUFFIX: _suffix, SHAPE: _shape}  # noqa: RUF012


class OralFrench(Language):  # type: ignore[no-untyped-call]
    """spaCy's language of ``fr_oral_sm``; ``spacy.lang.fr`` compiles patterns for three seconds and is not needed."""

    lang = "fr_oral"
    Defaults = OralFrenchDefaults


class PieceTokenizer(DummyTokenizer):
    """The tokenizer of transcripts as spaCy's: what it makes reproduces the text, white space included."""

    def __init__(self, vocab: Vocab, placeholders: frozenset[str] = frozenset()) -> None:
        self._vocab = vocab
        self._cutter = SpokenTokenizer(placeholders)
        self._classes = WordClasses(french_forms())

    def __call__(self, text: str) -> Doc:
        """The text cut; ``doc.text`` is the text. ``token.tag_`` is the word's class by dictionaries and rules."""
        pieces = self._cutter.cut(text)
        return pieces_to_doc(self._vocab, text, pieces, self._classes.labels(pieces))


def pieces_to_doc(vocab: Vocab, text: str, pieces: Sequence[Piece], labels: Sequence[str] | None = None) -> Doc:
    """One spaCy token a piece, tagged with its label, and one for white space that is more than a single blank."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    at = 0
    for piece, label in zip([*pieces, None], [*(labels or [""] * len(pieces)), ""], strict=True):
        start = len(text) if piece is None else piece.start
        gap = text[at:start]
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)
            tags.append(WHITE_SPACE)
        if piece is not None:
            words.append(text[piece.start : piece.end])
            spaces.append(False)
            tags.append(label)
            at = piece.end
    return Doc(vocab, words=words, spaces=spaces, tags=tags if labels is not None else None)


def create_tokenizer(placeholders: list[str] | None = None) -> Callable[[Any], PieceTokenizer]:
    """The tokenizer by the name under which pipelines' configurations ask for it: ``miroir.PieceTokenizer.v1``."""
    listed = frozenset(placeholders or ())
    return lambda nlp: PieceTokenizer(nlp.vocab, listed)
