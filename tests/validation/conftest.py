"""The sound study: a small invented warehouse in which every validation holds, and its breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NotRequired, Protocol, TypedDict

import polars as pl
import pytest

from tasks.table_catalogue import load_catalogue, tables_of
from tasks.warehouse import Warehouse, conform, frame_schema

HERE = Path(__file__).parent
NEUTRAL = {pl.String: "", pl.Int32: 0, pl.Float64: 0.0, pl.Boolean: False}


Values = Mapping[str, object]


class Change(TypedDict):
    """One change of a break, as ``breaks.toml`` writes it: one of ``set``, ``add`` and ``remove``."""

    table: str
    where: NotRequired[Values]
    set: NotRequired[Values]
    add: NotRequired[Values]
    remove: NotRequired[bool]


class Breaker(Protocol):
    """Gives a warehouse in which some changes were made to the sound study."""

    def __call__(self, changes: Sequence[Change]) -> AbstractContextManager[Warehouse]:
        """For the time of a ``with`` block."""


def whole_rows(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    """``rows`` with the columns that they lack: empty, or nothing where the table asks for a value."""
    lacking = {column: kind for column, kind in frame_schema(name).items() if column not in rows.columns}
    sql = load_catalogue()[name].sql
    neutral = [
        pl.lit(NEUTRAL[type(kind)] if f"    {column} {_sql_type(kind)} NOT NULL" in sql else None, kind).alias(column)
        for column, kind in lacking.items()
    ]
    return conform(name, rows.with_columns(neutral))


def _sql_type(kind: pl.DataType) -> str:
    return {pl.String: "VARCHAR", pl.Int32: "INTEGER", pl.Float64: "DOUBLE", pl.Boolean: "BOOLEAN"}.get(type(kind), "")


def _sound_rows() -> dict[str, pl.DataFrame]:
    tables = {}
    for path in sorted((HERE / "sound_study").glob("*.csv")):
        rows = pl.read_csv(path, schema_overrides=frame_schema(path.stem), empty_string_is_null=False)
        tables[path.stem] = whole_rows(path.stem, rows)
    return tables


def _changed(name: str, rows: pl.DataFrame, change: Change) -> pl.DataFrame:
    where = change.get("where", {})
    hit = pl.all_horizontal(pl.lit(value=True), *(pl.col(column) == value for column, value in where.items()))
    if "remove" in change:
        return rows.filter(~hit)
    if "add" in change:
        model = rows.filter(hit) if where else whole_rows(name, pl.DataFrame([dict(change["add"])]))
        return pl.concat([rows, _with_values(name, model, change["add"])])
    return pl.concat([rows.filter(~hit), _with_values(name, rows.filter(hit), change["set"])])


def _with_values(name: str, rows: pl.DataFrame, values: Values) -> pl.DataFrame:
    assert rows.height, f"no row of {name} is concerned"
    schema = frame_schema(name)
    return rows.with_columns(
        pl.lit(None if value == "" and schema[column] != pl.String else value, schema[column]).alias(column)
        for column, value in values.items()
    )


@pytest.fixture(scope="session")
def sound_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    """The sound study in a warehouse; tests leave it as they found it."""
    with Warehouse(tmp_path_factory.mktemp("sound") / "warehouse.duckdb", tables_of("warehouse")) as warehouse:
        for name, rows in _sound_rows().items():
            warehouse.insert(name, rows)
        yield warehouse


@pytest.fixture(scope="session")
def sound_views(sound_warehouse: Warehouse) -> Mapping[str, pl.DataFrame]:
    """The quality views of the sound study."""
    views = [table.name for table in load_catalogue().values() if table.stage == "validation"]
    return {view: sound_warehouse.read(view) for view in views}


@pytest.fixture(scope="session")
def broken(sound_warehouse: Warehouse) -> Breaker:
    """Make changes to the sound study."""

    @contextmanager
    def changed(changes: Sequence[Change]) -> Iterator[Warehouse]:
        sound = {name: sound_warehouse.read(name) for name in {change["table"] for change in changes}}
        now = dict(sound)
        for change in changes:
            now[change["table"]] = _changed(change["table"], now[change["table"]], change)
        for name, rows in now.items():
            sound_warehouse.replace(name, rows)
        try:
            yield sound_warehouse
        finally:
            for name, rows in sound.items():
                sound_warehouse.replace(name, rows)

    return changed
