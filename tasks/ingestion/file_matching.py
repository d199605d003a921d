"""Which incoming file is which interview of the participants' table: found by written rules, never guessed.

What the user answered in ``files.csv`` comes before every rule; what no rule settles is asked there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.file_names import name_tokens, without_part_letter
from tasks.ingestion.file_parts import with_near_rows, with_parts
from tasks.ingestion.file_records import OPEN_CODES, Answer, FileMatch, MatchCode, Source
from tasks.ingestion.participants import ParticipantRow
from tasks.ingestion.text_variables import Waves, named_rows, telling_variables
from tasks.records import Finding

__all__ = [
    "OPEN_CODES",
    "Answer",
    "FileMatch",
    "MatchCode",
    "Source",
    "choose_of_twins",
    "match_files",
    "match_sources",
    "rows_without_file",
]


@dataclass(frozen=True, slots=True)
class _Claim:
    row: ParticipantRow
    name: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Claims:
    whole: Sequence[_Claim]
    shortened: Sequence[_Claim]
    exact: Mapping[tuple[str, ...], Sequence[_Claim]]


def match_files(file_names: Sequence[str], rows: Sequence[ParticipantRow]) -> list[FileMatch]:
    """Match every incoming file by its name, in the order given; see ``match_sources``."""
    return match_sources([Source(name) for name in file_names], rows)


def match_sources(
    sources: Sequence[Source],
    rows: Sequence[ParticipantRow],
    *,
    waves: Waves | None = None,
    answers: Sequence[Answer] = (),
) -> list[FileMatch]:
    """Match every source to one interview of the table, in the order given; one with several answers to several.

    Names are compared folded (case, accents, punctuation and suffix set aside). Equal names first; then the longest of
    the table's names whose words open the file's; then the same without part letters. A name is no opening where the
    next word is a lone number of one or two digits: ``Entretien 1`` is not ``Entretien 1 02``. A text of a file that
    holds several is last looked for by its variables. One row's name is good for one source; a second one with it
    leaves both open, unless one of them has exactly that name, or all are that name with the marks of parts behind it.
    What no row fits is told with the rows whose names are near.

    Args:
        sources: files, and texts of files.
        rows: interviews of the table.
        waves: which wave each row is of, and how waves are written; needed for variables only.
        answers: what the user wrote of sources.
    """
    claims = _claims(rows)
    told = telling_variables([(source.file, source.variables) for source in sources], waves or Waves())
    given: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        given[answer.file, answer.text].append(answer)
    matches: list[FileMatch] = []
    for source in sources:
        found = _match(source, claims)
        if found.code == "unmatched" and source.text:
            found = _match_by_variables(source, rows, waves or Waves(), told[source.file])
        matches += [_answered(answer, found) for answer in given[source.key]] or [found]
    names = {source.key: source.names[0] if source.names else source.file for source in sources if not source.text}
    return with_near_rows(_without_double_claims(with_parts(matches, rows, names)), rows, names)


def rows_without_file(matches: Sequence[FileMatch], rows: Sequence[ParticipantRow]) -> list[Finding]:
    """Tell which interviews of the table have files that have not come in: ``file_missing`` by participant.

    Those about whose files something is asked are not told here.
    """
    asked = {row.lines for match in matches if match.code != "unmatched" for row in match.candidates}
    settled = [match for match in matches if match.row is not None]
    came = {(match.row.lines, match.name) for match in settled if match.row is not None}
    # a file that holds all parts, or one that the user or the text itself names, stands for all names of the row
    whole = {match.row.lines for match in settled if match.row and (match.code == "joined_parts" or not match.name)}
    findings: list[Finding] = []
    for row in rows:
        missing = [name for name in row.files if (row.lines, name) not in came]
        if missing and row.lines not in whole | asked:
            details: dict[str, str | int | float] = {
                "missing": len(missing),
                "of": len(row.files),
                "line": row.lines[0],
            }
            findings.append(Finding("file_missing", row.id, details))
    return findings


def choose_of_twins(
    twins: Sequence[str], rows: Sequence[ParticipantRow], answered: Collection[str] = ()
) -> tuple[str, ...]:
    """Put files of identical bytes in order: the one that counts first, the user's answers before the table's names."""
    order = ("exact", "prefix", "joined_parts")
    claims = _claims(rows)
    codes = {name: _match(Source(name), claims).code for name in twins}
    return tuple(
        sorted(
            twins,
            key=lambda name: (
                name not in answered,
                order.index(codes[name]) if codes[name] in order else len(order),
                name,
            ),
        )
    )


def _claims(rows: Sequence[ParticipantRow]) -> _Claims:
    named = [_Claim(row, name, name_tokens(name)) for row in rows for name in row.files]
    whole = [claim for claim in named if claim.tokens]
    exact: dict[tuple[str, ...], list[_Claim]] = defaultdict(list)
    for claim in whole:
        exact[claim.tokens].append(claim)
    shortened = [replace(claim, tokens=without_part_letter(claim.tokens)) for claim in whole]
    return _Claims(whole, [claim for claim in shortened if claim.tokens], exact)


def _match(source: Source, claims: _Claims) -> FileMatch:
    names = [name_tokens(name) for name in source.names or (source.text or source.file,)]
    for tokens in (name_tokens(source.inside), *names):
        if same := claims.exact.get(tokens):
            return _settle(source, "exact", same)
    for tokens in names:
        if opening := _longest_openings(tokens, claims.whole):
            return _settle(source, "prefix", opening)
        if opening := _longest_openings(tokens, claims.shortened):
            return _settle(source, "joined_parts", opening)
    return FileMatch(source.file, "unmatched", text=source.text)


def _settle(source: Source, code: MatchCode, claims: Sequence[_Claim]) -> FileMatch:
    rows = tuple({claim.row.lines: claim.row for claim in claims}.values())
    if len(rows) > 1:
        several: MatchCode = "several_rows" if code == "exact" and not source.text else "ambiguous"
        return FileMatch(source.file, several, candidates=rows, text=source.text)
    return FileMatch(source.file, code, claims[0].row, claims[0].name, text=source.text)


def _match_by_variables(
    source: Source, rows: Sequence[ParticipantRow], waves: Waves, telling: Collection[str]
) -> FileMatch:
    told = {name: value for name, value in source.variables.items() if name in telling}
    found = named_rows(source.text, told, rows)
    wave = waves.told_by(source.variables)
    fitting = [row for row in found if not wave or waves.of_row(row) in ("", wave)]
    if len(fitting) == 1:
        return FileMatch(source.file, "variables", fitting[0], text=source.text, wave=wave)
    code: MatchCode = "ambiguous" if fitting else "unmatched"
    return FileMatch(source.file, code, candidates=tuple(fitting), text=source.text)


def _answered(answer: Answer, found: FileMatch) -> FileMatch:
    name = (
        found.name if found.row is not None and answer.row is not None and found.row.lines == answer.row.lines else ""
    )
    return FileMatch(
        answer.file,
        "left_out" if answer.row is None else "answered",
        answer.row,
        name,
        text=answer.text,
        wave=answer.wave,
        first_line=answer.first_line,
        last_line=answer.last_line,
        answer_line=answer.line,
        named=bool(name) and found.code == "exact",
    )


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
    claimed: dict[tuple[int, ...], list[FileMatch]] = defaultdict(list)
    for match in matches:
        if match.row is not None:
            claimed[match.row.lines].append(match)
    return [match if match.row is None else _single(match, claimed[match.row.lines]) for match in matches]


def _single(match: FileMatch, of_row: Sequence[FileMatch]) -> FileMatch:
    if match.code in ("answered", "parts"):
        return match
    # a text that its variables alone name is sure only where nothing else is this interview
    rivals = [rival for rival in of_row if match.code == "variables" or rival.name == match.name]
    exact = [rival for rival in rivals if rival.code == "exact" or rival.named]
    if len(rivals) == 1 or (match.code == "exact" and len(exact) == 1):
        return match
    candidates = (match.row,) if match.row is not None else ()
    return FileMatch(match.file, "claimed_twice", candidates=candidates, text=match.text)
