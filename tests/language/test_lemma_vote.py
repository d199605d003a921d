"""The vote on lemmas: who says what, who wins, and what cannot be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.language.form_tables import FormDictionary, load_tables
from tasks.language.lemma_vote import LemmaVote, Verdict


@pytest.fixture(scope="module")
def vote() -> LemmaVote:
    return LemmaVote(FormDictionary(load_tables()))


@pytest.mark.parametrize(
    ("form", "pos", "trained", "lemma"),
    [
        ("vois", "VERB", "voir", "voir"),
        ("vois", "VERB", "vois", "voir"),  # no infinitive: the trees' vote is not counted
        ("chevaux", "NOUN", "chevau", "cheval"),
        ("professionnelle", "ADJ", "professionnel", "professionnel"),
        ("passées", "ADJ", "passé", "passé"),
        ("marche", "NOUN", "marche", "marche"),
        ("marche", "VERB", "marcher", "marcher"),
        ("entretiens", "NOUN", "entretien", "entretien"),
        ("accompagnant·e·s", "NOUN", "accompagnant·e·", "accompagnant"),
        ("est", "AUX", "esre", "être"),
        ("des", "ADP", "un", "de"),
        ("j'", "PRON", "moi", "je"),
        ("michelin", "PROPN", "micheler", "michelin"),
    ],
)
def test_the_lemma_of_a_word(vote: LemmaVote, form: str, pos: str, trained: str, lemma: str) -> None:
    assert vote.decide(form, pos, trained).lemma == lemma


def test_a_closed_class_is_not_voted_on(vote: LemmaVote) -> None:
    assert vote.decide("la", "DET", "la") == Verdict("le", "closed class")


def test_who_agrees_leaves_no_votes(vote: LemmaVote) -> None:
    verdict = vote.decide("maisons", "NOUN", "maison")
    assert (verdict.lemma, verdict.votes) == ("maison", ())
    assert verdict.source in ("table", "simplemma")


def test_a_majority_wins_over_the_most_trusted(vote: LemmaVote) -> None:
    verdict = vote.decide("coloc", "NOUN", "coloc")
    said = dict(verdict.votes)
    assert said["table"] == "colocataire"
    assert list(said) == sorted(said, key=["table", "simplemma", "trees"].index)
    assert verdict.lemma == "coloc" if said.get("simplemma") == "coloc" else verdict.lemma == "colocataire"


def test_nobody_knowing_leaves_the_form_or_its_singular(vote: LemmaVote) -> None:
    assert vote.decide("brifoulettes", "NOUN", "") == Verdict("brifoulette", "form")
    assert vote.decide("brifoul", "VERB", "brifoul") == Verdict("brifoul", "form")


def test_the_trees_alone_are_named_as_the_source(vote: LemmaVote) -> None:
    verdict = vote.decide("brifoulons", "VERB", "brifouler")
    assert (verdict.lemma, verdict.source, verdict.votes) == ("brifouler", "trees", ())
    other = LemmaVote(FormDictionary(load_tables()), "pipeline")
    assert other.decide("brifoulons", "VERB", "brifouler").source == "pipeline"


def test_numbers_in_letters_are_their_own_lemma(vote: LemmaVote) -> None:
    assert vote.decide("quarante-cinq", "NUM", "quarante-cinqètre").lemma == "quarante-cinq"


def test_kin_are_not_taken_for_the_feminine_of_something_else(vote: LemmaVote) -> None:
    assert [vote.decide(form, "NOUN").lemma for form in ("mère", "carrière", "bouchère")] == [
        "mère",
        "carrière",
        "boucher",
    ]


def _lemmas(vote: LemmaVote, text: str) -> list[str]:
    forms = text.split()
    verdicts = vote.decide_all(forms, ["PRON" if form == "t'" else "VERB" for form in forms], [""] * len(forms))
    return [verdict.lemma for verdict in verdicts]


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("t' as", "tu"),
        ("que t' étais", "tu"),
        ("qui t' as", "tu"),
        ("t' en as", "tu"),
        ("t' habites", "tu"),
        ("tu t' es", "te"),
        ("je ne t' avais", "te"),
        ("il t' a", "te"),
        ("toi qui t' occupes", "te"),
        ("nous t' aidons", "te"),
        ("t' inquiète", "te"),
        ("t' en fais", "te"),
        ("t' appelles -tu", "te"),
        ("t'", "te"),
    ],
)
def test_the_elided_pronoun_is_a_subject_before_its_verb(vote: LemmaVote, text: str, lemma: str) -> None:
    assert _lemmas(vote, text)[text.split().index("t'")] == lemma


@pytest.mark.parametrize(
    ("text", "lemma"),
    [
        ("il a plu", "pleuvoir"),
        ("il n' a pas plu", "pleuvoir"),
        ("il m' a plu", "plaire"),
        ("il a plu à", "plaire"),
        ("plu", "plaire"),
    ],
)
def test_what_falls_from_the_sky_has_no_object(vote: LemmaVote, text: str, lemma: str) -> None:
    assert _lemmas(vote, text)[text.split().index("plu")] == lemma


@given(
    st.text("abcdefghilmnoprstuvxzéèêàçœ'-", min_size=1, max_size=14),
    st.sampled_from(["NOUN", "VERB", "ADJ", "ADV", "AUX", "PRON", "PROPN", "X"]),
    st.text("abcdeirsté", max_size=8),
)
def test_the_outcome_is_one_of_the_votes(vote: LemmaVote, form: str, pos: str, trained: str) -> None:
    verdict = vote.decide(form, pos, trained)
    assert verdict.lemma
    assert verdict == vote.decide(form, pos, trained)
    if verdict.votes:
        assert (verdict.source, verdict.lemma) in verdict.votes
        assert len({lemma for _, lemma in verdict.votes}) > 1
