from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.guide_questions import GuideQuestion, recognise_questions, typed_number
from tasks.records import Speaker, Turn

GUIDE = (
    GuideQuestion("1", "Quels outils numériques utilisez-vous dans votre travail ?", "pratiques"),
    GuideQuestion("2", "Comment la distance change-t-elle la relation avec la personne accompagnée ?", "relation"),
    GuideQuestion("3", "Quels objectifs aviez-vous fixés au début ?", "objectifs"),
)


def talk(*said: str) -> list[Turn]:
    speakers: tuple[Speaker, Speaker] = ("interviewer", "interviewee")
    return [
        Turn(place + 1, speakers[place % 2], text, place + 1, speaker=speakers[place % 2])
        for place, text in enumerate(said)
    ]


def questions(turns: list[Turn]) -> list[str]:
    return [turn.question for turn in turns]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 - Est-ce que", "1"),
        ("0-Donc vous", "0"),
        ("2 -Et", "2"),
        ("4\u00a0: Et sur", "4"),
        ("1. Est-ce", "1"),
        ("Q3. Quels", "3"),
        ("Question 12 : Et", "12"),
        ("2b) Et", "2b"),
        ("3 (suite)-Et", "3"),
        ("5- « Racontez »", "5"),
        ("Ah oui.\n2 - Et ensuite ?", "2"),
        ("1- Bon.\n2 - Et ?", "2"),
        ("3-", "3"),
        ("", ""),
        ("2 ou 3 fois", ""),
        ("2-3 fois", ""),
        ("12:30, c'est ça ?", ""),
        ("20 minutes - pas plus", ""),
        ("3.5 pour cent", ""),
        ("1er point", ""),
        ("En 2024 - l'an dernier", ""),
    ],
)
def test_guide_questions_typed_numbers(text: str, number: str) -> None:
    assert typed_number(text) == number


def test_guide_questions_no_turns() -> None:
    assert recognise_questions([], GUIDE) == []


def test_guide_questions_typed_numbers_hold_until_the_next() -> None:
    turns = talk("Bonjour.", "Bonjour.", "1 - Et ?", "La visio.", "D'accord.", "Et le courriel.", "2 - Et ?", "Rien.")
    assert questions(recognise_questions(turns)) == ["", "", "1", "1", "1", "1", "2", "2"]


def test_guide_questions_answers_number_nothing() -> None:
    assert questions(recognise_questions(talk("Alors ?", "1 - la visio."))) == ["", ""]


def test_guide_questions_a_number_that_the_guide_has_not_starts_none() -> None:
    turns = talk("1 - Et ?", "Oui.", "9 - Et encore ?", "Non.", "Q2. Et ?", "Si.")
    assert questions(recognise_questions(turns, GUIDE)) == ["1", "1", "", "", "2", "2"]


def test_guide_questions_wording_is_recognised_when_rephrased() -> None:
    turns = talk(
        "Bonjour, merci de me recevoir.",
        "Avec plaisir.",
        "Pour commencer, dans votre travail, c'est quoi les outils numériques que vous utilisez ?",
        "La visio.",
        "Ah d'accord.",
        "Et le courriel.",
        "Et à distance, la relation avec les personnes que vous accompagnez, elle change ?",
        "Beaucoup.",
        "Au tout début, vous aviez fixé des objectifs ?",
        "Oui.",
    )
    assert questions(recognise_questions(turns, GUIDE)) == ["", "", "1", "1", "1", "1", "2", "2", "3", "3"]


def test_guide_questions_unlike_wording_is_never_named() -> None:
    turns = talk("Vous avez fait bon voyage ?", "Oui.", "Il pleuvait ?", "Non.")
    assert questions(recognise_questions(turns, GUIDE)) == ["", "", "", ""]


def test_guide_questions_wording_fills_between_typed_numbers() -> None:
    turns = talk("1 - Et ?", "Oui.", "Et la distance, elle change la relation ?", "Non.", "3 - Et ?", "Si.")
    assert questions(recognise_questions(turns, GUIDE)) == ["1", "1", "2", "2", "3", "3"]


def test_guide_questions_typed_numbers_out_of_order_hold() -> None:
    turns = talk("3 - Et ?", "Oui.", "1 - Et ?", "Non.")
    assert questions(recognise_questions(turns, GUIDE)) == ["3", "3", "1", "1"]


def test_guide_questions_of_empty_words_alone_are_found_by_number_only() -> None:
    guide = (GuideQuestion("1", "Et vous ?"), GuideQuestion("2", "Comment ?"))
    assert questions(recognise_questions(talk("Et vous ?", "Oui.", "2. Comment ?", "Ainsi."), guide)) == [
        "",
        "",
        "2",
        "2",
    ]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.sampled_from([*(question.text for question in GUIDE), "Ah.", "2 - Bon", "7 - Quoi"]), max_size=10))
def test_guide_questions_change_nothing_else_and_only_at_the_interviewer(said: list[str]) -> None:
    turns = talk(*said)
    numbered = recognise_questions(turns, GUIDE)
    assert [(turn.position, turn.text, turn.label, turn.speaker) for turn in numbered] == [
        (turn.position, turn.text, turn.label, turn.speaker) for turn in turns
    ]
    changes = [place for place in range(1, len(numbered)) if numbered[place].question != numbered[place - 1].question]
    assert all(numbered[place].speaker == "interviewer" for place in changes)
    assert {turn.question for turn in numbered} <= {"", "1", "2", "3"}


def test_guide_questions_turns_bear_the_theme_of_their_question() -> None:
    turns = talk("Bonjour.", "Bonjour.", "1 - Et ?", "La visio.", "9 - Et ?", "Rien.", "3 - Et ?", "Si.")
    themes = [turn.theme for turn in recognise_questions(turns, GUIDE)]
    assert themes == ["", "", "pratiques", "pratiques", "", "", "objectifs", "objectifs"]
    assert {turn.theme for turn in recognise_questions(turns)} == {""}


def said_by_format(*said: tuple[str, str]) -> list[Turn]:
    return [
        Turn(place, "a01", text, place, speaker="interviewee", question=question)
        for place, (question, text) in enumerate(said, start=1)
    ]


def test_guide_questions_what_the_format_says_is_a_question_or_a_theme() -> None:
    turns = said_by_format(("", "Bon."), ("2", "Un."), ("", "Deux."), ("Objectifs", "Trois."), ("divers", "Quatre."))
    found = [(turn.question, turn.theme) for turn in recognise_questions(turns, GUIDE)]
    assert found == [("", ""), ("2", "relation"), ("2", "relation"), ("", "objectifs"), ("", "divers")]


def test_guide_questions_what_the_format_says_stands_without_a_guide() -> None:
    turns = said_by_format(("2", "Un."), ("relation", "Deux."), ("", "Trois."))
    found = [(turn.question, turn.theme) for turn in recognise_questions(turns)]
    assert found == [("2", ""), ("", "relation"), ("", "relation")]


def test_guide_questions_asked_out_of_order_are_found_where_they_bring_back_much() -> None:
    turns = talk(
        "Quels objectifs aviez-vous fixés au tout début ?",
        "Deux.",
        "Et les outils numériques, lesquels utilisez-vous dans votre travail ?",
        "La visio.",
        "La distance change-t-elle la relation avec la personne accompagnée ?",
        "Non.",
    )
    assert questions(recognise_questions(turns, GUIDE)) == ["3", "3", "1", "1", "2", "2"]


def test_guide_questions_out_of_order_need_more_than_a_word_or_two() -> None:
    turns = talk(
        "1 - Et ?", "Oui.", "2 - Et ?", "Non.", "3 - Et ?", "Si.", "Au début, la distance, ça allait ?", "Oui."
    )
    assert questions(recognise_questions(turns, GUIDE)) == ["1", "1", "2", "2", "3", "3", "3", "3"]
