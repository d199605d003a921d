"""What has the look of a speaker's label, before a document tells which labels are speakers'."""

from __future__ import annotations

import re
from functools import lru_cache

from tasks.ingestion.folding import fold
from tasks.ingestion.vocabulary import (
    DOUBTFUL_WORDS,
    EVENTS,
    INTERVIEWEE_WORDS,
    INTERVIEWER_WORDS,
    NEVER_LABELS,
    NEVER_NUMBERED,
    OTHER_WORDS,
    PARTICLES,
    base_label,
    is_role_word,
    role_base,
)

MAX_LABEL_CHARACTERS = 63
MAX_LABEL_WORDS = 6
MAX_JOINT_SPEAKERS = 6

_MAX_DIGITS = 3
"""Longer numbers are years."""
_WORDS = re.compile(r"[\s'’.·/()&+]+")
_PUNCTUATED = re.compile(r"[?!;«»\"…,=<>“”]|\.\s*\.")
_BESIDE = re.compile(r"\(([^()]*)\)")
_CODE = re.compile(r"[A-Z]{1,4}\d{0,3}|[A-Z]{2,10}_\d{1,3}")
_NUMBERED_CODE = re.compile(r"([A-Z]{1,4}|[A-Z]{2,10}_)\d{1,3}")
_LONG_NUMBER = re.compile(rf"\d{{{_MAX_DIGITS + 1}}}")
_TOGETHER = re.compile(r"\s*[/&+:]\s*|\s+(?:et|and)\s+")


@lru_cache(maxsize=65536)
def label_key(label: str) -> str:
    """Give what spellings of one label share; a sign (``*``, ``–``) is its own key."""
    return fold(label) or label.strip()


@lru_cache(maxsize=65536)
def is_label(label: str) -> bool:
    """Say whether words have the look of a speaker's label.

    At most six words and 63 characters, no sentence punctuation, every word a capitalised word, a number or a particle
    (or all of it a word for one who speaks), and none of the phrases that open a clause or a heading.
    """
    folded = fold(label)
    words = [word for word in _WORDS.split(label) if word]
    if not words or len(label) > MAX_LABEL_CHARACTERS or len(words) > MAX_LABEL_WORDS or _PUNCTUATED.search(label):
        return False
    if "(" in label and any(fold(said) in EVENTS for said in _BESIDE.findall(label)):
        return False
    if folded in NEVER_LABELS or folded in EVENTS or not folded or not folded[0].isalpha():
        return False
    if base_label(label) in NEVER_NUMBERED or folded.split()[0] in NEVER_NUMBERED or _LONG_NUMBER.search(label):
        return False
    if is_role_word(label):
        return True
    return words[0][0].isupper() and all(_is_name_word(word) for word in words[1:])


def is_code(label: str) -> bool:
    """Say whether a label is a code: ``E``, ``MB``, ``E1``, ``ENQ``, ``SPEAKER_00``."""
    return _CODE.fullmatch(label) is not None


def code_stem(label: str) -> str:
    """Give the letters of a numbered code (*P* of ``P3``), or an empty string."""
    match = _NUMBERED_CODE.fullmatch(label)
    return match[1] if match else ""


def is_sure_word(label: str) -> bool:
    """Say whether a label is a word for one who speaks that opens no clause besides."""
    base = role_base(label)
    return bool(base) and base not in DOUBTFUL_WORDS


def is_sure_role(label: str) -> bool:
    """Say whether a label is a word for one who asks or answers that nobody says of another within their talk."""
    return is_sure_word(label) and role_base(label) in (INTERVIEWER_WORDS | INTERVIEWEE_WORDS) - OTHER_WORDS


def joint_parts(label: str) -> tuple[str, ...]:
    """Give the labels of those who speak together (``E1 et E2``, ``E / A``, ``Anne : Luc``); none for a single one."""
    parts = [part.strip() for part in _TOGETHER.split(label[:MAX_LABEL_CHARACTERS])]
    return tuple(parts) if 2 <= len(parts) <= MAX_JOINT_SPEAKERS and all(parts) else ()


def _is_name_word(word: str) -> bool:
    return word[0].isupper() or word.isdigit() or fold(word) in PARTICLES
