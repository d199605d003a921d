"""Lines of a file that look like the beginning of an interview: shown to the user, who says where each one begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tasks.ingestion.file_names import name_tokens
from tasks.ingestion.folding import fold
from tasks.ingestion.headings import is_heading
from tasks.ingestion.participants import ParticipantRow
from tasks.records import Line

_MOST = 12
_MOST_CHARACTERS = 90
"""Longer lines are talk."""
_SHOWN_CHARACTERS = 50
_NUMBERED = re.compile(r"(?:entretien|interview|transcription|participant|participante|enquete|enquetee)\b.*\d.*")


@dataclass(frozen=True, slots=True)
class Beginning:
    """One such line."""

    line: int
    """As ``files.csv`` counts lines."""
    text: str
    """Its first words."""


def find_beginnings(lines: Sequence[Line], rows: Sequence[ParticipantRow]) -> tuple[Beginning, ...]:
    """Lines that say *Entretien 18* or hold a code of the rows; failing these, headings. None is taken for the cut.

    Args:
        lines: of the file, in order.
        rows: interviews that the table puts in the file.
    """
    codes = {name_tokens(row.id) for row in rows} - {()}
    short = [line for line in lines if line.text.strip() and len(line.text) <= _MOST_CHARACTERS]
    named = [line for line in short if _NUMBERED.fullmatch(fold(line.text)) or _holds(line.text, codes)]
    found = named or list(_headings(lines))
    return tuple(Beginning(line.number, _shown(line.text)) for line in found[:_MOST])


def _holds(text: str, codes: set[tuple[str, ...]]) -> bool:
    words = fold(text).split()
    return any(
        tuple(words[start : start + len(code)]) == code for code in codes for start in range(len(words) - len(code) + 1)
    )


def _headings(lines: Sequence[Line]) -> Iterator[Line]:
    before: Line | None = None
    for line in lines:
        if line.text.strip() and is_heading(line, before):
            yield line
        before = line if line.text.strip() else before


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _SHOWN_CHARACTERS else words[: _SHOWN_CHARACTERS - 1].rstrip() + "…"
