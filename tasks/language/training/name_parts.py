"""A text for the name recogniser as parts in order: what stands between names, names with label, what is unknown.

Rewriting a part (lower case, another name) moves no offset: places are counted when the example is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import filter_spans

Label = Literal["", "?", "PER", "LOC", "ORG", "MISC"]
"""Outside of names; unknown, which teaches nothing; people, places, organisations, other."""

OUTSIDE: Label = ""
UNKNOWN: Label = "?"
LABELS: tuple[Label, ...] = ("PER", "LOC", "ORG", "MISC")

_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text with one label."""

    text: str
    label: Label = OUTSIDE


def tidy(parts: Iterable[Part]) -> list[Part]:
    """The same text with single blanks, none at its ends or at those of names, neighbours outside joined."""
    kept: list[Part] = []
    for part in _trimmed(parts):
        text = _BLANKS.sub(" ", part.text)
        if not kept or kept[-1].text.endswith(" "):
            text = text.lstrip()
        if not text:
            continue
        if kept and kept[-1].label == part.label == OUTSIDE:
            kept[-1] = Part(kept[-1].text + text)
        else:
            kept.append(replace(part, text=text))
    if kept:
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return [part for part in kept if part.text]


def _trimmed(parts: Iterable[Part]) -> Iterator[Part]:
    for part in parts:
        if part.label == OUTSIDE:
            yield part
            continue
        yield Part(part.text[: len(part.text) - len(part.text.lstrip())])
        yield replace(part, text=part.text.strip())
        yield Part(part.text[len(part.text.rstrip()) :])


def placed(parts: Sequence[Part]) -> Iterator[tuple[int, int, Label]]:
    """First and last character (half-open) of each part with its label."""
    at = 0
    for part in parts:
        yield at, at + len(part.text), part.label
        at += len(part.text)


def text_of(parts: Sequence[Part]) -> str:
    """The text."""
    return "".join(part.text for part in parts)


def example_of(nlp: Language, parts: Sequence[Part]) -> Example:
    """What is to be learnt of the text as ``nlp`` cuts it; a token that a name covers in part counts as the name's."""
    predicted = nlp.make_doc(text_of(parts))
    reference = predicted.copy()
    named: list[Span] = []
    unknown: list[Span] = []
    for start, end, label in placed(parts):
        span = reference.char_span(start, end, label=label, alignment_mode="expand") if label else None
        if span is not None:
            (unknown if label == UNKNOWN else named).append(span)
    ents = filter_spans(named)
    taken = {place for span in ents for place in range(span.start, span.end)}
    missing = [
        reference[place : place + 1] for span in unknown for place in range(span.start, span.end) if place not in taken
    ]
    reference.set_ents(ents, missing=missing, default="outside")
    return Example(predicted, reference)
