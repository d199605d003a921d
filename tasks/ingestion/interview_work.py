"""What the step ``read_interviews`` does: the files of an interview in, its turns for the vault and its facts out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import polars as pl

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.events import Event
from tasks.ingestion.folding import fold
from tasks.ingestion.guide_questions import GuideQuestion
from tasks.ingestion.interview_files import InterviewFiles, Row
from tasks.ingestion.reading import FilePart, GivenLabels, Transcript, read_transcript
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

_ANALYSED = ("given", "assumed")
"""What consent says of an interview that goes past the vault."""


def read_interviews(order: Order) -> Shard:
    """Read the files of each interview; one that cannot be read is set aside with its reason."""
    planned = {row["interview_id"]: row for row in json.loads(order.extras["interviews"])["interviews"]}
    shard = Shard()
    files_of = InterviewFiles(shard, _kept_collections(order))
    for unit in order.units:
        interview = planned[unit]
        known = [version_from_row(row) for row in order.rows("interview_versions", unit).sort("version").to_dicts()]
        versions = known
        try:
            files = files_of.read(interview, order.rows("incoming_files", unit).sort("part").to_dicts())
            hashes = files_of.keep(interview, files)
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


def _kept_collections(order: Order) -> Mapping[str, bytes]:
    """Files of several interviews that the vault gives back, each once for all interviews of the order."""
    given = order.tables["incoming_files"]
    if "collection" not in given.columns:
        return {}
    held = given.filter((pl.col("collection") != "") & pl.col("content").is_not_null())
    return dict(held.select("collection", "content").iter_rows())


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
    events = transcript.events()
    shard.add("interviews", [_interview_row(interview, transcript, version, events)])
    shard.add("turn_spans", list(_span_rows(unit, transcript)))
    shard.add(
        "interview_asides",
        [
            {"interview_id": unit, "kind": kind, "n": n, "n_words": words}
            for kind, (n, words) in sorted(transcript.asides().items())
        ],
    )
    themes = _themes(interview, config)
    shard.add_sealed("original_turns", [_turn_row(interview, turn, themes) for turn in transcript.turns])
    shard.add_sealed("turn_events", list(_event_rows(interview, events)))


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


def _event_rows(interview: Row, events: Sequence[tuple[Turn, Event]]) -> Iterator[dict[str, object]]:
    for turn, event in events:
        yield {
            "interview_id": interview["interview_id"],
            "turn": turn.position,
            "start_at": event.start,
            "end_at": event.end,
            "participant_id": interview["participant_id"],
            "kind": event.kind,
        }


def _interview_row(
    interview: Row, transcript: Transcript, version: int, events: Sequence[tuple[Turn, Event]]
) -> dict[str, object]:
    """Facts of one interview."""
    names = ("interview_id", "participant_id", "role", "side", "wave", "modality", "consent")
    held = interview["held_on"]
    turns = transcript.turns
    ends = [turn.end_s or turn.start_s for turn in turns if turn.end_s is not None or turn.start_s is not None]
    kinds = Counter(event.kind for _, event in events)
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


def _themes(interview: Row, config: StudyConfig) -> Mapping[str, str]:
    """Themes of the study as they may be written, folded; any other that a file tells is free text and may name."""
    guide = config.guides.get(str(interview["role"]), ())
    themes = {fold(written): theme.id for theme in config.themes for written in (theme.label, theme.id)}
    return themes | {fold(question.theme): question.theme for question in guide}


def _turn_row(interview: Row, turn: Turn, themes: Mapping[str, str]) -> dict[str, object]:
    return {
        "interview_id": interview["interview_id"],
        "turn": turn.position,
        "participant_id": interview["participant_id"],
        "speaker": turn.speaker,
        "question": turn.question,
        "theme": themes.get(fold(turn.theme), ""),
        "line": turn.line,
        "start_s": turn.start_s,
        "end_s": turn.end_s,
        "label": turn.label,
        "text": turn.text,
    }
