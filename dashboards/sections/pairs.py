"""Indicator pairs: what they are called, where they lead, how they are drawn and listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from dashboards.addresses import of_indicator
from dashboards.charts.indicator_differences import draw_indicator_differences
from dashboards.contexts.parts import Cell, Column, Figure, Link, Mention, Table
from dashboards.materials import Materials
from dashboards.study_names import ALL_WAVES

DRAWN = 12
"""Pairs of a figure; the others are in its table."""

ContrastRow = Mapping[str, str | int | float | None]

SHORT_VERDICTS = {
    "difference": "pair_established",
    "uncorrected": "pair_uncorrected",
    "no_difference_shown": "pair_not_shown",
    "cannot_tell": "pair_cannot_tell",
}
"""Verdict → the message that fits under a chart's row."""


@dataclass(frozen=True, slots=True)
class Codebook:
    """What indicators are called, and which have words."""

    full: Mapping[str, str]
    """Indicator → its label after that of its observable."""
    short: Mapping[str, str]
    """Indicator → its label."""
    marks: frozenset[tuple[str, str]]
    """Indicators with the interviews that bear them: the page of extracts shows them."""
    borne: frozenset[str]
    """Indicators that at least one interview bears."""

    def link(self, text: str, indicator: str) -> Link:
        """The way to the extracts of an indicator; without address where there are none."""
        return Link(text, of_indicator(indicator) if indicator in self.borne else "")

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
    cells = materials.published.read("grid_cells").filter(pl.col("state") == "present")
    known = {row["indicator"] for row in rows}
    marks = [mark for mark in cells.select("indicator", "interview_id").rows() if mark[0] in known]
    return Codebook(
        full={
            row["indicator"]: materials.words("indicator_name", observable=row["observable_label"], label=row["label"])
            for row in rows
        },
        short={row["indicator"]: row["label"] for row in rows},
        marks=frozenset((indicator, interview) for indicator, interview in marks),
        borne=frozenset(indicator for indicator, _ in marks),
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


def mention_pair(materials: Materials, codebook: Codebook, row: Mapping[str, object]) -> Mention:
    """A pair in a sentence: its name, the counts of both sides as ways to their extracts."""
    name = pair_name(row, codebook.short)  # type: ignore[arg-type]
    links = tuple(
        codebook.link(
            f"{side} {materials.numbers.ratio(_whole(row, f'present_{low}'), _whole(row, f'asked_{low}'))}",
            str(row[f"indicator_{low}"]),
        )
        for side, low in (("A", "a"), ("B", "b"))
    )
    return Mention(materials.words("named", name=name), links)


def _whole(row: Mapping[str, object], key: str) -> int:
    value = row[key]
    assert isinstance(value, int)
    return value


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
    return materials.figure(
        f"pairs-{relation}",
        chart,
        list_pairs(materials, codebook, compared.sort("difference", "pair", descending=[True, False]), "caption_pairs"),
        title=words("title_same" if relation == "same" else "title_mirrored", a=names.side("A"), b=names.side("B")),
        reading=words(
            "reading_pairs",
            n=whole(ranked.height),
            total=whole(compared.height),
            n_a=whole(compared["asked_a"].max()),  # type: ignore[arg-type]
            n_b=whole(compared["asked_b"].max()),  # type: ignore[arg-type]
            floor=materials.numbers.floor(compared["design_floor"].min()),  # type: ignore[arg-type]
        ),
        legend=materials.sides_legend(),
    )


def _row(materials: Materials, codebook: Codebook, order: int, row: Mapping[str, float]) -> dict[str, object]:
    numbers, words = materials.numbers, materials.words
    verdict = said_verdict(materials, row)
    full = pair_name(row, codebook.full)
    a, b = (numbers.ratio(int(row[f"present_{side}"]), int(row[f"asked_{side}"])) for side in "ab")
    p, floor = numbers.probability(row["p"]), numbers.floor(row["margin_floor"])
    links = (codebook.link("A", str(row["indicator_a"])), codebook.link("B", str(row["indicator_b"])))
    called = [codebook.full.get(str(row[f"indicator_{side}"]), "") for side in "ab"]
    return {
        "place": order,
        "label": pair_name(row, codebook.short, lines=True),
        "share_a": row["present_a"] / row["asked_a"],
        "share_b": row["present_b"] / row["asked_b"],
        "shown_a": f"A {a}",
        "shown_b": f"B {b}",
        "said_a": words("mark_share", side=materials.names.side("A"), label=called[0], share=a),
        "said_b": words("mark_share", side=materials.names.side("B"), label=called[1], share=b),
        "href_a": links[0].href,
        "href_b": links[1].href,
        "difference": row["difference"],
        "low": row["low"],
        "high": row["high"],
        "certain": verdict != "cannot_tell",
        "strong": verdict in ("difference", "uncorrected"),
        "test": words("mark_pair_test", p=p, floor=floor),
        "verdict": words(SHORT_VERDICTS[verdict]) if verdict in SHORT_VERDICTS else "",
        "description": words(
            "mark_pair",
            label=full,
            a=a,
            b=b,
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
    rows = tuple(
        (
            pair_name(row, codebook.full),
            words.of("relation", row["relation"]),
            codebook.cell(numbers.ratio(row["present_a"], row["asked_a"]), row["indicator_a"]),
            codebook.cell(numbers.ratio(row["present_b"], row["asked_b"]), row["indicator_b"]),
            numbers.points(row["difference"]),
            numbers.interval(row["low"], row["high"]),
            numbers.probability(row["p"]),
            numbers.floor(row["design_floor"]),
            numbers.floor(row["margin_floor"]),
            numbers.probability(row["q_holm"]),
            words(f"verdict_{said_verdict(materials, row)}"),
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
        share = materials.numbers.ratio(row[f"present_{side}"], row[f"asked_{side}"])
        indicator = row[f"indicator_{side}"]
        rows.append((codebook.full.get(indicator, indicator), side.upper(), codebook.cell(share, indicator)))
    heads = ("head_indicator", "head_side", "head_bearers")
    return materials.table("caption_one_sided", heads, rows, numeric_from=2)
