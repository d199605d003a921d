"""Numbers in letters and in figures: cardinals, and ordinals, which are adjectives."""

from __future__ import annotations

import re

from tasks.language.closed_classes import words

NUMBER_WORDS = words(
    """
    zéro deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente
    quarante cinquante soixante septante octante huitante nonante cent cents mille dix-sept dix-huit dix-neuf
    soixante-dix quatre-vingts quatre-vingt quatre-vingt-dix
    """
)
"""*un* and *une* are determiners first; hyphenated compounds of these are numbers too."""

ORDINALS = words("premier première premiers premières second seconde seconds secondes")
"""With every number word ending in *-ième*, see ``is_ordinal``."""

_IN_FIGURES = re.compile(r"\d+(?:i?[eè]mes?|[eè]s?|ers?|[eè]?res?|nde?s?)")
"""*2e, 1er, 1ère, 3ème, 2nde*; *10m* and *30s* are measures."""


def is_ordinal(form: str) -> bool:
    """Whether the form is an ordinal adjective, in letters or in figures."""
    in_letters = form.removesuffix("s").endswith("ième") and form[0] in "cdhnoqstuvé"
    return form in ORDINALS or in_letters or _IN_FIGURES.fullmatch(form) is not None


def is_number(form: str) -> bool:
    """Whether the form is a cardinal number, in figures (*12*, *3,5*, *10h30*) or in letters (*vingt-cinq*)."""
    if form[0].isdigit():
        return _IN_FIGURES.fullmatch(form) is None
    parts = form.split("-")
    return parts[0] in NUMBER_WORDS and all(part in NUMBER_WORDS or part in ("et", "un", "une") for part in parts[1:])
