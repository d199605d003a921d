"""Labels that are another one's: a slip of the keyboard, a shorter form, a code beside a name."""

from __future__ import annotations

import re

from tasks.ingestion.folding import fold
from tasks.ingestion.labels import label_key

MIN_LETTERS_OF_NEAR_WORD = 6
"""Shorter labels one letter away from a word for a speaker are names as often as slips."""
MIN_LETTERS_OF_NEAR_LABEL = 5
"""The same beside a label that the document has often."""

_TITLES = frozenset({"m", "mr", "mme", "mlle", "melle", "dr", "pr", "docteur", "monsieur", "madame", "mademoiselle"})
_IN_BRACKETS = re.compile(r"(?P<name>[^()\[\]]+)[(\[]\s?(?P<code>[^()\[\]]{1,12})\s?[)\]]\s*")


def one_slip_apart(written: str, meant: str, least: int = MIN_LETTERS_OF_NEAR_WORD) -> bool:
    """Say whether one letter was left out, added, changed, or two neighbours exchanged, of ``least`` or more."""
    if min(len(written), len(meant)) < least or abs(len(written) - len(meant)) > 1 or written == meant:
        return False
    start = next(
        (i for i, (a, b) in enumerate(zip(written, meant, strict=False)) if a != b), min(len(written), len(meant))
    )
    left, right = written[start:], meant[start:]
    swapped = left[:2] == right[:2][::-1] and left[2:] == right[2:]
    return swapped or left[1:] == right[1:] or left[1:] == right or left == right[1:]


def bracketed_parts(label: str) -> tuple[str, ...]:
    """Give the keys of a name and of the code in brackets beside it (``Chercheuse (C)``), or none."""
    match = _IN_BRACKETS.fullmatch(label)
    return (label_key(match["name"]), label_key(match["code"])) if match else ()


def may_be_one(label: str, other: str) -> bool:
    """Say whether two labels may be one person's: *Luice*, *Lucie*; *Mme M.*, *Mme Martin*; *C*, *Claire (C)*."""
    mine, theirs = fold(label), fold(other)
    if mine == theirs or mine in bracketed_parts(other) or theirs in bracketed_parts(label):
        return True
    (title, named), (other_title, other_named) = _titled(mine.split()), _titled(theirs.split())
    if title and other_title and title != other_title:
        return False
    slip = one_slip_apart(" ".join(named), " ".join(other_named), MIN_LETTERS_OF_NEAR_LABEL)
    if slip and not any(map(str.isdigit, mine + theirs)):
        return True
    return _is_short_for(mine.split(), theirs.split()) or _is_short_for(theirs.split(), mine.split())


def _is_short_for(short: list[str], full: list[str]) -> bool:
    """*Martin* and *Mme M.* are short for *Mme Martin*, *Anne* for *Anne Martin*."""
    (title, said), (full_title, meant) = _titled(short), _titled(full)
    if not said or not meant:
        return False
    if all(len(word) > 1 for word in said):
        return set(said) <= set(meant) and (len(said) < len(meant) or title != full_title)
    # an initial alone is many people's: the title must be the same
    initials = len(said) == len(meant) == 1 and meant[0].startswith(said[0])
    return initials and bool(title) and title == full_title


def _titled(words: list[str]) -> tuple[str, list[str]]:
    return (words[0], words[1:]) if words and words[0] in _TITLES else ("", words)
