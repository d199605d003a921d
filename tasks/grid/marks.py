"""From the marks of one grid file to the cells of the grid.

A grid file speaks of rows by their labels and of columns by their headings, as people wrote them. ``resolve_marks``
says which indicator and which interview are meant, ``complete_cells`` what every cell of the grid holds, those left
blank included: *absent*, *not asked* and *not coded* are three things.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Literal, NamedTuple, Protocol

import polars as pl

from tasks.grid.codebook import Codebook, IndicatorRow, fold_label
from tasks.records import Finding

CellState = Literal["present", "absent", "not_asked", "not_coded"]

STATES: dict[CellState, tuple[str, ...]] = {
    "present": ("x", "✓", "✔", "1", "oui", "yes", "present", "présent"),
    "absent": ("", "0", "non", "no", "absent"),
    "not_asked": ("na", "n/a", "nr", "-", "–", "—", "not asked", "not_asked", "non demandé", "pas demandé"),
    "not_coded": ("?", "not coded", "not_coded", "non codé", "pas codé", "à coder"),
}
"""How grid files write the state of a cell, compared without case; a blank cell says absent."""

MARK_SCHEMA = pl.Schema(
    {
        "interview_id": pl.String(),
        "participant_id": pl.String(),
        "role": pl.String(),
        "wave": pl.String(),
        "indicator": pl.String(),
        "coder": pl.String(),
        "state": pl.String(),
        "blank": pl.Boolean(),
        "quote": pl.String(),
        "place": pl.String(),
    }
)
"""Columns of a marks frame: one row per record of the file that was understood; ``blank``: the cell was left empty."""

CELL_SCHEMA = pl.Schema(
    {
        "interview_id": pl.String(),
        "participant_id": pl.String(),
        "role": pl.String(),
        "wave": pl.String(),
        "indicator": pl.String(),
        "coder": pl.String(),
        "state": pl.String(),
    }
)
"""Columns of a cells frame: one row for each interview, indicator and coder."""

_STATE_OF = {word: state for state, words in STATES.items() for word in words}

# Where one coder says two things of one cell, a mark outweighs a blank left elsewhere.
_WEIGHT: dict[str, int] = {"present": 3, "absent": 2, "not_asked": 1, "not_coded": 0}


class RawMark(Protocol):
    """One cell of a grid file as written; a reader hands every cell of the printed shape, blank ones included."""

    @property
    def unit(self) -> str:
        """Heading of the column: interview or participant."""

    @property
    def observable(self) -> str:
        """Label, key or number; may be empty where the indicator is a full key."""

    @property
    def indicator(self) -> str:
        """Label, with or without its printed number before it, or full key."""

    @property
    def state(self) -> str:
        """Mark as written, or the name of the state."""

    @property
    def quote(self) -> str:
        """Words of the interview behind the mark, or empty."""

    @property
    def coder(self) -> str:
        """Who marked."""

    @property
    def place(self) -> str:
        """Cell or line of the file, for messages."""


class ResolvedMarks(NamedTuple):
    """What a grid file says (``MARK_SCHEMA``), and what of it could not be understood."""

    marks: pl.DataFrame
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class InterviewUnit:
    """One interview that a column may mean."""

    interview_id: str
    participant_id: str
    role: str
    wave: str


class RowNames:
    """Which indicator a row of a grid file means.

    A row is found by its indicator's full key, or by its observable (label, key or number) and the indicator's label;
    printed numbers of indicators are not looked at: published grids repeat them.
    """

    def __init__(self, codebook: Codebook) -> None:
        self._full_keys: dict[str, IndicatorRow] = {}
        self._labels: dict[tuple[str, str], list[IndicatorRow]] = {}
        self._found: dict[tuple[str, str], tuple[IndicatorRow, ...]] = {}
        for row in codebook.indicators():
            self._full_keys[_fold_key(row.key)] = row
            names = {row.observable_label, row.observable_key, row.observable_number}
            for name in {fold_label(name) for name in names} - {""}:
                self._labels.setdefault((name, fold_label(row.label)), []).append(row)

    def find(self, observable: str, indicator: str) -> tuple[IndicatorRow, ...]:
        """Every indicator that the two texts may mean, by position; none where they mean nothing known."""
        about = observable, indicator
        if about not in self._found:
            self._found[about] = self._look_up(observable, indicator)
        return self._found[about]

    def _look_up(self, observable: str, indicator: str) -> tuple[IndicatorRow, ...]:
        by_key = self._full_keys.get(_fold_key(indicator))
        if by_key is not None:
            return (by_key,)
        for label in (indicator, _without_number(indicator)):
            for name in (observable, _without_number(observable)):
                found = self._labels.get((fold_label(name), fold_label(label)))
                if found:
                    return tuple(found)
        return ()

    def nearest(self, observable: str, indicator: str) -> str:
        """Full key whose row reads most like the two texts; empty where none does."""
        rows = {f"{name} {label}": row.key for (name, label), found in self._labels.items() for row in found}
        wanted = f"{fold_label(observable)} {fold_label(_without_number(indicator))}"
        close = get_close_matches(wanted, rows, n=1, cutoff=0.6)
        return rows[close[0]] if close else ""


@dataclass(slots=True)
class _Faults:
    """What was not understood: a wrong label is told once, at its first place, with how many cells it cost."""

    told: dict[tuple[str, tuple[str, ...]], tuple[str, int]] = field(default_factory=dict)
    """Code and what it is about -> first place, cells."""

    def add(self, code: str, about: tuple[str, ...], place: str) -> None:
        first, cells = self.told.get((code, about), (place, 0))
        self.told[code, about] = first, cells + 1

    def findings(self, rows: RowNames) -> Iterator[Finding]:
        for (code, about), (place, cells) in self.told.items():
            details: dict[str, str | int | float] = {"place": place, "cells": cells}
            if code == "grid_row_unknown":
                details["nearest"] = rows.nearest(*about)
            yield Finding(code, details=details)


def read_state(written: str) -> CellState | None:
    """The state that a cell's text says; None where it says none of them."""
    return _STATE_OF.get(" ".join(written.casefold().split()))


def resolve_marks(
    records: Iterable[RawMark],
    codebook: Codebook,
    interviews: pl.DataFrame,
    *,
    role: str | None = None,
    wave: str | None = None,
    coder: str = "",
) -> ResolvedMarks:
    """Say which indicator and which interview each record of one grid file means.

    ``interviews`` has the columns ``interview_id``, ``participant_id``, ``role``, ``wave``; ``role``, ``wave`` and
    ``coder`` are those of the file where the study tells them (a record that names its coder keeps it). A heading is
    an interview's id, or a participant's id where the participant has one interview (in that wave). A blank state
    beside a quote says present. Findings, each with its ``place`` and the number of ``cells`` lost:

    - ``grid_unit_unknown``, ``grid_unit_ambiguous`` (participant of several interviews: give the file's wave);
    - ``grid_row_unknown`` (``nearest``: the closest full key, or empty), ``grid_row_ambiguous`` (use the full key);
    - ``grid_state_unknown`` (the cell counts as not coded).
    """
    rows = RowNames(codebook)
    units = _unit_names(interviews, role=role, wave=wave)
    faults = _Faults()
    known: list[tuple[str | bool, ...]] = []
    for record in records:
        unit = _find_unit(record, units, faults)
        row = _find_row(record, rows, unit, role, faults)
        if unit is not None and row is not None:
            state = _find_state(record, faults)
            blank = not record.state.strip() and state == "absent"
            place = (unit.interview_id, unit.participant_id, unit.role, unit.wave, row.key)
            known.append((*place, record.coder or coder, state, blank, record.quote, record.place))
    return ResolvedMarks(pl.DataFrame(known, schema=MARK_SCHEMA, orient="row"), tuple(faults.findings(rows)))


def complete_cells(marks: pl.DataFrame, codebook: Codebook, interviews: pl.DataFrame) -> pl.DataFrame:
    """Every cell of the grid: interview x indicator x coder, in the columns ``CELL_SCHEMA``.

    ``marks``: frames of ``MARK_SCHEMA`` of all files together. A cell that the codebook does not ask of that role or in
    that wave is ``not_asked``, whatever stands in it. Where a coder left no record of a cell, it is

    - ``not_coded`` in an interview that the coder did not cover (no record at all);
    - ``not_coded`` where the coder's blank cells were handed over with the rest and no interview of that role and wave
      has a record of the indicator: the row was not on that sheet;
    - ``absent`` otherwise: a list of marks says by silence that the others are absent.

    Two records of one cell by one coder: present outweighs absent, then not asked, then not coded. Without any coder,
    every cell asked is ``not_coded`` by coder ``""``. Sorted by interview (as given), indicator (codebook), coder.
    """
    coders = marks["coder"].unique().sort().to_list() or [""]
    units = interviews.select("interview_id", "participant_id", "role", "wave").with_row_index("unit_order")
    grid = units.join(_asked_frame(codebook), how="cross").join(pl.DataFrame({"coder": coders}), how="cross")
    state = (
        pl.when(~_is_asked())
        .then(pl.lit("not_asked"))
        .when(pl.col("state").is_not_null())
        .then(pl.col("state"))
        .when(pl.col("hands_blanks").is_null() | (pl.col("hands_blanks") & pl.col("on_sheet").is_null()))
        .then(pl.lit("not_coded"))
        .otherwise(pl.lit("absent"))
    )
    return (
        grid.join(_one_state_a_cell(marks), on=["interview_id", "indicator", "coder"], how="left")
        .join(_coverage(marks), on=["interview_id", "coder"], how="left")
        .join(_rows_on_sheets(marks), on=["indicator", "coder", "role", "wave"], how="left")
        .sort("unit_order", "position", "coder")
        .with_columns(state=state)
        .select(CELL_SCHEMA.names())
    )


def mark_findings(marks: pl.DataFrame, codebook: Codebook) -> tuple[Finding, ...]:
    """Marks that the codebook or the coder contradicts, subject the interview.

    - ``grid_mark_not_asked``: present where the codebook does not ask (not counted; the codebook would have to ask it);
    - ``grid_cell_told_twice``: one coder says two states of one cell, blank cells left aside (the weightier counts).
    """
    marked = (
        marks.filter(pl.col("state") == "present").join(_asked_frame(codebook), on="indicator").filter(~_is_asked())
    )
    cell = ["interview_id", "indicator", "coder"]
    twice = (
        marks.filter(~pl.col("blank"))
        .group_by(cell, maintain_order=True)
        .agg(pl.col("state").unique(maintain_order=True), pl.col("place").last())
        .filter(pl.col("state").list.len() > 1)
    )
    return (
        *(_cell_finding("grid_mark_not_asked", row) for row in marked.iter_rows(named=True)),
        *(_cell_finding("grid_cell_told_twice", row) for row in twice.iter_rows(named=True)),
    )


def _cell_finding(code: str, row: dict[str, str]) -> Finding:
    details: dict[str, str | int | float] = {name: row[name] for name in ("indicator", "coder", "place")}
    return Finding(code, subject=row["interview_id"], details=details)


def _asked_frame(codebook: Codebook) -> pl.DataFrame:
    rows = codebook.indicators()
    return pl.DataFrame(
        {
            "indicator": [row.key for row in rows],
            "position": [row.position for row in rows],
            "roles": [list(row.roles) for row in rows],
            "waves": [list(row.waves) for row in rows],
        }
    )


def _is_asked() -> pl.Expr:
    return pl.col("roles").list.contains(pl.col("role")) & pl.col("waves").list.contains(pl.col("wave"))


def _one_state_a_cell(marks: pl.DataFrame) -> pl.DataFrame:
    weight = pl.col("state").replace_strict(_WEIGHT, return_dtype=pl.Int8)
    return (
        marks.with_columns(weight=weight)
        .sort("weight", descending=True, maintain_order=True)
        .group_by("interview_id", "indicator", "coder", maintain_order=True)
        .agg(pl.col("state").first())
    )


def _coverage(marks: pl.DataFrame) -> pl.DataFrame:
    return marks.group_by("interview_id", "coder", maintain_order=True).agg(hands_blanks=pl.col("blank").any())


def _rows_on_sheets(marks: pl.DataFrame) -> pl.DataFrame:
    rows = marks.select("indicator", "coder", "role", "wave").unique(maintain_order=True)
    return rows.with_columns(on_sheet=pl.lit(True))


def _unit_names(interviews: pl.DataFrame, *, role: str | None, wave: str | None) -> dict[str, list[InterviewUnit]]:
    """Folded heading -> interviews that it may mean; an interview's own id means that one alone."""
    columns = interviews.select("interview_id", "participant_id", "role", "wave")
    units = [InterviewUnit(*row) for row in columns.iter_rows()]
    names: dict[str, list[InterviewUnit]] = {}
    for unit in units:
        if role in (None, unit.role) and wave in (None, unit.wave):
            names.setdefault(_fold_key(unit.participant_id), []).append(unit)
    return names | {_fold_key(unit.interview_id): [unit] for unit in units if role in (None, unit.role)}


def _find_unit(record: RawMark, units: dict[str, list[InterviewUnit]], faults: _Faults) -> InterviewUnit | None:
    found = units.get(_fold_key(record.unit), [])
    if len(found) == 1:
        return found[0]
    # The heading is not told: a column may be headed with a name.
    faults.add("grid_unit_ambiguous" if found else "grid_unit_unknown", (record.unit,), record.place)
    return None


def _find_row(
    record: RawMark, rows: RowNames, unit: InterviewUnit | None, role: str | None, faults: _Faults
) -> IndicatorRow | None:
    found = rows.find(record.observable, record.indicator)
    asked_role = unit.role if unit is not None else role
    if len(found) > 1 and asked_role is not None:
        found = tuple(row for row in found if asked_role in row.roles) or found
    if len(found) == 1:
        return found[0]
    about = record.observable, record.indicator
    if not found:
        faults.add("grid_row_unknown", about, record.place)
    elif unit is not None or role is not None:
        faults.add("grid_row_ambiguous", about, record.place)
    return None


def _find_state(record: RawMark, faults: _Faults) -> CellState:
    if record.quote.strip() and not record.state.strip():
        return "present"
    state = read_state(record.state)
    if state is None:
        faults.add("grid_state_unknown", (record.state,), record.place)
        return "not_coded"
    return state


def _fold_key(text: str) -> str:
    """Ids and full keys keep their dots and dashes: ``A1-1`` is not ``A11``."""
    return "".join(text.casefold().split())


def _without_number(text: str) -> str:
    """``text`` without the printed number that stands before a label (``4 – SMS``)."""
    return re.sub(r"^\s*\d+\s*[.)–—-]\s*", "", text)
