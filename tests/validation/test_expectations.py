"""Each expectation fails where, and only where, what it asks is broken."""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest

from tasks.table_catalogue import tables_of
from tasks.validation.expectations import ValidationFault, validate_stage
from tasks.validation.suites import SEVERITIES, load_suites, views_of
from tasks.warehouse import Warehouse, frame_schema

if TYPE_CHECKING:
    from tests.validation.conftest import Breaker, Change

STAGES = ("ingestion", "anonymisation", "lexicon", "grid", "mirror", "waves")
STAGE_OF = {
    expectation.name: stage for stage in STAGES for suite in load_suites(stage) for expectation in suite.expectations
}
STUDY_OF = {"roles": ["accompagnante", "beneficiaire", "tutrice"], "waves": ["1", "2"]}
"""Groups and waves of the sound study and of its breaks."""
BREAKS = tomllib.loads((Path(__file__).parent / "breaks.toml").read_text(encoding="utf-8"))


def validated(warehouse: Warehouse, stage: str) -> pl.DataFrame:
    return validate_stage(stage, {view: warehouse.read(view) for view in views_of(stage)}, study=STUDY_OF)


def test_expectations_every_one_has_a_break() -> None:
    assert list(BREAKS) == list(STAGE_OF)


@pytest.mark.parametrize("stage", STAGES)
def test_expectations_sound_study_holds(sound_views: Mapping[str, pl.DataFrame], stage: str) -> None:
    results = validate_stage(stage, sound_views, study=STUDY_OF)
    assert results.filter(~pl.col("held")).to_dicts() == []
    assert results["subject"].unique().to_list() == ["study"]
    assert results["expectation"].to_list() == [name for name in STAGE_OF if STAGE_OF[name] == stage]


@pytest.mark.parametrize("stage", STAGES)
def test_expectations_empty_study_holds(tmp_path: Path, stage: str) -> None:
    with Warehouse(tmp_path / "warehouse.duckdb", tables_of("warehouse")) as warehouse:
        results = validated(warehouse, stage)
    assert results["held"].all()
    assert results["n_unexpected"].sum() == 0


@pytest.fixture(scope="module")
def failures(broken: Breaker) -> pl.DataFrame:
    """What fails after each break, validated all at once: expectations look at one row at a time."""
    frames = []
    for stage in STAGES:
        marked: dict[str, list[pl.DataFrame]] = {view: [] for view in views_of(stage)}
        for name in (name for name in BREAKS if STAGE_OF[name] == stage):
            with broken(BREAKS[name]["changes"]) as warehouse:
                for suite in load_suites(stage):
                    mark = pl.concat_str(pl.lit(f"{name} after: "), pl.col(suite.unit)).alias(suite.unit)
                    marked[suite.view].append(warehouse.read(suite.view).with_columns(mark))
        frames.append(validate_stage(stage, {view: pl.concat(rows) for view, rows in marked.items()}, study=STUDY_OF))
    parts = pl.col("subject").str.split(" after: ")
    return pl.concat(frames).with_columns(after=parts.list.first(), subject=parts.list.last())


@pytest.mark.parametrize("name", BREAKS)
def test_expectations_break_is_seen(failures: pl.DataFrame, name: str) -> None:
    failed = failures.filter(after=name)
    assert set(failed["expectation"]) == {name, *BREAKS[name].get("also", [])}
    assert failed.filter(expectation=name)["subject"].to_list() == BREAKS[name]["subjects"]


def test_expectations_every_failing_unit_is_told(broken: Breaker) -> None:
    with broken(BREAKS["participant_is_listed"]["changes"]) as warehouse:
        results = validated(warehouse, "ingestion").filter(expectation="participant_is_listed")
    told = results.select("subject", "held", "observed", "n_unexpected").rows()
    assert told == [("A1-1", False, 0.0, 2), ("A1-2", False, 0.0, 2)]


@pytest.mark.parametrize(("name", "value"), [("role", "accompagnante"), ("wave", "2")])
def test_expectations_ask_for_the_groups_and_waves_of_the_study_at_hand(
    sound_views: Mapping[str, pl.DataFrame], name: str, value: str
) -> None:
    others = {key: [known for known in values if known != value] for key, values in STUDY_OF.items()}
    failed = validate_stage("ingestion", sound_views, study=others).filter(~pl.col("held"))
    concerned = sound_views["ingestion_quality"].filter(pl.col(name) == value)["interview_id"]
    assert set(failed["expectation"]) == {f"interview_has_{name}"}
    assert sorted(failed["subject"]) == sorted(concerned)


def test_expectations_without_the_study_are_a_fault(sound_views: Mapping[str, pl.DataFrame]) -> None:
    with pytest.raises(ValidationFault, match="roles, waves"):
        validate_stage("ingestion", sound_views)


def test_expectations_result_fits_the_warehouse(broken: Breaker) -> None:
    shorter: Change = {"table": "interviews", "where": {"interview_id": "A1-1"}, "set": {"n_words": 20}}
    with broken([shorter]) as warehouse:
        results = validated(warehouse, "ingestion")
        warehouse.replace("validation_results", results)
        stored = warehouse.read("validation_results")
        warehouse.delete("validation_results")
    assert results.schema == pl.Schema(frame_schema("validation_results"))
    assert stored.height == results.height
    assert set(results["severity"]) == set(SEVERITIES)
    assert stored.filter(~pl.col("held")).to_dicts() == [
        {
            "stage": "ingestion",
            "unit": "study",
            "expectation": "interviewee_speaks_most",
            "severity": "warn",
            "subject": "A1-1",
            "held": False,
            "observed": 0.25,
            "n_unexpected": 1,
        }
    ]


def test_expectations_word_has_no_observed_number(broken: Breaker) -> None:
    unknown: Change = {"table": "interviews", "where": {"interview_id": "A1-1"}, "set": {"consent": "peut-être"}}
    with broken([unknown]) as warehouse:
        results = validated(warehouse, "ingestion")
    assert results.filter(expectation="consent_is_legible")["observed"].to_list() == [None]


def test_expectations_nothing_is_drawn_or_warned(
    sound_warehouse: Warehouse, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    validated(sound_warehouse, "lexicon")
    assert capfd.readouterr() == ("", "")
    assert [record.name for record in caplog.records] == []


def test_expectations_warnings_of_the_process_stay_warnings() -> None:
    with pytest.warns(UserWarning, match="still seen"):
        warnings.warn("still seen", UserWarning, stacklevel=1)


def test_expectations_missing_view_is_a_fault() -> None:
    with pytest.raises(ValidationFault, match="waves_quality"):
        validate_stage("waves", {"panel_quality": pl.DataFrame()})


def test_expectations_missing_column_is_a_fault() -> None:
    views = {"waves_quality": pl.DataFrame(), "panel_quality": pl.DataFrame({"participant_id": ["A1"]})}
    with pytest.raises(ValidationFault, match="panel_participant_known"):
        validate_stage("waves", views)
