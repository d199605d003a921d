"""The grid read flat (*à plat*), one cell an interview out of several coders, and what a grid says against itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Literal, NamedTuple, Protocol

import polars as pl

from tasks.grid.codebook import Codebook, IndicatorRow, Observable
from tasks.grid.marks import CELL_SCHEMA, RowNames
from tasks.records import Finding

AdjudicationRule = Literal["any", "all", "first"]
"""How a cell counts where coders differ: present if any says so, only if all do, or as the first coder says."""

ALL_WAVES = "all"
"""Value of ``wave`` in the lines of a flat reading that take all waves together."""

FLAT_SCHEMA = pl.Schema(
    {
        "indicator": pl.String(),
        "role": pl.String(),
        "wave": pl.String(),
        "n_present": pl.Int64(),
        "n_asked": pl.Int64(),
        "share": pl.Float64(),
        "interviews": pl.String(),
    }
)
"""Columns of a flat reading."""

PRINTED_SCHEMA = pl.Schema(
    {"place": pl.String(), "indicator": pl.String(), "printed": pl.Int64(), "counted": pl.Int64()}
)
"""Columns of printed totals beside those counted."""

_CELL = ("interview_id", "indicator")


class RawTotal(Protocol):
    """One printed total of a grid file as written."""

    @property
    def observable(self) -> str:
        """Label, key or number."""

    @property
    def indicator(self) -> str:
        """Label or full key."""

    @property
    def total(self) -> int:
        """As printed."""

    @property
    def place(self) -> str:
        """Cell of the file."""


class Adjudication(NamedTuple):
    """One state a cell: what the analyses count."""

    cells: pl.DataFrame
    """``CELL_SCHEMA`` without ``coder``, and ``n_coders`` (who coded the cell), ``agreed``."""
    disagreements: pl.DataFrame
    """Cells whose coders differ, one row a coder: ``CELL_SCHEMA``."""
    rule: AdjudicationRule


def adjudicate(
    cells: pl.DataFrame, *, rule: AdjudicationRule = "any", coders: Iterable[str] | None = None
) -> Adjudication:
    """Make one cell of the cells of several coders.

    ``cells``: ``CELL_SCHEMA``. A coder who has not coded the cell has no say in it; nobody having, it is ``not_coded``.
    Where coders differ, ``any``: present outweighs absent, which outweighs not asked; ``all``: not asked outweighs
    absent, which outweighs present; ``first``: the first of ``coders`` who coded it, then the others by code.
    """
    order = list(dict.fromkeys([*(coders or ()), *cells["coder"].unique().sort().to_list()]))
    ranked = cells.with_row_index("row").with_columns(rank=_rank(rule, order))
    said = pl.col("state").filter(pl.col("state") != "not_coded")
    judged = (
        ranked.sort("rank", "row")
        .group_by(_CELL)
        .agg(
            pl.col("row").min(),
            pl.col("participant_id", "role", "wave").first(),
            state=said.first().fill_null("not_coded"),
            n_coders=said.len().cast(pl.Int64),
            agreed=said.n_unique() <= 1,
        )
        .sort("row")
    )
    differing = judged.filter(~pl.col("agreed")).select(_CELL)
    columns = [column for column in CELL_SCHEMA.names() if column != "coder"]
    return Adjudication(
        judged.select(*columns, "n_coders", "agreed"),
        cells.join(differing, on=_CELL, how="semi", maintain_order="left"),
        rule,
    )


def flat_reading(
    cells: pl.DataFrame, *, rule: AdjudicationRule = "any", coders: Iterable[str] | None = None
) -> pl.DataFrame:
    """Who bears each indicator among those asked: ``FLAT_SCHEMA``, per indicator x role x wave, then over all waves.

    ``cells``: ``CELL_SCHEMA``; cells of several coders are adjudicated by ``rule`` first. ``n_asked`` counts the
    interviews asked *and* coded, ``share`` is empty where there is none, ``interviews`` names those that bear the
    indicator in the order of ``cells``, separated by spaces. There is no line where nobody of the role was asked.
    """
    judged = adjudicate(cells, rule=rule, coders=coders).cells
    asked = judged.filter(pl.col("state") != "not_asked")
    both = pl.concat([asked, asked.with_columns(wave=pl.lit(ALL_WAVES))])
    present = pl.col("state") == "present"
    return (
        both.group_by("indicator", "role", "wave", maintain_order=True)
        .agg(
            n_present=present.sum().cast(pl.Int64),
            n_asked=(pl.col("state") != "not_coded").sum().cast(pl.Int64),
            interviews=pl.col("interview_id").filter(present).str.join(" "),
        )
        .with_columns(share=pl.when(pl.col("n_asked") > 0).then(pl.col("n_present") / pl.col("n_asked")))
        .select(FLAT_SCHEMA.names())
    )


def compare_printed_totals(
    totals: Iterable[RawTotal], marks: pl.DataFrame, codebook: Codebook, *, role: str | None = None
) -> pl.DataFrame:
    """Printed totals of one grid file beside the marks counted in the same file: ``PRINTED_SCHEMA``.

    ``marks``: what ``resolve_marks`` gave for that file. Rows that mean no indicator, or several, are left out:
    ``resolve_marks`` has told them.
    """
    rows = RowNames(codebook)
    roles = {role} if role is not None else set(marks["role"].unique())
    present = marks.filter(pl.col("state") == "present").group_by("indicator").agg(pl.col("interview_id").n_unique())
    counted: dict[str, int] = dict(present.iter_rows())
    lines: list[tuple[str, str, int, int]] = []
    for total in totals:
        found = rows.find(total.observable, total.indicator)
        asked = [row for row in found if not roles or roles & set(row.roles)] if len(found) > 1 else found
        if len(asked) == 1:
            key = asked[0].key
            lines.append((total.place, key, total.total, counted.get(key, 0)))
    return pl.DataFrame(lines, schema=PRINTED_SCHEMA, orient="row")


def check_grid(cells: pl.DataFrame, codebook: Codebook, printed: pl.DataFrame) -> tuple[Finding, ...]:
    """What the grid says against itself.

    ``cells``: ``CELL_SCHEMA``; ``printed``: ``PRINTED_SCHEMA`` (may be empty). Findings, in this order:

    - ``grid_total_differs`` (subject indicator; place, printed, counted);
    - ``codebook_observable_number_missing``, ``codebook_observable_number_twice`` (numbers);
    - ``codebook_indicator_number_missing``, ``codebook_indicator_number_twice`` (subject observable; numbers);
    - ``grid_exclusive_both`` (subject interview; place, set, indicators, coder);
    - ``grid_observable_unmarked`` (subject interview; place, observable, coder, exclusive: 1 where the observable holds
      a set of which one is expected): an observable asked, coded to the end and without any mark.

    No two findings of one code share both subject and place.
    """
    return (
        *_total_findings(printed),
        *number_findings(codebook),
        *_exclusive_findings(cells, codebook),
        *_unmarked_findings(cells, codebook),
    )


def number_findings(codebook: Codebook) -> Iterator[Finding]:
    """Printed numbers that stand twice or are skipped, by role for observables, by observable for indicators."""
    everywhere = set(_whole_numbers(observable.number for observable in codebook.observables))
    skipped: set[int] = set()
    repeated: set[int] = set()
    for role in dict.fromkeys(role for observable in codebook.observables for role in observable.roles):
        numbers = _whole_numbers(observable.number for observable in codebook.observables if role in observable.roles)
        skipped |= _skipped(numbers, begun_elsewhere=everywhere)
        repeated |= _repeated(numbers)
    yield from _sequence_findings("observable", "", skipped, repeated)
    for observable in codebook.observables:
        numbers = _whole_numbers(indicator.number for indicator in observable.indicators)
        skipped = _skipped(numbers, begun_elsewhere=set())
        yield from _sequence_findings("indicator", observable.key, skipped, _repeated(numbers))


def _whole_numbers(numbers: Iterable[str]) -> list[int]:
    return [int(number) for number in numbers if number.isascii() and number.isdigit()]


def _rank(rule: AdjudicationRule, coders: list[str]) -> pl.Expr:
    if rule == "first":
        return pl.col("coder").replace_strict(
            {coder: place for place, coder in enumerate(coders)}, return_dtype=pl.Int64
        )
    weights: Mapping[str, int] = {"present": 0, "absent": 1, "not_asked": 2, "not_coded": 3}
    rank = pl.col("state").replace_strict(weights, return_dtype=pl.Int64)
    return rank if rule == "any" else -rank


def _skipped(printed: list[int], *, begun_elsewhere: set[int]) -> set[int]:
    """Numbers missing from a sequence; a jump longer than the sequence is another way of numbering, not a gap.

    ``begun_elsewhere``: numbers that need not stand before the first one, a sequence may go on from another role's.
    """
    steps = [step for step in pairwise([0, *sorted(set(printed))]) if step[1] - step[0] <= len(printed) + 1]
    missing = {number for before, after in steps for number in range(before + 1, after)}
    return {number for number in missing if number > min(printed) or number not in begun_elsewhere}


def _repeated(printed: list[int]) -> set[int]:
    return {number for number in printed if printed.count(number) > 1}


def _sequence_findings(noun: str, subject: str, skipped: set[int], repeated: set[int]) -> Iterator[Finding]:
    for what, numbers in (("missing", skipped), ("twice", repeated)):
        if numbers:
            told = ", ".join(str(number) for number in sorted(numbers))
            yield Finding(f"codebook_{noun}_number_{what}", subject, {"numbers": told})


def _total_findings(printed: pl.DataFrame) -> Iterator[Finding]:
    for row in printed.filter(pl.col("printed") != pl.col("counted")).iter_rows(named=True):
        details = {"place": row["place"], "printed": row["printed"], "counted": row["counted"]}
        yield Finding("grid_total_differs", row["indicator"], details)


def _exclusive_findings(cells: pl.DataFrame, codebook: Codebook) -> Iterator[Finding]:
    sets = _columns(codebook.indicators()).filter(pl.col("exclusive") != "")
    both = (
        cells.filter(pl.col("state") == "present")
        .join(sets, on="indicator", maintain_order="left")
        .group_by("interview_id", "coder", "exclusive", maintain_order=True)
        .agg(pl.col("indicator").sort_by("position"))
        .filter(pl.col("indicator").list.len() > 1)
    )
    for row in both.iter_rows(named=True):
        marked, place = " ".join(row["indicator"]), f"{row['exclusive']}, {row['coder']}"
        details = {"place": place, "set": row["exclusive"], "indicators": marked, "coder": row["coder"]}
        yield Finding("grid_exclusive_both", row["interview_id"], details)


def _unmarked_findings(cells: pl.DataFrame, codebook: Codebook) -> Iterator[Finding]:
    with_set = {observable.key for observable in codebook.observables if _holds_set(observable)}
    bare = (
        cells.filter(pl.col("state") != "not_asked")
        .join(_columns(codebook.indicators()), on="indicator", maintain_order="left")
        .group_by("interview_id", "coder", "observable", maintain_order=True)
        .agg(all_absent=(pl.col("state") == "absent").all())
        .filter("all_absent")
    )
    for row in bare.iter_rows(named=True):
        key = row["observable"]
        coder, exclusive = row["coder"], int(key in with_set)
        details = {"place": f"{key}, {coder}", "observable": key, "coder": coder, "exclusive": exclusive}
        yield Finding("grid_observable_unmarked", row["interview_id"], details)


def _holds_set(observable: Observable) -> bool:
    return any(indicator.exclusive for indicator in observable.indicators)


def _columns(rows: Iterable[IndicatorRow]) -> pl.DataFrame:
    lines = [(row.key, row.observable_key, row.exclusive, row.position) for row in rows]
    return pl.DataFrame(lines, schema=["indicator", "observable", "exclusive", "position"], orient="row")
