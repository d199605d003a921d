"""What is said of incoming files: where an interview may be, what the user answered, which one it was found to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tasks.ingestion.participants import ParticipantRow

MatchCode = Literal[
    "exact",
    "prefix",
    "joined_parts",
    "parts",
    "variables",
    "answered",
    "left_out",
    "several_rows",
    "ambiguous",
    "claimed_twice",
    "unmatched",
]
OPEN_CODES = ("several_rows", "ambiguous", "claimed_twice", "unmatched")
"""What is asked."""


@dataclass(frozen=True, slots=True)
class Source:
    """Something in ``incoming/`` that may be an interview: a file, or one text of a file that holds several."""

    file: str
    """Name of the file, as the user is told of it."""
    text: str = ""
    """Name of the text, where the file's format holds several."""
    names: tuple[str, ...] = ()
    """Names to hold against the table's; the text's or else the file's own where there are none."""
    inside: str = ""
    """Path inside of ``incoming/``, which the table may have as the name."""
    variables: Mapping[str, str] = field(default_factory=dict)
    """What the file says of the text."""

    @property
    def key(self) -> tuple[str, str]:
        """File and text."""
        return self.file, self.text


@dataclass(frozen=True, slots=True)
class Answer:
    """What the user wrote in ``files.csv`` of one file, text or range of lines."""

    file: str
    text: str
    row: ParticipantRow | None
    """The interview; ``None`` where it is left out knowingly."""
    wave: str = ""
    first_line: int | None = None
    last_line: int | None = None
    line: int = 0
    """Line of ``files.csv``."""


@dataclass(frozen=True, slots=True)
class FileMatch:
    """What one incoming file, or a text or range of lines of it, was found to be."""

    file: str
    """Name of the incoming file."""
    code: MatchCode
    """``exact``: the names fold alike. ``prefix``: the table's name opens the file's. ``joined_parts``: it does without
    its part letter (``…09a``, a file that holds both parts). ``parts``: one of several files that bear the table's name
    and a part mark each (``A16a``, ``A16b``). ``variables``: a variable of the text is the code of one
    participant. ``answered``, ``left_out``: the user says so in ``files.csv``. ``several_rows``: several rows of the
    table have this very name. ``ambiguous``: several rows fit equally. ``claimed_twice``: the row fits several files,
    none of them exactly or more than one. ``unmatched``: no row fits; ``candidates`` are near ones."""
    row: ParticipantRow | None = None
    """The interview; ``None`` where it is not settled."""
    name: str = ""
    """The table's name for the file, as written."""
    candidates: tuple[ParticipantRow, ...] = ()
    """Rows that fit, where none is settled."""
    part: int = 0
    """Which part of the interview it is, from 1, where the file's name says so."""
    text: str = ""
    wave: str = ""
    """Wave that the answer or the text itself tells, where it does."""
    first_line: int | None = None
    last_line: int | None = None
    answer_line: int = 0
    """Line of ``files.csv``, where it is answered there."""
    named: bool = False
    """Whether an answered source has the table's very name as well."""

    @property
    def key(self) -> tuple[str, str]:
        """File and text."""
        return self.file, self.text
