"""Sentences of interview speech as a linguist analyses them: cutting, lemmas, parts of speech, categories, expressions.

Where the program is wrong the sentence stays as it is and the miss is listed in ``known_misses.toml``. A test fails
where something else is wrong, and where a listed miss has become right or another one; then, once the difference is
understood: ``python -m tests.language.spoken_misses``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from tests.language.spoken_misses import all_misses, load_known_misses, write_misses
from tests.language.spoken_reader import (
    KNOWN_MISSES,
    Miss,
    Reading,
    Sentence,
    analyse,
    find_misses,
    load_sentences,
    measure,
    read_sentences,
)

SENTENCES = load_sentences()
KNOWN = load_known_misses()


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.name)
def test_program_reads_the_sentence_as_a_linguist_does(sentence: Sentence) -> None:
    known = [miss for miss in KNOWN if (miss.file, miss.sentence) == (sentence.file, sentence.number)]
    assert sorted(find_misses(sentence, analyse()[sentence.name])) == sorted(known)


FLOORS = {
    "cutting": 99.8,
    "kind": 99.9,
    "content lemma": 98.5,
    "lemma": 99.2,
    "part of speech": 98.3,
    "category": 99.0,
    "expression": 99.7,
}
"""Least share of what is right, in percent, over all sentences."""


@pytest.mark.parametrize("name", FLOORS)
def test_program_is_right_often_enough(name: str) -> None:
    right, of = measure(SENTENCES, all_misses())[name]
    assert 100 * right / of >= FLOORS[name], f"{name}: {right} of {of}"


def test_there_are_enough_sentences_and_each_stands_once() -> None:
    assert len(SENTENCES) >= 300
    assert [text for text, times in Counter(sentence.text for sentence in SENTENCES).items() if times > 1] == []
    assert len({sentence.name for sentence in SENTENCES}) == len(SENTENCES)


def test_known_misses_are_of_sentences_that_stand() -> None:
    places = {
        (sentence.file, sentence.number, word) for sentence in SENTENCES for word in range(len(sentence.words) + 1)
    }
    assert [miss for miss in KNOWN if (miss.file, miss.sentence, miss.word) not in places] == []
    assert write_misses(KNOWN) == KNOWN_MISSES.read_text(encoding="utf-8")


def test_sentences_are_read_with_choices_places_and_expressions(tmp_path: Path) -> None:
    path = tmp_path / "one.txt"
    path.write_text(
        "## For the reader.\n# Du coup, ma  voisine\n"
        "Du\tde\tADP|DET\tparticle\tdu coup\ncoup\tcoup\tNOUN\tparticle\tdu coup\n"
        ",\t_\t_\tpunctuation\nma\tmon\tDET\ttool word\nvoisine\tvoisin|voisine\tNOUN\tnoun\n",
        encoding="utf-8",
    )
    (sentence,) = read_sentences(path)
    assert [(word.start, word.end) for word in sentence.words] == [(0, 2), (3, 7), (7, 8), (9, 11), (13, 20)]
    assert [word.expression for word in sentence.words] == ["du coup", "du coup", "", "", ""]
    assert sentence.words[0].readings == (Reading("de", "ADP", "particle"), Reading("de", "DET", "particle"))
    assert sentence.words[4].readings == (Reading("voisin", "NOUN", "noun"), Reading("voisine", "NOUN", "noun"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("oui\toui\tINTJ\tinterjection\n", "line 1: a block starts"),
        ("# oui\noui\toui\tINTJ\n", "line 2: a word has four or five columns"),
        ("# oui\nnon\tnon\tADV\ttool word\n", "line 2: 'non' does not stand at character 0"),
        ("# oui non\noui\toui\tINTJ\tinterjection\n", "' non' of 'oui non' has no analysis"),
        ("# a\na\ta|b|c\tADV|ADJ\tadverb\n", "line 2: columns with a choice"),
        ("# oui\noui\toui\tINTJ\tword\n", "line 2: no category"),
    ],
)
def test_reader_says_where_a_file_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wrong.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said.replace("(", r"\(")):
        list(read_sentences(path))


def test_a_wrong_word_is_a_miss_and_a_choice_counts_by_its_nearest_reading() -> None:
    sentence = next(sentence for sentence in SENTENCES if sentence.text == "Mes sœurs sont institutrices.")
    said = analyse()[sentence.name]
    sisters = sentence.words[1]
    wrong = replace(sisters, readings=(Reading("frère", "NOUN", "verb"), Reading("sœur", "NOUN", "verb")))
    altered = replace(sentence, words=(sentence.words[0], wrong, *sentence.words[2:]))
    assert find_misses(altered, said) == (
        *find_misses(sentence, said),
        Miss("nouns", 1, 2, "category", "sœurs", "verb", "noun"),
    )


def test_a_sentence_cut_otherwise_is_one_miss_and_its_words_are_not_counted() -> None:
    sentence = next(sentence for sentence in SENTENCES if sentence.text == "Mes sœurs sont institutrices.")
    joined = replace(sentence.words[0], end=sentence.words[1].end, form="Mes sœurs")
    altered = replace(sentence, words=(joined, *sentence.words[2:]))
    (miss,) = find_misses(altered, analyse()[sentence.name])
    assert (miss.word, miss.field, miss.said) == (0, "cut", "Mes sœurs sont institutrices .")
    figures = measure([altered], [miss])
    assert figures["cutting"] == (0, 1)
    assert figures["lemma"] == (0, 0)
