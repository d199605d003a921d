"""Views tested by data: ``tests/sql/<view>/<case>/`` holds the input tables and ``expect.csv``, what the view shows.

An input may leave out columns: text is then empty, numbers are 0 or, where the table allows it, missing. ``expect.csv``
holds the columns to compare; all cases of a view together hold every column.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from tasks.table_catalogue import load_catalogue, tables_of
from tasks.warehouse import Warehouse, conform, frame_schema

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in HERE.glob("*/*/expect.csv"))
VIEWS = [table for table in load_catalogue().values() if table.is_view]
EXPECTED = "expect.csv"
NEUTRAL = {
    pl.String: ("VARCHAR", ""),
    pl.Int32: ("INTEGER", 0),
    pl.Float64: ("DOUBLE", 0.0),
    pl.Boolean: ("BOOLEAN", False),
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse(tmp_path_factory.mktemp("sql") / "warehouse.duckdb", tables_of("warehouse")) as opened:
        yield opened


def read_rows(path: Path, schema: dict[str, pl.DataType]) -> pl.DataFrame:
    known = {column: kind for column, kind in schema.items() if column in _heading(path)}
    return pl.read_csv(path, schema_overrides=known, empty_string_is_null=False)


def _heading(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()[0].split(",")


def whole_rows(name: str, rows: pl.DataFrame) -> pl.DataFrame:
    lacking = {column: kind for column, kind in frame_schema(name).items() if column not in rows.columns}
    return conform(name, rows.with_columns(_neutral(name, column, kind) for column, kind in lacking.items()))


def _neutral(name: str, column: str, kind: pl.DataType) -> pl.Expr:
    written, value = NEUTRAL.get(type(kind), ("", None))
    asked = f"    {column} {written} NOT NULL" in load_catalogue()[name].sql
    return pl.lit(value if asked else None, kind).alias(column)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}-{case.name}")
def test_sql_case_shows_what_is_expected(warehouse: Warehouse, case: Path) -> None:
    view = case.parent.name
    inputs = {path.stem: path for path in sorted(case.glob("*.csv")) if path.name != EXPECTED}
    for name, path in inputs.items():
        warehouse.replace(name, whole_rows(name, read_rows(path, frame_schema(name))))
    try:
        shown = warehouse.read(view)
    finally:
        for name in inputs:
            warehouse.delete(name)
    expected = read_rows(case / EXPECTED, dict(shown.schema)).cast(
        {column: shown.schema[column] for column in _heading(case / EXPECTED)}
    )
    assert set(load_catalogue()[view].grain) <= set(expected.columns)
    assert_frame_equal(shown.select(expected.columns), expected, rel_tol=1e-9, abs_tol=1e-9)


@pytest.mark.parametrize("view", [table.name for table in VIEWS])
def test_sql_every_view_has_cases_for_every_column(view: str) -> None:
    expected = [case / EXPECTED for case in CASES if case.parent.name == view]
    assert len(expected) >= 2, "at least one ordinary and one empty or extreme case"
    assert {column for path in expected for column in _heading(path)} == set(load_catalogue()[view].columns)


@pytest.mark.parametrize("view", [table.name for table in VIEWS])
def test_sql_header_says_what_the_view_reads_and_shows(warehouse: Warehouse, view: str) -> None:
    table = load_catalogue()[view]
    assert list(warehouse.columns(view)) == list(table.columns)
    words = table.sql[table.sql.index("CREATE VIEW") :].replace(")", " ").replace(";", " ").split()
    read = {following for word, following in pairwise(words) if word in ("FROM", "JOIN")}
    assert read & load_catalogue().keys() == set(table.inputs)


def test_sql_grain_makes_rows_unique() -> None:
    for case in CASES:
        grain = list(load_catalogue()[case.parent.name].grain)
        rows = pl.read_csv(case / EXPECTED, infer_schema=False)
        assert rows.select(grain).is_unique().all(), case
