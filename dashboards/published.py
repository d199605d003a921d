"""The only door of the pages to the published file: opened read-only, read by table name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from tasks.table_catalogue import published_tables
from tasks.warehouse import Warehouse


class Published:
    """An open published file. Frames have the columns that the table's file in ``sql/`` documents, in that order."""

    def __init__(self, warehouse: Warehouse) -> None:
        self._warehouse = warehouse
        self._read: dict[tuple[object, ...], pl.DataFrame] = {}

    def read(self, name: str, **equals: str | int | Sequence[str]) -> pl.DataFrame:
        """Rows of a published table in the order of its grain, those with ``column=value`` or ``column=[values]``.

        Read once: the file does not change while it is open, frames are never changed, and pages ask again and again.
        """
        asked = (name, *((column, repr(value)) for column, value in sorted(equals.items())))
        if asked not in self._read:
            rows = self._warehouse.read(name, **equals)
            self._read[asked] = rows.select(list(self._warehouse.tables[name].columns))
        return self._read[asked]

    def segments(self, keys: pl.DataFrame) -> pl.DataFrame:
        """``keys`` (with ``interview_id`` and ``segment``) beside who said them and their words, in their order.

        Columns added: ``label``, ``turn``, ``text``. A key without its segment is left out.
        """
        interviews = keys["interview_id"].unique().sort().to_list()
        spoken = self.read("segment_texts", interview_id=interviews).select(
            "interview_id", "segment", "label", "turn", "text"
        )
        return keys.join(spoken, on=["interview_id", "segment"], how="inner", maintain_order="left")


@contextmanager
def open_published(path: Path) -> Iterator[Published]:
    """Open the published file at ``path``; raises StoreDamaged where it is missing or no such file."""
    with Warehouse(path, published_tables(), read_only=True) as warehouse:
        yield Published(warehouse)
