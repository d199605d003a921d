"""Parts of speech and lemmas of invented spoken sentences, as a researcher would read them."""

from __future__ import annotations

import pytest

from tasks.language.closed_classes import READINGS
from tasks.language.form_tables import FormDictionary, base_form, load_tables
from tasks.language.pipeline import DictionaryReader
from tasks.language.spoken_forms import SPOKEN_READINGS, UNCUT_FORMS, standard_form
from tasks.language.tokenizer import SpokenTokenizer


@pytest.fixture(scope="module")
def dictionary() -> FormDictionary:
    return FormDictionary(load_tables())


@pytest.fixture(scope="module")
def reader(dictionary: FormDictionary) -> DictionaryReader:
    return DictionaryReader(dictionary, frozenset(), "")


def read(reader: DictionaryReader, text: str) -> dict[str, str]:
    """Form -> ``lemma/POS`` of its last occurrence."""
    return {word.piece.form: f"{word.lemma}/{word.pos}" for word in reader.read([text])[0]}


SENTENCES = [
    ("Je savais pas me servir de l'ordinateur.", "savais=savoir/VERB servir=servir/VERB ordinateur=ordinateur/NOUN"),
    ("On fait des visios avec les bénéficiaires.", "fait=faire/VERB visios=visio/NOUN bénéficiaires=bénéficiaire/NOUN"),
    ("Ce que j'aime, c'est le contact.", "aime=aimer/VERB contact=contact/NOUN ce=ce/PRON"),
    ("En fait c'est compliqué.", "en=en/ADP fait=fait/NOUN"),
    ("Il a fait une demande.", "a=avoir/AUX fait=faire/VERB demande=demande/NOUN"),
    ("Elle demande de l'aide.", "demande=demander/VERB aide=aide/NOUN"),
    ("Il nous aide beaucoup.", "aide=aider/VERB beaucoup=beaucoup/ADV"),
    ("J'ai une voiture.", "ai=avoir/VERB voiture=voiture/NOUN"),
    ("J'ai pas encore fini.", "ai=avoir/AUX fini=finir/VERB"),
    ("Elle est arrivée en retard.", "est=être/AUX arrivée=arriver/VERB retard=retard/NOUN"),
    ("Ils se sont débrouillés.", "débrouillés=débrouiller/VERB sont=être/AUX"),
    ("Je suis contente.", "suis=être/AUX contente=content/ADJ"),
    ("C'est des personnes isolées.", "personnes=personne/NOUN isolées=isolé/ADJ"),
    ("Y a personne dans le bureau.", "personne=personne/PRON bureau=bureau/NOUN"),
    ("Les démarches administratives.", "démarches=démarche/NOUN administratives=administratif/ADJ"),
    ("Elles sont longues.", "elles=elles/PRON sont=être/AUX longues=long/ADJ"),
    ("On marche ensemble.", "marche=marcher/VERB"),
    ("La marche est haute.", "marche=marche/NOUN haute=haut/ADJ"),
    ("Je le vois souvent.", "le=le/PRON vois=voir/VERB"),
    ("Le voisin passe le soir.", "passe=passer/VERB voisin=voisin/NOUN soir=soir/NOUN"),
    ("J'en parle à mes collègues.", "en=en/PRON parle=parler/VERB collègues=collègue/NOUN"),
    ("En ville c'est plus simple.", "en=en/ADP ville=ville/NOUN simple=simple/ADJ"),
    ("En parlant avec elle j'ai compris.", "parlant=parler/VERB compris=comprendre/VERB"),
    ("C'est important de pouvoir échanger.", "important=important/ADJ pouvoir=pouvoir/VERB échanger=échanger/VERB"),
    ("Le pouvoir des gens.", "pouvoir=pouvoir/NOUN gens=gens/NOUN"),
    ("J'ai envie de créer mon entreprise.", "envie=envie/NOUN créer=créer/VERB entreprise=entreprise/NOUN"),
    ("Les journaux parlent des travaux.", "journaux=journal/NOUN parlent=parler/VERB travaux=travail/NOUN"),
    ("De nouvelles amitiés.", "nouvelles=nouveau/ADJ amitiés=amitié/NOUN"),
    ("C'est une belle rencontre.", "belle=beau/ADJ rencontre=rencontre/NOUN"),
    ("Un bel échange.", "bel=beau/ADJ échange=échange/NOUN"),
    ("Les mauvaises surprises.", "mauvaises=mauvais/ADJ surprises=surprise/NOUN"),
    ("Un groupe très soudé, très chaleureux.", "groupe=groupe/NOUN chaleureux=chaleureux/ADJ"),
    ("Elle répond rapidement.", "répond=répondre/VERB rapidement=rapidement/ADV"),
    ("Un moment agréable.", "moment=moment/NOUN agréable=agréable/ADJ"),
    ("Il faut que je finisse.", "faut=falloir/VERB finisse=finir/VERB"),
    ("Chuis pas à l'aise.", "chuis=être/AUX aise=aise/NOUN"),
    ("Ouais ouais, voilà.", "ouais=oui/INTJ voilà=voilà/VERB"),
    ("P't-être un p'tit atelier.", "p't-être=peut-être/ADV p'tit=petit/ADJ atelier=atelier/NOUN"),
    ("Les accompagnant·e·s sont là.", "accompagnant·e·s=accompagnant/NOUN"),
    ("Des étudiant(e)s motivés.", "étudiant(e)s=étudiant/NOUN"),
    ("J'ai vu Camille hier.", "camille=camille/PROPN vu=voir/VERB"),
    ("Je crois que Rose est partie.", "rose=rose/PROPN partie=partir/VERB"),
    ("Camille travaille ici.", "camille=camille/PROPN travaille=travailler/VERB"),
    ("Travailler me plaît.", "travailler=travailler/VERB plaît=plaire/VERB"),
    ("Il touche le RSA.", "rsa=rsa/NOUN touche=toucher/VERB"),
    ("On va au zglorp demain.", "zglorp=zglorp/NOUN"),
    ("Des flurbons partout.", "flurbons=flurbon/NOUN"),
    ("Tu leur donnes des conseils.", "leur=leur/PRON donnes=donner/VERB conseils=conseil/NOUN"),
    ("Leur projet avance.", "leur=leur/DET projet=projet/NOUN"),
    ("La première fois.", "première=premier/ADJ fois=fois/NOUN"),
    ("Ce voyage m'a plu.", "ce=ce/DET voyage=voyage/NOUN plu=plaire/VERB"),
    ("C'est compliqué quoi.", "quoi=quoi/INTJ"),
    ("De quoi tu parles ?", "quoi=quoi/PRON parles=parler/VERB"),
    ("Du bon travail.", "bon=bon/ADJ travail=travail/NOUN"),
    ("Bon, on y va.", "bon=bon/INTJ va=aller/VERB"),
    ("S'il vient, on s'arrange.", "vient=venir/VERB arrange=arranger/VERB"),
    ("Le suivi à distance.", "suivi=suivi/NOUN distance=distance/NOUN"),
    ("J'ai suivi une formation.", "suivi=suivre/VERB formation=formation/NOUN"),
    ("Cet été on a été aidés.", "été=être/AUX aidés=aider/VERB"),
    ("L'été dernier.", "été=été/NOUN dernier=dernier/ADJ"),
    ("Je, euh, pense à ça.", "pense=penser/VERB"),
    ("Le, euh, le groupe.", "groupe=groupe/NOUN"),
    ("J'sais pas c'que j'fais.", "j'=je/PRON sais=savoir/VERB c'=ce/PRON que=que/PRON fais=faire/VERB"),
    ("Chais pas, i m'dit ça.", "chais=savoir/VERB i=il/PRON dit=dire/VERB"),
    ("I'dit que d'main y'a rien.", "i'=il/PRON dit=dire/VERB d'main=demain/ADV y'=y/PRON a=avoir/VERB"),
    ("Et pis 'fin voilà, 'tain.", "pis=puis/ADV 'fin=enfin/ADV voilà=voilà/VERB 'tain=putain/INTJ"),
    ("Il va d'mander la s'maine prochaine.", "d'mander=demander/VERB s'maine=semaine/NOUN prochaine=prochain/ADJ"),
    ("J'en ai b'soin.", "en=en/PRON ai=avoir/VERB b'soin=besoin/NOUN"),
    ("Bin nan, nope.", "bin=ben/INTJ nan=non/ADV nope=non/INTJ"),
    ("Ce que l'on fait.", "que=que/PRON l'on=on/PRON fait=faire/VERB"),
    ("Entr'eux ç'a été.", "entr'=entre/ADP ç'=ce/PRON été=être/AUX"),
    ("Donne-m'en, va-t'en.", "donne=donner/VERB -m'=me/PRON va=aller/VERB en=en/PRON"),
    ("Tou·te·s et celleux.", "tou·te·s=tout/ADJ celleux=celui/PRON"),
    ("Il faut tjs écrire à a@b.fr.", "tjs=toujours/ADV a@b.fr=a@b.fr/X"),
    ("D'entour~ on v~ on va.", "d'=de/ADP entour~=entour~/X v~=v~/X va=aller/VERB"),
    ("Une trentaine de gens.", "une=un/DET trentaine=trentaine/NOUN"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_dictionary_tagger_reads_spoken_sentences(reader: DictionaryReader, text: str, expected: str) -> None:
    readings = read(reader, text)
    for word in expected.split():
        form, reading = word.split("=")
        assert readings[form] == reading, form


def test_dictionary_tagger_says_where_a_lemma_comes_from(reader: DictionaryReader) -> None:
    (words,) = reader.read(["je zglorpe les maisons"])
    assert [word.source for word in words] == ["closed class", "form", "closed class", "table"]


@pytest.mark.parametrize(
    ("form", "standard"),
    [
        ("r'garderait", "regarderait"),
        ("d'mandons", "demandons"),
        ("ch'veux", "cheveux"),
        ("accompagnant-e-s", "accompagnant"),
        ("usagers/ères", "usagers"),
        ("professionnel-le", "professionnel"),
        ("prud'homme", "prud'homme"),
        ("vis-à-vis", "vis-à-vis"),
        ("", ""),
    ],
)
def test_spoken_forms_are_respelt(form: str, standard: str) -> None:
    assert standard_form(form) == standard


def test_spoken_forms_stay_whole_and_are_read() -> None:
    for form in UNCUT_FORMS:
        (piece,) = SpokenTokenizer().cut(form)
        assert READINGS[piece.form] == SPOKEN_READINGS[form]


def test_dictionary_tagger_of_nothing_is_nothing(reader: DictionaryReader) -> None:
    assert reader.read_pieces([]) == []


@pytest.mark.parametrize("verb", ["mangeait", "finirons", "prenez", "voulu", "sachant", "parle", "mises"])
def test_form_tables_verb_lemmas_are_infinitives(dictionary: FormDictionary, verb: str) -> None:
    lemma = dictionary.table_lemma(verb, "VERB") or dictionary.simplemma_lemma(verb, "VERB")
    assert lemma is not None
    assert lemma.endswith(("er", "ir", "re", "oir"))


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("accompagnant·e·s", "accompagnant"),
        ("directeur·rice", "directeur"),
        ("usager.ère", "usager"),
        ("étudiant(e)s", "étudiant"),
        ("etc.", "etc."),
        ("maison", "maison"),
    ],
)
def test_form_tables_take_inclusive_endings_off(form: str, base: str) -> None:
    assert base_form(form) == base
