"""The one message catalogue: what the team reads, in French and in English, by code.

``data/messages``: ``findings.toml`` (what stages tell, with its severity), ``expectations.toml`` (what validations
ask), ``pages/`` (words of the pages, a file a page), ``exports.toml`` (words of exported files), ``sheets.toml`` (words
of the tables that the user fills in), ``words.toml`` (what ``miroir words`` tells). Stores keep codes and parameters;
words are put in when read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["fr", "en"]
Chapter = Literal["findings", "expectations", "pages", "exports", "sheets", "words"]
FOLDER = Path(__file__).resolve().parents[1] / "data" / "messages"


@cache
def load_chapter(chapter: Chapter) -> Mapping[str, Mapping[str, str]]:
    """Code → its entries (``fr``, ``en``, and ``severity`` for findings); a chapter is a file, or a folder of files."""
    folder = FOLDER / chapter
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else [FOLDER / f"{chapter}.toml"]
    entries: dict[str, Mapping[str, str]] = {}
    for file in files:
        found = tomllib.loads(file.read_text(encoding="utf-8"))
        if twice := entries.keys() & found.keys():
            raise ValueError(f"{file.name}: {', '.join(sorted(twice))} stands in another file of {chapter} too")
        entries |= found
    return entries


def say(chapter: Chapter, code: str, language: Language, details: Mapping[str, object] | None = None) -> str:
    """The message of ``code`` with its parameters put in; the bare code where the catalogue lacks it."""
    entry = load_chapter(chapter).get(code)
    if entry is None:
        return code
    return entry[language].format_map(_Lenient(details or {}))


def severity_of(code: str) -> str:
    """``stop``, ``set_aside``, ``warn`` or ``note``: what a finding of this code does to a run."""
    return load_chapter("findings").get(code, {}).get("severity", "warn")


class _Lenient(dict[str, object]):
    """Parameters of a message; one that is missing shows as its name."""

    def __missing__(self, key: str) -> str:
        return f"<{key}>"
