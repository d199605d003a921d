"""The figures of the name recogniser: on months of WiNER-fr kept from training, and on speech that holds no name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from random import Random

import spacy
from spacy.language import Language

from tasks.language.names import find_names
from tasks.language.training.evaluation import bare
from tasks.language.training.name_augmenters import NameWriting, rewrite_names
from tasks.language.training.name_parts import LABELS, Part
from tasks.language.training.treebanks import Sentence
from tasks.language.training.winer import read_winer

HELD_OUT = ("2017/09", "2017/10")
"""Months of WiNER-fr that ``names.cfg`` leaves out of training."""

_BARE = NameWriting(**{way: float(way == "bare") for way in NameWriting.__slots__})

NameFigures = dict[str, dict[str, float]]
"""Way of writing → measure → value."""

Span = tuple[int, int, str]


def measure_names(folder: Path, winer: Path, speech: Mapping[str, Sequence[Sentence]]) -> NameFigures:
    """``strict`` F of spans and labels, ``untyped`` F of spans; ``false`` names a thousand words of name-free speech.

    ``speech``: treebanks, of which the sentences without a proper noun are read, by recogniser and tagger together.
    """
    nlp = spacy.load(folder)
    written = read_winer(winer, HELD_OUT)
    unmarked = [rewrite_names(parts, _BARE, Random(0)) for parts in written]  # noqa: S311 - nothing is left to chance
    free = [sentence for bank in speech.values() for sentence in bank if "PROPN" not in sentence.pos]
    return {
        writing: {
            "strict": _f(nlp, texts, typed=True),
            "untyped": _f(nlp, texts, typed=False),
            "false": _false_names(nlp, sentences),
        }
        for writing, texts, sentences in (
            ("as written", written, free),
            ("lower case, no punctuation", unmarked, [bare(sentence) for sentence in free]),
        )
    }


def _f(nlp: Language, texts: Sequence[Sequence[Part]], *, typed: bool) -> float:
    gold = [set(_gold(parts, typed=typed)) for parts in texts]
    docs = nlp.pipe("".join(part.text for part in parts) for parts in texts)
    found = [{(ent.start_char, ent.end_char, ent.label_ if typed else "") for ent in doc.ents} for doc in docs]
    right = sum(len(told & meant) for told, meant in zip(found, gold, strict=True))
    both = sum(map(len, found)) + sum(map(len, gold))
    return round(200 * right / both, 1) if both else float("nan")


def _gold(parts: Sequence[Part], *, typed: bool) -> list[Span]:
    spans: list[Span] = []
    at = 0
    for part in parts:
        if part.label in LABELS:
            spans.append((at, at + len(part.text), part.label if typed else ""))
        at += len(part.text)
    return spans


def _false_names(nlp: Language, sentences: Sequence[Sentence]) -> float:
    n_words = sum(pos != "PUNCT" for sentence in sentences for pos in sentence.pos)
    n_names = sum(len(find_names(doc)) for doc in nlp.pipe(sentence.text for sentence in sentences))
    return round(1000 * n_names / max(1, n_words), 1)
