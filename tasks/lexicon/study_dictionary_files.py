"""The files of the study's dictionary as rows: Miroir's own tables, and IRaMuTeQ's as they are.

What a file is, is told by what it holds, never by its name: a first line of headings, one of them the form's (own
tables, and IRaMuTeQ's with ``c_mot;c_lemme;c_morpho``), or three columns and more without headings, set apart by tabs,
the third of which holds IRaMuTeQ's codes (``lexique_fr.txt``, ``expression_fr.txt``).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from tasks.errors import Problem, StudyInvalid, TranscriptUnreadable
from tasks.ingestion.folding import fold
from tasks.ingestion.formats.archives import ARCHIVE_START
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.tables import DELIMITERS, RawRow, find_delimiter, read_sheets
from tasks.lexicon.study_dictionary_categories import is_iramuteq_code

HEADINGS: Mapping[str, tuple[str, ...]] = {
    "form": ("forme", "form", "mot", "word", "expression", "c_mot"),
    "lemma": ("lemme", "lemma", "c_lemme"),
    "category": ("catégorie", "category", "pos", "c_morpho"),
    "when": ("quand", "si", "when", "if"),
    "status": ("statut", "status"),
    "note": ("note", "notes", "remarque", "remarques", "commentaire", "comment", "comments"),
}
"""Column → what its heading may be, compared folded; *note* is for the reader and passed over."""

_SAID_OF = {"when": "part of speech that a line is limited to"}
_COLUMNS_SAID = "forme (form), lemme (lemma), catégorie (category), quand (when), statut (status), note"
HEADER_SAID = "begin with a line forme;lemme;catégorie;quand;statut;note, of which only forme is needed"
_IRAMUTEQ_MARK = fold("c_mot")
_LINE_END = re.compile("\r\n|[\r\n]")
_WORDS_OF_BOOLEANS = ("faux", "vrai")
"""What a spreadsheet has made of these two words, turned back."""
_KNOWN = {fold(heading): column for column, several in HEADINGS.items() for heading in several}
_SIGNS_SAID = {";": "semicolon", ",": "comma", "\t": "tab"}
_SAMPLE = 50
"""Rows by which a table without headings is known."""
_UNREADABLE = {
    "empty_file": ("the file is empty", HEADER_SAID),
    "too_large": ("the file is too large for a dictionary", "leave out what the study does not need"),
    "binary_file": ("the file is no text", "save it as CSV (UTF-8) or XLSX"),
    "encoding_unknown": ("the encoding of the file is not recognised", "save it as CSV (UTF-8)"),
    "encoding_mixed": ("from this line on the file is in another encoding", "save it as CSV (UTF-8)"),
    "encoded_twice": ("letters are spoilt (Ã© for é)", "save it again from the original, as CSV (UTF-8)"),
}


class DictionaryRow(NamedTuple):
    """One row, its cells as written, blanks stripped and letters composed."""

    line: int
    """Line of the file, or row of the sheet."""
    form: str
    lemma: str = ""
    category: str = ""
    when: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class DictionaryTable:
    """One file."""

    name: str
    rows: Sequence[DictionaryRow]
    is_iramuteq: bool
    """Whether ``_`` joins words, ``oe`` stands for *œ*, and of rows with the same form the last holds."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """Column → heading as written; empty where there are none."""
    problems: Sequence[Problem] = ()


def read_dictionary_file(data: bytes, *, name: str) -> DictionaryTable:
    """Read one file: CSV in any encoding that French spreadsheets write, XLSX (first sheet), or IRaMuTeQ's text.

    Args:
        data: the file.
        name: what the user calls it.

    Raises:
        StudyInvalid: it cannot be read, or its columns cannot be told.
    """
    text = "" if data.startswith(ARCHIVE_START) else _text(data, name)
    if text:
        lines = _LINE_END.split(text)
        cells = [line.split("\t") for line in islice(filter(str.strip, lines), _SAMPLE)]
        if _is_without_headings(cells):
            return _without_headings(lines, name)
    rows = [row for row in read_sheets(data, name=name, booleans=_WORDS_OF_BOOLEANS)[0].rows if any(row.cells)]
    if not rows:
        raise StudyInvalid([Problem(name, *_UNREADABLE["empty_file"])])
    if len(rows) == 1 and any(_columns(rows[0], name)):
        raise StudyInvalid([Problem(name, "holds no line below its headings", "write the words there")])
    return _with_headings(rows, name, list(_separator_problems(rows, text, name)))


def _text(data: bytes, name: str) -> str:
    try:
        return decode_text(data).text
    except TranscriptUnreadable as error:
        what, remedy = _UNREADABLE.get(error.code, ("the file cannot be read", "save it as CSV (UTF-8)"))
        line = error.details.get("line")
        problem = Problem(name, what, remedy, line=line if isinstance(line, int) else None)
        raise StudyInvalid([problem]) from error


def _is_without_headings(sample: Sequence[Sequence[str]]) -> bool:
    """Whether most of these first rows are IRaMuTeQ's; a few of its expressions have no category."""
    if not sample or (any(fold(cell) in _KNOWN for cell in sample[0]) and not _is_coded(sample[0])):
        return False
    coded = [cells for cells in sample if _is_coded(cells)]
    return 2 * len(coded) > len(sample) and any(cells[2] for cells in coded)


def _is_coded(cells: Sequence[str]) -> bool:
    return len(cells) > 2 and is_iramuteq_code(cells[2] or "nr")


def _without_headings(lines: Sequence[str], name: str) -> DictionaryTable:
    rows: list[DictionaryRow] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        cells = [cell.strip() for cell in line.split("\t", 3)[:3]]
        if len(cells) == 3 and cells[0]:
            rows.append(DictionaryRow(number, *map(_composed, cells)))
        elif any(cells):
            remedy = "write form, lemma and category, set apart by tabs"
            problems.append(Problem(name, "the line has no form or fewer than three columns", remedy, line=number))
    return DictionaryTable(name, rows, is_iramuteq=True, problems=problems)


def _with_headings(rows: Sequence[RawRow], name: str, problems: list[Problem]) -> DictionaryTable:
    header, body = rows[0], rows[1:]
    columns = _columns(header, name)
    first = {column: place for place, column in reversed(list(enumerate(columns))) if column}
    headings = {column: header.cells[place] for column, place in first.items()}
    places = [first.get(column) for column in DictionaryRow._fields[1:]]
    problems += _row_problems(body, columns, first["form"], name)
    faulty = {problem.line for problem in problems}
    kept = [
        DictionaryRow(row.line, *(_cell(row, place) for place in places))
        for row in body
        if row.line not in faulty and _cell(row, first["form"])
    ]
    is_iramuteq = fold(headings["form"]) == _IRAMUTEQ_MARK
    return DictionaryTable(name, kept, is_iramuteq=is_iramuteq, headings=headings, problems=problems)


def _columns(header: RawRow, name: str) -> list[str]:
    """Column of each heading, empty where there is none; raises StudyInvalid where they cannot be told."""
    columns = [_KNOWN.get(fold(heading), "") for heading in header.cells]
    if any(len(_headings_in(heading)) > 1 for heading in header.cells):
        what, remedy = "several headings stand in one cell", "set the columns apart by one and the same separator"
        raise StudyInvalid([Problem(name, what, remedy, line=header.line)])
    if not any(columns):
        raise StudyInvalid([Problem(name, "the first line holds no headings", HEADER_SAID, line=header.line)])
    problems = [
        Problem(name, "this heading is not known", f"the columns are {_COLUMNS_SAID}", header.line, heading[:40])
        for heading, column in zip(header.cells, columns, strict=True)
        if heading and not column
    ]
    problems += [
        Problem(name, f"two columns hold the {_SAID_OF.get(column, column)}", "remove one", header.line)
        for column, times in Counter(columns).items()
        if column not in ("", "note") and times > 1
    ]
    if "form" not in columns:
        remedy = "call the column of words and expressions forme"
        problems.append(Problem(name, "no column holds the form", remedy, line=header.line))
    if problems:
        raise StudyInvalid(problems)
    return columns


def _headings_in(cell: str) -> list[str]:
    """Headings that one cell holds, where it was not cut."""
    return [part for part in re.split("[;,\t]", cell) if fold(part) in _KNOWN]


def _separator_problems(rows: Sequence[RawRow], text: str, name: str) -> Iterator[Problem]:
    """Lines that only another separator than the file's would cut; a form in quotation marks is meant as it is."""
    if len(rows[0].cells) < 2:
        return
    delimiter = find_delimiter(text) if text else ""
    lines = _LINE_END.split(text)
    for row in rows[1:]:
        others = [sign for sign in DELIMITERS if sign in row.cells[0] and sign != delimiter]
        if text:
            is_whole = len(row.cells) == 1 and not lines[row.line - 1].lstrip().startswith('"')
        else:  # in a workbook a comma is the form's own
            is_whole, others = not any(row.cells[1:]), [sign for sign in others if sign != ","]
        if is_whole and others:
            expected = f", the headings with a {_SIGNS_SAID[delimiter]}" if delimiter else ""
            what = f"the line is one cell that holds a {_SIGNS_SAID[others[0]]}{expected}"
            remedy = "use one separator throughout; a form that holds another stands in quotation marks"
            yield Problem(name, what, remedy if text else "write one column each", line=row.line)


def _row_problems(rows: Sequence[RawRow], columns: Sequence[str], form: int, name: str) -> Iterator[Problem]:
    """What is amiss with rows: they hold a cell under no heading, or say something of no form."""
    bare = [place for place, column in enumerate(columns) if not column]
    for row in rows:
        if any(row.cells[len(columns) :]) or any(row.cells[place] for place in bare if place < len(row.cells)):
            remedy = "give its column one; a cell that holds the separator stands in quotation marks"
            yield Problem(name, "the line has a cell under no heading", remedy, line=row.line)
        elif not _cell(row, form) and any(row.cells[place] for place in _told(row, columns)):
            yield Problem(name, "the line has no form", "write the word or expression", line=row.line)


def _told(row: RawRow, columns: Sequence[str]) -> Iterator[int]:
    """Places of the cells that say something to Miroir."""
    return (place for place, column in enumerate(columns[: len(row.cells)]) if column not in ("", "note"))


def _cell(row: RawRow, place: int | None) -> str:
    return "" if place is None or place >= len(row.cells) else _composed(row.cells[place])


def _composed(cell: str) -> str:
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)
