"""Files that are the parts of one interview by their names, and rows of the table whose names are near a file's."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.file_names import are_near, name_tokens, part_behind, without_part_letter
from tasks.ingestion.file_records import FileMatch
from tasks.ingestion.participants import ParticipantRow

_MOST_NEAR = 6


@dataclass(frozen=True, slots=True)
class _Part:
    place: int
    kind: str
    number: int


def with_parts(
    matches: Sequence[FileMatch], rows: Sequence[ParticipantRow], names: Mapping[tuple[str, str], str]
) -> list[FileMatch]:
    """Take files as the parts of one interview where their names are its name in the table with a part mark each.

    Only where the marks are of one kind and run from the first without gap, one row alone has the name, no other file
    fits the row, and no other row fits one of the files: everything else is asked.

    Args:
        matches: before double claims are told.
        rows: interviews of the table.
        names: file and text (empty) → name of the file, for sources that are whole files.
    """
    named: dict[tuple[str, ...], list[tuple[ParticipantRow, str]]] = defaultdict(list)
    for row in rows:
        for name in row.files:
            named[name_tokens(name)].append((row, name))
    files = [name_tokens(names[match.key]) if match.key in names else () for match in matches]
    stems = Counter(stem for tokens in files for stem in {tokens[:-1], tokens[:-2], without_part_letter(tokens)})
    found = list(matches)
    for tokens, ((row, name), *others) in named.items():
        for part in _parts_of(tokens, row, matches, files) if tokens and not others and stems[tokens] > 1 else ():
            match = matches[part.place]
            found[part.place] = replace(match, code="parts", row=row, name=name, part=part.number, candidates=())
    return found


def with_near_rows(
    matches: Sequence[FileMatch], rows: Sequence[ParticipantRow], names: Mapping[tuple[str, str], str]
) -> list[FileMatch]:
    """Name with files that no row fits the rows that may be meant: near names without file, and names less a part."""
    settled = {match.row.lines for match in matches if match.row is not None}
    named: dict[tuple[str, ...], list[tuple[ParticipantRow, tuple[str, ...]]]] = defaultdict(list)
    for row in rows:
        for tokens in map(name_tokens, row.files):
            for clue in _clues(tokens):
                named[clue].append((row, tokens))
    told: list[FileMatch] = []
    for match in matches:
        if match.code == "unmatched" and not match.candidates and match.key in names:
            tokens = name_tokens(names[match.key])
            near = {
                row.lines: row
                for clue in _clues(tokens)
                for row, name in named.get(clue, ())
                if _is_part(tokens, name) or (row.lines not in settled and are_near(tokens, name))
            }
            match = replace(match, candidates=tuple(near[lines] for lines in sorted(near))[:_MOST_NEAR])
        told.append(match)
    return told


def _clues(tokens: tuple[str, ...]) -> set[tuple[str, ...]]:
    """What two names share if they are near, or one is the other's part: not every name is held against every other."""
    numbers = tuple(number.lstrip("0") for number in re.findall(r"\d+", " ".join(tokens)))
    return {("#", *numbers), tokens, tokens[:-1], tokens[:-2], without_part_letter(tokens)} - {()}


def _parts_of(
    tokens: tuple[str, ...],
    row: ParticipantRow,
    matches: Sequence[FileMatch],
    files: Sequence[tuple[str, ...]],
) -> list[_Part]:
    """The parts, or none where they are no whole row of parts."""
    parts: list[_Part] = []
    for place, (match, file) in enumerate(zip(matches, files, strict=True)):
        kind, number = part_behind(file, tokens)
        is_row = match.row is not None and match.row.lines == row.lines
        if kind and (match.code == "unmatched" or (match.code == "prefix" and is_row)):
            parts.append(_Part(place, kind, number))
        elif (is_row and name_tokens(match.name) in (tokens, ())) or any(
            known.lines == row.lines for known in match.candidates
        ):
            return []  # another file is this interview, or may be
    is_whole = sorted(part.number for part in parts) == list(range(1, len(parts) + 1))
    return parts if len(parts) > 1 and is_whole and len({part.kind for part in parts}) == 1 else []


def _is_part(tokens: Sequence[str], name: Sequence[str]) -> bool:
    return bool(part_behind(tokens, name)[0] or part_behind(name, tokens)[0])
