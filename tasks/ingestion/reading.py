"""From the bytes of an interview's files to its turns."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.events import Event, count_spoken_words, find_events
from tasks.ingestion.folding import count_words
from tasks.ingestion.guide_questions import GuideQuestion, recognise_questions
from tasks.ingestion.recognise import read_document, read_documents
from tasks.ingestion.speaker_roles import LabelRole, SpeakerAssignment, assign_speakers
from tasks.ingestion.speakers import Span, split_turns
from tasks.records import Document, Finding, Turn


@dataclass(frozen=True, slots=True)
class FilePart:
    """What of an incoming file belongs to one interview."""

    data: bytes
    """The whole file."""
    text_name: str = ""
    """Name of the text in a file that holds several (``Document.name``); empty for a file that holds one."""
    first_line: int | None = None
    last_line: int | None = None
    """First and last line (``Line.number``) where only a range of the file is meant, both counted in."""


@dataclass(frozen=True, slots=True)
class GivenLabels:
    """Speaker markers that the study names."""

    interviewer: tuple[str, ...] = ()
    interviewee: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    confirmed: bool = False
    """A person looked them over for this very interview."""


@dataclass(frozen=True, slots=True)
class PartSpan:
    """One piece of the text of a file; the spans of a file cover its text end to end."""

    part: int
    """File of the interview, from 1."""
    kind: str
    """``turn``, ``preamble`` or ``heading``."""
    turn: int
    """Position of the turn in the interview; 0 where it is none."""
    start_at: int
    end_at: int


@dataclass(frozen=True, slots=True)
class Transcript:
    """An interview as read from its files."""

    documents: tuple[Document, ...]
    turns: tuple[Turn, ...]
    roles: tuple[LabelRole, ...]
    confirmed: bool
    """The study named the speaker markers; otherwise who speaks is a guess."""
    words_unassigned: int
    """Words outside any turn."""
    problem: str
    """Why it cannot be analysed (``no_speakers``, ``one_speaker``, ``too_much_unassigned``), or empty."""
    unassigned_share: float
    spans: tuple[PartSpan, ...] = field(default=())
    """What covers the text of its files, in order."""
    n_characters: int = 0
    """Characters of the text of all files."""

    def finding(self, interview_id: str) -> Finding | None:
        """What is to be told of how it was read, if anything."""
        if self.problem:
            return Finding(self.problem, interview_id, {"percent": round(100 * self.unassigned_share)})
        return None if self.confirmed else Finding("speakers_guessed", interview_id)

    @property
    def formats(self) -> str:
        """Formats of its files."""
        return " + ".join(dict.fromkeys(document.format for document in self.documents))

    @property
    def encodings(self) -> str:
        """Encodings of its files."""
        return " + ".join(dict.fromkeys(document.encoding for document in self.documents))

    def words_of(self, speaker: str) -> int:
        """Words of all turns of a speaker; events, hesitations and false starts are none."""
        return sum(count_spoken_words(turn.text) for turn in self.turns if turn.speaker == speaker)

    def events(self) -> list[tuple[Turn, Event]]:
        """What is no word, with its turn, in order."""
        return [(turn, event) for turn in self.turns for event in find_events(turn.text)]

    def asides(self) -> dict[str, tuple[int, int]]:
        """Kind of what stands beside the talk → how many, and their words."""
        told: dict[str, tuple[int, int]] = {}
        for document in self.documents:
            for aside in document.asides:
                n, words = told.get(aside.kind, (0, 0))
                told[aside.kind] = (n + 1, words + count_words(aside.text))
        return told


def read_transcript(
    files: Sequence[FilePart], *, labels: GivenLabels, questions: Sequence[GuideQuestion]
) -> Transcript:
    """Read the files of one interview, in order, as one conversation.

    Raises TranscriptUnreadable where one of them is no transcript.
    """
    documents: list[Document] = []
    assignments: list[SpeakerAssignment] = []
    outside = 0
    spans: list[PartSpan] = []
    for number, part in enumerate(files, start=1):
        document = read_part(part)
        cut = split_turns(document, interviewer=labels.interviewer, interviewee=labels.interviewee, other=labels.other)
        before = sum(len(assignment.turns) for assignment in assignments)
        spans += _part_spans(number, cut.spans, turns_before=before)
        outside += cut.preamble_words
        assignments.append(
            assign_speakers(
                cut.turns,
                interviewer=labels.interviewer,
                interviewee=labels.interviewee,
                other=labels.other,
                roles=cut.roles,
                answers_only=document.answers_only,
                words_outside=cut.preamble_words,
            )
        )
        documents.append(document)
    if not assignments:
        raise TranscriptUnreadable("empty_file")
    turns = recognise_questions(_one_after_another(assignments), questions)
    worst = next((part for part in assignments if part.problem), assignments[0])
    return Transcript(
        documents=tuple(documents),
        turns=tuple(turns),
        roles=tuple({role.label: role for part in assignments for role in part.roles}.values()),
        confirmed=labels.confirmed or all(part.confirmed for part in assignments),
        words_unassigned=outside,
        problem=worst.problem,
        unassigned_share=max(part.unassigned_share for part in assignments),
        spans=tuple(spans),
        n_characters=sum(len(reading_text(document)) for document in documents),
    )


def reading_text(document: Document) -> str:
    """The text in which spans and turns have their places: the document's lines joined by line feeds."""
    return "\n".join(line.text for line in document.lines)


def _part_spans(part: int, spans: Iterable[Span], *, turns_before: int) -> Iterator[PartSpan]:
    for span in spans:
        turn = span.turn + turns_before if span.kind == "turn" else 0
        yield PartSpan(part, span.kind, turn, span.start_at, span.end_at)


@lru_cache(maxsize=1)
def _texts_of(data: bytes) -> tuple[Document, ...]:
    """The interviews of a file that holds several: read once, though each of them is asked for by itself."""
    return read_documents(data)


def read_part(part: FilePart) -> Document:
    """Read what a part names.

    Raises TranscriptUnreadable: ``several_interviews``, ``text_not_found``, ``no_lines_in_range``, or as the reader.
    """
    if part.text_name:
        named = [document for document in _texts_of(part.data) if document.name == part.text_name]
        if len(named) != 1:
            raise TranscriptUnreadable("text_not_found", found=len(named))
        document = named[0]
        if document.refused:
            raise TranscriptUnreadable(document.refused)
    else:
        document = read_document(part.data)
    if part.first_line is None and part.last_line is None:
        return document
    first, last = part.first_line or 1, part.last_line or sys.maxsize
    lines = tuple(line for line in document.lines if first <= line.number <= last)
    if not lines:
        raise TranscriptUnreadable("no_lines_in_range", first=first, last=last)
    return replace(document, lines=lines)


def _one_after_another(parts: Sequence[SpeakerAssignment]) -> list[Turn]:
    turns = [turn for part in parts for turn in part.turns]
    return [replace(turn, position=position) for position, turn in enumerate(turns, start=1)]
