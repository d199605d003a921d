"""Sentences of interview speech with slots: read, chosen between and filled; ``data/README.md`` says what they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from tasks.language.training.name_parts import Part, tidy
from tasks.language.training.name_slots import SLOTS, VOWELS, entries

_CHOICE = re.compile(r"\(([^()]*\|[^()]*)\)")
_SLOT = re.compile(r"\{(\w+)\}")
_CONTRACTED = {("de", "le "): "du ", ("de", "les "): "des ", ("à", "le "): "au ", ("à", "les "): "aux "}
_BEFORE_ARTICLE = re.compile(r"\b(de|à) $", re.IGNORECASE)
_ELIDED = re.compile(r"\b(d|qu|jusqu)(?:e|à) $", re.IGNORECASE)
_AGES = ("dix-neuf", "vingt-quatre", "trente et un", "quarante-cinq", "cinquante-huit", "soixante-douze")


def fill(template: str, random: Random) -> list[Part]:
    """One sentence of a template: choices made, slots filled, elided and contracted as French asks."""
    chosen = _CHOICE.sub(lambda match: random.choice(match[1].split("|")), template)
    chosen = chosen.replace("{age}", random.choice(_AGES))
    parts: list[Part] = []
    after = 0
    for slot in _SLOT.finditer(chosen):
        parts.append(Part(chosen[after : slot.start()]))
        parts = join(parts, [part for part in SLOTS[slot[1]](random) if part.text], random)
        after = slot.end()
    return tidy([*parts, Part(chosen[after:])])


def join(parts: Sequence[Part], filling: Sequence[Part], random: Random) -> list[Part]:
    """``de`` + ``le CCAS`` → ``du CCAS``; ``à`` + ``Le Mans`` → ``au Mans``; ``de`` + ``Anne`` → ``d'Anne``."""
    if not parts or not filling:
        return [*parts, *filling]
    before, first, rest = parts[-1], filling[0], list(filling[1:])
    preposition = _BEFORE_ARTICLE.search(before.text)
    article = next((word for word in ("le ", "les ") if first.text.lower().startswith(word)), None)
    if preposition is not None and article is not None and first.label in ("", "LOC"):
        contracted = _CONTRACTED[preposition[1].lower(), article]
        return [
            *parts[:-1],
            Part(before.text[: preposition.start()] + contracted),
            Part(first.text[len(article) :], first.label),
            *rest,
        ]
    elided = _ELIDED.search(before.text)
    if elided is not None and first.text[0] in VOWELS and (first.text[0] not in "hH" or random.random() < 0.6):
        return [*parts[:-1], Part(before.text[: elided.start()] + elided[1] + "'"), first, *rest]
    return [*parts, *filling]


def sentences(random: Random, each: int, names: Sequence[str] = ("templates",)) -> Iterator[list[Part]]:
    """``each`` sentences of every template of the lists, in order."""
    for name in names:
        for template in entries(name):
            for _ in range(each):
                yield fill(template, random)
