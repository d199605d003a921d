"""Tables in which a transcript was typed: speaker and text side by side, with times, numbers and remarks or not.

Columns are told by their headings, else by what their cells hold: times, numbers, labels that come back; of what is
left the column with most words is the talk, and the others are remarks. Where no column holds speakers but the headings
name them (*Questions*, *Réponses*), each column is one speaker's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.formats.cell_times import cell_span, split_label
from tasks.ingestion.formats.table_headings import HEADING_KINDS, Kind
from tasks.ingestion.formats.typed_text import note_of
from tasks.ingestion.labels import is_code, is_label, is_sure_role
from tasks.ingestion.timestamps import NO_TIME, TimeSpan
from tasks.ingestion.vocabulary import HEADER_FIELDS, is_role_word
from tasks.records import Aside, Line

MAX_COLUMNS = 6
MAX_SPEAKER_CHARACTERS = 40
MAX_SPEAKER_WORDS = 5


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines, whether it is merged with the cell above, how many columns it takes."""

    lines: tuple[Line, ...]
    continues: bool = False
    span: int = 1

    @property
    def text(self) -> str:
        """The cell's words on one line."""
        return " ".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table."""

    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class TableContent:
    """What a table holds: its talk, and what stands beside it (headings, remarks, numbers of turns)."""

    lines: tuple[Line, ...]
    asides: tuple[Aside, ...] = ()


@dataclass(frozen=True, slots=True)
class _Columns:
    text: int
    speaker: int
    times: tuple[int, ...]
    numbers: tuple[int, ...]


def table_content(rows: Sequence[Row]) -> TableContent:
    """Read a table in its order, row by row.

    Rows of a table of speakers give lines with speaker and times; a speaker's cell left blank or merged with the one
    above is the speaker before. Rows of fields (*Date*, *Lieu*), rows that one cell fills, and tables that are no such
    thing are given cell by cell.
    """
    grid = _without_blank_columns([_widened(row) for row in rows])
    columns = _find_columns(grid)
    if columns is not None:
        return _speaker_rows(grid, columns)
    if speakers := _speakers_side_by_side(grid):
        return _side_by_side(grid, speakers)
    return TableContent(tuple(line for row in grid for cell in row for line in cell.lines))


def _widened(row: Row) -> tuple[Cell, ...]:
    """Give a row one cell a column: columns that a cell spans are blank."""
    cells: list[Cell] = []
    for cell in row.cells:
        cells.append(cell)
        cells.extend([Cell(())] * min(cell.span - 1, MAX_COLUMNS))
    return tuple(cells)


def _without_blank_columns(grid: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Leave out the columns at the right in which no row has a word."""
    width = max((place for row in grid for place, cell in enumerate(row, start=1) if cell.lines), default=0)
    return [row[:width] for row in grid]


def _speaker_rows(grid: Sequence[tuple[Cell, ...]], columns: _Columns) -> TableContent:
    lines: list[Line] = []
    asides: list[Aside] = []
    speaker = ""
    for row in grid:
        if _is_heading(row):
            asides.extend(aside for cell in row for aside in note_of("heading", cell.lines, _number(cell)))
        elif len(row) <= max(columns.text, columns.speaker) or _is_banner(row) or _is_field(row, columns):
            lines.extend(line for cell in row for line in cell.lines)
        else:
            named = split_label(row[columns.speaker].text)
            speaker = named.label or speaker
            lines.extend(_said(row[columns.text], speaker, _span(row, columns, named.span)))
            asides.extend(_beside(row, columns))
    return TableContent(tuple(lines), tuple(asides))


def _said(cell: Cell, speaker: str, span: TimeSpan) -> Iterator[Line]:
    for line in cell.lines:
        # a table within the cell may name its own speakers
        if line.speaker:
            yield line
        else:
            yield replace(line, speaker=speaker, start_s=span.start_s, end_s=span.end_s)


def _span(row: Sequence[Cell], columns: _Columns, beside_label: TimeSpan) -> TimeSpan:
    cells = [row[column] for column in columns.times if column < len(row)]
    spans = [span for cell in cells if (span := cell_span(cell.text)) is not None]
    if len(spans) > 1:
        return TimeSpan(spans[0].start_s, spans[1].start_s)
    return spans[0] if spans else beside_label


def _beside(row: Sequence[Cell], columns: _Columns) -> Iterator[Aside]:
    for column, cell in enumerate(row):
        if column in columns.numbers:
            yield from note_of("line_number", cell.lines, _number(cell))
        elif column not in (columns.text, columns.speaker) and cell_span(cell.text) is None:
            yield from note_of("annotation", cell.lines, _number(cell))


def _number(cell: Cell) -> int:
    return cell.lines[0].number if cell.lines else 1


def _find_columns(grid: Sequence[Sequence[Cell]]) -> _Columns | None:
    headings = _headings(grid)
    body = [row for row in grid if not _is_heading(row) and not _is_banner(row)]
    width = max(map(len, body), default=0)
    if not 2 <= width <= MAX_COLUMNS:
        return None
    texts = [
        [row[column].text for row in body if column < len(row) and not row[column].continues] for column in range(width)
    ]
    kinds = [headings.get(column) or _kind(cells) for column, cells in enumerate(texts)]
    speaker = _speaker_column(texts, kinds)
    open_columns = [c for c in range(width) if c != speaker and kinds[c] in ("", "text", "speaker")]
    if speaker is None or not open_columns:
        return None
    named = [column for column in open_columns if kinds[column] == "text"]
    text = max(named or open_columns, key=lambda column: sum(map(count_words, texts[column])))
    if not any(texts[text]) or (len(body) <= 2 and all(map(is_label, filter(None, texts[text])))):
        return None
    times = tuple(column for column in range(width) if kinds[column] == "time")
    return _Columns(text, speaker, times, tuple(column for column in range(width) if kinds[column] == "number"))


def _kind(cells: Sequence[str]) -> Kind:
    filled = [cell for cell in cells if cell]
    if filled and all(cell_span(cell) is not None for cell in filled):
        return "time"
    return (
        "number"
        if filled and _are_short(filled) and all(fold(cell).replace(" ", "").isdigit() for cell in filled)
        else ""
    )


def _speaker_column(texts: Sequence[Sequence[str]], kinds: Sequence[Kind]) -> int | None:
    """Find who speaks: a heading says it, else labels that come back, those that change most often."""
    labels = {
        column: [split_label(cell).label for cell in cells]
        for column, cells in enumerate(texts)
        if kinds[column] in ("", "speaker")
    }
    named = [column for column, cells in labels.items() if kinds[column] == "speaker" and _are_short(cells)]
    likely = named or [column for column, cells in labels.items() if _are_speakers(cells)]
    return max(likely, key=lambda column: (_look_of_speakers(labels[column]), _changes(labels[column])), default=None)


def _look_of_speakers(cells: Sequence[str]) -> int:
    """Tell how much labels look like speakers', where short answers (*Oui*, *Non*) come back as labels do.

    2: a word for one who asks or answers is among them, or all are codes; 1: all have the look of labels; 0: neither.
    """
    filled = {cell for cell in cells if cell}
    if not all(map(is_label, filled)):
        return 0
    return 2 if any(map(is_sure_role, filled)) or all(map(is_code, filled)) else 1


def _are_speakers(cells: Sequence[str]) -> bool:
    if not _are_short(cells):
        return False
    filled = [cell for cell in cells if cell and fold(cell) not in HEADER_FIELDS]
    labels = {fold(cell) for cell in filled}
    named = any(not label.replace(" ", "").isdigit() for label in labels)
    again = len(labels) < len(filled) or (len(cells) <= 2 and all(map(is_label, filled)))
    return bool(filled) and named and 2 * len(filled) >= len(cells) and again


def _are_short(cells: Sequence[str]) -> bool:
    return all(len(cell) <= MAX_SPEAKER_CHARACTERS and count_words(cell) <= MAX_SPEAKER_WORDS for cell in cells)


def _changes(labels: Sequence[str]) -> int:
    folded = [fold(label) for label in labels if label]
    return sum(before != after for before, after in pairwise(folded))


def _headings(grid: Sequence[Sequence[Cell]]) -> dict[int, Kind]:
    heading = next((row for row in grid if _is_heading(row)), ())
    return {column: HEADING_KINDS[fold(cell.text)] for column, cell in enumerate(heading) if cell.text}


def _is_heading(row: Sequence[Cell]) -> bool:
    written = [cell.text for cell in row if cell.lines]
    return len(written) > 1 and _are_short(written) and all(fold(heading) in HEADING_KINDS for heading in written)


def _is_banner(row: Sequence[Cell]) -> bool:
    """Say whether one wide cell is all that a row holds: a title between rows."""
    filled = [cell for cell in row if cell.lines]
    return len(filled) == 1 and (filled[0].span > 1 or len(row) == 1)


def _is_field(row: Sequence[Cell], columns: _Columns) -> bool:
    return fold(row[columns.speaker].text) in HEADER_FIELDS


def _speakers_side_by_side(grid: Sequence[Sequence[Cell]]) -> dict[int, str]:
    """Give column → speaker where the first row names who speaks in each, and the others hold talk.

    One name at least is a word for one who asks or answers, and no cell below is: those are tables of facts.
    """
    labels = {
        column: label
        for column, cell in enumerate(grid[0] if grid else ())
        if (label := split_label(cell.text).label) and HEADING_KINDS.get(fold(label)) is None
    }
    below = [(column, cell.text) for row in grid[1:] for column, cell in enumerate(row) if column in labels]
    talk = {column for column, text in below if count_words(text) > MAX_SPEAKER_WORDS}
    facts = any(is_role_word(text) or fold(text) in HEADER_FIELDS for _, text in below if text)
    named = all(map(is_label, labels.values())) and len({*map(fold, labels.values())}) == len(labels)
    if facts or not named or not 2 <= len(labels) <= MAX_COLUMNS or talk != set(labels):
        return {}
    return labels if any(map(is_role_word, labels.values())) else {}


def _side_by_side(grid: Sequence[Sequence[Cell]], speakers: dict[int, str]) -> TableContent:
    asides = [aside for cell in grid[0] for aside in note_of("heading", cell.lines, _number(cell))]
    lines: list[Line] = []
    for row in grid[1:]:
        spans = [span for cell in row if (span := cell_span(cell.text)) is not None]
        for column, cell in enumerate(row):
            if column in speakers:
                lines.extend(_said(cell, speakers[column], spans[0] if spans else NO_TIME))
            elif cell_span(cell.text) is None:
                asides.extend(note_of("annotation", cell.lines, _number(cell)))
    return TableContent(tuple(lines), tuple(asides))
