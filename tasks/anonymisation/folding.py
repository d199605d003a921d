"""A text made comparable, with the way back to the places of the original."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = "'’‘‛ʼʹ′´`＇"
DASHES = "-‐‑‒–—―−﹣－"
QUOTATION_MARKS = '"«»“”„‟″‹›'

_LINE_ENDS = "\n\r\v\f\x85\u2028\u2029"

# Letters that Unicode does not take apart although readers see a plain letter.
_PLAIN_LETTERS = {
    **dict.fromkeys(APOSTROPHES, "'"),
    **dict.fromkeys(DASHES, "-"),
    "œ": "oe",
    "Œ": "OE",
    "æ": "ae",
    "Æ": "AE",
    "ø": "o",
    "Ø": "O",
    "ł": "l",
    "Ł": "L",
    "đ": "d",
    "Đ": "D",
    "ð": "d",
    "ı": "i",
    "ß": "ss",
    "ẞ": "SS",
}


@dataclass(frozen=True, slots=True)
class FoldedText:
    """A text without accents, marks and invisible characters, and where each of its characters stood."""

    original: str
    bare: str
    """Accents and invisible characters gone, ligatures apart, one shape of apostrophe, dash and space; case kept."""
    lower: str
    """``bare`` in lower case, of the same length."""
    places: tuple[int, ...] | None
    """Place in the original of each character of ``bare``; None when they are the same places."""

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Give the place in the original of the non-empty place ``start:end`` of ``bare``.

        Accents that follow as characters of their own (NFD) belong to the letter before them.
        """
        if self.places is None:
            return start, end
        first, last = self.places[start], self.places[end - 1] + 1
        reach = last
        while reach < len(self.original) and not bare_character(self.original[reach]):
            reach += 1
            if unicodedata.combining(self.original[reach - 1]):
                last = reach
        return first, last

    def bare_place(self, original_place: int) -> int:
        """Give the first place of ``bare`` that stands at or after a place of the original."""
        return original_place if self.places is None else bisect_left(self.places, original_place)


@lru_cache(maxsize=8192)
def bare_character(character: str) -> str:
    """Give a character without its accents: none (a mark, an invisible one), one, or several (a ligature)."""
    if character in _PLAIN_LETTERS:
        return _PLAIN_LETTERS[character]
    if character.isspace():
        return "\n" if character in _LINE_ENDS else " "
    apart = unicodedata.normalize("NFKD", character)
    kept = [part for part in apart if unicodedata.category(part) not in ("Mn", "Me", "Cf")]
    return "".join(_PLAIN_LETTERS.get(part, part) for part in kept)


def fold(text: str) -> FoldedText:
    """Fold a text for comparison, in linear time."""
    pieces = [bare_character(character) for character in text]
    bare = "".join(pieces)
    places = None
    if any(len(piece) != 1 for piece in pieces):
        places = tuple(place for place, piece in enumerate(pieces) for _ in piece)
    return FoldedText(text, bare, _lower_of_same_length(bare), places)


def folded(form: str) -> str:
    """Give a form as it is compared: lower case, no accents, no invisible characters."""
    return fold(form).lower


def has_capitals(text: str) -> bool:
    """Tell whether a text has at least one capital letter."""
    return text != text.lower()


def _lower_of_same_length(bare: str) -> str:
    lower = bare.lower()
    if len(lower) == len(bare):
        return lower
    return "".join(small if len(small := character.lower()) == 1 else character for character in bare)
