"""Rules of context: which of its readings a form has in its place.

Each rule sees the turn through ``View``: the tags already given on the left, what forms may be on the right.
Hesitations, events and interjections between two words are passed over. ``choose_closed`` settles the words of closed
classes that have two readings; ``choose_open`` tries ``_OPEN_RULES`` in the order written and falls back on the
likeliest reading.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tasks.lexicon.closed_classes import (
    DEGREE_ADVERBS,
    NOMINAL_INFINITIVES,
    OBJECT_CLITICS,
    PRENOMINAL_ADJECTIVES,
    READINGS,
    SUBJECTS,
    words,
)
from tasks.lexicon.form_tables import Forms
from tasks.lexicon.tokenizer import Piece

NO_FORMS = Forms()
_REFLEXIVES = words("me m' te t' se s'")
_ARTICLES = words("le la les l' des leur")
_ANTECEDENTS = words("ce ceux celle celui celles ça")
_NOUNS_WITH_CLAUSE = words(
    """
    fait fois moment sorte impression peur façon manière temps mesure idée sentiment coup point besoin
    """
)
"""After them *que* is a conjunction rather than a relative pronoun."""
_AFTER_PREPOSITION = words("ça cela moi toi lui eux de d' quoi avoir être")
_ADJECTIVE_ENDING = re.compile(r"(?:[ai]ble|ique|eux|euse|if|ive|el|elle|al|ale|aire|iste|ien|ienne)s?$|aux$")
_GONE = re.compile(
    r"(?:all|arriv|entr|rentr|mont|tomb|rest|retourn|pass)ée?s?$|(?:ven|reven|deven|descend|interven)ue?s?$"
    r"|(?:part|sort|repart|ressort)ie?s?$|née?s?$"
)
"""Participles that take *être*: verbs, never adjectives, after it."""


@dataclass(slots=True)
class View:
    """The pieces of one turn with what is known of them so far; ``tags`` grows from the left."""

    pieces: Sequence[Piece]
    forms: Sequence[Forms]
    tags: list[str] = field(default_factory=list)

    def left(self, place: int) -> int:
        """Place of the nearest token on the left, fillers passed over; -1 at the start."""
        place -= 1
        while place >= 0 and self.pieces[place].is_filler:
            place -= 1
        return place

    def right(self, place: int) -> int:
        """The same on the right; the number of pieces at the end."""
        place += 1
        while place < len(self.pieces) and self.pieces[place].is_filler:
            place += 1
        return place

    def head(self, place: int) -> int:
        """Place on the left, adverbs passed over as well (*il n'a pas vraiment compris*)."""
        place = self.left(place)
        while place >= 0 and self.tags[place] == "ADV" and self.form(place) not in ("ne", "n'"):
            place = self.left(place)
        return place

    def form(self, place: int) -> str:
        """Form at a place, empty outside."""
        return self.pieces[place].form if 0 <= place < len(self.pieces) else ""

    def tag(self, place: int) -> str:
        """Tag already given, else the usual one of a closed word; empty for an open word and outside."""
        if 0 <= place < len(self.tags):
            return self.tags[place]
        if not 0 <= place < len(self.pieces):
            return ""
        piece = self.pieces[place]
        if piece.kind != "word":
            return {"punctuation": "PUNCT", "number": "NUM", "placeholder": "PROPN"}.get(piece.kind, "")
        return READINGS.get(piece.form, ("", ""))[0]

    def may(self, place: int) -> Forms:
        """What the open word at a place may be; nothing for closed words and outside."""
        if not 0 <= place < len(self.pieces) or self.pieces[place].form in READINGS:
            return NO_FORMS
        return self.forms[place]

    def calls_verb(self, place: int) -> bool:
        """Whether the word is a subject, an object clitic or *ne*: a finite verb comes next."""
        form = self.form(place)
        clitic = self.tag(place) == "PRON" and (form in SUBJECTS or form in OBJECT_CLITICS)
        return clitic or form in ("ne", "n'")

    def precedes_noun(self, place: int) -> bool:
        """Whether the word commonly stands before a noun and one may follow."""
        return self.form(place) in PRENOMINAL_ADJECTIVES and self.may(self.right(place)).noun


Rule = Callable[[View, int], str]
OpenRule = Callable[[View, int, Forms], str]


def choose_closed(view: View, place: int) -> str:
    """Part of speech of a word of a closed class; empty for an open word."""
    form = view.form(place)
    rule = _CLOSED_RULES.get(form)
    return rule(view, place) if rule else READINGS.get(form, ("", ""))[0]


def choose_open(view: View, place: int) -> str:
    """Part of speech of an open word; one that no table knows is a noun, or an adjective by its ending after a noun."""
    may = view.forms[place]
    if not may.known:
        adjective = _ADJECTIVE_ENDING.search(view.form(place)) and view.tag(view.left(place)) == "NOUN"
        return "ADJ" if adjective else "NOUN"
    for rule in _OPEN_RULES:
        tag = rule(view, place, may)
        if tag:
            return tag
    return _usual(view.form(place), may)


def _usual(form: str, may: Forms) -> str:
    """Without context: adverb in -ment, adjective that precedes nouns, verb before participial adjective, noun."""
    if may.adverb and (form.endswith("ment") or not may.nominal):
        return "ADV"
    if form in PRENOMINAL_ADJECTIVES:
        return "ADJ"
    if may.adjective and not may.noun:
        return "VERB" if may.finite or may.participle else "ADJ"
    if may.noun:
        return "NOUN"
    return "VERB" if may.verb else "ADJ"


def _infinitive(view: View, place: int, may: Forms) -> str:
    """A verb, unless an article or another determiner makes a noun of it (*le dîner, un rocher*)."""
    if not may.infinitive:
        return ""
    left, form = view.left(place), view.form(place)
    if form in NOMINAL_INFINITIVES and view.tag(left) in ("DET", "ADJ", "NUM"):
        return "NOUN"
    determined = (view.tag(left) == "DET" and view.form(left) not in _ARTICLES) or view.form(left) in ("du", "au")
    return "NOUN" if may.noun and determined else "VERB"


def _after_clitic(view: View, place: int, may: Forms) -> str:
    """A subject or an object clitic calls for a verb (*on se débrouille*)."""
    return "VERB" if may.finite and view.calls_verb(view.left(place)) else ""


def _after_degree(view: View, place: int, may: Forms) -> str:
    if view.form(view.left(place)) not in DEGREE_ADVERBS:
        return ""
    return "ADJ" if may.adjective else "ADV" if may.adverb else ""


def _after_auxiliary(view: View, place: int, may: Forms) -> str:
    """*avoir* calls for a participle, *être* for a participle or an adjective."""
    head = view.head(place)
    if view.form(head).startswith("-"):
        head = view.left(head)
    if view.tag(head) != "AUX":
        return ""
    etre = READINGS.get(view.form(head), ("", ""))[1] == "être"
    moved = view.form(view.left(head)) in _REFLEXIVES or _GONE.match(view.form(place)) is not None
    if may.participle and (moved or not (etre and may.adjective)):
        return "VERB"
    if may.adverb and not may.adjective:
        return "ADV"
    return "ADJ" if etre and may.adjective else ""


def _after_determiner(view: View, place: int, may: Forms) -> str:
    if view.tag(view.left(place)) not in ("DET", "NUM"):
        return ""
    if view.form(place) in PRENOMINAL_ADJECTIVES and may.adjective:
        return "ADJ"
    if may.noun:
        return "NOUN"
    if may.adjective:
        return "ADJ"
    return "" if may.adverb else "NOUN"


def _after_adjective(view: View, place: int, may: Forms) -> str:
    """*un petit groupe*: a noun after an adjective that stands before nouns."""
    left = view.left(place)
    if view.tag(left) == "ADJ" and view.form(left) in PRENOMINAL_ADJECTIVES and may.noun:
        return "ADJ" if may.adjective and view.precedes_noun(place) else "NOUN"
    return ""


def _after_noun(view: View, place: int, may: Forms) -> str:
    """After a noun: adjective, then verb; another noun last."""
    if view.tag(view.left(place)) not in ("NOUN", "PROPN"):
        return ""
    return "ADJ" if may.adjective else "VERB" if may.verb else ""


def _after_preposition(view: View, place: int, may: Forms) -> str:
    left = view.left(place)
    if view.tag(left) != "ADP":
        return ""
    if may.gerund and view.form(left) == "en":
        return "VERB"
    if may.noun:
        return "ADJ" if view.precedes_noun(place) else "NOUN"
    return ""


_OPEN_RULES: tuple[OpenRule, ...] = (
    _infinitive,
    _after_clitic,
    _after_degree,
    _after_auxiliary,
    _after_determiner,
    _after_adjective,
    _after_noun,
    _after_preposition,
)


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
}
