"""Words that share a form, settled by what stands around them where a trained tagger is often wrong.

Few rules, each sure of what it says; where it is not, the tagger's word stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from tasks.language.acronyms import ACRONYMS
from tasks.language.closed_classes import DEGREE_ADVERBS, READINGS, words
from tasks.language.cut_words import CLITICS_AFTER_VERB
from tasks.language.form_tables import FormDictionary, Forms, base_form, looks_infinitive
from tasks.language.tokenizer import Piece
from tasks.language.turn_view import View

_FOLLOWED = words(
    "formation formations cours stage stages traitement thérapie études régime programme conseils consignes actualités"
)
"""What one follows rather than is: *je suis une formation*."""
_NUMBERED = words(
    """
    page pages chapitre numéro article ligne salle étage niveau groupe phase étape question bus tram quai lot
    chambre canal tome point heure heures
    """
)
"""Nouns after which *neuf* counts."""
_OF_NEW = words("quoi rien chose truc")
_MADE = words("remis remise remettre refait refaite refaire retapé")
_ONE = words("un une des mon ma mes ton ta tes son sa ses ce cet cette quelques plusieurs")
"""Determiners that names seldom have."""
_SECOND_PERSON = words("as es avais étais auras aurais iras irais")
"""Verb forms that *tu* may have with a pronoun between (*t'en as, t'y es*)."""
_CALLS_VERB = words("me m' te se s' je j' tu il ils on ne n'")
"""Pronouns that nothing but a verb or another pronoun follows."""
_CLITICS = {f"-{clitic}" for clitic in CLITICS_AFTER_VERB - {"là", "ci", "t"}} | {"-m'", "-t'"}
_SUBJECTS = words("je j' jme tu il elle on")
_HAD = words("a avait aurait aura ait")
_ASKING = words("inquiètes occupes énerves embêtes")
"""Written for imperatives (*t'inquiètes pas*), where *t'* is the object."""

IN_PLACE = frozenset({"t'", "plu"})
"""Forms whose lemma is another in some places."""

Rule = Callable[[View, int], str]


def settle_parts(pieces: Sequence[Piece], parts: Sequence[str], dictionary: FormDictionary) -> list[str]:
    """The parts of speech of a turn's pieces, homographs settled; one a piece, in order."""
    view = View(pieces, (), list(parts))
    for place, piece in enumerate(pieces):
        rule = _RULES.get(piece.form)
        general = _GENERAL.get(view.tags[place])
        settled = (rule(view, place) if rule else "") or (general(view, place, dictionary) if general else "")
        if not settled and len(piece.written) > 1 and piece.written.isupper():
            settled = _capitals(view, place, dictionary)
        view.tags[place] = settled or view.tags[place]
    return view.tags


def settle_kind(piece: Piece, pos: str) -> Piece:
    """The piece as what it is: *neuf* that counts nothing is no number."""
    return replace(piece, kind="word") if piece.form == "neuf" and pos in ("ADJ", "NOUN") else piece


def lemma_in_place(forms: Sequence[str], place: int) -> str:
    """Lemma of a word that its form and part of speech do not tell; empty where they do."""
    if forms[place] == "t'" and _is_subject(forms, place):
        return "tu"
    if forms[place] == "plu" and _is_weather(forms, place):
        return "pleuvoir"
    return ""


def _is_subject(forms: Sequence[str], place: int) -> bool:
    """*t'* is *tu* before a second person (*t'as, t'habites*), unless it has a subject (*tu t'es, je t'ai*)."""
    first, second, *_ = *forms[place + 1 : place + 3], "", ""
    before = _before(forms, place)
    if before in _SUBJECTS or second == "-tu" or (before in ("qui", "nous", "vous") and first not in ("as", "es")):
        return False
    if first in ("en", "y"):
        return second in _SECOND_PERSON
    return first[-1:] in ("s", "x") and first not in _ASKING


def _before(forms: Sequence[str], place: int) -> str:
    """The word before, *ne* passed over."""
    return next((form for form in reversed(forms[:place]) if form not in ("ne", "n'")), "")


def _is_weather(forms: Sequence[str], place: int) -> bool:
    """*il a plu*, adverbs between; not *il m'a plu*, *il a plu à tous*."""
    had = next((near for near in range(place - 1, max(place - 4, -1), -1) if forms[near] in _HAD), 0)
    to_somebody = list(forms[place + 1 : place + 2]) in (["à"], ["au"], ["aux"])
    return not to_somebody and _before(forms, had) == "il"


def _auxiliary(view: View, place: int, dictionary: FormDictionary) -> str:
    """An auxiliary is *être* or *avoir*, or *faire* with an infinitive (*les genoux me font mal* is none)."""
    form = view.form(place)
    if READINGS.get(form, ("", ""))[1] in ("être", "avoir"):
        return ""
    lemma = dictionary.table_lemma(form, "VERB")
    if lemma in (None, "être", "avoir") or (lemma == "faire" and _infinitive_follows(view, place)):
        return ""
    return "VERB"


def _nominal(view: View, place: int, dictionary: FormDictionary) -> str:
    """A verb after *me, je, on* and before its clitic (*ça me touche, tiens-moi ça*)."""
    called = view.form(view.left(place)) in _CALLS_VERB or view.form(place + 1) in _CLITICS
    form = view.form(place)
    return "VERB" if called and form not in READINGS and dictionary.forms(form).finite else ""


def _interjection(view: View, place: int, dictionary: FormDictionary) -> str:
    """*tiens-moi ça* is a verb; *il fait bon, trop bref* adjectives."""
    form, before = view.form(place), view.form(view.left(place))
    if view.form(place + 1) in _CLITICS and dictionary.forms(form).finite:
        return "VERB"
    felt = before in ("fait", "faisait") and view.form(view.left(view.left(place))) in ("il", "y")
    of_degree = before in DEGREE_ADVERBS and view.tag(view.left(place)) == "ADV"
    return "ADJ" if form in ("bon", "bref") and (felt or of_degree) else ""


def _no_verb(view: View, place: int, dictionary: FormDictionary) -> str:
    """What dictionaries know as a noun and as no form of any verb (*les usagères*)."""
    form = view.form(place)
    may = dictionary.forms(form)
    return "NOUN" if may.noun and not may.verb and form not in READINGS else ""


def _infinitive_follows(view: View, place: int) -> bool:
    place = view.right(place)
    while view.tag(place) in ("ADV", "PRON"):
        place = view.right(place)
    return view.tag(place) == "VERB" and looks_infinitive(view.form(place))


def _common_noun(view: View, place: int, dictionary: FormDictionary) -> str:
    """A known acronym, inclusive writing, and a known noun written small after *un, mon, cette* are no names."""
    form = view.form(place)
    if form in ACRONYMS or (base_form(form) != form and dictionary.forms(form).known):
        return "NOUN"
    if _is_verb_alone(dictionary.forms(form)) and view.pieces[place].written[1:] == form[1:]:
        return "VERB"  # *Attendez, respirez*
    small = view.pieces[place].written == form
    return "NOUN" if small and view.form(place - 1) in _ONE and dictionary.forms(form).noun else ""


def _is_verb_alone(may: Forms) -> bool:
    """A finite form that is nothing else; participles are first names too (*René, Désirée*)."""
    return may.finite and not may.nominal and not may.participle and not may.adverb


def _capitals(view: View, place: int, dictionary: FormDictionary) -> str:
    """What no dictionary knows is an acronym where others write small: a name, or a known noun (*la CAF, un CDI*)."""
    form = view.form(place)
    if view.tags[place] in ("NOUN", "PROPN") or view.pieces[place].kind != "word" or form in READINGS:
        return ""
    may = dictionary.forms(form)
    if may.nominal or may.verb or (may.adverb and view.tag(view.left(place)) != "DET"):  # caf is one in trade
        return ""
    small = any(piece.written[0].islower() for piece in view.pieces)
    return ("NOUN" if form in ACRONYMS else "PROPN") if small else ""


def _suis(view: View, place: int) -> str:
    """*suivre*: *je vous suis, je suis une formation*; not *je vous suis reconnaissante*. Else *être*."""
    left, right = view.left(place), view.right(place)
    while view.tag(right) == "ADV":
        right = view.right(right)
    object_before = view.form(left) in ("la", "les", "vous", "te", "t'")
    if object_before and view.form(view.left(left)) in ("je", "j'", "ne", "n'"):
        return "AUX" if view.tag(right) in ("ADJ", "VERB") else "VERB"
    if view.tag(right) != "DET" and view.form(right) not in ("du", "des"):
        return "AUX"
    noun = view.right(right)
    if view.tag(noun) == "ADJ":
        noun = view.right(noun)
    return "VERB" if view.form(noun) in _FOLLOWED else "AUX"


def _neuf(view: View, place: int) -> str:
    """An adjective after its noun or *est*, and in *quoi de neuf, à neuf, tout neuf*; else a number."""
    left, right = view.left(place), view.right(place)
    before = view.form(left)
    if view.tag(right) in ("NOUN", "NUM", "PROPN") or view.form(right) == "cents":
        return ""
    if view.tag(left) == "NOUN":
        return "" if before in _NUMBERED else "ADJ"
    if before in ("de", "d'", "à"):
        return "ADJ" if view.form(view.left(left)) in (_MADE if before == "à" else _OF_NEW) else ""
    head = view.head(place)
    being = view.form(head) in ("est", "était", "sera", "soit") and view.form(view.left(head)) != "on"
    return "ADJ" if being or before in ("tout", "flambant") else ""


def _cru(view: View, place: int) -> str:
    raw = view.tag(place) == "VERB" and view.tag(view.left(place)) == "NOUN"
    return "ADJ" if raw else ""


def _personne(view: View, place: int) -> str:
    """A pronoun before *ne* (*personne ne vient*); never an adverb."""
    left = view.left(place)
    denied = view.form(view.right(place)) in ("ne", "n'") and view.tag(left) not in ("DET", "ADJ", "NUM")
    return "PRON" if denied or view.tag(place) == "ADV" else ""


_GENERAL: dict[str, Callable[[View, int, FormDictionary], str]] = {
    "AUX": _auxiliary,
    "NOUN": _nominal,
    "ADJ": _nominal,
    "VERB": _no_verb,
    "INTJ": _interjection,
    "PROPN": _common_noun,
}
"""Rules for all words of a part of speech."""

_RULES: dict[str, Rule] = {
    **dict.fromkeys(("cru", "crue", "crus", "crues"), _cru),
    "suis": _suis,
    "neuf": _neuf,
    "personne": _personne,
}
