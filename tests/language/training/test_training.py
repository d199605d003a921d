"""The way from a treebank to a pipeline in place, on a treebank of three invented sentences."""

from __future__ import annotations

import json
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import spacy
from spacy.cli.train import train

from tasks.language.oral_french import OralFrench, create_tokenizer
from tasks.language.training.assembly import assemble
from tasks.language.training.corpus import create_reader, sentence_example
from tasks.language.training.figures import measure_pipeline, score, spread
from tasks.language.training.treebanks import read_treebank
from tests.language.training.invented_treebank import conllu

CONFIG = Path(__file__).parents[3] / "tasks" / "language" / "training" / "tagger.cfg"
BANKS = ("parisstories-train", "rhapsodie-train", "sequoia-train", "gsd-dev", "parisstories-dev", "rhapsodie-dev")


@pytest.fixture(scope="module")
def treebanks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("treebanks")
    for name in BANKS:
        (folder / f"{name}.conllu").write_text(conllu() * 3, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def trained(treebanks: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("trained")
    overrides = {"paths.treebanks": str(treebanks), "training.max_steps": 6, "training.eval_frequency": 6}
    train(CONFIG, target, overrides=overrides)
    return target / "model-last"


def _oral() -> OralFrench:
    nlp = OralFrench()
    nlp.tokenizer = create_tokenizer()(nlp)
    return nlp


def test_what_is_not_learnt_is_left_out(treebanks: Path) -> None:
    """Lemmas of pronouns, and of what holds a digit, are no matter of training."""
    nlp = _oral()
    first, _, third = (sentence_example(nlp, sentence) for sentence in read_treebank(treebanks / "gsd-dev.conllu")[:3])
    assert [token.lemma_ for token in first.reference][:5] == ["", "avoir", "voir", "", "monde"]
    assert [token.lemma_ for token in third.reference] == ["", "être", "bien", "", ""]
    assert first.get_aligned("POS", as_string=True)[:3] == ["PRON", "AUX", "VERB"]


def test_every_pass_writes_the_treebank_anew_and_every_training_the_same(treebanks: Path) -> None:
    nlp = _oral()
    one, other = (create_reader(str(treebanks), ["gsd-dev"], seed=4, rewritings=2) for _ in range(2))
    passes = [[example.text for example in one(nlp)] for _ in range(4)]
    assert len({tuple(texts) for texts in passes}) > 1
    assert {sum(len(text.split()) for text in texts) // 100 for texts in passes} == {
        sum(len(t.split()) for t in passes[0]) // 100
    }
    assert passes == [[example.text for example in other(nlp)] for _ in range(4)]


def test_the_assembled_pipeline_reads_as_the_trained_one(trained: Path, tmp_path: Path) -> None:
    assemble(trained, None, tmp_path / "made", version="7")
    before, after = spacy.load(trained), spacy.load(tmp_path / "made")
    text = "les voisines parlaient de chevaux à la mairie"
    assert [token.pos_ for token in before(text)] == [token.pos_ for token in after(text)]
    assert after.meta["version"] == "7"
    assert {source["license"] for source in after.meta["sources"]} >= {"CC BY-SA 4.0", "LGPL-LR"}


def test_the_assembled_pipeline_holds_no_word_of_the_treebanks(trained: Path, tmp_path: Path, treebanks: Path) -> None:
    assemble(trained, None, tmp_path / "made", version="7")
    words = {word.lower() for sentence in read_treebank(treebanks / "gsd-dev.conllu") for word in sentence.words}
    strings = json.loads((tmp_path / "made" / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert {word for word in words if len(word) > 4} & set(strings) == set()
    for path in (tmp_path / "made").rglob("*"):
        if path.is_file():
            assert str(treebanks).encode() not in path.read_bytes(), path
            assert b"mairie" not in path.read_bytes(), path


def test_figures_of_a_pipeline(trained: Path, treebanks: Path) -> None:
    banks = {name: read_treebank(treebanks / f"{name}.conllu") for name in ("parisstories-dev", "rhapsodie-dev")}
    figures = measure_pipeline(trained, banks)
    assert figures["parisstories-dev"] == figures["rhapsodie-dev"]
    assert all(0 <= value <= 100 for value in figures["parisstories-dev"]["as written"].values())
    assert figures["parisstories-dev"]["as written"]["cut"] == 100
    told = spread([figures, figures])["rhapsodie-dev"]["as written"]["lemma"]
    assert told == [figures["rhapsodie-dev"]["as written"]["lemma"]] * 3
    assert 0 <= score(figures) <= 100


def test_entry_points_name_what_configurations_ask_for() -> None:
    declared = {
        point.name: point.load()
        for group in ("spacy_languages", "spacy_tokenizers", "spacy_readers", "spacy_factories")
        for point in entry_points(group=group)
        if point.value.startswith("tasks.")
    }
    assert declared["fr_oral"] is OralFrench
    assert declared["miroir.PieceTokenizer.v1"] is create_tokenizer
    assert declared["miroir.Treebanks.v1"] is create_reader
    assert {"miroir_edit_trees", "miroir_lemma_vote"} <= set(declared)
