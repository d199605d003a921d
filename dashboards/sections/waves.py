"""Who was there when, and what became of the indicators."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.charts.transition_bars import draw_transition_bars
from dashboards.contexts.parts import Column, Figure, Table
from dashboards.contexts.waves import WavesContext
from dashboards.materials import Materials

DRAWN = 15


def build_waves(materials: Materials) -> WavesContext:
    """Panel and transitions of a study of several waves."""
    words = materials.words
    panel = materials.published.read("panel")
    if panel["wave"].n_unique() < 2:
        return WavesContext(words("empty_waves"), None, "", ())
    transitions = materials.published.read("transitions")
    figures = tuple(_figures(materials, transitions))
    return WavesContext("", _panel(materials, panel), "" if figures else words("empty_transitions"), figures)


def _panel(materials: Materials, panel: pl.DataFrame) -> Table:
    words, names = materials.words, materials.names
    sides = {role: side for side, role in names.roles.items()}
    states = {(row["participant_id"], row["wave"]): row["state"] for row in panel.to_dicts()}
    people = panel.select("participant_id", "role").unique().to_dicts()
    people.sort(key=lambda row: (sides.get(row["role"], ""), names.participant(row["participant_id"])))
    rows = tuple(
        (
            names.participant(row["participant_id"]),
            names.group(row["role"]),
            *(words.of("panel", states.get((row["participant_id"], wave), "absent")) for wave in names.waves),
        )
        for row in people
    )
    columns = (
        Column(words("head_participant")),
        Column(words("head_side")),
        *(Column(names.wave(wave)) for wave in names.waves),
    )
    return Table(words("caption_panel"), columns, rows)


def _figures(materials: Materials, transitions: pl.DataFrame) -> Iterator[Figure]:
    words, names = materials.words, materials.names
    labels = {
        row["indicator"]: materials.words("indicator_name", observable=row["observable_label"], label=row["label"])
        for row in materials.published.read("indicators").to_dicts()
    }
    for side, role in sorted(names.roles.items()):
        followed = transitions.filter(pl.col("role") == role)
        for earlier, later in followed.select("from_wave", "to_wave").unique().sort("from_wave", "to_wave").iter_rows():
            rows = followed.filter((pl.col("from_wave") == earlier) & (pl.col("to_wave") == later))
            changed = rows.with_columns(changes=pl.col("n_01") + pl.col("n_10")).filter(pl.col("changes") > 0)
            ranked = changed.sort(["changes", "n_01", "indicator"], descending=[True, True, False]).head(DRAWN)
            if ranked.is_empty():
                continue
            yield materials.figure(
                f"transitions-{side.lower()}-{names.waves.index(earlier)}-{names.waves.index(later)}",
                draw_transition_bars(_rows(materials, ranked, labels)),
                _listed(materials, rows, labels),
                title=words(
                    "title_transitions", side=names.side(side), earlier=names.wave(earlier), later=names.wave(later)
                ),
                reading=words("reading_transitions"),
                legend=(("gained", words("legend_gained")), ("lost", words("legend_lost"))),
            )


def _rows(materials: Materials, ranked: pl.DataFrame, labels: dict[str, str]) -> pl.DataFrame:
    words, whole = materials.words, materials.numbers.whole
    rows = []
    for order, row in enumerate(ranked.to_dicts(), start=1):
        label = labels.get(row["indicator"], row["indicator"])
        for change, n in (("gained", row["n_01"]), ("lost", -row["n_10"])):
            rows.append(
                {
                    "place": order,
                    "label": label,
                    "change": change,
                    "n": n,
                    "shown": whole(abs(n)),
                    "description": words(f"mark_{change}", label=label, n=whole(abs(n))),
                }
            )
    return pl.DataFrame(rows)


def _listed(materials: Materials, rows: pl.DataFrame, labels: dict[str, str]) -> Table:
    numbers, names = materials.numbers, materials.names
    listed = [
        (
            labels.get(row["indicator"], row["indicator"]),
            *(numbers.whole(row[key]) for key in ("n_00", "n_01", "n_10", "n_11", "n_not_asked")),
            numbers.probability(row["p"]),
            numbers.floor(row["p_floor"]),
            numbers.floor(row["design_floor"]),
            " · ".join(names.participant(participant) for participant in row["participants"].split()),
        )
        for row in rows.to_dicts()
    ]
    heads = (
        *("head_indicator", "head_00", "head_01", "head_10", "head_11", "head_n_not_asked", "head_p_mcnemar"),
        *("head_p_floor_changes", "head_design_floor_panel", "head_who_changed"),
    )
    table = materials.table("caption_transitions", heads, listed, numeric_from=1)
    return Table(table.caption, (*table.columns[:-1], Column(table.columns[-1].label)), table.rows)
