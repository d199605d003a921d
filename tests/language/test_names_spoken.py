"""The names that our pipeline finds in sentences of interview speech: floors under what was measured in training."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from tasks.language.names import find_names
from tasks.language.versions import own_pipeline_folder
from tests.language.spoken_names import Found, flagged, read_spoken

AS_WRITTEN = {"P": 97.0, "L": 96.0, "O": 86.0}
BARE = {"P": 88.0, "L": 90.0, "O": 70.0}
"""Percent of names flagged whole, in lower case and without punctuation."""
FALSE_NAMES = 3
"""At most, in all sentences without names, in each way of writing."""


@pytest.fixture(scope="module")
def pipeline() -> Language:
    folder = own_pipeline_folder()
    if folder is None or not (folder / "ner").is_dir():
        pytest.skip("data/models/fr_oral_sm is not there, or has no name recogniser")
    return spacy.load(folder)


def _finder(pipeline: Language, texts: list[str]) -> list[Found]:
    return [[(name.start, name.end) for name in find_names(doc)] for doc in pipeline.pipe(texts)]


@pytest.mark.parametrize(("bare", "floors"), [(False, AS_WRITTEN), (True, BARE)])
def test_names_are_flagged(pipeline: Language, bare: bool, floors: dict[str, float]) -> None:
    sentences = [sentence.bare() if bare else sentence for sentence in read_spoken("with_names")]
    shares = flagged(sentences, lambda texts: _finder(pipeline, texts))
    assert shares.keys() == floors.keys()
    assert {kind: share for kind, share in shares.items() if share < floors[kind]} == {}


@pytest.mark.parametrize("bare", [False, True])
def test_sentences_without_names_stay_free(pipeline: Language, bare: bool) -> None:
    texts = [(sentence.bare() if bare else sentence).text for sentence in read_spoken("without_names")]
    found = [
        text[start:end] for text, names in zip(texts, _finder(pipeline, texts), strict=True) for start, end in names
    ]
    assert len(found) <= FALSE_NAMES, found


def test_the_sentences_are_what_they_are_said_to_be() -> None:
    named, free = read_spoken("with_names"), read_spoken("without_names")
    assert len(named) >= 80
    assert len(free) >= 40
    assert all(sentence.names for sentence in named)
    assert not any(sentence.names for sentence in free)
    assert all(
        sentence.text[start:end].strip() == sentence.text[start:end]
        for sentence in named
        for start, end, _ in sentence.names
    )


def test_bare_sentences_keep_their_names() -> None:
    spoken = read_spoken("with_names")[0]
    bare = spoken.bare()
    assert [bare.text[start:end] for start, end, _ in bare.names] == ["josiane"]
    assert "," not in bare.text
    assert bare.text == bare.text.lower()
