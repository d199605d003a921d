"""What the trained pipeline is compared with: the dictionaries alone, each in its own way. All cut as Miroir cuts."""

from __future__ import annotations

import csv
import gzip
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import simplemma
import spacy_lookups_data

from tasks.language.pipeline import load_reader
from tasks.language.reading import TurnReader
from tasks.language.tokenizer import SpokenTokenizer
from tasks.language.training.evaluation import Read, Reader
from tasks.language.versions import DICTIONARY

_CONTENT_CATEGORIES = frozenset({"nom", "adj", "adv", "ver", "nr"})
"""IRaMuTeQ's categories that are active by default; an unknown word is ``nr``."""


def words_of(reader: TurnReader) -> Reader:
    """A reader of turns as one that is measured."""

    def read(texts: Sequence[str]) -> list[list[Read]]:
        return [
            [Read(word.piece.start, word.piece.end, word.pos, word.lemma) for word in words]
            for words in reader.read(texts)
        ]

    return read


def spacy_lookups() -> Reader:
    """spaCy's lookup table: the lemma of a form whatever its part of speech; it tells none."""
    raw = gzip.decompress(Path(f"{spacy_lookups_data.fr['lemma_lookup']}.gz").read_bytes())
    table: Mapping[str, Sequence[str] | str] = json.loads(raw)

    def lemma(form: str) -> str:
        listed = table.get(form, form)
        return listed if isinstance(listed, str) else next(iter(listed), form)

    return _form_by_form(lambda form: ("", lemma(form)))


def simplemma_alone() -> Reader:
    """simplemma: the lemma of a form whatever its part of speech; it tells none."""
    return _form_by_form(lambda form: ("", str(simplemma.lemmatize(form, "fr"))))


def iramuteq_lexicon(path: Path) -> Reader:
    """IRaMuTeQ's French lexicon (``c_mot;c_lemme;c_morpho``): lemma and category of a form out of its context."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = {row[0]: (row[2], row[1]) for row in csv.reader(file, delimiter=";") if len(row) > 2}

    def look_up(form: str) -> tuple[str, str]:
        category, lemma = rows.get(form.strip("'").replace("-", "_"), ("nr", form))
        return ("NOUN" if category in _CONTENT_CATEGORIES else "PRON", lemma)

    return _form_by_form(look_up)


def dictionary_path() -> Reader:
    """Tables and rules of context, without a trained model: ``pipeline = "dictionary"``."""
    return words_of(load_reader(DICTIONARY))


def _form_by_form(look_up: Callable[[str], tuple[str, str]]) -> Reader:
    cutter = SpokenTokenizer()

    def read(texts: Sequence[str]) -> list[list[Read]]:
        return [[Read(piece.start, piece.end, *look_up(piece.form)) for piece in cutter.cut(text)] for text in texts]

    return read
