"""The last stage: a last look for identities, then the published file and the pages swapped in whole."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from dashboards.study_site import build_site
from flows.plan import Due, due_now
from flows.step_graph import STEP_BY_NAME
from flows.study_run import StudyRun, Submit
from tasks.errors import RunStopped, StoreDamaged
from tasks.language.versions import package_versions
from tasks.publication.work import publish as assemble
from tasks.publication.work import published_texts
from tasks.shards import Order, read_shard, write_order
from tasks.table_catalogue import published_tables
from tasks.warehouse import Warehouse, write_published

_STEP = STEP_BY_NAME["publish"]


def publish(run: StudyRun, submit: Submit) -> None:
    """Publish what changed; raises RunStopped where something identifying would be published."""
    due = run.due(_STEP)
    if not due and run.folder.published.exists() and (run.folder.site / "index.html").exists():
        return
    started = time.perf_counter()
    run.watcher.begin(_STEP.doing, 3)
    tables = assemble(
        {name: run.warehouse.read(name) for name in _STEP.reads},
        run.inventory.config,
        versions=package_versions(run.inventory.config.lexicon.pipeline),
        runs=_runs_by_step(run),
    )
    _check_release(run, tables, submit)
    run.watcher.advance(1)
    run.tally.changed = _changed(run, tables)
    aside = run.folder.published.with_suffix(".tmp.duckdb")
    write_published(aside, tables)
    aside.replace(run.folder.published)
    run.watcher.advance(1)
    build_site(run.folder.published, run.folder.site)
    run.watcher.advance(1)
    run.commit_publication(due or _again(run), tables, seconds=time.perf_counter() - started)


def _runs_by_step(run: StudyRun) -> dict[str, str]:
    """Step → the run that computed any unit of it last; the publication itself left out."""
    rows = run.warehouse.read("step_results").filter(pl.col("step") != _STEP.name)
    return dict(rows.group_by("step").agg(pl.col("run_id").max()).sort("step").iter_rows())


def _changed(run: StudyRun, tables: dict[str, pl.DataFrame]) -> list[str]:
    """Published tables whose rows differ from those of the publication before, by name; all of them the first time."""
    now = dict(tables["provenance"].select("table_name", "content_hash").iter_rows())
    if not run.folder.published.exists():
        return sorted(now)
    try:
        with Warehouse(run.folder.published, published_tables(), read_only=True) as before:
            then = dict(before.read("provenance").select("table_name", "content_hash").iter_rows())
    except StoreDamaged:
        return sorted(now)
    return sorted(name for name in now if now[name] != then.get(name))


def _again(run: StudyRun) -> Sequence[Due]:
    """The publication was lost from the folder: it is made again under the key that it had."""
    kept = dict(run.results)
    kept.pop((_STEP.name, "study"), None)
    return due_now(_STEP, run.inventory, kept, run.retained(), run.model_version)


def _check_release(run: StudyRun, tables: dict[str, pl.DataFrame], submit: Submit) -> None:
    folder = run.folder.work / "check_release"
    order = Order(
        step="check_release",
        units=("study",),
        config=run.inventory.config,
        tables={"published_texts": published_texts(tables)},
    )
    sealed = {"identities": run.vault.read("identities")}
    write_order(folder, order, sealed=sealed, key=run.key, store=run.folder.store)
    for done in submit("check_release", [str(folder)]):
        _, findings = read_shard(Path(done) / "out", key=run.key)
        if findings.height:
            places = ", ".join(sorted(set(findings["subject"])))
            raise RunStopped(
                f"publication stopped: a known name stands in {places}; nothing was published. "
                "Look for it in study.toml, codebook.toml, the labels of goals and the columns kept from the table of "
                "participants"
            )
