"""How the numbers were made: conventions, parameters, versions, steps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import polars as pl

from dashboards.contexts.method import MethodContext
from dashboards.contexts.parts import Table
from dashboards.materials import Materials, parse_details

CONVENTIONS = ("occurrences", "rate", "segments", "chi2", "specificity", "grid", "pairs", "lexical", "transitions", "p")
"""Numbers whose convention is told: messages ``convention_<name>_what``, ``_unit``, ``_base``, ``_test``."""
KEY_SHOWN = 12


def build_method(materials: Materials) -> MethodContext:
    """Conventions, and what the table ``provenance`` says of parameters, versions and steps."""
    provenance = materials.published.read("provenance")
    return MethodContext(
        conventions=_conventions(materials),
        parameters=_parameters(materials, provenance),
        versions=_versions(materials, provenance),
        tables=_tables(materials, provenance) if provenance.height else None,
    )


def _conventions(materials: Materials) -> Table:
    parts = ("what", "unit", "base", "test")
    rows = [[materials.words(f"convention_{name}_{part}") for part in parts] for name in CONVENTIONS]
    heads = ("head_number", "head_unit", "head_denominator", "head_test")
    return materials.table("caption_conventions", heads, rows)


def _parameters(materials: Materials, provenance: pl.DataFrame) -> Table | None:
    words = materials.words
    found = {
        (words.of("parameter", key.replace(".", "_")), _written(value))
        for text in provenance["parameters"].unique()
        for key, value in _flat(parse_details(text))
    }
    if not found:
        return None
    return materials.table("caption_parameters", ("head_parameter", "head_value"), sorted(found))


def _flat(sections: Mapping[str, object], above: str = "") -> Iterator[tuple[str, object]]:
    """``lexicon.classes`` and its value, from parameters nested by section."""
    for key, value in sections.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{above}{key}.")
        else:
            yield f"{above}{key}", value


def _versions(materials: Materials, provenance: pl.DataFrame) -> Table | None:
    found = {
        (package, _written(version))
        for text in provenance["versions"].unique()
        for package, version in parse_details(text).items()
    }
    if not found:
        return None
    return materials.table("caption_versions", ("head_package", "head_version"), sorted(found))


def _tables(materials: Materials, provenance: pl.DataFrame) -> Table:
    rows = [
        (
            row["table_name"],
            _origin(materials, row["step"]),
            materials.numbers.whole(row["n_rows"]),
            row["content_hash"][:KEY_SHOWN],
        )
        for row in provenance.to_dicts()
    ]
    heads = ("head_table", "head_step", "head_rows", "head_content_hash")
    return materials.table("caption_tables", heads, rows, numeric_from=2)


def _origin(materials: Materials, inputs: str) -> str:
    """The step that fills a table in words; the tables that a view reads as they are."""
    return materials.words.of("step", inputs.removeprefix("step ")) if inputs.startswith("step ") else inputs


def _written(value: object) -> str:
    """A parameter as a person writes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value) or "–"
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
