"""The grid read flat (*à plat*): which indicators a side bears most, and all of them in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from dashboards import addresses
from dashboards.charts.flat_bars import draw_flat_bars
from dashboards.contexts.grid import Remark
from dashboards.contexts.parts import Cell, Column, Figure, Link, Table
from dashboards.materials import Materials
from dashboards.sections.coded_cells import SideGrid, numbered, wave_title

DRAWN = 20
NAMED = 8
"""Indicators named in a sentence."""
MANY = 5
"""People asked from which *all but one* counts as nearly all."""


def build_flat_figure(materials: Materials, grid: SideGrid) -> Figure | None:
    """Bars of one side in the first wave coded; None where nobody bears anything yet."""
    wave = grid.first_wave()
    ranked = rank_indicators(grid, wave)
    if not ranked:
        return None
    drawn = ranked[:DRAWN]
    shown = [row for row in grid.indicators if row["indicator"] in drawn]
    blocks = list(dict.fromkeys(row["observable"] for row in shown))
    shown.sort(key=lambda row: (blocks.index(row["observable"]), drawn.index(row["indicator"])))
    words, whole = materials.words, materials.numbers.whole
    return materials.figure(
        f"flat-{grid.side.lower()}",
        draw_flat_bars(pl.DataFrame([_bar(materials, grid, wave, row) for row in shown]), side=grid.side),
        _listed(materials, grid, wave),
        title=words("title_flat", letter=grid.side, side=materials.names.side(grid.side)) + _in_wave(materials, wave),
        reading=words("reading_flat", n=whole(len(drawn)), borne=whole(len(ranked)), total=whole(len(grid.indicators))),
    )


def rank_indicators(grid: SideGrid, wave: str) -> list[str]:
    """Indicators that someone bears in ``wave``: greatest share first, then most asked, then as in the codebook."""
    borne = [row["indicator"] for row in grid.indicators if grid.total(row["indicator"], wave)[0]]

    def key(indicator: str) -> tuple[float, int]:
        present, asked = grid.total(indicator, wave)
        return (-present / asked, -asked)

    return sorted(borne, key=key)


def build_remarks(materials: Materials, grid: SideGrid) -> Iterator[Remark]:
    """What the grid of one side says in its first wave: what nearly everyone bears, what nobody."""
    wave = grid.first_wave()
    words = materials.words
    about = f"{grid.side} · {materials.names.side(grid.side)}{_in_wave(materials, wave)}"
    if not wave:
        yield Remark(words("remark_uncoded", about=about), (), "")
        return
    enough = max(len(_held(materials, grid, wave)) / 2, 1)
    most = [key for key in rank_indicators(grid, wave) if is_nearly_all(*grid.total(key, wave), enough)]
    totals = ((row["indicator"], *grid.total(row["indicator"], wave)) for row in grid.indicators)
    none = [key for key, present, asked in totals if not present and asked >= enough]
    yield _remark(materials, grid, most, wave, words("remark_all" if most else "remark_not_all", about=about))
    if none:
        yield _remark(
            materials, grid, none, "", words("remark_none", about=about, n=materials.numbers.whole(len(none)))
        )


def is_nearly_all(present: int, asked: int, enough: float) -> bool:
    """Whether all bear it, or all but one where at least ``MANY`` are asked; ``enough``: asked of whom it says much."""
    return asked >= enough and present > 0 and present >= (asked - 1 if asked >= MANY else asked)


def _remark(materials: Materials, grid: SideGrid, keys: list[str], wave: str, said: str) -> Remark:
    labels = {row["indicator"]: row["label"] for row in grid.indicators}
    links = tuple(
        Link(
            f"{labels[key]} ({materials.numbers.ratio(*grid.total(key, wave))})" if wave else labels[key],
            addresses.of_indicator(key),
        )
        for key in keys[:NAMED]
    )
    more = len(keys) - NAMED
    rest = materials.words.count("remark_rest", more, materials.numbers.whole(more)) if more > 0 else ""
    return Remark(said, links, rest)


def _in_wave(materials: Materials, wave: str) -> str:
    return f", {wave_title(materials, wave)}" if wave and len(materials.names.waves) > 1 else ""


def _bar(materials: Materials, grid: SideGrid, wave: str, row: Mapping[str, str]) -> dict[str, object]:
    words = materials.words
    present, asked = grid.total(row["indicator"], wave)
    ratio = materials.numbers.ratio(present, asked)
    left_out = _n_not_asked(materials, grid, wave, row["indicator"])
    note = words("flat_not_asked", n=materials.numbers.whole(left_out)) if left_out else ""
    observable = numbered(row["observable_number"], row["observable_label"])
    said = words("mark_flat", observable=observable, label=row["label"], ratio=ratio)
    return {
        "heading": observable,
        "label": row["label"],
        "share": present / asked,
        "shown": ratio,
        "note": note,
        "description": f"{said}, {note}" if note else said,
        "href": addresses.of_indicator(row["indicator"]),
    }


def _held(materials: Materials, grid: SideGrid, wave: str) -> list[str]:
    """Interviews of a wave; all of them where it is no single wave."""
    held = materials.names.interviews
    return [one for one in grid.interviews if held[one][1] == wave or wave not in materials.names.waves]


def _n_not_asked(materials: Materials, grid: SideGrid, wave: str, indicator: str) -> int:
    return sum(grid.states.get((indicator, one)) == "not_asked" for one in _held(materials, grid, wave))


def _listed(materials: Materials, grid: SideGrid, wave: str) -> Table:
    numbers, words = materials.numbers, materials.words
    rows: list[tuple[str | Cell, ...]] = []
    for row in grid.indicators:
        present, asked = grid.total(row["indicator"], wave)
        rows.append(
            (
                Cell(numbered(row["number"], row["label"]), addresses.of_indicator(row["indicator"])),
                *(numbers.ratio(*grid.total(row["indicator"], one)) for one in grid.waves),
                numbers.percent(present / asked if asked else None),
                numbers.whole(_n_not_asked(materials, grid, wave, row["indicator"])),
                numbered(row["observable_number"], row["observable_label"]),
            )
        )
    several = len(materials.names.waves) > 1
    heads = (
        Column(words("head_indicator")),
        *(Column(wave_title(materials, one) if several else words("total"), numeric=True) for one in grid.waves),
        Column(words("head_flat_share") + _in_wave(materials, wave), numeric=True),
        Column(words("head_flat_not_asked") + _in_wave(materials, wave), numeric=True),
        Column(words("head_observable")),
    )
    return Table(words("caption_flat"), heads, tuple(rows))
