"""What is asked in ``files.csv``: one row a question, its reason in the remark; answers that stand there stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tasks.ingestion.beginnings import Beginning
from tasks.ingestion.file_mapping import HEADINGS
from tasks.ingestion.file_matching import OPEN_CODES, FileMatch
from tasks.ingestion.kept_tables import KeptRow, KeptTable, new_table, rewrite
from tasks.ingestion.participants import ParticipantRow
from tasks.ingestion.text_variables import Waves
from tasks.messages import Language, say

_OURS = ("Miroir :", "Miroir:", "Miroir\xa0:")
"""How remarks begin that Miroir wrote: a row of the user's own is never taken away."""

_ROWS_TOLD = 12


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask."""

    file: str
    text: str
    remark: str
    rows: int = 1
    """Rows to write: one for each interview that the table puts in the file."""

    @property
    def key(self) -> tuple[str, str]:
        """File and text."""
        return self.file, self.text


def open_questions(
    matches: Sequence[FileMatch],
    waves: Waves,
    language: Language,
    beginnings: Mapping[str, Sequence[Beginning]] | None = None,
) -> list[Question]:
    """What is to be asked, in the order of the files.

    Args:
        matches: of all files.
        waves: which wave each row of the table is of.
        language: of the remarks.
        beginnings: file → lines where an interview may begin in it, for files of several.
    """
    return [
        Question(
            match.file,
            match.text,
            _remark(match, waves, language, (beginnings or {}).get(match.file, ())),
            rows=len(match.candidates) if match.code == "several_rows" else 1,
        )
        for match in matches
        if match.code in OPEN_CODES
    ]


def with_questions(table: KeptTable | None, questions: Sequence[Question], language: Language) -> bytes | None:
    """Give ``files.csv`` with its questions, or ``None`` where nothing is to be written.

    Questions that are settled by now are taken out if nobody wrote in their row; those that still stand stay.
    """
    if table is None:
        headings = {key: say("sheets", f"head_{key}", language) for key in HEADINGS}
        rows = [row for question in questions for row in _cells(question) * question.rows]
        return new_table(headings, rows) if rows else None
    drop, standing = _standing(table, {question.key: question for question in questions})
    add = [row for question in questions if question.key not in standing for row in _cells(question) * question.rows]
    return rewrite(table, drop=drop, add=add) if drop or add else None


def _remark(match: FileMatch, waves: Waves, language: Language, beginnings: Sequence[Beginning]) -> str:
    is_near = match.code == "unmatched" and match.candidates
    code = "asked_near" if is_near else f"asked_{match.code}"
    remark = say("sheets", code, language, {"rows": _rows(match.candidates, waves, language)})
    if not beginnings or match.code != "several_rows":
        return remark
    shown = [say("sheets", "asked_line", language, {"line": found.line, "text": found.text}) for found in beginnings]
    return f"{remark} {say('sheets', 'asked_beginnings', language, {'lines': ', '.join(shown)})}"


def _standing(table: KeptTable, asked: Mapping[tuple[str, str], Question]) -> tuple[list[int], set[tuple[str, str]]]:
    """Lines to take out, and the questions that the table asks already."""
    in_parts = {_key(row) for row in table.rows if row.cells["first_line"] or row.cells["last_line"]}
    rows: Counter[tuple[str, str]] = Counter()
    drop: list[int] = []
    for row in table.rows:
        question = asked.get(_key(row))
        if row.cells["participant"]:
            continue
        stands = question is not None and row.cells["remark"] == question.remark and rows[_key(row)] < question.rows
        if stands or not _is_ours(row):
            rows[_key(row)] += 1
        elif question is not None or _key(row) not in in_parts:
            drop.append(row.line)
    return drop, {key for key in asked if rows[key]}


def _is_ours(row: KeptRow) -> bool:
    empty = not any(row.cells[key] for key in ("participant", "wave", "first_line", "last_line"))
    return empty and row.cells["remark"].startswith(_OURS)


def _key(row: KeptRow) -> tuple[str, str]:
    return row.cells["file"], row.cells["text"]


def _cells(question: Question) -> list[dict[str, str]]:
    return [{"file": question.file, "text": question.text, "remark": question.remark}]


def _rows(candidates: Sequence[ParticipantRow], waves: Waves, language: Language) -> str:
    """The rows that fit; of very many the first ones: each of them may have a question of its own."""
    told = [_row(row, waves, language) for row in candidates[:_ROWS_TOLD]]
    return ", ".join([*told, "…"] if len(candidates) > _ROWS_TOLD else told)


def _row(row: ParticipantRow, waves: Waves, language: Language) -> str:
    wave = waves.of_row(row)
    details = {"participant": row.id, "wave": wave, "lines": ", ".join(map(str, row.lines))}
    return say("sheets", "asked_row_of_wave" if wave else "asked_row", language, details)
