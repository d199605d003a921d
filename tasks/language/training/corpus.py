"""Training examples made from treebanks, written anew at every pass: ``miroir.Treebanks.v1`` in configurations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from random import Random

from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from tasks.language.training.augmenters import Writing, rewrite
from tasks.language.training.treebanks import LEMMATISED, Sentence, read_treebank, runs

_HAS_DIGIT = re.compile(r"\d")
LONGEST_RUN = 10
"""Sentences in one text at most: turns hold several."""


def sentence_example(nlp: Language, sentence: Sentence) -> Example:
    """Parts of speech and lemmas of content words as what is to be learnt."""
    lemmas = [
        lemma.lower() if pos in LEMMATISED and not _HAS_DIGIT.search(lemma) else ""
        for lemma, pos in zip(sentence.lemmas, sentence.pos, strict=True)
    ]
    words, spaces = list(sentence.words), list(sentence.spaces)
    reference = Doc(nlp.vocab, words=words, spaces=spaces, pos=list(sentence.pos), lemmas=lemmas)
    return Example(nlp.make_doc(reference.text), reference)


def create_reader(
    folder: str, treebanks: list[str], *, seed: int, rewritings: int, writing: Mapping[str, float] | None = None
) -> Callable[[Language], Iterator[Example]]:
    """Examples of the named treebanks (``parisstories-train``), each sentence in ``rewritings`` ways of writing.

    spaCy reads a corpus once and goes over it again and again: what is written one way only is learnt that way only.
    Every call writes anew.
    """
    banks = [read_treebank(Path(folder) / f"{name}.conllu") for name in treebanks]
    random = Random(seed)  # noqa: S311 - no secret
    ways = Writing(**(writing or {}))

    def read(nlp: Language) -> Iterator[Example]:
        if rewritings == 0:
            yield from (sentence_example(nlp, sentence) for bank in banks for sentence in bank)
        for _ in range(rewritings):
            for bank in banks:
                for run in runs(bank, random.randint(1, LONGEST_RUN)):
                    yield sentence_example(nlp, rewrite(run, ways, random))

    return read
