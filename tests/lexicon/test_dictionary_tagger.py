"""Parts of speech and lemmas of invented spoken sentences, as a researcher would read them."""

from __future__ import annotations

import pytest

from tasks.lexicon.dictionary_tagger import DictionaryTagger
from tasks.lexicon.form_tables import FormDictionary, base_form, load_tables
from tasks.lexicon.tokenizer import SpokenTokenizer


@pytest.fixture(scope="module")
def dictionary() -> FormDictionary:
    return FormDictionary(load_tables())


@pytest.fixture(scope="module")
def tagger(dictionary: FormDictionary) -> DictionaryTagger:
    return DictionaryTagger(dictionary)


def read(tagger: DictionaryTagger, text: str) -> dict[str, str]:
    """Form -> ``lemma/POS`` of its last occurrence."""
    pieces = SpokenTokenizer().cut(text)
    readings = tagger.tag(pieces)
    return {piece.form: f"{item.lemma}/{item.pos}" for piece, item in zip(pieces, readings, strict=True)}


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
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_dictionary_tagger_reads_spoken_sentences(tagger: DictionaryTagger, text: str, expected: str) -> None:
    readings = read(tagger, text)
    for word in expected.split():
        form, reading = word.split("=")
        assert readings[form] == reading, form


def test_dictionary_tagger_says_where_a_lemma_comes_from(tagger: DictionaryTagger) -> None:
    pieces = SpokenTokenizer().cut("je zglorpe les maisons")
    assert [reading.source for reading in tagger.tag(pieces)] == ["closed class", "form", "closed class", "simplemma"]


def test_dictionary_tagger_of_nothing_is_nothing(tagger: DictionaryTagger) -> None:
    assert tagger.tag([]) == []


@pytest.mark.parametrize("verb", ["mangeait", "finirons", "prenez", "voulu", "sachant", "parle", "mises"])
def test_form_tables_verb_lemmas_are_infinitives(dictionary: FormDictionary, verb: str) -> None:
    lemma, _ = dictionary.lemma(verb, "VERB")
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
