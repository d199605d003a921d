"""How words stand in IRaMuTeQ's dictionaries, and how transcripts write them.

IRaMuTeQ takes apostrophes and hyphens away and joins the words of an expression by ``_`` before it looks anything up:
``à_brûle_pourpoint``, ``d_abord``. It writes ``oe`` for *œ*. Transcripts do neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, product

from tasks.language.closed_classes import words
from tasks.language.cut_words import ELISIONS

_ELIDED = frozenset(form.removesuffix("'") for form in ELISIONS) - {"y"}
"""What bears an apostrophe before a vowel; *il y a* has none."""
_ALWAYS_ELIDED = words("aujourd entr prud")
_AFTER_T = words("il elle on ils elles")
"""*a-t-il*: here ``t`` binds and stands for nobody."""
_VOWELS = "aàâäeéèêëiîïoôöœuùûühy"
_LIGATURE = re.compile(r"oe(?=u)|\boe(?!r)|(?<=\bf)oe(?=t)")
_SEPARATOR = re.compile(r"[ '-]")
_MOST_FREE = 6
"""Places that may be a space or a hyphen up to which every combination is tried."""


def spellings(form: str) -> Iterator[str]:
    """How transcripts may write a form of IRaMuTeQ's; in lower case, the likeliest first.

    ``parce_que`` → *parce que*, *parce-que*; ``à_l_encan`` → *à l'encan*, *à-l'encan*; ``coeur`` → *coeur*, *cœur*.
    """
    for written in _joined(form):
        yield written
        if "oe" in written and (ligatured := with_ligatures(written)) != written:
            yield ligatured


def respell(lemma: str, written: str) -> str:
    """A lemma of IRaMuTeQ's as French writes it, its words joined as in ``written``, one spelling of the form."""
    if "_" in lemma:
        joints = _SEPARATOR.findall(written)
        parts = lemma.split("_")
        if len(joints) == len(parts) - 1:
            lemma = "".join(part + joint for part, joint in zip(parts, [*joints, ""], strict=True))
        else:
            lemma = next(_joined(lemma))
    return with_ligatures(lemma)


def with_ligatures(text: str) -> str:
    """``oe`` as *œ* where French writes it so: *coeur*, *oeil*, *foetus*; not *moelle*, *coefficient*, *poêle*."""
    return _LIGATURE.sub("œ", text) if "oe" in text else text


def _joined(form: str) -> Iterator[str]:
    parts = form.split("_")
    if len(parts) == 1 or not all(parts):
        yield form
        return
    if parts[-1] == "qu":  # afin qu'il
        parts[-1] = "qu'"
    joints = [_joints(left, right) for left, right in pairwise(parts)]
    free = sum(len(several) > 1 for several in joints)
    ways = product(*joints) if free <= _MOST_FREE else zip(*([way[0], way[-1]] for way in joints), strict=True)
    for way in ways:
        yield "".join(part + joint for part, joint in zip(parts, [*way, ""], strict=True))


def _joints(left: str, right: str) -> tuple[str, ...]:
    """What may stand between two parts of a form."""
    if left in _ALWAYS_ELIDED or (left in _ELIDED and right[0] in _VOWELS and not _is_binding(left, right)):
        return ("'",)
    return (" ", "-")


def _is_binding(left: str, right: str) -> bool:
    return left == "t" and right in _AFTER_T
