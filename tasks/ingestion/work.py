"""What the steps of ingestion do: incoming files in, turns for the vault and facts for the warehouse out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from tasks.errors import TranscriptUnreadable
from tasks.grid.codebook import Codebook, indicator_frame, pair_frame, parse_codebook
from tasks.grid.marks import CELL_SCHEMA, MARK_SCHEMA, complete_cells, mark_findings, resolve_marks
from tasks.grid.totals import compare_printed_totals
from tasks.ingestion.grid_files import GridMark, read_grid
from tasks.ingestion.guide_questions import GuideQuestion
from tasks.ingestion.reading import Transcript, read_transcript
from tasks.records import Finding, Turn
from tasks.shards import Order, Shard
from tasks.study_config import StudyConfig
from tasks.vault import clear_schema
from tasks.warehouse import frame_schema

Row = Mapping[str, object]


def list_participants(order: Order) -> Shard:
    """Say who takes part, and what the participants' table leaves open.

    People without a role have no interview: their names are masked, no more.
    """
    people = [person for person in json.loads(order.extras["participants"]) if person["role"]]
    shard = Shard()
    shard.add("participants", [_participant_row(person, order.config) for person in people])
    interviews = json.loads(order.extras["interviews"])
    shard.add(
        "participant_attributes",
        [
            {"interview_id": interview["interview_id"], "attribute": name, "value": value}
            for interview in interviews["interviews"]
            if interview["consent"] != "missing"
            for name, value in sorted(interview["attributes"].items())
        ],
    )
    for found in interviews["findings"]:
        shard.findings.append(("study", Finding(found["code"], found["subject"], found["details"])))
    return shard


def _participant_row(person: Row, config: StudyConfig) -> dict[str, object]:
    age = person["age"]
    band = f"{int(str(age)) // 10 * 10}-{int(str(age)) // 10 * 10 + 9}" if age is not None else ""
    return {
        "participant_id": person["participant_id"],
        "role": person["role"],
        "side": config.groups[str(person["role"])].side,
        "gender": person["gender"] or "",
        "age_band": band,
        "n_interviews": person["n_interviews"],
    }


def read_interviews(order: Order) -> Shard:
    """Read the files of each interview; one that cannot be read is set aside with its reason."""
    planned = {row["interview_id"]: row for row in json.loads(order.extras["interviews"])["interviews"]}
    shard = Shard()
    for unit in order.units:
        files = order.rows("incoming_files", unit).sort("part").to_dicts()
        contents = [
            file["content"] if file["content"] is not None else Path(file["path"]).read_bytes() for file in files
        ]
        shard.add_sealed("originals", list(_original_rows(planned[unit], files, contents)))
        interview = planned[unit]
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


def read_interview(interview: Row, contents: Sequence[bytes], config: StudyConfig) -> Transcript:
    """Read the files of one interview with what the study knows of its speakers and its guide."""
    guide = config.guides.get(str(interview["role"]), ())
    own_names = [str(name) for name in _listed(interview["names"])]
    return read_transcript(
        contents,
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


def codebook_of(order: Order) -> Codebook | None:
    """The study's codebook, or None for a study without a grid."""
    text = order.extras["codebook"]
    if not text:
        return None
    config = order.config
    themes = [theme.id for theme in config.themes]
    return parse_codebook(text, roles=list(config.groups), waves=list(config.waves), themes=themes)


def read_codebook(order: Order) -> Shard:
    """Lay the codebook out as tables: indicators, and the pairs that face each other."""
    shard, codebook = Shard(), codebook_of(order)
    if codebook is not None:
        shard.add("indicators", indicator_frame(codebook))
        roles = {side: order.config.role_of_side(side) for side in ("A", "B")}
        shard.add("indicator_pairs", pair_frame(codebook.mirror_pairs(role_a=roles["A"], role_b=roles["B"])))
    return shard


def read_grids(order: Order) -> Shard:
    """Read the coders' grid files: cells for the warehouse, quoted words for the vault."""
    shard, codebook = Shard(), codebook_of(order)
    files = json.loads(order.extras["grids"])
    if codebook is None:
        return shard
    interviews = order.tables["interviews"]
    frames = [_grid_marks(shard, file, codebook, interviews) for file in files]
    marks = pl.concat(frames) if frames else pl.DataFrame(schema=MARK_SCHEMA)
    cells = complete_cells(marks, codebook, interviews) if frames else pl.DataFrame(schema=CELL_SCHEMA)
    shard.add("grid_cells", cells.select("interview_id", "indicator", "coder", "state"))
    shard.findings += [("study", found) for found in mark_findings(marks, codebook)]
    shard.add_sealed("original_quotes", _quote_rows(marks))
    return shard


def _grid_marks(shard: Shard, file: Row, codebook: Codebook, interviews: pl.DataFrame) -> pl.DataFrame:
    """The marks of one file, resolved; its findings and printed totals go to ``shard``."""
    sheet = read_grid(Path(str(file["path"])).read_bytes(), name=str(file["file"]))
    role, wave = (str(file[key]) if file[key] else None for key in ("role", "wave"))
    records = [_with_coder(mark, str(file["coder"])) for mark in sheet.marks]
    resolved = resolve_marks(records, codebook, interviews, role=role, wave=wave)
    for found in (*sheet.findings, *resolved.findings):
        if found.code != "total_differs":  # told from the printed totals below, with the indicator's key
            shard.findings.append(("study", _in_file(found, str(file["file"]))))
    totals = compare_printed_totals(sheet.totals, resolved.marks, codebook, role=role)
    known = shard.tables.get("printed_totals", shard.empty("printed_totals")).select("file", "place")
    printed = totals.with_columns(file=pl.lit(str(file["file"]))).join(known, on=["file", "place"], how="anti")
    shard.add("printed_totals", printed.unique(["file", "place"], keep="first", maintain_order=True))
    return resolved.marks


def _with_coder(mark: GridMark, coder: str) -> GridMark:
    return mark if mark.coder else replace(mark, coder=coder)


def _in_file(found: Finding, file: str) -> Finding:
    place = f"{file} {found.details.get('place', '')}".strip()
    return Finding(found.code, found.subject, {**found.details, "place": place})


def _quote_rows(marks: pl.DataFrame) -> list[dict[str, object]]:
    cell = ["interview_id", "indicator", "coder"]
    quoted = marks.filter((pl.col("quote") != "") & (pl.col("state") == "present")).unique(
        [*cell, "quote"], keep="first", maintain_order=True
    )
    numbered = quoted.with_columns(ordinal=pl.int_range(1, pl.len() + 1).over(cell))
    return numbered.select(*cell, "ordinal", "participant_id", "quote").to_dicts()


def read_goals(order: Order) -> Shard:
    """Lay out what participants told of their goals: states for the warehouse, quoted words for the vault.

    A row counts with an interview that was read; *not asked* also stands for a wave in which there was none.
    """
    shard = Shard()
    found = order.tables["interviews"].select("participant_id", "wave", "interview_id").iter_rows()
    interviews = {(participant, wave): unit for participant, wave, unit in found}
    met = {participant for participant, _ in interviews}
    states: list[dict[str, object]] = []
    quotes: list[dict[str, object]] = []
    for row in json.loads(order.extras["goals"]):
        unit = interviews.get((row["participant_id"], row["wave"]), "")
        unasked = row["state"] == "not_asked" and not row["quote"] and row["participant_id"] in met
        if not unit and not unasked:
            shard.findings.append(("study", _goal_without_interview(row, order.config)))
            continue
        told = row | {"interview_id": unit}
        states.append({name: told[name] for name in frame_schema("goal_states")})
        if row["quote"]:
            quotes.append({name: told[name] for name in clear_schema("original_goal_quotes")})
    shard.add("goal_states", states)
    shard.add_sealed("original_goal_quotes", quotes)
    return shard


def _goal_without_interview(row: Row, config: StudyConfig) -> Finding:
    file = config.goals.file if config.goals is not None else ""
    place = f"{file} l. {row['line']}".strip()
    return Finding("goal_without_interview", f"{row['participant_id']}-{row['wave']}", {"place": place})
