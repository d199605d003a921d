"""The lemma of a word by vote: spaCy's tables, simplemma and the trained edit trees, each with its word to say.

A word of a closed class has the lemma that ``closed_classes`` gives it. Of the others the lemma that most voters gave
wins; where each says something else, the most trusted one: the tables, then simplemma, then the trees. A vote that
cannot be is not counted: a verb's lemma is an infinitive, a noun's or an adjective's none, unless the form itself is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tasks.language.closed_classes import READINGS
from tasks.language.form_tables import FormDictionary, base_form, looks_infinitive, looks_plural, with_ligature
from tasks.language.frequent_verbs import VERBS_IN_SPEECH
from tasks.language.homographs import IN_PLACE, lemma_in_place
from tasks.language.reading import Voter

CLOSED_POS = frozenset({"AUX", "PRON", "DET", "ADP", "CCONJ", "SCONJ", "PART"})
"""Parts of speech whose words have the lemma of the closed classes whatever their usual reading."""

_OTHER_LEMMAS = {("des", "ADP"): "de", ("s'", "SCONJ"): "si", ("suis", "VERB"): "suivre"}
"""Lemmas of the second reading where it is another than that of ``READINGS``."""

Votes = tuple[tuple[Voter, str], ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The outcome of a vote."""

    lemma: str
    source: Voter
    """Who won: of those that gave the lemma the most trusted."""
    votes: Votes = ()
    """What each said, in order of trust, where they disagree."""


class LemmaVote:
    """Votes on (form, part of speech, lemma of the trees); remembered, as the tables never change."""

    def __init__(self, dictionary: FormDictionary, trainer: Voter = "trees") -> None:
        """Take the tables; ``trainer`` names who gives the trained lemmas."""
        self._dictionary = dictionary
        self._trainer = trainer
        self._verdicts: dict[tuple[str, str, str], Verdict] = {}

    def decide(self, form: str, pos: str, trained: str = "") -> Verdict:
        """The lemma of ``form`` (folded) read as ``pos``; ``trained``: what the trained lemmatizer says, or nothing."""
        verdict = self._verdicts.get((form, pos, trained))
        if verdict is None:
            verdict = self._verdicts[form, pos, trained] = self._decide(form, pos, trained)
        return verdict

    def decide_all(self, forms: Sequence[str], parts: Sequence[str], trained: Sequence[str]) -> list[Verdict]:
        """The lemmas of a turn's words, in order; of some forms (*t'as*) their place tells the lemma."""
        verdicts = [self.decide(*word) for word in zip(forms, parts, trained, strict=True)]
        for place, form in enumerate(forms):
            if form in IN_PLACE:
                lemma = lemma_in_place(forms, place)
                verdicts[place] = Verdict(lemma, "closed class") if lemma else verdicts[place]
        return verdicts

    def _decide(self, form: str, pos: str, trained: str) -> Verdict:
        closed = closed_lemma(form, pos)
        if closed:
            return Verdict(closed, "closed class")
        if form in VERBS_IN_SPEECH and pos == "VERB":
            return Verdict(VERBS_IN_SPEECH[form], "closed class")
        if any(character.isdigit() for character in form):
            return Verdict(form, "form")
        if pos in ("PROPN", "NUM", "INTJ", "X", "PUNCT", "SYM"):
            return Verdict(form, "form")
        read_as = "VERB" if pos == "AUX" else pos
        votes = self._votes(form, read_as, trained)
        if not votes:
            return Verdict(self._unaided(form, pos), "form")
        lemma = _winner(votes)
        source = next(voter for voter, said in votes if said == lemma)
        agreed = len({said for _, said in votes}) == 1
        return Verdict(lemma, source, () if agreed else votes)

    def _votes(self, form: str, pos: str, trained: str) -> Votes:
        base = base_form(form)
        said: list[tuple[Voter, str]] = [
            ("table", self._dictionary.table_lemma(base, pos) or ""),
            ("simplemma", self._dictionary.simplemma_lemma(base, pos) or ""),
        ]
        told = self._trained(base, pos, trained if base == form else "")
        if told and (self._dictionary.knows(told) or not any(lemma for _, lemma in said)):
            said.append((self._trainer, told))  # a lemma that nobody knows counts only where nobody else knows better
        return tuple((voter, with_ligature(self._masculine(lemma.lower(), pos))) for voter, lemma in said if lemma)

    def _masculine(self, lemma: str, pos: str) -> str:
        """An adjective's lemma is its masculine, whoever leaves it feminine (*chaude*)."""
        return (self._dictionary.table_lemma(lemma, pos) or lemma).lower() if pos == "ADJ" else lemma

    def _trained(self, form: str, pos: str, lemma: str) -> str:
        if pos == "VERB":
            return lemma if looks_infinitive(lemma) else ""
        return "" if lemma != form and self._dictionary.is_infinitive(lemma) else lemma

    def _unaided(self, form: str, pos: str) -> str:
        base = base_form(form)
        return base[:-1] if pos in ("NOUN", "ADJ") and looks_plural(base) else base


def closed_lemma(form: str, pos: str) -> str:
    """Lemma of a word of a closed class read as ``pos``; empty where the reading is open."""
    closed = READINGS.get(form)
    if closed is None:
        return ""
    if closed[0] == pos or pos in CLOSED_POS or {closed[0], pos} == {"AUX", "VERB"}:
        return _OTHER_LEMMAS.get((form, pos), closed[1])
    return ""


def _winner(votes: Votes) -> str:
    """What most said; of equals what the most trusted said."""
    counted = Counter(lemma for _, lemma in votes)
    return max(counted, key=counted.__getitem__)  # votes stand in order of trust, and max keeps the first of equals
