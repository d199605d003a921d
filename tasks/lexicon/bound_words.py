"""Words that are bound and count as one: expressions of the study, discourse particles, fixed expressions of French.

What is claimed first holds: the study's own expressions, then particles, then expressions of IRaMuTeQ's dictionaries,
which know no particles, then fixed expressions; none overlaps another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tasks.language.particles import find_particles
from tasks.language.reading import Word
from tasks.language.tool_words import LOCUTIONS
from tasks.lexicon.study_dictionary import StudyDictionary

PARTICLE_POS = "PART"
"""Part of speech of discourse particles: *quoi* as a particle is another form than the pronoun."""

_LOCUTION_POS: Mapping[str, str] = {
    "quelque chose": "PRON",
    "la plupart": "PRON",
    "n'importe quoi": "PRON",
    "n'importe quel": "DET",
    "n'importe quelle": "DET",
}
"""Fixed expressions that are neither adverbs nor prepositions."""
_WHOLE = {"qu'": "que", "du": "de", "des": "de", "au": "à", "aux": "à"}
"""Last word of a fixed expression, elided or run together with an article → as its lemma has it."""


@dataclass(frozen=True, slots=True)
class Bound:
    """Words in a row that count as one, half-open; an empty text is not told."""

    start: int
    stop: int
    lemma: str
    pos: str
    category: str
    status: str = ""
    is_of_study: bool = False
    """Whether the study's dictionary says so."""


def bind_words(words: Sequence[Word], dictionary: StudyDictionary, is_free: Sequence[bool]) -> list[Bound]:
    """What binds ``words``, in order. ``is_free``: whether a word may be bound; masked ones, events, signs are not."""
    forms = [word.piece.form if free else "" for word, free in zip(words, is_free, strict=True)]
    free = list(is_free)
    found: list[Bound] = []
    own, general = _of_study(dictionary, forms)
    for bound in (*own, *_particles(words), *general, *_locutions(forms)):
        if all(free[bound.start : bound.stop]):
            free[bound.start : bound.stop] = [False] * (bound.stop - bound.start)
            found.append(bound)
    return sorted(found, key=lambda bound: bound.start)


def _of_study(dictionary: StudyDictionary, forms: Sequence[str]) -> tuple[list[Bound], list[Bound]]:
    """Expressions that the study's authors wrote, and those of a dictionary of the language."""
    told: tuple[list[Bound], list[Bound]] = [], []
    for start, stop, said in dictionary.find_expressions(forms):
        bound = Bound(start, stop, said.lemma, said.pos, said.category, said.status, is_of_study=True)
        told[said.is_general].append(bound)
    return told


def _particles(words: Sequence[Word]) -> Iterator[Bound]:
    for particle in find_particles(words):
        yield Bound(particle.start, particle.stop, particle.lemma, PARTICLE_POS, "particle")


def _locutions(forms: Sequence[str]) -> Iterator[Bound]:
    for start, form in enumerate(forms):
        for words in _LOCUTIONS.get(form, ()):
            if tuple(forms[start : start + len(words)]) == words:
                last = _WHOLE.get(words[-1], words[-1])
                lemma = join_forms((*words[:-1], last))
                pos = _LOCUTION_POS.get(lemma, "ADP" if last in ("à", "de") else "ADV")
                yield Bound(start, start + len(words), lemma, pos, "tool word")
                break


def join_forms(forms: Sequence[str]) -> str:
    """Forms as they are written: no space after an elision or before a clitic."""
    text = ""
    for form in forms:
        text += form if not text or text.endswith("'") or form.startswith("-") else f" {form}"
    return text


def _by_first_form() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    grouped: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words in sorted(LOCUTIONS, key=lambda words: (-len(words), words)):
        grouped[words[0]].append(words)
    return {first: tuple(expressions) for first, expressions in grouped.items()}


_LOCUTIONS = _by_first_form()
"""First form → fixed expressions, the longest first."""
