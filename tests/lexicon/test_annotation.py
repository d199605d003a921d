"""Tokens as the lexicon counts them: category, status, expressions, what a study's dictionary may say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.events import is_hesitation
from tasks.language.form_tables import FormDictionary, load_tables
from tasks.language.pipeline import DictionaryReader, load_reader
from tasks.language.reading import TurnReader, Word
from tasks.language.tokenizer import Kind, Piece, fold_form, kind_of
from tasks.lexicon.annotation import Annotator, is_content
from tasks.lexicon.study_dictionary import Entry, StudyDictionary, parse_dictionary
from tasks.records import Token

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
NOTHING_MASKED: frozenset[int] = frozenset()


@pytest.fixture(scope="module")
def reader() -> TurnReader:
    """The dictionaries alone: another language model changes no line of these tests."""
    return load_reader("dictionary", frozenset({"BIP"}))


def tokens_of(
    reader: TurnReader, text: str, annotator: Annotator | None = None, masked: Set[int] = NOTHING_MASKED
) -> list[Token]:
    (words,) = reader.read([text])
    return (annotator or Annotator()).annotate(words, masked)


def dictionary_of(*lines: str) -> StudyDictionary:
    """A study's dictionary: form;lemma;category;when;status."""
    return parse_dictionary([("dictionary.csv", "\n".join(["form;lemma;category;when;status", *lines]).encode())])


def active(tokens: Sequence[Token]) -> list[str]:
    return [token.lemma for token in tokens if token.status == "active"]


# -- status and category

ACTIVE = [
    ("", ""),
    ("   ", ""),
    ("(rires)", ""),
    ("... ? !", ""),
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
    ("On a le wifi6 et la box4g.", ""),
]


@pytest.mark.parametrize(("text", "lemmas"), ACTIVE)
def test_annotation_active_lemmas(reader: TurnReader, text: str, lemmas: str) -> None:
    assert " ".join(active(tokens_of(reader, text))) == lemmas


def test_annotation_categories(reader: TurnReader) -> None:
    text = (
        "Bon, euh, en tout cas Camille appelle facilement (rires) la gentille voisine, accompa- douze fois à BIP. Oh !"
    )
    assert {token.form: token.category for token in tokens_of(reader, text)} == {
        ",": "punctuation",
        "euh": "hesitation",
        "bon": "particle",
        "en": "particle",
        "tout": "particle",
        "cas": "particle",
        "camille": "name",
        "appelle": "verb",
        "facilement": "adverb",
        "(rires)": "event",
        "la": "tool word",
        "gentille": "adjective",
        "voisine": "noun",
        "accompa-": "false start",
        "douze": "number",
        "fois": "noun",
        "à": "tool word",
        "bip": "placeholder",
        ".": "punctuation",
        "oh": "interjection",
        "!": "punctuation",
    }


def test_annotation_ignores_what_is_no_word(reader: TurnReader) -> None:
    tokens = tokens_of(reader, "Bon, (rires) [inaudible] euh, à [Ville 1] en 2019 accompa- !")
    ignored = [token.form for token in tokens if token.status == "ignored"]
    assert ignored == [",", "(rires)", "[inaudible]", "euh", ",", "accompa-", "!"]
    assert not active(tokens)


@pytest.mark.parametrize(
    ("asked", "ignored"),
    [
        ((), ["euh", "(rires)", "accompa-", "."]),
        (("hesitations",), ["(rires)", "accompa-", "."]),
        (("events", "false_starts"), ["euh", "."]),
        (("hesitations", "events", "false_starts"), ["."]),
    ],
)
def test_annotation_counts_what_is_no_word_only_when_asked(
    reader: TurnReader, asked: tuple[str, ...], ignored: list[str]
) -> None:
    tokens = tokens_of(reader, "Mais euh (rires) accompa- oui.", Annotator(counted=asked))
    assert [token.form for token in tokens if token.status == "ignored"] == ignored
    assert not active(tokens)


def test_annotation_obeys_supplementary_lemmas_and_active_parts_of_speech(reader: TurnReader) -> None:
    chosen = Annotator(supplementary=["Truc"], active_pos=["NOUN"])
    assert active(tokens_of(reader, "Des trucs et des outils faciles à utiliser.", chosen)) == ["outil"]


def test_annotation_counts_auxiliaries_as_supplementary_whatever_their_use(reader: TurnReader) -> None:
    tokens = tokens_of(reader, "J'ai une idée, on est là, il était venu, elles auraient dû.")
    assert {token.status for token in tokens if token.lemma in ("être", "avoir")} == {"supplementary"}


# -- expressions and particles


def expressions(tokens: Sequence[Token]) -> list[tuple[str, str, int, str, str]]:
    return [
        (token.form, token.expression, token.expression_word, token.category, token.status)
        for token in tokens
        if token.expression
    ]


def test_annotation_words_of_an_expression_share_what_it_is(reader: TurnReader) -> None:
    text = "Du coup j'appelle à cause du bruit."
    tokens = tokens_of(reader, text)
    assert expressions(tokens) == [
        ("du", "du coup", 1, "particle", "supplementary"),
        ("coup", "du coup", 2, "particle", "supplementary"),
        ("à", "à cause de", 1, "tool word", "supplementary"),
        ("cause", "à cause de", 2, "tool word", "supplementary"),
        ("du", "à cause de", 3, "tool word", "supplementary"),
    ]
    ends = {
        token.expression: text[token.start : token.expression_end] for token in tokens if token.expression_word == 1
    }
    assert ends == {"du coup": "Du coup", "à cause de": "à cause du"}
    assert {token.pos for token in tokens if token.expression == "à cause de"} == {"ADP"}
    assert [token.lemma for token in tokens[-4:]] == ["cause", "de", "bruit", "."], "own lemmas stay"


@pytest.mark.parametrize(
    ("text", "lemma"),
    [("est-ce qu'il vient", "est-ce que"), ("d'accord", "d'accord"), ("par rapport aux autres", "par rapport à")],
)
def test_annotation_lemmas_of_expressions_are_written_whole(reader: TurnReader, text: str, lemma: str) -> None:
    assert {token.expression for token in tokens_of(reader, text)} - {""} == {lemma}


def test_annotation_particles_left_out_are_ignored_and_still_told(reader: TurnReader) -> None:
    text = "Ben du coup on marche, hein."
    kept, left = tokens_of(reader, text), tokens_of(reader, text, Annotator(left_out=["particles"]))
    particles = ["ben", "du", "coup", "hein"]
    assert [token.form for token in kept if token.category == "particle"] == particles
    assert {token.status for token in kept if token.category == "particle"} == {"supplementary"}
    assert [token.form for token in left if token.status == "ignored"] == [*particles[:3], ",", "hein", "."]
    assert [token.category for token in left] == [token.category for token in kept]


# -- masked places


def test_annotation_what_masking_put_in_is_a_placeholder(reader: TurnReader) -> None:
    text = "Du coup Prénom A2 regarde la carte."
    masked = range(text.index("Prénom"), text.index(" regarde"))
    tokens = tokens_of(reader, text, Annotator(dictionary_of("prénom;;nom;;actif")), frozenset(masked))
    hidden = [token for token in tokens if token.start in masked]
    assert [(token.form, token.lemma, token.pos) for token in hidden] == [
        ("prénom", "prénom", "PROPN"),
        ("a2", "a2", "PROPN"),
    ]
    assert {(token.kind, token.category, token.status, token.known) for token in hidden} == {
        ("placeholder", "placeholder", "supplementary", True)
    }


def test_annotation_masked_words_are_in_no_expression(reader: TurnReader) -> None:
    masked = frozenset(range(3, 7))
    assert expressions(tokens_of(reader, "du coup en tout cas", masked=masked))[0][1] == "en tout cas"
    assert not expressions(tokens_of(reader, "du coup", masked=masked))
    event = tokens_of(reader, "(rires)", masked=frozenset(range(7)))
    assert [(token.kind, token.status) for token in event] == [("event", "ignored")]


# -- the study's dictionary


def test_annotation_dictionary_comes_before_the_language_model(reader: TurnReader) -> None:
    dictionary = dictionary_of("zonage;zone;;;", "vite;;mot-outil;;", "chose;;nom;;", "marche;balade;nom;nom;")
    tokens = tokens_of(reader, "Le zonage va vite, la chose marche.", Annotator(dictionary))
    told = {token.form: (token.lemma, token.category, token.status, token.known) for token in tokens}
    assert told["zonage"] == ("zone", "noun", "active", True)
    assert told["vite"] == ("vite", "tool word", "supplementary", True)
    assert told["chose"] == ("chose", "noun", "active", True)
    assert told["marche"] == ("marcher", "verb", "active", True), "its entry is for the noun"
    assert {token.form: token.source for token in tokens}["zonage"] == "dictionary"


def test_annotation_dictionary_knows_what_it_names(reader: TurnReader) -> None:
    text = "Il flouzbidouille le truclouche."
    unknown = [token.form for token in tokens_of(reader, text) if not token.known]
    assert unknown == ["flouzbidouille", "truclouche"]
    tokens = tokens_of(reader, text, Annotator(dictionary_of("truclouche;;;;")))
    assert [token.form for token in tokens if not token.known] == ["flouzbidouille"]


@pytest.mark.parametrize(
    ("line", "text", "status"),
    [
        ("outil;;;;supplémentaire", "un outil", "supplementary"),
        ("outil;;;;ignoré", "un outil", "ignored"),
        ("devoir;;;;actif", "le devoir", "active"),
        ("truc;;;;actif", "un truc", "active"),
        ("euh;;;;supplémentaire", "euh", "supplementary"),
        ("euh;;;;actif", "euh", "supplementary"),
        ("euh;;interjection;;", "euh", "supplementary"),
        ("euh;euh;interjection;;actif", "euh", "active"),
        ("euh;;;;ignoré", "euh", "ignored"),
        ("box4g;;nom;;actif", "la box4g", "supplementary"),
        ("box;4g;nom;;actif", "la box", "supplementary"),
        ("12;;nom;;actif", "le 12", "supplementary"),
        ("douze;;nom;;", "le douze", "active"),
        ("douze;;nombre;;", "le douze", "supplementary"),
        ("hein;;;;ignoré", "hein", "ignored"),
    ],
)
def test_annotation_status_of_the_dictionary_overrides_but_within_bounds(
    reader: TurnReader, line: str, text: str, status: str
) -> None:
    annotator = Annotator(dictionary_of(line), supplementary=["truc"])
    token = tokens_of(reader, text, annotator)[-1]
    assert token.status == status
    assert token.kind == "word" or token.status != "active"


def test_annotation_expressions_of_the_study_bind_words(reader: TurnReader) -> None:
    dictionary = dictionary_of(
        "pôle emploi;;nom propre;;actif",
        "mise en place;installation;nom;;",
        "du coup;;adverbe;;",
        "plan 2024;;nom;;actif",
    )
    text = "Du coup la mise en place au pôle emploi du plan 2024."
    tokens = tokens_of(reader, text, Annotator(dictionary))
    told = {token.expression: (token.pos, token.category, token.status) for token in tokens if token.expression}
    assert told == {
        "du coup": ("ADV", "adverb", "active"),
        "installation": ("NOUN", "noun", "active"),
        "pôle emploi": ("PROPN", "name", "active"),
        "plan 2024": ("NOUN", "noun", "supplementary"),
    }
    assert {token.kind for token in tokens if token.expression} == {"word"}


def test_annotation_expressions_without_a_category_are_what_their_first_content_word_is(reader: TurnReader) -> None:
    tokens = tokens_of(reader, "à livre ouvert", Annotator(dictionary_of("à livre ouvert;;;;")))
    assert {(token.pos, token.category, token.status) for token in tokens} == {("NOUN", "noun", "active")}


def test_annotation_particles_are_what_the_dictionary_says_of_the_word(reader: TurnReader) -> None:
    other = tokens_of(reader, "hein", Annotator(dictionary_of("hein;;interjection;;")))
    assert [(token.category, token.status) for token in other] == [("interjection", "supplementary")]
    renamed = tokens_of(reader, "hein", Annotator(dictionary_of("hein;hé;;;")))
    assert [(token.lemma, token.category) for token in renamed] == [("hé", "particle")]


def test_annotation_hesitations_are_words_where_the_authors_name_a_category(reader: TurnReader) -> None:
    own = tokens_of(reader, "euh", Annotator(dictionary_of("euh;heu;interjection;;")))
    assert [(token.kind, token.category, token.lemma) for token in own] == [("word", "interjection", "heu")]
    general = Annotator(StudyDictionary([Entry("euh", "euh", "INTJ", "interjection", is_general=True)]))
    told = [(token.kind, token.category, token.status) for token in tokens_of(reader, "euh", general)]
    assert told == [("hesitation", "hesitation", "ignored")]


# -- whatever the text

WORDS = st.lists(
    st.sampled_from(
        ["j’ai ", "Camille ", "(rires) ", "[Ville 1] ", "BIP ", "l’", "aide ", "…", ", ", "euh ",
         "accompagnant·e·s ", "\n", "du coup ", "en ", "tout ", "cas ", "voilà ", "4g ",
         "p't-être ", "accompa- ", "le ", "suivi ", "est-ce ", "que ", "12 ", "été ", "quoi", "?", "É"]
    ),
    max_size=20,
).map("".join)  # fmt: skip
BOUND = dictionary_of(
    "le suivi;;nom;;", "j'ai aide;;;;ignoré", "12 été;;nom;;actif", "quoi;;;;actif", "...;;nom;;actif"
)


@given(text=st.one_of(st.text(max_size=40), WORDS), masked=st.sets(st.integers(0, 40), max_size=5))
@settings(max_examples=120, deadline=None)
def test_annotation_whatever_stands_there_keeps_its_promises(reader: TurnReader, text: str, masked: set[int]) -> None:
    tokens = tokens_of(reader, text, Annotator(BOUND), masked)
    at = 0
    for token in tokens:
        assert not text[at : token.start].strip()
        assert fold_form(text[token.start : token.end]) == token.form
        assert token.lemma
        assert token.status != "active" or (token.kind == "word" and not any(map(str.isdigit, token.form)))
        assert token.status != "active" or not masked & set(range(token.start, token.end))
        assert bool(token.expression) == bool(token.expression_word) == bool(token.expression_end)
        assert not is_content(token) or token.kind == "word"
        at = token.end
    assert not text[at:].strip()
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.expression_word > 1:
            assert before is not None
            assert before.expression_word == token.expression_word - 1
            shared = ("expression", "expression_end", "category", "status", "pos")
            assert all(getattr(before, name) == getattr(token, name) for name in shared)


@given(text=WORDS)
@settings(max_examples=25, deadline=None)
def test_annotation_does_not_depend_on_what_came_before(reader: TurnReader, text: str) -> None:
    annotator = Annotator(BOUND)
    first = tokens_of(reader, text, annotator)
    tokens_of(reader, "Autre chose, le suivi de Camille.", annotator)
    assert tokens_of(reader, text, annotator) == first == tokens_of(reader, text, Annotator(BOUND))


def test_annotation_of_no_words_is_no_tokens() -> None:
    words: list[Word] = []
    assert Annotator().annotate(words) == []


# -- the tables behind the reading


@pytest.mark.parametrize(
    ("treebank", "part_of_speech", "content", "lemma"),
    [("parisstories", 0.965, 0.98, 0.975), ("rhapsodie", 0.95, 0.975, 0.975), ("sequoia", 0.925, 0.965, 0.93)],
)
def test_annotation_reaches_its_floor_on_annotated_french(
    shared: Path, treebank: str, part_of_speech: float, content: float, lemma: float
) -> None:
    """Gold tokens of the development split; content words are NOUN, VERB, ADJ, ADV by the treebank's own tags."""
    reader = DictionaryReader(FormDictionary(load_tables()), frozenset(), "")
    words = pos = decided = contents = lemmas = 0
    for sentence in _gold(shared / "language" / "treebanks" / f"{treebank}-dev.conllu"):
        readings = reader.read_pieces([piece for piece, _, _ in sentence])
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
