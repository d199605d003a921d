"""Rules of context for the words of closed classes that have two readings (*le* before a verb is a pronoun)."""

from __future__ import annotations

from tasks.language.closed_classes import (
    DEGREE_ADVERBS,
    NOMINAL_INFINITIVES,
    PRENOMINAL_ADJECTIVES,
    READINGS,
    SUBJECTS,
    words,
)
from tasks.language.turn_view import Rule, View

_ANTECEDENTS = words("ce c' s' ceux celle celui celles ça")
_NOUNS_WITH_CLAUSE = words(
    """
    fait fois moment sorte impression peur façon manière temps mesure idée sentiment coup point besoin
    """
)
"""After them *que* is a conjunction rather than a relative pronoun."""
_AFTER_PREPOSITION = words("ça cela moi toi lui eux de d' quoi avoir être")


def _article_or_pronoun(view: View, place: int) -> str:
    """*le, la, les, l'*: a pronoun before a verb, else the article."""
    right, left = view.right(place), view.left(place)
    form, may = view.form(right), view.may(right)
    if form in ("y", "en", "lui", "leur") or (
        view.tag(right) in ("AUX", "VERB") and form not in ("été", "est", "être", "avoir", "avions", "fait")
    ):
        return "PRON"
    if form in ("est", "avions", "fait", "avoir", "être"):
        return "PRON" if view.calls_verb(left) or view.form(left) in ("pour", "de", "sans") else "DET"
    if may.infinitive:
        return "DET" if form in NOMINAL_INFINITIVES and not view.calls_verb(left) else "PRON"
    return "PRON" if may.finite and (view.calls_verb(left) or not may.nominal) else "DET"


def _leur(view: View, place: int) -> str:
    right = view.right(place)
    subject = view.form(view.left(place)) in SUBJECTS and view.may(right).finite
    noun_phrase = view.may(right).nominal or view.form(right) in ("autre", "autres", "même")
    return "DET" if noun_phrase and not subject else "PRON"


def _en(view: View, place: int) -> str:
    """*en* is a pronoun before a verb (*j'en parle*), a preposition before a noun or a gerund."""
    right = view.right(place)
    may = view.may(right)
    if view.form(place - 1) in ("-t'", "-m'"):
        return "PRON"
    if view.form(right) == "fait" and not view.calls_verb(view.left(place)):
        return "ADP"
    if view.tag(right) in ("AUX", "VERB") and view.form(right) not in ("étant", "ayant", "été"):
        return "PRON"
    called = view.calls_verb(view.left(place))
    return "PRON" if may.infinitive or (may.finite and (called or not may.nominal)) else "ADP"


def _un(view: View, place: int) -> str:
    alone = view.form(view.left(place)) in ("l'", "les") or view.form(view.right(place)) in ("de", "d'", "des", "du")
    return "PRON" if alone else "DET"


def _que(view: View, place: int) -> str:
    """A pronoun before *est-ce*, after *ce, celui* or a noun that takes no clause of its own; else a conjunction."""
    left = view.left(place)
    if view.form(left) in _ANTECEDENTS or view.form(view.right(view.right(place))) == "-ce":
        return "PRON"
    return "PRON" if view.tag(left) == "NOUN" and view.form(left) not in _NOUNS_WITH_CLAUSE else "SCONJ"


def _si(view: View, place: int) -> str:
    right = view.may(view.right(place))
    return "ADV" if right.adjective and not right.verb else "SCONJ"


def _s(view: View, place: int) -> str:
    return "SCONJ" if view.form(view.right(place)) in ("il", "ils") else "PRON"


def _ce(view: View, place: int) -> str:
    right = view.right(place)
    return "DET" if view.may(right).nominal or view.form(right) in ("même", "fait", "tout", "autre") else "PRON"


def _quel(view: View, place: int) -> str:
    return "ADJ" if view.tag(view.right(place)) == "AUX" else "DET"


def _tout(view: View, place: int) -> str:
    """Adjective before an article or a noun, adverb before an adjective or in *et tout*, else pronoun."""
    right, form = view.right(place), view.form(view.right(place))
    may = view.may(right)
    if view.tag(right) == "DET" or form in ("ce", "ça", "cela"):
        return "ADJ"
    closing = view.form(view.left(place)) == "et" and view.form(place) == "tout"
    if closing or may.adjective or may.adverb or form in ("à", "en", "de", "d'"):
        return "ADV"
    return "ADJ" if may.noun else "PRON"


def _fait(view: View, place: int) -> str:
    return "NOUN" if view.tag(view.left(place)) in ("DET", "ADP") else "VERB"


def _bon(view: View, place: int) -> str:
    """*bon* is a particle, and an adjective inside a noun phrase, after a degree or after *être*."""
    right, left = view.right(place), view.left(place)
    if view.tag(left) == "DET" or view.form(left) in DEGREE_ADVERBS:
        return "ADJ"
    if view.may(right).noun and view.tag(left) in ("ADP", "AUX"):
        return "ADJ"
    return "ADJ" if view.tag(view.head(place)) == "AUX" and view.tag(right) != "PUNCT" else "INTJ"


def _preposition_or_adverb(view: View, place: int) -> str:
    """*après, avant, devant ...*: a preposition before a noun phrase, else an adverb."""
    right = view.right(place)
    if view.tag(right) in ("DET", "NUM", "PROPN") or view.form(right) in _AFTER_PREPOSITION:
        return "ADP"
    may = view.may(right)
    return "ADP" if may.nominal or may.infinitive else "ADV"


def _comme(view: View, place: int) -> str:
    return "SCONJ" if view.form(view.right(place)) in SUBJECTS - {"ça", "cela", "ce"} else "ADP"


def _meme(view: View, place: int) -> str:
    return "ADJ" if view.tag(view.left(place)) == "DET" else "ADV"


def _noun_after_determiner(other: str) -> Rule:
    def rule(view: View, place: int) -> str:
        return "NOUN" if view.tag(view.left(place)) == "DET" else other

    return rule


def _noun_in_phrase(other: str) -> Rule:
    """A noun after a determiner or an adjective that precedes nouns (*les petits avions*)."""

    def rule(view: View, place: int) -> str:
        left = view.left(place)
        adjective = view.tag(left) == "ADJ" and view.form(left) in PRENOMINAL_ADJECTIVES
        return "NOUN" if view.tag(left) == "DET" or adjective else other

    return rule


def _personne(view: View, place: int) -> str:
    """*personne* is a pronoun after a negation or *il y a*, a noun in a noun phrase."""
    near = {view.form(other) for other in range(max(0, place - 4), place)}
    phrase = view.tag(view.left(place)) in ("DET", "ADJ", "NUM")
    return "PRON" if not phrase and near & {"ne", "n'", "a", "y'"} else "NOUN"


def _des(view: View, place: int) -> str:
    return "ADP" if view.tag(view.left(place)) in ("NOUN", "PROPN", "ADV") else "DET"


def _puis(view: View, place: int) -> str:
    return "VERB" if view.form(place + 1) == "-je" else "CCONJ"


def _quoi(view: View, place: int) -> str:
    """*quoi* that closes what was said is a particle (*c'est compliqué quoi*)."""
    closes = view.tag(view.right(place)) == "PUNCT" or view.right(place) == len(view.pieces)
    after_clause = view.tag(view.left(place)) in ("NOUN", "ADJ", "ADV", "PROPN", "PUNCT", "PRON")
    return "INTJ" if closes and after_clause else "PRON"


_CLOSED_RULES: dict[str, Rule] = {
    **dict.fromkeys(("le", "la", "les", "l'"), _article_or_pronoun),
    **dict.fromkeys(("tout", "toute", "tous", "toutes"), _tout),
    **dict.fromkeys(("après", "avant", "devant", "derrière", "contre"), _preposition_or_adverb),
    **dict.fromkeys(("quel", "quelle", "quels", "quelles"), _quel),
    **dict.fromkeys(("que", "qu'"), _que),
    **dict.fromkeys(("un", "une"), _un),
    **dict.fromkeys(("être", "été", "avoir"), _noun_after_determiner("AUX")),
    **dict.fromkeys(("est", "as", "avions", "sommes"), _noun_in_phrase("AUX")),
    **dict.fromkeys(("pas", "plus", "bien", "mal", "moins", "peu"), _noun_after_determiner("ADV")),
    "moi": _noun_after_determiner("PRON"),
    "leur": _leur,
    "en": _en,
    "si": _si,
    "s'": _s,
    "ce": _ce,
    "fait": _fait,
    "bon": _bon,
    "comme": _comme,
    "même": _meme,
    "personne": _personne,
    "des": _des,
    "quoi": _quoi,
    "puis": _puis,
}


def choose_closed(view: View, place: int) -> str:
    """Part of speech of a word of a closed class; empty for an open word."""
    form = view.form(place)
    rule = _CLOSED_RULES.get(form)
    return rule(view, place) if rule else READINGS.get(form, ("", ""))[0]
