"""Spoken sentences with slots: French where words meet, articles outside of names, the same for the same seed."""

from __future__ import annotations

import re
from random import Random

import pytest

from tasks.language.training.name_parts import Part, text_of, tidy
from tasks.language.training.name_slots import SLOTS, entries, invented, split_article
from tasks.language.training.name_templates import fill, join, sentences


@pytest.mark.parametrize(
    ("before", "filling", "text"),
    [
        ("je vais à ", [Part("le "), Part("CCAS", "ORG")], "je vais au CCAS"),
        ("je sors de ", [Part("les "), Part("Restos", "ORG")], "je sors des Restos"),
        ("je vais à ", [Part("la "), Part("CAF", "ORG")], "je vais à la CAF"),
        ("je vais à ", [Part("Le Mans", "LOC")], "je vais au Mans"),
        ("la fille de ", [Part("Anne", "PER")], "la fille d'Anne"),
        ("parce que ", [Part("Odile", "PER")], "parce qu'Odile"),
        ("avec ", [Part("Le Goff", "PER")], "avec Le Goff"),
        ("la fille de ", [Part("Le Goff", "PER")], "la fille de Le Goff"),
    ],
)
def test_words_meet_as_in_french(before: str, filling: list[Part], text: str) -> None:
    joined = join([Part(before)], filling, Random(0))
    assert text_of(joined) == text
    assert [part.label for part in joined if part.label] == [part.label for part in filling if part.label]


def test_articles_of_entries_stand_outside() -> None:
    assert split_article("l'Ardèche") == ("l'", "Ardèche")
    assert split_article("les Restos du Cœur") == ("les ", "Restos du Cœur")
    assert split_article("Le Mans") == ("", "Le Mans")


def test_a_template_without_slots_is_one_part_outside() -> None:
    assert fill("il (pleut|pleut) ici", Random(0)) == [Part("il pleut ici")]


def test_every_template_fills_and_leaves_no_mark_of_its_writing() -> None:
    filled = list(sentences(Random(1), 3, ("templates", "negatives")))
    assert len(filled) == 3 * (len(entries("templates")) + len(entries("negatives")))
    for parts in filled:
        text = text_of(parts)
        assert not re.search(r"[{}()|]|  |^ | $", text), text
        assert all(part.text == part.text.strip() for part in parts if part.label)


def test_negatives_have_no_names_and_templates_have() -> None:
    assert all(not part.label for parts in sentences(Random(2), 2, ("negatives",)) for part in parts)
    assert all(any(part.label for part in parts) for parts in sentences(Random(2), 2))


def test_the_same_seed_gives_the_same_sentences_and_another_others() -> None:
    assert list(sentences(Random(3), 1)) == list(sentences(Random(3), 1))
    assert list(sentences(Random(3), 1)) != list(sentences(Random(4), 1))


def test_every_slot_of_the_templates_is_known() -> None:
    asked = {slot for line in entries("templates") for slot in re.findall(r"\{(\w+)\}", line)} - {"age"}
    assert asked <= SLOTS.keys()


def test_invented_names_have_a_beginning_and_an_end_of_the_list() -> None:
    assert invented(["Bernadette"], Random(0)) == "Bernadette"
    drawn = {invented(["Annie", "Odile"], Random(seed)) for seed in range(40)}
    assert drawn == {"Annie", "Annle", "Odiie", "Odile"}


def test_tidy_moves_blanks_out_of_names_and_joins_what_is_outside() -> None:
    assert tidy([Part(" avec "), Part(" Anne  B ", "PER"), Part("et "), Part(" moi ")]) == [
        Part("avec "),
        Part("Anne B", "PER"),
        Part(" et moi"),
    ]
    assert tidy([]) == []
    assert tidy([Part("  "), Part(" ", "PER")]) == []
