"""What transcribers do to French, done to treebanks: case, punctuation, apostrophes, marks of cut words, repetitions.

The treebanks of speech open sentences in lower case and punctuate; transcripts do as they like. Trained on both ways of
writing, a tagger reads both.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from tasks.language.training.treebanks import Sentence


@dataclass(frozen=True, slots=True)
class Writing:
    """How often each thing happens: probabilities, for one run of sentences unless said otherwise."""

    lower_case: float = 0.15
    unpunctuated: float = 0.15
    bare: float = 0.25
    """Lower case and no punctuation."""
    capitals: float = 0.5
    """Sentences opened with a capital, where none of the above holds."""
    repeated: float = 0.01
    """A word said twice, for each word."""
    cut_mark: float = 0.5
    """``accompa~`` of the treebanks written ``accompa-``, for each."""
    unaccented: float = 0.0
    """A word without its accents, for each word."""
    misheard: float = 0.0
    """An elision written without its apostrophe, for each."""


def rewrite(run: Sequence[Sentence], writing: Writing, random: Random) -> Sentence:
    """The sentences of a run as one text, written in one of the ways of transcripts."""
    drawn = random.random()
    bounds = (writing.bare, writing.bare + writing.lower_case, writing.bare + writing.lower_case + writing.unpunctuated)
    lower, unpunctuated = drawn < bounds[1], drawn < bounds[0] or bounds[1] <= drawn < bounds[2]
    capitals = drawn >= bounds[2] and random.random() < writing.capitals
    words = [word for sentence in run for word in _sentence_words(sentence, capitals=capitals)]
    if unpunctuated:
        words = _without_punctuation(words)
    words = list(_slips(words, writing, random))
    if lower:
        words = [replace(word, written=word.written.lower()) for word in words]
    return Sentence(
        words=tuple(word.written for word in words),
        spaces=tuple(word.space for word in words),
        pos=tuple(word.pos for word in words),
        lemmas=tuple(word.lemma for word in words),
    )


@dataclass(frozen=True, slots=True)
class _Word:
    written: str
    space: bool
    pos: str
    lemma: str


def _sentence_words(sentence: Sentence, *, capitals: bool) -> Iterator[_Word]:
    first = True
    rows = list(zip(sentence.words, sentence.spaces, sentence.pos, sentence.lemmas, strict=True))
    for place, (written, space, pos, lemma) in enumerate(rows):
        opens = capitals and first and written[:1].isalpha()
        first = first and not written[:1].isalpha()
        yield _Word(
            written[:1].upper() + written[1:] if opens else written, space or place == len(rows) - 1, pos, lemma
        )


def _without_punctuation(words: Sequence[_Word]) -> list[_Word]:
    kept: list[_Word] = []
    for word in words:
        if word.pos != "PUNCT":
            kept.append(word)
        elif kept and word.space:
            kept[-1] = replace(kept[-1], space=True)
    return kept or list(words)


def _slips(words: Sequence[_Word], writing: Writing, random: Random) -> Iterator[_Word]:
    for word in words:
        slipped = _slip(word, writing, random)
        if word.space and word.pos in ("PRON", "DET", "ADP") and random.random() < writing.repeated:
            yield slipped
        yield slipped


def _slip(word: _Word, writing: Writing, random: Random) -> _Word:
    if word.written.endswith("~") and random.random() < writing.cut_mark:
        return replace(word, written=word.written[:-1] + "-")
    if writing.misheard and len(word.written) > 1 and word.written.endswith("'") and random.random() < writing.misheard:
        return replace(word, written=word.written[:-1], space=True)
    if writing.unaccented and random.random() < writing.unaccented:
        return replace(word, written=word.written.translate(_PLAIN_LETTERS))
    return word


_PLAIN_LETTERS = str.maketrans("éèêëàâîïôöùûüçÉÈÊÀÎÔÇ", "eeeeaaiioouuucEEEAIOC")
