"""What mirrored pairs tell by counts: said by one side of the other and taken up by it, or not."""

from __future__ import annotations

from typing import Literal

import polars as pl

from dashboards.contexts.mirror import Reading
from dashboards.materials import Materials
from dashboards.sections.pairs import Codebook, mention_pair

ReadingKind = Literal["a_more", "b_more", "both", "neither"]

WIDE = 1 / 3
"""Gap of shares from which one side says it more: a third of the people."""
TITLES: dict[ReadingKind, tuple[str, str]] = {
    "a_more": ("reading_a_more", "meaning_a_more"),
    "b_more": ("reading_b_more", "meaning_b_more"),
    "both": ("reading_both", "meaning_both"),
    "neither": ("reading_neither", "meaning_neither"),
}
"""Kind → its title and what it may mean."""


def kind_of(share_a: float, share_b: float, fewest: int) -> ReadingKind:
    """How a mirrored pair reads: who says it more, else whether half of both say it.

    More is by a third of the people, and by two at least of the side that has ``fewest``: one person is no side.
    """
    wide = max(WIDE, 2 / fewest) - 1e-9
    if share_a - share_b > wide:
        return "a_more"
    if share_b - share_a > wide:
        return "b_more"
    return "both" if share_a >= 0.5 and share_b >= 0.5 else "neither"


def build_readings(materials: Materials, codebook: Codebook, contrasts: pl.DataFrame) -> tuple[Reading, ...]:
    """Mirrored pairs by how they read; kinds without a pair are left out."""
    mirrored = contrasts.filter(pl.col("relation") == "mirrored").drop_nulls("difference")
    ranked = mirrored.sort([-pl.col("difference").abs(), pl.col("pair")])
    found: dict[ReadingKind, list[dict[str, object]]] = {kind: [] for kind in TITLES}
    for row in ranked.to_dicts():
        shares = row["present_a"] / row["asked_a"], row["present_b"] / row["asked_b"]
        found[kind_of(*shares, min(row["asked_a"], row["asked_b"]))].append(row)
    words, sides = materials.words, {"a": materials.names.side("A"), "b": materials.names.side("B")}
    return tuple(
        Reading(
            title=words(TITLES[kind][0], **sides),
            meaning=words(TITLES[kind][1], **sides),
            named=tuple(mention_pair(materials, codebook, row) for row in rows),
        )
        for kind, rows in found.items()
        if rows
    )
