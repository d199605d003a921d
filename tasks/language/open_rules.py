"""Rules of context for open words: which of the readings that the tables give a form has in its place.

``choose_open`` tries ``_OPEN_RULES`` in the order written and falls back on the likeliest reading.
"""

from __future__ import annotations

import re

from tasks.language.closed_classes import DEGREE_ADVERBS, NOMINAL_INFINITIVES, PRENOMINAL_ADJECTIVES, READINGS, words
from tasks.language.form_tables import Forms
from tasks.language.turn_view import OpenRule, View

_REFLEXIVES = words("me m' te t' se s'")
_ARTICLES = words("le la les l' des leur")
_ADJECTIVE_ENDING = re.compile(r"(?:[ai]ble|ique|eux|euse|if|ive|el|elle|al|ale|aire|iste|ien|ienne)s?$|aux$")
_ADDRESS = re.compile(r"@|://|^www\.")
"""Addresses of mails and pages are no words."""
_GONE = re.compile(
    r"(?:all|arriv|entr|rentr|mont|tomb|rest|retourn|pass)ée?s?$|(?:ven|reven|deven|descend|interven)ue?s?$"
    r"|(?:part|sort|repart|ressort)ie?s?$|née?s?$"
)
"""Participles that take *être*: verbs, never adjectives, after it."""


def choose_open(view: View, place: int) -> str:
    """Part of speech of an open word; one that no table knows is a noun, or an adjective by its ending after a noun."""
    may = view.forms[place]
    if _ADDRESS.search(view.form(place)):
        return "X"
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


def _before_clitic(view: View, place: int, may: Forms) -> str:
    """What bears a clitic behind it is a verb (*donne-m'en*)."""
    following = view.form(place + 1)
    bears = following.startswith("-") and following not in ("-là", "-ci") and view.tag(place + 1) == "PRON"
    return "VERB" if may.finite and bears else ""


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
    _before_clitic,
    _after_degree,
    _after_auxiliary,
    _after_determiner,
    _after_adjective,
    _after_noun,
    _after_preposition,
)
