"""What is an event and what is words: every shape that transcribers write, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.events import EVENT_KINDS, count_spoken_words, find_events, is_hesitation, without_events
from tasks.ingestion.folding import count_words

ONE_EVENT = [
    ("(rires)", "laugh"),
    ("(Rires de l’enquêtrice)", "laugh"),
    ("(petit rire gêné)", "laugh"),
    ("(elle rit dans sa manche)", "laugh"),
    ("(Camille rit)", "laugh"),
    ("(Enq. : rires)", "laugh"),
    ("[Marie : silence]", "silence"),
    ("{rire}", "laugh"),
    ("*rires*", "laugh"),
    ("<rire>", "laugh"),
    ("[Rires]", "laugh"),
    ("((rires))", "laugh"),
    ("(silence)", "silence"),
    ("(long silence, elle réfléchit)", "silence"),
    ("(...)", "pause"),
    ("(…)", "pause"),
    ("(.)", "pause"),
    ("(3 s)", "pause"),
    ("(2 secondes)", "pause"),
    ("(0.5)", "pause"),
    ("(pause pendant l’entretien)", "pause"),
    ("[inaudible]", "inaudible"),
    ("(mot incompréhensible)", "inaudible"),
    ("(?)", "inaudible"),
    ("xxx", "inaudible"),
    ("XXX", "inaudible"),
    ("(xx)", "inaudible"),
    ("(Le téléphone sonne)", "noise"),
    ("(un chien aboie)", "noise"),
    ("(le bébé pleure)", "noise"),
    ("(bruit de casserole)", "noise"),
    ("(elle chuchote)", "noise"),
    ("(ploc)", "noise"),
    ("(elle se lève)", "gesture"),
    ("(il montre le pare-soleil)", "gesture"),
    ("(elle la retourne)", "gesture"),
    ("(il pose un téléphone, puis un deuxième)", "gesture"),
    ("[il regarde par la fenêtre]", "gesture"),
    ("(hoche la tête)", "gesture"),
    ("((hoche la tête))", "gesture"),
    ("(signe non de la tête)", "gesture"),
    ("(crie)", "noise"),
    ("(non transcrit)", "inaudible"),
    ("{ton pour montrer le rôle de spectateur}", "comment"),
    ("[Interruption de personnes hors entretien]", "interruption"),
    ("(coupure réseau)", "interruption"),
    ("(0:51- 1:02)", "time"),
    ("[00:12:31]", "time"),
    ("[…]", "comment"),
    ("(suite)", "comment"),
    ("((il cherche ses mots))", "gesture"),
    ("((voix plus basse))", "comment"),
    ("(riant)", "laugh"),
    ("[en riant]", "laugh"),
    ("(éclats de rire)", "laugh"),
    ("(elle éclate de rire)", "laugh"),
    ("(on rit)", "laugh"),
    ("(0.643)", "pause"),
    ("(1,5)", "pause"),
    ("(1mn 39.8s)", "pause"),
    ("[blanc de 10 secondes]", "pause"),
    ("(temps de réflexion)", "pause"),
    ("(inaud.)", "inaudible"),
    ("[nom inaudible]", "inaudible"),
    ("(on frappe à la porte)", "noise"),
    ("[se racle la gorge]", "noise"),
    ("(claque des doigts)", "noise"),
    ("(sa fille entre)", "interruption"),
    ("[Une collègue entre dans le bureau]", "interruption"),
    ("[ils parlent en même temps]", "interruption"),
    ("(il m'interrompt)", "interruption"),
    ("[l'enquêtrice interrompt]", "interruption"),
    ("[reprise de l'enregistrement]", "interruption"),
    ("(fait un geste)", "gesture"),
    ("(elle fait non de la tête)", "gesture"),
    ("[haussement d'épaules]", "gesture"),
    ("[montre son bras]", "gesture"),
    ("(elle s’adresse à son mari)", "gesture"),
    ("(les larmes aux yeux)", "gesture"),
    ("(gênée)", "gesture"),
    ("(cherche ses mots)", "gesture"),
    ("(à voix basse)", "comment"),
    ("(sur un ton ironique)", "comment"),
    ("[prononcé en anglais]", "comment"),
    ("[Passage non retranscrit]", "comment"),
    ("euh", "hesitation"),
    ("Heuuu", "hesitation"),
    ("mh-mh", "hesitation"),
    ("pfff", "hesitation"),
    ("accompa-", "false_start"),
    ("je~", "false_start"),
    ("s~", "false_start"),
    ("p't~", "false_start"),
    ("euh~", "hesitation"),
]


@pytest.mark.parametrize(("written", "kind"), ONE_EVENT)
def test_events_are_found_whole_and_told_apart(written: str, kind: str) -> None:
    for before, after in (("", ""), ("Oui ", ", voilà."), ("« ", " »")):
        text = f"{before}{written}{after}"
        (found,) = find_events(text)
        assert (text[found.start : found.end], found.kind) == (written, kind)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("l’entour~ voilà", "entour~"),
        ("qu'accompa- d'accord", "accompa-"),
        ("c’é- mais", "é-"),
        ("parce qu’on d'l'a~", "a~"),
        ("j-, j- j'ai", "j-"),
        ("l- le groupe", "l-"),
        ("l~ groupe", "l~"),
    ],
)
def test_events_a_word_broken_off_begins_after_the_elision(text: str, cut: str) -> None:
    assert [text[event.start : event.end] for event in find_events(text)] == [cut]


@pytest.mark.parametrize("text", ["l’~ groupe", "12~", "~ oui", "j- premier", "est-ce ?"])
def test_events_nothing_broken_off(text: str) -> None:
    assert find_events(text) == ()


WORDS = [
    "(par exemple les dossiers)",
    "(enfin je crois)",
    "(fin du mois)",
    "(début janvier)",
    "(un temps plein)",
    "(le téléphone de la mairie)",
    "(téléphone de la mairie)",
    "(la musique)",
    "(il y a aussi)",
    "(il prend en charge les trajets)",
    "(elle, la cheffe)",
    "(on entend, on rit)",
    "(je ris)",
    "(montre)",
    "(montre son bras)",
    "jeu(x)",
    "(rire est bon pour la santé)",
    "(pause déjeuner)",
    "(geste commercial)",
    "(le train passe à huit heures)",
    "(la différence entre les deux)",
    "(en travaillant)",
    "(ton père)",
    "(ma voix)",
    "(à la mairie)",
    "(fait maison)",
    "(se dit-il)",
    "(temps de travail)",
    "(sort)",
    "(non)",
    "(2)",
    "(2024)",
    "(la carte montre ça)",
    "(rire (nerveux",
    "il(s)",
    "étudiant(e)s",
    "d(e)",
    "[Paris]",
    "[VILLE_1]",
    "[Ville 1]",
    "[Téléphone]",
    "[d’accord]",
    "oui [voilà] oui",
    "2*3*4",
    "a < b et c > d",
    "ben bah hein ah oh eh",
    "(Paris : la ville)",
    "rendez-vous",
    "va-t-il",
    "oui - non",
    "1- premier point",
    "a- premier point",
    "porte-\nmonnaie",
    "MM. Petit et Grand",
    "10 mm",
    "XX",
    "TS",
    "humain",
    "le heurt",
]


@pytest.mark.parametrize("text", WORDS)
def test_events_when_in_doubt_it_is_words(text: str) -> None:
    assert find_events(text) == ()
    assert count_spoken_words(text) == count_words(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("Euh… (rires)", 0),
        ("Alors euh (elle rit) j’ai accompa- accompagné [inaudible] Paul.", 5),
        ("qu’euh voilà", 2),
        ("(Le téléphone sonne)", 0),
        ("j- je dis", 2),
    ],
)
def test_events_are_never_counted_as_words(text: str, words: int) -> None:
    assert count_spoken_words(text) == words


def test_events_hesitations_hold_whatever_their_length() -> None:
    assert all(map(is_hesitation, ("euh", "EUHHH", "hum", "hm", "mmmh", "mh-mh", "tss")))
    assert not any(map(is_hesitation, ("ben", "heure", "hein", "homme", "humeur", "e", "")))


TALK = st.lists(
    st.sampled_from(
        ["(", ")", "[", "]", "{", "}", "<", ">", "*", " ", "rires", "silence", "euh", "accompa-", "Paris", "xxx", "...",
         "le téléphone sonne", "0:12", "\n", "il", "regarde", "-", "?", "((", "e", "3 s", "’"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(st.one_of(st.text(max_size=80), TALK))
@settings(max_examples=300, deadline=None)
def test_events_stand_apart_and_in_order(text: str) -> None:
    at = 0
    for event in find_events(text):
        assert at <= event.start < event.end <= len(text)
        assert event.kind in EVENT_KINDS
        at = event.end
    assert count_words(without_events(text)) <= len(text)
