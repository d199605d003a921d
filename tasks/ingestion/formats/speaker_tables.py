"""Tables in which a transcript was typed: speaker and text side by side, with times or numbers before them or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.timestamps import TimeSpan, is_time_alone, parse_span
from tasks.records import Line

MAX_COLUMNS = 4
MAX_SPEAKER_CHARACTERS = 40
MAX_SPEAKER_WORDS = 5

_HEADINGS = frozenset(
    {
        "locuteur",
        "locutrice",
        "intervenant",
        "intervenante",
        "speaker",
        "qui",
        "nom",
        "personne",
        "texte",
        "text",
        "verbatim",
    }
    | {
        "transcription",
        "propos",
        "contenu",
        "temps",
        "time",
        "minutage",
        "horodatage",
        "heure",
        "code",
        "n",
        "no",
        "tour",
    }
)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines, and whether it is merged with the cell above."""

    lines: tuple[Line, ...]
    continues: bool = False

    @property
    def text(self) -> str:
        """The cell's words on one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    speaker: int
    time: int | None


def table_lines(rows: Sequence[Row]) -> Iterator[Line]:
    """Give the lines of a table in reading order.

    The last of two to four columns holds the text when one before it holds speakers: short cells, filled in half of the
    rows at least, a name coming back. Rows of headings, and tables that are no such thing, are given cell by cell.
    """
    columns = _find_columns(rows)
    speaker = ""
    for row in rows:
        if columns is None or len(row.cells) <= columns.text or _is_heading(row):
            yield from (line for cell in row.cells for line in cell.lines)
            continue
        speaker = row.cells[columns.speaker].text or speaker
        yield from _speaker_lines(row, columns, speaker)


def _speaker_lines(row: Row, columns: _Columns, speaker: str) -> Iterator[Line]:
    span = TimeSpan() if columns.time is None else parse_span(row.cells[columns.time].text)
    said = row.cells[columns.text].lines
    for line in said:
        yield replace(line, speaker=speaker, start_s=span.start_s, end_s=span.end_s)


def _find_columns(rows: Sequence[Row]) -> _Columns | None:
    body = [row for row in rows if not _is_heading(row)]
    width = max((len(row.cells) for row in body), default=0)
    if not 2 <= width <= MAX_COLUMNS:
        return None
    texts = [[row.cells[column].text if column < len(row.cells) else "" for row in body] for column in range(width - 1)]
    times = next((column for column, cells in enumerate(texts) if _all_filled(cells, is_time_alone)), None)
    speakers = (column for column, cells in enumerate(texts) if column != times and _are_speakers(cells))
    speaker = next(speakers, None)
    return None if speaker is None else _Columns(text=width - 1, speaker=speaker, time=times)


def _all_filled(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    filled = [cell for cell in cells if cell]
    return bool(filled) and all(holds(cell) for cell in filled)


def _are_speakers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell]
    labels = {fold(cell) for cell in filled}
    short = all(len(cell) <= MAX_SPEAKER_CHARACTERS and count_words(cell) <= MAX_SPEAKER_WORDS for cell in filled)
    named = any(not label.replace(" ", "").isdigit() for label in labels)
    return short and named and 2 * len(filled) >= len(cells) and (len(labels) < len(filled) or len(cells) <= 2)


def _is_heading(row: Row) -> bool:
    return all(fold(cell.text) in _HEADINGS or not cell.text for cell in row.cells)
