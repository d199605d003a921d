"""In words: by which rule an incoming file was found to be an interview, or why it was not."""

from __future__ import annotations

from collections.abc import Iterable

from flows.incoming_files import FoundFile
from tasks.ingestion.file_mapping import MAPPING_FILE
from tasks.ingestion.file_matching import OPEN_CODES, FileMatch
from tasks.ingestion.participants import ParticipantRow

_RULES = {
    "exact": "same name as {lines} of {table}",
    "prefix": "the name at {lines} of {table} opens the file's",
    "joined_parts": "the name at {lines} of {table}, without its part letter, opens the file's",
    "parts": "a part of the interview at {lines} of {table}",
    "variables": "what the text says of itself is the code at {lines} of {table}",
    "answered": "answered in {mapping}, line {answer}",
    "left_out": "left out, as {mapping}, line {answer}, says",
    "several_rows": "{lines} of {table} name this very file",
    "ambiguous": "{lines} of {table} fit",
    "claimed_twice": "{lines} of {table} fits several files",
    "unmatched": "no row of {table} fits",
}
FAULTS = {
    "file_is_link": "not read: a link to another place, which is not followed",
    "not_a_file": "not read: not an ordinary file",
    "too_large": "not read: too large",
    "file_changed": "not read: it is being written to, or changed while it was read",
    "file_unreadable": "not read: the system does not let it be read",
}


def explain_match(match: FileMatch, table: str, *, is_taken: bool) -> str:
    """The rule by which a file was matched; ``is_taken`` says whether it became an interview of the study."""
    rows = (match.row,) if match.row is not None else match.candidates
    details = {"lines": _lines(rows), "table": table, "mapping": MAPPING_FILE, "answer": match.answer_line}
    said = _RULES[match.code].format_map(details)
    if match.code == "unmatched" and match.candidates:
        said += f" exactly; near it: {_lines(rows)} ({', '.join(dict.fromkeys(row.id for row in rows))})"
    if match.code in OPEN_CODES:
        return f"{said}; asked in {MAPPING_FILE}"
    if match.row is not None and not is_taken:
        return f"{said}; the interview is set aside, see above"
    return said


def explain_file(file: FoundFile) -> str:
    """Why a file counts for nothing: it cannot be read, or another one holds the very same bytes."""
    if file.twin:
        return f"the very same bytes as {file.twin}, which counts"
    return FAULTS.get(file.fault, f"not read ({file.fault})")


def _lines(rows: Iterable[ParticipantRow]) -> str:
    lines = sorted({line for row in rows for line in row.lines})
    if len(lines) < 2:
        return f"line {lines[0]}" if lines else "no line"
    return f"lines {', '.join(map(str, lines[:-1]))} and {lines[-1]}"
