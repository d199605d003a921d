"""The study's table of participants, as laboratories keep it by hand."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from openpyxl.utils import get_column_letter

from tasks.errors import Problem
from tasks.ingestion.file_names import are_parts
from tasks.ingestion.folding import fold
from tasks.ingestion.tables import RawRow, RawTable
from tasks.records import Finding

REQUIRED_FIELDS = ("id", "file", "role")
FIELDS = (
    *REQUIRED_FIELDS,
    "wave",
    "date",
    "modality",
    "first_name",
    "surname",
    "nicknames",
    "gender",
    "age",
    "consent",
)

_VALUE_FIELDS = ("id", "role", "wave", "modality", "gender", "consent", "attributes")
"""Columns that hold values out of a few, or codes; free text and names are written as they please."""

_ID = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]*[A-Za-z0-9])?")
_SERIAL_DATE = re.compile(r"([2-7]\d{4})(?:[.,]\d+)?")
"""A day as workbooks count it (from 1954 to 2119), which shows where a cell lost its format."""
_FIRST_SERIAL_DAY = datetime.date(1899, 12, 30)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_FRENCH_DATE = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_NICKNAME_ENDS = re.compile(r"[;,/|]")
_WOMEN = frozenset({"f", "femme", "feminin", "female", "woman", "fille", "mme", "madame", "w"})
_MEN = frozenset({"m", "h", "homme", "masculin", "male", "man", "garcon", "monsieur", "mr"})


@dataclass(frozen=True, slots=True)
class ParticipantRow:
    """One interview announced by the table: a person, a wave, its files. Texts as written, blanks stripped."""

    id: str
    files: tuple[str, ...]
    role: str
    wave: str = ""
    date: datetime.date | None = None
    modality: str = ""
    first_name: str = ""
    surname: str = ""
    nicknames: tuple[str, ...] = ()
    gender: str = ""
    """``f``, ``m`` or empty."""
    age: str = ""
    consent: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[int, ...] = ()
    """Lines of the table, from 1; several where the parts of one interview have a row each."""


@dataclass(frozen=True, slots=True)
class ParticipantTable:
    """The table read."""

    rows: tuple[ParticipantRow, ...]
    """Rows that bear an id, in the order of the table, parts joined."""
    problems: tuple[Problem, ...]
    """What keeps the table from being read: columns that are missing or twice there."""
    findings: tuple[Finding, ...]
    """What to look over: ``row_without_id``, ``row_without_file``, ``row_without_role``, ``id_malformed``,
    ``id_used_twice``, ``date_unreadable``, ``gender_unreadable``. Subject: the id, or empty; detail ``line``.
    ``value_spellings`` (``column``, ``spellings``, ``values``), ``title_rows`` (``lines``): of the whole table."""


def read_participants(table: RawTable, columns: Mapping[str, str | Sequence[str]]) -> ParticipantTable:
    """Read the rows of a table of participants.

    A person may have several rows (waves). Rows of one id and wave whose file names differ by a last part mark alone
    (``a``/``b``, ``partie 1``/``partie 2``) are parts of one interview and joined; for other file names the id counts
    as used twice, and all its rows stay for the caller to set aside. A heading that is asked for and stands over two
    columns is a problem: no column is chosen for the reader.

    Args:
        table: the table as read.
        columns: Miroir's field to the table's heading; ``nicknames`` and ``attributes`` may have several.
    """
    places, problems = _column_places(table, columns)
    if problems:
        return ParticipantTable((), tuple(problems), ())
    findings: list[Finding] = []
    read = [_participant(row, table, places, findings) for row in table.rows]
    joined = _join_parts([row for row in read if row.id])
    findings = [*_titles(table), *findings, *_ids_used_twice(joined), *_value_spellings(table, places)]
    return ParticipantTable(tuple(joined), (), tuple(findings))


def value_key(written: str) -> str:
    """Give the form under which two writings of one value are equal: folded, without spaces (``oui v2``, ``ouiv2``).

    What holds neither letter nor digit (``+``) is compared as it stands.
    """
    return fold(written).replace(" ", "") or written.strip()


def parse_date(written: str) -> datetime.date | None:
    """Read ``2026-03-01``, ``01/03/2026`` or the day's number in a workbook; ``None`` for anything else.

    Two-digit years and impossible days are no dates.
    """
    text = written.strip()
    if serial := _SERIAL_DATE.fullmatch(text):
        return _FIRST_SERIAL_DAY + datetime.timedelta(days=int(serial[1]))
    parts: tuple[str, ...] | None = None
    if iso := _ISO_DATE.fullmatch(text):
        parts = iso.groups()
    elif french := _FRENCH_DATE.fullmatch(text):
        parts = french.groups()[::-1]
    if parts is None:
        return None
    try:
        return datetime.date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None


def parse_gender(written: str) -> str:
    """Read ``f`` or ``m`` from what tables write for them, else an empty string."""
    folded = fold(written)
    return "f" if folded in _WOMEN else "m" if folded in _MEN else ""


def _column_places(
    table: RawTable, columns: Mapping[str, str | Sequence[str]]
) -> tuple[dict[str, list[tuple[str, int]]], list[Problem]]:
    """Find each field's columns; exact headings before folded ones."""
    problems = [
        Problem(
            "study.toml",
            "no column is named for this field",
            "name the table's heading",
            field=f"participants.columns.{key}",
        )
        for key in REQUIRED_FIELDS
        if not columns.get(key)
    ]
    places: dict[str, list[tuple[str, int]]] = {}
    for key, named in columns.items():
        places[key] = []
        for heading in [named] if isinstance(named, str) else named:
            found = _places_of(heading, table.headings)
            if len(found) == 1:
                places[key].append((heading, found[0]))
            elif heading:
                problems.append(_heading_problem(table, key, heading, found))
    return places, problems


def _heading_problem(table: RawTable, key: str, heading: str, places: Sequence[int]) -> Problem:
    if not places:
        remedy = f"study.toml, participants.columns.{key}; the headings are {', '.join(table.headings)}"
        return Problem(table.name, "no column bears this heading", remedy, line=1, field=heading)
    columns = [f"{place + 1} ({get_column_letter(place + 1)})" for place in places]
    told = f"{', '.join(columns[:-1])} and {columns[-1]}"
    which = "one of the two" if len(places) == 2 else "all but one of them"
    remedy = f"rename {which} in the table; participants.columns.{key} in study.toml names the one that counts"
    return Problem(table.name, f"columns {told} bear this heading", remedy, line=1, field=heading)


def _places_of(heading: str, headings: Sequence[str]) -> list[int]:
    exact = [place for place, written in enumerate(headings) if written == heading.strip()]
    return exact or [place for place, written in enumerate(headings) if fold(written) == fold(heading)]


def _participant(
    row: RawRow, table: RawTable, places: Mapping[str, list[tuple[str, int]]], findings: list[Finding]
) -> ParticipantRow:
    cells = {key: [row.cells[place] for _, place in columns] for key, columns in places.items()}
    texts = {key: next(iter(cells.get(key, [])), "") for key in FIELDS}
    participant = ParticipantRow(
        id=texts["id"],
        files=tuple(name.strip() for name in texts["file"].split(";") if name.strip()),
        role=texts["role"],
        wave=texts["wave"],
        date=parse_date(texts["date"]),
        modality=texts["modality"],
        first_name=texts["first_name"],
        surname=texts["surname"],
        nicknames=_nicknames(cells.get("nicknames", [])),
        gender=parse_gender(texts["gender"]),
        age=texts["age"],
        consent=texts["consent"],
        attributes={heading: row.cells[place] for heading, place in places.get("attributes", [])},
        lines=(row.line,),
    )
    for code, holds in _row_checks(participant, texts).items():
        if holds:
            subject = participant.id if _ID.fullmatch(participant.id) else ""
            findings.append(Finding(code, subject, {"line": row.line, "file": table.name}))
    return participant


def _row_checks(row: ParticipantRow, texts: Mapping[str, str]) -> dict[str, bool]:
    return {
        "row_without_id": not row.id,
        "id_malformed": bool(row.id) and _ID.fullmatch(row.id) is None,
        "row_without_file": not row.files,
        "row_without_role": bool(row.id) and not row.role,
        "date_unreadable": bool(texts["date"]) and row.date is None,
        "gender_unreadable": bool(texts["gender"]) and not row.gender,
    }


def _nicknames(cells: Iterable[str]) -> tuple[str, ...]:
    written = [name.strip() for cell in cells for name in _NICKNAME_ENDS.split(cell)]
    return tuple(dict.fromkeys(name for name in written if name))


def _grouped(
    rows: Iterable[ParticipantRow], key: Callable[[ParticipantRow], tuple[str, ...]]
) -> dict[tuple[str, ...], list[ParticipantRow]]:
    groups: dict[tuple[str, ...], list[ParticipantRow]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def _interview_key(row: ParticipantRow) -> tuple[str, ...]:
    return (row.id, fold(row.wave), row.date.isoformat() if row.date else "")


def _join_parts(rows: Sequence[ParticipantRow]) -> list[ParticipantRow]:
    joined: list[ParticipantRow] = []
    for group in _grouped(rows, _interview_key).values():
        names = [name for row in group for name in row.files]
        joined.extend([_join(group, names)] if len(group) > 1 and are_parts(names) else group)
    return sorted(joined, key=lambda row: row.lines)


def _join(parts: Sequence[ParticipantRow], names: Sequence[str]) -> ParticipantRow:
    """Put the rows of one interview's parts together; what the first leaves blank the next may tell.

    Consents that differ are all kept: joined they equal no value that means yes, and the interview is set aside.
    """
    return replace(
        parts[0],
        files=tuple(dict.fromkeys(names)),
        role=_first(part.role for part in parts),
        modality=_first(part.modality for part in parts),
        first_name=_first(part.first_name for part in parts),
        surname=_first(part.surname for part in parts),
        nicknames=tuple(dict.fromkeys(name for part in parts for name in part.nicknames)),
        gender=_first(part.gender for part in parts),
        age=_first(part.age for part in parts),
        consent=" / ".join(dict.fromkeys(part.consent for part in parts if part.consent)),
        attributes={key: _first(part.attributes[key] for part in parts) for key in parts[0].attributes},
        lines=tuple(line for part in parts for line in part.lines),
    )


def _first(texts: Iterable[str]) -> str:
    return next(filter(None, texts), "")


def _titles(table: RawTable) -> list[Finding]:
    lines = ", ".join(map(str, table.titles))
    return [Finding("title_rows", "", {"lines": lines})] if table.titles else []


def _value_spellings(table: RawTable, places: Mapping[str, list[tuple[str, int]]]) -> list[Finding]:
    """Tell columns in which one value is written in several ways."""
    findings: list[Finding] = []
    for heading, place in dict.fromkeys(column for key in _VALUE_FIELDS for column in places.get(key, [])):
        spellings: dict[str, set[str]] = defaultdict(set)
        for row in table.rows:
            spellings[value_key(row.cells[place])].add(row.cells[place])
        several = [written for written in spellings.values() if len(written) > 1]
        if several:
            counts: dict[str, str | int | float] = {"spellings": sum(map(len, several)), "values": len(several)}
            findings.append(Finding("value_spellings", "", {"column": heading, **counts}))
    return findings


def _ids_used_twice(rows: Sequence[ParticipantRow]) -> list[Finding]:
    findings: list[Finding] = []
    for (participant, *_), group in _grouped(rows, _interview_key).items():
        if len(group) > 1:
            lines = ", ".join(str(line) for row in group for line in row.lines)
            findings.append(Finding("id_used_twice", participant, {"rows": len(group), "lines": lines}))
    return findings
