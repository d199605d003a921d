"""Examples for the name recogniser: rewriting keeps names on their letters, unknown words teach nothing."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest
from spacy.language import Language
from spacy.util import registry

from tasks.language.oral_french import OralFrench, create_tokenizer
from tasks.language.training.name_augmenters import NameWriting, hesitate, opened, rewrite_names, swap_names
from tasks.language.training.name_parts import Part, example_of, text_of
from tasks.language.training.names_corpus import known_names, sentence_parts, turns
from tasks.language.training.treebanks import Sentence

PARTS = [Part("alors, "), Part("Jean-Paul", "PER"), Part(" habite à "), Part("Brest", "LOC"), Part(", euh… voilà.")]
STILL = NameWriting(0, 0, 0, 0, 0, 0, 0, 0, 0, 0)


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = OralFrench()
    made.tokenizer = create_tokenizer()(made)
    return made


def test_nothing_asked_nothing_changed() -> None:
    assert rewrite_names(PARTS, STILL, Random(0)) == PARTS
    assert swap_names(PARTS, STILL, Random(0)) == PARTS
    assert hesitate(PARTS, STILL, Random(0)) == PARTS


def test_bare_text_has_no_capitals_and_no_marks() -> None:
    bare = rewrite_names(PARTS, NameWriting(0, 0, 1, 0, 0, 0, 0, 0, 0, 0), Random(0))
    assert text_of(bare) == "alors jean-paul habite à brest euh voilà"
    assert [(part.text, part.label) for part in bare if part.label] == [("jean-paul", "PER"), ("brest", "LOC")]


def test_marks_alone_or_capitals_alone() -> None:
    assert text_of(rewrite_names(PARTS, NameWriting(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), Random(0))) == text_of(PARTS).lower()
    unmarked = rewrite_names(PARTS, NameWriting(0, 1, 0, 0, 0, 0, 0, 0, 0, 0), Random(0))
    assert text_of(unmarked) == "alors Jean-Paul habite à Brest euh voilà"


@pytest.mark.parametrize(
    ("writing", "name"),
    [
        (NameWriting(0, 0, 1, 0, 0, 0, 1, 0, 0, 0), "jean paul"),
        (NameWriting(0, 0, 0, 0, 0, 0, 0, 0, 1, 0), "JEAN-PAUL"),
    ],
)
def test_names_without_hyphens_or_in_capitals(writing: NameWriting, name: str) -> None:
    assert [part.text for part in rewrite_names(PARTS, writing, Random(0)) if part.label == "PER"] == [name]


def test_fillers_stand_outside_of_names() -> None:
    hesitant = hesitate([*PARTS, Part("Anne Marie", "PER")], NameWriting(hesitation=1), Random(0))
    assert [part.text for part in hesitant if part.label] == ["Jean-Paul", "Brest", "Anne Marie"]
    assert len(text_of(hesitant)) > len(text_of(PARTS)) + len("Anne Marie")


def test_other_people_keep_the_label_and_the_words_around() -> None:
    swapped = swap_names([Part("avec "), Part("Anna Riou", "PER"), Part(" hier")], NameWriting(swapped=1), Random(5))
    assert [part.label for part in swapped] == ["", "PER", ""]
    assert swapped[0] == Part("avec ")
    assert swapped[1].text != "Anna Riou"


def test_opened_has_a_capital_and_one_full_stop() -> None:
    assert text_of(opened([Part("oui")])) == "Oui."
    assert text_of(opened(PARTS))[-3:] == "là."
    assert opened([]) == []


def test_examples_say_names_outside_and_unknown(nlp: Language) -> None:
    parts = [*PARTS[:2], Part(" à "), Part("Athis", "?"), Part(" "), Part("Mons", "LOC")]
    example = example_of(nlp, parts)
    assert example.reference.text == text_of(parts)
    assert example.get_aligned_ner() == ["O", "O", "U-PER", "O", None, "U-LOC"]


def test_parts_that_cut_words_take_the_whole_word_once(nlp: Language) -> None:
    example = example_of(nlp, [Part("Brest", "LOC"), Part("-"), Part("Riou", "PER")])
    assert example.get_aligned_ner() == ["U-LOC"]


def test_what_treebanks_do_not_tell_teaches_nothing() -> None:
    sentence = Sentence(
        words=("Marie", "lit", "Libé", "à", "Paris", "avec", "Sembat", "Un", "jour"),
        spaces=(True,) * 9,
        pos=("PROPN", "VERB", "PROPN", "ADP", "PROPN", "ADP", "PROPN", "DET", "NOUN"),
        lemmas=("",) * 9,
    )
    parts = sentence_parts(sentence, {"Marie": "PER", "Paris": "LOC"})
    assert [(part.text, part.label) for part in parts if part.label] == [
        ("Marie", "PER"),
        ("Libé", "?"),
        ("Paris", "LOC"),
        ("Sembat", "?"),
        ("Un", "?"),
    ]


def test_names_of_several_lists_are_not_known() -> None:
    known = known_names()
    assert known["Mauricette"] == "PER"
    assert known["Bretagne"] == "LOC"
    assert "Florence" not in known or known["Florence"] == "PER"
    assert "Vienne" in known
    assert known["Vienne"] == "LOC"


def test_turns_hold_every_sentence_in_order() -> None:
    said = [[Part(f"un{place} "), Part(f"Nom{place}", "PER")] for place in range(23)]
    made = turns(said, Random(0))
    assert [part.text for turn in made for part in turn if part.label] == [f"Nom{place}" for place in range(23)]
    assert turns([], Random(0)) == []


def test_the_reader_is_found_by_its_name() -> None:
    reader: Callable[..., object] = registry.readers.get("miroir.Names.v1")
    assert reader.__module__ == "tasks.language.training.names_corpus"
