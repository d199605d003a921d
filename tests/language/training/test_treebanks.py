"""Treebanks as training material, and what transcribers do to them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.language.training.augmenters import Writing, rewrite
from tasks.language.training.evaluation import Read, bare, curly, gold_words, mean_and_range, measure
from tasks.language.training.treebanks import Sentence, read_treebank, runs
from tests.language.training.invented_treebank import conllu


@pytest.fixture
def sentences(tmp_path: Path) -> list[Sentence]:
    path = tmp_path / "invented.conllu"
    path.write_text(conllu(), encoding="utf-8")
    return read_treebank(path)


def test_contractions_are_one_word(sentences: list[Sentence]) -> None:
    first = sentences[0]
    assert first.words[:5] == ("j'", "ai", "vu", "du", "monde")
    assert first.pos[:5] == ("PRON", "AUX", "VERB", "ADP", "NOUN")
    assert [sentence.text for sentence in sentences] == [
        "j'ai vu du monde, euh, à la mairie",
        "les voisines parlaient accompa~ de chevaux.",
        "c'est bien le 15",
    ]


def test_bare_leaves_words_and_their_places(sentences: list[Sentence]) -> None:
    told = bare(sentences[0])
    assert told.text == "j'ai vu du monde euh à la mairie"
    assert [told.text[word.start : word.end] for word in gold_words(told)] == list(told.words)


def test_curly_changes_apostrophes_alone(sentences: list[Sentence]) -> None:
    told = curly(sentences[0])
    assert told.text == "j’ai vu du monde, euh, à la mairie"
    assert (told.pos, told.lemmas) == (sentences[0].pos, sentences[0].lemmas)


def test_runs_hold_every_sentence_once(sentences: list[Sentence]) -> None:
    assert [sentence for run in runs(sentences, 2) for sentence in run] == sentences
    assert [len(run) for run in runs(sentences, 2)] == [2, 1]


_NEVER = Writing(lower_case=0, unpunctuated=0, bare=0, capitals=0, repeated=0, cut_mark=0)


def test_a_run_is_written_as_it_stands_where_nothing_happens(sentences: list[Sentence]) -> None:
    told = rewrite(sentences, _NEVER, Random(1))
    assert told.text == " ".join(sentence.text for sentence in sentences)
    assert told.lemmas == tuple(lemma for sentence in sentences for lemma in sentence.lemmas)


@pytest.mark.parametrize(
    ("writing", "text"),
    [
        (Writing(bare=1), "j'ai vu du monde euh à la mairie"),
        (Writing(bare=0, lower_case=0, unpunctuated=1, capitals=0), "j'ai vu du monde euh à la mairie"),
        (Writing(bare=0, lower_case=0, unpunctuated=0, capitals=1), "J'ai vu du monde, euh, à la mairie"),
    ],
)
def test_ways_of_writing(sentences: list[Sentence], writing: Writing, text: str) -> None:
    one = Writing(**{**{name: getattr(writing, name) for name in Writing.__slots__}, "repeated": 0})
    assert rewrite(sentences[:1], one, Random(1)).text == text


def test_slips_of_transcribers(sentences: list[Sentence]) -> None:
    slips = Writing(bare=0, lower_case=0, unpunctuated=0, capitals=0, repeated=0, cut_mark=1, unaccented=1, misheard=1)
    assert rewrite(sentences[1:2], slips, Random(1)).words[3] == "accompa-"
    assert rewrite(sentences[:1], slips, Random(1)).text.startswith("j ai vu du monde, euh, a la")


@given(st.integers(0, 10_000), st.floats(0, 1), st.floats(0, 0.5), st.floats(0, 0.5))
def test_words_keep_their_analysis(seed: int, bare_share: float, lower: float, repeated: float) -> None:
    sentence = Sentence(
        ("C'", "est", "le", "cheval", ",", "non"),
        (False, True, True, False, True, True),
        ("PRON", "AUX", "DET", "NOUN", "PUNCT", "INTJ"),
        ("ce", "être", "le", "cheval", ",", "non"),
    )
    told = rewrite([sentence, sentence], Writing(bare=bare_share, lower_case=lower, repeated=repeated), Random(seed))
    known = {
        (word.lower(), pos, lemma)
        for word, pos, lemma in zip(sentence.words, sentence.pos, sentence.lemmas, strict=True)
    }
    assert {
        (word.lower(), pos, lemma) for word, pos, lemma in zip(told.words, told.pos, told.lemmas, strict=True)
    } <= known
    assert told == rewrite(
        [sentence, sentence], Writing(bare=bare_share, lower_case=lower, repeated=repeated), Random(seed)
    )
    assert "  " not in told.text


def _gold(texts: object, sentences: list[Sentence]) -> list[list[Read]]:
    return [list(gold_words(sentence)) for sentence in sentences]


def test_who_says_what_the_treebank_says_is_right_throughout(sentences: list[Sentence]) -> None:
    found = measure(lambda texts: _gold(texts, sentences), sentences)
    assert (found.lemma, found.content, found.pos, found.pos_words, found.cut) == (100, 100, 100, 100, 100)
    assert (found.n_content, found.n_words) == (8, 20)


def test_a_word_cut_otherwise_counts_as_wrong(sentences: list[Sentence]) -> None:
    """Eight content words, one of them not cut as in the treebank; a lemma in capitals is right."""

    def read(_: object) -> list[list[Read]]:
        told = _gold(_, sentences)
        monde = next(place for place, word in enumerate(told[0]) if word.lemma == "monde")
        told[0][monde] = Read(told[0][monde].start, told[0][monde].end + 1, "NOUN", "monde")
        told[1][1] = Read(told[1][1].start, told[1][1].end, "VERB", "VOISIN")
        return told

    found = measure(read, sentences)
    assert found.lemma == pytest.approx(100 * 7 / 8)
    assert found.content == pytest.approx(100 * 19 / 20)
    assert found.pos_words == pytest.approx(100 * 18 / 20)
    assert found.cut == pytest.approx(100 * 22 / 23)


def test_nothing_measured_is_no_number() -> None:
    found = measure(lambda _: [], [])
    assert found.lemma != found.lemma
    assert found.n_words == 0


def test_mean_and_range_over_seeds(sentences: list[Sentence]) -> None:
    right = measure(lambda texts: _gold(texts, sentences), sentences)
    nothing = measure(lambda _: [[] for _ in sentences], sentences)
    assert mean_and_range([right, nothing])["pos"] == (50, 0, 100)
