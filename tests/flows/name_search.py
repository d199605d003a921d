"""The search for true names: in tables, in files as they lie on the disk, in what Prefect packed."""

from __future__ import annotations

import base64
import binascii
import csv
import hashlib
import re
import sqlite3
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb
import polars as pl

from tests.flows.study_runs import EXAMPLE

_UUID_FORM = r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"
_UUID, _UUID_BYTES = re.compile(_UUID_FORM), re.compile(_UUID_FORM.encode())
"""Prefect's ids: now and then one of their groups of four reads "dede"."""
_RUNS = re.compile(rb"[a-z0-9]+")
SHORTEST_IN_SEALED = 5
"""Sealed bytes are as good as random: four letters turn up in some megabytes of them by chance."""


def rows_of(path: Path) -> list[dict[str, str]]:
    """Rows of a table of an invented study."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def true_names(source: Path = EXAMPLE) -> list[str]:
    """Every form that names somebody or something in the invented study ``source`` and is no common word.

    Left out are the forms that ``identities_gold.csv`` marks as not to be searched for by their letters alone: Rose,
    Vire, Tulle and Boussole are said as words too, and stay. No pseudonym need be left out: masking chooses none that
    anyone bears or that stands in an interview.
    """
    gold = rows_of(source / "identities_gold.csv")
    words = {row["surface"] for row in gold if row["greppable"] == "no"}
    names = {row["surface"] for row in gold if row["greppable"] == "yes"}
    names |= {row["name"] for row in rows_of(source / "names.csv")}
    for row in rows_of(source / "participants.csv"):
        names |= {row["prénom"], row["nom"], row["surnom"]}
    return sorted(names - words - {""})


def file_names(source: Path = EXAMPLE) -> list[str]:
    """Names of the incoming files, without their ends: a researcher's often name the person."""
    return sorted(path.stem for path in (source / "incoming").iterdir())


def folded(text: str) -> str:
    """Without case and accents, words apart by single signs."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[\s\u00a0_]+", " ", plain)


@dataclass(frozen=True)
class Searcher:
    """Looks for ``needles`` as whole words, whatever their case and accents."""

    needles: tuple[str, ...]

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted({folded(needle) for needle in self.needles}, key=len, reverse=True)
        return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(map(re.escape, forms))})(?![a-z0-9])")

    @cached_property
    def _spelled(self) -> list[tuple[str, bytes]]:
        """Needles as bytes on a disk: UTF-8, a Windows page, JSON's escapes; lower case."""
        spelled: set[tuple[str, bytes]] = set()
        for needle in self.needles:
            for form in (needle, needle.lower(), needle.upper(), folded(needle)):
                escaped = form.encode("ascii", "backslashreplace").replace(b"\\x", b"\\u00")
                spelled |= {(needle, data.lower()) for data in (form.encode(), form.encode("cp1252"), escaped)}
        return sorted(spelled)

    def in_text(self, text: str) -> set[str]:
        """What of the needles stands in ``text``, folded."""
        return set(self._pattern.findall(folded(_UUID.sub("", text))))

    def in_bytes(self, data: bytes, *, shortest: int = 0) -> set[str]:
        """What of the needles of at least ``shortest`` letters stands in ``data`` in any spelling."""
        lower = _UUID_BYTES.sub(b"", re.sub(rb"\x00{2,}", b"\x00", data).lower())
        # Whoever stands alone is made of whole runs of letters: most needles are told absent without a search.
        runs = set(_RUNS.findall(lower))
        return {
            needle
            for needle, spelled in self._spelled
            if len(needle) >= shortest and runs.issuperset(_RUNS.findall(spelled)) and _stands_alone(spelled, lower)
        }

    def in_store(self, store: Path, *, seen: set[bytes] | None = None) -> dict[str, set[str]]:
        """Place → what was found there, of everything that Miroir and Prefect keep for a study.

        Files whose digest is in ``seen`` are passed over; the others' are added.
        """
        found: dict[str, set[str]] = {}
        known = set() if seen is None else seen
        files = [path for path in sorted(store.rglob("*")) if path.is_file() and _is_new(path, known)]
        for path in files:  # as they lie there, before any is opened: SQLite takes its log in and away
            sealed = path.name.startswith("vault.duckdb") or path.suffix == ".sealed"
            if hits := self.in_bytes(path.read_bytes(), shortest=SHORTEST_IN_SEALED if sealed else 0):
                found.setdefault(str(path.relative_to(store)), set()).update(hits)
        for place, text in (text for path in files if path.exists() for text in texts_of_file(path)):
            if hits := self.in_text(text):
                found.setdefault(place, set()).update(hits)
        return found


def _is_new(path: Path, known: set[bytes]) -> bool:
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).digest()
    new = digest not in known
    known.add(digest)
    return new


def _stands_alone(spelled: bytes, data: bytes) -> bool:
    return re.search(rb"(?<![a-z0-9])" + re.escape(spelled) + rb"(?![a-z0-9])", data) is not None


def texts_of_file(path: Path) -> Iterator[tuple[str, str]]:
    """Every text that can be read out of a database or a packed file, with its place."""
    if path.suffix == ".duckdb":
        yield from _duckdb_texts(path)
    elif path.suffix == ".db":
        yield from _sqlite_texts(path)
    elif path.suffix == ".xlsx":
        yield from _workbook_texts(path)
    elif path.suffix == ".parquet":
        yield from _parquet_texts(path)
    elif path.parent.name == "storage":
        yield from _packed_texts(path)


def _duckdb_texts(path: Path) -> Iterator[tuple[str, str]]:
    if path.read_bytes()[8:12] != b"DUCK":
        return  # a test damaged it: its bytes are searched all the same
    with duckdb.connect(path, read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE data_type = 'VARCHAR'"
        ).fetchall()
        for table, column in columns:
            rows = connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" IS NOT NULL')
            yield f"{path.name}: {table}.{column}", "\n".join(str(row[0]) for row in rows.fetchall())


def _sqlite_texts(path: Path) -> Iterator[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"')
            values: Iterable[object] = (value for row in rows for value in row)
            yield f"{path.name}: {table}", "\n".join(str(value) for value in values if isinstance(value, str))


def _workbook_texts(path: Path) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(path) as workbook:
        for name in workbook.namelist():
            yield f"{path.name}: {name}", workbook.read(name).decode("utf-8", errors="replace")


def _parquet_texts(path: Path) -> Iterator[tuple[str, str]]:
    rows = pl.read_parquet(path)
    for column in rows.select(pl.col(pl.String)).columns:
        yield f"{path.name}: {column}", "\n".join(rows[column].drop_nulls().unique().sort())


def _packed_texts(path: Path) -> Iterator[tuple[str, str]]:
    """Prefect keeps results and errors pickled, in base64."""
    data = path.read_bytes()
    try:
        unpacked = base64.b64decode(data)
    except binascii.Error:
        unpacked = b""
    yield f"storage/{path.name}", (data + b"\n" + unpacked).decode("utf-8", errors="replace")
