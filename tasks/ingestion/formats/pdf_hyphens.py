"""Words that a PDF's line end cuts: which hyphens were put there by the line, and which belong to the word.

A printed hyphen does not tell, and PDFium leaves out a space after it. In this order:

1. a word that starts anew (``accompa-`` / ``accompagnement``): hyphen and space;
2. a capital after it: the hyphen (``Saint-`` / ``Étienne``), and a space too where no name stands before it;
3. a word that stands elsewhere in the file, as one or with its hyphen, is written as there;
4. pronouns after a verb (``avez-`` / ``vous``), compounds (``peut-`` / ``être``, ``après-`` / ``midi``), what bears a
   hyphen already (``c'est-à-`` / ``dire``), numbers: the hyphen;
5. all others are joined (``accompa-`` / ``gnement``), if they are so many that a program must have cut them; most
   transcripts are printed without hyphenation, and there a line ends within a compound or after a word broken off.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

HYPHEN = "-"

HYPHENATED_SHARE = 0.02
"""Share of printed lines that end in a cut word, from which on words were cut by a program."""

_AFTER_VERBS: tuple[tuple[frozenset[str], re.Pattern[str]], ...] = (
    (frozenset({"nous", "vous", "y", "t", "je", "même", "mêmes", "midi", "delà", "dessus", "dessous"}), re.compile("")),
    (frozenset({"il", "ils", "elle", "elles", "on"}), re.compile("[td]$")),
    (frozenset({"tu"}), re.compile("[sx]$")),
    (frozenset({"le", "la", "les", "lui", "leur", "moi", "toi", "soi", "en"}), re.compile("[zse]$")),
    (frozenset({"ce"}), re.compile("^(?:est|était|sera|serait|fut)$")),
    (frozenset({"ci", "là"}), re.compile("^(?!(?:voi|mer|sou)$)")),
)
"""Second halves that keep their hyphen, and what the first half must be: ``cou-leur``, ``ver-tu`` and ``voi-là`` are
words that a line cut."""
_FIRST_HALVES = frozenset(
    [
        *("après", "arrière", "avant", "celle", "celles", "celui", "ceux", "demi", "dix", "grand", "grande", "grands"),
        *("là", "non", "petit", "petite", "petits", "petites", "porte", "quarante", "quatre", "quelques", "savoir"),
        *("semi", "soixante", "sous", "trente", "vice", "vingt"),
    ]
)
_COMPOUNDS = frozenset(
    [
        *("au-dedans", "au-dehors", "beau-fils", "beau-frère", "beau-père", "beaux-parents", "belle-fille"),
        *("belle-mère", "belle-sœur", "bien-être", "chef-d'œuvre", "cinquante-cinq", "co-construction", "e-mail"),
        *("ex-femme", "ex-mari", "haut-parleur", "laissez-passer", "mal-être", "mi-chemin", "mi-temps", "par-ci"),
        *("peut-être", "post-it", "rez-de", "sans-abri", "soi-disant", "va-et", "vis-à", "week-end", "week-ends"),
    ]
)
_LAST_WORD = re.compile(r"[^\s«»\"“”()\[\]/.,;:!?…—–]+$")
_FIRST_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_APOSTROPHE = re.compile("['’]")
_LONGEST_WORD = 80


def vocabulary_of(texts: Iterable[str]) -> frozenset[str]:
    """Give the words that stand within lines, in lower case, compounds whole: what the file tells of its spelling."""
    return frozenset(
        word[0].lower()
        for text in texts
        for word in _WORD.finditer(text)
        if word.start() > 0 and word.end() < len(text)
    )


def is_hyphenated(texts: Sequence[str], vocabulary: Collection[str]) -> bool:
    """Say whether a program cut words at the ends of printed lines."""
    cut = sum(not join(before, after, vocabulary).startswith(before) for before, after in pairwise(texts))
    return cut >= HYPHENATED_SHARE * len(texts)


def join(before: str, after: str, vocabulary: Collection[str], *, hyphenated: bool = True) -> str:
    """Put the end of a line and the start of the next together: with a space or without, with its hyphen or without.

    Args:
        before: what was read so far.
        after: the next printed line.
        vocabulary: words of the file, see ``vocabulary_of``.
        hyphenated: words of the file are cut at the ends of lines, see ``is_hyphenated``.
    """
    if not before.endswith(HYPHEN) or not _cuts_word(before, after):
        return f"{before} {after}"
    head = _LAST_WORD.search(before[-_LONGEST_WORD:-1])
    tail = _FIRST_WORD.match(after[:_LONGEST_WORD])
    if head is None or tail is None:
        return before + after if after[0].isdigit() else f"{before} {after}"
    stem, rest = _APOSTROPHE.split(head[0])[-1], tail[0]
    if rest.lower().startswith(stem.lower()) and len(rest) > len(stem):
        return f"{before} {after}"
    if rest[0].isupper():
        return before + after if stem[:1].isupper() else f"{before} {after}"
    keeps = not hyphenated or _keeps_hyphen(stem.lower(), rest.lower(), vocabulary)
    return before + after if keeps else before[:-1] + after


def _cuts_word(before: str, after: str) -> bool:
    return len(before) > 1 and before[-2].isalnum() and after[0].isalnum()


def _keeps_hyphen(stem: str, tail: str, vocabulary: Collection[str]) -> bool:
    first = re.split("[-'’]", tail)[0]
    if f"{stem}-{tail}" in vocabulary or f"{stem}-{first}" in vocabulary:
        return True
    if f"{stem}{tail}" in vocabulary or f"{stem}{first}" in vocabulary:
        return False
    return (
        any(first in tails and before.search(stem) for tails, before in _AFTER_VERBS)
        or stem in _FIRST_HALVES
        or f"{stem}-{first}" in _COMPOUNDS
        or HYPHEN in stem
        or any(char.isdigit() for char in stem)
    )
