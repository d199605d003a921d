"""What stages told and validations found, case by case, in the words of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dashboards.materials import Materials, parse_details

WHOLE_STUDY = "study"
COUNTED = {"names_possible": "count"}
"""Findings whose details say how many places they speak of."""
LABELLED = ("observable", "indicator")
"""Details that hold the key of something of the codebook, told by its label."""
_SUBJECT = "\N{REPLACEMENT CHARACTER}"
_BEFORE_COLON = re.compile(rf"^.{{0,40}}?{_SUBJECT}[^:]{{0,60}}?\s?:\s+")
_IN_BRACKETS = re.compile(r"\s\([^()]*(study\.toml|\[\w+\])[^()]*\)")
"""Where a setting stands: of no use to those who do the study."""
_LINE = re.compile(r"\bl\. (?=\d)")


@dataclass(frozen=True, slots=True)
class Case:
    """One line of what was told."""

    code: str
    severity: str
    subject: str
    said: str
    """In full, with its subject."""
    bare: str
    """Without it."""
    turns: tuple[int, ...]
    n: int
    """Places it speaks of."""
    details: Mapping[str, object]
    """As the stage gave them."""


def read_cases(materials: Materials) -> tuple[Case, ...]:
    """Findings and validations that did not hold."""
    found = [_of_finding(materials, row) for row in materials.published.read("findings").to_dicts()]
    results = materials.published.read("validation_results")
    return (*found, *(_of_result(materials, row) for row in results.to_dicts() if not row["held"]))


def _of_finding(materials: Materials, row: Mapping[str, Any]) -> Case:
    code, given = row["code"], parse_details(row["details"])
    labels = label_codebook(materials)
    called = {key: labels.get(str(given[key]), given[key]) for key in LABELLED if key in given}
    details = {**given, **called, "place": _place(materials, row["place"])}
    n = given.get(COUNTED.get(code, ""), 1)
    return Case(
        code,
        row["severity"],
        row["subject"],
        materials.words.finding(code, {**details, "subject": call_subject(materials, row["subject"])}),
        strip_subject(materials.words.finding(code, {**details, "subject": _SUBJECT})),
        tuple(int(turn) for turn in re.findall(r"\d+", str(given.get("turns", "")))),
        int(str(n)),
        given,
    )


def _of_result(materials: Materials, row: Mapping[str, Any]) -> Case:
    code, observed = row["expectation"], row["observed"]
    counts = observed is not None and observed >= 1
    return Case(
        code,
        row["severity"],
        row["subject"],
        materials.words.expectation(code, {**row, "subject": call_subject(materials, row["subject"])}),
        strip_subject(materials.words.expectation(code, {**row, "subject": _SUBJECT})),
        (),
        round(observed) if counts else 1,
        {},
    )


def strip_subject(text: str) -> str:
    """A message without the subject that it begins with, as a sentence of its own."""
    bare = _IN_BRACKETS.sub("", _BEFORE_COLON.sub("", text)).replace(_SUBJECT, "…").strip()
    return bare[:1].upper() + bare[1:]


def _place(materials: Materials, place: str) -> str:
    return _LINE.sub(materials.words("line_of_table"), place)


def call_subject(materials: Materials, subject: str) -> str:
    """Whom it concerns: interviews and participants as cited, observables and indicators by their label."""
    if subject in ("", WHOLE_STUDY):
        return materials.words("whole_study")
    return label_codebook(materials).get(subject) or materials.names.interview(subject)


def label_codebook(materials: Materials) -> dict[str, str]:
    """Key of an observable or an indicator → its label."""
    rows = materials.published.read("indicators").to_dicts()
    return {row["observable"]: row["observable_label"] for row in rows} | {
        row["indicator"]: row["label"] for row in rows
    }
