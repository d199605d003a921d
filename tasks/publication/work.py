"""What pages and exports are given: published tables, what they mean, where they come from."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

import polars as pl

from tasks.study_config import StudyConfig
from tasks.table_catalogue import Table, base_tables, load_catalogue, published_tables
from tasks.warehouse import conform, frame_schema, hash_rows

_PARAMETERS = ("lexicon", "mirror", "seed")
"""Sections of study.toml that shape numbers; of the study's own words among them only the number is told."""


_OWN_WORDS = ("provenance", "catalogue")
"""Tables that hold the program's words and hashes, nothing of a study's."""
_FINDINGS = "findings.details"


def publish(
    tables: Mapping[str, pl.DataFrame], config: StudyConfig, *, versions: Mapping[str, str], runs: Mapping[str, str]
) -> dict[str, pl.DataFrame]:
    """Everything of the published file: ``tables`` (those of the warehouse) and what says what they are.

    ``runs``: step → the run that computed it last.
    """
    own = {"study": describe_study(config), "catalogue": describe_columns(tables)}
    own["provenance"] = describe_origins(tables, config, versions, runs)
    return {**tables, **own}


def describe_study(config: StudyConfig) -> pl.DataFrame:
    """Names and labels of the study, by key."""
    rows: dict[str, str] = {
        "name": config.name,
        "language": config.language,
        "masking.keep": " ".join(config.masking.keep),
    }
    rows |= {"waves": " ".join(config.waves), "themes": " ".join(theme.id for theme in config.themes)}
    for role, group in config.groups.items():
        rows |= {f"role.{group.side}": role, f"label.{role}": group.label, f"singular.{role}": group.singular}
    rows |= {f"wave.{name}": wave.label for name, wave in config.waves.items()}
    rows |= {f"modality.{name}": modality.label for name, modality in config.modalities.items()}
    rows |= {f"theme.{theme.id}": theme.label for theme in config.themes}
    return conform("study", [{"key": key, "value": value} for key, value in rows.items()])


def describe_columns(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The catalogue: every published column and what it means."""
    return conform("catalogue", [row for table in published_tables() for row in _columns(table, tables)])


def _columns(table: Table, tables: Mapping[str, pl.DataFrame]) -> Iterator[dict[str, object]]:
    kinds = tables[table.name].schema if table.name in tables else {} if table.is_view else frame_schema(table.name)
    for position, (column, description) in enumerate(table.columns.items(), start=1):
        yield {
            "table_name": table.name,
            "position": position,
            "column_name": column,
            "type": str(kinds.get(column, "String")),
            "description": description,
            "grain": ", ".join(table.grain),
            "personal": table.personal,
        }


def describe_origins(
    tables: Mapping[str, pl.DataFrame], config: StudyConfig, versions: Mapping[str, str], runs: Mapping[str, str]
) -> pl.DataFrame:
    """Where each table comes from: the step or the tables behind it, run, parameters, versions, a hash of its rows.

    Nothing of the moment or the machine: runs are counted, not dated, and two first runs of the same material give the
    same rows.
    """
    sections = config.model_dump(mode="json")
    for words in ("supplementary", "placeholders", "dictionary"):
        sections["lexicon"][words] = len(sections["lexicon"][words])
    parameters = json.dumps({name: sections[name] for name in _PARAMETERS}, ensure_ascii=False, sort_keys=True)
    known = {table.name: table for table in published_tables()}
    rows = [
        {
            "table_name": name,
            "step": ", ".join(known[name].inputs),
            "run_id": _last_run(name, runs),
            "n_rows": frame.height,
            "content_hash": hash_rows({name: frame}),
            "parameters": parameters,
            "versions": json.dumps(dict(versions), sort_keys=True),
        }
        for name, frame in sorted(tables.items())
    ]
    return conform("provenance", rows)


def _last_run(name: str, runs: Mapping[str, str]) -> str:
    """The last run that computed any table behind ``name``; the last of all for what every step adds to."""
    steps = {load_catalogue()[table].inputs[0].removeprefix("step ") for table in base_tables([name])}
    return max((runs[step] for step in steps & runs.keys()), default=max(runs.values(), default=""))


def published_texts(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every distinct text of the tables and its place (``table.column``): what the last look for identities reads."""
    found = [
        frame.select(text=pl.col(column))
        .drop_nulls()
        .unique(maintain_order=True)
        .with_columns(place=pl.lit(f"{name}.{column}"))
        for name, frame in sorted(tables.items())
        for column, kind in frame.schema.items()
        if kind == pl.String and name not in _OWN_WORDS
    ]
    found = [_without_counts(texts) if texts["place"].first() == _FINDINGS else texts for texts in found]
    return pl.concat(found).filter(pl.col("text") != "").select("place", "text")


def _without_counts(texts: pl.DataFrame) -> pl.DataFrame:
    """Numbers that stages tell of (sizes, lines, counts) are their own; one of nine digits is no telephone."""

    def spoken(details: str) -> str:
        told = json.loads(details)
        return json.dumps({name: value for name, value in told.items() if isinstance(value, str)}, ensure_ascii=False)

    return texts.with_columns(pl.col("text").map_elements(spoken, return_dtype=pl.String)).unique(maintain_order=True)
