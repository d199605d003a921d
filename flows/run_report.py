"""A run summed up: what was read, set aside, how long it took, where the results are. Counts, never text."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import polars as pl
from prefect.artifacts import create_table_artifact

from flows.step_graph import Stage
from flows.study_run import StudyRun


@dataclass(frozen=True, slots=True)
class RunReport:
    """What a run came to."""

    run_id: str
    until: str
    seconds: float
    n_interviews: int
    """Interviews in the study now."""
    n_read: int
    """Interviews read, or read again, in this run."""
    n_set_aside: int
    n_retired: int
    n_warnings: int
    units: dict[str, int]
    """Units of work by step."""
    changed: tuple[str, ...]
    """Published tables whose rows changed."""
    published: Path | None
    page: Path | None

    @property
    def n_units(self) -> int:
        """Units of work carried out."""
        return sum(self.units.values())


def report_run(run: StudyRun, until: Stage, *, seconds: float) -> RunReport:
    """Sum a run up from its stores."""
    page = run.folder.site / "index.html"
    done = until == "publication"
    return RunReport(
        run_id=run.run_id,
        until=until,
        seconds=seconds,
        n_interviews=len(run.retained()),
        n_read=len(run.tally.read),
        n_set_aside=_told(run, "set_aside"),
        n_retired=len(run.tally.retired),
        n_warnings=_told(run, "warn"),
        units=dict(run.tally.units),
        changed=tuple(run.tally.changed),
        published=run.folder.published if done else None,
        page=page if done else None,
    )


def _told(run: StudyRun, severity: str) -> int:
    """Findings and failed validations of a severity: the lines that `miroir status` prints."""
    failed = run.warehouse.read("validation_results", severity=severity).filter(~pl.col("held"))
    return run.warehouse.read("findings", severity=severity).height + failed.height


def file_artifacts(report: RunReport) -> None:
    """Leave the counts where Prefect's own pages show them."""
    create_table_artifact(
        key="run-summary",
        table=[
            {"what": "interviews in the study", "count": report.n_interviews},
            {"what": "interviews read in this run", "count": report.n_read},
            {"what": "interviews and files set aside", "count": report.n_set_aside},
            {"what": "warnings", "count": report.n_warnings},
            *({"what": f"units of {step}", "count": count} for step, count in report.units.items()),
        ],
        description="What the run did, in counts.",
    )
