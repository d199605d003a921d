"""The text files of Praat: tiers of labelled intervals and points, from the long, short and chronological forms.

Praat itself reads such a file as numbers, texts in quotation marks and flags in angle brackets, and passes over all
other words; so do we, and the long and the short form are one. praatio was tried: it cuts the file at the words
``item [`` inside of labels, leaves doubled quotation marks in points, refuses times such as ``1e-05``, reads a short
form that breaks off as if it were whole, and knows no lines.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass

from tasks.errors import TranscriptUnreadable

MAX_TIERS = 100
MAX_LABELS = 400_000

_OPENING = re.compile(r"\s*(?:File type\s*=\s*)?\"(?:ooTextFile\b|Praat chronological TextGrid)")
_CHRONOLOGICAL = "Praat chronological TextGrid text file"
_TOKEN = re.compile(
    r"\"(?P<text>[^\"]*+(?:\"\"[^\"]*+)*+)(?P<closed>\"?)|(?P<remark>![^\n]*)|<(?P<flag>\w+)>|[^\s\"=<!]+|[=<]"
)
_NUMBER = re.compile(r"[-+]?(?:\d{1,30}[.,]?\d{0,30}|[.,]\d{1,30})(?:[eE][-+]?\d{1,3})?")
_ACCENTED = re.compile(r"\\([aeiouycnAEIOUYCN])(['`^\"~,])|\\(ae|oe|AE|OE|<<|>>)")
_ACCENTS = {"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", ",": "\u0327"}
_SIGNS = {"ae": "æ", "oe": "œ", "AE": "Æ", "OE": "Œ", "<<": "«", ">>": "»"}


@dataclass(frozen=True, slots=True)
class Label:
    """What a tier says of a stretch or a moment."""

    text: str
    """With single spaces; never empty."""
    start_s: float
    end_s: float | None
    """None for a point."""
    number: int
    """Line of the file where the label stands, from 1."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier, its empty labels left out."""

    name: str
    points: bool
    labels: tuple[Label, ...]
    number: int
    """Line of the file where its name stands."""


def opens_as_praat(text: str) -> bool:
    """Say whether a text opens as the text files of Praat do, whatever object they hold."""
    return _OPENING.match(text) is not None


def read_tiers(text: str) -> tuple[Tier, ...]:
    """Read the tiers of a TextGrid, line ends being line feeds.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (another object of Praat), ``damaged_file`` (``line``: where something
            else stands than what is announced, or the file breaks off), ``too_large`` (more than ``MAX_TIERS`` tiers or
            ``MAX_LABELS`` labels).
    """
    tokens = _Tokens(text)
    if tokens.text() == _CHRONOLOGICAL:
        return _chronological(tokens)
    if tokens.text().partition(" ")[0] != "TextGrid":
        raise TranscriptUnreadable("unknown_format", found="praat")
    tokens.number(), tokens.number()
    return tuple(_tier(tokens) for _ in range(_tier_count(tokens)))


class _Tokens:
    """The numbers and texts of a file, one after another."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found = _TOKEN.finditer(text)
        self._counted_to = 0
        self.line = 1
        """Line of the token given last."""
        self.labels = 0

    def text(self) -> str:
        """The next token, which is a text."""
        token = self._next()
        if token["text"] is None or not token["closed"]:
            raise TranscriptUnreadable("damaged_file", line=self.line)
        return token["text"].replace('""', '"')

    def number(self) -> float:
        """The next token, which is a number."""
        token = self._next()
        value = math.nan if token["text"] is not None else float(token.group().replace(",", "."))
        if not math.isfinite(value):
            raise TranscriptUnreadable("damaged_file", line=self.line)
        return value

    def count(self) -> int:
        """The next token, which says how many of something follow."""
        value = self.number()
        if value < 0 or value != int(value):
            raise TranscriptUnreadable("damaged_file", line=self.line)
        return int(value)

    def label(self, start_s: float, end_s: float | None) -> Label | None:
        """The next token, a text, as a label; None where it is empty."""
        self.labels += 1
        if self.labels > MAX_LABELS:
            raise TranscriptUnreadable("too_large", labels=self.labels, limit=MAX_LABELS)
        text = " ".join(_ACCENTED.sub(_letter, self.text()).split())
        return Label(text, start_s, end_s, self.line) if text else None

    def more(self) -> bool:
        """Whether a number or text follows; it is not passed over."""
        ahead = self._ahead()
        if ahead is None:
            return False
        self._found = _TOKEN.finditer(self._text, ahead.start())
        return True

    def _next(self) -> re.Match[str]:
        found = self._ahead()
        if found is None:
            raise TranscriptUnreadable("damaged_file", line=self.line)
        self.line += self._text.count("\n", self._counted_to, found.start())
        self._counted_to = found.start()
        return found

    def _ahead(self) -> re.Match[str] | None:
        for found in self._found:
            if found["text"] is not None or (found["remark"] is None and _NUMBER.fullmatch(found.group())):
                return found
        return None


def _letter(found: re.Match[str]) -> str:
    if found[3]:
        return _SIGNS[found[3]]
    composed = unicodedata.normalize("NFC", found[1] + _ACCENTS[found[2]])
    return composed if len(composed) == 1 else found.group()


def _tier_count(tokens: _Tokens) -> int:
    count = tokens.count() if tokens.more() else 0
    if count > MAX_TIERS:
        raise TranscriptUnreadable("too_large", tiers=count, limit=MAX_TIERS)
    return count


def _tier(tokens: _Tokens) -> Tier:
    points = _is_of_points(tokens)
    name = " ".join(_ACCENTED.sub(_letter, tokens.text()).split())
    number = tokens.line
    tokens.number(), tokens.number()
    labels = (_label(tokens, points=points) for _ in range(tokens.count()))
    return Tier(name, points, tuple(label for label in labels if label), number)


def _label(tokens: _Tokens, *, points: bool) -> Label | None:
    start_s = tokens.number()
    return tokens.label(start_s, None if points else tokens.number())


def _is_of_points(tokens: _Tokens) -> bool:
    kind = tokens.text()
    if kind not in ("IntervalTier", "TextTier"):
        raise TranscriptUnreadable("damaged_file", line=tokens.line)
    return kind == "TextTier"


def _chronological(tokens: _Tokens) -> tuple[Tier, ...]:
    """Read labels in the order of time, each with the number of its tier."""
    tokens.number(), tokens.number()
    opened: list[tuple[str, bool, int]] = []
    for _ in range(_tier_count(tokens)):
        points = _is_of_points(tokens)
        opened.append((" ".join(tokens.text().split()), points, tokens.line))
        tokens.number(), tokens.number()
    labels: list[list[Label]] = [[] for _ in opened]
    while tokens.more():
        place = tokens.count() - 1
        if not 0 <= place < len(opened):
            raise TranscriptUnreadable("damaged_file", line=tokens.line)
        if label := _label(tokens, points=opened[place][1]):
            labels[place].append(label)
    return tuple(
        Tier(name, points, tuple(told), number) for (name, points, number), told in zip(opened, labels, strict=True)
    )
