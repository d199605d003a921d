"""The pipeline in place: what must hold of it on the development splits of speech, and of its files."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tasks.language.pipeline import load_reader
from tasks.language.training.assembly import SOURCES
from tasks.language.training.baselines import words_of
from tasks.language.training.figures import Measured, measure_reader, read_figures
from tasks.language.training.treebanks import read_treebank
from tasks.language.versions import MODELS, OWN_PIPELINE

TREEBANKS = Path(__file__).parents[4] / "shared" / "language" / "treebanks"
LARGEST = 16_000_000
FLOORS: Mapping[str, Mapping[str, float]] = {
    "parisstories-dev": {"lemma": 98.0, "content": 98.3, "pos": 96.0},
    "rhapsodie-dev": {"lemma": 97.3, "content": 98.3, "pos": 95.0},
}
WIDEST_GAP = 1.2
"""Points of the part of speech that lower case without punctuation may cost."""

BARE, WRITTEN = "lower case, no punctuation", "as written"


@pytest.fixture(scope="module")
def measured() -> Measured:
    if not TREEBANKS.is_dir():
        pytest.skip("the treebanks are not beside the checkout (shared/language/treebanks)")
    banks = {name: read_treebank(TREEBANKS / f"{name}.conllu") for name in FLOORS}
    return measure_reader(words_of(load_reader()), banks)


@pytest.mark.parametrize("bank", FLOORS)
def test_accuracy_on_speech(measured: Measured, bank: str) -> None:
    for name, floor in FLOORS[bank].items():
        assert measured[bank][WRITTEN][name] >= floor, name


@pytest.mark.parametrize("bank", FLOORS)
def test_bare_speech_is_read_nearly_as_well(measured: Measured, bank: str) -> None:
    written, unmarked = measured[bank][WRITTEN], measured[bank][BARE]
    assert unmarked["pos"] >= written["pos"] - WIDEST_GAP
    assert unmarked["pos_words"] >= written["pos_words"] - WIDEST_GAP


def test_the_figures_beside_the_pipeline_are_its_own(measured: Measured) -> None:
    shipped = read_figures(MODELS / "figures.json")["shipped"]
    for bank, writings in measured.items():
        for writing, figures in writings.items():
            for name, value in figures.items():
                assert value == pytest.approx(shipped[bank][writing][name], abs=0.05), (bank, writing, name)


def test_every_seed_and_its_range_are_told() -> None:
    figures = read_figures(MODELS / "figures.json")
    assert len(figures["seeds"]) >= 3
    for bank, floors in FLOORS.items():
        for name, floor in floors.items():
            mean, low, high = figures["spread"][bank][WRITTEN][name]
            assert low <= mean <= high
            assert mean >= floor


def test_the_weights_are_small() -> None:
    assert sum(path.stat().st_size for path in (MODELS / OWN_PIPELINE).rglob("*") if path.is_file()) <= LARGEST


def test_the_notice_names_every_source() -> None:
    notice = (MODELS / "NOTICE").read_text(encoding="utf-8")
    meta = json.loads((MODELS / OWN_PIPELINE / "meta.json").read_text(encoding="utf-8"))
    assert meta["sources"] == list(SOURCES)
    assert all(source["name"] in notice for source in SOURCES)


def test_the_weights_hold_no_place_of_a_machine() -> None:
    """Neither where they were made nor where the project lies."""
    places = (str(MODELS.parents[1]).encode(), str(Path.home()).encode(), tempfile.gettempdir().encode())
    for path in (MODELS / OWN_PIPELINE).rglob("*"):
        if path.is_file():
            held = path.read_bytes()
            assert [place for place in places if place + b"/" in held] == [], path
