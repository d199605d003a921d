"""What a French form may be, and its lemma: the tables of ``spacy-lookups-data`` and ``simplemma``."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import simplemma
import spacy_lookups_data

from tasks.language.closed_classes import NOUN_LEMMAS, READINGS
from tasks.language.frequent_verbs import VERBS_IN_SPEECH
from tasks.language.number_words import is_ordinal
from tasks.language.spoken_forms import standard_form

Entry = TypeVar("Entry")

_INFINITIVE = re.compile(r"(?:er|ir|re|oir|ïr)$")
_REGULAR_PARTICIPLE = re.compile(r"ée?s?$")
_PARTICIPLE = re.compile(r"(?:(?:i|u|û|is|it|ert|eint|aint|oint|ort|os|us)e?s?|née?s?)$")
_NEVER_FINITE = re.compile(r"(?:ée?s?|ies?|ue?s|ises?|ites?|ertes?|eintes?|aintes?|ointes?|ortes?)$")
_PLURAL = re.compile(r"\w{3}[^aiousxyz·']s$")
"""Endings of an unknown word that are plurals: not *-us, -is, -as, -ss*."""
_FEMININE_ALONE = frozenset({"enceinte", "enceintes"})
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
    """The form that tables know: spoken forms made standard, inclusive endings off (*accompagnant·e·s*)."""
    return _INCLUSIVE_MARK.sub("", standard_form(form)) or form


def looks_infinitive(lemma: str) -> bool:
    """Whether a word ends like an infinitive."""
    return _INFINITIVE.search(lemma) is not None


def looks_plural(form: str) -> bool:
    """Whether an unknown word ends like a plural."""
    return _PLURAL.search(form) is not None


@cache
def french_forms() -> FormDictionary:
    """The dictionary of the installed tables, read once a process."""
    return FormDictionary(load_tables())


class FormDictionary:
    """Answers for forms, remembered: the tables never change after construction."""

    def __init__(self, tables: FormTables) -> None:
        self._tables = tables
        self._verbs = _known_infinitives(tables)
        self._forms: dict[str, Forms] = {}

    def forms(self, form: str) -> Forms:
        """What ``form`` (lower case) may be."""
        known = self._forms.get(form)
        if known is None:
            known = self._look_up(base_form(form))
            if not known.known and "œ" in form:  # the tables write it in two letters
                known = self._look_up(base_form(form).replace("œ", "oe"))
            if _INCLUSIVE_MARK.search(form):  # nobody conjugates for everybody: *conseiller·ère* is no verb
                known = replace(known, finite=False, infinitive=False, gerund=False)
            self._forms[form] = known
        return known

    def table_lemma(self, form: str, pos: str) -> str | None:
        """What spaCy's tables say of ``form`` read as NOUN, ADJ, VERB ...; None where they are silent."""
        if pos == "ADJ" and form in _FEMININE_ALONE:
            return form.removesuffix("s")
        lemma = self._tabled(form, pos)
        if lemma is None and "œ" in form:
            lemma = self._tabled(form.replace("œ", "oe"), pos)
        return with_ligature(lemma) if lemma and "œ" in form else lemma

    def _tabled(self, form: str, pos: str) -> str | None:
        if pos == "VERB":
            if form in VERBS_IN_SPEECH:
                return VERBS_IN_SPEECH[form]
            named = (lemma for lemma in self._tables.exceptions["verb"].get(form, ()) if looks_infinitive(lemma))
            return next(named, None) or (form if form in self._verbs else self._by_ending(form))
        if pos == "NOUN" and form in NOUN_LEMMAS:
            return NOUN_LEMMAS[form]
        for lemma in self._tables.exceptions.get(pos.lower(), {}).get(form, ()):
            if not self.is_infinitive(lemma) or lemma == form:
                return _PRENOMINAL.get(lemma) or with_ligature(lemma)
        masculine = form.removesuffix("s").removesuffix("e")
        if pos == "ADJ" and form != masculine and (masculine.endswith("é") or self._feminine(form, masculine)):
            return masculine
        index = self._tables.index.get(pos.lower(), frozenset())
        listed = _listed_singular(form, index)
        if (listed is None or pos == "ADJ") and masculine.endswith("èr") and masculine[:-2] + "er" in index:
            return masculine[:-2] + "er"  # fière, bouchère, not mère
        return listed

    def simplemma_lemma(self, form: str, pos: str) -> str | None:
        """What simplemma says of ``form``; None where it does not know it, or names what ``pos`` cannot be."""
        voted = str(simplemma.lemmatize(form, "fr"))
        if pos == "VERB":
            return voted if self.is_infinitive(voted) else None
        if voted != form and self.is_infinitive(voted):
            return None
        return voted if simplemma.is_known(form, "fr") else None

    def knows(self, form: str) -> bool:
        """Whether any table holds ``form`` (lower case), inclusive endings off."""
        base = base_form(form)
        if not base:
            return False
        known = self.forms(form).known or base in self._tables.lookup or form in READINGS or base in READINGS
        return known or bool(simplemma.is_known(base, "fr"))

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

    def is_infinitive(self, lemma: str) -> bool:
        """Whether the tables list the word as an infinitive."""
        return lemma in self._verbs

    def _nominal(self, form: str, pos: str) -> bool:
        listed = self._tables.exceptions[pos].get(form)
        if listed and not self.is_infinitive(listed[0]):
            return True
        index = self._tables.index[pos]
        if form in index or (form[-1:] in ("s", "x") and form[:-1] in index):
            return True
        feminine = form.removesuffix("s").endswith("e") and form.removesuffix("s")[:-1] in index
        voted = simplemma.lemmatize(form, "fr")
        return pos == "adj" and (feminine or (voted in index and not self.is_infinitive(voted)))

    def _outvoted(self, form: str) -> bool:
        """Whether other tables know as a noun what the noun index lacks, a verb form too (*route, nombre*)."""
        looked = next(iter(self._tables.lookup.get(form, ())), "")
        voted = simplemma.lemmatize(form, "fr") if simplemma.is_known(form, "fr") else ""
        return any(
            lemma in (form, form.removesuffix("s")) and not self.is_infinitive(lemma) for lemma in (voted, looked)
        )

    def _infinitive_of(self, form: str) -> str | None:
        if self.is_infinitive(form):
            return form
        exceptions = self._tables.exceptions
        for lemma in (*exceptions["verb"].get(form, ()), *exceptions["adj"].get(form, ())):
            if self.is_infinitive(lemma):
                return lemma
        return self._regular_infinitive(form)

    def _regular_infinitive(self, form: str) -> str | None:
        by_ending = self._by_ending(form)
        voted = simplemma.lemmatize(form, "fr")
        return by_ending or (voted if voted != form and self.is_infinitive(voted) else None)

    def _by_ending(self, form: str) -> str | None:
        """The infinitive of a regular form, of those that the tables list."""
        if form.endswith("e") and form + "r" in self._verbs:
            return form + "r"
        for ending, replacement in self._tables.verb_endings:
            lemma = form.removesuffix(ending) + replacement
            if form.endswith(ending) and self.is_infinitive(lemma):
                return lemma
        return None

    def _feminine(self, form: str, masculine: str) -> bool:
        index = self._tables.index["adj"]
        return form not in index and masculine in index


def _is_participle(form: str, infinitive: str) -> bool:
    ending = _REGULAR_PARTICIPLE if infinitive.endswith("er") else _PARTICIPLE
    return ending.search(form) is not None


def _listed_singular(form: str, index: frozenset[str]) -> str | None:
    if form in index:
        return form
    return form[:-1] if form[-1:] in ("s", "x") and form[:-1] in index else None


def with_ligature(lemma: str) -> str:
    """*coeur* as dictionaries write it: *cœur*."""
    return lemma.replace("oeu", "œu").replace("oei", "œi")
