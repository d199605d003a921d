"""Validation of a stage: its quality views held against its suites by Great Expectations.

This is the one module that imports Great Expectations (seconds of import): only what validates imports it.
"""

from __future__ import annotations

import logging
import math
import os
import warnings
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from numbers import Real

import polars as pl

from tasks.validation.suites import Expectation, Suite, load_suites
from tasks.warehouse import conform

STUDY = "study"
"""Subject of what holds for the whole."""

# Read once, at import: without it, Great Expectations sends usage statistics over the network.
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
with warnings.catch_warnings():
    # Great Expectations imports sre_constants and sre_parse, deprecated since Python 3.11.
    warnings.filterwarnings("ignore", message=r"module 'sre_\w+' is deprecated", category=DeprecationWarning)
    import great_expectations
    from great_expectations.core.batch_definition import BatchDefinition
    from great_expectations.core.expectation_validation_result import ExpectationValidationResult
    from great_expectations.data_context.types.base import ProgressBarsConfig
# Its import diverts every warning of the process into the log.
logging.captureWarnings(False)


class ValidationFault(RuntimeError):
    """An expectation that could not be tried: a fault of the program, not of a study."""


def validate_stage(
    stage: str, views: Mapping[str, pl.DataFrame], *, study: Mapping[str, Sequence[str]] | None = None
) -> pl.DataFrame:
    """Hold the quality views of a stage against its suites.

    ``views``: the frames of the views that ``tasks.validation.suites.views_of`` names. ``study``: what suites ask of
    the study at hand (``$PARAMETER``): ``roles``, its groups, and ``waves``, each by id. Gives back the rows of
    ``validation_results`` for the stage: one for each expectation that holds (subject ``study``), one for each unit
    that fails it. ``observed`` is the value of the unit where it is a number, ``n_unexpected`` the number of units that
    fail. A view without rows holds. Raises ValidationFault where a view or a parameter is missing or an expectation
    cannot be tried.
    """
    suites = load_suites(stage)
    missing = sorted({suite.view for suite in suites} - views.keys())
    missing += sorted({name for suite in suites for name in suite.parameters} - (study or {}).keys())
    if missing:
        raise ValidationFault(f"validation of {stage}: nothing given of {', '.join(missing)}")
    return conform(
        "validation_results",
        [
            {"stage": stage, "unit": STUDY} | row
            for suite in suites
            for row in _validate_view(suite, views[suite.view], study)
        ],
    )


def _validate_view(
    suite: Suite, view: pl.DataFrame, study: Mapping[str, Sequence[str]] | None
) -> Iterator[dict[str, object]]:
    results = {} if view.is_empty() else _try_suite(suite, view, study)
    for expectation in suite.expectations:
        failed = _failed_rows(expectation, results[expectation.name]) if results else []
        common = {"expectation": expectation.name, "severity": expectation.severity, "n_unexpected": len(failed)}
        if not failed:
            yield common | {"subject": STUDY, "held": True, "observed": None}
        for row in failed:
            observed = _as_number(row[expectation.columns[0]])
            yield common | {"subject": str(row[suite.unit]), "held": False, "observed": observed}


def _try_suite(
    suite: Suite, view: pl.DataFrame, study: Mapping[str, Sequence[str]] | None
) -> dict[str, ExpectationValidationResult]:
    expectations = great_expectations.ExpectationSuite(name=suite.view, expectations=list(suite.written))
    batch = _batch_definition().get_batch(batch_parameters={"dataframe": view.to_pandas()})
    outcome = batch.validate(
        expectations,
        expectation_parameters={name: list(values) for name, values in (study or {}).items()},
        result_format={"result_format": "COMPLETE", "unexpected_index_column_names": [suite.unit]},
    )
    return {result.expectation_config.meta["name"]: result for result in outcome.results if result.expectation_config}


def _failed_rows(expectation: Expectation, result: ExpectationValidationResult) -> list[Mapping[str, object]]:
    if "unexpected_index_list" not in result.result:
        raise ValidationFault(f"expectation {expectation.name} cannot be tried on {', '.join(expectation.columns)}")
    return list(result.result["unexpected_index_list"])


def _as_number(value: object) -> float | None:
    return float(value) if isinstance(value, Real) and math.isfinite(value) else None


@cache
def _batch_definition() -> BatchDefinition[None]:
    """One context a process, that writes nothing and draws no progress bar; each view is a batch of its one asset."""
    context = great_expectations.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    asset = context.data_sources.add_pandas("quality").add_dataframe_asset("views")
    return asset.add_batch_definition_whole_dataframe("rows")
