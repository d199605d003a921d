"""What names of incoming files tell once spelling is set aside."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import Literal

from tasks.ingestion.folding import fold

DateOrder = Literal["ymd", "dmy", "mdy"]

SUFFIXES = frozenset(
    {
        "docx",
        "doc",
        "txt",
        "vtt",
        "srt",
        "odt",
        "rtf",
        "pdf",
        "md",
        "html",
        "trs",
        "eaf",
        "cha",
        "mp3",
        "mp4",
        "wav",
        "m4a",
    }
)
"""File suffixes left out of comparison; ``.01`` at the end of a name is none."""

_PART_WORDS = frozenset({"partie", "part", "pt"})
_PART_LETTER = re.compile(r"(\d+)([a-d])")


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
