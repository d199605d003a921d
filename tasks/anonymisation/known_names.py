"""Find in a turn every way of writing the names that the study knows.

Policy for a name that is also a word of the language (*Rose*, *Pierre*, *Petit*, *Tulle*, *Orange*):

- in capital it is a mention, at the start of a sentence too: masking a word too many is repaired at the review,
  a name left standing is not;
- in lower case it is a mention after a title (*madame rose*), a word of naming (*je m'appelle rose*), *chez*, a
  greeting; and anywhere in a text that has no capital at all, since case then says nothing;
- a word that opens sentences (*Bon*, *Le*) is a mention only in capital within a sentence, or after a title.

A name that is no word of the language is a mention in any case.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import get_args

from tasks.anonymisation.folding import FoldedText, fold, has_capitals
from tasks.anonymisation.name_forms import PARTICLES, CommonWords, Part, Variant, tokens_of, variants_of
from tasks.records import KnownName, Mention

TITLES = {
    **dict.fromkeys(("m", "mr", "mm", "monsieur", "messieurs", "tonton", "oncle", "papi", "papy", "pepe"), "m"),
    **dict.fromkeys(("mme", "mmes", "madame", "mesdames", "mlle", "mlles", "mademoiselle", "mesdemoiselles"), "f"),
    **dict.fromkeys(("tante", "tata", "tatie", "mamie", "mamy", "docteure", "professeure"), "f"),
    **dict.fromkeys(("me", "maitre", "dr", "docteur", "pr", "professeur"), ""),
}
NAMING_WORDS = frozenset(
    (
        *("appelle", "appelles", "appellent", "appelait", "appelais", "appelaient", "appeler", "appelee"),
        *("appele", "appelez", "appelons", "nomme", "nommee", "nommait", "prenomme", "prenommee"),
        *("prenom", "prenoms", "surnomme", "surnommee", "surnom", "baptise", "baptisee"),
    )
)
ADDRESSING_WORDS = frozenset(["chez", "bonjour", "bonsoir", "salut", "coucou", "merci"])
_FILLERS = frozenset(["c", "est", "donc", "euh", "heu", "ben", "bah", "hein", "etait"])
_SHORT_TITLES = frozenset(["m", "mr", "mm", "mme", "mmes", "mlle", "mlles", "me", "dr", "pr"])
_CLITICS = frozenset(
    ["la", "ci", "ex", "pro", "anti", "non", "mini", "super", "vice", "moi", "toi", "lui", "nous", "vous", "y", "en"]
)
_JOINTS = frozenset(("", " ", "-", "'", "_", ".", " -", "- ", " - ", "  ", "   ", "' ", " & "))
_STOPPED_JOINTS = frozenset((". ", ".-", ". -", ", "))
_WORDS_OF_ONE_LETTER = frozenset(["a", "y", "o"])
_ABBREVIATION_GOES_ON = re.compile(r"\.[ ,;:)]{1,3}[a-z0-9]")
_PART_ORDER: dict[Part, int] = {part: rank for rank, part in enumerate(get_args(Part))}

Token = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class _Bearer:
    rank: int
    name: KnownName
    variant: Variant


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    bearers: list[_Bearer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """One turn under reading."""

    text: FoldedText
    tokens: list[Token]
    uncased: bool
    """Nothing can be learnt from the absence of capitals."""
    shouted: bool
    """Nothing can be learnt from capitals."""


@dataclass(frozen=True, slots=True)
class _Context:
    title: str | None
    """Gender of the title before, ``""`` when it tells none; None without title."""
    named: bool
    capital: bool
    opens_sentence: bool


class NameFinder:
    """The known names of a study, prepared once to be found in many turns.

    ``common_words``: folded words of the language that are also names; ``frequent_words``: those of them whose capital
    says nothing, because they open sentences. Errors: StudyInvalid for a written name that is too long.

    The tokens of the names make a prefix tree that is walked from each token of a turn: the work is linear in the
    turn, whatever the number of names (after Aho and Corasick, 1975, with words as letters).
    """

    __slots__ = ("_known_tokens", "_root")

    def __init__(
        self, names: Sequence[KnownName], *, common_words: Collection[str], frequent_words: Collection[str] = ()
    ) -> None:
        words = CommonWords(frozenset(common_words), frozenset(frequent_words))
        self._root = _Node()
        self._known_tokens: set[str] = set()
        for rank, name in enumerate(names):
            for variant in variants_of(name, words):
                self._add(_Bearer(rank, name, variant))

    def find(self, text: str, *, turn: int = 0, uncased: bool | None = None) -> list[Mention]:
        """Give the mentions of known names in a text, in order, without overlap; places are those of ``text``.

        ``uncased``: whether the whole interview is written without capitals; judged on ``text`` alone when None.
        Several persons may bear a form: the title decides (*Mme Martin*), else the part of the name (first name before
        surname), else the order of the names; ``source`` then reads ``known name, several bearers``.
        """
        seen = fold(text)
        reading = _Reading(
            text=seen,
            tokens=tokens_of(seen.lower),
            uncased=not has_capitals(text) if uncased is None else uncased,
            shouted=text == text.upper() and has_capitals(text),
        )
        return list(self._mentions(reading, turn))

    def _add(self, bearer: _Bearer) -> None:
        node = self._root
        for token in bearer.variant.tokens:
            node = node.after.setdefault(token, _Node())
        node.bearers.append(bearer)
        self._known_tokens.update(bearer.variant.tokens)

    def _mentions(self, reading: _Reading, turn: int) -> Iterator[Mention]:
        position = free = 0
        while position < len(reading.tokens):
            found = self._longest(reading, position)
            if found is None:
                position += 1
                continue
            end, bearers = found
            first = position - 1 if position > free and _stutters(reading, position) else position
            start, stop = reading.text.original_span(reading.tokens[first][1], _end_place(reading, end))
            several = len({bearer.name.identity for bearer in bearers}) > 1
            source = "known name, several bearers" if several else "known name"
            yield Mention(turn, start, stop, bearers[0].name.kind, bearers[0].name.identity, source)
            position = free = end

    def _longest(self, reading: _Reading, position: int) -> tuple[int, list[_Bearer]] | None:
        """Give the end of the longest mention that starts at a token, and its bearers, best first."""
        ends = list(self._walk(reading, position))
        if not ends:
            return None
        context = _context(reading, position)
        for end, bearers, comma in reversed(ends):
            meant = [b for b in bearers if self._is_mention(b.variant, reading, position, end, context, comma=comma)]
            if meant:
                return end, sorted(meant, key=lambda bearer: _preference(bearer, context))
        return None

    def _walk(self, reading: _Reading, position: int) -> Iterator[tuple[int, list[_Bearer], bool]]:
        node, tokens, comma = self._root, reading.tokens, False
        for end in range(position, len(tokens)):
            if end > position:
                previous, joint = tokens[end - 1][0], _joint(reading, end)
                if joint not in _JOINTS:
                    if joint not in _STOPPED_JOINTS or (
                        joint != ", " and len(previous) > 1 and previous not in ("st", "ste")
                    ):
                        return
                    comma = comma or (joint == ", " and len(previous) > 1)
            following = node.after.get(tokens[end][0])
            if following is None:
                return
            node = following
            if node.bearers:
                yield end + 1, node.bearers, comma

    def _is_mention(
        self, variant: Variant, reading: _Reading, position: int, end: int, context: _Context, *, comma: bool
    ) -> bool:
        if comma and variant.part != "reversed":
            return False
        if variant.part == "initials":
            return _initials_hold(reading, position, end)
        if variant.part in ("first", "nickname", "surname") and self._is_part_of_another_name(
            reading, position, end, context, variant.part
        ):
            return False
        if variant.strength == "plain":
            return True
        if variant.strength == "common":
            return context.named or context.capital or reading.uncased
        if context.named:
            return context.capital or reading.uncased
        return context.capital and not context.opens_sentence and not reading.shouted

    def _is_part_of_another_name(
        self, reading: _Reading, position: int, end: int, context: _Context, part: Part
    ) -> bool:
        """Tell whether a hyphen joins a name to something unknown: *Jean-Pierre*, *Saint-Martin*, *martin-pêcheur*."""
        foreign = [near for near in _hyphened(reading, position, end) if not self._is_at_home(reading, position, near)]
        if any(token in ("st", "ste") for token, _, _ in foreign):
            return True
        if not context.capital:
            # « dupont-martin » in a text without capitals may be half of a double surname: it is masked.
            return bool(foreign) and not (part == "surname" and reading.uncased)
        return part in ("first", "nickname") and any(reading.text.bare[start].isupper() for _, start, _ in foreign)

    def _is_at_home(self, reading: _Reading, position: int, near: Token) -> bool:
        """Tell whether a word joined to a name leaves it what it is: *Sophie-là*, *So-Sophie*, *Anne-Grenoble*."""
        token, start, end = near
        if token in ("st", "ste"):
            return False
        if end - start == 1 or not token.isalpha() or reading.tokens[position][0].startswith(token):
            return True
        return token in _CLITICS or token in TITLES or token in self._known_tokens


def find_known_names(
    text: str, names: Sequence[KnownName], *, common_words: Collection[str], turn: int = 0
) -> list[Mention]:
    """Give the mentions of known names in one text; see :class:`NameFinder`, which is made once for many texts."""
    return NameFinder(names, common_words=common_words).find(text, turn=turn)


def _joint(reading: _Reading, position: int) -> str:
    """Give what stands between a token and the one before it, line ends as spaces."""
    tokens = reading.tokens
    return reading.text.lower[tokens[position - 1][2] : tokens[position][1]].replace("\n", " ")


def _context(reading: _Reading, position: int) -> _Context:
    bare, tokens = reading.text.bare, reading.tokens
    start = tokens[position][1]
    content = next((t for t in tokens[position : position + 3] if t[0] not in PARTICLES), tokens[position])
    title = _title_before(reading, position)
    before = bare[max(start - 12, 0) : start].rstrip(' \t"-([')
    return _Context(
        title=title,
        named=title is not None or _is_named(reading, position),
        capital=bare[start].isupper() or bare[content[1]].isupper(),
        opens_sentence=before.endswith((".", "!", "?", ":", ";", "\n")) or (not before and start <= 12),
    )


def _title_before(reading: _Reading, position: int) -> str | None:
    if not position:
        return None
    token, start, _ = reading.tokens[position - 1]
    joint = _joint(reading, position)
    if token not in TITLES or joint not in (" ", ". ", ".", "-", "  "):
        return None
    if "." in joint and token not in _SHORT_TITLES:
        return None
    # « m » and « me » are also pronouns: « me Claire », « m' Anne ».
    if token in ("m", "me") and not (reading.text.bare[start].isupper() or "." in joint):
        return None
    return TITLES[token]


def _is_named(reading: _Reading, position: int) -> bool:
    for back in range(position - 1, max(position - 5, -1), -1):
        if len(_joint(reading, back + 1)) > 3 or "." in _joint(reading, back + 1):
            return False
        token = reading.tokens[back][0]
        if token in NAMING_WORDS or (token in ADDRESSING_WORDS and back == position - 1):
            return True
        if token in TITLES and token not in _SHORT_TITLES:
            return True
        if token not in _FILLERS:
            return False
    return False


def _initials_hold(reading: _Reading, position: int, end: int) -> bool:
    """Tell whether the initials of *S. Martin* are such: *a martin* and *Sophie m'a dit* are not."""
    bare, tokens = reading.text.bare, reading.tokens
    for index in range(position, end):
        token, start, stop = tokens[index]
        following = bare[stop : stop + 1]
        if len(token) > 1 and not (len(token) <= 3 and bare[start:stop].isupper()):
            continue
        if len(token) == 1 and (following == "'" or (following != "." and reading.shouted)):
            return False
        if not bare[start].isupper() and not (
            (following == "." and index < end - 1) or (reading.uncased and token not in _WORDS_OF_ONE_LETTER)
        ):
            return False
    return True


def _hyphened(reading: _Reading, position: int, end: int) -> Iterator[Token]:
    """Give the words that hyphens join to a mention, before and after it."""
    if position and _joint(reading, position) == "-":
        yield reading.tokens[position - 1]
    if end < len(reading.tokens) and _joint(reading, end) == "-":
        yield reading.tokens[end]


def _stutters(reading: _Reading, position: int) -> bool:
    """Tell whether a name is first cut short: *So-Sophie*."""
    return _joint(reading, position) == "-" and reading.tokens[position][0].startswith(reading.tokens[position - 1][0])


def _end_place(reading: _Reading, end: int) -> int:
    """Give the end of a mention, with the stop of a last initial unless it may close the sentence."""
    _, start, stop = reading.tokens[end - 1]
    return stop + 1 if stop - start == 1 and _ABBREVIATION_GOES_ON.match(reading.text.bare, stop) else stop


def _preference(bearer: _Bearer, context: _Context) -> tuple[bool, bool, int, int]:
    part = bearer.variant.part
    wrong_gender = bool(context.title and bearer.name.gender and bearer.name.gender != context.title)
    return wrong_gender, context.title is not None and part == "first", _PART_ORDER[part], bearer.rank
