"""A study whose words were read: a warehouse of a few turns, each word with the reading that the test gives it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.study_folder import StudyFolder
from tasks.language.lemma_vote import Votes
from tasks.language.reading import Word
from tasks.language.tokenizer import Kind, Piece
from tasks.lexicon.annotation import Annotator
from tasks.lexicon.annotation_rows import annotate_interview
from tasks.lexicon.study_dictionary import StudyDictionary
from tasks.lexicon.turn_readings import reading_row
from tasks.warehouse import conform, frame_schema

SETTINGS = """
name = "Étude inventée"
groups.guide = { side = "A", label = "Guides", singular = "guide" }
groups.marcheur = { side = "B", label = "Marcheurs", singular = "marcheur" }
participants.columns = { id = "code", file = "fichier", role = "groupe" }
"""
_NEUTRAL: Mapping[type[pl.DataType], object] = {pl.String: "", pl.Int32: 0, pl.Float64: 0.0, pl.Boolean: False}


@dataclass(frozen=True, slots=True)
class Said:
    """One word as it was read."""

    written: str
    pos: str
    lemma: str = ""
    known: bool = True
    votes: Votes = ()
    kind: Kind = "word"
    is_masked: bool = False
    """Whether masking put it there."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its words stand apart by one space."""

    interview: str
    turn: int
    said: tuple[Said, ...]
    speaker: str = "interviewee"

    @property
    def text(self) -> str:
        """As the transcript has it."""
        return " ".join(word.written for word in self.said)

    def words(self) -> list[Word]:
        """As a reader gives them."""
        words, start = [], 0
        for said in self.said:
            form = said.written.lower().replace("’", "'")
            piece = Piece(start, start + len(said.written), said.written, form, said.kind)
            words.append(Word(piece, said.pos, said.lemma or form, "table", said.known, said.votes))
            start += len(said.written) + 1
        return words


def make_study(root: Path, turns: Sequence[Turn], dictionary: StudyDictionary | None = None) -> Path:
    """Write the study's folder with its settings and a warehouse, the words annotated with ``dictionary``."""
    root.mkdir(parents=True, exist_ok=True)
    if not (root / "study.toml").exists():
        (root / "study.toml").write_text(SETTINGS, encoding="utf-8")
    fill(root, turns, dictionary)
    return root


def fill(root: Path, turns: Sequence[Turn], dictionary: StudyDictionary | None = None) -> None:
    """Put what was read of these turns into the warehouse, in the place of what is there."""
    rows = _rows(turns)
    annotator = Annotator(dictionary)
    frames = {name: _frame(name, several) for name, several in rows.items()}
    replaced = _frame("replacements", _replacements(turns))
    found = [
        annotate_interview(
            frames["masked_turns"].filter(interview_id=interview),
            frames["readings"].filter(interview_id=interview),
            replaced.filter(interview_id=interview),
            annotator,
            words_aimed=40,
        )
        for interview in dict.fromkeys(turn.interview for turn in turns)
    ]
    frames["tokens"] = _frame("tokens", [row for one in found for row in one.tokens])
    with StudyFolder(root).open_warehouse() as warehouse, warehouse.transaction():
        for name, frame in frames.items():
            warehouse.replace(name, frame)


def _rows(turns: Sequence[Turn]) -> dict[str, list[dict[str, object]]]:
    interviews = sorted({turn.interview for turn in turns})
    rows: dict[str, list[dict[str, object]]] = {
        "interviews": [
            {"interview_id": name, "participant_id": name[:2], "side": name[0], "wave": name[-1]} for name in interviews
        ],
        "citation_labels": [
            {"participant_id": name, "pseudonym": "Zoé", "label": f"Zoé {name[0]}"}
            for name in sorted({interview[:2] for interview in interviews})
        ],
        "masked_turns": [
            {"interview_id": turn.interview, "turn": turn.turn, "speaker": turn.speaker, "text": turn.text}
            for turn in turns
        ],
        "readings": [],
        "lemma_votes": [],
    }
    for turn in turns:
        for number, word in enumerate(turn.words(), start=1):
            place: dict[str, object] = {"interview_id": turn.interview, "turn": turn.turn, "word": number}
            rows["readings"].append(place | reading_row(word))
            rows["lemma_votes"] += [place | {"voter": voter, "lemma": lemma} for voter, lemma in word.votes]
    return rows


def _replacements(turns: Sequence[Turn]) -> list[dict[str, object]]:
    return [
        {"interview_id": turn.interview, "turn": turn.turn, "start_at": word.piece.start, "end_at": word.piece.end}
        for turn in turns
        for said, word in zip(turn.said, turn.words(), strict=True)
        if said.is_masked
    ]


def _frame(name: str, rows: Iterable[Mapping[str, object]]) -> pl.DataFrame:
    """Rows of a table; of what is not given texts are empty, numbers nought."""
    neutral = {column: _NEUTRAL.get(type(kind)) for column, kind in frame_schema(name).items()}
    return conform(name, [{**neutral, **row} for row in rows])
