"""What the step ``read_interviews`` does: the files of an interview in, its turns for the vault and its facts out."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.guide_questions import GuideQuestion
from tasks.ingestion.incoming import read_incoming
from tasks.ingestion.reading import FilePart, GivenLabels, Transcript, read_part, read_transcript, reading_text
from tasks.ingestion.versions import (
    content_hash,
    note_version,
    outline_of,
    version_finding,
    version_from_row,
    version_row,
)
from tasks.records import Finding, Turn
from tasks.shards import Order, Shard
from tasks.study_config import StudyConfig
from tasks.vault import STUDY

Row = Mapping[str, object]
_ANALYSED = ("given", "assumed")
"""What consent says of an interview that goes past the vault."""


@dataclass(frozen=True, slots=True)
class _File:
    """One file of an interview as it was read from ``incoming/`` or the vault."""

    row: Row
    part: FilePart

    @property
    def is_of_several(self) -> bool:
        """Whether the file holds other people's interviews too."""
        return bool(self.part.text_name) or (self.part.first_line, self.part.last_line) != (None, None)

    @property
    def name(self) -> str:
        return Path(str(self.row["path"])).name


def read_interviews(order: Order) -> Shard:
    """Read the files of each interview; one that cannot be read is set aside with its reason."""
    planned = {row["interview_id"]: row for row in json.loads(order.extras["interviews"])["interviews"]}
    shard = Shard()
    for unit in order.units:
        interview = planned[unit]
        known = [version_from_row(row) for row in order.rows("interview_versions", unit).sort("version").to_dicts()]
        versions = known
        try:
            files = _read_files(shard, interview, order.rows("incoming_files", unit).sort("part").to_dicts())
            hashes = _keep_originals(shard, interview, files)
            if interview["consent"] not in _ANALYSED:
                shard.findings.append((unit, Finding(f"consent_{interview['consent']}", unit)))
            else:
                transcript = read_interview(interview, [file.part for file in files], order.config)
                if not transcript.problem:
                    versions = list(note_version(known, content_hash(hashes), outline_of(transcript.turns)))
                current = next((version for version in versions if version.is_current), None)
                _add_transcript(shard, interview, transcript, order.config, version=current.version if current else 0)
                told = version_finding(unit, current) if current is not None and not transcript.problem else None
                shard.findings += [(unit, told)] if told is not None else []
        except TranscriptUnreadable as error:
            shard.findings.append((unit, Finding(error.code, unit, error.details)))
        participant = str(interview["participant_id"])
        shard.add_sealed("interview_versions", [version_row(unit, participant, version) for version in versions])
    return shard


def _read_files(shard: Shard, interview: Row, rows: Sequence[Row]) -> list[_File]:
    """The bytes of all files; where one cannot be read the others are kept all the same.

    Raises TranscriptUnreadable: why the first that could not be read could not.
    """
    parts = _listed(interview.get("parts")) or [{}] * len(rows)
    files: list[_File] = []
    faults: list[TranscriptUnreadable] = []
    for row, part in zip(rows, parts, strict=True):
        try:
            files.append(_File(row, _file_part(row, part if isinstance(part, dict) else {})))
        except TranscriptUnreadable as error:
            faults.append(error)
    if faults:
        _keep_originals(shard, interview, files)
        raise faults[0]
    return files


def _file_part(row: Row, part: Row) -> FilePart:
    """A file as it lies in ``incoming/`` (``part`` says what of it is meant), or as the vault kept it."""
    kept = row["content"]
    told = row if isinstance(kept, bytes) else part
    data = kept if isinstance(kept, bytes) else _incoming(row, part)
    first, last = (told.get(name) for name in ("first_line", "last_line"))
    return FilePart(
        data,
        text_name=str(told.get("text") or ""),
        first_line=first if isinstance(first, int) else None,
        last_line=last if isinstance(last, int) else None,
    )


def _incoming(row: Row, part: Row) -> bytes:
    return read_incoming(Path(str(row["path"])), digest=str(part.get("digest") or ""))


def _keep_originals(shard: Shard, interview: Row, files: Sequence[_File]) -> list[str]:
    """Originals for the vault, under the participant's key; gives the hash of each.

    A file of several interviews holds other people's words: it is kept whole under the study's key, and only the own
    lines' text under the participant's.

    Raises TranscriptUnreadable where the own lines of such a file cannot be told.
    """
    _keep_collections(shard, [file for file in files if file.is_of_several])
    rows: list[dict[str, object]] = []
    faults: list[TranscriptUnreadable] = []
    for file in files:
        try:
            rows.append(_original_row(interview, file))
        except TranscriptUnreadable as error:
            faults.append(error)
    shard.add_sealed("originals", rows)
    if faults:
        raise faults[0]
    return [str(row["content_hash"]) for row in rows]


def _keep_collections(shard: Shard, files: Sequence[_File]) -> None:
    kept = set(shard.sealed["collections"]["content_hash"]) if "collections" in shard.sealed else set()
    for file in files:
        digest = hashlib.sha256(file.part.data).hexdigest()
        if digest not in kept:
            row: dict[str, object] = {
                "content_hash": digest,
                "participant_id": STUDY,
                "file_name": file.name,
                "content": file.part.data,
            }
            shard.add_sealed("collections", [row])
            kept.add(digest)


def _original_row(interview: Row, file: _File) -> dict[str, object]:
    content, collection = file.part.data, ""
    if file.is_of_several:
        collection = hashlib.sha256(content).hexdigest()
        content = reading_text(read_part(file.part)).encode()
    return {
        "interview_id": interview["interview_id"],
        "part": file.row["part"],
        "participant_id": interview["participant_id"],
        "content_hash": hashlib.sha256(content).hexdigest(),
        "collection": collection,
        "first_line": file.part.first_line,
        "last_line": file.part.last_line,
        "text_name": file.part.text_name,
        "file_name": file.name,
        "content": content,
    }


def read_interview(interview: Row, parts: Sequence[FilePart], config: StudyConfig) -> Transcript:
    """Read the files of one interview with what the study knows of its speakers and its guide."""
    guide = config.guides.get(str(interview["role"]), ())
    return read_transcript(
        parts,
        labels=_labels(interview, config),
        questions=[GuideQuestion(question.number, question.text, question.theme) for question in guide],
    )


def _labels(interview: Row, config: StudyConfig) -> GivenLabels:
    told = interview.get("speakers")
    given = told if isinstance(told, dict) else {}
    names = {
        name: [str(label) for label in _listed(given.get(name))] for name in ("interviewer", "interviewee", "other")
    }
    own_names = [str(name) for name in _listed(interview["names"])]
    return GivenLabels(
        interviewer=(*config.speakers.interviewer, *names["interviewer"]),
        interviewee=(*config.speakers.interviewee, *names["interviewee"], *own_names),
        other=(*config.speakers.other, *names["other"]),
        confirmed=bool(given.get("confirmed")),
    )


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _add_transcript(shard: Shard, interview: Row, transcript: Transcript, config: StudyConfig, *, version: int) -> None:
    unit = str(interview["interview_id"])
    found = transcript.finding(unit)
    if found is not None:
        shard.findings.append((unit, found))
    if transcript.problem:
        return
    guide = config.guides.get(str(interview["role"]), ())
    themes = {question.number: question.theme for question in guide}
    shard.add("interviews", [_interview_row(interview, transcript, version)])
    shard.add("turn_spans", list(_span_rows(unit, transcript)))
    shard.add(
        "interview_asides",
        [
            {"interview_id": unit, "kind": kind, "n": n, "n_words": words}
            for kind, (n, words) in sorted(transcript.asides().items())
        ],
    )
    shard.add_sealed("original_turns", [_turn_row(interview, turn, themes) for turn in transcript.turns])
    shard.add_sealed("turn_events", list(_event_rows(interview, transcript)))


def _span_rows(unit: str, transcript: Transcript) -> Iterator[dict[str, object]]:
    speakers = {turn.position: turn.speaker for turn in transcript.turns}
    ordinals: dict[int, int] = {}
    for span in transcript.spans:
        ordinals[span.part] = ordinals.get(span.part, 0) + 1
        yield {
            "interview_id": unit,
            "part": span.part,
            "ordinal": ordinals[span.part],
            "kind": span.kind,
            "turn": span.turn,
            "speaker": speakers.get(span.turn, ""),
            "start_at": span.start_at,
            "end_at": span.end_at,
        }


def _event_rows(interview: Row, transcript: Transcript) -> Iterator[dict[str, object]]:
    for turn, event in transcript.events():
        yield {
            "interview_id": interview["interview_id"],
            "turn": turn.position,
            "start_at": event.start,
            "end_at": event.end,
            "participant_id": interview["participant_id"],
            "kind": event.kind,
        }


def _interview_row(interview: Row, transcript: Transcript, version: int) -> dict[str, object]:
    """Facts of one interview."""
    names = ("interview_id", "participant_id", "role", "side", "wave", "modality", "consent")
    held = interview["held_on"]
    turns = transcript.turns
    ends = [turn.end_s or turn.start_s for turn in turns if turn.end_s is not None or turn.start_s is not None]
    kinds = Counter(event.kind for _, event in transcript.events())
    words = {speaker: transcript.words_of(speaker) for speaker in ("interviewee", "interviewer", "other")}
    return {name: interview[name] for name in names} | {
        "held_on": pl.Series([held]).str.to_date()[0] if held else None,
        "n_files": len(transcript.documents),
        "version": version,
        "format": transcript.formats,
        "encoding": transcript.encodings,
        "n_turns": len(turns),
        "n_turns_interviewee": sum(turn.speaker == "interviewee" for turn in turns),
        "n_words": sum(words.values()) + transcript.words_unassigned,
        "n_words_interviewee": words["interviewee"],
        "n_words_unassigned": transcript.words_unassigned,
        "n_characters": transcript.n_characters,
        "n_events": sum(kinds.values()) - kinds["hesitation"] - kinds["false_start"],
        "n_hesitations": kinds["hesitation"],
        "n_false_starts": kinds["false_start"],
        "n_speakers": len(transcript.roles),
        "speakers_confirmed": transcript.confirmed,
        "duration_s": max((end for end in ends if end is not None), default=None),
    }


def _turn_row(interview: Row, turn: Turn, themes: Mapping[str, str]) -> dict[str, object]:
    return {
        "interview_id": interview["interview_id"],
        "turn": turn.position,
        "participant_id": interview["participant_id"],
        "speaker": turn.speaker,
        "question": turn.question,
        "theme": turn.theme or themes.get(turn.question, ""),
        "line": turn.line,
        "start_s": turn.start_s,
        "end_s": turn.end_s,
        "label": turn.label,
        "text": turn.text,
    }
