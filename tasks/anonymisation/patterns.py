"""Find what identifies by its shape: addresses of all kinds, numbers of persons and firms, full dates.

Every expression is bounded: each of its repetitions has a limit or runs over characters that nothing else in it can
take, so that the work is linear in the text. They are read on the folded text (no accents, plain dashes and spaces).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import phonenumbers
from stdnum import iban
from stdnum.fr import nir, siren, siret

from tasks.anonymisation.folding import FoldedText, fold, has_capitals
from tasks.anonymisation.postal_addresses import addresses
from tasks.records import Mention

Place = tuple[int, int]

_MONTHS = (
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|janv|fevr|sept|oct|nov|dec"
)
_DIGITS_SPOKEN = (
    "zero|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente"
    "|quarante|cinquante|soixante|cent"
)
_COUNTED = frozenset(["euros", "euro", "francs", "habitants", "personnes", "dollars", "km", "€"])

_DOMAIN = re.compile(r"@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8})")
_SPOKEN_EMAIL = re.compile(
    r"\b(?:\w{1,40}(?: (?:point|tiret|underscore|tiret du bas) |[.-])){0,4}\w{1,40} arr?obas[e]? "
    r"\w{1,40}(?: tiret \w{1,40}){0,3}(?:(?: point |\.)\w{2,40}){1,3}\b",
    re.IGNORECASE,
)
_URL = re.compile(r"(?:\bhttps?://|\bwww\.)[^\s<>\"«»]{2,2000}", re.IGNORECASE)
_BARE_DOMAIN = re.compile(
    r"(?<![\w.@-])[a-z0-9-]{2,63}(?:\.[a-z0-9-]{1,63}){0,5}\.(?:fr|com|org|net|eu|info|be|ch|io|gouv)\b"
    r"(?:/[^\s<>\"«»]{0,2000})?",
    re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.])@[\w.]{2,40}")
_FRENCH_PHONE = re.compile(r"(?<![\d+])(?:(?:\+|00) ?33 ?(?:\(0\) ?)?|0)[1-9](?:[ .\-/,]{0,2}\d{2}){4}(?!\d)")
_SPOKEN_PHONE = re.compile(
    rf"\bzero[ -](?:un|deux|trois|quatre|cinq|six|sept|huit|neuf)"
    rf"(?:[ ,-]{{1,2}}(?:et[ -])?(?:{_DIGITS_SPOKEN})){{4,16}}\b",
    re.IGNORECASE,
)
_MANY_DIGITS = re.compile(r"\d(?:[ .\-/()]{0,3}\d){6}")
_NIR = re.compile(r"(?<![\dA-Za-z])\d[ .]?\d{2}[ .]?\d{2}[ .]?\d[\dABab][ .]?\d{3}[ .]?\d{3}[ .-]?\d{2}(?!\d)")
_IBAN_START = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?=[ ]?[A-Za-z0-9]{4})")
_SIREN_OR_SIRET = re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{5})?(?![ .]?\d)")
_LONG_NUMBER = re.compile(r"(?<!\d)\d{9,}")
_PLATE = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-HJ-NP-TV-Z]{2}([ -]?)\d{3}\1[A-HJ-NP-TV-Z]{2}|[a-hj-np-tv-z]{2}-\d{3}-[a-hj-np-tv-z]{2}"
    r"|\d{3,4}[ -]?[A-Z]{2,3}[ -]?(?:\d{2}|2[AB]))(?![A-Za-z0-9])"
)
_UNITS = frozenset(["KM", "KG", "CM", "MM", "ML", "GO", "MO", "TTC", "HT"])
_WRITTEN_DATE = re.compile(
    rf"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?:er)? (?:{_MONTHS})\.? "
    rf"(?:(?:19|20)\d{{2}}|'?\d{{2}}(?! ?(?:h|heures?|ans|euros)\b))(?!\d)",
    re.IGNORECASE,
)
_BIRTHDAY = re.compile(rf"\bnee? le (\d{{1,2}}(?:er)? (?:{_MONTHS}))\b", re.IGNORECASE)
_DIGIT_DATE = re.compile(
    r"(?<![\d/.-])(?:(?:0?[1-9]|[12]\d|3[01])([/.-])(?:0?[1-9]|1[0-2])\1(?:(?:19|20)\d{2}|\d{2})"
    r"|(?:19|20)\d{2}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01]))(?![\d/-])"
)


def find_patterns(text: str, *, turn: int = 0) -> list[Mention]:
    """Give every place of a text whose shape identifies, ordered by start; places may overlap.

    Kinds: ``email``, ``url``, ``phone``, ``number`` (NIR, IBAN, SIREN, SIRET, licence plate, nine digits or more in one
    piece), ``address`` (street, postcode with its town), ``date`` (day, month and year; a birthday). The identity is
    ``pattern:<kind>``: it holds nothing of what was found, and all of a kind are masked alike.
    """
    seen = fold(text)
    uncased = not has_capitals(text)
    mentions = [
        Mention(turn, *seen.original_span(start, end), kind, f"pattern:{kind}", f"pattern {name}")
        for name, kind, finder in _FINDERS
        for start, end in finder(seen)
    ]
    mentions += [
        Mention(turn, *seen.original_span(start, end), "address", "pattern:address", "pattern address")
        for start, end in addresses(seen.bare, uncased=uncased)
    ]
    return sorted(mentions, key=lambda mention: (mention.start, -mention.end, mention.source))


def _emails(seen: FoldedText) -> Iterator[Place]:
    """Find the domain first, then walk back over the name: a long run without at-sign costs nothing."""
    for match in _DOMAIN.finditer(seen.bare):
        start, floor = match.start(), max(match.start() - 64, 0)
        while start > floor and (seen.bare[start - 1].isalnum() or seen.bare[start - 1] in "._%+-"):
            start -= 1
        if start < match.start():
            yield start, match.end()
    if "obas" in seen.lower:
        yield from _all(_SPOKEN_EMAIL)(seen)


def _urls(seen: FoldedText) -> Iterator[Place]:
    for expression in (_URL, _BARE_DOMAIN):
        for match in expression.finditer(seen.bare):
            yield match.start(), match.start() + len(match.group().rstrip(".,;:!?)]}'…"))
    for match in _HANDLE.finditer(seen.bare):
        yield match.start(), match.start() + len(match.group().rstrip("."))


def _phones(seen: FoldedText) -> Iterator[Place]:
    yield from _all(_FRENCH_PHONE)(seen)
    yield from _all(_SPOKEN_PHONE)(seen)
    # The matcher reads the numbering plans of all countries and is slow: it only sees texts with digits enough.
    if _MANY_DIGITS.search(seen.bare):
        for number in phonenumbers.PhoneNumberMatcher(seen.bare, "FR", max_tries=1000):
            yield number.start, number.end


def _security_numbers(seen: FoldedText) -> Iterator[Place]:
    return (match.span() for match in _NIR.finditer(seen.bare) if nir.is_valid(match.group().replace("-", " ")))


def _bank_accounts(seen: FoldedText) -> Iterator[Place]:
    for match in _IBAN_START.finditer(seen.bare):
        end = _iban_end(seen.bare, match.start())
        if end is not None:
            yield match.start(), end


def _iban_end(bare: str, start: int) -> int | None:
    """Give the end of the longest valid IBAN (at most 34 signs, in groups parted by single spaces) from a place."""
    ends = [
        place
        for place in range(start + 15, min(start + 44, len(bare)) + 1)
        if (place == len(bare) or not bare[place].isalnum()) and bare[place - 1].isalnum()
    ]
    for end in reversed(ends):
        account = bare[start:end]
        if account.replace(" ", "").isalnum() and "  " not in account and iban.is_valid(account):
            return end
    return None


def _firms(seen: FoldedText) -> Iterator[Place]:
    for match in _SIREN_OR_SIRET.finditer(seen.bare):
        number = match.group().replace(".", " ")
        following = seen.lower[match.end() : match.end() + 12].split()
        if number.endswith("000") or (following and following[0].strip(".,") in _COUNTED):
            continue
        if siren.is_valid(number) or siret.is_valid(number):
            yield match.span()


def _plates(seen: FoldedText) -> Iterator[Place]:
    for match in _PLATE.finditer(seen.bare):
        if not any(letters in _UNITS for letters in re.findall("[A-Z]+", match.group())):
            yield match.span()


def _birthdays(seen: FoldedText) -> Iterator[Place]:
    return (match.span(1) for match in _BIRTHDAY.finditer(seen.bare))


def _all(expression: re.Pattern[str]) -> Callable[[FoldedText], Iterator[Place]]:
    return lambda seen: (match.span() for match in expression.finditer(seen.bare))


_FINDERS: tuple[tuple[str, str, Callable[[FoldedText], Iterator[Place]]], ...] = (
    ("email", "email", _emails),
    ("url", "url", _urls),
    ("phone", "phone", _phones),
    ("NIR", "number", _security_numbers),
    ("IBAN", "number", _bank_accounts),
    ("SIREN or SIRET", "number", _firms),
    ("long number", "number", _all(_LONG_NUMBER)),
    ("licence plate", "number", _plates),
    ("date", "date", _all(_WRITTEN_DATE)),
    ("date", "date", _all(_DIGIT_DATE)),
    ("birthday", "date", _birthdays),
)
