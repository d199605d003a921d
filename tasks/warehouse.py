"""The one door to DuckDB: opens a store, creates its tables from ``sql/``, reads them, replaces rows whole.

A store is one DuckDB file. One process writes it at a time; a second one is refused by DuckDB's own lock.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb
import polars as pl

from tasks.errors import StoreDamaged, StudyInUse
from tasks.table_catalogue import Table, load_catalogue

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class Warehouse:
    """An open store: tables go in and out as polars frames, whole or not at all."""

    def __init__(self, path: Path, tables: Sequence[Table], *, read_only: bool = False) -> None:
        self.path = path
        self.tables = {table.name: table for table in tables}
        self._connection = _connect(path, read_only=read_only)
        if not read_only:
            self._create()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is pending into the file and let it go."""
        self._connection.close()

    def read(self, name: str, **equals: str | int | Sequence[str]) -> pl.DataFrame:
        """Rows of a table or view in the order of its grain, those with ``column=value`` or ``column=[values]``."""
        table = self.tables[name]
        tests = [f"list_contains(${column}, {column})" for column in equals]
        query = f"SELECT * FROM {name}" + (f" WHERE {' AND '.join(tests)}" if tests else "")  # noqa: S608 - catalogue names
        query += f" ORDER BY {', '.join(table.grain)}"
        values = {column: [value] if isinstance(value, str | int) else list(value) for column, value in equals.items()}
        with self._guarded():
            frame: pl.DataFrame = self._connection.sql(query, params=values).pl()
        return frame

    def holds(self, *names: str) -> bool:
        """Whether the store has these tables, as defined here: not before the first run or after another version's."""
        with self._guarded():
            found = self._connection.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_name = 'table_definitions'"
            ).fetchall()
            known = self._definitions() if found[0][0] else {}
        return all(known.get(name) == _definition_digest(self.tables[name].sql) for name in names)

    def columns(self, name: str) -> dict[str, str]:
        """Column → DuckDB type, in order."""
        with self._guarded():
            return {str(row[0]): str(row[1]) for row in self._connection.execute(f"DESCRIBE {name}").fetchall()}

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is committed whole, or nothing of it."""
        with self._guarded():
            self._connection.execute("BEGIN TRANSACTION")
            try:
                yield
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def delete(self, name: str, **equals: str | Sequence[str]) -> None:
        """Remove the rows whose columns have these values; all rows where none is given."""
        tests = [f"list_contains(${column}, {column})" for column in equals]
        query = f"DELETE FROM {self.tables[name].name}" + (f" WHERE {' AND '.join(tests)}" if tests else "")  # noqa: S608
        values = {column: [value] if isinstance(value, str) else list(value) for column, value in equals.items()}
        self._connection.execute(query, values)

    def insert(self, name: str, rows: pl.DataFrame) -> None:
        """Add rows; the frame has the table's columns, in any order."""
        if rows.is_empty():
            return
        table = self.tables[name]
        strangers = sorted(set(rows.columns) ^ set(table.columns))
        if strangers:
            raise StoreDamaged(
                f"table {name}: columns {', '.join(strangers)} are not those of sql/{table.stage}/{name}.sql"
            )
        self._connection.register("incoming_rows", rows.select(list(table.columns)))
        self._connection.execute(f"INSERT INTO {table.name} BY NAME SELECT * FROM incoming_rows")  # noqa: S608
        self._connection.unregister("incoming_rows")

    def replace(self, name: str, rows: pl.DataFrame, **equals: str | Sequence[str]) -> None:
        """Put ``rows`` in the place of those whose columns have these values."""
        self.delete(name, **equals)
        self.insert(name, rows)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file, so that what was deleted does not linger beside it."""
        with self._guarded():
            self._connection.execute("CHECKPOINT")

    def _create(self) -> None:
        with self._guarded():
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS table_definitions (name VARCHAR PRIMARY KEY, definition VARCHAR NOT NULL)"
            )
            known = self._definitions()
        wanted = {name: _definition_digest(table.sql) for name, table in self.tables.items()}
        if known == wanted:
            return
        with self.transaction():
            for name in [name for name in known if wanted.get(name) != known[name]]:
                self._drop(name)
            for name, table in self.tables.items():
                if known.get(name) != wanted[name] or table.is_view:
                    self._define(name, table.sql.replace("CREATE VIEW", "CREATE OR REPLACE VIEW"), wanted[name])

    def _definitions(self) -> dict[str, str]:
        return dict(self._connection.execute("SELECT name, definition FROM table_definitions").fetchall())

    def _define(self, name: str, sql: str, definition: str) -> None:
        self._connection.execute(sql)
        self._connection.execute("INSERT OR REPLACE INTO table_definitions VALUES (?, ?)", [name, definition])

    def _drop(self, name: str) -> None:
        """A table defined otherwise by another version goes: its step computes it anew. The vault's never do."""
        if any(table.store == "vault" for table in self.tables.values()):
            raise StoreDamaged(f"the vault was made by another version of Miroir (table {name}); use that version")
        for kind in ("VIEW", "TABLE"):
            found = self._connection.execute(
                "SELECT count(*) FROM information_schema.tables WHERE table_name = ? AND (table_type = 'VIEW') = ?",
                [name, kind == "VIEW"],
            ).fetchall()
            if found[0][0]:
                self._connection.execute(f"DROP {kind} {name}")
        self._connection.execute("DELETE FROM table_definitions WHERE name = ?", [name])

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        try:
            yield
        except duckdb.Error as error:
            raise _damage(self.path, error) from None


def _connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    try:
        return duckdb.connect(path, read_only=read_only, config=_CONFIG)
    except duckdb.IOException as error:
        if "could not set lock" in str(error).lower():
            raise StudyInUse(
                f"{path.name} is in use: a run of this study is under way; wait until it has finished"
            ) from None
        raise StoreDamaged(f"{path.name} cannot be opened: {_plain(error)}") from None
    except duckdb.Error as error:
        raise StoreDamaged(f"{path.name} is not a store of Miroir, or is damaged: {_plain(error)}") from None


_NO_ROOM = ("No space left", "File too large", "Disk quota")


def _damage(path: Path, error: duckdb.Error) -> StoreDamaged:
    if any(words in str(error) for words in _NO_ROOM):
        return StoreDamaged(f"{path.name}: no space left on the disk; nothing was lost, make room and run again")
    return StoreDamaged(f"{path.name}: {_plain(error)}")


def _plain(error: duckdb.Error) -> str:
    """The kind of error and its first line cut before any value: DuckDB quotes rows in its errors."""
    line = re.split("[\"']", str(error).splitlines()[0])[0]
    return f"{type(error).__name__}: {line[:160].strip()}"


def _definition_digest(sql: str) -> str:
    """Of the statement without its header: other words about a table are no other table."""
    statement = [line.rstrip() for line in sql.splitlines() if not line.startswith("--")]
    return hashlib.sha256("\n".join(statement).encode()).hexdigest()


def hash_rows(tables: Mapping[str, pl.DataFrame], *, secret: bytes = b"") -> str:
    """A hash of what the frames hold, whatever the order of their rows; keyed where the rows identify."""
    digest = hashlib.blake2b(digest_size=16, key=secret)
    for name in sorted(tables):
        frame = tables[name]
        digest.update(json.dumps([name, frame.columns, [str(kind) for kind in frame.dtypes]]).encode())
        digest.update(frame.hash_rows(seed=0).sort().to_numpy().tobytes())
    return digest.hexdigest()


def conform(name: str, rows: Iterable[Mapping[str, object]] | pl.DataFrame) -> pl.DataFrame:
    """``rows`` as a frame with the columns and types of table ``name``: what a step hands to the writer."""
    schema = frame_schema(name)
    if isinstance(rows, pl.DataFrame):
        return rows.select(pl.col(column).cast(kind, strict=True) for column, kind in schema.items())
    return pl.DataFrame(list(rows), schema=schema, orient="row")


_POLARS = {
    "VARCHAR": pl.String(),
    "INTEGER": pl.Int32(),
    "DOUBLE": pl.Float64(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
    "BLOB": pl.Binary(),
}


def frame_schema(name: str) -> dict[str, pl.DataType]:
    """Column → polars type of a table, from its ``CREATE TABLE``."""
    table = load_catalogue()[name]
    lines = {parts[0]: parts[1] for line in table.sql.splitlines() if len(parts := line.strip(" ,").split()) > 1}
    return {column: _POLARS[lines[column]] for column in table.columns}


def compact(path: Path, tables: Sequence[Table]) -> None:
    """Write a store anew and swap it in: blocks that deleted rows leave behind still hold their text until then."""
    aside = path.with_suffix(".compact.duckdb")
    for leftover in (aside, aside.with_name(aside.name + ".wal")):
        leftover.unlink(missing_ok=True)
    with Warehouse(path, tables) as old, Warehouse(aside, tables) as new, new.transaction():
        for table in tables:
            if not table.is_view:
                new.insert(table.name, old.read(table.name))
    aside.replace(path)
    path.with_name(path.name + ".wal").unlink(missing_ok=True)


def write_published(path: Path, tables: Mapping[str, pl.DataFrame]) -> None:
    """Write ``tables`` into a fresh DuckDB file at ``path``: the whole of a published file, or StoreDamaged."""
    for left in (path, path.with_name(f"{path.name}.wal")):
        left.unlink(missing_ok=True)
    try:
        with closing(_connect(path, read_only=False)) as connection:
            for name in sorted(tables):
                connection.register("published_rows", tables[name])
                connection.execute(f"CREATE TABLE {name} AS SELECT * FROM published_rows")  # noqa: S608 - catalogue names
                connection.unregister("published_rows")
            connection.execute("CHECKPOINT")  # closing writes the file too, but says nothing where it cannot
    except duckdb.Error as error:
        raise _damage(path, error) from None
