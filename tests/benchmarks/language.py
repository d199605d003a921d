"""How well and how fast French is read: the pipeline in place beside the dictionaries, words a second on one core."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import spacy

from tasks.language.pipeline import load_reader
from tasks.language.training.baselines import (
    dictionary_path,
    iramuteq_lexicon,
    simplemma_alone,
    spacy_lookups,
    words_of,
)
from tasks.language.training.evaluation import Reader, bare, measure
from tasks.language.training.figures import DEV_BANKS, read_figures
from tasks.language.training.treebanks import Sentence, read_treebank
from tasks.language.versions import MODELS, own_pipeline_folder

SHARED = Path(__file__).parents[3] / "shared"
_LEXICON = SHARED / "oracles" / "lexique_fr.csv"
_TREEBANKS = SHARED / "language" / "treebanks"
_TURN_SENTENCES = 5


def accuracy() -> Iterator[str]:
    """Percent right on the development splits of the treebanks; nothing but a line where they are not there."""
    if not _TREEBANKS.is_dir():
        yield "accuracy: not measured, the treebanks are not beside the checkout (shared/language/treebanks)"
        return
    banks = {name: read_treebank(_TREEBANKS / f"{name}.conllu") for name in DEV_BANKS}
    readers: dict[str, Reader] = {
        "spaCy's lookup table": spacy_lookups(),
        "simplemma": simplemma_alone(),
        "dictionaries and rules": dictionary_path(),
        "fr_oral_sm": words_of(load_reader()),
    }
    if _LEXICON.is_file():
        readers["IRaMuTeQ's dictionary"] = iramuteq_lexicon(_LEXICON)
    yield "percent right: content-word lemma / content or tool word / part of speech; cut by Miroir, wrong cuts count"
    for bank, sentences in banks.items():
        for writing, told in (("as written", sentences), ("bare", [bare(sentence) for sentence in sentences])):
            yield f"  {bank}, {writing}"
            yield from (f"    {name:26} {_figures(reader, told)}" for name, reader in readers.items())
    yield from _seeds()


def _figures(reader: Reader, sentences: list[Sentence]) -> str:
    found = measure(reader, sentences)
    return f"{found.lemma:6.2f} {found.content:6.2f} {found.pos:6.2f}"


def _seeds() -> Iterator[str]:
    figures = read_figures(MODELS / "figures.json")
    yield f"  over the seeds {figures['seeds']}: mean (lowest-highest), as measured when trained"
    for bank, writings in figures["spread"].items():
        for writing, measures in writings.items():
            told = ", ".join(
                f"{name} {mean:.2f} ({low:.2f}-{high:.2f})" for name, (mean, low, high) in measures.items()
            )
            yield f"    {bank}, {writing}: {told}"


def speed(texts: list[str]) -> Iterator[str]:
    """Words a second on this core, one process; the first reading fills what is remembered, the second is told too."""
    folder = own_pipeline_folder()
    if folder is None:
        yield "speed: the pipeline's weights are not there"
        return
    started = time.perf_counter()
    reader = load_reader()
    yield f"loading the pipeline and the dictionaries: {time.perf_counter() - started:.2f} s   <= 2"
    for round_ in ("first", "second"):
        started = time.perf_counter()
        n_words = sum(map(len, reader.read(texts)))
        rate = n_words / (time.perf_counter() - started)
        yield f"read, {round_} time, without names: {rate:,.0f} words/s   >= 15,000"
    nlp = spacy.load(folder)
    started = time.perf_counter()
    n_words = sum(len(doc) for doc in nlp.pipe(texts))
    rate = n_words / (time.perf_counter() - started)
    yield f"read with names (spaCy's pipeline whole): {rate:,.0f} words/s   >= 9,000"


def example_turns() -> list[str]:
    """Turns of the length of interviews: sentences of the invented study's transcripts, some at a time."""
    incoming = Path(__file__).parents[2] / "data" / "example_study" / "incoming"
    lines = [
        line
        for path in sorted(incoming.glob("*.txt"))
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines()
        if line
    ]
    return [" ".join(lines[at : at + _TURN_SENTENCES]) for at in range(0, len(lines), _TURN_SENTENCES)]
