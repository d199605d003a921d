"""The pages' door to the published file."""

from __future__ import annotations

from pathlib import Path

import duckdb
import polars as pl
import pytest

from dashboards.published import open_published
from tasks.errors import StoreDamaged
from tasks.table_catalogue import published_tables


def test_published_reads_every_table_with_its_documented_columns(example: Path) -> None:
    with open_published(example) as published:
        for table in published_tables():
            assert published.read(table.name).columns == list(table.columns), table.name


def test_published_is_never_written(example: Path) -> None:
    before = example.read_bytes()
    with open_published(example) as published:
        published.read("classes")
    assert example.read_bytes() == before


def test_published_says_that_the_file_is_missing_or_foreign(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged), open_published(tmp_path / "absent.duckdb"):
        pass
    foreign = tmp_path / "foreign.duckdb"
    duckdb.connect(foreign).close()
    with open_published(foreign) as published, pytest.raises(StoreDamaged):
        published.read("classes")


def test_published_segments_keep_the_order_of_their_keys(example: Path) -> None:
    keys = pl.DataFrame({"interview_id": ["B2-1", "A1-1", "A1-1", "Z9-1"], "segment": [3, 2, 1, 1]})
    with open_published(example) as published:
        spoken = published.segments(keys)
        texts = {(row["interview_id"], row["segment"]): row for row in published.read("segment_texts").to_dicts()}
    assert spoken.select("interview_id", "segment").rows() == [("B2-1", 3), ("A1-1", 2), ("A1-1", 1)]
    assert [row["text"] for row in spoken.to_dicts()] == [
        texts[key]["text"] for key in [("B2-1", 3), ("A1-1", 2), ("A1-1", 1)]
    ]
    assert spoken["label"].to_list() == ["Patrick B", "Anne A", "Anne A"]
