"""The SQL files, their headers and the stores hold to one another."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from flows.step_graph import STEPS, WRITER
from tasks.table_catalogue import Table, load_catalogue, tables_of
from tasks.warehouse import Warehouse, frame_schema

CATALOGUE = load_catalogue()
NOT_BY_STEPS = {
    "key_check",
    "participant_keys",
    "runs",
    "step_results",
    "step_inputs",
    "findings",
    "validation_results",
}
"""Tables that record how steps went, and the vault's own keys."""


def everything() -> list[Table]:
    return list(CATALOGUE.values())


@pytest.mark.parametrize("table", everything(), ids=lambda table: table.name)
def test_catalogue_of_tables_file_defines_its_name(table: Table) -> None:
    statement = "\n".join(line for line in table.sql.splitlines() if not line.startswith("--"))
    assert len(duckdb.extract_statements(table.sql)) == 1, "one statement a file"
    assert re.match(rf"CREATE (TABLE|VIEW) {table.name}\b", statement.strip())


@pytest.mark.parametrize("table", everything(), ids=lambda table: table.name)
def test_catalogue_of_tables_header_is_whole(table: Table) -> None:
    assert table.what.endswith(".")
    assert set(table.grain) <= set(table.columns)
    assert all(description for description in table.columns.values())
    if table.store == "vault" and table.name != "key_check":
        assert table.personal == "identifying"
    if table.store != "vault":
        assert table.personal != "identifying"
    if table.published:
        assert table.store != "vault"


def test_catalogue_of_tables_columns_are_those_of_the_store(tmp_path: Path) -> None:
    for store in ("vault", "warehouse", "published"):
        tables = tables_of(store)
        with Warehouse(tmp_path / f"{store}.duckdb", tables) as opened:
            for table in tables:
                assert list(opened.columns(table.name)) == list(table.columns), table.name


def test_catalogue_of_tables_inputs_of_views_are_what_they_read() -> None:
    for table in everything():
        if table.is_view:
            body = table.sql.split("CREATE VIEW", 1)[1].split("AS", 1)[1]
            read = {name for name in CATALOGUE if re.search(rf"\b(FROM|JOIN) {name}\b", body)}
            assert read == set(table.inputs), table.name


def test_catalogue_of_tables_every_table_has_one_writer() -> None:
    written = [name for step in STEPS for name in (*step.writes, *step.seals)]
    assert len(written) == len(set(written))
    tables = {table.name for table in everything() if not table.is_view and table.store != "published"}
    assert set(written) | NOT_BY_STEPS == tables


def test_catalogue_of_tables_inputs_name_the_writer() -> None:
    for name, step in WRITER.items():
        assert CATALOGUE[name].inputs == (f"step {step.name}",), name


def test_catalogue_of_tables_types_are_known() -> None:
    for table in everything():
        if not table.is_view:
            assert list(frame_schema(table.name)) == list(table.columns)
