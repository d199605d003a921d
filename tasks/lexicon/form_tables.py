"""What a French form may be, and its lemma: the tables of ``spacy-lookups-data`` and ``simplemma``."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

import simplemma
import spacy_lookups_data

from tasks.lexicon.closed_classes import NOUN_LEMMAS, is_ordinal

Source = Literal["table", "simplemma", "form", "closed class"]

Entry = TypeVar("Entry")

_INFINITIVE = re.compile(r"(?:er|ir|re|oir|ïr)$")
_REGULAR_PARTICIPLE = re.compile(r"ée?s?$")
_PARTICIPLE = re.compile(r"(?:(?:i|u|û|is|it|ert|eint|aint|oint|ort|os|us)e?s?|née?s?)$")
_NEVER_FINITE = re.compile(r"(?:ée?s?|ies?|ue?s|ises?|ites?|ertes?|eintes?|aintes?|ointes?|ortes?)$")
_PLURAL = re.compile(r"\w{3}[^aiousxyz·']s$")
"""Endings of an unknown word that are plurals: not *-us, -is, -as, -ss*."""
_PRENOMINAL = {"bel": "beau", "nouvel": "nouveau", "vieil": "vieux", "fol": "fou", "mol": "mou"}
_INCLUSIVE_MARK = re.compile(r"(?:[·•⋅‧]\w+)+$|(?<=\w{3})\.\w+(?:\.s)?$|\(\w+\)s?$")


@dataclass(frozen=True, slots=True)
class Forms:
    """What a form may be outside any context."""

    noun: bool = False
    adjective: bool = False
    adverb: bool = False
    finite: bool = False
    participle: bool = False
    infinitive: bool = False
    gerund: bool = False

    @property
    def verb(self) -> bool:
        """Whether any verbal reading is there."""
        return self.finite or self.participle or self.infinitive or self.gerund

    @property
    def nominal(self) -> bool:
        """Whether it may be a noun or an adjective."""
        return self.noun or self.adjective

    @property
    def known(self) -> bool:
        """Whether any reading is there."""
        return self.nominal or self.adverb or self.verb


@dataclass(frozen=True, slots=True)
class FormTables:
    """The French tables by part of speech (``noun``, ``verb``, ``adj``, ``adv`` ...)."""

    exceptions: Mapping[str, Mapping[str, Sequence[str]]]
    """Form -> lemmas."""
    index: Mapping[str, frozenset[str]]
    """Lemmas."""
    verb_endings: Sequence[tuple[str, str]]
    """Ending of a regular verb form -> ending of its infinitive."""
    lookup: Mapping[str, Sequence[str]]
    """Form -> lemmas, whatever the part of speech."""
    version: str
    """Packages and versions."""


def load_tables() -> FormTables:
    """Read the tables from the installed package (half a second)."""
    exceptions: dict[str, dict[str, list[str]]] = _read_table("lemma_exc")
    index: dict[str, list[str]] = _read_table("lemma_index")
    rules: dict[str, list[tuple[str, str]]] = _read_table("lemma_rules")
    return FormTables(
        exceptions=exceptions,
        index={pos: frozenset(lemmas) for pos, lemmas in index.items()},
        verb_endings=rules["verb"],
        lookup=_read_table("lemma_lookup"),
        version=f"spacy-lookups-data {spacy_lookups_data.__version__} + simplemma {simplemma.__version__}",
    )


def _read_table(name: str) -> dict[str, Entry]:
    """The package names its tables without the suffix of what lies on disk."""
    path = Path(f"{spacy_lookups_data.fr[name]}.gz")
    table: dict[str, Entry] = json.loads(gzip.decompress(path.read_bytes()))
    return table


def _known_infinitives(tables: FormTables) -> frozenset[str]:
    """The index lists regular verbs only; the exceptions name the others."""
    named = (lemma for lemmas in tables.exceptions["verb"].values() for lemma in lemmas)
    return frozenset(lemma for lemma in (*tables.index["verb"], *named) if _INFINITIVE.search(lemma))


def base_form(form: str) -> str:
    """The form that tables know: inclusive endings off (*accompagnant·e·s* -> *accompagnant*)."""
    return _INCLUSIVE_MARK.sub("", form) or form


class FormDictionary:
    """Answers for forms, remembered: the tables never change after construction."""

    def __init__(self, tables: FormTables) -> None:
        self._tables = tables
        self._verbs = _known_infinitives(tables)
        self._forms: dict[str, Forms] = {}
        self._lemmas: dict[tuple[str, str], tuple[str, Source]] = {}

    def forms(self, form: str) -> Forms:
        """What ``form`` (lower case) may be."""
        known = self._forms.get(form)
        if known is None:
            known = self._forms[form] = self._look_up(base_form(form))
        return known

    def lemma(self, form: str, pos: str) -> tuple[str, Source]:
        """Lemma of ``form`` (lower case) read as ``pos`` and what gave it.

        Order of the vote: exception table of the part of speech, ``simplemma``, regular endings, lookup, the form.
        A verb's lemma is an infinitive; a noun's or an adjective's never is one, unless the form itself is.
        """
        known = self._lemmas.get((form, pos))
        if known is None:
            base = base_form(form)
            known = self._lemmas[form, pos] = self._vote_verb(base) if pos == "VERB" else self._vote(base, pos.lower())
        return known

    def _look_up(self, form: str) -> Forms:
        verb = self._infinitive_of(form)
        infinitive = verb == form
        gerund = verb is not None and not infinitive and form.endswith("ant")
        participle = verb is not None and not infinitive and _is_participle(form, verb)
        finite = verb is not None and not infinitive and not gerund and not (participle and _NEVER_FINITE.search(form))
        noun = self._nominal(form, "noun") or (finite and self._outvoted(form))
        adverb = form in self._tables.index["adv"] or (
            form.endswith("ment") and not noun and simplemma.is_known(form, "fr")
        )
        return Forms(
            noun, self._nominal(form, "adj") or is_ordinal(form), adverb, finite, participle, infinitive, gerund
        )

    def _is_infinitive(self, lemma: str) -> bool:
        return lemma in self._verbs

    def _nominal(self, form: str, pos: str) -> bool:
        listed = self._tables.exceptions[pos].get(form)
        if listed and not self._is_infinitive(listed[0]):
            return True
        index = self._tables.index[pos]
        if form in index or (form[-1:] in ("s", "x") and form[:-1] in index):
            return True
        feminine = form.removesuffix("s").endswith("e") and form.removesuffix("s")[:-1] in index
        voted = simplemma.lemmatize(form, "fr")
        return pos == "adj" and (feminine or (voted in index and not self._is_infinitive(voted)))

    def _outvoted(self, form: str) -> bool:
        """Whether other tables know as a noun what the noun index lacks, a verb form too (*route, nombre*)."""
        looked = next(iter(self._tables.lookup.get(form, ())), "")
        voted = simplemma.lemmatize(form, "fr") if simplemma.is_known(form, "fr") else ""
        return any(
            lemma in (form, form.removesuffix("s")) and not self._is_infinitive(lemma) for lemma in (voted, looked)
        )

    def _infinitive_of(self, form: str) -> str | None:
        if self._is_infinitive(form):
            return form
        exceptions = self._tables.exceptions
        for lemma in (*exceptions["verb"].get(form, ()), *exceptions["adj"].get(form, ())):
            if self._is_infinitive(lemma):
                return lemma
        return self._regular_infinitive(form)

    def _regular_infinitive(self, form: str) -> str | None:
        if form.endswith("e") and form + "r" in self._verbs:
            return form + "r"
        for ending, replacement in self._tables.verb_endings:
            lemma = form.removesuffix(ending) + replacement
            if form.endswith(ending) and self._is_infinitive(lemma):
                return lemma
        voted = simplemma.lemmatize(form, "fr")
        return voted if voted != form and self._is_infinitive(voted) else None

    def _vote_verb(self, form: str) -> tuple[str, Source]:
        for lemma in self._tables.exceptions["verb"].get(form, ()):
            if _INFINITIVE.search(lemma):
                return lemma, "table"
        voted = simplemma.lemmatize(form, "fr")
        if self._is_infinitive(voted):
            return voted, "simplemma"
        infinitive = self._infinitive_of(form)
        return (infinitive, "table") if infinitive else (form, "form")

    def _vote(self, form: str, pos: str) -> tuple[str, Source]:
        if pos == "noun" and form in NOUN_LEMMAS:
            return NOUN_LEMMAS[form], "closed class"
        for lemma in self._tables.exceptions.get(pos, {}).get(form, ()):
            if not self._is_infinitive(lemma) or lemma == form:
                return _PRENOMINAL.get(lemma) or _ligature(lemma), "table"
        voted = simplemma.lemmatize(form, "fr")
        masculine = form.removesuffix("s").removesuffix("e")
        if pos == "adj" and voted == form and (masculine.endswith("é") or self._feminine(form, masculine)):
            return masculine, "table"
        if simplemma.is_known(form, "fr") and (voted == form or not self._is_infinitive(voted)):
            return voted, "simplemma"
        return self._vote_unknown(form, self._tables.index.get(pos, frozenset()))

    def _feminine(self, form: str, masculine: str) -> bool:
        index = self._tables.index["adj"]
        return form not in index and masculine in index

    def _vote_unknown(self, form: str, index: frozenset[str]) -> tuple[str, Source]:
        if form in index:
            return form, "table"
        if form[-1:] in ("s", "x") and form[:-1] in index:
            return form[:-1], "table"
        for lemma in self._tables.lookup.get(form, ()):
            if not self._is_infinitive(lemma):
                return lemma, "table"
        return (form[:-1] if _PLURAL.search(form) else form), "form"


def _is_participle(form: str, infinitive: str) -> bool:
    ending = _REGULAR_PARTICIPLE if infinitive.endswith("er") else _PARTICIPLE
    return ending.search(form) is not None


def _ligature(lemma: str) -> str:
    return lemma.replace("oeu", "œu").replace("oei", "œi")
