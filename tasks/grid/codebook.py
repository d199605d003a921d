"""The codebook: what the grid asks of each interview, parsed once from ``codebook.toml``.

An *observable* is one thing looked for (a block of rows), an *indicator* one form that it may take (a row).
Printed numbers are labels: published grids repeat and skip them, so a row is known by its key, never by its number.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Annotated, Literal

import polars as pl
from pydantic import ConfigDict, Field, ValidationError

from tasks.anonymisation.folding import folded
from tasks.errors import Problem, StudyInvalid
from tasks.grid.codebook_checks import CODEBOOK_FILE, block_lines, reference_problems
from tasks.study_config import Identifier, Section
from tasks.toml_problems import config_problems

Relation = Literal["same", "mirrored", "only_a", "only_b"]
"""How an indicator of side A and one of side B face each other."""

Label = Annotated[str, Field(min_length=1, pattern=r"\S")]

INDICATOR_COLUMNS = (
    "indicator",
    "position",
    "observable",
    "observable_number",
    "observable_label",
    "number",
    "label",
    "theme",
    "roles",
    "waves",
    "exclusive",
    "definition",
)
"""Columns of ``indicator_frame``: all text but ``position``; roles and waves separated by spaces."""

PAIR_COLUMNS = ("pair", "indicator_a", "indicator_b", "relation", "theme")
"""Columns of ``pair_frame``: all text but ``pair``, the order from 1."""


class CodebookSection(Section):
    """A table of ``codebook.toml``: frozen, unknown keys refused, numbers allowed where text is meant."""

    model_config = ConfigDict(extra="forbid", frozen=True, coerce_numbers_to_str=True)


class Indicator(CodebookSection):
    """One row of the grid."""

    key: Identifier
    label: Label
    number: str = ""
    """As printed: a label, not a key."""
    definition: str = ""
    include: str = ""
    exclude: str = ""
    example: str = ""
    exclusive: str = ""
    """Name of a set of which one interview should bear at most one."""
    mirror: str = ""
    """Full key of the partner on the other side."""
    relation: Literal["same", "mirrored"] | None = None
    """How it faces its partner; ``same`` where neither of the two says."""


class Observable(CodebookSection):
    """One thing looked for, and the forms that it may take."""

    key: Identifier
    label: Label
    number: str = ""
    theme: str = ""
    roles: tuple[str, ...]
    """Of whom it is asked."""
    waves: tuple[str, ...]
    """In which waves it is asked."""
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator with what it takes from its observable; ``key`` is the full key (``outils.visio``)."""

    key: str
    observable_key: str
    observable_label: str
    observable_number: str
    label: str
    number: str
    theme: str
    roles: tuple[str, ...]
    waves: tuple[str, ...]
    exclusive: str
    definition: str
    mirror: str
    """Full key of the partner, whichever of the two names the other; empty without partner."""
    relation: str
    """``same`` or ``mirrored`` where there is a partner, else empty."""
    position: int
    """From 1, in the order of writing."""

    def is_asked(self, *, role: str, wave: str) -> bool:
        """Whether an interview of that role and wave is asked about it."""
        return role in self.roles and wave in self.waves


@dataclass(frozen=True, slots=True)
class MirrorPair:
    """Two indicators face to face; one of them empty where only one side is asked."""

    indicator_a: str
    indicator_b: str
    relation: Relation
    theme: str
    """Of the indicator of side A, else of side B's."""


class Codebook(CodebookSection):
    """The whole ``codebook.toml``; roles and waves of every observable are written out."""

    version: str = ""
    observables: Annotated[tuple[Observable, ...], Field(min_length=1)]

    def indicators(self) -> tuple[IndicatorRow, ...]:
        """Every indicator, in the order of writing."""
        partners = self._partners()
        pairs = [(observable, indicator) for observable in self.observables for indicator in observable.indicators]
        return tuple(
            _indicator_row(observable, indicator, partners, position)
            for position, (observable, indicator) in enumerate(pairs, start=1)
        )

    def mirror_pairs(self, *, role_a: str, role_b: str) -> tuple[MirrorPair, ...]:
        """Who faces whom: each indicator asked of ``role_a`` with its partner asked of ``role_b``, then ``only_b``.

        An indicator asked of both sides that names no partner faces itself: one and the same question was asked twice.
        """
        rows = {row.key: row for row in self.indicators()}
        facing = [pair for row in rows.values() for pair in _facing(row, rows, role_a, role_b)]
        met = {pair.indicator_b for pair in facing}
        alone = [row for row in rows.values() if role_b in row.roles and role_a not in row.roles and row.key not in met]
        return (*facing, *(MirrorPair("", row.key, "only_b", row.theme) for row in alone))

    def _partners(self) -> dict[str, tuple[str, str]]:
        """Full key -> (partner, relation), both ways whichever side wrote it."""
        written = {
            f"{observable.key}.{indicator.key}": indicator
            for observable in self.observables
            for indicator in observable.indicators
        }
        partners: dict[str, tuple[str, str]] = {}
        for key, indicator in written.items():
            if indicator.mirror:
                relation = indicator.relation or written[indicator.mirror].relation or "same"
                partners[key] = (indicator.mirror, relation)
                partners[indicator.mirror] = (key, relation)
        return partners


def parse_codebook(text: str, *, roles: Collection[str], waves: Collection[str], themes: Collection[str]) -> Codebook:
    """Parse the text of a ``codebook.toml``.

    ``roles``, ``waves`` and ``themes`` are the ids that ``study.toml`` defines, in its order; an observable that names
    no role or no wave is asked of all. Numbers in field paths count from 0. Raises StudyInvalid with every problem.
    """
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise StudyInvalid([_syntax_problem(error)]) from error
    lines = block_lines(text)
    problems = reference_problems(raw, roles=roles, waves=waves, themes=themes)
    try:
        codebook = Codebook.model_validate(_with_defaults(raw, roles=roles, waves=waves))
    except ValidationError as error:
        problems = [*config_problems(error, CODEBOOK_FILE, text), *problems]
    if problems:
        raise StudyInvalid(_placed(problem, lines) for problem in problems)
    return codebook


def indicator_frame(codebook: Codebook) -> pl.DataFrame:
    """The indicators, one row each by position, in the columns ``INDICATOR_COLUMNS``."""
    rows = [
        {
            "indicator": row.key,
            "position": row.position,
            "observable": row.observable_key,
            "observable_number": row.observable_number,
            "observable_label": row.observable_label,
            "number": row.number,
            "label": row.label,
            "theme": row.theme,
            "roles": " ".join(row.roles),
            "waves": " ".join(row.waves),
            "exclusive": row.exclusive,
            "definition": row.definition,
        }
        for row in codebook.indicators()
    ]
    return pl.DataFrame(rows, schema=_schema(INDICATOR_COLUMNS, "position"))


def pair_frame(pairs: Iterable[MirrorPair]) -> pl.DataFrame:
    """Mirror pairs, one row each in the given order, in the columns ``PAIR_COLUMNS``."""
    rows = [
        {
            "pair": number,
            "indicator_a": pair.indicator_a,
            "indicator_b": pair.indicator_b,
            "relation": pair.relation,
            "theme": pair.theme,
        }
        for number, pair in enumerate(pairs, start=1)
    ]
    return pl.DataFrame(rows, schema=_schema(PAIR_COLUMNS, "pair"))


def fold_label(text: str) -> str:
    """``text`` without case, accents, punctuation and repeated spaces: what two spellings of one label share."""
    return " ".join(re.findall(r"[^\W_]+", folded(text)))


def _schema(columns: tuple[str, ...], order: str) -> pl.Schema:
    return pl.Schema([(column, pl.Int64() if column == order else pl.String()) for column in columns])


def _indicator_row(
    observable: Observable, indicator: Indicator, partners: dict[str, tuple[str, str]], position: int
) -> IndicatorRow:
    key = f"{observable.key}.{indicator.key}"
    mirror, relation = partners.get(key, ("", ""))
    return IndicatorRow(
        key=key,
        observable_key=observable.key,
        observable_label=observable.label,
        observable_number=observable.number,
        label=indicator.label,
        number=indicator.number,
        theme=observable.theme,
        roles=observable.roles,
        waves=observable.waves,
        exclusive=indicator.exclusive,
        definition=indicator.definition,
        mirror=mirror,
        relation=relation,
        position=position,
    )


def _facing(row: IndicatorRow, rows: dict[str, IndicatorRow], role_a: str, role_b: str) -> Iterator[MirrorPair]:
    """The pair whose side A is ``row``, if there is one."""
    if role_a not in row.roles:
        return
    partner = rows[row.mirror] if row.mirror else row
    theme = row.theme or partner.theme
    if role_b in partner.roles:
        yield MirrorPair(row.key, partner.key, "mirrored" if row.relation == "mirrored" else "same", theme)
    elif not row.mirror:
        yield MirrorPair(row.key, "", "only_a", theme)


def _with_defaults(raw: dict[str, object], *, roles: Collection[str], waves: Collection[str]) -> dict[str, object]:
    """``raw`` with every observable's roles and waves written out."""
    observables = raw.get("observables")
    if not isinstance(observables, list):
        return raw
    return {**raw, "observables": [_asked_of_all(observable, roles, waves) for observable in observables]}


def _asked_of_all(observable: object, roles: Collection[str], waves: Collection[str]) -> object:
    if not isinstance(observable, dict):
        return observable
    return {
        **observable,
        "roles": observable.get("roles") or _in_order(roles),
        "waves": observable.get("waves") or _in_order(waves),
    }


def _in_order(names: Collection[str]) -> tuple[str, ...]:
    """Sets have no order of their own: theirs would change from run to run."""
    return tuple(sorted(names) if isinstance(names, set | frozenset) else names)


def _placed(problem: Problem, lines: dict[tuple[int, ...], int]) -> Problem:
    """``problem`` with its field as ``observables[2].label`` and the line of its block where it had none."""
    field = re.sub(r"\.(\d+)(?=\.|$)", r"[\1]", problem.field)
    block = tuple(int(number) for number in re.findall(r"\b(?:observables|indicators)\[(\d+)\]", field))
    return replace(problem, field=field, line=problem.line or lines.get(block))


def _syntax_problem(error: tomllib.TOMLDecodeError) -> Problem:
    found = re.search(r"at line (\d+)", str(error))
    what = re.sub(r" \(at .*\)$", "", str(error))
    return Problem(CODEBOOK_FILE, f"is not valid TOML: {what}", line=int(found[1]) if found else None)
