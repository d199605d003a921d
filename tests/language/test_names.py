"""Names of a read turn: those of the recogniser and proper nouns, put together; tried on documents written by hand."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from tasks.language.names import Name, find_names

PER = "PER"


def doc_of(words: str, proper: str = "", ents: tuple[tuple[int, int, str], ...] = ()) -> Doc:
    """Words at blanks (a word that ends in an apostrophe or hyphen has none after it); proper nouns by their form."""
    forms = words.split()
    spaces = [not form.endswith(("'", "’", "-")) and form != "-" for form in forms]
    for place, form in enumerate(forms[1:]):
        if form == "-":
            spaces[place] = False
    named = proper.split()
    doc = Doc(Vocab(), words=forms, spaces=spaces, pos=["PROPN" if form in named else "X" for form in forms])
    doc.set_ents([Span(doc, start, stop, label=label) for start, stop, label in ents])
    return doc


def found(doc: Doc) -> list[tuple[str, str, str]]:
    return [(doc.text[name.start : name.end], name.label, name.why) for name in find_names(doc)]


def test_no_words_no_names() -> None:
    assert find_names(doc_of("")) == []
    assert find_names(doc_of("on travaille ici")) == []


def test_places_are_characters_of_the_text() -> None:
    doc = doc_of("avec Anna à Brest", "Anna Brest")
    assert find_names(doc) == [Name(5, 9, "", "part of speech"), Name(12, 17, "", "part of speech")]


def test_both_ways_are_put_together() -> None:
    doc = doc_of("avec Anna et batilor", "Anna", ((3, 4, "ORG"),))
    assert found(doc) == [("Anna", "", "part of speech"), ("batilor", "ORG", "ner")]


def test_names_that_overlap_are_one_with_the_label_of_the_recogniser() -> None:
    assert found(doc_of("chez Anna Le Goff hier", "Anna Goff", ((1, 2, PER),))) == [("Anna Le Goff", PER, "ner")]
    assert found(doc_of("chez Anna Goff", "Anna", ((1, 3, PER),))) == [("Anna Goff", PER, "ner")]


@pytest.mark.parametrize("title", ["Mme", "M.", "madame", "Docteur"])
def test_titles_stay_outside(title: str) -> None:
    assert found(doc_of(f"avec {title} Riou", f"{title} Riou", ((1, 3, PER),))) == [("Riou", PER, "ner")]
    assert found(doc_of(f"avec {title} Riou", f"{title} Riou")) == [("Riou", "", "part of speech")]


def test_a_title_alone_is_no_name() -> None:
    assert found(doc_of("oui madame", "madame", ((1, 2, PER),))) == []


@pytest.mark.parametrize(
    ("words", "proper", "name"),
    [
        ("vers Vitry sur Seine oui", "Vitry Seine", "Vitry sur Seine"),
        ("avec Jean de la Tour hier", "Jean Tour", "Jean de la Tour"),
        ("le Val d' Oise oui", "Val Oise", "Val d'Oise"),
        ("chez Anne - Laure là", "Anne Laure", "Anne-Laure"),
    ],
)
def test_proper_nouns_are_joined_over_particles_and_hyphens(words: str, proper: str, name: str) -> None:
    assert found(doc_of(words, proper)) == [(name, "", "part of speech")]


def test_other_words_and_the_end_part_names() -> None:
    assert [name for name, _, _ in found(doc_of("Anna et Rose de", "Anna Rose"))] == ["Anna", "Rose"]
    assert [name for name, _, _ in found(doc_of("Anna du de la Rose", "Anna Rose"))] == ["Anna", "Rose"]


def test_names_that_the_recogniser_tells_apart_stay_two() -> None:
    doc = doc_of("avec Anna de Brest", "Anna Brest", ((1, 2, PER), (3, 4, "LOC")))
    assert found(doc) == [("Anna", PER, "ner"), ("Brest", "LOC", "ner")]


def test_fillers_marks_and_placeholders_are_no_names() -> None:
    assert found(doc_of("Ben [Ville] … 29 Brest", "Ben [Ville] … 29 Brest")) == [("Brest", "", "part of speech")]


@pytest.mark.parametrize("word", ["Z", "Noël", "CM1", "papa"])
def test_what_names_nobody_is_no_name(word: str) -> None:
    assert found(doc_of(f"avec {word} là", word)) == []
    assert found(doc_of(f"avec {word} là", "", ((1, 2, "MISC"),))) == []
    assert found(doc_of(f"avec {word} Riou", f"{word} Riou"))[0][0].endswith("Riou")
