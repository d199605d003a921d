"""The closing words of a run on the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.run_report import RunReport


def summarise(report: RunReport, *, seconds: float) -> str:
    """What was read, set aside, changed, how long it took, where the results are."""
    lines = [
        f"Run {report.run_id} finished in {seconds:.0f} s: {report.n_interviews} interviews in the study, "
        f"{report.n_read} read in this run, {report.n_set_aside} set aside, {report.n_warnings} points to look over.",
        f"Done: {report.n_units} units of work in {len(report.units)} steps.",
    ]
    if report.changed:
        lines.append(f"Changed in the results: {_listed(report.changed)}.")
    elif report.page is not None:
        lines.append("Nothing changed in the results.")
    if report.n_retired:
        lines.append(f"{report.n_retired} interview(s) were taken out of the analysis.")
    if report.page is not None and report.published is not None:
        lines += [f"Results: {_shown(report.page)}", f"Tables:  {_shown(report.published)}"]
    if report.n_set_aside or report.n_warnings:
        lines.append("What was set aside and why stands on the page, and in `miroir status`.")
    return "\n".join(lines) + "\n"


def _listed(names: Sequence[str], shown: int = 8) -> str:
    more = len(names) - shown
    return ", ".join(names[:shown]) + (f" and {more} more tables" if more > 0 else "")


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
