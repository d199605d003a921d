"""One run of a study: orders out, shards in, results committed by the one writer.

The run holds the stores; workers never do. A unit's result, its findings and its key are committed in one transaction,
the vault's part before it: a run killed anywhere leaves the old state or the new one, and the next goes on from there.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl

from flows.plan import STUDY_UNIT, Due, due_now, parse_results, read_before, unread_result
from flows.planned_interviews import Inventory
from flows.progress import Watcher
from flows.standing_results import StandingResults
from flows.step_graph import STEPS, Stage, Step
from flows.study_folder import StudyFolder
from flows.tally import Tally
from tasks.errors import RunStopped
from tasks.ingestion.interview_files import UNREAD_CODES, supersede
from tasks.messages import say, severity_of
from tasks.shards import Order, read_shard, write_order
from tasks.table_catalogue import load_catalogue
from tasks.vault import Vault
from tasks.warehouse import Warehouse, hash_rows

Submit = Callable[[str, Sequence[str]], Iterator[str]]
"""Carries out the task of a step on order folders; gives each folder back when its shard is there."""


class StudyRun:
    """The state of one run."""

    def __init__(
        self,
        folder: StudyFolder,
        inventory: Inventory,
        *,
        warehouse: Warehouse,
        vault: Vault,
        model_version: str,
        watcher: Watcher,
    ) -> None:
        self.folder = folder
        self.warehouse = warehouse
        self.vault = vault
        self.model_version = model_version
        self.watcher = watcher
        self.tally = Tally()
        self.key = folder.key()
        self.results = parse_results(warehouse.read("step_results").to_dicts())
        self.inventory = inventory.with_kept(read_before(self.results))
        self.run_id = ""
        self._sealed_files: set[str] = set()
        self._standing = StandingResults(warehouse)

    # -- the run's own record

    def begin(self, until: Stage, versions: Mapping[str, str]) -> None:
        """Note the start; runs that never ended were killed, and are noted so."""
        runs = self.warehouse.read("runs")
        self.run_id = f"{runs.height + 1:04d}"
        row: dict[str, object] = dict.fromkeys(runs.columns)
        row |= {"run_id": self.run_id, "started_at": _now(), "state": "running", "until_stage": until}
        row |= {"task_runner": self.inventory.config.run.task_runner, "versions": json.dumps(versions, sort_keys=True)}
        killed = pl.when(pl.col("state") == "running").then(pl.lit("killed")).otherwise(pl.col("state"))
        runs = pl.concat([runs.with_columns(killed.alias("state")), pl.DataFrame([row], schema=runs.schema)])
        with self.warehouse.transaction():
            self.warehouse.replace("runs", runs)
        self.folder.clear_work()

    def end(self, state: str) -> None:
        """Note how the run ended."""
        row = self.warehouse.read("runs", run_id=self.run_id).with_columns(
            finished_at=pl.lit(_now()).cast(pl.Datetime("us")),
            state=pl.lit(state),
            steps_run=pl.lit(sum(self.tally.units.values())).cast(pl.Int32),
        )
        with self.warehouse.transaction():
            self.warehouse.replace("runs", row, run_id=self.run_id)
        self.folder.clear_work()

    # -- which interviews take part

    def retained(self) -> list[str]:
        """Interviews that go past ingestion: read, consented, valid, still in the participants' table."""
        return retained_interviews(self.warehouse, self.inventory)

    def retire(self, stage: Stage) -> None:
        """Take out of every later table the interviews that no longer take part."""
        retained, known = set(self.retained()), set(self.inventory.interviews)
        told = len(self.tally.retired)
        for step in STEPS:
            if not step.per_interview or step.stage == "publication":
                continue
            keep = known if step.stage == "ingestion" else retained
            gone = sorted(unit for name, unit in self.results if name == step.name and unit not in keep)
            if gone:
                self._forget_results(step, gone)
                self.tally.retired |= set(gone)
                self.tally.rewritten = True
        if len(self.tally.retired) > told:
            self.watcher.say(f"{stage}: {len(self.tally.retired) - told} interview(s) taken out of the analysis")

    def _forget_results(self, step: Step, units: list[str]) -> None:
        with self.warehouse.transaction():
            for table in step.writes:
                self.warehouse.delete(table, interview_id=units)
            self.warehouse.delete("findings", step=step.name, unit=units)
            self.warehouse.delete("step_results", step=step.name, unit=units)
            self.warehouse.delete("validation_results", stage=step.stage)
        for unit in units:
            del self.results[step.name, unit]

    # -- steps

    def carry_out(self, step: Step, submit: Submit) -> None:
        """Do what is due of a step and commit it, batch by batch as shards come in."""
        due = {unit.unit: unit for unit in self.due(step)}
        if not due:
            return
        self.watcher.begin(step.doing, len(due))
        folders = [self._order(step, units, number) for number, units in enumerate(self._batches(step, due))]
        for folder in submit(step.name, folders):
            units = self._commit(step, Path(folder), due)
            self.watcher.advance(len(units))
        self.tally.units[step.name] = len(due)
        if step.name == "read_interviews":
            self.tally.read |= set(due)

    def due(self, step: Step) -> list[Due]:
        """The units of a step to be done now; a result whose inputs came out as before is kept under its new key."""
        due = due_now(step, self.inventory, self.results, self.retained(), self.model_version)
        kept = self._standing.take_over(step, due, self.results)
        self.results |= kept
        return [one for one in due if (step.name, one.unit) not in kept]

    def _batches(self, step: Step, due: Collection[str]) -> Iterator[tuple[str, ...]]:
        """Some batches for each worker, so that the bar moves and a slow interview does not hold the rest."""
        wanted = self.inventory.config.run.workers * 4
        size = min(50, -(-len(due) // wanted)) if step.per_interview else 1
        units = sorted(due)
        return (tuple(units[start : start + size]) for start in range(0, len(units), size))

    def _order(self, step: Step, units: tuple[str, ...], number: int) -> str:
        folder = self.folder.work / f"{step.name}-{number:04d}"
        order = Order(
            step=step.name,
            units=units,
            config=self.inventory.config,
            tables={name: self.warehouse.read(name, **_scope(step, name, units)) for name in step.reads},
            extras={extra: self.inventory.input_text(extra, units) for extra in step.extras},
        )
        sealed = {name: self.vault.read(name, **_scope(step, name, units)) for name in (*step.opens, *step.recalls)}
        if "files" in step.extras:
            sealed["incoming_files"] = self.inventory.file_rows(units, self.vault)
        write_order(folder, order, sealed=sealed, key=self.key, store=self.folder.store)
        return str(folder)

    def _commit(self, step: Step, folder: Path, due: Mapping[str, Due]) -> tuple[str, ...]:
        units = tuple(json.loads((folder / "order.json").read_text(encoding="utf-8"))["units"])
        shard, findings = read_shard(folder / "out", key=self.key)
        scope: dict[str, Sequence[str]] = {"interview_id": units} if step.per_interview else {}
        sealed = {name: shard.sealed[name] for name in step.seals if name in shard.sealed}
        tables = {name: shard.tables[name] for name in step.writes if name in shard.tables}
        if step.seals:
            self._seal(step, units, sealed, scope)
        told = tables | {"findings": self._findings(step, findings)}
        own = {name: rows for name, rows in sealed.items() if name != "collections"}
        rows = [self._result(step, unit, due[unit], told, own, shard.seconds / len(units)) for unit in units]
        unread = set(findings.filter(pl.col("code").is_in(UNREAD_CODES))["unit"])
        rows = [unread_result(row) if row["unit"] in unread else row for row in rows]
        if step.name == "mask_interviews" and any((step.name, unit) in self.results for unit in units):
            self.tally.rewritten = True
        with self.warehouse.transaction():
            for name in step.writes:
                self.warehouse.delete(name, **scope)
                if name in tables:
                    self.warehouse.insert(name, tables[name])
            self.warehouse.replace("findings", told["findings"], step=step.name, unit=units)
            self.warehouse.replace("step_results", pl.DataFrame(rows), step=step.name, unit=units)
            self.warehouse.delete("validation_results", stage=step.stage)
            self._standing.note(step)
        self.results |= parse_results(rows)
        return units

    def _seal(
        self, step: Step, units: Sequence[str], sealed: Mapping[str, pl.DataFrame], scope: Mapping[str, Sequence[str]]
    ) -> None:
        """Commit a shard's part for the vault. The old key goes first: killed in between, the units are done again.

        Originals are never deleted (see ``supersede``). Files of several interviews are kept by their hash, once,
        whoever they hold.
        """
        with self.warehouse.transaction():
            self.warehouse.delete("step_results", step=step.name, unit=units)
        tables = {name: self.vault.empty(name) for name in step.seals} | dict(sealed)
        if "collections" in tables:
            files = tables.pop("collections").unique("content_hash")
            new = files.filter(~pl.col("content_hash").is_in(sorted(self._sealed_files)))
            if new.height:
                self.vault.commit({"collections": new}, content_hash=new["content_hash"].to_list())
                self._sealed_files |= set(new["content_hash"])
        if "originals" in tables:
            before = self.vault.read("originals", interview_id=units)
            tables["originals"] = supersede(before, tables["originals"])
        self.vault.commit(tables, **scope)

    def _result(
        self,
        step: Step,
        unit: str,
        due: Due,
        tables: Mapping[str, pl.DataFrame],
        sealed: Mapping[str, pl.DataFrame],
        seconds: float,
    ) -> dict[str, Any]:
        if due.key is None:
            raise RunStopped(f"step {step.name} was carried out before what it reads")
        own = {name: _of_unit(step, rows, unit) for name, rows in tables.items()}
        secret = {name: _of_unit(step, rows, unit) for name, rows in sealed.items()}
        return {
            "step": step.name,
            "unit": unit,
            "step_key": due.key.digest,
            "key_parts": json.dumps(dict(due.key.parts), ensure_ascii=False, sort_keys=True),
            "output_hash": hash_rows(own) + hash_rows(secret, secret=self.key.secret),
            "n_rows": sum(rows.height for rows in (own | secret).values()),
            "seconds": seconds,
            "run_id": self.run_id,
        }

    def _findings(self, step: Step, findings: pl.DataFrame) -> pl.DataFrame:
        severity = pl.col("code").map_elements(severity_of, return_dtype=pl.String)
        return findings.with_columns(
            stage=pl.lit(step.stage), step=pl.lit(step.name), severity=severity, subject=pl.col("subject").fill_null("")
        ).unique(subset=["step", "unit", "code", "subject", "place"], keep="first", maintain_order=True)

    def commit_publication(self, due: Sequence[Due], tables: Mapping[str, pl.DataFrame], *, seconds: float) -> None:
        """Note under which key the published file stands."""
        rows = [self._result(unit.step, unit.unit, unit, tables, {}, seconds) for unit in due]
        with self.warehouse.transaction():
            self.warehouse.replace("step_results", pl.DataFrame(rows), step=[unit.step.name for unit in due])
            for unit in due:
                self._standing.note(unit.step)
        self.results |= parse_results(rows)
        self.tally.units["publish"] = 1

    # -- validation

    def is_valid(self, stage: Stage) -> bool:
        """Whether the stage was validated and nothing of it stops a run."""
        held = self.warehouse.read("validation_results", stage=stage)
        return bool(held.height) and not held.filter((pl.col("severity") == "stop") & ~pl.col("held")).height

    def validate(self, stage: Stage, views: Sequence[str], submit: Submit) -> None:
        """Validate a stage on its quality views; raises RunStopped where a validation of severity "stop" fails."""
        folder = self.folder.work / f"validate_{stage}"
        order = Order(
            step=f"validate_{stage}",
            units=(STUDY_UNIT,),
            config=self.inventory.config,
            tables={name: self.warehouse.read(name) for name in views},
            extras={"stage": stage},
        )
        write_order(folder, order, sealed={}, key=self.key, store=self.folder.store)
        self.watcher.begin(f"validating {stage}", 1)
        for done in submit("validate_stage", [str(folder)]):
            shard, _ = read_shard(Path(done) / "out", key=self.key)
            with self.warehouse.transaction():
                self.warehouse.replace("validation_results", shard.tables["validation_results"], stage=stage)
        stopped = self.warehouse.read("validation_results", stage=stage, severity="stop").filter(~pl.col("held"))
        if stopped.height:
            raise RunStopped(_stop_words(stage, stopped))


def retained_interviews(warehouse: Warehouse, inventory: Inventory) -> list[str]:
    """Interviews that go past ingestion, in the order of their names."""
    read = warehouse.read("interviews")
    failed = warehouse.read("validation_results", severity="set_aside").filter(~pl.col("held"))
    aside = set(failed["subject"])
    return sorted(name for name in read["interview_id"] if name in inventory.interviews and name not in aside)


def _stop_words(stage: Stage, stopped: pl.DataFrame) -> str:
    words = [say("expectations", row["expectation"], "en", row) for row in stopped.unique("expectation").to_dicts()]
    return f"{stage} is not valid, nothing after it was run or published: " + " ".join(sorted(words))


def _scope(step: Step, table: str, units: Sequence[str]) -> dict[str, Sequence[str]]:
    whole = not step.per_interview or "interview_id" not in load_catalogue()[table].columns
    return {} if whole else {"interview_id": units}


def _of_unit(step: Step, rows: pl.DataFrame, unit: str) -> pl.DataFrame:
    if not step.per_interview:
        return rows
    return rows.filter(pl.col("interview_id" if "interview_id" in rows.columns else "unit") == unit)


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)
