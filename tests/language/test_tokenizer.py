"""Cutting spoken French: elisions, clitics, spoken forms, events, placeholders, inclusive writing, places."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.language.tokenizer import Piece, SpokenTokenizer, fold_form

TOKENIZER = SpokenTokenizer(frozenset({"BIP", "M. X"}))

CUTS = [
    ("", ""),
    ("   \n ", ""),
    ("oui", "oui"),
    ("J'ai compris.", "j' ai compris ."),
    ("j’ai qu’un souci", "j' ai qu' un souci"),
    ("L'aide qu'on m'apporte", "l' aide qu' on m' apporte"),
    ("j't'ai dit", "j' t' ai dit"),
    ("aujourd'hui, quelqu'un est venu", "aujourd'hui , quelqu'un est venu"),
    ("Aujourd’hui", "aujourd'hui"),
    ("jusqu'ici, lorsqu'elle, puisqu'on", "jusqu' ici , lorsqu' elle , puisqu' on"),
    ("y'a du monde, t'as vu ?", "y' a du monde , t' as vu ?"),
    ("p't-être que chuis en retard", "p't-être que chuis en retard"),
    ("un p'tit peu", "un p'tit peu"),
    ("c't'histoire-là", "c't' histoire -là"),
    ("qu'est-ce que c'est", "qu' est -ce que c' est"),
    ("est-ce qu'il vient", "est -ce qu' il vient"),
    ("va-t-elle venir", "va -t -elle venir"),
    ("dis-moi, donne-le-moi", "dis -moi , donne -le -moi"),
    ("peut-être au rendez-vous", "peut-être au rendez-vous"),
    ("celui-ci, ceux-là, là-bas", "celui-ci , ceux-là , là-bas"),
    ("c'est-à-dire", "c'est-à-dire"),
    ("ma grand-mère et mon auto-entreprise", "ma grand-mère et mon auto-entreprise"),
    ("les prud'hommes", "les prud'hommes"),
    ("à 10h30, 3,5 % de plus", "à 10h30 , 3,5 % de plus"),
    ("oui/non", "oui / non"),
    ("mais... bon", "mais ... bon"),
    ("mais…bon", "mais … bon"),
    ("« voilà » (enfin je crois)", "« voilà » ( enfin je crois )"),
    ("c'est fini.Et puis", "c' est fini . Et puis".lower()),
    ("etc. Mme Durand", "etc . mme durand"),
    ("- oui – non", "- oui – non"),
    ("les accompagnant·e·s", "les accompagnant·e·s"),
    ("un·e usager.ère", "un·e usager.ère"),
    ("les étudiant(e)s et le directeur(rice)", "les étudiant(e)s et le directeur(rice)"),
    ("accompa- accompagner", "accompa- accompagner"),
    ("je~ je", "je~ je"),
    ("alors (rires) voilà", "alors (rires) voilà"),
    ("alors (long silence, elle réfléchit) voilà", "alors (long silence, elle réfléchit) voilà"),
    ("[Ville 1]", "[ville 1]"),
    ("l'[Organisation 2]", "l' [organisation 2]"),
    ("j'sais pas, j'vais, j'me dis", "j' sais pas , j' vais , j' me dis"),
    ("t'es là, t'inquiète", "t' es là , t' inquiète"),
    ("qu'y'a, y'en a, 'y en a, y a", "qu' y' a , y' en a , 'y en a , y a"),
    ("c'que j'dis, c'qui, s'que", "c' que j' dis , c' qui , s' que"),
    ("i'dit, i m'dit", "i' dit , i m' dit"),
    ("qu'i' viendra, c'qu'i' dit", "qu' i' viendra , c' qu' i' dit"),
    ("pasqu'elle voulait, parc'qu'on dit", "pasqu' elle voulait , parc'qu' on dit"),
    ("chais pas, chépa, d'jà, v'là", "chais pas , chépa , d'jà , v'là"),
    ("d'mander la s'maine d'main", "d'mander la s'maine d'main"),
    ("d'mon côté, d'l'aide, d'la", "d' mon côté , d' l' aide , d' la"),
    ("'fin 'tain m'enfin", "'fin 'tain m'enfin"),
    ("~enfin ~fin voilà", "~enfin ~fin voilà"),
    ("entr'eux, l'entr'aide, presqu'une presqu'île", "entr' eux , l' entr'aide , presqu' une presqu'île"),
    ("quoiqu'il dise, quelqu'une, ç'a été", "quoiqu' il dise , quelqu'une , ç' a été"),
    ("la main-d'œuvre, prud'homme", "la main-d'œuvre , prud'homme"),
    ("ce que l'on fait", "ce que l'on fait"),
    ("y a-t-il, va-t-en, va-t'en, donne-m'en", "y a -t -il , va -t -en , va -t' en , donne -m' en"),
    ("vas-y, vis-à-vis, là-bas, moi-même", "vas -y , vis-à-vis , là-bas , moi-même"),
    ("mon ex-mari à mi-temps", "mon ex-mari à mi-temps"),
    ("demi-heure week-end beau-frère sous-traitant", "demi-heure week-end beau-frère sous-traitant"),
    ("j' ai vu l' entretien", "j' ai vu l' entretien"),
    ("j´ai, j`ai, jʼai, j‘ai", "j' ai , j' ai , j' ai , j' ai"),
    ("‘bonjour’ 'bonjour'", "' bonjour ' ' bonjour '"),
    ("est‑ce qu’il, peut‐être", "est -ce qu' il , peut-être"),
    ("accom\u00adpagner, a\u200bvec", "accompagner , avec"),
    ("10\u00a0% et\u202f?", "10 % et ?"),
    ("accompagnant.e.s accompagnant-e-s accompagnant(e)s", "accompagnant.e.s accompagnant-e-s accompagnant(e)s"),
    ("accompagnants/es, professionnel-le-s", "accompagnants/es , professionnel-le-s"),
    ("tou·te·s tous.tes iels celleux auteur·rice", "tou·te·s tous.tes iels celleux auteur·rice"),
    ("ils/elles parent/enfant et/ou", "ils / elles parent / enfant et / ou"),
    ("prends-le, appelle-les", "prends -le , appelle -les"),
    ("15h, 20€, 3%, 80 %, 2e, 1er, n°3", "15h , 20 € , 3 % , 80 % , 2e , 1er , n° 3"),
    ("le 12/03/2024, 24h/24, 18-25 ans", "le 12/03/2024 , 24h / 24 , 18-25 ans"),
    ("deux mille vingt-trois, quatre-vingt-dix", "deux mille vingt-trois , quatre-vingt-dix"),
    ("le R.S.A. et la CAF.", "le r.s.a. et la caf ."),
    ("jean.dupont@caf.fr", "jean.dupont@caf.fr"),
    ("(https://www.caf.fr/a?b=c), www.x.fr.", "( https://www.caf.fr/a?b=c ) , www.x.fr ."),
    ("oui...mais,non.Bon.voilà:ok", "oui ... mais , non . bon . voilà : ok"),
    ("-Oui -là -peut-être", "- oui -là - peut-être"),
    ("d'accompa- l'entour~ qu'il", "d' accompa- l' entour~ qu' il"),
    ("on v~ s~ l~ j'ai~ j'ai", "on v~ s~ l~ j' ai~ j' ai"),
    ("euh~ je", "euh~ je"),
    ("j'ai, j'ai j'ai", "j' ai , j' ai j' ai"),
]


@pytest.mark.parametrize(("text", "expected"), CUTS)
def test_tokenizer_cuts_as_a_reader_would(text: str, expected: str) -> None:
    assert " ".join(piece.form for piece in TOKENIZER.cut(text)) == expected


KINDS = [
    ("(rires)", "event"),
    ("[inaudible]", "event"),
    ("[rires gênés]", "event"),
    ("[Rires]", "event"),
    ("(Silence)", "event"),
    ("*soupir*", "event"),
    ("<rire>", "event"),
    ("(...)", "event"),
    ("[...]", "event"),
    ("[00:12:31]", "event"),
    ("[il regarde par la fenêtre]", "event"),
    ("(le téléphone sonne)", "event"),
    ("(téléphone)", "event"),
    ("XXX", "event"),
    ("[Ville 1]", "placeholder"),
    ("[Organisation 12]", "placeholder"),
    ("[Téléphone]", "placeholder"),
    ("[Prénom]", "placeholder"),
    ("BIP", "placeholder"),
    ("M. X", "placeholder"),
    ("bip", "word"),
    ("BIPPE", "word"),
    ("euh", "hesitation"),
    ("Hein", "word"),
    ("mh", "hesitation"),
    ("vingt-cinq", "number"),
    ("2019", "number"),
    ("10h30", "number"),
    ("2ème", "word"),
    ("2nde", "word"),
    ("30s", "number"),
    ("un", "word"),
    ("…", "punctuation"),
    ("?", "punctuation"),
    ("%", "punctuation"),
]


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_tokenizer_tells_kinds(text: str, kind: str) -> None:
    pieces = TOKENIZER.cut(text)
    assert kind in {piece.kind for piece in pieces}
    if kind in ("event", "placeholder"):
        assert len(pieces) == 1


def test_tokenizer_knows_listed_placeholders_only() -> None:
    assert [piece.kind for piece in SpokenTokenizer().cut("chez BIP")] == ["word", "word"]
    assert [piece.kind for piece in TOKENIZER.cut("chez BIP, oui")] == ["word", "placeholder", "punctuation", "word"]


def test_tokenizer_marks_words_broken_off() -> None:
    pieces = TOKENIZER.cut("accompa- accompagner")
    assert [piece.kind for piece in pieces] == ["false_start", "word"]


def test_tokenizer_gives_places_in_the_original_text() -> None:
    text = "L’aide (rires), c’est\u00a0: [Ville 1]."
    found = [(piece.start, piece.end, text[piece.start : piece.end]) for piece in TOKENIZER.cut(text)]
    assert found == [
        (0, 2, "L’"),
        (2, 6, "aide"),
        (7, 14, "(rires)"),
        (14, 15, ","),
        (16, 18, "c’"),
        (18, 21, "est"),
        (22, 23, ":"),
        (24, 33, "[Ville 1]"),
        (33, 34, "."),
    ]


SPOKEN = st.lists(
    st.sampled_from(
        ["j'", "ai", " ", "’", "-", "là", "(rires)", "[Ville 1]", "BIP", "accompagnant·e·s", "Camille",
         "...", "\n", "euh",
         "10", ",", "é", "d'", "jà", "'fin", "·e", ".e.s", "/es", "@a.fr",
         "\u00ad", "\u200b", "´", "~fin", "-t'", "R.S.", "(", "]", "qu’", "est-ce",
         "%", "İ", "e\u0301", "«", "\u202f", "~", "*"]
    ),
    max_size=25,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=60), SPOKEN))
@settings(max_examples=150, deadline=None)
def test_tokenizer_pieces_cover_all_but_white_space(text: str) -> None:
    pieces = TOKENIZER.cut(text)
    at = 0
    for piece in pieces:
        assert at <= piece.start < piece.end <= len(text)
        assert not text[at : piece.start].strip()
        assert fold_form(text[piece.start : piece.end]) == piece.form
        at = piece.end
    assert not text[at:].strip()


@given(SPOKEN)
@settings(max_examples=50, deadline=None)
def test_tokenizer_is_deterministic(text: str) -> None:
    again: list[Piece] = SpokenTokenizer(frozenset({"M. X", "BIP"})).cut(text)
    assert TOKENIZER.cut(text) == again
