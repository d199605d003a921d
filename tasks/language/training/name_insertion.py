"""Names put into what people really said: for a pronoun, for *ma mère*, for *dans la ville* of a treebank's sentence.

Sentences written for the purpose have few turns of phrase; recorded speech has them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Literal

from tasks.language.closed_classes import words
from tasks.language.tokenizer import fold_form
from tasks.language.training.name_parts import UNKNOWN, Label, Part, tidy
from tasks.language.training.name_slots import SLOTS
from tasks.language.training.name_templates import join
from tasks.language.training.treebanks import Sentence

Spot = tuple[int, int, Literal["subject", "person", "place", "organisation"]]
"""Words that a name may stand for, half-open, and what the name is of."""

PEOPLE = words(
    """
    mère père frère sœur soeur fille fils femme mari ami amie copain copine cousin cousine oncle tante grand-mère
    grand-père maman papa voisin voisine collègue patron patronne chef directeur directrice prof professeur médecin
    monsieur dame type mec garçon gars fille enfant président présidente ministre juge maire animateur animatrice acteur
    auteur
    """
)
PLACES = words(
    "ville village quartier maison campagne pays région gare rue île capitale commune plage montagne appartement"
)
ORGANISATIONS = words(
    """
    entreprise boîte usine société association école lycée fac université hôpital magasin mairie club équipe groupe
    journal
    """
)
SUBJECTS = words("il elle on")
STRESSED = words("moi lui elle toi eux nous vous")
_IMPERSONAL = words("y faut fallait faudrait s'agit pleut")
_INTO = words("à dans vers sur de par")
_WHOLE = {"qu'": "que ", "d'": "de ", "lorsqu'": "lorsque ", "puisqu'": "puisque ", "au": "à ", "du": "de "}
_FILLING: Mapping[str, Sequence[str]] = {
    "subject": ("prenom", "prenom", "prenom", "surnom", "complet", "nom", "mme", "firme"),
    "person": ("prenom", "prenom", "complet", "surnom", "mme", "mr", "nom"),
    "place": ("ville", "ville", "lieu"),
    "organisation": ("firme", "asso", "service", "ecole"),
}
_STILL_SAID = 0.35
"""Share of subjects whose pronoun stays behind the name: *Jeanne elle travaille*."""


def raw_parts(sentence: Sentence, known: Mapping[str, Label]) -> list[Part]:
    """Words and blanks of a sentence; see ``names_corpus.sentence_parts``."""
    parts: list[Part] = []
    rows = list(zip(sentence.words, sentence.spaces, sentence.pos, strict=True))
    at = 0
    while at < len(rows):
        stop = at
        while stop < len(rows) and rows[stop][2] == "PROPN":
            stop += 1
        if stop == at:
            word, space, _ = rows[at]
            parts += [Part(word, UNKNOWN if at > 0 and word[:1].isupper() else ""), Part(" " * space)]
            at += 1
            continue
        run = rows[at:stop]
        text = "".join(word + " " * space for word, space, _ in run).rstrip()
        label = "PER" if known.get(run[0][0]) == "PER" else known.get(text, UNKNOWN)
        parts += [Part(text, label), Part(" " * run[-1][1])]
        at = stop
    return parts


def spots(sentence: Sentence) -> Iterator[Spot]:
    """Where a name may stand, in order."""
    forms = [fold_form(word) for word in sentence.words]
    last = len(forms) - 1
    for at, (form, pos) in enumerate(zip(forms, sentence.pos, strict=True)):
        before, after = forms[at - 1] if at else "", forms[at + 1] if at < last else ""
        if form in SUBJECTS and at < last and after not in _IMPERSONAL and sentence.spaces[at] and pos == "PRON":
            yield at, at + 1, "subject"
        elif form in STRESSED and at and sentence.pos[at - 1] == "ADP" and before not in ("d'", "du"):
            yield at, at + 1, "person"
        elif pos == "NOUN" and at and sentence.pos[at - 1] == "DET":
            if form in PEOPLE:
                yield at - 1, at + 1, "person"
            elif form in PLACES and at > 1 and forms[at - 2] in _INTO:
                yield at - 1, at + 1, "place"
            elif form in ORGANISATIONS:
                yield at - 1, at + 1, "organisation"


def insert_name(sentence: Sentence, known: Mapping[str, Label], random: Random) -> list[Part] | None:
    """The sentence with a name at one of its spots; None where it has none."""
    found = list(spots(sentence))
    if not found:
        return None
    start, stop, kind = random.choice(found)
    slot: Callable[[Random], list[Part]] = SLOTS[random.choice(_FILLING[kind])]
    before = raw_parts(_between(sentence, 0, start), known)
    if start and (whole := _WHOLE.get(fold_form(sentence.words[start - 1]))):
        before[-2:] = [replace(before[-2], text=whole)]
    elif kind == "place" and fold_form(sentence.words[start - 1]) != "de":
        before[-2:] = [Part(random.choice(("à ", "à ", "vers ")))]
    before = tidy_end(before)
    kept = kind == "subject" and fold_form(sentence.words[start]) != "on" and random.random() < _STILL_SAID
    after = raw_parts(_between(sentence, start if kept else stop, len(sentence.words)), known)
    blank = Part(" " if kept or sentence.spaces[stop - 1] else "")
    return tidy([*join(before, [part for part in slot(random) if part.text], random), blank, *after])


def tidy_end(parts: Sequence[Part]) -> list[Part]:
    """Parts outside of names at the end made one, so that what stands before a name can be seen."""
    kept = list(parts)
    while len(kept) > 1 and not kept[-1].label and not kept[-2].label:
        kept[-2:] = [Part(kept[-2].text + kept[-1].text)]
    return kept


def _between(sentence: Sentence, start: int, stop: int) -> Sentence:
    return Sentence(
        sentence.words[start:stop], sentence.spaces[start:stop], sentence.pos[start:stop], sentence.lemmas[start:stop]
    )
