"""Words across the sides with the participant as unit."""

from __future__ import annotations

import polars as pl

from dashboards.charts.lexical_bars import draw_lexical_bars
from dashboards.contexts.parts import Cell, Figure, Table
from dashboards.extremes import least
from dashboards.materials import Materials
from dashboards.sections.pairs import main_scope, scope_name

DRAWN = 12
"""Words of a side in the chart."""
LISTED = 40
"""Words of the table."""


def build_lexical_mirror(materials: Materials) -> tuple[Figure, ...]:
    """Forms that part the sides most surely, over all waves; nothing where none was compared."""
    contrasts = materials.published.read("lexical_contrasts")
    scope = main_scope(materials, list(contrasts["scope"].unique()))
    forms = rank_forms(contrasts.filter(pl.col("scope") == scope), materials.published.read("specificities"))
    apart = forms.filter(pl.col("difference") != 0)
    if apart.is_empty():
        return ()
    drawn = pl.concat([apart.filter(pl.col("side") == side).head(DRAWN) for side in ("A", "B")])
    words, numbers = materials.words, materials.numbers
    first = forms.row(0, named=True)
    reading = words(
        "reading_lexical",
        labelings=numbers.whole(first["n_labelings"]),
        method=words.of("method", first["method"]),
        forms=numbers.whole(forms.height),
        n_a=numbers.whole(first["n_a"]),
        n_b=numbers.whole(first["n_b"]),
        floor=numbers.floor(least(forms["p_floor"])),
        alpha=numbers.decimal(materials.alpha, digits=2),
    )
    figure = materials.figure(
        "lexical",
        draw_lexical_bars(_rows(materials, drawn), _marks(materials, least(forms["p_floor"]) or 0.0)),
        _listed(materials, apart.head(LISTED)),
        title=words("title_lexical", scope=scope_name(materials, scope)),
        reading=reading,
        legend=(*materials.sides_legend(), ("hollow", words("legend_uncorrected"))),
    )
    return (figure,)


def rank_forms(forms: pl.DataFrame, scores: pl.DataFrame) -> pl.DataFrame:
    """Forms by strength: least p first, then highest specificity on the side that says it more.

    ``forms``: rows of one scope of ``lexical_contrasts``; ``scores``: ``specificities``. Adds ``side`` and ``score``
    (null where the form has none).
    """
    sided = forms.with_columns(side=pl.when(pl.col("difference") > 0).then(pl.lit("A")).otherwise(pl.lit("B")))
    scored = sided.join(
        scores.select("side", "lemma", "pos", "score"), on=["side", "lemma", "pos"], how="left", maintain_order="left"
    )
    surest = [pl.col("p"), -pl.col("score").fill_null(0.0), -pl.col("difference").abs(), pl.col("lemma"), pl.col("pos")]
    return scored.sort(surest)


def _marks(materials: Materials, floor: float) -> pl.DataFrame:
    """Marks of the scale of p: the floor, and the study's threshold where the floor lets words reach it."""
    numbers, words = materials.numbers, materials.words
    marks = [{"p": floor, "text": words("mark_floor", floor=numbers.floor(floor))}]
    if floor < materials.alpha:
        threshold = words("mark_threshold", alpha=numbers.decimal(materials.alpha, digits=2))
        marks.append({"p": materials.alpha, "text": threshold})
    return pl.DataFrame(marks)


def _rows(materials: Materials, drawn: pl.DataFrame) -> pl.DataFrame:
    numbers, words = materials.numbers, materials.words
    rows = []
    for name, row in zip(materials.lemma_names(drawn), drawn.to_dicts(), strict=True):
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
                "p": row["p"],
                "side": row["side"],
                "solid": row["q"] <= materials.alpha,
                "shown": words("mark_users", a=facts["users_a"], b=facts["users_b"]),
                "description": words("mark_lexical", **facts),
                "href": materials.word_link(row["lemma"], row["pos"]),
            }
        )
    return pl.DataFrame(rows)


def _listed(materials: Materials, ranked: pl.DataFrame) -> Table:
    numbers, words = materials.numbers, materials.words
    rows = [
        (
            Cell(row["lemma"], materials.word_link(row["lemma"], row["pos"])),
            words.of("pos", row["pos"]),
            numbers.decimal(row["rate_a"], digits=2),
            numbers.decimal(row["rate_b"], digits=2),
            numbers.decimal(row["difference"], digits=2, signed=True),
            numbers.ratio(row["participants_a"], row["n_a"]),
            numbers.ratio(row["participants_b"], row["n_b"]),
            numbers.probability(row["p"]),
            numbers.floor(row["p_floor"]),
            numbers.probability(row["q"]),
            numbers.decimal(row["score"], digits=1, signed=True),
        )
        for row in ranked.to_dicts()
    ]
    heads = (
        *("head_lemma", "head_pos", "head_mean_rate_a", "head_mean_rate_b", "head_rate_difference"),
        *("head_users_a", "head_users_b", "head_p_permutation", "head_p_floor", "head_q_bh", "head_score"),
    )
    return materials.table("caption_lexical", heads, rows, numeric_from=2)
