"""Homographs settled after a tagger: what was told, in its place, and what it becomes."""

from __future__ import annotations

import pytest

from tasks.language.form_tables import FormDictionary, load_tables
from tasks.language.homographs import settle_kind, settle_parts
from tasks.language.tokenizer import SpokenTokenizer

TOKENIZER = SpokenTokenizer()
DICTIONARY = FormDictionary(load_tables())

SETTLED = [
    # what was told, a word each; the word in question; what it becomes
    ("les/DET genoux/NOUN me/PRON font/AUX mal/ADV", "font", "VERB"),
    ("ils/PRON me/PRON font/AUX rire/VERB", "font", "AUX"),
    ("fais/AUX -le/PRON venir/VERB", "fais", "AUX"),
    ("j'/PRON ai/AUX cru/AUX mourir/VERB", "cru", "VERB"),
    ("elle/PRON est/AUX partie/VERB", "est", "AUX"),
    ("il/PRON etait/AUX là/ADV", "etait", "AUX"),
    ("des/DET légumes/NOUN crus/VERB", "crus", "ADJ"),
    ("je/PRON suis/AUX une/DET formation/NOUN", "suis", "VERB"),
    ("je/PRON suis/AUX une/DET femme/NOUN", "suis", "AUX"),
    ("je/PRON vous/PRON suis/AUX partout/ADV", "suis", "VERB"),
    ("je/PRON vous/PRON suis/VERB très/ADV reconnaissante/ADJ", "suis", "AUX"),
    ("moi/PRON je/PRON suis/AUX", "suis", "AUX"),
    ("le/DET matériel/NOUN est/AUX neuf/NUM", "neuf", "ADJ"),
    ("un/DET vélo/NOUN neuf/NUM", "neuf", "ADJ"),
    ("quoi/PRON de/ADP neuf/NUM", "neuf", "ADJ"),
    ("remis/VERB à/ADP neuf/NUM", "neuf", "ADJ"),
    ("ils/PRON sont/AUX neuf/NUM dans/ADP", "neuf", "NUM"),
    ("on/PRON est/AUX neuf/NUM", "neuf", "NUM"),
    ("il/PRON est/AUX neuf/NUM heures/NOUN", "neuf", "NUM"),
    ("page/NOUN neuf/NUM", "neuf", "NUM"),
    ("de/ADP huit/NUM à/ADP neuf/NUM", "neuf", "NUM"),
    ("je/PRON connais/VERB personne/ADV ici/ADV", "personne", "PRON"),
    ("personne/NOUN ne/ADV vient/VERB", "personne", "PRON"),
    ("la/DET personne/NOUN ne/ADV vient/VERB", "personne", "NOUN"),
    ("sa/DET voix/NOUN me/PRON touche/NOUN", "touche", "VERB"),
    ("la/DET touche/NOUN", "touche", "NOUN"),
    ("tiens/INTJ -moi/PRON l'/DET échelle/NOUN", "tiens", "VERB"),
    ("il/PRON fait/VERB bon/INTJ ici/ADV", "bon", "ADJ"),
    ("il/PRON était/AUX trop/ADV bref/INTJ", "bref", "ADJ"),
    ("ah/INTJ bon/INTJ", "bon", "INTJ"),
    ("le/DET CV/PROPN", "cv", "NOUN"),
    ("le/DET rsa/PROPN", "rsa", "NOUN"),
    ("la/DET CAF/PROPN", "caf", "PROPN"),
    ("la/DET CAF/ADV m'/PRON a/AUX aidée/VERB", "caf", "PROPN"),
    ("un/DET CDI/ADJ", "cdi", "NOUN"),
    ("LA/DET ZGLORPE/ADV", "zglorpe", "ADV"),
    ("un/DET chauffeur/PROPN", "chauffeur", "NOUN"),
    ("une/DET Rose/PROPN", "rose", "PROPN"),
    ("chez/ADP rose/PROPN", "rose", "PROPN"),
    ("mes/DET ami·e·s/PROPN", "ami·e·s", "NOUN"),
]


@pytest.mark.parametrize(("told", "form", "pos"), SETTLED)
def test_homographs_are_settled_by_their_place(told: str, form: str, pos: str) -> None:
    words, parts = zip(*(word.rsplit("/", 1) for word in told.split()), strict=True)
    pieces = TOKENIZER.cut(" ".join(words).replace(" -", "-"))
    assert [piece.written for piece in pieces] == list(words)
    settled = settle_parts(pieces, parts, DICTIONARY)
    place = [piece.form for piece in pieces].index(form)
    assert settled[place] == pos
    assert [*settled[:place], *settled[place + 1 :]] == [*parts[:place], *parts[place + 1 :]]


def test_a_number_that_counts_nothing_is_a_word() -> None:
    (piece,) = TOKENIZER.cut("neuf")
    assert settle_kind(piece, "ADJ").kind == "word"
    assert settle_kind(piece, "NUM") is piece


def test_no_words_are_settled_to_none() -> None:
    assert settle_parts([], [], DICTIONARY) == []
