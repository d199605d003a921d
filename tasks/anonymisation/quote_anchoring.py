"""Find the place of a coder's quote in the original turns; never guess."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.anonymisation.folding import APOSTROPHES, DASHES, QUOTATION_MARKS

_EDGES = QUOTATION_MARKS + APOSTROPHES + DASHES + "….,;:!?()[]"
_SAME = {**dict.fromkeys(APOSTROPHES, "'"), **dict.fromkeys(DASHES, "-"), **dict.fromkeys(QUOTATION_MARKS, '"')}


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place of a quote."""

    turn: int
    start: int
    end: int
    n_places: int
    """How many places read so; this one is the first in order of the turns."""
    exact: bool
    """The quote stands there as it is; else only case, spaces or punctuation differ."""


@dataclass(frozen=True, slots=True)
class _Comparable:
    text: str
    places: tuple[int, ...]


class QuoteAnchorer:
    """The turns of an interview, prepared once for many quotes: pairs of turn number and original text, in order."""

    __slots__ = ("_comparable", "_turns")

    def __init__(self, turns: Sequence[tuple[int, str]]) -> None:
        self._turns = tuple(turns)
        self._comparable = tuple(_comparable(text) for _, text in self._turns)

    def anchor(self, quote: str) -> Anchor | None:
        """Give the place of a quote; see :func:`anchor_quote`."""
        sought = quote.strip()
        if not any(character.isalnum() for character in sought):
            return None
        exact = [
            (turn, place, place + len(sought)) for turn, text in self._turns for place in _word_places(text, sought)
        ]
        if exact:
            return Anchor(*exact[0], n_places=len(exact), exact=True)
        loose = list(self._loose_places(_comparable(sought.strip(_EDGES + " \n\t\u00a0\u202f")).text))
        return Anchor(*loose[0], n_places=len(loose), exact=False) if loose else None

    def _loose_places(self, sought: str) -> Iterator[tuple[int, int, int]]:
        for (turn, text), comparable in zip(self._turns, self._comparable, strict=True):
            for place in _places(comparable.text, sought):
                stop = place + len(sought)
                start, end = comparable.places[place], comparable.places[stop - 1] + 1
                accent_left = bool(unicodedata.combining(comparable.text[stop : stop + 1] or " "))
                if not accent_left and _is_whole(text, start, end):
                    yield turn, start, end


def anchor_quote(quote: str, turns: Sequence[tuple[int, str]]) -> Anchor | None:
    """Give the place of a coder's quote in the original turns, or None.

    Sought as it stands, then ignoring case, white space, the shapes of apostrophes, quotation marks, dashes and
    ellipses, the form of accented letters (NFC or NFD), and punctuation around the quote. A quote begins and ends with
    whole words. When it has several places the first is given and their number told. A quote that was shortened
    within (``[...]``), runs over two turns or differs by a word has no place.
    """
    return QuoteAnchorer(turns).anchor(quote)


def _comparable(text: str) -> _Comparable:
    pieces: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        piece = _comparable_character(character)
        pieces.append(piece)
        places.extend([place] * len(piece))
    return _Comparable("".join(pieces), tuple(places))


def _comparable_character(character: str) -> str:
    if character in _SAME:
        return _SAME[character]
    if character == "…":
        return "..."
    if character.isspace() or unicodedata.category(character) == "Cf":
        return ""
    return unicodedata.normalize("NFD", character.casefold())


def _places(text: str, sought: str) -> Iterator[int]:
    place = text.find(sought)
    while place >= 0:
        yield place
        place = text.find(sought, place + 1)


def _word_places(text: str, sought: str) -> Iterator[int]:
    return (place for place in _places(text, sought) if _is_whole(text, place, place + len(sought)))


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a place cuts no word, and no letter from its accents, in two."""
    cut_before = start > 0 and _is_of_a_word(text[start - 1]) and _is_of_a_word(text[start])
    cut_after = end < len(text) and _is_of_a_word(text[end - 1]) and _is_of_a_word(text[end])
    return not cut_before and not cut_after


def _is_of_a_word(character: str) -> bool:
    return character.isalnum() or unicodedata.combining(character) > 0
