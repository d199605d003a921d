"""Words that one side uses more than its share of the words would make expect."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboards.charts.specificity_bars import draw_specificity_bars
from dashboards.contexts.parts import Figure, Table
from dashboards.materials import Materials

DRAWN = 14
LISTED = 40


def build_specificities(materials: Materials) -> tuple[Figure, ...]:
    """The highest scores of each side; nothing where no form was scored."""
    ranked = _rank(materials)
    if ranked.is_empty():
        return ()
    drawn = ranked.group_by("side", maintain_order=True).head(DRAWN)
    rows = [
        _row(materials, name, row) for name, row in zip(materials.lemma_names(drawn), drawn.to_dicts(), strict=True)
    ]
    figure = materials.figure(
        "specificities",
        draw_specificity_bars(pl.DataFrame(rows)),
        _listed(materials, ranked.group_by("side", maintain_order=True).head(LISTED)),
        title=materials.words("title_specificities"),
        reading=materials.words("reading_specificities"),
        legend=(*materials.sides_legend(), ("hollow", materials.words("legend_single_interview"))),
    )
    return (figure,)


def _rank(materials: Materials) -> pl.DataFrame:
    """Forms that a side overuses, strongest first, A then B."""
    scores = materials.published.read("specificities").filter(pl.col("score") > 0)
    return scores.sort(["side", "score", "lemma", "pos"], descending=[False, True, False, False])


def read_example(materials: Materials) -> str:
    """The longest bar, read aloud; empty where there is none."""
    ranked = _rank(materials).sort("score", descending=True, maintain_order=True)
    if ranked.is_empty():
        return ""
    row, numbers = ranked.row(0, named=True), materials.numbers
    return materials.words(
        "specificities_example",
        word=row["lemma"],
        side=row["side"],
        name=materials.names.side(row["side"]),
        n=numbers.whole(row["n_in_role"]),
        total=numbers.whole(row["n_total"]),
        expected=numbers.decimal(row["expected"]),
        score=numbers.decimal(row["score"]),
    )


def _row(materials: Materials, name: str, row: Mapping[str, str | int | float]) -> dict[str, str | float | bool]:
    numbers = materials.numbers
    score, side = float(row["score"]), str(row["side"])
    shown = numbers.decimal(score, digits=1)
    return {
        "word": name,
        # A score beyond what a float can hold is drawn as the end of the scale.
        "score": min(score, 320.0) * (1 if side == "A" else -1),
        "side": side,
        "solid": int(row["n_interviews"]) > 1,
        "shown": shown,
        "description": materials.words(
            "mark_specificity",
            word=name,
            score=shown,
            side=materials.names.side(side),
            n=numbers.whole(int(row["n_in_role"])),
            expected=numbers.decimal(float(row["expected"])),
            interviews=numbers.whole(int(row["n_interviews"])),
        ),
        "href": materials.word_link(str(row["lemma"]), str(row["pos"])),
    }


def _listed(materials: Materials, scores: pl.DataFrame) -> Table:
    words, numbers = materials.words, materials.numbers
    rows = [
        (
            row["lemma"],
            words.of("pos", row["pos"]),
            materials.names.side(row["side"]),
            numbers.decimal(row["score"], digits=2, signed=True),
            numbers.whole(row["n_in_role"]),
            numbers.decimal(row["expected"]),
            numbers.whole(row["n_total"]),
            numbers.whole(row["n_interviews"]),
        )
        for row in scores.to_dicts()
    ]
    heads = (
        *("head_lemma", "head_pos", "head_side", "head_score", "head_observed_f", "head_expected"),
        *("head_total_f", "head_interviews"),
    )
    return materials.table("caption_specificities", heads, rows, numeric_from=3)
