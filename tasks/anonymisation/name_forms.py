"""The ways in which a known name may be written, and which of them are words of the language too."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from tasks.anonymisation.folding import folded
from tasks.errors import Problem, StudyInvalid
from tasks.records import KnownName

Part = Literal["full", "reversed", "initials", "form", "first", "nickname", "surname", "spelt"]
"""Which part of a name a variant is; also the order in which bearers of one form are preferred."""

Strength = Literal["plain", "common", "frequent"]
"""``plain``: can only be the name; ``common``: also a word; ``frequent``: a word that opens sentences."""

MAX_FORM_LENGTH = 120
"""Characters in one written part of a name; longer is refused: no person, town or firm is called so."""

PARTICLES = frozenset(
    {"d", "da", "de", "del", "den", "des", "di", "du", "el", "l", "la", "le", "les", "van", "von", "der"}
)
ARTICLES = frozenset({"l", "la", "le", "les"})

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_SAINTS = {"saint": "st", "sainte": "ste"}
_SPELT_LETTERS = 4


@dataclass(frozen=True, slots=True)
class CommonWords:
    """Words of the language that are also names, folded (:func:`tasks.anonymisation.folding.folded`)."""

    common: frozenset[str]
    frequent: frozenset[str] = frozenset()
    """Those that open sentences or stand everywhere (*bon*, *le*): their capital alone says nothing."""

    def strength(self, tokens: tuple[str, ...]) -> Strength:
        """Tell whether a form, as folded tokens, can only be a name."""
        spellings = (" ".join(tokens), "-".join(tokens), "".join(tokens))
        if len(spellings[2]) < 2 or any(form in self.frequent for form in spellings):
            return "frequent"
        if any(self.is_common(form) for form in spellings) or all(
            token in PARTICLES or self.is_common(token) for token in tokens
        ):
            return "common"
        return "plain"

    def is_common(self, form: str) -> bool:
        """Tell whether a folded form, or the singular that it is the plural of, is a word of the language."""
        return any(word in self.common or word in self.frequent for word in (form, form.removesuffix("s")))


@dataclass(frozen=True, slots=True)
class Variant:
    """One way of writing one name, as folded tokens."""

    tokens: tuple[str, ...]
    part: Part
    strength: Strength


def parse_common_words(toml_text: str) -> CommonWords:
    """Read the list of common words: keys hold words parted by white space; ``frequent`` is the key of those apart."""
    words = {key: frozenset(map(folded, str(listed).split())) for key, listed in tomllib.loads(toml_text).items()}
    frequent = words.pop("frequent", frozenset())
    return CommonWords(frozenset().union(*words.values()) - frequent, frequent)


def is_common_word(form: str, common_words: Collection[str]) -> bool:
    """Tell whether a form, in whatever case and with or without accents, is one of some folded common words."""
    return CommonWords(frozenset(common_words)).strength(name_tokens(form)) != "plain"


def tokens_of(lower: str) -> list[tuple[str, int, int]]:
    """Cut a folded text into runs of letters and runs of digits, each with its place."""
    return [(_SAINTS.get(m.group(), m.group()), m.start(), m.end()) for m in _TOKEN.finditer(lower)]


def name_tokens(form: str) -> tuple[str, ...]:
    """Give the folded tokens of a written name."""
    return tuple(token for token, _, _ in tokens_of(folded(form)))


def known_person(identity: str, written: str, *, gender: str = "", nicknames: tuple[str, ...] = ()) -> KnownName:
    """Make a known person of a name written in one piece, first name before surname."""
    return KnownName(identity, "person", (*cut_person_name(written), *nicknames), gender)


def cut_person_name(written: str) -> tuple[str, ...]:
    """A name written in one piece as first name and surname; *Le Goff* and *de la Tour* have no first name."""
    first, _, rest = written.strip().partition(" ")
    if rest and all(token in PARTICLES for token in name_tokens(first)):
        return ("", written.strip())
    return (first, rest.strip()) if rest else (first,)


def variants_of(name: KnownName, words: CommonWords) -> Iterator[Variant]:
    """Give every way of writing a name that is looked for.

    Errors: StudyInvalid when a written part is longer than MAX_FORM_LENGTH.
    """
    if any(len(form) > MAX_FORM_LENGTH for form in name.forms):
        what = f"a known name is longer than {MAX_FORM_LENGTH} characters"
        raise StudyInvalid([Problem(file="known names", what=what, remedy="write the name alone", field=name.identity)])
    parts = tuple(name_tokens(form) for form in name.forms)
    variants = _person_variants(parts, words) if name.kind == "person" else _thing_variants(parts, words)
    return (variant for variant in variants if any(variant.tokens))


def _person_variants(parts: tuple[tuple[str, ...], ...], words: CommonWords) -> Iterator[Variant]:
    first, surname, *nicknames = (*parts, (), ())[: max(len(parts), 2)]
    for called in (first, *nicknames):
        yield from _whole_names(called, surname)
    yield from _initials(first, surname)
    yield from _written("first", first, words)
    yield from _surname(surname, words)
    for nickname in nicknames:
        yield from _written("nickname", nickname, words)


def _whole_names(called: tuple[str, ...], surname: tuple[str, ...]) -> Iterator[Variant]:
    if not called or not surname:
        return
    for part, one, other in (("full", called, surname), ("reversed", surname, called)):
        joined_parts = {one, ("".join(one),)}, {other, ("".join(other),)}
        for left in sorted(joined_parts[0]):
            for right in sorted(joined_parts[1]):
                yield Variant((*left, *right), "full" if part == "full" else "reversed", "plain")
        yield Variant(("".join((*one, *other)),), "full", "plain")


def _initials(first: tuple[str, ...], surname: tuple[str, ...]) -> Iterator[Variant]:
    if not first or not surname:
        return
    letters = tuple(token[0] for token in first)
    for short in sorted({letters, ("".join(letters),), letters[:1]}):
        yield Variant((*short, *surname), "initials", "plain")
        yield Variant((*surname, *short), "initials", "plain")
    last = next((token for token in surname if token not in PARTICLES), surname[0])
    yield Variant((*first, last[0]), "initials", "plain")


def _written(part: Part, tokens: tuple[str, ...], words: CommonWords) -> Iterator[Variant]:
    """Give a form as it stands, in one piece, and spelt letter by letter."""
    if not tokens:
        return
    strength = words.strength(tokens)
    if part == "first" and len(tokens) > 1 and not any(glue.join(tokens) in words.common for glue in ("", " ", "-")):
        # « jean-pierre » is no word although « jean » and « pierre » are.
        strength = "plain"
    yield Variant(tokens, part, strength)
    letters = "".join(tokens)
    if len(tokens) > 1:
        yield Variant((letters,), part, strength)
    if len(letters) >= _SPELT_LETTERS and len(letters) > len(tokens):
        yield Variant(tuple(letters), "spelt", "plain")


def _surname(surname: tuple[str, ...], words: CommonWords) -> Iterator[Variant]:
    """Give a surname, its plural (*les Martins*), and what may stand for it when it is compound."""
    if not surname:
        return
    yield from _written("surname", surname, words)
    plural = (*surname[:-1], surname[-1] + "s")
    yield Variant(plural, "surname", words.strength(plural))
    content = [token for token in surname if token not in PARTICLES and len(token) > 2]
    if len(surname) > 1:
        # Half of a double surname that is a word of the language (*Noël*) stays a word where it stands alone.
        for token in content:
            if words.strength((token,)) == "plain":
                yield Variant((token,), "surname", "common")


def _thing_variants(parts: tuple[tuple[str, ...], ...], words: CommonWords) -> Iterator[Variant]:
    for tokens in parts:
        yield from _written("form", tokens, words)
        if len(tokens) > 1 and tokens[0] in ARTICLES:
            # « au Mans », « du Havre », « aux Mureaux »: the article is swallowed by the preposition.
            yield Variant(tokens[1:], "form", words.strength(tokens[1:]))
