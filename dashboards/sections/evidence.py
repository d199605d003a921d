"""The page of extracts: the words behind every mark of the grid, indicator by indicator."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboards import addresses
from dashboards.contexts.evidence import (
    Bearer,
    EvidenceContext,
    Extract,
    IndicatorContext,
    ObservableContext,
    Partner,
    Unborne,
)
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.number_format import THIN
from dashboards.sections.coded_cells import SideGrid, list_coders, numbered, read_side_grids, wave_title
from dashboards.sections.coder_agreement import count_agreement, tell_alone, tell_contested
from dashboards.sections.mark_quotes import read_extracts
from dashboards.sections.pairs import main_scope
from dashboards.study_names import ALL_WAVES

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the indicators are written from."""

    materials: Materials
    rows: Mapping[str, Row]
    """Indicator → its row of the table ``indicators``."""
    grids: Sequence[SideGrid]
    bearers: Mapping[str, Sequence[str]]
    """Indicator → interviews in which a coder saw it, in the order of the study."""
    extracts: Mapping[tuple[str, str], tuple[Extract, ...]]
    """Indicator and interview → words."""
    said: Mapping[tuple[str, str], Sequence[tuple[str, str]]]
    """Indicator and interview → coder and state."""
    people: Mapping[tuple[str, str], tuple[int, int]]
    """Indicator and side → people who bear it in any wave, people asked, as the mirror counts them."""
    facing: Mapping[str, Sequence[tuple[str, str]]]
    """Indicator → relation and indicator of the other side."""


def build_evidence(materials: Materials) -> EvidenceContext:
    """Observables in the order of the codebook."""
    indicators = materials.published.read("indicators").sort("position")
    cells = materials.published.read("grid_cells")
    if indicators.is_empty() or cells.is_empty():
        return EvidenceContext(materials.words("empty_evidence"), "", ())
    coders = list_coders(cells)
    sources = _gather(materials, indicators, cells, coders)
    return EvidenceContext(
        empty="",
        coders=" ".join(_about_coders(materials, sources, cells, coders)),
        observables=tuple(
            _observable(sources, rows.to_dicts()) for _, rows in indicators.group_by("observable", maintain_order=True)
        ),
    )


def _about_coders(materials: Materials, sources: Sources, cells: pl.DataFrame, coders: Sequence[str]) -> Iterator[str]:
    """Who quoted; how often coders differ, and who puts a cross alone."""
    if coders:
        code = "extracts_of_several" if len(coders) > 1 else "extracts_of_single"
        yield materials.words(code, coders=", ".join(coders))
        yield from tell_contested(materials, sources.grids)
        yield from tell_alone(materials, count_agreement(cells))


def _gather(materials: Materials, indicators: pl.DataFrame, cells: pl.DataFrame, coders: Sequence[str]) -> Sources:
    extracts = read_extracts(materials, coders)
    order = {name: place for place, name in enumerate(materials.interviews())}
    seen = {*cells.filter(pl.col("state") == "present").select("indicator", "interview_id").iter_rows(), *extracts}
    bearers: dict[str, list[str]] = {}
    for indicator, interview in sorted(seen, key=lambda cell: (order.get(cell[1], len(order)), cell[1])):
        bearers.setdefault(indicator, []).append(interview)
    said: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in cells.filter(pl.col("state") != "not_coded").sort("coder").to_dicts():
        said.setdefault((row["indicator"], row["interview_id"]), []).append((row["coder"], row["state"]))
    rows = {row["indicator"]: row for row in indicators.to_dicts()}
    people = _people(materials)
    return Sources(
        materials, rows, read_side_grids(materials), bearers, extracts, said, people, _facing(materials, rows)
    )


def _people(materials: Materials) -> dict[tuple[str, str], tuple[int, int]]:
    contrasts = materials.published.read("indicator_contrasts")
    scope = main_scope(materials, contrasts["scope"].unique().to_list())
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for row in contrasts.filter(pl.col("scope") == scope).sort("pair").to_dicts():
        for side in ("a", "b"):
            if row[f"asked_{side}"]:
                key = (row[f"indicator_{side}"], side.upper())
                found.setdefault(key, (row[f"present_{side}"], row[f"asked_{side}"]))
    return found


def _facing(materials: Materials, rows: Mapping[str, Row]) -> dict[str, list[tuple[str, str]]]:
    facing: dict[str, list[tuple[str, str]]] = {}
    for pair in materials.published.read("indicator_pairs").sort("pair").to_dicts():
        a, b = pair["indicator_a"], pair["indicator_b"]
        if a in rows and b in rows and a != b:
            facing.setdefault(a, []).append((pair["relation"], b))
            facing.setdefault(b, []).append((pair["relation"], a))
    return facing


def _observable(sources: Sources, rows: Sequence[Row]) -> ObservableContext:
    names = sources.materials.names
    first = rows[0]
    roles = first["roles"].split()
    borne = [row for row in rows if sources.bearers.get(row["indicator"])]
    others = [row for row in rows if not sources.bearers.get(row["indicator"])]
    waiting = [row for row in others if not any(_total(grid, row)[1] for grid in sources.grids)]
    return ObservableContext(
        anchor=f"observable-{addresses.indicator_anchor(first['observable'])}",
        title=numbered(first["observable_number"], first["observable_label"]),
        asked=", ".join(names.group(role) for role in roles),
        sides="".join(side for side, role in sorted(names.roles.items()) if role in roles).lower(),
        indicators=tuple(_indicator(sources, row) for row in borne),
        unborne=tuple(_unborne(sources, row) for row in others if row not in waiting),
        waiting=tuple(_unborne(sources, row) for row in waiting),
    )


def _total(grid: SideGrid, row: Row) -> tuple[int, int]:
    return grid.total(row["indicator"], grid.waves[-1]) if grid.waves else (0, 0)


def _indicator(sources: Sources, row: Row) -> IndicatorContext:
    key = row["indicator"]
    return IndicatorContext(
        anchor=addresses.indicator_anchor(key),
        number=row["number"],
        title=row["label"],
        definition=name_indicators(row["definition"], sources.rows),
        counts=tuple(_counts(sources, row)),
        partners=tuple(_partners(sources, key)),
        bearers=tuple(_bearer(sources, key, interview) for interview in sources.bearers[key]),
    )


def name_indicators(text: str, rows: Mapping[str, Row]) -> str:
    """``text`` with the keys of indicators that it names (``outils.visio``) written as their labels."""
    return re.sub(
        r"\w+\.\w+", lambda found: f"«{THIN}{rows[found[0]]['label']}{THIN}»" if found[0] in rows else found[0], text
    )


def _counts(sources: Sources, row: Row) -> Iterator[str]:
    """A sentence for each side that is asked; the side is named where both are."""
    materials, key = sources.materials, row["indicator"]
    words, numbers = materials.words, materials.numbers
    asked = [grid for grid in sources.grids if grid.role in row["roles"].split()]
    for grid in asked:
        present, coded = _total(grid, row)
        states = Counter(grid.states.get((key, interview), "not_coded") for interview in grid.interviews)
        rest = (
            ("evidence_absent", coded - present),
            ("evidence_not_asked", states["not_asked"]),
            ("evidence_not_coded", states["not_coded"]),
        )
        waves = [wave for wave in grid.waves if wave != ALL_WAVES] if len(grid.waves) > 1 else []
        yield " · ".join(
            (
                *((f"{grid.side} · {materials.names.side(grid.side)}",) if len(asked) > 1 else ()),
                _present(sources, key, grid.side, (present, coded), states["disputed_counted"]),
                *(words(code, n=numbers.whole(n)) for code, n in rest if n),
                *(f"{wave_title(materials, wave)} {numbers.ratio(*grid.total(key, wave))}" for wave in waves),
            )
        )


def _present(sources: Sources, key: str, side: str, interviews: tuple[int, int], n_disputed: int) -> str:
    """Interviews that bear it of those asked and coded; people too, so that who comes from the mirror finds theirs.

    ``n_disputed``: interviews among them in which not every coder sees it.
    """
    words, whole = sources.materials.words, sources.materials.numbers.whole
    present, asked = interviews
    if not asked:
        return words("evidence_uncoded")
    told = words.count("evidence_present", present, whole(present), asked=whole(asked))
    if (key, side) in sources.people:
        people, all_people = sources.people[key, side]
        told += f" ({words.count('evidence_people', people, whole(people), asked=whole(all_people))})"
    return f"{told}, {words('evidence_disputed', n=whole(n_disputed))}" if n_disputed else told


def _partners(sources: Sources, key: str) -> Iterator[Partner]:
    materials = sources.materials
    for relation, partner in sources.facing.get(key, ()):
        row = sources.rows[partner]
        letters = [side for side, role in sorted(materials.names.roles.items()) if role in row["roles"].split()]
        totals = [_total(grid, row) for grid in sources.grids if grid.side in letters]
        yield Partner(
            relation=materials.words.of("relation", relation),
            link=Link(f"{' '.join(letters)} · {row['label']}", f"#{addresses.indicator_anchor(partner)}"),
            count=_interviews(materials, totals),
        )


def _unborne(sources: Sources, row: Row) -> Unborne:
    totals = [_total(grid, row) for grid in sources.grids if grid.role in row["roles"].split()]
    return Unborne(
        anchor=addresses.indicator_anchor(row["indicator"]),
        label=numbered(row["number"], row["label"]),
        ratio=", ".join(sources.materials.numbers.ratio(*total) for total in totals if total[1]),
        partners=tuple(_partners(sources, row["indicator"])) if any(asked for _, asked in totals) else (),
    )


def _interviews(materials: Materials, totals: Sequence[tuple[int, int]]) -> str:
    ratios = ", ".join(materials.numbers.ratio(*total) for total in totals if total[1])
    return materials.words("evidence_interviews", ratio=ratios) if ratios else ""


def _bearer(sources: Sources, indicator: str, interview: str) -> Bearer:
    materials, cell = sources.materials, (indicator, interview)
    extracts = sources.extracts.get(cell, ())
    remarks = list(_remarks(sources, cell))
    if not extracts:
        remarks.insert(0, materials.words("words_not_found" if cell in sources.extracts else "mark_without_words"))
    return Bearer(
        anchor=addresses.indicator_anchor(indicator, interview),
        who=materials.names.interview(interview),
        extracts=extracts,
        remark=" · ".join(remarks),
    )


def _remarks(sources: Sources, cell: tuple[str, str]) -> Iterator[str]:
    """Who does not see the indicator where another does; that nobody's mark counts where the question is not put."""
    words = sources.materials.words
    said = sources.said.get(cell, ())
    if not any(state == "present" for _, state in said):
        yield words("extract_not_counted")
        return
    for coder, state in said:
        if state != "present":
            yield words("coder_differs", coder=coder, state=words.of("state", state))
