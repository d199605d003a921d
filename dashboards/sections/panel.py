"""Who was there in which wave: met again, not met again, come later."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.addresses import of_turn
from dashboards.alphabet import sort_key
from dashboards.contexts.parts import Cell, Column, Statement, Table
from dashboards.materials import Materials

PRESENT = "present"


def build_panel(materials: Materials, panel: pl.DataFrame) -> Table:
    """Participants by wave; presences lead to the interview."""
    words, names = materials.words, materials.names
    sides = {role: side for side, role in names.roles.items()}
    states = {(row["participant_id"], row["wave"]): row for row in panel.to_dicts()}
    read = set(materials.interviews())
    people = panel.select("participant_id", "role").unique().to_dicts()
    people.sort(key=lambda row: (sides.get(row["role"], ""), sort_key(names.participant(row["participant_id"]))))

    def cell(participant: str, wave: str) -> str | Cell:
        row = states.get((participant, wave))
        if row is None:
            return ""
        href = of_turn(row["interview_id"]) if row["interview_id"] in read else ""
        return Cell(words.of("panel", row["state"]), href, f"panel-{row['state']}")

    rows = tuple(
        (
            names.participant(row["participant_id"]),
            *(cell(row["participant_id"], wave) for wave in names.waves),
        )
        for row in people
    )
    columns = (
        Column(words("head_participant")),
        *(Column(names.wave(wave)) for wave in names.waves),
    )
    return Table(words("caption_panel"), columns, rows)


def brief_panel(materials: Materials, panel: pl.DataFrame) -> Iterator[Statement]:
    """A sentence for each later wave: met again, not met again, come since, side by side."""
    sides = {role: side for side, role in materials.names.roles.items()}
    states = panel.with_columns(side=pl.col("role").replace_strict(sides, default=""))
    order = {wave: place for place, wave in enumerate(materials.names.waves)}
    held = [wave for wave in materials.names.waves if wave in set(panel["wave"])]
    first = _first_waves(panel, order)
    for wave in held[1:]:
        here = states.filter(pl.col("wave") == wave).with_columns(
            new=pl.col("participant_id").replace_strict(first, default="") == wave
        )
        there = here.filter(pl.col("state") == PRESENT)
        gone = here.filter(pl.col("state").is_in(["left", "missing"]))
        groups = (("again", there.filter(~pl.col("new"))), ("gone", gone), ("new", there.filter(pl.col("new"))))
        facts = {name: _by_side(materials, rows) for name, rows in groups}
        yield Statement(materials.words("brief_panel", wave=materials.names.wave(wave), **facts))
    met = panel.filter(pl.col("state") == PRESENT)
    if met["participant_id"].is_unique().all():
        yield Statement(materials.words("brief_nobody_again"))


def _first_waves(panel: pl.DataFrame, order: dict[str, int]) -> dict[str, str]:
    """Participant → the first wave in which they were met."""
    first: dict[str, str] = {}
    met = panel.filter(pl.col("state") == PRESENT).select("participant_id", "wave").rows()
    for participant, wave in sorted(met, key=lambda row: order.get(row[1], len(order))):
        first.setdefault(participant, wave)
    return first


def _by_side(materials: Materials, rows: pl.DataFrame) -> str:
    """``10 (A 5, B 5)``."""
    whole = materials.numbers.whole
    if rows.is_empty():
        return whole(0)
    counted = {side: rows.filter(pl.col("side") == side).height for side in ("A", "B")}
    split = ", ".join(f"{side} {whole(n)}" for side, n in counted.items() if n)
    return f"{whole(rows.height)} ({split})" if split else whole(rows.height)
