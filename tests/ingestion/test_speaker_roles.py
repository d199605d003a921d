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


def test_speaker_roles_the_format_tells_who_asks_but_confirms_nothing() -> None:
    turns = talk(("INV", "Bien."), ("SUJ", "Comment ? Pourquoi ?"), ("INV", "Bon."))
    found = assign_speakers(turns, roles={"INV": "interviewer"})
    assert roles(found) == {"INV": "interviewer", "SUJ": "interviewee"}
    assert (found.confirmed, found.why) == (False, "format")
    both = assign_speakers(turns, roles={"INV": "interviewer", "SUJ": "interviewee"})
    assert (both.confirmed, both.why) == (False, "format")


def test_speaker_roles_the_study_is_believed_before_the_format() -> None:
    turns = talk(("INV", "Bien."), ("SUJ", "Voilà."), ("TRA", "Il dit oui."))
    found = assign_speakers(
        turns, interviewer=["SUJ"], interviewee=["inv"], roles={"INV": "interviewer", "TRA": "interviewee"}
    )
    assert roles(found) == {"INV": "interviewee", "SUJ": "interviewer", "TRA": "interviewee"}
    assert (found.confirmed, found.why) == (True, "given")


def test_speaker_roles_third_persons_that_the_study_names() -> None:
    turns = talk(("Claire", "Et ?"), ("Luc", "Je dis un mot."), ("Rose", "Je réponds bien plus longuement, en mots."))
    guessed = assign_speakers(turns, other=["LUC"])
    assert roles(guessed) == {"Claire": "interviewer", "Luc": "other", "Rose": "interviewee"}
    assert not guessed.confirmed
    given = assign_speakers(turns, interviewer=["Claire"], other=["Luc"])
    assert roles(given)["Rose"] == "interviewee"
    assert (given.confirmed, given.why) == (True, "remaining")


@pytest.mark.parametrize("label", ["E1 et E2", "E1 / E2", "E1 : E2", "E1 + E2", "E1 & E2"])
def test_speaker_roles_what_interviewers_say_together_is_theirs(label: str) -> None:
    turns = talk(("E1", "Un ?"), (label, "Bonjour !"), ("Rose", "Oui."), ("E2", "Deux ?"))
    found = assign_speakers(turns, interviewer=["E1", "E2"], interviewee=["Rose"])
    assert roles(found)[label] == "interviewer"
    assert found.confirmed


def test_speaker_roles_what_both_sides_say_together_is_nobodys() -> None:
    turns = talk(("E", "Alors, comment ça se passe ?"), ("Rose", "Ça se passe plutôt bien."), ("E / Rose", "Oui."))
    found = assign_speakers(turns, interviewer=["E"])
    assert roles(found) == {"E": "interviewer", "Rose": "interviewee", "E / Rose": "other"}
    assert found.confirmed


def test_speaker_roles_signs_are_labels() -> None:
    turns = talk(("*", "Oui, voilà."), ("-", "Et ?"), ("–", "Si."))
    found = assign_speakers(turns, interviewer=["-"], interviewee=["*", "–"])
    assert roles(found) == {"*": "interviewee", "-": "interviewer", "–": "interviewee"}
    assert found.confirmed


def test_speaker_roles_several_people_of_one_series_answer() -> None:
    turns = talk(("Enquêteur", "Alors ?"), ("P1", "Je dis oui."), ("P2", "Je dis non, moi."), ("P3", "Moi aussi."))
    found = assign_speakers(turns)
    assert [role.speaker for role in found.roles] == ["interviewer", "interviewee", "interviewee", "interviewee"]
    assert (found.problem, found.confirmed) == ("", False)


def test_speaker_roles_a_series_with_both_roles_gives_none() -> None:
    turns = talk(("S 1", "Et ? Ah ?"), ("S 2", "Un long récit pour commencer, avec bien des mots."), ("S 3", "Oui."))
    assert [role.speaker for role in assign_speakers(turns).roles] == ["interviewer", "interviewee", "other"]


@pytest.mark.parametrize(
    ("label", "speaker"),
    [
        ("Claire (enquêtrice)", "interviewer"),
        ("Chercheuse (Claire)", "interviewer"),
        ("Enquêteur·rice 1", "interviewer"),
        ("Personne interrogée", "interviewee"),
        ("Rose (enquêtée)", "interviewee"),
        ("Enquêteur B", "interviewer"),
    ],
)
def test_speaker_roles_words_beside_names(label: str, speaker: str) -> None:
    assert roles(assign_speakers(talk((label, "Ah."), ("X", "Ah."))))[label] == speaker


def test_speaker_roles_locuteurs_are_told_by_their_talk() -> None:
    found = assign_speakers(talk(("Locuteur A", "Je réponds."), ("Locuteur B", "Comment ?")))
    assert (roles(found), found.why) == ({"Locuteur A": "interviewee", "Locuteur B": "interviewer"}, "questions")


def test_speaker_roles_more_than_forty_labels_are_no_interview() -> None:
    def many(count: int) -> list[Turn]:
        labels = [f"N{chr(97 + place % 26)}{chr(97 + place // 26)}" for place in range(count - 2)]
        return talk(("Claire", "Alors ?"), ("Rose", "Oui. " * 1000), *((label, "Ah.") for label in labels))

    assert assign_speakers(many(40), interviewer=["Claire"], interviewee=["Rose"]).problem == ""
    found = assign_speakers(many(41), interviewer=["Claire"], interviewee=["Rose"])
    assert (found.problem, found.confirmed, found.why) == ("too_many_speakers", False, "")
    assert {turn.speaker for turn in found.turns} == {"other"}


def test_speaker_roles_a_format_without_interviewer_has_one_speaker() -> None:
    turns = talk(("a01", "Voilà."), ("a01", "Et puis voilà."))
    found = assign_speakers(turns, answers_only=True)
    assert (roles(found), found.problem, found.why, found.confirmed) == ({"a01": "interviewee"}, "", "format", False)
    assert {turn.speaker for turn in found.turns} == {"interviewee"}
    assert assign_speakers(turns, interviewee=["A01"], answers_only=True).confirmed
    assert assign_speakers([], answers_only=True).problem == "no_speakers"


def test_speaker_roles_a_couple_and_a_group_answer_together() -> None:
    turns = talk(
        ("Enquêteur 1", "Vous habitez ici ?"),
        ("Monsieur", "Depuis trente ans, dans cette maison."),
        ("Madame", "Trente-deux ans."),
        ("Enquêteur 2", "Et avant ?"),
        ("Monsieur", "À la ferme."),
        ("Madame", "Chez sa mère."),
        ("Luc", "Bonjour."),
    )
    found = assign_speakers(turns)
    assert [label for label, role in roles(found).items() if role == "interviewee"] == ["Monsieur", "Madame"]
    assert (roles(found)["Luc"], found.confirmed, found.why, found.problem) == ("other", False, "most_words", "")


def test_speaker_roles_who_mostly_asks_does_not_answer_beside_an_interviewer() -> None:
    turns = talk(
        ("Enquêtrice", "Alors ?"), ("Rose", "Voilà, je suis venue seule."),
        ("Sophie", "Et après cela, vous alliez où ?"),
        ("Rose", "Chez moi."), ("Sophie", "Tout le temps ?"), ("Rose", "Oui, bien sûr."),
    )  # fmt: skip
    assert roles(assign_speakers(turns)) == {"Enquêtrice": "interviewer", "Rose": "interviewee", "Sophie": "other"}


def test_speaker_roles_another_form_of_a_label_has_its_role_and_is_a_guess() -> None:
    said = "Je réponds longuement à ce que l'on me demande."
    turns = talk(
        ("Claire", "Oui ?"), ("Mme Martin", said), ("Claire", "Et ?"), ("Mme M.", "Voilà."), ("Matrin", "Oui.")
    )
    found = assign_speakers(turns, interviewer=["Claire"], interviewee=["Mme Martin", "Martin"])
    assert roles(found)["Mme M."] == roles(found)["Matrin"] == "interviewee"
    assert [role.why for role in found.roles] == ["given", "given", "near_label", "near_label"]
    assert not found.confirmed


def test_speaker_roles_a_short_label_seen_once_may_be_a_slip() -> None:
    said = [("Claire", "Alors ?"), ("Marie", "Voilà ce que je voulais dire."), ("Claire", "Et ?"), ("Mrie", "Rien.")]
    turns = talk(*said, ("Claire", "Bon ?"), ("Marie", "Oui, bon."))
    assert roles(assign_speakers(turns)) == {"Claire": "interviewer", "Marie": "interviewee", "Mrie": "interviewee"}
    turns = talk(*said, ("Mrie", "Non."), ("Claire", "Bon ?"), ("Marie", "Oui, bon."))
    assert roles(assign_speakers(turns))["Mrie"] == "other"
