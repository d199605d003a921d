"""Reading turns with each of the pipelines a study may choose: the same words whatever they are read with."""

from __future__ import annotations

import random
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from tasks.language.form_tables import FormDictionary, load_tables
from tasks.language.pipeline import SpacyReader, gives_parts_of_speech, load_reader
from tasks.language.reading import TurnReader, Word
from tasks.language.versions import DICTIONARY, missing_pipeline, own_pipeline_folder, pipeline_loss, pipeline_version
from tests.language.turns import TURNS


@pytest.fixture(scope="module", params=["fr_oral_sm", DICTIONARY])
def reader(request: pytest.FixtureRequest) -> TurnReader:
    return load_reader(request.param, frozenset({"BIP"}))


def _pairs(words: Sequence[Word]) -> list[tuple[str, str, str]]:
    return [(word.piece.form, word.pos, word.lemma) for word in words]


def test_our_pipeline_is_there() -> None:
    folder = own_pipeline_folder()
    assert folder is not None
    assert load_reader().version.startswith("fr_oral_sm ")


def test_words_stand_where_they_are_said_to_stand(reader: TurnReader) -> None:
    for text, words in zip(TURNS, reader.read(TURNS), strict=True):
        at = 0
        for word in words:
            assert not text[at : word.piece.start].strip()
            assert word.piece.start < word.piece.end
            at = word.piece.end
        assert not text[at:].strip()


def test_nothing_in_gives_nothing(reader: TurnReader) -> None:
    assert reader.read([]) == []
    assert reader.read(["", " ", "\n\n"]) == [[], [], []]


def test_what_is_no_word_keeps_its_part_of_speech(reader: TurnReader) -> None:
    (words,) = reader.read(["euh (rires) accompa- [ville] BIP , 12"])
    assert [(word.piece.kind, word.pos) for word in words[:6]] == [
        ("hesitation", "INTJ"),
        ("event", "X"),
        ("false_start", "X"),
        ("placeholder", "PROPN"),
        ("placeholder", "PROPN"),
        ("punctuation", "PUNCT"),
    ]
    assert all(word.known for word in words)


def test_a_word_of_no_dictionary_is_unknown(reader: TurnReader) -> None:
    (words,) = reader.read(["elle brifoule des chevaux"])
    assert [(word.piece.form, word.known) for word in words] == [
        ("elle", True),
        ("brifoule", False),
        ("des", True),
        ("chevaux", True),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_order_and_company_change_nothing(reader: TurnReader, seed: int) -> None:
    alone = {text: reader.read([text])[0] for text in TURNS}
    shuffled = TURNS * 2
    random.Random(seed).shuffle(shuffled)
    assert reader.read(shuffled) == [alone[text] for text in shuffled]


def _read_elsewhere(texts: list[str]) -> list[list[tuple[str, str, str]]]:
    return [_pairs(words) for words in load_reader("fr_oral_sm").read(texts)]


def test_another_process_reads_the_same() -> None:
    here = [_pairs(words) for words in load_reader("fr_oral_sm").read(TURNS)]
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(_read_elsewhere, TURNS).result() == here


def test_typographic_apostrophes_change_nothing(reader: TurnReader) -> None:
    curly = [text.replace("'", "’") for text in TURNS]
    for straight, typographic in zip(reader.read(TURNS), reader.read(curly), strict=True):
        assert _pairs(straight) == _pairs(typographic)


@settings(max_examples=60)
@given(st.lists(st.text("aéàcdeilmnoqrstu'’-.,?()[]~ \n0123", max_size=40), max_size=4))
def test_any_text_is_read(texts: list[str]) -> None:
    reader = load_reader("fr_oral_sm")
    for text, words in zip(texts, reader.read(texts), strict=True):
        places = [(word.piece.start, word.piece.end) for word in words]
        assert places == sorted(places)
        assert "".join(text.split()) == "".join("".join(text[start:end].split()) for start, end in places)


def test_the_pipeline_gives_by_itself_the_lemmas_that_are_counted() -> None:
    folder = own_pipeline_folder()
    assert folder is not None
    nlp = spacy.load(folder)
    for text, words in zip(TURNS, load_reader().read(TURNS), strict=True):
        tokens = [token for token in nlp(text) if not token.is_space]
        assert [token.text for token in tokens] == [text[word.piece.start : word.piece.end] for word in words]
        inside = [
            (token.lemma_, word.lemma) for token, word in zip(tokens, words, strict=True) if word.piece.kind == "word"
        ]
        assert [told for told, _ in inside] == [counted for _, counted in inside]


def _other_pipeline() -> Language:
    """A pipeline of somebody else: rules that call every word a noun, and lemmas in capitals."""
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"IS_ALPHA": True}]], attrs={"POS": "NOUN", "LEMMA": "Truc"})  # type: ignore[attr-defined]
    return nlp


def test_another_pipeline_reads_words_as_ours_are_cut() -> None:
    other = SpacyReader(_other_pipeline(), FormDictionary(load_tables()), frozenset(), "other", own=False)
    (words,) = other.read(["j'ai vu les brifouliers euh (rires)"])
    (ours,) = load_reader().read(["j'ai vu les brifouliers euh (rires)"])
    assert [word.piece for word in words] == [word.piece for word in ours]
    unknown = words[4]
    assert (unknown.piece.form, unknown.pos, unknown.lemma, unknown.source) == (
        "brifouliers",
        "NOUN",
        "truc",
        "pipeline",
    )


def test_a_pipeline_without_parts_of_speech_is_told_apart() -> None:
    assert gives_parts_of_speech(_other_pipeline())
    assert not gives_parts_of_speech(spacy.blank("xx"))


def _names_everything() -> Language:
    """A pipeline that takes every word for a name."""
    nlp = spacy.blank("xx")
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add(patterns=[[{"IS_ALPHA": True}]], attrs={"POS": "PROPN"})  # type: ignore[attr-defined]
    return nlp


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Camille mange une orange à Brest", "camille brest"),  # where names have capitals, known small words are none
        ("camille mange une orange à brest", "camille brest"),  # in lower case only a determiner tells
        ("Zglorp zglorpe", "zglorp zglorpe"),
        ("le CV et le RSA de la CAF", "caf"),
    ],
)
def test_known_words_written_small_are_no_names(text: str, names: str) -> None:
    reader = SpacyReader(_names_everything(), FormDictionary(load_tables()), frozenset(), "other", own=False)
    (words,) = reader.read([text])
    closed = {"le", "la", "de", "et", "une", "à"}
    assert [word.piece.form for word in words if word.pos == "PROPN" and word.piece.form not in closed] == names.split()


def test_a_known_acronym_is_no_unknown_word(reader: TurnReader) -> None:
    (words,) = reader.read(["j'ai signé un CDI"])
    assert (words[-1].pos, words[-1].known) == ("NOUN", True)


def test_several_threads_read_the_same(reader: TurnReader) -> None:
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(lambda text: reader.read([text])[0], TURNS * 2)) == reader.read(TURNS * 2)


def test_a_pipeline_that_is_not_installed_is_named() -> None:
    assert "xx_nowhere_sm" in missing_pipeline("xx_nowhere_sm")
    assert missing_pipeline("fr_oral_sm") == missing_pipeline(DICTIONARY) == ""


def test_what_is_lost_without_a_model_is_told() -> None:
    assert pipeline_loss("fr_oral_sm") == ""
    assert "names are not recognised" in pipeline_loss(DICTIONARY)


def test_versions_tell_pipelines_apart() -> None:
    versions = {pipeline_version(name) for name in ("fr_oral_sm", DICTIONARY, "xx_nowhere_sm")}
    assert len(versions) == 3
    assert all("simplemma" in version and "spacy-lookups-data" in version for version in versions)
