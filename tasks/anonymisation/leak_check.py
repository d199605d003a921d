"""Look in masked text for what should no longer stand there.

Written apart from the finder of known names, on purpose: neighbouring words are glued together, without accents,
spaces or hyphens, and compared with glued names. A fault of the finder's tokens, joints or tree does not hide here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from tasks.records import KnownName

MAX_WORDS = 12
"""Words of a text that are glued together at most."""

_PERSON_DIGITS = 9
_DIGIT_JOINTS = " .-/\u00a0\u202f"


@dataclass(frozen=True, slots=True, order=True)
class Leak:
    """A place of masked text that still identifies; it holds nothing of the text."""

    key: str
    """Which text: as it was handed in."""
    start: int
    end: int
    kind: str
    """``person``, ``place``, ``organisation``, ``email``, ``url``, ``number``."""
    certain: bool
    """False for what a reader must judge: a name that is also a word, part of a compound, words that only sound so."""


@dataclass(frozen=True, slots=True)
class _Word:
    glued: str
    start: int
    end: int
    capital: bool
    hyphened: bool
    """Joined by a hyphen to the word before."""


@dataclass(frozen=True, slots=True)
class _Form:
    kind: str
    words: int
    common: bool


def find_leaks(
    masked_texts: Iterable[tuple[str, str]],
    names: Sequence[KnownName],
    *,
    allowed: Collection[str],
    common_words: Collection[str] = (),
    frequent_words: Collection[str] = (),
) -> list[Leak]:
    """Give what still identifies in masked texts, pairs of a key and a text, in order of key and place.

    ``allowed``: pseudonyms and tags, as they are written. ``common_words``: folded words that are also names, told when
    they are in capital or the text has none; ``frequent_words`` alone are never told.
    """
    forms = _known_forms(names, frozenset(common_words), frozenset(frequent_words))
    standing = sorted({form for form in allowed if form}, key=lambda form: (-len(form), form))
    leaks: set[Leak] = set()
    for key, text in masked_texts:
        seen = _without(text, standing)
        leaks.update(_name_leaks(key, seen, forms))
        leaks.update(_shape_leaks(key, seen))
    return sorted(leaks)


def _known_forms(names: Sequence[KnownName], common: frozenset[str], frequent: frozenset[str]) -> dict[str, _Form]:
    """Give the glued forms of all names; of two alike, the one that is no common word."""
    forms: dict[str, _Form] = {}
    pieces: dict[str, _Form] = {}
    for name in names:
        alone = [[word.glued for word in _words(form)] for form in name.forms]
        whole = [[*called, *alone[1]] for called in (alone[0], *alone[2:])] if len(alone) > 1 else []
        whole += [[*alone[1], *called] for called in (alone[0], *alone[2:])] if len(alone) > 1 else []
        pieces.update({word: _Form(name.kind, 1, True) for word in _pieces(name.kind, alone)})
        candidates = [(words, False) for words in alone]
        candidates += [(words, True) for words in whole if name.kind == "person"]
        for words, is_whole in candidates:
            glued = "".join(words)
            if len(glued) < 2 or (glued in frequent and not is_whole):
                continue
            form = _Form(name.kind, len(words), not is_whole and glued in common)
            if glued not in forms or forms[glued].common:
                forms[glued] = form
    # A piece that is a word of the language (*Lestrade-Noël*) is one, where it stands alone.
    return {**{word: form for word, form in pieces.items() if word not in frequent | common}, **forms}


def _pieces(kind: str, alone: list[list[str]]) -> Iterator[str]:
    """Give what a reader must judge: the plural of a surname, and the long words of a compound one."""
    surname = alone[1] if kind == "person" and len(alone) > 1 else []
    if surname:
        yield "".join(surname) + "s"
    if len(surname) > 1:
        yield from (word for word in surname if len(word) > 3)


def _without(text: str, standing: Sequence[str]) -> str:
    """Blank what may stand, at word edges, keeping every place."""
    for form in standing:
        place = text.find(form)
        while place >= 0:
            end = place + len(form)
            if not (text[place - 1 : place].isalpha() and form[0].isalpha()) and not (
                text[end : end + 1].isalpha() and form[-1].isalpha()
            ):
                text = text[:place] + "\0" * len(form) + text[end:]
            place = text.find(form, end)
    return text


def _words(text: str) -> list[_Word]:
    """Cut a text at whatever is neither a letter nor a mark upon one."""
    words: list[_Word] = []
    letters: list[str] = []
    start = end = 0
    for place, character in enumerate(text + " "):
        category = unicodedata.category(character)
        if category[0] == "L":
            start = start if letters else place
            letters.append(_plain(character))
            end = place + 1
        elif category[0] == "M" and letters:
            end = place + 1
        elif category != "Cf" and letters:
            hyphened = bool(words) and _visible(text[words[-1].end : start]) in ("-", "‐", "‑")
            words.append(_Word("".join(letters), start, end, text[start].isupper(), hyphened))
            letters = []
    return words


def _visible(text: str) -> str:
    return "".join(character for character in text if unicodedata.category(character) not in ("Cf", "Mn"))


def _plain(letter: str) -> str:
    letter = {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d"}.get(letter.lower(), letter)
    return "".join(part for part in unicodedata.normalize("NFKD", letter.casefold()) if part.isalpha())


def _name_leaks(key: str, text: str, forms: dict[str, _Form]) -> Iterator[Leak]:
    """Tell at each word the longest known form, those within a certain one left out."""
    words = _words(text)
    uncased = text == text.lower()
    longest = max(map(len, forms), default=0)
    certain_end = 0
    for first in range(len(words)):
        told = [
            Leak(key, words[first].start, words[last].end, form.kind, certain)
            for last, form, certain in _forms_from(text, words, first, forms, longest)
            if words[first].capital or uncased or not form.common
        ]
        if told:
            leak = max(told, key=lambda leak: (leak.certain, leak.end))
            if leak.end > certain_end:
                yield leak
            certain_end = max(certain_end, leak.end if leak.certain else 0)


def _forms_from(
    text: str, words: list[_Word], first: int, forms: dict[str, _Form], longest: int
) -> Iterator[tuple[int, _Form, bool]]:
    """Give the known forms that words glue to from one of them: the last word, the form, whether it is certain."""
    glued = ""
    for last in range(first, min(first + MAX_WORDS, len(words))):
        glued += words[last].glued
        if len(glued) > longest or (last > first and "\0" in text[words[last - 1].end : words[last].start]):
            return
        if glued in forms:
            form = forms[glued]
            joined = words[first].hyphened or (last + 1 < len(words) and words[last + 1].hyphened)
            yield last, form, not form.common and not joined and form.words == last - first + 1


def _shape_leaks(key: str, text: str) -> Iterator[Leak]:
    for start, end in _chunks(text):
        chunk = text[start:end].lower()
        if "@" in chunk:
            kind = "email" if chunk.index("@") and "." in chunk[chunk.index("@") :] else "url"
            yield Leak(key, start, end, kind, len(chunk) > 1)
        elif "://" in chunk or chunk.startswith("www."):
            yield Leak(key, start, end, "url", True)
    yield from _number_leaks(key, text)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for place, character in enumerate(text + " "):
        if character.isspace() or character == "\0":
            if place > start:
                yield start, place
            start = place + 1


def _number_leaks(key: str, text: str) -> Iterator[Leak]:
    """Tell runs of nine digits or more; certain when in one piece or when they read as a French telephone number."""
    digits, joints = "", 0
    start = end = 0
    for place, character in enumerate(text + "\0\0"):
        if character.isdecimal():
            start = start if digits else place
            joints += place > end and bool(digits)
            digits, end = digits + character, place + 1
        elif digits and (character not in _DIGIT_JOINTS or place > end):
            if len(digits) >= _PERSON_DIGITS:
                yield Leak(key, start, end, "number", not joints or (len(digits) == 10 and digits[0] == "0"))
            digits, joints = "", 0
