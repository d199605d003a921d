"""The figures of a pipeline by treebank and way of writing, and over several seeds."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict

from tasks.language.form_tables import french_forms
from tasks.language.pipeline import SpacyReader, load_components
from tasks.language.training.baselines import words_of
from tasks.language.training.evaluation import Reader, bare, curly, measure
from tasks.language.training.name_figures import NameFigures
from tasks.language.training.treebanks import Sentence

DEV_BANKS = ("parisstories-dev", "rhapsodie-dev", "sequoia-dev")
SPOKEN_BANKS = DEV_BANKS[:2]
"""Those that decide: interviews are speech."""

WRITINGS: dict[str, Callable[[Sentence], Sentence]] = {
    "as written": lambda sentence: sentence,
    "lower case, no punctuation": bare,
    "typographic apostrophes": curly,
}
MEASURES = ("lemma", "content", "pos", "pos_words", "cut")

Measured = dict[str, dict[str, dict[str, float]]]
"""Treebank → way of writing → measure → percent."""


class Figures(TypedDict):
    """What ``data/models/figures.json`` holds."""

    version: str
    seeds: list[int]
    shipped_seed: int
    shipped: Measured
    spread: dict[str, dict[str, dict[str, list[float]]]]
    """The same over the seeds: mean, lowest, highest."""
    names: NameFigures


def measure_pipeline(folder: Path, banks: Mapping[str, Sequence[Sentence]]) -> Measured:
    """The figures of the pipeline that lies in ``folder``."""
    reader = SpacyReader(load_components(folder), french_forms(), frozenset(), "", own=True)
    return measure_reader(words_of(reader), banks)


def measure_reader(reader: Reader, banks: Mapping[str, Sequence[Sentence]]) -> Measured:
    """The figures of whoever reads, rounded to hundredths of a point."""
    return {
        bank: {
            writing: {
                name: round(value, 2)
                for name, value in asdict(measure(reader, [write(sentence) for sentence in sentences])).items()
                if name in MEASURES
            }
            for writing, write in WRITINGS.items()
        }
        for bank, sentences in banks.items()
    }


def score(measured: Measured) -> float:
    """One figure to choose by: mean of lemma, content and part of speech on speech, over the ways of writing."""
    values = [
        figures[name]
        for bank in SPOKEN_BANKS
        for figures in measured[bank].values()
        for name in ("lemma", "content", "pos_words")
    ]
    return sum(values) / len(values)


def spread(trained: Sequence[Measured]) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Mean, lowest and highest over several trainings."""
    return {
        bank: {
            writing: {name: _spread([one[bank][writing][name] for one in trained]) for name in figures}
            for writing, figures in writings.items()
        }
        for bank, writings in trained[0].items()
    }


def _spread(values: Sequence[float]) -> list[float]:
    return [round(sum(values) / len(values), 2), min(values), max(values)]


def read_figures(path: Path) -> Figures:
    """The figures beside the pipeline."""
    figures: Figures = json.loads(path.read_text(encoding="utf-8"))
    return figures


def write_figures(path: Path, figures: Figures) -> None:
    """Keep the figures beside the pipeline."""
    path.write_text(json.dumps(figures, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
