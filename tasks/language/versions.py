"""Versions of what shapes results, told without importing it."""

from __future__ import annotations

import json
import platform
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

OWN_PIPELINE = "fr_oral_sm"
DICTIONARY = "dictionary"
"""The choice of no trained model."""

MODELS = Path(__file__).parents[2] / "data" / "models"
_DICTIONARIES = ("spacy-lookups-data", "simplemma")
_WEIGHTS_MISSING = (
    f"the language model data/models/{OWN_PIPELINE} is not there (it comes with the repository: "
    "`git checkout data/models` brings it back), so"
)
_LANGUAGE = ("spacy", *_DICTIONARIES)
_SHAPING = ("miroir", "duckdb", "numpy", "polars", "scipy", *_LANGUAGE)


def own_pipeline_folder() -> Path | None:
    """Where the project's own pipeline lies; None where its weights are not there."""
    folder = MODELS / OWN_PIPELINE
    return folder if (folder / "meta.json").is_file() else None


def missing_pipeline(pipeline: str) -> str:
    """Why a study's pipeline cannot be used; empty where it can, or where the dictionaries stand in for it."""
    if pipeline in (DICTIONARY, OWN_PIPELINE) or (pipeline.isidentifier() and find_spec(pipeline) is not None):
        return ""
    return f"the spaCy pipeline {pipeline!r} is not installed"


def pipeline_loss(pipeline: str) -> str:
    """What is lost where no trained model reads; empty where one does. Figures: ``data/models/MODEL_CARD.md``."""
    if pipeline == DICTIONARY or (pipeline == OWN_PIPELINE and own_pipeline_folder() is None):
        why = _WEIGHTS_MISSING if pipeline == OWN_PIPELINE else "as the study asks,"
        return (
            f"{why} words are read by dictionaries and rules: without a trained model one word in 33 of bare speech is "
            "wrongly taken for a content word or none (one in 62 with it), and names are not recognised"
        )
    return ""


def pipeline_version(pipeline: str) -> str:
    """Name, content and versions of what gives lemmas and parts of speech, its dictionaries included."""
    dictionaries = ", ".join(f"{name} {version(name)}" for name in _DICTIONARIES)
    if not _is_trained(pipeline):
        return f"dictionaries: spacy {version('spacy')}, {dictionaries}"
    return f"{pipeline} {_content(pipeline)}: spacy {version('spacy')}, thinc {version('thinc')}, {dictionaries}"


def _is_trained(pipeline: str) -> bool:
    return pipeline != DICTIONARY and not (pipeline == OWN_PIPELINE and own_pipeline_folder() is None)


def _content(pipeline: str) -> str:
    if pipeline == OWN_PIPELINE:
        folder = own_pipeline_folder()
        return folder_digest(folder) if folder else "missing"
    try:
        return version(pipeline.replace("_", "-"))
    except PackageNotFoundError:
        return "installed" if find_spec(pipeline) else "missing"


@cache
def folder_digest(folder: Path) -> str:
    """Digest of the names and bytes of a folder's files."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def package_versions(pipeline: str = OWN_PIPELINE) -> dict[str, str]:
    """Python, the packages that shape results, and the language model where one reads the words."""
    versions = {"python": platform.python_version()} | {name: version(name) for name in _SHAPING}
    if _is_trained(pipeline):
        return versions | {"thinc": version("thinc"), pipeline: _said_version(pipeline)}
    return versions


def _said_version(pipeline: str) -> str:
    """Version of a trained pipeline; the project's own is told with what it holds."""
    folder = own_pipeline_folder() if pipeline == OWN_PIPELINE else None
    if folder is None:
        return _content(pipeline)
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return f"{meta['version']} ({folder_digest(folder)})"
