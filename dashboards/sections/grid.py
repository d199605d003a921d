"""The grid of each side, and its flat reading."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.charts.grid_map import draw_grid_map
from dashboards.contexts.grid import GridContext
from dashboards.contexts.parts import Column, Figure, Table
from dashboards.materials import Materials
from dashboards.study_names import ALL_WAVES


def build_grid(materials: Materials) -> GridContext:
    """One heat map for each side that has a grid."""
    cells = materials.published.read("grid_cells")
    indicators = materials.published.read("indicators").sort("position")
    if cells.is_empty() or indicators.is_empty():
        return GridContext(materials.words("empty_grid"), ())
    flat = materials.published.read("flat_reading")
    figures = (
        _side(materials, side, role, indicators, cells, flat) for side, role in sorted(materials.names.roles.items())
    )
    return GridContext("", tuple(figure for figure in figures if figure is not None))


def merge_coders(cells: pl.DataFrame, flat: pl.DataFrame) -> pl.DataFrame:
    """One state a cell: what all coders say, or ``disputed`` (``disputed_counted`` where the flat reading counts it).

    ``cells``: the table ``grid_cells``; ``flat``: the table ``flat_reading``. Columns: ``interview_id``, ``indicator``,
    ``state``. A coder who has not coded yet disputes nothing.
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
            state=pl.when(pl.col("states").list.len() == 0)
            .then(pl.lit("not_coded"))
            .when(pl.col("states").list.len() == 1)
            .then(pl.col("states").list.first())
            .when(pl.col("counted").fill_null(value=False))
            .then(pl.lit("disputed_counted"))
            .otherwise(pl.lit("disputed"))
        )
        .select("interview_id", "indicator", "state")
        .sort("interview_id", "indicator")
    )


def _side(
    materials: Materials, side: str, role: str, indicators: pl.DataFrame, cells: pl.DataFrame, flat: pl.DataFrame
) -> Figure | None:
    asked = indicators.filter(pl.col("roles").str.split(" ").list.contains(role))
    interviews = _interviews(materials, side, set(cells["interview_id"]))
    if asked.is_empty() or not interviews:
        return None
    totals = flat.filter(pl.col("role") == role)
    states = merge_coders(cells.filter(pl.col("interview_id").is_in(interviews)), totals)
    states = states.join(asked.select("indicator"), on="indicator")
    rows = asked.select("indicator", label=_numbered("number", "label"), heading=_heading())
    waves = _total_waves(materials, totals)
    columns = pl.DataFrame(_columns(materials, interviews, waves))
    chart = draw_grid_map(rows, columns, _marked(materials, states, rows), _totals(materials, totals, waves), side=side)
    words = materials.words
    return materials.figure(
        f"grid-{side.lower()}",
        chart,
        _listed(materials, asked, interviews, states, totals, waves),
        title=words("title_grid", side=materials.names.side(side), letter=side),
        reading=words("reading_grid"),
        legend=tuple(
            ("", words(f"legend_{state}")) for state in ("present", "absent", "not_asked", "not_coded", "disputed")
        ),
    )


def _interviews(materials: Materials, side: str, gridded: set[str]) -> list[str]:
    """Interviews of the side with a grid: by wave, then as cited."""
    names = materials.names
    read = materials.published.read("interviews", side=side).filter(pl.col("interview_id").is_in(gridded))
    order = {wave: place for place, wave in enumerate(names.waves)}
    rows = sorted(read.to_dicts(), key=lambda row: (order[row["wave"]], names.participant(row["participant_id"])))
    return [row["interview_id"] for row in rows]


def _numbered(number: str, label: str) -> pl.Expr:
    return pl.when(pl.col(number) == "").then(pl.col(label)).otherwise(pl.concat_str([number, label], separator=" – "))


def _heading() -> pl.Expr:
    return _numbered("observable_number", "observable_label")


def _total_waves(materials: Materials, totals: pl.DataFrame) -> list[str]:
    """Waves with totals in the order of time, then all together where there are several."""
    present = set(totals["wave"])
    waves = [wave for wave in materials.names.waves if wave in present]
    return [*waves, ALL_WAVES] if len(waves) > 1 and ALL_WAVES in present else waves or sorted(present)


def _columns(materials: Materials, interviews: list[str], waves: list[str]) -> Iterator[dict[str, str | bool]]:
    """Interviews wave by wave, each wave with its total behind; all waves together at the end."""
    names = materials.names
    several = len(names.waves) > 1
    for wave in [*names.waves, ALL_WAVES]:
        group = _wave_name(materials, wave) if several else ""
        for interview in interviews:
            participant, held_in = names.interviews[interview]
            if held_in == wave:
                yield {"column": interview, "text": names.participant(participant), "total": False, "group": group}
        if wave in waves:
            yield {"column": f"total {wave}", "text": materials.words("total"), "total": True, "group": group}


def _wave_name(materials: Materials, wave: str) -> str:
    return materials.words("total_all") if wave == ALL_WAVES else materials.names.wave(wave)


def _total_head(materials: Materials, wave: str) -> str:
    total = materials.words("total")
    return f"{total}, {_wave_name(materials, wave)}" if len(materials.names.waves) > 1 else total


def _marked(materials: Materials, states: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Cells that bear a mark, each with its sentence."""
    labels = dict(rows.select("indicator", "label").iter_rows())
    marked = [
        {
            "indicator": row["indicator"],
            "column": row["interview_id"],
            "state": row["state"],
            "description": materials.words(
                "mark_cell",
                who=materials.names.interview(row["interview_id"]),
                label=labels[row["indicator"]],
                state=materials.words.of("state", row["state"]),
            ),
        }
        for row in states.filter(pl.col("state") != "absent").to_dicts()
    ]
    return pl.DataFrame(marked, schema=dict.fromkeys(("indicator", "column", "state", "description"), pl.String))


def _totals(materials: Materials, totals: pl.DataFrame, waves: list[str]) -> pl.DataFrame:
    rows = [
        {
            "indicator": row["indicator"],
            "column": f"total {row['wave']}",
            "shown": materials.numbers.ratio(row["n_present"], row["n_asked"]),
        }
        for row in totals.filter(pl.col("wave").is_in(waves)).to_dicts()
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("indicator", "column", "shown"), pl.String))


def _listed(
    materials: Materials,
    asked: pl.DataFrame,
    interviews: list[str],
    states: pl.DataFrame,
    totals: pl.DataFrame,
    waves: list[str],
) -> Table:
    numbers = materials.numbers
    heads = ("head_observable", "head_indicator", "head_bearers", "head_not_asked", "head_disputed")
    per_wave = {(row["indicator"], row["wave"]): row for row in totals.to_dicts()}
    found = {(row["indicator"], row["interview_id"]): row["state"] for row in states.to_dicts()}

    def cells(indicator: str) -> Iterator[str]:
        for kinds in (("present", "disputed_counted"), ("not_asked",), ("disputed", "disputed_counted")):
            cited = [materials.names.interview(name) for name in interviews if found.get((indicator, name)) in kinds]
            yield " · ".join(cited)
        for wave in waves:
            row = per_wave.get((indicator, wave))
            yield numbers.ratio(row["n_present"], row["n_asked"]) if row else numbers.ratio(0, 0)

    named = asked.select("indicator", heading=_heading(), label=_numbered("number", "label"))
    rows = [(row["heading"], row["label"], *cells(row["indicator"])) for row in named.to_dicts()]
    table = materials.table("caption_grid", heads, rows)
    columns = (*table.columns, *(Column(_total_head(materials, wave), numeric=True) for wave in waves))
    return Table(table.caption, columns, table.rows)
