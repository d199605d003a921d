"""What is to do, and why, before anything is started.

A unit of work (a step, and for most steps an interview) is done again when its key differs from the key under which its
result was stored. What a unit reads from another that is to be done again is not known yet: it is foreseen, and decided
when that other unit has given its result. If the result is the same as before, nothing downstream moves.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.planned_interviews import Inventory
from flows.step_graph import STEPS, WRITER, Step
from tasks.step_cache import StepKey, data_digest, digest, work_digest
from tasks.table_catalogue import base_tables, sql_behind

STUDY_UNIT = "study"
_READABLE = ("lexicon.", "mirror.", "seed", "masking.keep")
_STUDY_WORDS = ("lexicon.supplementary", "lexicon.placeholders")
"""Parameters that can name no one: kept readable in keys, so that a change can be told from what to what."""


@dataclass(frozen=True, slots=True)
class StoredResult:
    """What a unit gave last."""

    step_key: str
    key_parts: Mapping[str, str]
    output_hash: str


Results = Mapping[tuple[str, str], StoredResult]


@dataclass(frozen=True, slots=True)
class Due:
    """A unit of work to be done."""

    step: Step
    unit: str
    key: StepKey | None
    """None while what it reads is itself to be done."""
    why: str


def parse_results(rows: Collection[Mapping[str, str]]) -> dict[tuple[str, str], StoredResult]:
    """Rows of ``step_results`` by step and unit."""
    return {
        (row["step"], row["unit"]): StoredResult(row["step_key"], json.loads(row["key_parts"]), row["output_hash"])
        for row in rows
    }


def units_of(step: Step, inventory: Inventory, retained: Collection[str]) -> list[str]:
    """What a step works on: interviews in the order of their names, or the study."""
    if not step.per_interview:
        return [STUDY_UNIT]
    if step.stage == "ingestion":
        return sorted(inventory.interviews)
    return sorted(retained)


def step_key(
    step: Step, unit: str, inventory: Inventory, results: Results, retained: Collection[str], model_version: str
) -> StepKey:
    """The key of a unit whose inputs are all there."""
    parts = {
        "kernels": work_digest(step.module, step.name),
        "sql": digest(sql_behind((*step.reads, *step.opens, *step.writes, *step.seals))),
    }
    if step.data:
        parts["data"] = data_digest(step.data)
    if step.language_model:
        parts["language model"] = model_version
    parts |= {f"parameter {name}": _parameter(name, inventory) for name in step.parameters}
    parts |= {extra: inventory.input_digest(extra, unit) for extra in step.extras}
    for writer in inputs_of(step):
        parts[f"result of {writer.name}"] = _input_hash(step, unit, writer, inventory, results, retained)
    return StepKey(parts)


def inputs_of(step: Step) -> list[Step]:
    """The steps whose tables ``step`` reads, itself left out."""
    tables = [*base_tables(step.reads), *step.opens]
    writers = {WRITER[table].name: WRITER[table] for table in tables if table in WRITER}
    return [writer for name, writer in writers.items() if name != step.name]


def _input_hash(
    step: Step, unit: str, writer: Step, inventory: Inventory, results: Results, retained: Collection[str]
) -> str:
    if step.per_interview and writer.per_interview:
        units = [unit]
    else:
        units = units_of(writer, inventory, retained)
        if step.stage != "ingestion":
            units = [name for name in units if name == STUDY_UNIT or name in retained]
    hashes = [f"{name} {results[writer.name, name].output_hash}" for name in units if (writer.name, name) in results]
    return hashes[0].split(" ")[1] if len(hashes) == 1 else digest("\n".join(hashes))


def _is_readable(name: str) -> bool:
    return name.startswith(_READABLE) and name not in _STUDY_WORDS


def _parameter(name: str, inventory: Inventory) -> str:
    value: object = inventory.config.model_dump(mode="json", by_alias=True)
    for part in name.split("."):
        value = value[part] if isinstance(value, dict) else None
    text = json.dumps(value, ensure_ascii=False)  # in the order of writing: that of waves is the order of time
    return text if _is_readable(name) else inventory.digest(text)


def due_now(
    step: Step, inventory: Inventory, results: Results, retained: Collection[str], model_version: str
) -> list[Due]:
    """The units of ``step`` to be done, everything before it being done."""
    due = []
    for unit in units_of(step, inventory, retained):
        key = step_key(step, unit, inventory, results, retained, model_version)
        stored = results.get((step.name, unit))
        if stored is None or stored.step_key != key.digest:
            due.append(Due(step, unit, key, _why(key, stored)))
    return due


def _why(key: StepKey, stored: StoredResult | None) -> str:
    if stored is None:
        return "new"
    told = []
    for part in key.changed(stored.key_parts):
        before, now = stored.key_parts.get(part, "nothing"), key.parts.get(part, "nothing")
        readable = part.startswith("parameter ") and _is_readable(part.removeprefix("parameter "))
        told.append(f"{part} {before} → {now}" if readable else f"{part} changed")
    return ", ".join(told) or "changed"


def foresee(
    inventory: Inventory,
    results: Results,
    retained: Collection[str],
    model_version: str,
    steps: Collection[Step] = STEPS,
) -> Iterator[Due]:
    """Everything that is to be done, or will be if what it reads changes."""
    moving: dict[str, set[str]] = {}
    for step in steps:
        sure = {due.unit: due for due in due_now(step, inventory, results, retained, model_version)}
        moving[step.name] = set(sure)
        yield from sure.values()
        for unit in units_of(step, inventory, retained):
            waits = [writer.name for writer in inputs_of(step) if _moves(step, unit, moving.get(writer.name, set()))]
            if unit not in sure and waits:
                moving[step.name].add(unit)
                yield Due(step, unit, None, f"if {' or '.join(waits)} gives another result")


def _moves(step: Step, unit: str, moving: Collection[str]) -> bool:
    if step.per_interview:
        return unit in moving or STUDY_UNIT in moving
    return bool(moving)


def read_before(results: Results) -> dict[str, str]:
    """Interview → hash of the files from which it was read last."""
    return {unit: stored.key_parts["files"] for (step, unit), stored in results.items() if step == "read_interviews"}


def unread_result(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row of ``step_results`` of a unit whose files could not be read: due at the next run, there or not."""
    parts = json.loads(row["key_parts"]) | {"files": "unread"}
    return {**row, "step_key": "", "key_parts": json.dumps(parts, ensure_ascii=False, sort_keys=True)}
