from __future__ import annotations

import pytest

from tasks.ingestion.events import without_events
from tasks.ingestion.formats.chat_words import read_utterance


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("oui .", "oui."),
        ("ah bon ? ", "ah bon ?"),
        ("je sais , moi , l' eau d' ici !", "je sais, moi, l'eau d'ici !"),
        ("qu' est+ce+qu' y+a parce+qu' il peut+être+là", "qu'est-ce qu'y a parce qu'il peut-être là"),
        ("ceux+là et+cetera un+peu au+dessus", "ceux-là et cetera un peu au-dessus"),
        ("lui+même va+t+il vas+y", "lui-même va-t-il vas-y"),
        ("l' Amérique_du_Sud", "l'Amérique du Sud"),
        ("d(e) p(e)tites i(l)s (en)fin f(ais) c(e)+que", "de petites ils enfin fais ce que"),
        ("<je f(ais)> [///] je mets", "je fais je mets"),
        ("<<un deux> [/] un deux> [//] trois [>1] <quatre> [<]", "un deux un deux trois quatre"),
        ("il y a un [/-] deux", "il y a un deux"),
        ("non [x 3] voilà", "non non non voilà"),
        ("<ah bon> [x 2] .", "ah bon ah bon."),
        ("et alors +...", "et alors…"),
        ("et alors +..?", "et alors… ?"),
        ("je +/. ", "je…"),
        ("je +//.", "je…"),
        ("quoi +!?", "quoi ?!"),
        ('il dit +"/.', "il dit :"),
        ('+" bonjour .', "bonjour."),
        ("+, la suite +.", "la suite."),
        ("++ oui", "oui"),
        ("+^ oui", "oui"),
        ("xxx oui yyy www", "(inaudible) oui (inaudible) ((non transcrit))"),
        ("xxx .", "(inaudible)"),
        ("XXX est venu", "XXX est venu"),
        ("oui (.) non (..) si (...) bon", "oui (pause) non (pause) si (silence) bon"),
        ("bon (1.50) là (1:02) fin #1_5", "bon (silence 1,5 s) là (silence 62 s) fin (silence 1,5 s)"),
        ("oui &=laughs non &=rit &=tousse:fort", "oui (rires) non (rit) (tousse fort)"),
        ("&{l=laughs tout va bien &}l=laughs", "(rires) tout va bien"),
        ("d'accord [=! hoche la tête] .", "d'accord (hoche la tête)."),
        ("0 [=! sourit] .", "(sourit)"),
        ("euh 0 [=! bruit de bouche] après", "euh (bruit de bouche) après"),
        ("0 .", ""),
        ("+< 0 .", ""),
        ("il y a 0 risque et 07 jours", "il y a 0 risque et 07 jours"),
        ("ça [= le dossier] va [=? vaut]", "ça ((le dossier)) va ((ou vaut ?))"),
        ("ça va [?]", "ça va (?)"),
        ("&-euh &euh &-hum &ah", "euh euh hum ah"),
        ("&+acc accompagner &acc, &~gaga", "acc- accompagner acc-, gaga"),
        ("c@l e@l week+end@s:eng pèpèp@i hop@o, mot@s:fra+eng chat$n", "c e week-end pèpèp hop, mot chat"),
        ("anne@exemple.fr et a@b.fr", "anne@exemple.fr et a@b.fr"),
        ("bon:jour ou::i no:n", "bonjour oui non"),
        ("à 12:30 voir https://exemple.fr", "à 12:30 voir https://exemple.fr"),
        ("↑oui ⌈non⌉ ⌊₂ si⌋₂ °doux° ∆vite∆ ‹là› mon^sieur ^bon ‡ „", "oui non si doux vite là monsieur bon,,"),
        ("le n° 12 et 20 °C", "le n° 12 et 20 °C"),
        ('<viens ici> ["] et viens ["]', "« viens ici » et « viens »"),
        ("il disait [: disais] vu [* m:++] bien [+ exc] là", "il disait vu bien là"),
        ("là [- eng] ici [^c] oui [!] non [!!]", "là ici oui non"),
        ("je (ne) sais pas 0ne", "je sais pas"),
        ("oui (rires) et (oui) (par exemple les dossiers)", "oui (rires) et (oui) (par exemple les dossiers)"),
        ("mot(rires) [inaudible] <b> a < b > c [sic", "mot(rires) [inaudible] <b> a < b > c [sic"),
        ("R & D", "R & D"),
        ("y'+en n' a pas , c'+est d'+accord ?", "y'en n'a pas, c'est d'accord ?"),
        ("+", ""),
    ],
)  # fmt: skip
def test_chat_words_codes(written: str, text: str) -> None:
    assert read_utterance(written).text == text


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("il disait [: disais] .", [("annotation", "[: disais]")]),
        ("oui [* m:+ed] [*] [+ exc]", [("annotation", "[* m:+ed]"), ("annotation", "[+ exc]")]),
        ("oui [% à revoir] [%com: plus tard]", [("comment", "[% à revoir]"), ("comment", "[%com: plus tard]")]),
        ("je (ne) sais 0pas", [("annotation", "non prononcé : ne"), ("annotation", "non prononcé : pas")]),
        (f"oui [=! {'très ' * 30}]", [("annotation", ("très " * 30).strip())]),
    ],
)
def test_chat_words_codes_told_beside(written: str, notes: list[tuple[str, str]]) -> None:
    assert [(note.kind, note.text) for note in read_utterance(written).notes] == notes


def test_chat_words_descriptions_are_events_to_who_counts_words() -> None:
    written = (
        "[=! elle se gratte l' oreille (gauche)] &=regarde_dehors [= quelque chose] [=? rien] www xxx (1.2) [^ fin]"
    )
    assert without_events(read_utterance(written).text).split() == []


def test_chat_words_what_several_repetitions_would_make_huge_is_told_by_number() -> None:
    assert read_utterance("<<<a> [x 20]> [x 20]> [x 20]").text.count("a") < 30
    assert read_utterance("oui [x 999]").text == "oui ((999 fois))"
