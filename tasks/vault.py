"""The vault: what identifies. Every identifying value is sealed under a data key of its participant.

The data keys are wrapped by the study's key; destroying a participant's data key makes all that was sealed under it
unreadable. Columns of type BLOB are the sealed ones (``sql/vault``); in frames they are text, or bytes for a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import polars as pl

from tasks.errors import StudyKeyWrong
from tasks.study_key import Key, new_key
from tasks.table_catalogue import load_catalogue, tables_of
from tasks.warehouse import Warehouse, frame_schema

STUDY = "study"
"""Owner of what belongs to no participant."""
_RAW = frozenset({"content"})
"""Sealed columns that are bytes, not text."""


class Vault:
    """An open vault: clear frames in and out, sealed values in the file."""

    def __init__(self, path: Path, study_key: Key) -> None:
        self._study_key = study_key
        self._store = Warehouse(path, tables_of("vault"))
        self._data_keys: dict[str, Key] = {}
        self._check_key()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is pending into the file and let it go."""
        self._store.close()

    def read(self, name: str, **equals: str | int | Sequence[str]) -> pl.DataFrame:
        """Rows of a vault table with the sealed columns opened."""
        rows = self._store.read(name, **equals)
        for column in sealed_columns(name):
            values = [
                self._key_of(owner).open(sealed, place=_place(name, column, row))
                for owner, sealed, row in zip(rows["participant_id"], rows[column], _row_names(name, rows), strict=True)
            ]
            clear = pl.Series(column, values, dtype=pl.Binary)
            rows = rows.with_columns(clear if column in _RAW else clear.cast(pl.String))
        return rows

    def empty(self, name: str) -> pl.DataFrame:
        """No rows of a vault table."""
        return clear_frame(name, [])

    def commit(self, tables: dict[str, pl.DataFrame], **equals: str | Sequence[str]) -> None:
        """Put the rows of several tables in the place of those with these column values, whole or not at all."""
        owners = {owner for rows in tables.values() for owner in rows["participant_id"].unique()}
        with self._store.transaction():
            self._create_data_keys(owners)
            for name, rows in tables.items():
                self._store.replace(name, self._sealed(name, rows), **equals)

    def _sealed(self, name: str, rows: pl.DataFrame) -> pl.DataFrame:
        for column in sealed_columns(name):
            clear = rows[column] if column in _RAW else rows[column].cast(pl.Binary)
            values = [
                self._key_of(owner).seal(value, place=_place(name, column, row))
                for owner, value, row in zip(rows["participant_id"], clear, _row_names(name, rows), strict=True)
            ]
            rows = rows.with_columns(pl.Series(column, values, dtype=pl.Binary))
        return rows

    def _check_key(self) -> None:
        rows = self._store.read("key_check")
        if rows.is_empty():
            sealed = self._study_key.seal(b"miroir", place="key_check")
            with self._store.transaction():
                self._store.insert("key_check", pl.DataFrame({"name": ["miroir"], "sealed": [sealed]}))
            return
        try:
            self._study_key.open(rows["sealed"][0], place="key_check")
        except StudyKeyWrong:
            self.close()
            raise

    def _key_of(self, participant_id: str) -> Key:
        if participant_id not in self._data_keys:
            wrapped = self._store.read("participant_keys", participant_id=participant_id)["wrapped_key"][0]
            secret = self._study_key.open(wrapped, place=f"participant_keys/{participant_id}")
            self._data_keys[participant_id] = Key(secret)
        return self._data_keys[participant_id]

    def _create_data_keys(self, owners: Collection[str]) -> None:
        known = set(self._store.read("participant_keys")["participant_id"])
        rows = []
        for owner in sorted(set(owners) - known):
            key = new_key()
            self._data_keys[owner] = key  # in the place of one that a failed commit may have left here
            wrapped = self._study_key.seal(key.secret, place=f"participant_keys/{owner}")
            rows.append({"participant_id": owner, "wrapped_key": wrapped})
        self._store.insert("participant_keys", pl.DataFrame(rows, schema=dict(frame_schema("participant_keys"))))


def sealed_columns(name: str) -> list[str]:
    """Columns of a vault table that are sealed under a data key."""
    return [column for column, kind in frame_schema(name).items() if kind == pl.Binary()]


def clear_schema(name: str) -> dict[str, pl.DataType]:
    """Column → type of a vault table's opened rows."""
    schema = frame_schema(name)
    return schema | {column: pl.String() for column in sealed_columns(name) if column not in _RAW}


def clear_frame(name: str, rows: Iterable[dict[str, object]]) -> pl.DataFrame:
    """``rows`` as an opened frame of a vault table."""
    return pl.DataFrame(list(rows), schema=clear_schema(name), orient="row")


def _place(name: str, column: str, row: str) -> str:
    return f"{name}/{column}/{row}"


def _row_names(name: str, rows: pl.DataFrame) -> list[str]:
    grain = list(load_catalogue()[name].grain)
    return ["/".join(str(value) for value in row) for row in rows.select(grain).iter_rows()]
