"""Treebanks of Universal Dependencies as training material: sentences of written words, parts of speech and lemmas."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from spacy.tokens import Doc
from spacy.training.converters.conllu_to_docs import conllu_to_docs

CONTENT_POS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
"""Parts of speech of content words."""

LEMMATISED = CONTENT_POS | {"AUX"}
"""Parts of speech whose lemmas are learnt; those of pronouns are odd in these treebanks (*je* under *moi*)."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; contractions (*du*) are one word, as written."""

    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    """Whether white space follows each."""
    pos: tuple[str, ...]
    lemmas: tuple[str, ...]

    @property
    def text(self) -> str:
        """As written."""
        return "".join(word + " " * space for word, space in zip(self.words, self.spaces, strict=True)).strip()


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, contractions merged."""
    docs = conllu_to_docs(path.read_text(encoding="utf-8"), n_sents=1, merge_subtokens=True, no_print=True)  # type: ignore[no-untyped-call]
    return [_sentence(doc) for doc in docs]


def read_treebanks(paths: list[Path]) -> list[list[Sentence]]:
    """One list of sentences a file."""
    return [read_treebank(path) for path in paths]


def runs(sentences: list[Sentence], length: int) -> Iterator[list[Sentence]]:
    """Sentences in order, ``length`` at a time."""
    for start in range(0, len(sentences), length):
        yield sentences[start : start + length]


def _sentence(doc: Doc) -> Sentence:
    return Sentence(
        words=tuple(token.text for token in doc),
        spaces=tuple(bool(token.whitespace_) for token in doc),
        pos=tuple(token.pos_ for token in doc),
        lemmas=tuple(token.lemma_ for token in doc),
    )
