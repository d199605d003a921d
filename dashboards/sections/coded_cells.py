"""The grid of each side as published: one state a cell out of several coders, totals, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboards.materials import Materials
from dashboards.study_names import ALL_WAVES

COUNTED = frozenset(("present", "disputed_counted"))
"""States of a merged cell that the totals count as present."""


@dataclass(frozen=True, slots=True)
class SideGrid:
    """The grid of one side; keys of cells are indicator and interview."""

    side: str
    """A or B."""
    role: str
    """Group of the study."""
    indicators: tuple[Mapping[str, str], ...]
    """Rows of the table ``indicators`` asked of this side, in the order of the codebook."""
    interviews: tuple[str, ...]
    """Interviews with a grid: by wave, then as cited."""
    states: Mapping[tuple[str, str], str]
    """Merged state of each cell (``merge_coders``)."""
    borne: frozenset[tuple[str, str]]
    """Cells that at least one coder calls present, whether counted or not: they have words."""
    totals: Mapping[tuple[str, str], tuple[int, int]]
    """Indicator and wave (or ``all``) → interviews that bear it, interviews asked and coded."""
    waves: tuple[str, ...]
    """Waves with totals in the order of time, then ``all`` where there are several."""

    def total(self, indicator: str, wave: str) -> tuple[int, int]:
        """Present and asked; zeros where nobody was asked."""
        return self.totals.get((indicator, wave), (0, 0))

    def first_wave(self) -> str:
        """The first wave in which a cell is coded; empty where none is."""
        coded = {wave for (_, wave), (_, asked) in self.totals.items() if asked}
        return next((wave for wave in self.waves if wave in coded), "")


def read_side_grids(materials: Materials) -> tuple[SideGrid, ...]:
    """The grid of each side that is asked something and has a coded interview, A before B."""
    cells = materials.published.read("grid_cells")
    indicators = materials.published.read("indicators").sort("position")
    flat = materials.published.read("flat_reading")
    grids = (
        _side_grid(materials, side, role, indicators, cells, flat)
        for side, role in sorted(materials.names.roles.items())
    )
    return tuple(grid for grid in grids if grid.indicators and grid.interviews)


def merge_coders(cells: pl.DataFrame, flat: pl.DataFrame) -> pl.DataFrame:
    """One state a cell: what all coders say, or ``disputed`` (``disputed_counted`` where the flat reading counts it).

    ``cells``: the table ``grid_cells``; ``flat``: the table ``flat_reading``. Columns: ``interview_id``, ``indicator``,
    ``state``, ``borne`` (a coder says present). A coder who has not coded yet disputes nothing.
    """
    counted = (
        flat.select("indicator", interview_id=pl.col("interviews").str.split(" "))
        .explode("interview_id")
        .unique()
        .with_columns(counted=pl.lit(True))
    )
    coded = pl.col("state").filter(pl.col("state") != "not_coded").unique().sort()
    return (
        cells.group_by("interview_id", "indicator")
        .agg(states=coded)
        .join(counted, on=["interview_id", "indicator"], how="left")
        .with_columns(
            borne=pl.col("states").list.contains("present"),
            state=pl.when(pl.col("states").list.len() == 0)
            .then(pl.lit("not_coded"))
            .when(pl.col("states").list.len() == 1)
            .then(pl.col("states").list.first())
            .when(pl.col("counted").fill_null(value=False))
            .then(pl.lit("disputed_counted"))
            .otherwise(pl.lit("disputed")),
        )
        .select("interview_id", "indicator", "state", "borne")
        .sort("interview_id", "indicator")
    )


def list_coders(cells: pl.DataFrame) -> list[str]:
    """Coders of the table ``grid_cells`` by their initials."""
    return sorted(set(cells["coder"]) - {""})


def numbered(number: str, label: str) -> str:
    """A label behind its printed number."""
    return f"{number} – {label}" if number else label


def wave_title(materials: Materials, wave: str) -> str:
    """What a wave is called; the words for all of them together."""
    return materials.words("total_all") if wave == ALL_WAVES else materials.names.wave(wave)


def _side_grid(
    materials: Materials, side: str, role: str, indicators: pl.DataFrame, cells: pl.DataFrame, flat: pl.DataFrame
) -> SideGrid:
    asked = indicators.filter(pl.col("roles").str.split(" ").list.contains(role))
    interviews = _interviews(materials, side, set(cells["interview_id"]))
    totals = flat.filter(pl.col("role") == role)
    merged = merge_coders(cells.filter(pl.col("interview_id").is_in(interviews)), totals)
    merged = merged.join(asked.select("indicator"), on="indicator", how="semi")
    rows = merged.select("indicator", "interview_id", "state", "borne").rows()
    return SideGrid(
        side=side,
        role=role,
        indicators=tuple(asked.to_dicts()),
        interviews=interviews,
        states={(indicator, interview): state for indicator, interview, state, _ in rows},
        borne=frozenset((indicator, interview) for indicator, interview, _, borne in rows if borne),
        totals={
            (indicator, wave): (present, n)
            for indicator, wave, present, n in totals.select("indicator", "wave", "n_present", "n_asked").iter_rows()
        },
        waves=_waves(materials, set(totals["wave"])),
    )


def _interviews(materials: Materials, side: str, gridded: set[str]) -> tuple[str, ...]:
    of_side = set(materials.published.read("interviews", side=side)["interview_id"]) & gridded
    return tuple(interview for interview in materials.interviews() if interview in of_side)


def _waves(materials: Materials, told: set[str]) -> tuple[str, ...]:
    waves = [wave for wave in materials.names.waves if wave in told]
    return (*waves, ALL_WAVES) if len(waves) > 1 and ALL_WAVES in told else tuple(waves or sorted(told))
