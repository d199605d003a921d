"""What names of incoming files tell once spelling is set aside."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from tasks.ingestion.folding import fold

DateOrder = Literal["ymd", "dmy", "mdy"]

SUFFIXES = frozenset(
    {
        *("docx", "docm", "dotx", "doc", "odt", "ott", "fodt", "rtf", "pdf", "txt", "md", "html", "htm"),
        *("srt", "vtt", "json", "otr", "trs", "eaf", "textgrid", "cha", "xml", "tei", "sonal", "qdpx"),
        *("mp3", "mp4", "wav", "m4a"),
    }
)
"""File suffixes left out of comparison; ``.01`` at the end of a name is none."""

_PART_WORDS = frozenset({"partie", "part", "pt"})
_PART_LETTER = re.compile(r"([a-z]*\d+)([a-d])")
_LETTERS = "abcd"


def name_tokens(name: str) -> tuple[str, ...]:
    """Give the folded words of a file's name without its suffix: what two spellings of one name share."""
    stem, dot, suffix = name.rpartition(".")
    return tuple(fold(stem if stem and dot and suffix.casefold() in SUFFIXES else name).split())


def without_part_letter(tokens: Sequence[str]) -> tuple[str, ...]:
    """Take the part letter off the last word (``09a`` gives ``09``); empty where there is none."""
    match = _PART_LETTER.fullmatch(tokens[-1]) if tokens else None
    return (*tokens[:-1], match[1]) if match else ()


def are_parts(names: Sequence[str]) -> bool:
    """Say whether names are those of one interview's parts: alike but for a last part mark, and all different.

    Part marks are a letter ``a`` to ``d``, alone or after the last number, and ``partie 1``, ``part 2``.
    """
    split = [_split_part(name_tokens(name)) for name in names]
    stems = {stem for stem, _ in split}
    marks = {mark for _, mark in split}
    return len(names) > 1 and len(stems) == 1 and len(marks) == len(names) and "" not in marks


def part_behind(tokens: Sequence[str], name: Sequence[str]) -> tuple[str, int]:
    """Say which part of ``name`` a file's name is: the kind of its mark and the part's number, or ``("", 0)``.

    Kinds: ``letter`` (``A16a``, ``A16 b``), ``number`` (``A16 1``), ``word`` (``A16 partie 1``). The file's name is
    the other name with the mark behind it and nothing else.
    """
    if len(tokens) == len(name) and without_part_letter(tokens) == tuple(name):
        return "letter", _LETTERS.index(tokens[-1][-1]) + 1
    if not name or tuple(tokens[: len(name)]) != tuple(name):
        return "", 0
    behind = tokens[len(name) :]
    if len(behind) == 1 and behind[0] in tuple(_LETTERS):
        return "letter", _LETTERS.index(behind[0]) + 1
    is_word = len(behind) == 2 and behind[0] in _PART_WORDS
    mark = behind[-1] if len(behind) == 1 or is_word else ""
    if mark.isascii() and mark.isdigit() and len(mark) < 3:
        return "word" if is_word else "number", int(mark)
    return ("word", _LETTERS.index(mark) + 1) if is_word and mark in tuple(_LETTERS) else ("", 0)


def are_near(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether two names may be meant for one: alike but for zeros before numbers, or for one letter of a word.

    Another number is another interview, and one letter off in a code (``A16``, ``B16``) is another code.
    """
    words, numbers = _runs(tuple(one))
    other_words, other_numbers = _runs(tuple(other))
    if numbers != other_numbers:
        return False
    return words == other_words or (min(len(words), len(other_words)) > 2 and _one_letter_off(words, other_words))


def date_in_name(name: str, *, pattern: re.Pattern[str], order: DateOrder = "ymd") -> datetime.date | None:
    """Read the date that a file's name bears: the pattern's groups in the given order, two-digit years as 20xx."""
    match = pattern.search(name)
    if match is None or len(match.groups()) < len(order):
        return None
    parts = dict(zip(order, match.groups(), strict=False))
    if not all(part and part.isdecimal() for part in parts.values()):
        return None
    year = int(parts["y"])
    try:
        return datetime.date(year + 2000 if year < 100 else year, int(parts["m"]), int(parts["d"]))
    except ValueError:
        return None


def _split_part(tokens: Sequence[str]) -> tuple[tuple[str, ...], str]:
    """Give (name without its part mark, part mark)."""
    if len(tokens) > 2 and tokens[-2] in _PART_WORDS:
        return tuple(tokens[:-2]), tokens[-1]
    if len(tokens) > 1 and tokens[-1] in {"a", "b", "c", "d"}:
        return tuple(tokens[:-1]), tokens[-1]
    stem = without_part_letter(tokens)
    return (stem, tokens[-1][-1]) if stem else (tuple(tokens), "")


@lru_cache(maxsize=65536)
def _runs(tokens: tuple[str, ...]) -> tuple[str, tuple[int, ...]]:
    """The letters of a name, and its numbers."""
    joined = " ".join(tokens)
    return re.sub(r"[\W\d]+", "", joined), tuple(int(number) for number in re.findall(r"\d+", joined))


def _one_letter_off(one: str, other: str) -> bool:
    """One letter more, fewer or another one."""
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    rest, other_rest = one[shared:], other[shared:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]
