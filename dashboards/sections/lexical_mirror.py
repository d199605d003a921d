"""Words across the sides with the participant as unit."""

from __future__ import annotations

import polars as pl

from dashboards.charts.lexical_bars import draw_lexical_bars
from dashboards.contexts.parts import Column, Figure, Table
from dashboards.materials import Materials
from dashboards.study_names import ALL_WAVES

DRAWN = 10
LISTED = 60


def build_lexical_mirror(materials: Materials) -> tuple[Figure, ...]:
    """Forms whose rates differ most between the sides, over all waves; nothing where none was compared."""
    contrasts = materials.published.read("lexical_contrasts")
    scopes = contrasts["scope"].unique().sort().to_list()
    if not scopes:
        return ()
    scope = ALL_WAVES if ALL_WAVES in scopes else scopes[0]
    forms = contrasts.filter(pl.col("scope") == scope).with_columns(size=pl.col("difference").abs())
    ranked = forms.sort(["p", "size", "lemma", "pos"], descending=[False, True, False, False])
    apart = ranked.filter(pl.col("difference") != 0).with_columns(
        side=pl.when(pl.col("difference") > 0).then(pl.lit("A")).otherwise(pl.lit("B"))
    )
    drawn = (
        apart.group_by("side", maintain_order=True)
        .head(DRAWN)
        .sort("side", "size", "lemma", descending=[False, True, False])
    )
    if drawn.is_empty():
        return ()
    words = materials.words
    first = forms.row(0, named=True)
    reading = words(
        "reading_lexical",
        labelings=materials.numbers.whole(first["n_labelings"]),
        method=words.of("method", first["method"]),
        forms=materials.numbers.whole(forms.height),
    )
    figure = materials.figure(
        "lexical",
        draw_lexical_bars(_rows(materials, drawn)),
        _listed(materials, ranked.head(LISTED)),
        title=words("title_lexical"),
        reading=reading,
        legend=(*materials.sides_legend(), ("hollow", words("legend_single_participant"))),
    )
    return (figure,)


def _rows(materials: Materials, drawn: pl.DataFrame) -> pl.DataFrame:
    numbers, words = materials.numbers, materials.words
    rows = []
    for name, row in zip(materials.lemma_names(drawn), drawn.to_dicts(), strict=True):
        users = row["participants_a"] if row["side"] == "A" else row["participants_b"]
        facts = {
            "word": name,
            "a": numbers.decimal(row["rate_a"], digits=2),
            "b": numbers.decimal(row["rate_b"], digits=2),
            "users_a": numbers.ratio(row["participants_a"], row["n_a"]),
            "users_b": numbers.ratio(row["participants_b"], row["n_b"]),
            "p": numbers.probability(row["p"]),
            "floor": numbers.floor(row["p_floor"]),
            "q": numbers.probability(row["q"]),
        }
        rows.append(
            {
                "word": name,
                "difference": row["difference"],
                "side": row["side"],
                "solid": users > 1,
                "shown": words("mark_lexical_short", **facts),
                "description": words("mark_lexical", **facts),
            }
        )
    return pl.DataFrame(rows)


def _listed(materials: Materials, ranked: pl.DataFrame) -> Table:
    numbers, words = materials.numbers, materials.words
    rows = [
        (
            row["lemma"],
            words.of("pos", row["pos"]),
            numbers.decimal(row["rate_a"], digits=2),
            numbers.decimal(row["rate_b"], digits=2),
            numbers.decimal(row["difference"], digits=2, signed=True),
            numbers.ratio(row["participants_a"], row["n_a"]),
            numbers.ratio(row["participants_b"], row["n_b"]),
            numbers.probability(row["p"]),
            numbers.floor(row["p_floor"]),
            numbers.probability(row["q"]),
            words.of("method", row["method"]),
        )
        for row in ranked.to_dicts()
    ]
    heads = (
        *("head_lemma", "head_pos", "head_mean_rate_a", "head_mean_rate_b", "head_rate_difference"),
        *("head_users_a", "head_users_b", "head_p_permutation", "head_p_floor", "head_q_bh", "head_method"),
    )
    table = materials.table("caption_lexical", heads, rows, numeric_from=2)
    return Table(table.caption, (*table.columns[:-1], Column(table.columns[-1].label)), table.rows)
