"""Finding a place of a transcript again in a corrected one, by the words that stood there and those around them.

Words are compared without case, white space and punctuation. Words that stand once and stood once are there. Where they
stand several times, or fewer times than before, what stands around them decides, the word next to them first; where
that does not tell, the place is said to be lost, with the reason: nothing is guessed.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

Reason = Literal["gone", "changed", "ambiguous"]

CONTEXT = 40
"""Characters kept on either side of an anchor, neighbouring turns counted in."""
LEAST_AGREEMENT = 0.5
"""Share of the words around that must stand there still where the words alone do not tell."""
LEAST_LEAD = 0.1
"""How much better the best place agrees than the second."""
_LANDMARK = 3
_MOST_BETWEEN = 12
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place of an earlier text."""

    turn: int
    start: int
    """First character, from 0, in the turn."""
    end: int
    """One past the last character."""
    quote: str
    """What stands there."""
    before: str
    after: str
    """What stands around it, ``CONTEXT`` characters; turns are joined by a line feed."""
    n_places: int = 1
    """How many places of that text read like the quote."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of the text at hand."""

    turn: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lost:
    """Why an anchor has no place."""

    reason: Reason
    """``gone``: neither the words nor those around them; ``changed``: others stand there; ``ambiguous``: several places
    fit."""
    near: Place | None = None
    """Where other words stand between those that stood around it, if in one turn."""


@dataclass(frozen=True, slots=True)
class _Word:
    form: str
    start: int
    end: int


class AnchoredText:
    """The turns of one interview, prepared once for many anchors: pairs of turn number and text, in order."""

    def __init__(self, turns: Sequence[tuple[int, str]]) -> None:
        self._numbers = [number for number, _ in turns]
        self._order = {number: place for place, number in enumerate(self._numbers)}
        self._text = "\n".join(text for _, text in turns)
        self._starts = [0, *accumulate(len(text) + 1 for _, text in turns)]
        self._words = _find_words(self._text)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, word in enumerate(self._words):
            self._places[word.form].append(place)
        self._word_starts = [word.start for word in self._words]
        self._counts: dict[tuple[str, bool, bool], int] = {}
        told = json.dumps(list(turns), ensure_ascii=False).encode()
        self.edition = hashlib.blake2b(told, digest_size=16).hexdigest()
        """A hash of the turns: equal for equal turns."""

    def anchor_at(self, turn: int, start: int, end: int) -> Anchor:
        """The anchor of a place of this text."""
        offset = self._starts[self._order[turn]]
        first, last = offset + start, offset + end
        before, after = self._text[max(first - CONTEXT, 0) : first], self._text[last : last + CONTEXT]
        alone = Anchor(turn, start, end, self._text[first:last], before, after)
        cut = (alone.quote, _cuts_word(before, alone.quote), _cuts_word(alone.quote, after))
        if cut not in self._counts:
            self._counts[cut] = len(list(self._candidates(alone)))
        return Anchor(turn, start, end, alone.quote, before, after, n_places=self._counts[cut])

    def find(self, anchor: Anchor) -> Place | Lost:
        """Where the words of an anchor stand now."""
        found = list(self._candidates(anchor))
        if not found:
            return self._lost(anchor)
        if len(found) == 1 and anchor.n_places <= 1:
            return self._place(*found[0])
        same = [candidate for candidate in found if self._company(*candidate) == (anchor.before, anchor.after)]
        if same:
            return self._place(*same[0]) if len(same) == 1 else Lost("ambiguous")
        agreements = [self._agreement(anchor, *candidate) for candidate in found]
        order = sorted(range(len(found)), key=lambda place: -agreements[place])
        best, second = agreements[order[0]], agreements[order[1]] if len(found) > 1 else 0.0
        if best < LEAST_AGREEMENT or not self._is_beside(anchor, *found[order[0]]):
            return self._lost(anchor)
        if best - second < LEAST_LEAD:
            return Lost("ambiguous")
        return self._place(*found[order[0]])

    def places_of(self, quote: str) -> list[Place]:
        """Every place where these words stand."""
        return [self._place(*found) for found in self._candidates(Anchor(0, 0, 0, quote, "", ""))]

    def _candidates(self, anchor: Anchor) -> Iterator[tuple[int, int]]:
        quote = anchor.quote
        sought = _words(quote)
        if not sought or _cuts_word(anchor.before, quote) or _cuts_word(quote, anchor.after):
            yield from self._literal(quote)
            return
        lead, trail = quote[: sought[0].start], quote[sought[-1].end :]
        forms = [word.form for word in sought]
        for place in self._places.get(forms[0], ()):
            here = self._words[place : place + len(forms)]
            if [word.form for word in here] != forms:
                continue
            start, end = here[0].start, here[-1].end
            if self._turn_of(start) != self._turn_of(end - 1):
                continue
            start -= len(lead) if start >= len(lead) and self._text[start - len(lead) : start] == lead else 0
            end += len(trail) if self._text[end : end + len(trail)] == trail else 0
            yield start, end

    def _literal(self, quote: str) -> Iterator[tuple[int, int]]:
        place = self._text.find(quote) if quote and "\n" not in quote else -1
        while place >= 0:
            yield place, place + len(quote)
            place = self._text.find(quote, place + 1)

    def _company(self, start: int, end: int) -> tuple[str, str]:
        return self._text[max(start - CONTEXT, 0) : start], self._text[end : end + CONTEXT]

    def _agreement(self, anchor: Anchor, start: int, end: int) -> float:
        """Share of the letters around the anchor whose words stand around this place, in order."""
        sides = ((anchor.before, max(start - CONTEXT, 0), start), (anchor.after, end, end + CONTEXT))
        common = total = 0
        for then, first, last in sides:
            words = [word.form for word in _words(then)]
            total += sum(map(len, words))
            common += _common_letters(words, self._forms(first, last))
        return common / total if total else 1.0

    def _is_beside(self, anchor: Anchor, start: int, end: int) -> bool:
        """Whether the word next to it, before or after (or the text's end), is still the one that stood there."""
        begin, after = bisect_left(self._word_starts, start), bisect_left(self._word_starts, end)
        neighbours = (self._words[begin - 1 : begin] if begin else (), self._words[after : after + 1])
        stood = (_words(anchor.before)[-1:], _words(anchor.after)[:1])
        return any(
            [word.form for word in now] == [word.form for word in then]
            for now, then in zip(neighbours, stood, strict=True)
        )

    def _forms(self, first: int, last: int) -> list[str]:
        """The words that stand whole between two places."""
        begin, end = bisect_left(self._word_starts, first), bisect_left(self._word_starts, last)
        return [word.form for word in self._words[begin:end] if word.end <= last]

    def _lost(self, anchor: Anchor) -> Lost:
        before = [word.form for word in _words(anchor.before)][-_LANDMARK:]
        after = [word.form for word in _words(anchor.after)][:_LANDMARK]
        left = [place + len(before) for place in self._runs(before)]
        right = list(self._runs(after))
        if not left and not right:
            return Lost("gone")
        most = len(_words(anchor.quote)) + _MOST_BETWEEN
        pairs = [(i, j) for i in left for j in right if i <= j <= i + most]
        return Lost("changed", self._between(*pairs[0]) if len(pairs) == 1 else None)

    def _runs(self, forms: list[str]) -> Iterator[int]:
        """Places where these words follow one another; of too few letters none is a landmark."""
        if sum(map(len, forms)) < 2 * _LANDMARK:
            return
        for place in self._places.get(forms[0], ()):
            if [word.form for word in self._words[place : place + len(forms)]] == forms:
                yield place

    def _between(self, left: int, right: int) -> Place | None:
        start = self._words[left - 1].end
        end = self._words[right].start
        return self._place(start, end) if start < end and self._turn_of(start) == self._turn_of(end - 1) else None

    def _turn_of(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _place(self, start: int, end: int) -> Place:
        turn = self._turn_of(start)
        return Place(self._numbers[turn], start - self._starts[turn], end - self._starts[turn])


def _find_words(text: str) -> tuple[_Word, ...]:
    return tuple(
        _Word(unicodedata.normalize("NFC", found.group()).casefold(), found.start(), found.end())
        for found in _WORD.finditer(text)
    )


_words = lru_cache(maxsize=1024)(_find_words)
"""For quotes and contexts, which are short and come again."""


def _cuts_word(left: str, right: str) -> bool:
    return left[-1:].isalnum() and right[:1].isalnum()


def _common_letters(one: Sequence[str], other: Sequence[str]) -> int:
    """Letters of the longest (by letters) sequence of words that both hold in order."""
    if not set(one) & set(other):
        return 0
    row = [0] * (len(other) + 1)
    for word in one:
        diagonal = 0
        for place, there in enumerate(other, start=1):
            above = row[place]
            row[place] = diagonal + len(word) if word == there else max(above, row[place - 1])
            diagonal = above
    return row[-1]
