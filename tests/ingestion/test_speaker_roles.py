from __future__ import annotations

import pytest

from tasks.ingestion.speaker_roles import SpeakerAssignment, assign_speakers
from tasks.records import Turn


def talk(*said: tuple[str, str]) -> list[Turn]:
    return [Turn(position, label, text, position) for position, (label, text) in enumerate(said, start=1)]


def roles(assignment: SpeakerAssignment) -> dict[str, str]:
    return {role.label: role.speaker for role in assignment.roles}


def test_speaker_roles_no_turn_no_speakers() -> None:
    assert assign_speakers([]).problem == "no_speakers"


def test_speaker_roles_one_label_is_one_speaker() -> None:
    assert assign_speakers(talk(("Rose", "Oui."), ("Rose", "Non."))).problem == "one_speaker"


def test_speaker_roles_given_labels_are_confirmed() -> None:
    turns = talk(("Claire", "Alors ?"), ("ROSE", "Voilà."))
    found = assign_speakers(turns, interviewer=["claire"], interviewee=["Rose"])
    assert [turn.speaker for turn in found.turns] == ["interviewer", "interviewee"]
    assert (found.confirmed, found.why, found.problem) == (True, "given", "")


def test_speaker_roles_one_label_left_beside_given_ones_is_confirmed() -> None:
    found = assign_speakers(talk(("Claire", "Alors ?"), ("Rose", "Voilà.")), interviewer=["Claire"])
    assert (roles(found)["Rose"], found.confirmed, found.why) == ("interviewee", True, "remaining")


def test_speaker_roles_several_labels_left_are_a_guess() -> None:
    turns = talk(("Claire", "Alors ?"), ("Rose", "Voilà ce que je voulais vous dire."), ("Luc", "Oui."))
    found = assign_speakers(turns, interviewer=["Claire"])
    assert roles(found) == {"Claire": "interviewer", "Rose": "interviewee", "Luc": "other"}
    assert (found.confirmed, found.why) == (False, "most_words")


def test_speaker_roles_a_slip_of_a_given_label_is_found_but_not_confirmed() -> None:
    turns = talk(("Checheur", "Alors ?"), ("Interviewe", "Voilà."))
    found = assign_speakers(turns, interviewer=["Chercheur"], interviewee=["Interviewé"])
    assert roles(found) == {"Checheur": "interviewer", "Interviewe": "interviewee"}
    assert (found.confirmed, found.why) == (False, "near_given")


@pytest.mark.parametrize(
    ("asks", "answers", "why"),
    [
        ("Enquêtrice", "Rose", "word"),
        ("Claire", "Enquêtée", "word"),
        ("Chercheur·e", "Interviewé(e)", "word"),
        ("Enquêteur 2", "Interviewée 1", "word"),
        ("Enquêteurr", "Rose", "near_word"),
        ("Q", "R", "letter"),
        ("E", "Rose", "letter"),
        ("gras", "maigre", "bold"),
        ("A", "B", "questions"),
    ],
)
def test_speaker_roles_guess_from_labels_then_questions(asks: str, answers: str, why: str) -> None:
    turns = talk((asks, "Comment faites-vous ?"), (answers, "Je fais."), (asks, "Depuis quand ?"), (answers, "Hier."))
    found = assign_speakers(turns)
    assert roles(found) == {asks: "interviewer", answers: "interviewee"}
    assert (found.confirmed, found.why) == (False, why)


def test_speaker_roles_two_letters_for_interviewers_fall_back_to_talk() -> None:
    found = assign_speakers(talk(("I", "Je réponds longuement."), ("E", "Comment ?"), ("I", "Ainsi."), ("E", "Ah ?")))
    assert roles(found) == {"I": "interviewee", "E": "interviewer"}
    assert found.why == "questions"


def test_speaker_roles_fewest_words_ask_where_questions_do_not_tell() -> None:
    found = assign_speakers(talk(("A", "Un récit bien plus long que le reste."), ("B", "Ah.")))
    assert (roles(found), found.why) == ({"A": "interviewee", "B": "interviewer"}, "words")


def test_speaker_roles_ties_go_to_the_first_label() -> None:
    found = assign_speakers(talk(("B", "Un mot."), ("A", "Un mot.")))
    assert roles(found) == {"B": "interviewer", "A": "interviewee"}


def test_speaker_roles_a_third_person_is_other() -> None:
    long_answer = "Je vous réponds avec beaucoup de mots pour que la part reste petite."
    found = assign_speakers(talk(("Enquêteur", "Alors ?"), ("Rose", long_answer), ("Mari", "Je passe.")))
    assert roles(found)["Mari"] == "other"
    assert found.problem == ""


def test_speaker_roles_too_much_of_others_is_a_problem() -> None:
    found = assign_speakers(talk(("Enquêteur", "Alors ?"), ("Rose", "Oui."), ("Mari", "Je parle plus qu'elle.")))
    assert found.problem == "too_much_unassigned"
    assert found.unassigned_share == pytest.approx(5 / 7)


def test_speaker_roles_words_outside_of_turns_count_as_unassigned() -> None:
    turns = talk(("Enquêteur", "Alors ?"), ("Rose", "Oui, bien."))
    assert assign_speakers(turns).problem == ""
    assert assign_speakers(turns, words_outside=10).problem == "too_much_unassigned"


def test_speaker_roles_several_interviewees_given() -> None:
    turns = talk(("Claire", "Alors ?"), ("Rose", "Oui."), ("Luc", "Non."))
    found = assign_speakers(turns, interviewer=["Claire"], interviewee=["Rose", "Luc"])
    assert [turn.speaker for turn in found.turns] == ["interviewer", "interviewee", "interviewee"]
    assert found.confirmed
