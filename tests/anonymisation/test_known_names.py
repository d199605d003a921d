"""Known names are found in every writing, and words that only look like them are left."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tasks.anonymisation.known_names import NameFinder, find_known_names
from tasks.anonymisation.leak_check import find_leaks
from tasks.anonymisation.name_forms import CommonWords, cut_person_name, is_common_word, known_person
from tasks.errors import StudyInvalid
from tasks.records import KnownName


def found(finder: NameFinder, text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.identity.removeprefix("participant:")) for m in finder.find(text)]


@pytest.mark.parametrize("text", ["", " ", "…", "😀", "\u0301", "\u200b", "123"])
def test_known_names_nothing_in_empty_texts(finder: NameFinder, text: str) -> None:
    assert finder.find(text) == []


def test_known_names_no_names_find_nothing() -> None:
    assert find_known_names("Sophie Martin", [], common_words=()) == []


def test_known_names_title_tells_which_bearer(finder: NameFinder) -> None:
    assert found(finder, "Mme Martin et Martin, son fils") == [("Martin", "C01"), ("Martin", "listed:1")]
    assert found(finder, "M. Martin") == [("Martin", "listed:1")]


def test_known_names_several_bearers_are_told() -> None:
    names = [KnownName("a", "person", ("Anne", "Roche"), "f"), KnownName("b", "person", ("Anne", "Viel"), "f")]
    (mention,) = find_known_names("Anne est venue", names, common_words=())
    assert (mention.identity, mention.source) == ("a", "known name, several bearers")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rose est venue", ["Rose"]),
        ("une rose, Sophie", ["Sophie"]),
        ("une rose rouge", ["rose"]),
        ("Il a vu madame rose hier", ["rose"]),
        ("Bon alors on y va, Sophie", ["Sophie"]),
        ("J'ai vu Bon hier", ["Bon"]),
        ("BON ALORS ON Y VA", []),
    ],
)
def test_known_names_policy_of_common_words(finder: NameFinder, text: str, expected: list[str]) -> None:
    assert [form for form, _ in found(finder, text)] == expected


def test_known_names_particle_is_no_first_name() -> None:
    assert cut_person_name("Le Gourriadec") == ("", "Le Gourriadec")
    assert cut_person_name("de la Tour") == ("", "de la Tour")
    assert cut_person_name("Lena Gourriadec") == ("Lena", "Gourriadec")
    text = "Donc Le téléphone. (Le CV) Mme Le Gourriadec et Gourriadec"
    mentions = find_known_names(text, [known_person("a", "Le Gourriadec")], common_words=["le"])
    assert [text[found.start : found.end] for found in mentions] == ["Le Gourriadec", "Gourriadec"]


def test_known_names_half_of_a_double_surname_that_is_a_word_stays_one() -> None:
    name = known_person("a", "Tugdual Lestrade-Noël")
    text = "Avant Noël, Tugdual Lestrade-Noël et Lestrade"
    mentions = find_known_names(text, [name], common_words=["noel"])
    assert [text[found.start : found.end] for found in mentions] == ["Tugdual Lestrade-Noël", "Lestrade"]
    assert find_leaks([("k", "avant Noël")], [name], allowed=(), common_words=["noel"]) == []


def test_known_names_case_may_be_judged_on_the_interview(finder: NameFinder) -> None:
    assert finder.find("une rose rouge", uncased=False) == []
    assert len(finder.find("Une rose rouge", uncased=True)) == 1


@pytest.mark.parametrize("other", ["Jean-Pierre", "Pierre-Yves", "Saint-Martin", "Roseline", "Martinet", "Annecy"])
def test_known_names_part_of_another_name_is_left(other: str, common_words: CommonWords) -> None:
    names = [known_person("a", "Pierre Martin"), known_person("b", "Rose Anne")]
    assert find_known_names(f"On a vu {other} hier", names, common_words=common_words.common) == []


def test_known_names_places_are_of_the_original_text(finder: NameFinder) -> None:
    text = "œuvre ﬁnie : Zoe\u0301 Mu\u0308ller, So\u00adphie"
    assert [form for form, _ in found(finder, text)] == ["Zoe\u0301 Mu\u0308ller", "So\u00adphie"]


def test_known_names_too_long_a_name_is_refused_without_telling_it() -> None:
    with pytest.raises(StudyInvalid) as caught:
        find_known_names("", [KnownName("listed:7", "person", ("Zed" * 400_000,))], common_words=())
    assert "listed:7" in str(caught.value)
    assert "Zed" not in str(caught.value)


def test_known_names_signs_of_expressions_are_plain_characters() -> None:
    names = [
        KnownName("o", "organisation", ("C++ (.*) [a",)),
        KnownName("p", "person", ("", "", "(((")),
    ]
    assert find_known_names("tout ce qui suit (((", names, common_words=()) == []


@pytest.mark.parametrize("unit", ["Sophie ", "S. ", "M-A-", "Jean-", "m.", "a'", "Sophie\u0301\u200b ", "de la "])
def test_known_names_long_hostile_texts_are_read(finder: NameFinder, unit: str) -> None:
    text = unit * 5_000
    mentions = finder.find(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert all(one.end <= other.start for one, other in pairwise(mentions))
    assert len(mentions) == (5_000 if unit.startswith("Sophie") else 0)


def test_known_names_many_names_cost_no_more_than_their_own() -> None:
    written = [f"Prenom{chr(97 + n % 26)}{'x' * (n % 90)} Nom{'y' * (n % 80)}z" for n in range(2_000)]
    names = [known_person(f"p{rank}", name) for rank, name in enumerate(written)]
    finder = NameFinder(names, common_words=())
    assert [m.identity for m in finder.find("mot " * 2_000 + "Prenomb")] == []
    assert finder.find("mot " * 2_000 + "Nomyz")[0].start == 8_000


@pytest.mark.parametrize(("form", "expected"), [("Pierre", True), ("PIERRES", True), ("Aïcha", False), ("É", True)])
def test_known_names_common_words(common_words: CommonWords, form: str, expected: bool) -> None:
    assert is_common_word(form, common_words.common) is expected


def test_known_names_lists_of_words_are_apart(common_words: CommonWords) -> None:
    assert len(common_words.common) > 500
    assert not common_words.common & common_words.frequent
