"""The unknown and the disputed words as a table in the study dictionary's own format, to be corrected and named there.

A line left as it is must change nothing: it says what is read already, and only of words read as that part of speech.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import polars as pl
from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from flows.study_folder import StudyFolder
from flows.word_layout import Manner
from flows.word_sections import Contexts, said_votes
from tasks.errors import FolderTaken, MiroirError
from tasks.exchange.french_csv import to_csv
from tasks.exchange.workbook_files import put, sheet_title, workbook_bytes
from tasks.lexicon.study_dictionary_categories import UNIVERSAL

COLUMNS = ("form", "lemma", "category", "when", "status", "note")
_WIDTHS = (22, 22, 16, 14, 16, 90)
_KEY = ["form", "pos"]
_PARTS_OF_SPEECH = {
    pos: category for pos, category in UNIVERSAL.items() if category not in ("tool word", "punctuation")
}
"""Parts of speech that a category's name stands for; the others are written as they are."""
_PARTICLE = "particle"
_AROUND = 50
_LEMMAS_SHOWN = 4


class OptionUnusable(MiroirError):
    """An option asks for what cannot be done."""


def correction_rows(
    unknown: pl.DataFrame, disputed: pl.DataFrame, readings: pl.DataFrame, contexts: Contexts, manner: Manner
) -> list[dict[str, str]]:
    """A line a form and part of speech, the most frequent first, with the reading that it has now.

    Args:
        unknown: ``unknown_words``.
        disputed: ``disputed_words``.
        readings: ``word_readings``: of a form that has several lemmas or categories as one part of speech that cell is
            left open, since a line holds for all its words; of one that is a particle elsewhere both are.
        contexts: places of the words.
        manner: language of the words.
    """
    doubtful = pl.concat(
        [
            unknown.select(*_KEY, "n_occurrences", votes=pl.lit(""), is_unknown=True),
            disputed.select(*_KEY, "n_occurrences", "votes", is_unknown=False),
        ]
    )
    grouped = doubtful.group_by(_KEY).agg(most=pl.col("n_occurrences").max(), notes=pl.struct(pl.all().exclude(_KEY)))
    read = _read(readings.filter(pl.col("category") != _PARTICLE))
    particles = set(readings.filter(pl.col("category") == _PARTICLE)["form"])
    return [
        _row(row["form"], row["pos"], row["notes"], read[row["form"], row["pos"]], contexts, manner)
        | ({"lemma": "", "category": ""} if row["form"] in particles else {})
        for row in grouped.sort("most", *_KEY, descending=[True, False, False]).to_dicts()
    ]


def _read(readings: pl.DataFrame) -> Mapping[tuple[str, str], dict[str, list[str]]]:
    """Form and part of speech → its lemmas and its categories, the most frequent first."""
    ordered = readings.sort("n_occurrences", "lemma", "category", descending=[True, False, False])
    grouped = ordered.group_by(_KEY, maintain_order=True).agg(
        pl.col("lemma").unique(maintain_order=True), pl.col("category").unique(maintain_order=True)
    )
    return {(row["form"], row["pos"]): row for row in grouped.to_dicts()}


def _row(
    form: str,
    pos: str,
    doubts: Sequence[Mapping[str, Any]],
    read: Mapping[str, list[str]],
    contexts: Contexts,
    manner: Manner,
) -> dict[str, str]:
    lemmas, categories = read["lemma"], read["category"]
    places = [place for lemma in lemmas for place in contexts.get((form, lemma, pos), ())]
    notes = [*_notes(doubts, manner)]
    if len(lemmas) > 1:
        notes.append(manner.say("note_several", lemmas=", ".join(lemmas[:_LEMMAS_SHOWN])))
    notes += [_context(place) for place in places[:1]]
    return {
        "form": form,
        "lemma": lemmas[0] if len(lemmas) == 1 else "",
        "category": manner.category(categories[0]) if len(categories) == 1 else "",
        "when": manner.category(_PARTS_OF_SPEECH[pos]) if pos in _PARTS_OF_SPEECH else pos,
        "status": "",
        "note": " · ".join(notes),
    }


def _notes(doubts: Sequence[Mapping[str, Any]], manner: Manner) -> Iterator[str]:
    unknown = sum(doubt["n_occurrences"] for doubt in doubts if doubt["is_unknown"])
    if unknown:
        yield manner.say("note_unknown", n=unknown)
    said: dict[str, int] = {}
    for doubt in doubts:
        if not doubt["is_unknown"]:
            said[doubt["votes"]] = said.get(doubt["votes"], 0) + doubt["n_occurrences"]
    for votes, times in sorted(said.items(), key=lambda pair: (-pair[1], pair[0])):
        yield manner.say("note_disputed", n=times, votes=said_votes(votes, manner))


def _context(place: Mapping[str, Any]) -> str:
    before, after = " ".join(place["before"].split()), " ".join(place["after"].split())
    gap_before = " " if place["before"][-1:].isspace() else ""
    gap_after = " " if place["after"][:1].isspace() else ""
    return f"{place['label']} : …{before[-_AROUND:]}{gap_before}‹{place['word']}›{gap_after}{after[:_AROUND]}…"


def csv_sheet(rows: Sequence[Mapping[str, str]], manner: Manner) -> bytes:
    """The table as CSV, as spreadsheets of the language open it; empty cells hold nothing."""
    heads = {name: manner.say(f"sheet_{name}") for name in COLUMNS}
    cells = [{name: text or None for name, text in row.items()} for row in rows]
    frame = pl.DataFrame(cells, schema=dict.fromkeys(COLUMNS, pl.String()))
    return to_csv(frame.rename(heads), manner.language)


def xlsx_sheet(rows: Sequence[Mapping[str, str]], manner: Manner) -> bytes:
    """The table as a workbook of one sheet."""
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = sheet_title(workbook, manner.say("sheet_title"))
    for column, (name, width) in enumerate(zip(COLUMNS, _WIDTHS, strict=True), start=1):
        put(sheet, 1, column, manner.say(f"sheet_{name}"))
        sheet.column_dimensions[get_column_letter(column)].width = width
        for line, row in enumerate(rows, start=2):
            put(sheet, line, column, row[name])
    sheet.freeze_panes = "A2"
    return workbook_bytes(workbook)


_SHEETS = {".csv": csv_sheet, ".xlsx": xlsx_sheet}


def refuse_target(folder: StudyFolder, to: Path) -> None:
    """Raise where the table may not be written, before anything is read."""
    if to.suffix.lower() not in _SHEETS:
        raise OptionUnusable(f"--to {to}: name a file that ends in {' or '.join(_SHEETS)}")
    if to.exists() or to.is_symlink():
        raise _taken(to)
    if any(to.resolve().is_relative_to(own) for own in (folder.incoming, folder.store)):
        raise FolderTaken(f"--to {to}: lies where the study keeps its own files; choose a place outside of them")


def _taken(to: Path) -> FolderTaken:
    return FolderTaken(f"--to {to}: is there already, and may hold somebody's work; choose another name")


def write_sheet(to: Path, rows: Sequence[Mapping[str, str]], manner: Manner) -> None:
    """Write the table to a file that is not there; raises FolderTaken, OptionUnusable."""
    data = _SHEETS[to.suffix.lower()](rows, manner)
    try:
        with to.open("xb") as file:
            file.write(data)
    except FileExistsError:
        raise _taken(to) from None
    except OSError as error:
        if to.is_file():  # begun, and no room for the rest
            to.unlink()
        raise OptionUnusable(f"--to {to}: cannot be written there ({error.strerror})") from None
