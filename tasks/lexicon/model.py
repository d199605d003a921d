"""Versions of what shapes results, told without importing it."""

from __future__ import annotations

import platform
from importlib.metadata import version

_LANGUAGE = ("spacy", "spacy-lookups-data", "simplemma")
_SHAPING = ("miroir", "duckdb", "numpy", "polars", "scipy", *_LANGUAGE)


def language_model_version() -> str:
    """Name and versions of what gives lemmas and parts of speech."""
    return "dictionaries: " + ", ".join(f"{name} {version(name)}" for name in _LANGUAGE)


def package_versions() -> dict[str, str]:
    """Python and the packages that shape results."""
    return {"python": platform.python_version()} | {name: version(name) for name in _SHAPING}
