"""What the step ``read_interviews`` does: the files of an interview in, its turns for the vault and its facts out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.guide_questions import GuideQuestion
from tasks.ingestion.incoming import read_incoming
from tasks.ingestion.reading import FilePart, Transcript, read_transcript
from tasks.records import Finding, Turn
from tasks.shards import Order, Shard
from tasks.study_config import StudyConfig

Row = Mapping[str, object]


def read_interviews(order: Order) -> Shard:
    """Read the files of each interview; one that cannot be read is set aside with its reason."""
    planned = {row["interview_id"]: row for row in json.loads(order.extras["interviews"])["interviews"]}
    shard = Shard()
    for unit in order.units:
        files = order.rows("incoming_files", unit).sort("part").to_dicts()
        interview = planned[unit]
        try:
            contents = [_content(file) for file in files]
        except TranscriptUnreadable as error:
            shard.findings.append((unit, Finding(error.code, unit, error.details)))
            continue
        shard.add_sealed("originals", list(_original_rows(interview, files, contents)))
        if interview["consent"] == "missing":
            shard.findings.append((unit, Finding("consent_missing", unit)))
            continue
        try:
            transcript = read_interview(interview, contents, order.config)
        except TranscriptUnreadable as error:
            shard.findings.append((unit, Finding(error.code, unit, error.details)))
            continue
        _add_transcript(shard, interview, transcript, len(files))
    return shard


def _content(file: Row) -> bytes:
    kept = file["content"]
    return kept if isinstance(kept, bytes) else read_incoming(Path(str(file["path"])))


def read_interview(interview: Row, contents: Sequence[bytes], config: StudyConfig) -> Transcript:
    """Read the files of one interview with what the study knows of its speakers and its guide."""
    guide = config.guides.get(str(interview["role"]), ())
    own_names = [str(name) for name in _listed(interview["names"])]
    return read_transcript(
        [FilePart(data) for data in contents],
        interviewer=config.speakers.interviewer,
        interviewee=[*config.speakers.interviewee, *own_names],
        questions=[GuideQuestion(question.number, question.text, question.theme) for question in guide],
    )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _add_transcript(shard: Shard, interview: Row, transcript: Transcript, n_files: int) -> None:
    unit = str(interview["interview_id"])
    found = transcript.finding(unit)
    if found is not None:
        shard.findings.append((unit, found))
    if transcript.problem:
        return
    shard.add("interviews", [_interview_row(interview, transcript, n_files)])
    shard.add_sealed("original_turns", [_turn_row(interview, turn) for turn in transcript.turns])


def _original_rows(interview: Row, files: Sequence[Row], contents: Sequence[bytes]) -> Iterator[dict[str, object]]:
    for file, content in zip(files, contents, strict=True):
        yield {
            "interview_id": interview["interview_id"],
            "part": file["part"],
            "participant_id": interview["participant_id"],
            "content_hash": hashlib.sha256(content).hexdigest(),
            "file_name": Path(str(file["path"])).name,
            "content": content,
        }


def _interview_row(interview: Row, transcript: Transcript, n_files: int) -> dict[str, object]:
    """Facts of one interview."""
    names = ("interview_id", "participant_id", "role", "side", "wave", "modality", "consent")
    held = interview["held_on"]
    turns = transcript.turns
    ends = [turn.end_s or turn.start_s for turn in turns if turn.end_s is not None or turn.start_s is not None]
    words = {speaker: transcript.words_of(speaker) for speaker in ("interviewee", "interviewer", "other")}
    return {name: interview[name] for name in names} | {
        "held_on": pl.Series([held]).str.to_date()[0] if held else None,
        "n_files": n_files,
        "format": transcript.formats,
        "encoding": transcript.encodings,
        "n_turns": len(turns),
        "n_turns_interviewee": sum(turn.speaker == "interviewee" for turn in turns),
        "n_words": sum(words.values()) + transcript.words_unassigned,
        "n_words_interviewee": words["interviewee"],
        "n_words_unassigned": transcript.words_unassigned,
        "n_speakers": len(transcript.roles),
        "speakers_confirmed": transcript.confirmed,
        "duration_s": max((end for end in ends if end is not None), default=None),
    }


def _turn_row(interview: Row, turn: Turn) -> dict[str, object]:
    return {
        "interview_id": interview["interview_id"],
        "turn": turn.position,
        "participant_id": interview["participant_id"],
        "speaker": turn.speaker,
        "question": turn.question,
        "line": turn.line,
        "start_s": turn.start_s,
        "end_s": turn.end_s,
        "label": turn.label,
        "text": turn.text,
    }
