"""Sentences with names, written for tests (``data/spoken_names.toml``), and how many of their names are found."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

FILE = Path(__file__).parent / "data" / "spoken_names.toml"
_NAME = re.compile(r"\[([^|\]]+)\|([PLO])\]")
_MARKS = frozenset(".,;:!?…")

Found = Sequence[tuple[int, int]]
"""Places of names: first character, the one after the last."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A sentence and the places of its names by kind: P person, L place, O organisation."""

    text: str
    names: tuple[tuple[int, int, str], ...]

    def bare(self) -> Spoken:
        """In lower case and without punctuation."""
        kept = [character not in _MARKS for character in self.text]
        text = "".join(character.lower() for character, stays in zip(self.text, kept, strict=True) if stays)
        return Spoken(text, tuple((sum(kept[:start]), sum(kept[:end]), kind) for start, end, kind in self.names))


def read_spoken(section: str) -> list[Spoken]:
    """The sentences ``with_names`` or ``without_names``."""
    return [_parsed(line) for line in tomllib.loads(FILE.read_text(encoding="utf-8"))[section]]


def _parsed(line: str) -> Spoken:
    text, after = "", 0
    names = []
    for match in _NAME.finditer(line):
        text += line[after : match.start()]
        names.append((len(text), len(text) + len(match[1]), match[2]))
        text += match[1]
        after = match.end()
    return Spoken(text + line[after:], tuple(names))


def flagged(sentences: Sequence[Spoken], finder: Callable[[list[str]], list[Found]]) -> dict[str, float]:
    """Kind → percent of names of which every letter stands in a name that was found."""
    marks = list(_flags(sentences, finder([sentence.text for sentence in sentences])))
    kinds = sorted({kind for kind, _ in marks})
    return {
        kind: 100 * sum(hit for other, hit in marks if other == kind) / sum(other == kind for other, _ in marks)
        for kind in kinds
    }


def _flags(sentences: Sequence[Spoken], found: Sequence[Found]) -> Iterator[tuple[str, bool]]:
    for sentence, places in zip(sentences, found, strict=True):
        inside = {at for start, end in places for at in range(start, end)}
        for start, end, kind in sentence.names:
            yield kind, all(at in inside for at in range(start, end) if sentence.text[at].isalnum())
