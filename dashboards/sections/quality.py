"""What was set aside and why, and what the validations found."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from dashboards.contexts.parts import Table
from dashboards.contexts.quality import FindingGroup, QualityContext
from dashboards.materials import Materials, parse_details
from dashboards.wording import FAMILIES

WHOLE_STUDY = "study"


def build_quality(materials: Materials) -> QualityContext:
    """Findings by severity, validations by whether they held."""
    findings = materials.published.read("findings")
    results = materials.published.read("validation_results")
    failed = results.filter(~pl.col("held"))
    return QualityContext(
        findings=tuple(_groups(materials, findings)),
        no_findings="" if findings.height else materials.words("empty_findings"),
        verdict=_verdict(materials, _count(results), _count(failed)),
        failed=_failed(materials, failed) if failed.height else None,
        held=_held(materials, results) if results.height else None,
    )


def _groups(materials: Materials, findings: pl.DataFrame) -> Iterator[FindingGroup]:
    for severity in FAMILIES["severity"]:
        rows = findings.filter(pl.col("severity") == severity)
        if rows.height:
            shown = materials.numbers.whole(rows.height)
            title = materials.words.count(f"findings_{severity}", rows.height, shown)
            yield FindingGroup(severity, title, tuple(_line(materials, row) for row in rows.to_dicts()))


def _line(materials: Materials, row: Mapping[str, str]) -> str:
    where = {"subject": _subject(materials, row["subject"]), "place": row["place"]}
    return materials.words.finding(row["code"], parse_details(row["details"]) | where)


def _subject(materials: Materials, subject: str) -> str:
    """Whom it concerns: interviews and participants by their citation, with the code to find them again."""
    if subject in ("", WHOLE_STUDY):
        return materials.words("whole_study")
    cited = materials.names.interview(subject)
    return cited if cited == subject else f"{cited} [{subject}]"


def _verdict(materials: Materials, n: int, n_failed: int) -> str:
    words, whole = materials.words, materials.numbers.whole
    if not n:
        return words("empty_validation")
    if not n_failed:
        return words.count("validation_all_held", n, whole(n))
    return words.count("validation_failed", n_failed, whole(n_failed), total=whole(n))


def _count(results: pl.DataFrame) -> int:
    """Validations, however many units each of them failed for."""
    return results.select("stage", "expectation").unique().height


def _failed(materials: Materials, results: pl.DataFrame) -> Table:
    words = materials.words
    rows = [
        (
            words.of("stage", row["stage"]),
            words.expectation(row["expectation"], {**row, "subject": _subject(materials, row["subject"])}),
            words.of("severity", row["severity"]),
        )
        for row in results.to_dicts()
    ]
    return materials.table("caption_failed", ("head_stage", "head_expectation", "head_severity"), rows)


def _held(materials: Materials, results: pl.DataFrame) -> Table:
    """Counts only: the message of an expectation says what is wrong where it does not hold."""
    held = dict(results.filter(pl.col("held")).group_by("stage").len().iter_rows())
    asked = dict(results.group_by("stage").agg(pl.col("expectation").n_unique()).iter_rows())
    whole = materials.numbers.whole
    order = {stage: place for place, stage in enumerate(FAMILIES["stage"])}
    rows = [
        (materials.words.of("stage", stage), whole(held.get(stage, 0)), whole(asked[stage]))
        for stage in sorted(asked, key=lambda stage: (order.get(stage, len(order)), stage))
    ]
    return materials.table("caption_held", ("head_stage", "head_held", "head_asked"), rows, numeric_from=1)
