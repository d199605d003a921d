"""Observables that were asked in an interview and in which a coder found nothing: told once, with who did."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from dashboards.materials import Materials
from dashboards.sections.cases import Case, call_subject

CODE = "grid_observable_unmarked"


@dataclass(frozen=True, slots=True)
class Unmarked:
    """One observable in one interview."""

    interview: str
    observable: str
    coders: tuple[str, ...]
    """Who found nothing in it."""
    others: tuple[str, ...]
    """Who coded it too, and found something."""


def list_unmarked(materials: Materials, cases: Sequence[Case]) -> tuple[Unmarked, ...]:
    """The coders of one observable and one interview put together, in the order of the cases."""
    without: dict[tuple[str, str], list[str]] = {}
    for case in cases:
        key = (case.subject, str(case.details.get("observable", "")))
        without.setdefault(key, []).append(str(case.details.get("coder", "")))
    with_marks = _with_marks(materials)
    return tuple(
        Unmarked(interview, observable, tuple(coders), with_marks.get((interview, observable), ()))
        for (interview, observable), coders in without.items()
    )


def _with_marks(materials: Materials) -> dict[tuple[str, str], tuple[str, ...]]:
    """Interview and observable → coders who put a cross in it."""
    observables = materials.published.read("indicators").select("indicator", "observable")
    crosses = materials.published.read("grid_cells").filter(pl.col("state") == "present")
    found = crosses.join(observables, on="indicator").group_by("interview_id", "observable")
    named = found.agg(pl.col("coder").unique().sort())
    return {(interview, observable): tuple(coders) for interview, observable, coders in named.iter_rows()}


def count_unmarked(materials: Materials, found: Sequence[Unmarked]) -> str:
    """How many, and how many of them without a cross of anybody."""
    words, whole = materials.words, materials.numbers.whole
    bare = sum(not one.others for one in found)
    return words.count("known_unmarked_n", len(found), whole(len(found)), bare=whole(bare))


def tell_unmarked(materials: Materials, found: Sequence[Unmarked]) -> tuple[str, ...]:
    """A line for each."""
    labels = dict(materials.published.read("indicators").select("observable", "observable_label").iter_rows())
    lines = []
    for one in found:
        facts = {
            "subject": call_subject(materials, one.interview),
            "observable": labels.get(one.observable, one.observable),
            "coders": ", ".join(one.coders),
        }
        others = ", ".join(one.others)
        lines.append(
            materials.words("unmarked_by_some", **facts, others=others)
            if others
            else materials.words("unmarked_by_all", **facts)
        )
    return tuple(lines)
