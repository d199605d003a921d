"""From the bytes of an interview's files to its turns."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.folding import count_words
from tasks.ingestion.guide_questions import GuideQuestion, recognise_questions
from tasks.ingestion.recognise import read_document, read_documents
from tasks.ingestion.speaker_roles import LabelRole, SpeakerAssignment, assign_speakers
from tasks.ingestion.speakers import split_turns
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
        """Words of all turns of a speaker."""
        return sum(count_words(turn.text) for turn in self.turns if turn.speaker == speaker)


def read_transcript(
    files: Sequence[FilePart],
    *,
    interviewer: Collection[str],
    interviewee: Collection[str],
    questions: Sequence[GuideQuestion],
) -> Transcript:
    """Read the files of one interview, in order, as one conversation.

    Raises TranscriptUnreadable where one of them is no transcript.
    """
    documents, assignments, outside = [], [], 0
    for part in files:
        document = read_part(part)
        cut = split_turns(document, interviewer=interviewer, interviewee=interviewee)
        outside += cut.preamble_words
        assignments.append(
            assign_speakers(
                cut.turns, interviewer=interviewer, interviewee=interviewee, words_outside=cut.preamble_words
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
        confirmed=all(part.confirmed for part in assignments),
        words_unassigned=outside,
        problem=worst.problem,
        unassigned_share=max(part.unassigned_share for part in assignments),
    )


def read_part(part: FilePart) -> Document:
    """Read what a part names.

    Raises TranscriptUnreadable: ``several_interviews``, ``text_not_found``, ``no_lines_in_range``, or as the reader.
    """
    if part.text_name:
        named = [document for document in read_documents(part.data) if document.name == part.text_name]
        if len(named) != 1:
            raise TranscriptUnreadable("text_not_found", found=len(named))
        document = named[0]
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
