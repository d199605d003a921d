"""Names in a turn that a trained pipeline has read: what its name recogniser found, and its proper nouns.

The two miss different names: the recogniser learns what stands around a name, the tagger what a name looks like.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from tasks.language.acronyms import ACRONYMS
from tasks.language.closed_classes import INTERJECTIONS, words
from tasks.language.tokenizer import fold_form

Why = Literal["ner", "part of speech"]

UNTYPED = ""
"""Label of a name that only its part of speech tells."""

TITLES = words(
    """
    m m. mr mr. mm mm. mme mme. mmes mlle mlle. monsieur madame mademoiselle messieurs mesdames docteur dr dr. maître me
    professeur pr pr. père mère frère sœur tonton tata tatie papa maman mamie mamy papi papy mémé pépé
    """
)
"""Words before a name that are no part of it, folded; alone they are no name, though treebanks call *Papa* one."""

NO_NAMES = ACRONYMS | words("télé covid sida noël pâques toussaint ramadan aïd dieu internet")
"""What is written with capitals or read as a proper noun, and names nobody, nowhere and no organisation; folded."""

PARTICLES = words("de du des d' la le les l' von van der den ben ibn el al da do dos di del della en sur sous lès lez")
"""Words that join two proper nouns to one name, folded; at most ``LONGEST_JOINT`` of them."""

JOINTS = frozenset({"-", "'", "’", "–"})
LONGEST_JOINT = 2


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: first character, the one after its last."""

    start: int
    end: int
    label: str
    """PER, LOC, ORG, MISC, or ``UNTYPED``. Types of organisations are often wrong: mask whatever the label."""
    why: Why


def find_names(doc: Doc) -> list[Name]:
    """The names of a text in order, without overlap; one found both ways has the recogniser's label and both extents.

    The name of *Mme Le Guen* is *Le Guen*: titles stay outside. Pure: reads ``doc.ents`` and ``token.pos_``.
    """
    found = [
        Name(doc[start].idx, doc[stop - 1].idx + len(doc[stop - 1].text), ent.label_, "ner")
        for ent in doc.ents
        for start, stop in [_without_title(doc, ent.start, ent.end)]
        if _names_something(doc, start, stop)
    ]
    found += [
        Name(doc[start].idx, doc[stop - 1].idx + len(doc[stop - 1].text), UNTYPED, "part of speech")
        for start, stop in _proper_nouns(doc)
        if _names_something(doc, start, stop)
    ]
    return _joined(found)


def _proper_nouns(doc: Doc) -> Iterator[tuple[int, int]]:
    """Runs of proper nouns as places of tokens, half-open, joined over particles and hyphens."""
    proper = [_is_proper(token) for token in doc]
    start = 0
    while start < len(doc):
        if not proper[start]:
            start += 1
            continue
        stop = start + 1
        while (further := _further(doc, proper, stop)) is not None:
            stop = further
        yield start, stop
        start = stop


def _further(doc: Doc, proper: Sequence[bool], stop: int) -> int | None:
    """Where the name goes on after ``stop``: past the next proper noun, if only joints stand before it."""
    for place in range(stop, min(stop + LONGEST_JOINT + 1, len(doc))):
        if proper[place]:
            # Two names that the recogniser tells apart (Nadège de Brest) stay two.
            return None if doc[place].ent_iob_ == "B" and doc[stop - 1].ent_type_ else place + 1
        form = fold_form(doc[place].text)
        if form not in PARTICLES and not (form in JOINTS and not doc[place].whitespace_):
            return None
    return None


def _is_proper(token: Token) -> bool:
    """A proper noun that is a word, no title, no filler and no placeholder (``[Ville]``)."""
    form = fold_form(token.text)
    return token.pos_ == "PROPN" and form[:1].isalpha() and form not in TITLES and form not in INTERJECTIONS


def _names_something(doc: Doc, start: int, stop: int) -> bool:
    """Whether a word of more than one letter is left that may name somebody: *de A à Z* has none."""
    return any(len(token.text) > 1 and fold_form(token.text) not in NO_NAMES for token in doc[start:stop])


def _without_title(doc: Doc, start: int, stop: int) -> tuple[int, int]:
    while start < stop and fold_form(doc[start].text) in TITLES:
        start += 1
    return start, stop


def _joined(found: Sequence[Name]) -> list[Name]:
    """Names that overlap made one, from the first character of any to the last; a typed one gives its label."""
    joined: list[Name] = []
    for name in sorted(found, key=lambda name: (name.start, -name.end)):
        last = joined[-1] if joined else None
        if last is None or name.start >= last.end:
            joined.append(name)
            continue
        typed = last if last.label else name
        joined[-1] = Name(last.start, max(last.end, name.end), typed.label, typed.why)
    return joined
