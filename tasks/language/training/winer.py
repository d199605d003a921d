"""WiNER-fr: Wikinews articles with the names in them, in brat's form (``X.txt`` and ``X.ann``)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tasks.language.training.name_parts import OUTSIDE, Label, Part, tidy

LABEL_OF: Mapping[str, Label] = {
    "Person": "PER",
    "Location": "LOC",
    "Organization": "ORG",
    "Product": "MISC",
    "Event": "MISC",
}
"""Dates and hours are no names."""

_NAMED = re.compile(r"T\d+\t(?P<kind>\w+) (?P<start>\d+) (?P<end>\d+)\t")
_LOOSE_MARK = re.compile(r"^ +(?=[.,)’'])")
_LOOSE_ELISION = re.compile(r"(?<=[LldDnsQqcjm]['’]) +$|(?<=\() +$")


@dataclass(frozen=True, slots=True)
class Named:
    """A name: first character, the one after its last, label."""

    start: int
    end: int
    label: Label


def read_winer(folder: Path, months: Sequence[str]) -> list[list[Part]]:
    """Paragraphs of the articles of ``months`` (``2017/12``), in the order of the files' names.

    Raises:
        FileNotFoundError: a month has no article.
    """
    paragraphs: list[list[Part]] = []
    for month in months:
        files = sorted((folder / month).glob("*.ann"))
        if not files:
            raise FileNotFoundError(f"WiNER-fr: no article in {folder / month}")
        for file in files:
            text = file.with_suffix(".txt").read_bytes().decode("utf-8").replace("\r\n", "\n")
            names = read_annotations(file.read_text(encoding="utf-8"))
            paragraphs.extend(_paragraphs(text, names))
    return paragraphs


def read_annotations(lines: str) -> list[Named]:
    """The names of an ``.ann`` file in order; of those that overlap the longest, of equally long ones the first."""
    found = [
        Named(int(match["start"]), int(match["end"]), LABEL_OF[match["kind"]])
        for match in map(_NAMED.match, lines.splitlines())
        if match is not None and match["kind"] in LABEL_OF
    ]
    kept: list[Named] = []
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):
        if all(name.end <= other.start or other.end <= name.start for other in kept):
            kept.append(name)
    return sorted(kept, key=lambda name: name.start)


def _paragraphs(text: str, names: Sequence[Named]) -> Iterator[list[Part]]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        inside = [name for name in names if start <= name.start and name.end <= end]
        parts = _mend(_cut(text, start, end, inside))
        if any(character.isalpha() for part in parts for character in part.text):
            yield parts
        start = end + 1


def _cut(text: str, start: int, end: int, names: Sequence[Named]) -> Iterator[Part]:
    at = start
    for name in names:
        yield Part(text[at : name.start])
        yield Part(text[name.start : name.end], name.label)
        at = name.end
    yield Part(text[at:end])


def _mend(parts: Iterator[Part]) -> list[Part]:
    """Without the blanks that Wikinews' links leave before full stops and after elisions (``l' Auvergne .``)."""
    return tidy(
        Part(_LOOSE_ELISION.sub("", _LOOSE_MARK.sub("", part.text))) if part.label == OUTSIDE else part
        for part in parts
    )
