"""Indicator pairs: what they are called, where they lead, how they are drawn and listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from dashboards.addresses import of_indicator
from dashboards.charts.indicator_differences import draw_indicator_differences
from dashboards.contexts.parts import Cell, Column, Figure, Link, Mention, Table
from dashboards.extremes import least, most_count
from dashboards.materials import Materials
from dashboards.sections.contested import Contested, doubt, read_contested
from dashboards.study_names import ALL_WAVES

DRAWN = 12
"""Pairs of a figure; the others are in its table."""

ContrastRow = Mapping[str, str | int | float | None]

SHORT_VERDICTS = {
    "difference": "pair_established",
    "uncorrected": "pair_uncorrected",
    "no_difference_shown": "pair_not_shown",
    "cannot_tell": "pair_cannot_tell",
    "everyone": "verdict_everyone",
}
"""Verdict → the message that fits under a chart's row."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """What indicators are called, which have words, which rest on crosses that coders contest."""

    full: Mapping[str, str]
    """Indicator → its label after that of its observable."""
    short: Mapping[str, str]
    """Indicator → its label."""
    marks: frozenset[tuple[str, str]]
    """Indicators with the interviews that bear them: the page of extracts shows them."""
    listed: frozenset[str]
    """Indicators on the page of extracts: all, once something is coded."""
    contested: Contested
    """What coders see differently."""

    def called(self, relation: str) -> Mapping[str, str]:
        """Indicator → what it is called in a pair: with its observable where one side may speak of the other there."""
        return self.full if relation == "mirrored" else self.short

    def link(self, text: str, indicator: str) -> Link:
        """The way to the extracts of an indicator, which say so where nobody bears it; no address for one unknown."""
        return Link(text, of_indicator(indicator) if indicator in self.listed else "")

    def address(self, indicator: str, interview: str) -> str:
        """Where the words of one interview for an indicator are, else those of all; empty where there are none."""
        if (indicator, interview) in self.marks:
            return of_indicator(indicator, interview)
        return self.link("", indicator).href

    def cell(self, text: str, indicator: str) -> str | Cell:
        """The same as a cell of a table."""
        link = self.link(text, indicator)
        return Cell(link.text, link.href) if link.href else text


def read_codebook(materials: Materials) -> Codebook:
    """Names of the indicators."""
    rows = materials.published.read("indicators").to_dicts()
    cells = materials.published.read("grid_cells")
    known = frozenset(row["indicator"] for row in rows)
    present = cells.filter(pl.col("state") == "present").select("indicator", "interview_id")
    return Codebook(
        full={
            row["indicator"]: materials.words("indicator_name", observable=row["observable_label"], label=row["label"])
            for row in rows
        },
        short={row["indicator"]: row["label"] for row in rows},
        marks=frozenset(mark for mark in present.iter_rows() if mark[0] in known),
        listed=known if cells.height else frozenset(),
        contested=read_contested(materials),
    )


def scope_name(materials: Materials, scope: str) -> str:
    """What a scope is called."""
    return materials.words("scope_all") if scope == ALL_WAVES else materials.names.wave(scope)


def main_scope(materials: Materials, scopes: Sequence[str]) -> str:
    """All waves together where they were compared, else the first wave; empty where nothing was compared."""
    return ALL_WAVES if ALL_WAVES in scopes else next((wave for wave in materials.names.waves if wave in scopes), "")


def pair_name(row: ContrastRow, called: Mapping[str, str], *, lines: bool = False) -> str:
    """What a pair is called: one name where both sides are asked the same, else both (in two ``lines``)."""
    a, b = (called.get(str(row[key]), str(row[key])) for key in ("indicator_a", "indicator_b"))
    if a == b or not b:
        return a
    if not a:
        return b
    return f"A · {a}\nB · {b}" if lines else f"{a} ⟷ {b}"


def said_verdict(materials: Materials, row: Mapping[str, str | float | None]) -> str:
    """The verdict of a pair; ``uncorrected`` where its difference does not outlive the correction."""
    verdict, corrected = str(row["verdict"]), row["q_holm"]
    if verdict == "difference" and corrected is not None and float(corrected) > materials.alpha:
        return "uncorrected"
    return verdict


def shown_verdict(materials: Materials, row: Mapping[str, Any]) -> str:
    """As ``said_verdict``; ``everyone`` where all who were asked bear it, so that there is nothing to compare."""
    everyone = all(0 < row[f"asked_{side}"] == row[f"present_{side}"] for side in "ab")
    return "everyone" if everyone else said_verdict(materials, row)


def count_contested(codebook: Codebook, row: Mapping[str, Any]) -> dict[str, int]:
    """Side (a, b) → people of the pair who are counted by contested crosses alone."""
    return {side: codebook.contested.of(row[f"indicator_{side}"], row["scope"]) for side in "ab"}


def explain_contested(materials: Materials, codebook: Codebook, reading: str) -> str:
    """``reading`` with what ≠ means, where a cross is contested."""
    return f"{reading} {materials.words('reading_contested')}" if codebook.contested.cells else reading


def mention_pair(materials: Materials, codebook: Codebook, row: Mapping[str, Any]) -> Mention:
    """A pair in a sentence: its name, the counts of both sides as ways to their extracts."""
    name = pair_name(row, codebook.called(row["relation"]))
    contested = count_contested(codebook, row)
    links = tuple(
        codebook.link(
            f"{low.upper()} {doubt(materials, _share(materials, row, low), contested[low])}", row[f"indicator_{low}"]
        )
        for low in "ab"
    )
    return Mention(materials.words("named", name=name), links)


def _share(materials: Materials, row: Mapping[str, Any], side: str) -> str:
    return materials.numbers.ratio(row[f"present_{side}"], row[f"asked_{side}"])


def _label(materials: Materials, codebook: Codebook, row: Mapping[str, Any]) -> str:
    """What stands over a pair in the figure; below, how many of its people rest on contested crosses."""
    name = pair_name(row, codebook.called(row["relation"]), lines=True)
    contested = count_contested(codebook, row)
    whole = materials.numbers.whole
    told = [
        materials.words("contested_of", side=low.upper(), n=whole(n), total=whole(row[f"present_{low}"]))
        for low, n in contested.items()
        if n
    ]
    return f"{name}\n{materials.words('contested_line', told=', '.join(told))}" if told else name


def draw_pairs(materials: Materials, codebook: Codebook, contrasts: pl.DataFrame, relation: str) -> Figure | None:
    """The pairs of one relation: those that part most, from the most on side A to the most on side B."""
    compared = contrasts.filter(pl.col("relation") == relation).drop_nulls("difference")
    size = pl.col("difference").abs()
    ranked = (
        compared.sort([pl.col("p"), -size, pl.col("pair")])
        .head(DRAWN)
        .sort("difference", "pair", descending=[True, False])
    )
    if ranked.is_empty():
        return None
    words, names, whole = materials.words, materials.names, materials.numbers.whole
    rows = [_row(materials, codebook, order, row) for order, row in enumerate(ranked.to_dicts(), start=1)]
    chart = draw_indicator_differences(
        pl.DataFrame(rows), share_title=words("axis_shares"), gap_title=words("axis_points")
    )
    reading = words(
        "reading_pairs",
        n=whole(ranked.height),
        total=whole(compared.height),
        n_a=whole(most_count(compared["asked_a"])),
        n_b=whole(most_count(compared["asked_b"])),
        floor=materials.numbers.floor(least(compared["design_floor"])),
    )
    return materials.figure(
        f"pairs-{relation}",
        chart,
        list_pairs(materials, codebook, compared.sort("difference", "pair", descending=[True, False]), "caption_pairs"),
        title=words("title_same" if relation == "same" else "title_mirrored", a=names.side("A"), b=names.side("B")),
        reading=explain_contested(materials, codebook, reading),
        legend=materials.sides_legend(),
    )


def _row(materials: Materials, codebook: Codebook, order: int, row: Mapping[str, Any]) -> dict[str, object]:
    numbers, words = materials.numbers, materials.words
    verdict = shown_verdict(materials, row)
    full, contested = pair_name(row, codebook.full), count_contested(codebook, row)
    a, b = (_share(materials, row, side) for side in "ab")
    doubted = {side: doubt(materials, _share(materials, row, side), n) for side, n in contested.items()}
    p, floor = numbers.probability(row["p"]), numbers.floor(row["margin_floor"])
    links = (codebook.link("A", str(row["indicator_a"])), codebook.link("B", str(row["indicator_b"])))
    called = [codebook.full.get(str(row[f"indicator_{side}"]), "") for side in "ab"]
    return {
        "place": order,
        "label": _label(materials, codebook, row),
        "share_a": row["present_a"] / row["asked_a"],
        "share_b": row["present_b"] / row["asked_b"],
        "shown_a": f"A {a}",
        "shown_b": f"B {b}",
        "said_a": words("mark_share", side=materials.names.side("A"), label=called[0], share=doubted["a"]),
        "said_b": words("mark_share", side=materials.names.side("B"), label=called[1], share=doubted["b"]),
        "href_a": links[0].href,
        "href_b": links[1].href,
        "difference": row["difference"],
        "low": row["low"],
        "high": row["high"],
        "certain": verdict not in ("cannot_tell", "everyone"),
        "strong": verdict in ("difference", "uncorrected"),
        "test": words("mark_pair_test", p=p, floor=floor),
        "verdict": words(SHORT_VERDICTS[verdict]) if verdict in SHORT_VERDICTS else "",
        "description": words(
            "mark_pair",
            label=full,
            **doubted,
            difference=numbers.points(row["difference"]),
            interval=numbers.interval(row["low"], row["high"]),
            p=p,
            floor=floor,
            q=numbers.probability(row["q_holm"]),
            verdict=words.of("verdict", verdict),
        ),
    }


def list_pairs(materials: Materials, codebook: Codebook, compared: pl.DataFrame, caption: str, **details: str) -> Table:
    """Pairs asked of both sides, as numbers, in the order given; counts lead to the extracts."""
    numbers, words = materials.numbers, materials.words

    def counted(row: Mapping[str, Any], side: str) -> str | Cell:
        share = doubt(materials, _share(materials, row, side), count_contested(codebook, row)[side])
        return codebook.cell(share, row[f"indicator_{side}"])

    rows = tuple(
        (
            pair_name(row, codebook.full),
            words.of("relation", row["relation"]),
            counted(row, "a"),
            counted(row, "b"),
            numbers.points(row["difference"]),
            numbers.interval(row["low"], row["high"]),
            numbers.probability(row["p"]),
            numbers.floor(row["design_floor"]),
            numbers.floor(row["margin_floor"]),
            numbers.probability(row["q_holm"]),
            words.of("verdict", shown_verdict(materials, row)),
        )
        for row in compared.to_dicts()
    )
    heads = (
        *("head_pair", "head_relation", "head_bearers_a", "head_bearers_b", "head_difference", "head_interval"),
        *("head_p_fisher", "head_design_floor", "head_margin_floor", "head_q_holm", "head_verdict"),
    )
    columns = tuple(Column(words(code), numeric=2 <= place <= 9) for place, code in enumerate(heads))
    return Table(words(caption, **details), columns, rows)


def list_one_sided(materials: Materials, codebook: Codebook, contrasts: pl.DataFrame) -> Table | None:
    """Indicators that only one side was asked, and pairs asked of one side only so far."""
    alone = contrasts.filter(pl.col("difference").is_null() & ((pl.col("asked_a") > 0) | (pl.col("asked_b") > 0)))
    if alone.is_empty():
        return None
    rows = []
    for row in alone.to_dicts():
        side = "a" if row["asked_a"] else "b"
        share = doubt(materials, _share(materials, row, side), count_contested(codebook, row)[side])
        indicator = row[f"indicator_{side}"]
        rows.append((codebook.full.get(indicator, indicator), side.upper(), codebook.cell(share, indicator)))
    heads = ("head_indicator", "head_side", "head_bearers")
    return materials.table("caption_one_sided", heads, rows, numeric_from=2)
