"""The language models that a study may choose from, and how each reads turns.

``fr_oral_sm`` is the project's own; any installed spaCy pipeline may stand in its place, given words as the project's
tokenizer cuts them; ``dictionary`` is none: tables and rules of context alone, which lose some content words and names.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from threading import Lock

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from tasks.language.dictionary_tagger import DictionaryTagger
from tasks.language.finish import Finish
from tasks.language.form_tables import FormDictionary, french_forms
from tasks.language.oral_french import pieces_to_doc
from tasks.language.reading import TurnReader, Word
from tasks.language.steady_ops import use_steady_products
from tasks.language.tokenizer import Piece, SpokenTokenizer, fold_form
from tasks.language.versions import DICTIONARY, OWN_PIPELINE, own_pipeline_folder, pipeline_version
from tasks.language.word_classes import WordClasses

_NOT_NEEDED = ["parser", "senter", "ner", "lemma_vote"]
_BATCH = 32
"""Turns read at a time: what keeps the working set within the processor's caches."""


def load_reader(pipeline: str = OWN_PIPELINE, placeholders: frozenset[str] = frozenset()) -> TurnReader:
    """The reader of the named pipeline, loaded once a process.

    ``placeholders`` are words that stand for something masked (*BIP*), compared as written. ``pipeline`` is one that is
    not missing (``missing_pipeline``); where the own one is, the dictionaries answer, and ``version`` says so.
    Raises ``ValueError`` for a pipeline that gives no parts of speech.
    """
    return _load(pipeline, placeholders)


@cache
def _load(pipeline: str, placeholders: frozenset[str]) -> TurnReader:
    version = pipeline_version(pipeline)
    dictionary = french_forms()
    if pipeline == DICTIONARY or (pipeline == OWN_PIPELINE and own_pipeline_folder() is None):
        return DictionaryReader(dictionary, placeholders, version)
    nlp = _components(pipeline)
    if not gives_parts_of_speech(nlp):
        raise ValueError(f"the spaCy pipeline {pipeline!r} gives no parts of speech, which reading words needs")
    return SpacyReader(nlp, dictionary, placeholders, version, own=pipeline == OWN_PIPELINE)


@cache
def _components(pipeline: str) -> Language:
    folder = own_pipeline_folder() if pipeline == OWN_PIPELINE else None
    return load_components(folder or pipeline)


def load_components(source: Path | str) -> Language:
    """A spaCy pipeline without what reading words does not need."""
    nlp = spacy.load(source, exclude=_NOT_NEEDED)
    use_steady_products(nlp)
    return nlp


def gives_parts_of_speech(nlp: Language) -> bool:
    """Whether the pipeline tells any, tried on a sentence."""
    return bool(nlp("La maison est grande.").has_annotation("POS"))


class DictionaryReader:
    """Tables and rules of context alone, no trained model."""

    def __init__(self, dictionary: FormDictionary, placeholders: frozenset[str], version: str) -> None:
        self._cutter = SpokenTokenizer(placeholders)
        self._tagger = DictionaryTagger(dictionary)
        self._finish = Finish(dictionary, "form")
        self.version = version

    def read(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of each text."""
        return [self.read_pieces(self._cutter.cut(text)) for text in texts]

    def read_pieces(self, pieces: Sequence[Piece]) -> list[Word]:
        """The words of a turn that is cut already."""
        parts = self._finish.parts(pieces, self._tagger.parts_of_speech(pieces))
        return self._finish.words(pieces, parts, [""] * len(pieces))


class SpacyReader:
    """A spaCy pipeline over our own words. ``own`` is for ``fr_oral_sm``, which sees the words' classes."""

    def __init__(
        self, nlp: Language, dictionary: FormDictionary, placeholders: frozenset[str], version: str, *, own: bool
    ) -> None:
        self._nlp = nlp
        self._cutter = SpokenTokenizer(placeholders)
        self._classes = WordClasses(dictionary) if own else None
        self._finish = Finish(dictionary, "trees" if own else "pipeline")
        self._alone = Lock()  # spaCy's vocabulary is not made for several threads at a time
        self.version = version

    def read(self, texts: Sequence[str]) -> list[list[Word]]:
        """The words of each text; the same whatever stands beside it."""
        with self._alone:
            cut = [self._cutter.cut(text) for text in texts]
            docs = self._nlp.pipe(map(self._doc, texts, cut), batch_size=_BATCH)
            return [self._words(pieces, doc) for pieces, doc in zip(cut, docs, strict=True)]

    def _doc(self, text: str, pieces: list[Piece]) -> Doc:
        labels = self._classes.labels(pieces) if self._classes else None
        return pieces_to_doc(self._nlp.vocab, text, pieces, labels)

    def _words(self, pieces: Sequence[Piece], doc: Doc) -> list[Word]:
        tokens = [token for token in doc if not token.is_space]
        labels = [token.tag_ for token in tokens] if self._classes else None
        parts = self._finish.parts(pieces, [token.pos_ for token in tokens], labels)
        return self._finish.words(pieces, parts, [fold_form(token.lemma_) for token in tokens])
