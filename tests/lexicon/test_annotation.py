"""Tokens as the lexicon counts them: status, kind, places, determinism, and a floor measured on annotated speech."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.events import is_hesitation
from tasks.lexicon.annotation import Annotator, load_annotator
from tasks.lexicon.dictionary_tagger import DictionaryTagger
from tasks.lexicon.form_tables import FormDictionary, load_tables
from tasks.lexicon.tokenizer import Kind, Piece, fold_form, kind_of

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})


@pytest.fixture(scope="module")
def annotator() -> Annotator:
    return load_annotator(placeholders=frozenset({"BIP"}))


@pytest.fixture(scope="module")
def tagger() -> DictionaryTagger:
    return DictionaryTagger(FormDictionary(load_tables()))


ACTIVE = [
    ("", ""),
    ("euh, hein, mh (rires).", ""),
    ("Alors euh, au début j'étais un peu perdue.", "début perdre"),
    ("On a mis en place des ateliers collectifs.", "mettre place atelier collectif"),
    ("Il faut que les démarches soient plus simples.", "démarche simple"),
    ("Je peux pas, je dois partir.", "partir"),
    ("Du coup, en fait, d'accord, bien sûr, par exemple.", ""),
    ("J'appelle BIP au [Téléphone] à [Ville 1].", "appeler"),
    ("J'ai vu Camille avec Rose.", "voir"),
    ("Les accompagnant·e·s travaillent bien.", "accompagnant travailler"),
    ("Y'a vingt-cinq personnes, la deuxième fois.", "personne fois"),
    ("Il a eu des difficultés à se connecter facilement.", "difficulté connecter facilement"),
    ("Ouais ouais, voilà, c'est ça quoi.", ""),
    ("Accompa- accompagner les jeunes.", "accompagner jeune"),
    ("Madame, elle m'a beaucoup aidée.", "aider"),
    ("C'est une autre façon de travailler, avec les mêmes outils.", "façon travailler outil"),
    ("Il touche le RSA.", "toucher rsa"),
    ("Je me suis sentie écoutée et soutenue.", "sentir écouter soutenir"),
    ("J’ai pas réussi à m’inscrire.", "réussir inscrire"),
    ("Est-ce que tu viens ?", "venir"),
]


@pytest.mark.parametrize(("text", "lemmas"), ACTIVE)
def test_annotation_active_lemmas(annotator: Annotator, text: str, lemmas: str) -> None:
    assert " ".join(token.lemma for token in annotator.annotate(text) if token.status == "active") == lemmas


def test_annotation_ignores_what_is_no_word(annotator: Annotator) -> None:
    tokens = annotator.annotate("Bon, (rires) [inaudible] euh, à [Ville 1] en 2019 accompa- !")
    ignored = [token.form for token in tokens if token.status == "ignored"]
    assert ignored == [",", "(rires)", "[inaudible]", "euh", ",", "accompa-", "!"]
    assert not [token.form for token in tokens if token.status == "active"]


@pytest.mark.parametrize(
    ("asked", "ignored"),
    [
        ((), ["euh", "(rires)", "accompa-", "."]),
        (("hesitations",), ["(rires)", "accompa-", "."]),
        (("events", "false_starts"), ["euh", "."]),
        (("hesitations", "events", "false_starts"), ["."]),
    ],
)
def test_annotation_counts_what_is_no_word_only_when_asked(asked: tuple[str, ...], ignored: list[str]) -> None:
    tokens = load_annotator(counted=frozenset(asked)).annotate("Ben euh (rires) accompa- oui.")
    assert [token.form for token in tokens if token.status == "ignored"] == ignored
    assert "active" not in {token.status for token in tokens}


def test_annotation_keeps_events_and_placeholders_whole(annotator: Annotator) -> None:
    kinds = {token.form: token.kind for token in annotator.annotate("[Organisation 2] (rires gênés) [inaudible] BIP")}
    assert kinds == {
        "[organisation 2]": "placeholder",
        "(rires gênés)": "event",
        "[inaudible]": "event",
        "bip": "placeholder",
    }


def test_annotation_obeys_supplementary_lemmas_and_active_parts_of_speech() -> None:
    chosen = load_annotator(supplementary=frozenset({"Truc"}), active_pos=frozenset({"NOUN"}))
    tokens = chosen.annotate("Des trucs et des outils faciles à utiliser.")
    assert [token.lemma for token in tokens if token.status == "active"] == ["outil"]


def test_annotation_counts_auxiliaries_as_supplementary_whatever_their_use(annotator: Annotator) -> None:
    tokens = annotator.annotate("J'ai une idée, on est là, il était venu, elles auraient dû.")
    etre_avoir = {token.status for token in tokens if token.lemma in ("être", "avoir")}
    assert etre_avoir == {"supplementary"}


def test_annotation_names_what_its_answers_depend_on(annotator: Annotator) -> None:
    assert "spacy-lookups-data" in annotator.model_version
    assert "simplemma" in annotator.model_version


WORDS = st.lists(
    st.sampled_from(
        ["j’ai ", "Camille ", "(rires) ", "[Ville 1] ", "BIP ", "l’", "aide ", "…", ", ", "euh ",
         "accompagnant·e·s ", "\n",
         "p't-être ", "accompa- ", "le ", "suivi ", "est-ce ", "que ", "12 ", "été ", "quoi", "?", "É"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@given(text=st.one_of(st.text(max_size=40), WORDS))
@settings(max_examples=120, deadline=None)
def test_annotation_places_reproduce_the_text(annotator: Annotator, text: str) -> None:
    tokens = annotator.annotate(text)
    at = 0
    for token in tokens:
        assert not text[at : token.start].strip()
        assert fold_form(text[token.start : token.end]) == token.form
        assert token.lemma
        at = token.end
    assert not text[at:].strip()


@given(text=WORDS)
@settings(max_examples=25, deadline=None)
def test_annotation_does_not_depend_on_what_came_before(annotator: Annotator, text: str) -> None:
    first = annotator.annotate(text)
    annotator.annotate("Autre chose, le suivi de Camille.")
    assert annotator.annotate(text) == first


def test_annotation_is_the_same_from_two_annotators(annotator: Annotator) -> None:
    text = "On l'a suivie, euh, le suivi c'est important quoi."
    assert load_annotator(placeholders=frozenset({"BIP"})).annotate(text) == annotator.annotate(text)


@pytest.mark.parametrize(
    ("treebank", "part_of_speech", "content", "lemma"),
    [("parisstories", 0.965, 0.98, 0.975), ("rhapsodie", 0.95, 0.975, 0.975), ("sequoia", 0.925, 0.965, 0.93)],
)
def test_annotation_reaches_its_floor_on_annotated_french(
    shared: Path, tagger: DictionaryTagger, treebank: str, part_of_speech: float, content: float, lemma: float
) -> None:
    """Gold tokens of the development split; content words are NOUN, VERB, ADJ, ADV by the treebank's own tags."""
    words = pos = decided = contents = lemmas = 0
    for sentence in _gold(shared / "language" / "treebanks" / f"{treebank}-dev.conllu"):
        readings = tagger.tag([piece for piece, _, _ in sentence])
        for (_, gold_lemma, gold_pos), reading in zip(sentence, readings, strict=True):
            if gold_pos in ("PUNCT", "SYM"):
                continue
            words += 1
            pos += reading.pos == gold_pos
            decided += (reading.pos in CONTENT) == (gold_pos in CONTENT)
            contents += gold_pos in CONTENT
            lemmas += gold_pos in CONTENT and reading.lemma == fold_form(gold_lemma)
    assert pos / words >= part_of_speech
    assert decided / words >= content
    assert lemmas / contents >= lemma


def _gold(path: Path) -> Iterator[list[tuple[Piece, str, str]]]:
    """Sentences as (piece, lemma, part of speech); a contraction (*du*) is one word with the tag of its first part."""
    for block in path.read_text(encoding="utf-8").strip().split("\n\n"):
        yield list(_gold_words([line.split("\t") for line in block.split("\n") if not line.startswith("#")]))


def _gold_words(rows: list[list[str]]) -> Iterator[tuple[Piece, str, str]]:
    place, inside, contraction = 0, 0, ""
    for row in rows:
        if "-" in row[0]:
            inside = int(row[0].split("-")[1])
            contraction = row[1]
        elif "." not in row[0] and (contraction or int(row[0]) > inside):
            yield _gold_piece(contraction or row[1], place), row[2], row[3]
            place += len(contraction or row[1]) + 1
            contraction = ""


def _gold_piece(written: str, place: int) -> Piece:
    form = fold_form(written)
    kind: Kind = "hesitation" if is_hesitation(written) else kind_of(form)
    if written[-1] in "~-" and len(written) > 1:
        kind = "false_start"
    return Piece(place, place + len(written), written.replace("’", "'"), form, kind)
