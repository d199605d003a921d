"""The suites of Great Expectations, stage by stage, as the files of ``suites/`` write them: which view, which bounds.

A file holds the suites of one stage in the form of ``ExpectationSuite.to_json_dict()``, one for each quality view. The
``meta`` of an expectation says its name (an entry of the message catalogue), its severity, its view and the column that
names the unit of a row. Great Expectations itself is not needed to read them: its import costs seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

SUITE_FOLDER = Path(__file__).resolve().parent / "suites"

Severity = Literal["stop", "set_aside", "warn"]
SEVERITIES: Mapping[str, Severity] = {"stop": "stop", "set_aside": "set_aside", "warn": "warn"}


class SuiteFault(ValueError):
    """A file of ``suites/`` that lacks something or contradicts itself: a fault of the program, not of a study."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing that must hold of every row of a view."""

    name: str
    """Entry of the message catalogue."""
    severity: Severity
    columns: tuple[str, ...]
    """Columns that it looks at, the one whose value is told first."""


@dataclass(frozen=True, slots=True)
class Suite:
    """What must hold of one view."""

    view: str
    unit: str
    """Column that names what a row is about."""
    expectations: tuple[Expectation, ...]
    written: tuple[dict[str, object], ...]
    """The expectations as Great Expectations reads them."""
    parameters: tuple[str, ...] = ()
    """What they ask of the study at hand."""


@cache
def load_suites(stage: str) -> tuple[Suite, ...]:
    """The suites of one stage, none where the stage has no file; raises SuiteFault where the file is not sound."""
    path = SUITE_FOLDER / f"{stage}.json"
    if not path.is_file():
        return ()
    return tuple(_parse_suite(document) for document in json.loads(path.read_text(encoding="utf-8")))


def views_of(stage: str) -> tuple[str, ...]:
    """The views that the validation of one stage reads."""
    return tuple(suite.view for suite in load_suites(stage))


def _parse_suite(document: Mapping[str, object]) -> Suite:
    written = document["expectations"]
    if not isinstance(written, list) or not written:
        raise SuiteFault(f"suite {document['name']}: holds no expectation")
    views = {(entry["meta"]["view"], entry["meta"]["unit"]) for entry in written}
    if len(views) != 1 or {view for view, _ in views} != {document["name"]}:
        raise SuiteFault(f"suite {document['name']}: every expectation bears the suite's view and one unit")
    [(view, unit)] = views
    expectations = tuple(_parse_expectation(entry["meta"], entry["kwargs"]) for entry in written)
    values = [value for entry in written for value in entry["kwargs"].values() if isinstance(value, dict)]
    parameters = tuple(dict.fromkeys(str(value["$PARAMETER"]) for value in values))
    return Suite(view, unit, expectations, tuple(written), parameters)


def _parse_expectation(meta: Mapping[str, str], arguments: Mapping[str, str]) -> Expectation:
    severity = SEVERITIES.get(meta["severity"])
    if severity is None:
        raise SuiteFault(f"expectation {meta['name']}: severity is one of {', '.join(SEVERITIES)}")
    columns = tuple(arguments[key] for key in ("column", "column_A", "column_B") if key in arguments)
    if not columns:
        raise SuiteFault(f"expectation {meta['name']}: looks at no column of a row")
    return Expectation(meta["name"], severity, columns)
