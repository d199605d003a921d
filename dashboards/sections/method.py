"""How the numbers were made: a paragraph to paste, conventions, parameters, versions, where each table comes from."""

from __future__ import annotations

import json

import polars as pl

from dashboards.contexts.method import MethodContext
from dashboards.contexts.parts import Column, Table
from dashboards.materials import Materials
from dashboards.sections.article import write_articles
from dashboards.sections.parameters import PIPELINE, read_parameters, read_reader, read_versions

CONVENTIONS = ("occurrences", "rate", "segments", "chi2", "specificity", "grid", "pairs", "lexical", "transitions", "p")
"""Numbers whose convention is told: messages ``convention_<name>_what``, ``_unit``, ``_base``, ``_test``."""
KEY_SHOWN = 12
SHARES = ("lexicon.min_class_share", "lexicon.max_unknown")
"""Parameters that are shares."""
WORDS_OF = {"lexicon.count": "counted", "lexicon.leave_out": "left_out"}
"""Parameters that list other words than parts of speech → family of their words."""


def build_method(materials: Materials) -> MethodContext:
    """The paragraph, conventions, and what the table ``provenance`` says of parameters, versions and steps."""
    provenance = materials.published.read("provenance")
    articles = write_articles(materials)
    return MethodContext(
        articles=articles,
        no_articles="" if articles else materials.words("empty_articles"),
        conventions=_conventions(materials),
        parameters=_parameters(materials),
        versions=_versions(materials),
        tables=_tables(materials, provenance) if provenance.height else None,
    )


def _conventions(materials: Materials) -> Table:
    parts = ("what", "unit", "base", "test")
    rows = [[materials.words(f"convention_{name}_{part}") for part in parts] for name in CONVENTIONS]
    heads = ("head_number", "head_unit", "head_denominator", "head_test")
    return materials.table("caption_conventions", heads, rows)


def _parameters(materials: Materials) -> Table | None:
    words = materials.words
    rows = sorted(
        (words.of("parameter", key.replace(".", "_")), _written(materials, key, value))
        for key, value in read_parameters(materials).items()
    )
    return materials.table("caption_parameters", ("head_parameter", "head_value"), rows) if rows else None


def _written(materials: Materials, key: str, value: object) -> str:
    """A parameter as a person writes it."""
    words, numbers = materials.words, materials.numbers
    if key == PIPELINE:
        return read_reader(materials) or words("read_by_dictionaries")
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(words.of(WORDS_OF.get(key, "pos"), item) for item in value) or "–"
    if isinstance(value, float):
        return numbers.percent(value) if key in SHARES else numbers.decimal(value, digits=2)
    if isinstance(value, int) and not isinstance(value, bool):
        # A seed is a name, not a quantity.
        return str(value) if key == "seed" else numbers.whole(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _versions(materials: Materials) -> Table | None:
    reader = read_reader(materials)
    rows = [
        (name, materials.words.of("serves", "pipeline" if name == reader else name), version)
        for name, version in sorted(read_versions(materials).items())
    ]
    told = [(name, "" if what == name else what, version) for name, what, version in rows]
    return materials.table("caption_versions", ("head_package", "head_serves", "head_version"), told) if told else None


def _tables(materials: Materials, provenance: pl.DataFrame) -> Table:
    rows = [
        (
            materials.words.of("holds", row["table_name"]),
            _origin(materials, row["step"]),
            materials.numbers.whole(row["n_rows"]),
            row["table_name"],
            row["run_id"],
            row["content_hash"][:KEY_SHOWN],
        )
        for row in provenance.to_dicts()
    ]
    heads = ("head_holds", "head_step", "head_rows", "head_table", "head_run", "head_content_hash")
    table = materials.table("caption_tables", heads, rows)
    columns = tuple(Column(column.label, numeric=place == 2) for place, column in enumerate(table.columns))
    return Table(table.caption, columns, table.rows)


def _origin(materials: Materials, inputs: str) -> str:
    """The step that fills a table; for the others, which only put tables together, that they do."""
    if inputs.startswith("step "):
        return materials.words.of("step", inputs.removeprefix("step "))
    return materials.words("origin_together")
