"""Tables at a study's root that Miroir and the user write in turns: what is asked goes in, what is answered stays.

CSV with ``;`` and a byte order mark, so that spreadsheets open them; read in whatever encoding and with whatever
separator a spreadsheet left them. Lines that are kept are kept as they stand.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.errors import Problem, StudyInvalid
from tasks.ingestion.folding import fold
from tasks.ingestion.formats.archives import ARCHIVE_START
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.tables import find_delimiter, read_table

_UTF_8_MARK = b"\xef\xbb\xbf"
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class KeptRow:
    """One row: its line in the file, and its cells by field (an empty text where the column is not there)."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KeptTable:
    """The table as it stands."""

    name: str
    text: str
    encoding: str
    """As Python names it; with its mark where the file begins with one."""
    delimiter: str
    columns: tuple[str, ...]
    """Field of each column, in order; empty for a column that is the user's own."""
    headings: Mapping[str, str]
    """Field → heading as written."""
    rows: tuple[KeptRow, ...]


def read_kept(data: bytes, *, name: str, headings: Mapping[str, Sequence[str]], needed: Collection[str]) -> KeptTable:
    """Read such a table.

    Args:
        data: the file.
        name: how problems call it.
        headings: field → the headings that it may have, compared folded.
        needed: fields whose column must be there.

    Raises:
        StudyInvalid: it cannot be read, a column is not there, or one is there twice.
    """
    if data.startswith(ARCHIVE_START):
        raise StudyInvalid([Problem(name, "is a workbook", "save it as CSV")])
    table = read_table(data, name=name)
    known = {fold(written): field for field, several in headings.items() for written in several}
    columns = tuple(known.get(fold(heading), "") for heading in table.headings)
    problems = [
        Problem(name, "no column bears this heading", f"the headings are {', '.join(table.headings)}", 1, written[0])
        for field, written in headings.items()
        if field in needed and field not in columns
    ]
    problems += [
        Problem(name, "two columns bear this heading", "remove one", line=1, field=headings[field][0])
        for field in dict.fromkeys(columns)
        if field and columns.count(field) > 1
    ]
    if problems:
        raise StudyInvalid(problems)
    decoded = decode_text(data)
    encoding = "utf-8-sig" if data.startswith(_UTF_8_MARK) else decoded.encoding
    blank = dict.fromkeys(headings, "")
    rows = tuple(
        KeptRow(row.line, blank | {key: cell for key, cell in zip(columns, row.cells, strict=True) if key})
        for row in table.rows
    )
    named = {field: heading for field, heading in zip(columns, table.headings, strict=True) if field}
    return KeptTable(name, decoded.text, encoding, find_delimiter(decoded.text), columns, named, rows)


def rewrite(table: KeptTable, *, drop: Collection[int], add: Sequence[Mapping[str, str]]) -> bytes:
    """Give the file without the rows at these lines and with these rows at its end; all else as it stands."""
    lines = _LINE.findall(table.text)
    bounds = [*(row.line for row in table.rows), len(lines) + 1]
    gone = {line for first, after in pairwise(bounds) if first in drop for line in range(first, after)}
    kept = "".join(line for number, line in enumerate(lines, start=1) if number not in gone)
    end = "\r\n" if "\r\n" in table.text else "\n"
    if kept and add and not kept.endswith(("\n", "\r")):
        kept += end
    text = kept + _csv([[row.get(field, "") for field in table.columns] for row in add], table.delimiter, end)
    try:
        return text.encode(table.encoding)
    except UnicodeEncodeError:
        return text.encode("utf-8-sig")


def new_table(headings: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bytes:
    """Write a table for the first time: field → heading, in order."""
    cells = [list(headings.values()), *([row.get(field, "") for field in headings] for row in rows)]
    return _csv(cells, ";", "\n").encode("utf-8-sig")


def _csv(rows: Sequence[Sequence[str]], delimiter: str, end: str) -> str:
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=end).writerows(rows)
    return stream.getvalue()
