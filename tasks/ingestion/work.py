"""What the steps of ingestion do: incoming files in, turns for the vault and facts for the warehouse out.

The reading of interviews is in ``interview_work``.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import polars as pl

from tasks.grid.codebook import Codebook, indicator_frame, pair_frame, parse_codebook
from tasks.grid.marks import CELL_SCHEMA, MARK_SCHEMA, complete_cells, mark_findings, resolve_marks
from tasks.grid.totals import compare_printed_totals
from tasks.ingestion import interview_work
from tasks.ingestion.grid_files import GridMark, read_grid
from tasks.ingestion.interview_files import Row
from tasks.ingestion.interview_work import read_interview
from tasks.records import Finding
from tasks.shards import Order, Shard
from tasks.study_config import StudyConfig
from tasks.vault import clear_schema
from tasks.warehouse import frame_schema

__all__ = ["list_participants", "read_codebook", "read_goals", "read_grids", "read_interview", "read_interviews"]


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
            if interview["consent"] not in ("missing", "withdrawn")
            for name, value in sorted(interview["attributes"].items())
        ],
    )
    for found in interviews["findings"]:
        shard.findings.append(("study", Finding(found["code"], found["subject"], found["details"])))
    return shard


def read_interviews(order: Order) -> Shard:
    """Read the files of each interview; one that cannot be read is set aside with its reason."""
    return interview_work.read_interviews(order)


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
