"""What tells a discourse particle from its homographs: a rule for each, over the words that stand around it.

Doubt goes against the particle. Which forms are tried, and by which rule, is in ``tasks.language.particles``.
"""

from __future__ import annotations

from collections.abc import Callable

from tasks.language.closed_classes import DEGREE_ADVERBS, words
from tasks.language.surroundings import CLAUSE_SUBJECTS, LINKS, Around

_SINGULAR_SUBJECTS = words("il elle on l'on qui ça cela i i' iel n' ne")
_COMPLEMENTISERS = words("que qu' si comment pourquoi où quand combien qui quel quelle quels quelles quoi ce")
_PREPOSITIONS = words(
    "à de d' en pour sur avec par contre vers sans dans après chez pourquoi ou importe comme chose que qu'"
)
_WITH_QUOI = words("que qu' de d' comme faire")
_KNOW = words("sais sait savais savait savez savoir chais chépa")
_WAS = words("est es suis sont était étais étaient été sera serait être")
_DEGREES = DEGREE_ADVERBS - {"tout"} | {"pas"}
_TALK = words("ben bah alors voilà bref hein bin donc enfin")
_SHOWS = _COMPLEMENTISERS - {"si", "quand", "quoi", "qui"} | words("tout pour celui celle ceux")
_OBJECTS = words("me m' te t' se s' le la les l' lui leur nous vous en y ne n' qui")
_TOLD = _COMPLEMENTISERS | words("pas bien mal rien plus jamais très trop mieux ça cela y moi toi lui là")
_WANTED = words(
    "que qu' bien pas y en le la les l' lui me m' te t' se s' nous de d' du ça quelque plus vraiment vous rien"
)
_SAID = words("que qu' ça cela oui non si ce bonjour merci à au aux quoi")
_BLOW = words("cause lors suite bruit force effet prix auteur hors remise")
_SOLD = words("écrire marquer acheter vendre afficher vente achat")
_OF_GENRE = words("de d' du en au des sans par tout même")
_WISHES = words(
    "courage appétit anniversaire week-end weekend voyage vent retour nombre sens marché moment état niveau travail"
)


Rule = Callable[[Around], bool]


def is_always(_: Around) -> bool:
    """For forms that are nothing else."""
    return True


def is_bon(at: Around) -> bool:
    """An adjective inside a noun phrase, after a degree or after *être*; *bon ben, mais bon, bon on y va* are talk."""
    before, after = at.pos(-1), at.pos(1)
    if at.form(1) in _TALK:
        return True
    if at.form(-1) in ("fait", "faisait", "fera", "ferait") and at.form(-2) in _SINGULAR_SUBJECTS:  # il fait bon ici
        return False
    if at.form(1) in _WISHES or at.form(-1) in _DEGREES or before == "DET" or (before == "AUX" and at.after_etre):
        return False
    if (before in ("AUX", "ADP") and at.own_pos == "ADJ") or at.lemma_before in ("tenir", "sentir"):
        return False
    if at.own_pos == "INTJ":
        return not (after in ("NOUN", "ADJ") and before in ("AUX", "VERB", "ADP"))
    return at.own_pos != "NOUN" and before in ("PUNCT", "CCONJ", "INTJ") and at.free_right


def is_quoi(at: Around) -> bool:
    """It closes what was said; it is a pronoun after a preposition and where a verb asks for it (*tu fais quoi*)."""
    if at.form(-1) in _PREPOSITIONS or at.word(-1) is None or at.form(1) in _WITH_QUOI:
        return False
    unknown = any(at.form(-steps) in _KNOW for steps in (1, 2, 3))
    if unknown and at.form(-1) in _KNOW | {"pas", "plus", "trop", "même"}:
        return False
    if at.own_pos == "INTJ" and at.form(-1) not in _WAS | {"c'"}:
        return True
    was = any(at.form(-steps) in _WAS for steps in (2, 3, 4)) and at.form(-3) not in ("s'", "se")
    done = at.form(-1) in ("voilà", "v'là") or (at.pos(-1) == "VERB" and was)
    return (done or at.pos(-1) in ("NOUN", "ADJ", "ADV", "PROPN", "NUM", "INTJ")) and at.free_right


def is_voila(at: Around) -> bool:
    """A presentative before what it shows (*voilà le dossier, voilà pourquoi*) and after its pronoun (*le voilà*)."""
    shown = at.form(-1) in _OBJECTS - {"qui", "ne", "n'", "y"}
    return not shown and at.pos(1) not in ("DET", "NOUN", "NUM", "PROPN") and at.form(1) not in _SHOWS


def is_enfin(at: Around) -> bool:
    """In time (*il a enfin compris, on peut enfin dormir*) and at the end of a list (*et enfin*) it says when."""
    if at.form(-1) == "et" and at.form(1) not in _TALK:
        return False
    inside = at.pos(-1) in ("AUX", "VERB") and (at.pos(1) in ("VERB", "ADJ", "AUX") or at.form(1) in ("à", "de"))
    clitic = at.form(-1).startswith("-") and at.pos(1) in ("VERB", "AUX")
    return not inside and not clitic


def is_alors(at: Around) -> bool:
    """Only where a turn begins, after other particles and cries too."""
    return at.opens_turn and at.form(1) not in ("que", "qu'")


def is_apres(at: Around) -> bool:
    """Only where it opens a turn and limits what was said (*après, c'est vrai, après moi je*); else it says when."""
    if not at.opens_turn:
        return False
    comma = at.form(1) == ","
    first, second = at.form(1 + comma), at.form(2 + comma)
    if first in ("moi", "toi", "nous"):
        return comma or second in CLAUSE_SUBJECTS
    clause = first in ("y'", "faut", "chacun", "bon", "voilà") or (first == "ça" and second == "dépend")
    return clause or (first == "c'" and second == "est") or (first == "il" and second in ("y", "faut"))


def is_genre(at: Around) -> bool:
    """A noun after a determiner, an adjective or a preposition, and before *de*."""
    inside = at.pos(-1) in ("DET", "ADJ", "NUM") and at.form(-1) != "tout"
    pretends = at.form(-1) in ("faire", "fait", "faisait", "font")
    noun = at.form(-1) in _OF_GENRE or at.form(1) in ("de", "d'")
    return not (inside or pretends or noun)


def is_machin(at: Around) -> bool:
    """Alone in a list (*et machin*), not in a noun phrase (*un machin, le truc machin chose*)."""
    return at.pos(-1) in ("PUNCT", "CCONJ", "INTJ", "NOUN", "PROPN") and at.pos(1) not in ("NOUN", "ADJ", "AUX", "VERB")


def is_bref(at: Around) -> bool:
    """*bref, on y va*, not *un bref séjour, soyons bref, trop bref*."""
    if at.form(-1) in _DEGREES or at.lemma_before == "être":
        return False
    inside = at.pos(-1) in ("DET", "ADV", "AUX", "VERB", "ADP") and at.own_pos in ("ADJ", "NOUN")
    return not inside and at.form(-1) not in ("en", "un", "le")


def is_call(at: Around) -> bool:
    """An imperative without complement (*écoute, moi je*), neither *j'écoute* nor *écoute la radio*."""
    before = at.form(-1)
    noun = at.pos(-1) in ("DET", "ADP", "NOUN", "PROPN", "AUX") and before != "mode"
    if noun or before in CLAUSE_SUBJECTS or before in _OBJECTS or at.form(1).startswith("-"):
        return False
    return at.free_right and at.form(1) not in ("ça", "cela", "si", "que", "qu'", "toi")


def is_allez(at: Around) -> bool:
    """A call (*allez, on y va*), no verb with a subject, a goal or another verb (*vous allez, allez voir*)."""
    if at.form(-1) in ("vous", "y", "en", "n'", "ne") or at.form(1).startswith("-"):
        return False
    return at.pos(1) not in ("VERB", "AUX", "ADP") or at.form(1) == "faut"


def is_tell(at: Around) -> bool:
    """Without complement: *tu vois, c'est loin*, not *tu vois ta fille, si tu vois, tu sais que, tu vois pas*."""
    if at.subordinate or at.form(-1) == "-ce":
        return False
    if at.pos(-1) == "ADJ" and _goes_on(at):
        return True
    if at.form(1) == "si":  # tu sais, si tu veux
        return at.form(3) in ("veux", "voulez", "peux", "pouvez")
    return (at.free_right or at.form(1) in ("pour", "sans")) and at.form(1) not in _TOLD


def _goes_on(at: Around) -> bool:
    """*c'est dur tu vois de demander, c'est cher tu sais le fioul*: what follows belongs to what was said before."""
    infinitive = at.form(1) in ("de", "d'") and at.pos(2) == "VERB"
    known = at.form(1) in ("le", "la", "les", "l'") and at.words[at.stop - 1].lemma == "savoir"
    return infinitive or (known and at.pos(2) in ("NOUN", "ADJ"))


def is_will(at: Around) -> bool:
    """*si tu veux* without complement, and no condition: neither *si tu veux venir* nor *si tu veux je viens*."""
    if at.form(1) in ("je", "j'", "tu", "on", "nous"):
        return False
    return at.pos(1) not in ("VERB", "AUX", "DET", "NOUN", "PROPN") and at.form(1) not in _WANTED


def is_say(at: Around) -> bool:
    """*on va dire* inside a clause, not with what is said (*on va dire que, on va dire la vérité*)."""
    if at.subordinate or at.form(-1) in ("ce", "pas", "sais", "ne", "n'"):
        return False
    if at.form(1) in _SAID:
        return False
    return at.pos(1) not in ("DET", "NOUN") or at.pos(-1) in ("AUX", "VERB", "ADP", "DET", "ADV")


def is_how(at: Around) -> bool:
    """*comment dire*, not *je sais pas comment dire ça*."""
    asked = at.pos(-1) in ("VERB", "ADP") or any(at.form(-steps) in ("pas", "plus", "jamais") for steps in (1, 2))
    return not asked and at.pos(1) not in ("DET", "NOUN", "PRON", "ADP")


def is_disons(at: Around) -> bool:
    """*disons*, not *nous disons, disons que, disons-le*."""
    said = at.form(1) in ("que", "qu'") or at.form(1).startswith("-")
    return not said and at.form(-1) not in _OBJECTS


def is_en_fait(at: Around) -> bool:
    """*en* and a verb after a subject in the singular (*il en fait trop*); *en fait de* is a preposition."""
    if at.before_noun_of:
        return False
    if at.form(-1) not in _SINGULAR_SUBJECTS:
        return True
    if at.form(-1) in ("n'", "ne"):
        return False
    if at.form(-1) in ("ça", "cela") and at.pos(-2) in ("AUX", "ADP", "VERB", "SCONJ", "ADJ", "ADV"):
        return True
    clause = at.pos(1) in ("VERB", "AUX", "PUNCT") or at.form(1) in CLAUSE_SUBJECTS
    return clause or (at.own_pos == "ADP" and at.free_right)


def is_du_coup(at: Around) -> bool:
    """Not *du coup de main*, and not after what calls for *de* (*à cause du coup*)."""
    return not at.before_noun_of and at.form(-1) not in _BLOW


def is_not_before_of(at: Around) -> bool:
    """*à la limite*, not *à la limite du supportable*."""
    return not at.before_noun_of


def is_au_fait(at: Around) -> bool:
    """It opens (*au fait, tu viens ?*); not *grâce au fait que, être au fait de*."""
    opens = at.pos(-1) in ("PUNCT", "INTJ", "CCONJ") or at.form(-1) in ("mais", "et")
    return opens and at.form(1) not in ("que", "qu'") and not at.before_noun_of


def is_en_gros(at: Around) -> bool:
    """Not *en gros plan*, and not what is written or sold *en gros*."""
    return at.lemma_before not in _SOLD and (at.pos(1) != "NOUN" or at.form(1) == "quoi")


def is_agreement(at: Around) -> bool:
    """Alone, not *je suis d'accord, on est d'accord, tomber d'accord, d'accord avec*."""
    alone = at.pos(-1) in ("PUNCT", "INTJ", "CCONJ") or at.form(-1) in LINKS | {"dit", "dis", "fait", "mode"}
    return alone and at.form(1) not in ("avec", "pour", "sur", "que", "qu'") and not at.before_noun_of


def is_list_end(at: Around) -> bool:
    """It closes a list or calls for assent: not *et tout le monde, et tout va bien, n'est-ce pas trop tard*."""
    return at.free_right and at.form(1) not in ("que", "qu'", "si", "comme", "ça", "cela")


def is_all_that(at: Around) -> bool:
    """*et tout ça* that closes a list, not *et tout ça pour rien, et tout ça c'est faux*."""
    return is_list_end(at) and at.form(1) not in ("c'", "t'", "y'", "nous", "vous")


def is_still(at: Around) -> bool:
    """*c'est quand même loin*; after a verb that it closes it concedes (*il est venu quand même*)."""
    return at.pos(-1) != "VERB" or at.pos(1) not in ("PUNCT", "CCONJ")


def is_not_said(at: Around) -> bool:
    """*dis donc*, not *je dis donc que*."""
    return at.form(-1) not in CLAUSE_SUBJECTS
