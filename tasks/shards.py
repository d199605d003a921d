"""Orders and shards: how work reaches a worker and how its result comes back, without the worker opening a store.

An order is a folder: the step's units and parameters, and its inputs as Parquet. A shard is the folder ``out`` beside
them: the step's tables as Parquet, written aside and renamed whole. What comes from or goes to the vault, and the
parameters (a study's speaker markers may name someone), is sealed under the study's key: a killed run leaves nothing in
clear.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from tasks.errors import MiroirError, StepFailed
from tasks.records import Finding
from tasks.study_config import StudyConfig
from tasks.study_key import Key, load_study_key
from tasks.vault import clear_frame
from tasks.warehouse import conform

FINDINGS = {
    "unit": pl.String(),
    "code": pl.String(),
    "subject": pl.String(),
    "place": pl.String(),
    "details": pl.String(),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What a step works on."""

    step: str
    units: tuple[str, ...]
    config: StudyConfig
    tables: Mapping[str, pl.DataFrame]
    """Inputs from the warehouse and, opened, from the vault, by table name."""
    extras: Mapping[str, str] = field(default_factory=dict)
    """Inputs that are no table: paths of incoming files, texts of the study's files."""

    def rows(self, name: str, unit: str) -> pl.DataFrame:
        """The rows of one interview."""
        return self.tables[name].filter(pl.col("interview_id") == unit)


@dataclass(slots=True)
class Shard:
    """What a step computed: rows for the warehouse, rows for the vault, findings by unit."""

    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    sealed: dict[str, pl.DataFrame] = field(default_factory=dict)
    findings: list[tuple[str, Finding]] = field(default_factory=list)
    seconds: float = 0.0

    def empty(self, name: str) -> pl.DataFrame:
        """No rows of a warehouse table."""
        return conform(name, [])

    def add(self, name: str, rows: list[dict[str, object]] | pl.DataFrame) -> None:
        """Rows of a warehouse table, appended to those already there."""
        frame = conform(name, rows)
        self.tables[name] = pl.concat([self.tables[name], frame]) if name in self.tables else frame

    def add_sealed(self, name: str, rows: list[dict[str, object]]) -> None:
        """Rows of a vault table, appended to those already there."""
        frame = clear_frame(name, rows)
        self.sealed[name] = pl.concat([self.sealed[name], frame]) if name in self.sealed else frame


def write_order(folder: Path, order: Order, *, sealed: Mapping[str, pl.DataFrame], key: Key, store: Path) -> None:
    """Write ``order`` into a fresh ``folder``; ``sealed`` are its inputs from the vault."""
    folder.mkdir(parents=True)
    for name, rows in order.tables.items():
        rows.write_parquet(folder / f"{name}.parquet")
    for name, rows in sealed.items():
        (folder / f"{name}.sealed").write_bytes(key.seal(_parquet(rows), place=name))
    parameters = {"config": order.config.model_dump(mode="json", by_alias=True), "extras": dict(order.extras)}
    (folder / "parameters.sealed").write_bytes(key.seal(json.dumps(parameters).encode(), place="parameters"))
    plan = {"step": order.step, "units": order.units, "store": str(store)}
    (folder / "order.json").write_text(json.dumps(plan), encoding="utf-8")


def read_order(folder: Path) -> tuple[Order, Key]:
    """The order in ``folder`` and the study's key that its sealed parts needed."""
    plan = json.loads((folder / "order.json").read_text(encoding="utf-8"))
    key = load_study_key(Path(plan["store"]), os.environ)
    parameters = json.loads(key.open((folder / "parameters.sealed").read_bytes(), place="parameters"))
    tables = {path.stem: pl.read_parquet(path) for path in sorted(folder.glob("*.parquet"))}
    for path in sorted(folder.glob("*.sealed")):
        if path.stem != "parameters":
            tables[path.stem] = pl.read_parquet(io.BytesIO(key.open(path.read_bytes(), place=path.stem)))
    config = StudyConfig.model_validate(parameters["config"])
    return Order(plan["step"], tuple(plan["units"]), config, tables, parameters["extras"]), key


def carry_out(folder: str, work: Callable[[Order], Shard]) -> str:
    """Do ``work`` on the order in ``folder`` and leave its shard there; gives the folder back.

    This is all that a task of a step does, in whatever process or machine it runs.
    """
    order, key = read_order(Path(folder))
    started = time.perf_counter()
    shard = _careful(order.step, work, order)
    shard.seconds = time.perf_counter() - started
    write_shard(Path(folder) / "out", shard, key=key)
    return folder


def _careful(step: str, work: Callable[[Order], Shard], order: Order) -> Shard:
    """Do ``work``; what goes wrong is raised anew without the words of the error.

    Prefect keeps the words of every error, and those of a library may quote an interview, those of the system a file's
    name.
    """
    try:
        return work(order)
    except MiroirError:
        raise
    except OSError as error:
        raise OSError(error.errno, error.strerror) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, its words stay here
        frames = traceback.extract_tb(error.__traceback__)
        places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames[-4:]))
        raise StepFailed(
            f"step {step}: {type(error).__name__} at {places}; nothing was lost. Please report this"
        ) from None


def write_shard(folder: Path, shard: Shard, *, key: Key) -> None:
    """Write ``shard`` aside and rename it into place."""
    aside = folder.with_name(folder.name + ".tmp")
    shutil.rmtree(aside, ignore_errors=True)
    aside.mkdir()
    for name, rows in shard.tables.items():
        rows.write_parquet(aside / f"{name}.parquet")
    for name, rows in shard.sealed.items():
        (aside / f"{name}.sealed").write_bytes(key.seal(_parquet(rows), place=name))
    findings = [
        {"unit": unit, "code": found.code, "subject": found.subject, **_details(found)}
        for unit, found in shard.findings
    ]
    report = {"findings": findings, "seconds": shard.seconds}
    (aside / "report.sealed").write_bytes(key.seal(json.dumps(report).encode(), place="report"))
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def _details(found: Finding) -> dict[str, str]:
    details = dict(found.details)
    place = str(details.pop("place", ""))
    return {"place": place, "details": json.dumps(details, ensure_ascii=False, sort_keys=True)}


def read_shard(folder: Path, *, key: Key) -> tuple[Shard, pl.DataFrame]:
    """The shard in ``folder`` and its findings as a frame."""
    shard = Shard()
    for path in sorted(folder.glob("*.parquet")):
        shard.tables[path.stem] = pl.read_parquet(path)
    for path in sorted(folder.glob("*.sealed")):
        if path.stem != "report":
            shard.sealed[path.stem] = pl.read_parquet(io.BytesIO(key.open(path.read_bytes(), place=path.stem)))
    report = json.loads(key.open((folder / "report.sealed").read_bytes(), place="report"))
    shard.seconds = float(report["seconds"])
    return shard, pl.DataFrame(report["findings"], schema=FINDINGS, orient="row")


def _parquet(rows: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    rows.write_parquet(buffer)
    return buffer.getvalue()
