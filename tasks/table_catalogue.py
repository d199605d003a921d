"""The catalogue of tables: what each file of ``sql/`` defines, read from the files themselves.

One statement a file; the file's name is the table's or view's; its header says what a row is, whom it concerns and what
every column holds. Nothing about a table is written anywhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

SQL_FOLDER = Path(__file__).resolve().parents[1] / "sql"

Store = Literal["vault", "warehouse", "published"]
Personal = Literal["none", "pseudonymous", "identifying"]


@dataclass(frozen=True, slots=True)
class Table:
    """One table or view."""

    name: str
    stage: str
    """Folder of the file."""
    sql: str
    """The whole file: its one statement with its header."""
    what: str
    grain: tuple[str, ...]
    """Columns that make a row unique."""
    personal: Personal
    published: bool
    inputs: tuple[str, ...]
    """For a view the tables it reads; for a table the step that fills it."""
    columns: Mapping[str, str]
    """Column → what it holds, in order."""
    is_view: bool

    @property
    def store(self) -> Store:
        """The file that holds it."""
        stores: dict[str, Store] = {"vault": "vault", "publication": "published"}
        return stores.get(self.stage, "warehouse")


class CatalogueFault(ValueError):
    """A file of ``sql/`` that lacks a part of its header: a fault of the program, not of a study."""


def parse_table(path: Path) -> Table:
    """Read one file of ``sql/``; raises CatalogueFault where its header lacks a part."""
    sql = path.read_text(encoding="utf-8")
    comment = [line[2:].rstrip() for line in sql.splitlines() if line.startswith("--")]
    fields = dict(line.strip().split(": ", 1) for line in comment[1:] if not line.startswith("   ") and ": " in line)
    columns = dict(line.strip().split(": ", 1) for line in comment if line.startswith("   "))
    missing = {"grain", "personal", "published", "inputs"} - fields.keys()
    if missing or not columns:
        raise CatalogueFault(f"{path.name}: the header lacks {', '.join(sorted(missing)) or 'columns'}")
    return Table(
        name=path.stem,
        stage=path.parent.name,
        sql=sql,
        what=comment[0].strip(),
        grain=tuple(fields["grain"].split(", ")),
        personal=_personal(fields["personal"]),
        published=fields["published"] == "yes",
        inputs=tuple(fields["inputs"].split(", ")),
        columns=columns,
        is_view=re.search(r"^CREATE VIEW ", sql, re.MULTILINE) is not None,
    )


def _personal(word: str) -> Personal:
    kinds: dict[str, Personal] = {"none": "none", "pseudonymous": "pseudonymous", "identifying": "identifying"}
    return kinds[word]


@cache
def load_catalogue() -> Mapping[str, Table]:
    """Every table and view by name, in the order in which they can be created."""
    tables = {path.stem: parse_table(path) for path in sorted(SQL_FOLDER.glob("*/*.sql"))}
    ordered: dict[str, Table] = {name: table for name, table in tables.items() if not table.is_view}
    waiting = {name: table for name, table in tables.items() if table.is_view}
    while waiting:
        ready = [name for name, view in waiting.items() if all(source in ordered for source in view.inputs)]
        if not ready:
            raise CatalogueFault(f"views that read each other or an unknown table: {', '.join(sorted(waiting))}")
        ordered |= {name: waiting.pop(name) for name in ready}
    return ordered


def tables_of(store: Store) -> list[Table]:
    """The tables and views of one store, in the order in which they can be created."""
    return [table for table in load_catalogue().values() if table.store == store]


def base_tables(names: Iterable[str]) -> list[str]:
    """The tables behind ``names``: themselves, and for views what they read, down to tables."""
    catalogue = load_catalogue()
    found: dict[str, None] = {}
    for name in names:
        sources = base_tables(catalogue[name].inputs) if catalogue[name].is_view else [name]
        found |= dict.fromkeys(sources)
    return list(found)


def sql_behind(names: Iterable[str]) -> str:
    """The SQL text that ``names`` depend on: their own and that of every view and table they read."""
    catalogue = load_catalogue()
    texts: dict[str, str] = {}

    def collect(name: str) -> None:
        texts[name] = catalogue[name].sql
        if catalogue[name].is_view:
            for source in catalogue[name].inputs:
                collect(source)

    for name in names:
        collect(name)
    return "\n".join(texts[name] for name in sorted(texts))


def published_tables() -> list[Table]:
    """What the published file holds: published tables and views of the warehouse (as tables), and its own."""
    return [table for table in load_catalogue().values() if table.published]
