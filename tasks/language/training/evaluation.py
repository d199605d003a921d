"""How well a way of reading words does on treebanks, on the text itself: whoever is measured cuts it as he does.

A gold word that is not cut as the treebank cuts it counts as wrong in every measure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from tasks.language.training.treebanks import CONTENT_POS, Sentence


@dataclass(frozen=True, slots=True)
class Read:
    """A word as somebody reads it."""

    start: int
    end: int
    pos: str
    lemma: str


Reader = Callable[[Sequence[str]], list[list[Read]]]
"""Texts → words of each."""


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Shares of gold words, in percent."""

    lemma: float
    """Content words (NOUN, VERB, ADJ, ADV) whose lemma is right, capitals aside."""
    content: float
    """Words, punctuation left out, rightly told to be a content word or none."""
    pos: float
    """Words and punctuation marks whose part of speech is right."""
    pos_words: float
    """Words alone whose part of speech is right."""
    cut: float
    """Words and marks cut as the treebank cuts them."""
    n_content: int
    n_words: int


def bare(sentence: Sentence) -> Sentence:
    """The sentence in lower case and without punctuation, as many transcripts are."""
    kept = [place for place, pos in enumerate(sentence.pos) if pos != "PUNCT"]
    spaces = [
        sentence.spaces[place] or (place + 1 < len(sentence.pos) and sentence.pos[place + 1] == "PUNCT")
        for place in kept
    ]
    return Sentence(
        words=tuple(sentence.words[place].lower() for place in kept),
        spaces=tuple(spaces),
        pos=tuple(sentence.pos[place] for place in kept),
        lemmas=tuple(sentence.lemmas[place] for place in kept),
    )


def curly(sentence: Sentence) -> Sentence:
    """The sentence with typographic apostrophes."""
    return Sentence(
        tuple(word.replace("'", "’") for word in sentence.words), sentence.spaces, sentence.pos, sentence.lemmas
    )


def gold_words(sentence: Sentence) -> Iterator[Read]:
    """The words of the treebank with their places in ``sentence.text``."""
    at = 0
    for word, space, pos, lemma in zip(sentence.words, sentence.spaces, sentence.pos, sentence.lemmas, strict=True):
        yield Read(at, at + len(word), pos, lemma)
        at += len(word) + space


def measure(reader: Reader, sentences: Sequence[Sentence]) -> Accuracy:
    """Accuracy of ``reader`` on the texts of ``sentences``; empty ones are left out."""
    kept = [sentence for sentence in sentences if sentence.words]
    rows = [
        (gold, found.get((gold.start, gold.end)))
        for sentence, read in zip(kept, reader([sentence.text for sentence in kept]), strict=True)
        for found in [{(word.start, word.end): word for word in read}]
        for gold in gold_words(sentence)
    ]
    content = [(gold, word) for gold, word in rows if gold.pos in CONTENT_POS]
    words = [(gold, word) for gold, word in rows if gold.pos != "PUNCT"]
    return Accuracy(
        lemma=_share(word is not None and word.lemma.lower() == gold.lemma.lower() for gold, word in content),
        content=_share(
            word is not None and (word.pos in CONTENT_POS) == (gold.pos in CONTENT_POS) for gold, word in words
        ),
        pos=_share(word is not None and word.pos == gold.pos for gold, word in rows),
        pos_words=_share(word is not None and word.pos == gold.pos for gold, word in words),
        cut=_share(word is not None for _, word in rows),
        n_content=len(content),
        n_words=len(words),
    )


def mean_and_range(measured: Sequence[Accuracy]) -> dict[str, tuple[float, float, float]]:
    """Measure → (mean, lowest, highest) over several trainings."""
    shares = [field.name for field in fields(Accuracy) if not field.name.startswith("n_")]
    values = {name: [float(getattr(one, name)) for one in measured] for name in shares}
    return {name: (sum(got) / len(got), min(got), max(got)) for name, got in values.items()}


def _share(right: Iterator[bool]) -> float:
    told = list(right)
    return 100 * sum(told) / len(told) if told else float("nan")
