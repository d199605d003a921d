"""Crosses that a coder puts and another does not: how many people rest on them alone, and who puts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dashboards.materials import Materials
from dashboards.sections.coded_cells import COUNTED, merge_coders
from dashboards.study_names import ALL_WAVES

DISPUTED = ("disputed", "disputed_counted")
"""States of cells that coders see differently."""


@dataclass(frozen=True, slots=True)
class Contested:
    """What coders see differently; empty where one coder codes, or all agree."""

    cells: frozenset[tuple[str, str]]
    """Indicator and interview."""
    people: Mapping[tuple[str, str], int]
    """Indicator and scope (a wave or ``all``) → participants counted as bearing it by contested crosses alone."""
    crosses: int
    """Crosses that are counted."""
    n_contested: int
    """Those of them that are contested."""
    alone: tuple[tuple[str, int], ...]
    """Coder → contested crosses that nobody else puts; the one with most first."""

    def of(self, indicator: str, scope: str) -> int:
        """Participants of the scope who bear the indicator by contested crosses alone."""
        return self.people.get((indicator, scope), 0)


def read_contested(materials: Materials) -> Contested:
    """Merge the coders of ``grid_cells`` as the flat reading does."""
    cells = materials.published.read("grid_cells")
    merged = merge_coders(cells, materials.published.read("flat_reading"))
    counted = merged.filter(pl.col("state").is_in(list(COUNTED)))
    contested = counted.filter(pl.col("state").is_in(DISPUTED))
    disputed = merged.filter(pl.col("state").is_in(DISPUTED))
    return Contested(
        cells=frozenset(disputed.select("indicator", "interview_id").iter_rows()),
        people=_people(materials, counted),
        crosses=counted.height,
        n_contested=contested.height,
        alone=_alone(cells, contested),
    )


def _people(materials: Materials, counted: pl.DataFrame) -> dict[tuple[str, str], int]:
    who = materials.published.read("analysed_interviews").select("interview_id", "participant_id", "wave")
    here = counted.join(who, on="interview_id")
    scopes = pl.concat([here, here.with_columns(wave=pl.lit(ALL_WAVES))])
    people = scopes.group_by("indicator", "wave", "participant_id").agg(
        doubtful=pl.col("state").is_in(DISPUTED).all(),
    )
    found = people.filter("doubtful").group_by("indicator", "wave").len()
    return {(indicator, wave): n for indicator, wave, n in found.iter_rows()}


def _alone(cells: pl.DataFrame, contested: pl.DataFrame) -> tuple[tuple[str, int], ...]:
    put = cells.filter(pl.col("state") == "present").join(contested, on=["indicator", "interview_id"], how="semi")
    single = put.group_by("indicator", "interview_id").agg(pl.col("coder")).filter(pl.col("coder").list.len() == 1)
    counts = Counter(coder for (coder,) in single["coder"])
    return tuple(sorted(counts.items(), key=lambda one: (-one[1], one[0])))


def tell_contested(materials: Materials, contested: Contested, code: str = "contested_crosses") -> str:
    """How many crosses are contested, and who puts most of them alone; empty where none is."""
    if not contested.n_contested:
        return ""
    whole = materials.numbers.whole
    n, facts = whole(contested.n_contested), {"total": whole(contested.crosses)}
    said = materials.words.count(code, contested.n_contested, n, **facts)
    return f"{said} {_tell_alone(materials, contested)}".rstrip()


def _tell_alone(materials: Materials, contested: Contested) -> str:
    """Nothing where no coder puts more of them alone than the next."""
    if not contested.alone:
        return ""
    coder, most = contested.alone[0]
    if 2 * most <= contested.n_contested or contested.n_contested == 1:
        return ""
    whole = materials.numbers.whole
    return materials.words(
        "contested_alone_all" if most == contested.n_contested else "contested_alone", coder=coder, n=whole(most)
    )


def doubt(materials: Materials, share: str, n: int) -> str:
    """``7/7 (dont 3 contestées)``; the share alone where no one is."""
    return materials.words.count("contested_share", n, materials.numbers.whole(n), share=share) if n else share


def sign(materials: Materials, share: str, n: int) -> str:
    """``7/7 (3 ≠)``: the same where there is little room."""
    return materials.words("contested_sign", share=share, n=materials.numbers.whole(n)) if n else share
