"""The one message catalogue: what the team reads, in French and in English, by code.

Files of ``data/messages``: ``findings.toml`` (what stages tell, with its severity), ``expectations.toml`` (what
validations ask), ``pages.toml`` (words of the pages). Stores keep codes and parameters; words are put in when read.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["fr", "en"]
Chapter = Literal["findings", "expectations", "pages"]
FOLDER = Path(__file__).resolve().parents[1] / "data" / "messages"


@cache
def load_chapter(chapter: Chapter) -> Mapping[str, Mapping[str, str]]:
    """Code → its entries (``fr``, ``en``, and ``severity`` for findings)."""
    return tomllib.loads((FOLDER / f"{chapter}.toml").read_text(encoding="utf-8"))


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
