"""Spoken sentences with the analysis that a linguist gives (``spoken_sentences/*.txt``), and what the program says.

A file holds blocks: ``# sentence``, then a line a word (form, lemma, part of speech, category, expression; tabs
between), a blank line after. Lines that start with ``##`` are for the reader.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Literal, NamedTuple, get_args

from tasks.language.pipeline import load_reader
from tasks.language.reading import Word
from tasks.lexicon.annotation import Annotator
from tasks.records import Category, Token

FOLDER = Path(__file__).parent / "spoken_sentences"
KNOWN_MISSES = FOLDER / "known_misses.toml"
PLACEHOLDERS = frozenset({"BIP"})

Field = Literal["cut", "kind", "lemma", "pos", "category", "expression"]
CONTENT = frozenset({"noun", "verb", "adjective", "adverb"})
_KINDS: Mapping[str, str] = {"false start": "false_start"} | {
    name: name for name in ("number", "placeholder", "hesitation", "event", "punctuation")
}
_NOT_SAID = "_"


class Reading(NamedTuple):
    """One analysis of a word."""

    lemma: str
    pos: str
    category: str


@dataclass(frozen=True, slots=True)
class GoldWord:
    """A word as a linguist cuts and reads it."""

    start: int
    end: int
    form: str
    readings: tuple[Reading, ...]
    """The analysis, or those between which treebanks are divided, the preferred one first."""
    expression: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence as transcribed with its words."""

    file: str
    number: int
    """Place in the file, from 1."""
    text: str
    words: tuple[GoldWord, ...]

    @property
    def name(self) -> str:
        """What a test calls it."""
        return f"{self.file} {self.number}"


@dataclass(frozen=True, slots=True, order=True)
class Miss:
    """One thing that the program says otherwise than the linguist."""

    file: str
    sentence: int
    word: int
    """Place in the sentence, from 1; 0 where the cutting differs."""
    field: Field
    form: str
    right: str
    said: str


@dataclass(frozen=True, slots=True)
class Said:
    """What the program says of a sentence: the language model's words and the tokens made of them."""

    words: Sequence[Word]
    tokens: Sequence[Token]


@cache
def load_sentences() -> tuple[Sentence, ...]:
    """All sentences, by file and place. Raises ``ValueError`` with file and line where a block cannot be read."""
    return tuple(sentence for path in sorted(FOLDER.glob("*.txt")) for sentence in read_sentences(path))


def read_sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of one file."""
    lines = [
        (number, line)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if not line.startswith("##")
    ]
    blocks = [list(block) for filled, block in groupby(lines, key=lambda line: bool(line[1].strip())) if filled]
    for number, block in enumerate(blocks, start=1):
        first, text = block[0]
        if not text.startswith("# "):
            raise ValueError(f"{path.name} line {first}: a block starts with '# ' and the sentence")
        text = text.removeprefix("# ")
        yield Sentence(path.stem, number, text, tuple(_read_words(path.name, text, block[1:])))


def _read_words(file: str, text: str, lines: Sequence[tuple[int, str]]) -> Iterator[GoldWord]:
    at = 0
    for number, line in lines:
        columns = line.split("\t")
        if len(columns) not in (4, 5) or not all(columns):
            raise ValueError(f"{file} line {number}: a word has four or five columns with tabs between")
        form = columns[0]
        start = len(text) - len(text[at:].lstrip())
        at = start + len(form)
        if text[start:at] != form:
            raise ValueError(f"{file} line {number}: {form!r} does not stand at character {start} of {text!r}")
        yield GoldWord(start, at, form, _readings(file, number, columns[1:4]), (columns[4:] or [""])[0])
    if text[at:].strip():
        raise ValueError(f"{file}: {text[at:]!r} of {text!r} has no analysis")


def _readings(file: str, number: int, columns: Sequence[str]) -> tuple[Reading, ...]:
    choices = [column.split("|") for column in columns]
    count = max(map(len, choices))
    if any(len(choice) not in (1, count) for choice in choices):
        raise ValueError(f"{file} line {number}: columns with a choice hold as many values")
    readings = [Reading(*row) for row in zip(*(c if len(c) == count else c * count for c in choices), strict=True)]
    unknown = {reading.category for reading in readings} - set(get_args(Category))
    if unknown:
        raise ValueError(f"{file} line {number}: no category {sorted(unknown)}")
    return tuple(readings)


@cache
def analyse() -> Mapping[str, Said]:
    """What the program says of all sentences, by sentence name."""
    sentences = load_sentences()
    reader, annotator = load_reader(placeholders=PLACEHOLDERS), Annotator()
    read = reader.read([sentence.text for sentence in sentences])
    return {
        sentence.name: Said(words, annotator.annotate(words)) for sentence, words in zip(sentences, read, strict=True)
    }


def find_misses(sentence: Sentence, said: Said) -> tuple[Miss, ...]:
    """Where the program differs, in order. Where it cuts otherwise nothing else of the sentence is compared."""
    cut = [(word.piece.start, word.piece.end) for word in said.words]
    if cut != [(word.start, word.end) for word in sentence.words]:
        right = " ".join(word.form for word in sentence.words)
        found = " ".join(sentence.text[start:end] for start, end in cut)
        return (Miss(sentence.file, sentence.number, 0, "cut", "", right, found),)
    return tuple(
        Miss(sentence.file, sentence.number, place, field, word.form, right, other)
        for place, (word, read, token) in enumerate(zip(sentence.words, said.words, said.tokens, strict=True), start=1)
        for field, right, other in _differences(word, read, token)
    )


def _differences(gold: GoldWord, read: Word, token: Token) -> list[tuple[Field, str, str]]:
    """Fields of a word that are wrong, measured on the reading that comes nearest."""
    by_reading = [_compare(gold, reading, read, token) for reading in gold.readings]
    return min(by_reading, key=len)


def _compare(gold: GoldWord, right: Reading, read: Word, token: Token) -> list[tuple[Field, str, str]]:
    pairs: list[tuple[Field, str, str]] = [
        ("kind", _KINDS.get(right.category, "word"), read.piece.kind),
        ("lemma", right.lemma, read.lemma if right.lemma != _NOT_SAID else _NOT_SAID),
        ("pos", right.pos, read.pos if right.pos != _NOT_SAID else _NOT_SAID),
        ("category", right.category, token.category),
        ("expression", gold.expression, token.expression),
    ]
    return [(field, wanted, said) for field, wanted, said in pairs if wanted.lower() != said.lower()]


def measure(sentences: Sequence[Sentence], misses: Sequence[Miss]) -> dict[str, tuple[int, int]]:
    """How many are right, of how many: sentences cut, and of the words of those the kinds, lemmas and so on."""
    uncut = {(miss.file, miss.sentence) for miss in misses if miss.field == "cut"}
    words = [
        ((sentence.file, sentence.number, place), word)
        for sentence in sentences
        if (sentence.file, sentence.number) not in uncut
        for place, word in enumerate(sentence.words, start=1)
    ]
    wrong = {(miss.file, miss.sentence, miss.word, miss.field) for miss in misses}
    said = [(at, word) for at, word in words if word.readings[0].lemma != _NOT_SAID]
    content = [(at, word) for at, word in said if word.readings[0].category in CONTENT]
    of: dict[str, tuple[Field, list[tuple[tuple[str, int, int], GoldWord]]]] = {
        "kind": ("kind", words),
        "content lemma": ("lemma", content),
        "lemma": ("lemma", said),
        "part of speech": ("pos", said),
        "category": ("category", words),
        "expression": ("expression", words),
    }
    figures = {"cutting": (len(sentences) - len(uncut), len(sentences))}
    for name, (field, counted) in of.items():
        figures[name] = (sum((*at, field) not in wrong for at, _ in counted), len(counted))
    return figures
