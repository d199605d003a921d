"""The published file of the invented study: rows of base tables, views computed from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from tasks.table_catalogue import load_catalogue, published_tables
from tasks.warehouse import conform
from tasks.warehouse import write_published as write_tables
from tests.dashboards.example_analyses import class_rows, grid_rows, mirror_rows, specificity_rows, wave_rows
from tests.dashboards.example_goals import attribute_rows, goal_rows
from tests.dashboards.example_people import Row, people_rows, run_rows, study_rows, text_rows

Rows = Mapping[str, Sequence[Row]]


def publish(path: Path, rows: Rows) -> Path:
    """Write the published file that a warehouse with these ``rows`` (table → rows) would give; others are empty."""
    with duckdb.connect(":memory:") as connection:
        for table in load_catalogue().values():
            if table.store != "vault":
                connection.execute(table.sql)
        for name, given in rows.items():
            if given:
                connection.register("given_rows", conform(name, given))
                connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given_rows")
                connection.unregister("given_rows")
        tables = {
            table.name: connection.sql(f"SELECT * FROM {table.name} ORDER BY {', '.join(table.grain)}").pl()
            for table in published_tables()
        }
    write_tables(path, tables)
    return path


def example_rows() -> dict[str, Sequence[Row]]:
    """Rows of the whole invented study."""
    return {
        "study": study_rows(),
        **people_rows(),
        **text_rows(),
        **class_rows(),
        "specificities": specificity_rows(),
        **grid_rows(),
        **mirror_rows(),
        **wave_rows(),
        **goal_rows(),
        **attribute_rows(),
        **run_rows(),
    }
