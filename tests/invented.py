"""A small invented study from which tests of steps build their orders: settings, rows, orders."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from tasks.shards import Order
from tasks.study_config import StudyConfig
from tasks.table_catalogue import load_catalogue
from tasks.vault import clear_schema
from tasks.warehouse import frame_schema

NEUTRAL: dict[type[pl.DataType], object] = {pl.String: "", pl.Int32: 0, pl.Boolean: False, pl.Binary: b""}
Row = Mapping[str, object]


def invented_config(**sections: object) -> StudyConfig:
    """Guides (side A) and walkers (side B), two waves; ``sections`` stand in the place of these settings."""
    settings: dict[str, object] = {
        "name": "Étude inventée",
        "groups": {
            "guide": {"side": "A", "label": "Guides", "singular": "guide"},
            "marcheur": {"side": "B", "label": "Marcheurs", "singular": "marcheur"},
        },
        "waves": {"1": {"label": "Vague 1"}, "2": {"label": "Vague 2"}},
        "participants": {"columns": {"id": "code", "file": "fichier", "role": "groupe"}},
        "themes": [
            {"id": "route", "label": "La route", "words": ["chemin", "carte"]},
            {"id": "lien", "label": "Le lien", "words": ["confiance"]},
        ],
    }
    return StudyConfig.model_validate(settings | sections)


def rows_of(name: str, *rows: Row) -> pl.DataFrame:
    """Rows of a table (of the vault: opened), columns left out being neutral."""
    is_vault = load_catalogue()[name].store == "vault"
    schema = clear_schema(name) if is_vault else frame_schema(name)
    neutral = {column: NEUTRAL.get(type(kind)) for column, kind in schema.items()}
    unknown = {column for row in rows for column in row} - schema.keys()
    assert not unknown, f"{name} has no {unknown}"
    return pl.DataFrame([neutral | dict(row) for row in rows], schema=schema, orient="row")


def view_rows(schema: Mapping[str, pl.DataType], *rows: Sequence[object]) -> pl.DataFrame:
    """Rows of a view."""
    return pl.DataFrame([list(row) for row in rows], schema=dict(schema), orient="row")


def invented_order(
    *units: str, config: StudyConfig | None = None, extras: Mapping[str, str] | None = None, **tables: pl.DataFrame
) -> Order:
    """An order of the invented study."""
    return Order("step", units, config or invented_config(), tables, extras or {})


ANALYSED = {
    "interview_id": pl.String(),
    "participant_id": pl.String(),
    "role": pl.String(),
    "side": pl.String(),
    "wave": pl.String(),
    "modality": pl.String(),
}


def analysed_interviews(*names: str, modality: str = "") -> pl.DataFrame:
    """Interviews by name (``A1-1``: participant A1 of side A in wave 1)."""
    rows = []
    for name in names:
        participant, wave = name.split("-")
        role = "guide" if participant[0] == "A" else "marcheur"
        rows.append((name, participant, role, participant[0], wave, modality))
    return view_rows(ANALYSED, *rows)
