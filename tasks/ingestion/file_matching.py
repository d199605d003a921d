"""Which incoming file is which interview of the participants' table: found by written rules, never guessed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tasks.ingestion.file_names import name_tokens, without_part_letter
from tasks.ingestion.participants import ParticipantRow
from tasks.records import Finding

MatchCode = Literal["exact", "prefix", "joined_parts", "ambiguous", "claimed_twice", "unmatched"]


@dataclass(frozen=True, slots=True)
class FileMatch:
    """What one incoming file was found to be."""

    file: str
    """Name of the incoming file."""
    code: MatchCode
    """``exact``: the names fold alike. ``prefix``: the table's name opens the file's. ``joined_parts``: it does without
    its part letter (``…09a``, a file that holds both parts). ``ambiguous``: several rows fit equally.
    ``claimed_twice``: the row fits several files, none of them exactly or more than one. ``unmatched``: no row fits."""
    row: ParticipantRow | None = None
    """The interview; ``None`` where it is not settled."""
    name: str = ""
    """The table's name for the file, as written."""
    candidates: tuple[ParticipantRow, ...] = ()
    """Rows that fit, where none is settled."""


@dataclass(frozen=True, slots=True)
class _Claim:
    row: ParticipantRow
    name: str
    tokens: tuple[str, ...]


def match_files(file_names: Sequence[str], rows: Sequence[ParticipantRow]) -> list[FileMatch]:
    """Match every incoming file to one interview of the table, in the order given.

    Names are compared folded (case, accents, punctuation and suffix set aside). Equal names first; then the longest of
    the table's names whose words open the file's; then the same without part letters. A name is no opening where the
    next word is a lone number of one or two digits: ``Entretien 1`` is not ``Entretien 1 02``. One row's name is
    good for one file; a second file with it leaves both open, unless one of them has exactly that name.
    """
    claims = [_Claim(row, name, name_tokens(name)) for row in rows for name in row.files]
    claims = [claim for claim in claims if claim.tokens]
    exact: dict[tuple[str, ...], list[_Claim]] = defaultdict(list)
    for claim in claims:
        exact[claim.tokens].append(claim)
    shortened = [replace(claim, tokens=without_part_letter(claim.tokens)) for claim in claims]
    shortened = [claim for claim in shortened if claim.tokens]
    matches = [_match(name, exact, claims, shortened) for name in file_names]
    return _without_double_claims(matches)


def rows_without_file(matches: Iterable[FileMatch], rows: Sequence[ParticipantRow]) -> list[Finding]:
    """Tell which interviews of the table have files that have not come in: ``file_missing`` by participant."""
    came = {(match.row.lines, match.name) for match in matches if match.row is not None}
    joined = {match.row.lines for match in matches if match.row is not None and match.code == "joined_parts"}
    findings: list[Finding] = []
    for row in rows:
        missing = [name for name in row.files if (row.lines, name) not in came]
        if missing and row.lines not in joined:
            details: dict[str, str | int | float] = {
                "missing": len(missing),
                "of": len(row.files),
                "line": row.lines[0],
            }
            findings.append(Finding("file_missing", row.id, details))
    return findings


def _match(
    file: str, exact: Mapping[tuple[str, ...], Sequence[_Claim]], claims: Sequence[_Claim], shortened: Sequence[_Claim]
) -> FileMatch:
    tokens = name_tokens(file)
    if same := exact.get(tokens):
        return _settle(file, "exact", same)
    if opening := _longest_openings(tokens, claims):
        return _settle(file, "prefix", opening)
    if opening := _longest_openings(tokens, shortened):
        return _settle(file, "joined_parts", opening)
    return FileMatch(file, "unmatched")


def _settle(file: str, code: MatchCode, claims: Sequence[_Claim]) -> FileMatch:
    rows = tuple({claim.row.lines: claim.row for claim in claims}.values())
    if len(rows) > 1:
        return FileMatch(file, "ambiguous", candidates=rows)
    return FileMatch(file, code, claims[0].row, claims[0].name)


def _longest_openings(tokens: Sequence[str], claims: Sequence[_Claim]) -> list[_Claim]:
    fitting = [claim for claim in claims if _opens(claim.tokens, tokens)]
    longest = max((len(claim.tokens) for claim in fitting), default=0)
    return [claim for claim in fitting if len(claim.tokens) == longest]


def _opens(opening: Sequence[str], tokens: Sequence[str]) -> bool:
    if tuple(tokens[: len(opening)]) != tuple(opening):
        return False
    rest = tokens[len(opening) :]
    if not rest or not rest[0].isdigit() or len(rest[0]) > 2:
        return True
    # three numbers in a row are a date, which labs put after a participant's code
    return len(rest) > 2 and rest[1].isdigit() and rest[2].isdigit()


def _without_double_claims(matches: Sequence[FileMatch]) -> list[FileMatch]:
    claimed: dict[tuple[tuple[int, ...], str], list[FileMatch]] = defaultdict(list)
    for match in matches:
        if match.row is not None:
            claimed[match.row.lines, match.name].append(match)
    return [
        _single(match, claimed[match.row.lines, match.name]) if match.row is not None else match for match in matches
    ]


def _single(match: FileMatch, rivals: Sequence[FileMatch]) -> FileMatch:
    exact = [rival for rival in rivals if rival.code == "exact"]
    if len(rivals) == 1 or (match.code == "exact" and len(exact) == 1):
        return match
    candidates = (match.row,) if match.row is not None else ()
    return FileMatch(match.file, "claimed_twice", candidates=candidates)
