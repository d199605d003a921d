"""Discourse particles against their homographs, as written and in lower case without punctuation."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.language.form_tables import FormDictionary, load_tables
from tasks.language.particles import Particle, find_particles
from tasks.language.pipeline import DictionaryReader
from tasks.language.reading import Word

READER = DictionaryReader(FormDictionary(load_tables()), frozenset({"BIP"}), "")


def read(text: str) -> list[Word]:
    return READER.read([text])[0]


def bare(text: str) -> str:
    """As many transcripts are: no capitals, no punctuation."""
    return " ".join(re.sub(r"[.,;:!?…«»]+(?=\s|$)|(?<!\S)[«:;!?]", " ", text).lower().split())


def lemmas(text: str) -> str:
    return " | ".join(particle.lemma for particle in find_particles(read(text)))


BOTH_WAYS = [
    # quoi
    ("C'est compliqué, quoi.", "quoi"),
    ("C'était un peu la galère quoi.", "quoi"),
    ("Ils étaient contents, quoi, et ils revenaient.", "quoi"),
    ("On est une équipe, quoi, donc on s'aide.", "quoi"),
    ("Il était détruit, quoi.", "quoi"),
    ("À quoi tu penses ?", ""),
    ("De quoi tu parles ?", ""),
    ("Je sais pas quoi faire.", ""),
    ("C'est quoi ?", ""),
    ("C'est quoi le projet ?", ""),
    ("Tu fais quoi demain ?", ""),
    ("Il raconte n'importe quoi.", ""),
    ("Je sais plus trop quoi.", ""),
    ("Un truc ou quoi ?", ""),
    ("Il y a quelque chose, je sais pas quoi.", ""),
    # bon
    ("Bon, on y va.", "bon"),
    ("Bon ben voilà.", "bon | ben | voilà"),
    ("Mais bon, c'est la vie.", "bon"),
    ("Et puis bon, j'ai arrêté.", "bon"),
    ("Ah bon ?", "ah bon"),
    ("C'est un bon groupe.", ""),
    ("C'est bon.", ""),
    ("Du bon travail.", ""),
    ("C'est très bon.", ""),
    ("C'est pas bon pour la santé.", ""),
    ("Il fait bon ici.", ""),
    ("Bon courage !", ""),
    ("Ça fait du bien et c'est plutôt bon.", ""),
    # voilà
    ("Voilà.", "voilà"),
    ("Voilà, c'est tout.", "voilà"),
    ("Et puis voilà quoi.", "voilà | quoi"),
    ("Je suis arrivée et voilà.", "voilà"),
    ("V'là, on y est.", "voilà"),
    ("Voilà le dossier.", ""),
    ("Voilà pourquoi je viens.", ""),
    ("Voilà ce que j'ai fait.", ""),
    ("Voilà deux ans que je suis là.", ""),
    ("Le voilà.", ""),
    ("Nous voilà bien.", ""),
    # du coup
    ("Du coup, je suis venue.", "du coup"),
    ("J'ai appelé du coup.", "du coup"),
    ("Et du coup on a changé de faire.", "du coup"),
    ("Du coup d'abord on mange.", "du coup"),
    ("Il parle du coup de main de son frère.", ""),
    ("Elle a peur du coup d'État.", ""),
    ("Il a réussi du premier coup.", ""),
    ("C'est à cause du coup.", ""),
    ("Tout d'un coup il part.", ""),
    # en fait
    ("En fait, c'est simple.", "en fait"),
    ("Je pensais en fait à autre chose.", "en fait"),
    ("C'est ça en fait.", "en fait"),
    ("Ils en fait voulaient partir.", "en fait"),
    ("On en fait on voulait rester.", "en fait"),
    ("Il en fait trop.", ""),
    ("On en fait beaucoup.", ""),
    ("Elle n'en fait pas.", ""),
    ("Ça en fait beaucoup.", ""),
    ("Elle en fait partie.", ""),
    # au fait
    ("Au fait, tu viens demain ?", "au fait"),
    ("Et au fait elle est partie.", "au fait"),
    ("C'est dû au fait que je travaille.", ""),
    ("Elle est au fait de la situation.", ""),
    # genre
    ("Il y avait genre dix personnes.", "genre"),
    ("Il me dit genre non.", "genre"),
    ("Des trucs genre la piscine.", "genre"),
    ("C'est un genre de foyer.", ""),
    ("Ce genre de choses m'énerve.", ""),
    ("C'est pas mon genre.", ""),
    ("Des gens du même genre.", ""),
    ("Il fait genre.", ""),
    # tu vois, tu sais
    ("Tu vois, c'est loin.", "tu vois"),
    ("C'est loin, tu vois.", "tu vois"),
    ("C'est loin t'sais.", "tu sais"),
    ("Tu sais, je travaille ici.", "tu sais"),
    ("Vous voyez, on est bien.", "vous voyez"),
    ("C'est dur, vous savez.", "vous savez"),
    ("Parce que tu vois, on était deux.", "tu vois"),
    ("Tu vois ce que je veux dire.", "tu vois ce que je veux dire"),
    ("Tu vois ta fille le dimanche.", ""),
    ("Tu vois que c'est loin.", ""),
    ("Si tu vois Camille.", ""),
    ("Tu vois pas le problème.", ""),
    ("Tu sais comment il est.", ""),
    ("Vous savez pourquoi.", ""),
    ("Vous savez ce que c'est.", ""),
    ("Quand tu vois ça.", ""),
    ("Tu sais bien.", ""),
    ("C'est dur, tu vois, de demander.", "tu vois"),
    ("C'est cher, tu sais, le fioul.", "tu sais"),
    ("Elle a dit tu sais si tu veux je viens.", "tu sais"),
    ("Tu sais si elle vient ?", ""),
    ("Tu vois le chemin.", ""),
    # écoute, tiens, dis donc, allez
    ("Écoute, je sais pas.", "écoute"),
    ("Ben écoutez, on verra.", "ben | écoutez"),
    ("Tiens, il arrive.", "tiens"),
    ("Dis donc, c'est grand.", "dis donc"),
    ("Allez, on y va.", "allez"),
    ("J'écoute la radio.", ""),
    ("Écoute la radio.", ""),
    ("Elle m'écoute.", ""),
    ("Je tiens à le dire.", ""),
    ("Je dis donc que c'est vrai.", ""),
    ("Vous allez où ?", ""),
    ("Allez voir le médecin.", ""),
    ("Allez-y.", ""),
    # enfin, bref, alors
    ("Enfin, je crois.", "enfin"),
    ("Il est là, enfin il était là.", "enfin"),
    ("C'était long, 'fin, pour moi.", "enfin"),
    ("M'enfin, c'est fini.", "enfin"),
    ("Il a enfin compris.", ""),
    ("On peut enfin dormir.", ""),
    ("On a couru et enfin il a ouvert.", ""),
    ("Bref, on est partis.", "bref"),
    ("Le stage était trop bref.", ""),
    ("Le stage était bref.", ""),
    ("Après, c'est vrai qu'il a des défauts.", "après"),
    ("Après moi je dis rien.", "après"),
    ("Après, il y a des jours sans.", "après"),
    ("Après le repas il dort.", ""),
    ("Après moi le déluge.", ""),
    ("Après il est parti.", ""),
    ("On verra ça après.", ""),
    ("En bref.", ""),
    ("Alors je suis née ici.", "alors"),
    ("Euh alors moi je travaille.", "alors"),
    ("Ah ben alors c'est bien.", "ben | alors"),
    ("Je suis partie alors que tu restais.", ""),
    ("Il pleuvait alors on est rentrés.", ""),
    # hedges
    ("C'est on va dire assez calme.", "on va dire"),
    ("Il y avait on va dire dix personnes.", "on va dire"),
    ("On va dire que c'est bien.", ""),
    ("On va dire la vérité.", ""),
    ("Je veux dire, c'est pas simple.", "je veux dire"),
    ("Ce que je veux dire.", ""),
    ("Je veux dire que c'est faux.", ""),
    ("On peut passer, si tu veux.", "si tu veux"),
    ("C'est une sorte de contrat si vous voulez.", "si vous voulez"),
    ("Si tu veux venir.", ""),
    ("Il m'a dit si tu veux je viens.", ""),
    ("Si vous voulez un café.", ""),
    ("C'est, comment dire, étrange.", "comment dire"),
    ("Je sais pas comment dire ça.", ""),
    ("Je sais pas trop comment dire.", ""),
    ("Il y a, disons, dix personnes.", "disons"),
    ("Nous disons la vérité.", ""),
    ("Disons que c'est long.", ""),
    ("Elle est entre guillemets libre.", "entre guillemets"),
    ("À la limite je préfère partir.", "à la limite"),
    ("C'est à la limite du supportable.", ""),
    ("C'est quand même loin.", "quand même"),
    ("Il faut quand même le faire.", "quand même"),
    ("Il est venu quand même.", ""),
    ("Quand il mange, même seul.", ""),
    # reformulation, agreement, ends of lists
    ("En gros, c'est fini.", "en gros"),
    ("C'est écrit en gros.", ""),
    ("Un visage en gros plan.", ""),
    ("C'est-à-dire, moi, j'attends.", "c'est-à-dire"),
    ("C'est à dire qu'on attend.", "c'est-à-dire"),
    ("Pour le coup c'est réussi.", "pour le coup"),
    ("De toute façon j'irai.", "de toute façon"),
    ("De toutes façons j'irai.", "de toute façon"),
    ("En tout cas, c'est bien.", "en tout cas"),
    ("D'accord.", "d'accord"),
    ("Ok, d'accord, je vois.", "ok | d'accord"),
    ("Je suis d'accord.", ""),
    ("On est pas d'accord.", ""),
    ("Ils sont tombés d'accord.", ""),
    ("On a mangé, dansé et tout.", "et tout"),
    ("Il y avait des jeux et tout ça.", "et tout ça"),
    ("Et tout le monde est venu.", ""),
    ("Et tout va bien.", ""),
    ("Et tout ça pour rien.", ""),
    ("Et tout ça c'est faux.", ""),
    ("Les papiers et machin.", "et machin"),
    ("Un machin bizarre.", ""),
    ("C'est long, n'est-ce pas ?", "n'est-ce pas"),
    ("N'est-ce pas trop tard ?", ""),
    # more homographs
    ("On a du coup rappelé la mairie.", "du coup"),
    ("Ça va, quoi, parce qu'on s'entraide.", "quoi"),
    ("C'est la vie, quoi, hein.", "quoi | hein"),
    ("Il vient d'accord avec nous.", ""),
    ("Bon alors bref, voilà.", "bon | alors | bref | voilà"),
    ("Les bons élèves sont bons.", ""),
    ("Un bref échange.", ""),
    ("Je regarde la télé.", ""),
    ("Regarde, c'est là.", "regarde"),
    ("Tenez, c'est pour vous.", "tenez"),
    ("On tient bon.", ""),
    ("Elle tient bon et elle reste.", ""),
    ("J'vois pas, t'vois, j'sais pas.", "tu vois"),
    ("D'façon c'est fini.", "de toute façon"),
    ("Vous voyez ce que je veux dire, vous savez.", "vous voyez ce que je veux dire | vous savez"),
    ("La façon de toute une vie.", ""),
    ("Je dirais que oui.", ""),
    ("C'est je dirais normal.", "je dirais"),
    ("On peut dire merci.", ""),
    ("Ok, je viens.", "ok"),
    ("Elle me dit d'accord, on y va.", "d'accord"),
    # words that are never one
    ("Ouais, oui, non, merci.", ""),
    ("Par contre je travaille, donc je suis fatiguée.", ""),
    ("Parce que d'ailleurs après c'est fini.", ""),
    ("Tout à fait, par exemple.", ""),
    ("Je pense, je crois, je trouve.", ""),
    # those that are nothing else
    ("Ben oui, hein.", "ben | hein"),
    ("Bah bin non.", "bah | ben"),
    ("Eh bien, on verra, eh ben.", "eh bien | eh ben"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), BOTH_WAYS)
def test_particles_as_written(text: str, expected: str) -> None:
    assert lemmas(text) == expected


WRITTEN_ONLY = {
    "Ça va, quoi, parce qu'on s'entraide.",
    "C'est, comment dire, étrange.",
}
"""Without the marks nobody could tell."""


@pytest.mark.parametrize(("text", "expected"), [case for case in BOTH_WAYS if case[0] not in WRITTEN_ONLY])
def test_particles_in_lower_case_without_marks(text: str, expected: str) -> None:
    assert lemmas(bare(text)) == expected


def test_particles_tell_their_places() -> None:
    assert find_particles(read("Euh du coup, tu vois (rires) on est là quoi.")) == [
        Particle(1, 3, "du coup"),
        Particle(4, 6, "tu vois"),
        Particle(10, 11, "quoi"),
    ]


def test_particles_pass_over_what_is_no_word() -> None:
    assert lemmas("c'est dur euh quoi (rires)") == "quoi"
    assert lemmas("à euh quoi") == ""


def test_particles_of_nothing() -> None:
    assert find_particles([]) == []
    assert find_particles(read("BIP")) == []


FORMS = st.lists(
    st.sampled_from(
        ["du", "coup", "en", "fait", "tu", "vois", "ce", "que", "je", "veux", "dire", "bon", "ben", "quoi", "et",
         "tout", "ça", "d'", "accord", ",", ".", "euh", "(rires)", "eh", "bien", "voilà", "le", "BIP"]
    ),
    max_size=20,
).map(" ".join)  # fmt: skip


@given(FORMS)
@settings(max_examples=100, deadline=None)
def test_particles_stand_in_order_inside_the_turn(text: str) -> None:
    turn = read(text)
    at = 0
    for particle in find_particles(turn):
        assert at <= particle.start < particle.stop <= len(turn)
        assert particle.lemma
        at = particle.stop
