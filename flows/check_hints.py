"""What may be done about a file in which it is not known who speaks: labels that were seen, and advice."""

from __future__ import annotations

from collections.abc import Sequence

from flows.check_records import LabelSeen
from tasks.ingestion.reading import Transcript
from tasks.ingestion.speakers import split_turns
from tasks.records import Document
from tasks.study_config import StudyConfig

_MOST_LABELS = 6
_MACHINES = ("whisper", "srt", "vtt", "otr")
"""Formats in which programs write, often without who speaks."""
_SIDES = {"interviewer": "interviewee", "interviewee": "interviewer"}


def labels_not_taken(documents: Sequence[Document], config: StudyConfig) -> tuple[LabelSeen, ...]:
    """Labels that were seen and not believed; of many those that open the most lines, in the order of the file."""
    seen: list[LabelSeen] = []
    given = config.speakers
    for document in documents:
        cut = split_turns(document, interviewer=given.interviewer, interviewee=given.interviewee, other=given.other)
        for label in cut.labels:
            lines = [] if label.taken else _lines_of(label.label, document)
            if lines:
                seen.append(LabelSeen(label.label, lines[0], len(lines), label.reason))
    most = sorted(seen, key=lambda label: -label.times)[:_MOST_LABELS]
    return tuple(label for label in seen if label in most)


def advise(transcript: Transcript, not_taken: Sequence[LabelSeen]) -> str:
    """What more can be said than the problem says; empty where nothing can."""
    formats = {document.format for document in transcript.documents}
    unnamed = not any(line.speaker for document in transcript.documents for line in document.lines)
    if transcript.problem == "no_speakers" and formats <= set(_MACHINES) and unnamed:
        return "the file names no speakers: transcribe with diarisation (WhisperX), or type the names"
    if transcript.problem == "no_speakers" and not not_taken:
        return "nothing in it has the look of a speaker's label"
    heard = {role.speaker: role.label for role in transcript.roles}
    if transcript.problem == "one_speaker" and len(heard) == 1:
        ((speaker, label),) = heard.items()
        if missing := _SIDES.get(speaker):
            return f"{label} is the {speaker}; no label of the {missing} was found"
    return ""


def _lines_of(label: str, document: Document) -> list[int]:
    """Lines that the label opens, or else in which it stands."""
    opened = [line.number for line in document.lines if line.text.lstrip().startswith(label) or line.speaker == label]
    return opened or [line.number for line in document.lines if label in line.text]
