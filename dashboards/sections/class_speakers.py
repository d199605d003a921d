"""Which side speaks of which class, wave by wave: descriptions of segments, never tests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboards import addresses
from dashboards.charts.bar_table import draw_bar_table
from dashboards.contexts.parts import Figure
from dashboards.materials import Materials
from dashboards.study_names import ALL_WAVES

LEANS = (4, 3)
"""Four to three: a class leans to a side whose share is at least a third above that of the other."""


@dataclass(frozen=True, slots=True)
class Leaning:
    """A class on both sides, all waves together."""

    side: str
    """A or B; empty where it leans to neither."""
    share_a: float
    """Of the classified segments of A."""
    share_b: float
    """Of the classified segments of B."""


def count_shares(materials: Materials) -> dict[tuple[int, str, str], tuple[int, int, float]]:
    """Class, side and wave (``all`` too) → segments, classified segments of the side in the wave, share."""
    roles = materials.published.read("class_roles").select("class", "side", "wave", "n_segments")
    both = pl.concat([roles, roles.with_columns(wave=pl.lit(ALL_WAVES))])
    counted = both.group_by("class", "side", "wave").agg(pl.col("n_segments").sum())
    totals = {(side, wave): n for side, wave, n in both.group_by("side", "wave").agg(pl.col("n_segments").sum()).rows()}
    found = {(number, side, wave): n for number, side, wave, n in counted.rows()}
    return {
        (number, side, wave): (n := found.get((number, side, wave), 0), total, n / total)
        for number in materials.published.read("classes")["class"]
        for (side, wave), total in totals.items()
    }


def measure_leanings(materials: Materials) -> dict[int, Leaning]:
    """Class → its leaning; none where a side has no classified segment."""
    shares = count_shares(materials)
    found = {}
    for number in materials.published.read("classes")["class"]:
        a, b = (shares.get((number, side, ALL_WAVES)) for side in ("A", "B"))
        if a and b:
            found[number] = Leaning("A" if _exceeds(a, b) else "B" if _exceeds(b, a) else "", a[2], b[2])
    return found


def _exceeds(one: tuple[int, int, float], other: tuple[int, int, float]) -> bool:
    """In whole numbers: shares of exactly a third more count."""
    above, below = LEANS
    return one[0] > 0 and below * one[0] * other[1] >= above * other[0] * one[1]


def say_leaning(materials: Materials, leaning: Leaning) -> str:
    """One class: which side it leans to, with both shares."""
    percent = materials.numbers.percent
    shares = {"a": percent(leaning.share_a, digits=1), "b": percent(leaning.share_b, digits=1)}
    if not leaning.side:
        return materials.words("leans_nowhere", **shares)
    name = materials.names.side(leaning.side)
    return materials.words("leans_to", side=leaning.side, name=name, **shares)


def say_leanings(materials: Materials, leanings: Mapping[int, Leaning]) -> str:
    """All classes in a sentence, with the rule."""
    if not leanings:
        return ""
    said = []
    for side in ("A", "B", ""):
        found = [materials.numbers.whole(number) for number, leaning in leanings.items() if leaning.side == side]
        if found:
            code = "leanings_side" if side else "leanings_shared"
            name = materials.names.side(side) if side else ""
            said.append(materials.words.count(code, len(found), _enumerate(materials, found), side=side, name=name))
    return f"{' '.join(said)} {materials.words('leanings_rule')}"


def _enumerate(materials: Materials, found: Sequence[str]) -> str:
    """« 1, 2 et 4 »."""
    if len(found) < 2:
        return "".join(found)
    return materials.words("enumeration", most=", ".join(found[:-1]), last=found[-1])


def draw_sides(materials: Materials, names: Mapping[int, str]) -> tuple[Figure, ...]:
    """Shares by side and wave; nothing where no segment of a known interview was classified."""
    return tuple(_sides(materials, names, count_shares(materials)))


def seen_waves(materials: Materials, shares: Mapping[tuple[int, str, str], object]) -> list[str]:
    """Scopes to show: the whole study, and each wave where several have segments."""
    waves = [wave for wave in materials.names.waves if any(key[2] == wave for key in shares)]
    return [ALL_WAVES, *waves] if len(waves) > 1 else [ALL_WAVES]


def name_scope(materials: Materials, scope: str) -> str:
    """What a wave, or all of them, is called."""
    return materials.words("whole_study") if scope == ALL_WAVES else materials.names.wave(scope)


def _sides(
    materials: Materials, names: Mapping[int, str], shares: Mapping[tuple[int, str, str], tuple[int, int, float]]
) -> list[Figure]:
    if not shares:
        return []
    scopes = seen_waves(materials, shares)
    keys = [(number, side) for number in names for side in ("A", "B")]
    lines = [
        {"line": line, "label": side, "heading": names[number] if side == "A" else ""}
        for line, (number, side) in enumerate(keys)
    ]
    cells = [
        (
            {"line": line, "column": column},
            _tell_side(materials, names[number], side, scope, shares[number, side, scope]),
        )
        for line, (number, side) in enumerate(keys)
        for column, scope in enumerate(scopes)
        if (number, side, scope) in shares
    ]
    bars = [
        {
            **place,
            "share": share,
            "side": keys[place["line"]][1],
            "shown": facts["share"],
            "description": materials.words("mark_class_side", **facts),
            "href": addresses.of_class(keys[place["line"]][0]),
        }
        for place, (share, facts) in cells
    ]
    columns = [{"column": column, "label": name_scope(materials, scope)} for column, scope in enumerate(scopes)]
    told = ("name", "side", "scope", "segments", "share")
    heads = ("head_class", "head_side", "head_wave", "head_segments_of", "head_share_side")
    figure = materials.figure(
        "class-sides",
        draw_bar_table(pl.DataFrame(lines), pl.DataFrame(columns), pl.DataFrame(bars)),
        materials.table(
            "caption_class_sides", heads, [[facts[key] for key in told] for _, (_, facts) in cells], numeric_from=3
        ),
        title=materials.words("title_class_sides"),
        reading=materials.words("reading_class_sides"),
        legend=materials.sides_legend(),
    )
    return [figure]


def _tell_side(
    materials: Materials, name: str, side: str, scope: str, counted: tuple[int, int, float]
) -> tuple[float, dict[str, str]]:
    """The share, and what a bar and a row of the table say of it."""
    n, total, share = counted
    facts = {
        "name": name,
        "side": materials.names.side(side),
        "scope": name_scope(materials, scope),
        "share": materials.numbers.percent(share, digits=1),
        "segments": materials.numbers.ratio(n, total),
    }
    return share, facts
