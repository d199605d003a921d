"""The most frequent words: all forms as they stand, and the forms that the classification counts."""

from __future__ import annotations

import polars as pl

from dashboards.charts.word_bars import draw_word_bars
from dashboards.contexts.parts import Figure
from dashboards.contexts.words import WordsContext
from dashboards.materials import Materials
from dashboards.sections.specific import build_specificities

DRAWN = 15
LISTED = 60
SPOKEN = ("word", "hesitation")


def build_words(materials: Materials) -> WordsContext:
    """Top forms of all kinds and top active forms; words of each side."""
    counts = materials.published.read("word_counts")
    figures = []
    if counts.height:
        figures.append(_all_forms(materials, counts))
    active = materials.published.read("active_forms")
    if counts.height and active.height:
        figures.append(_active_forms(materials, active))
    specific = build_specificities(materials)
    return WordsContext(
        no_words="" if figures else materials.words("empty_words"),
        words=tuple(figures),
        no_specificities="" if specific else materials.words("empty_specificities"),
        specificities=specific,
    )


def _all_forms(materials: Materials, counts: pl.DataFrame) -> Figure:
    words, numbers = materials.words, materials.numbers
    totals = dict(materials.published.read("word_totals").group_by("side").agg(pl.col("n_words").sum()).iter_rows())
    side_of = {role: side for side, role in materials.names.roles.items()}
    forms = (
        counts.filter(pl.col("kind").is_in(SPOKEN))
        .with_columns(side=pl.col("role").replace_strict(side_of, default=""))
        .group_by("form")
        .agg(
            kind=pl.col("kind").min(),
            n=pl.col("n_occurrences").sum(),
            a=pl.col("n_occurrences").filter(pl.col("side") == "A").sum(),
            b=pl.col("n_occurrences").filter(pl.col("side") == "B").sum(),
            interviews=pl.col("n_interviews").sum(),
        )
        .sort(["n", "form"], descending=[True, False])
    )
    rows = [
        (
            row["form"],
            words.of("kind", row["kind"]),
            numbers.whole(row["n"]),
            numbers.whole(row["a"]),
            numbers.whole(row["b"]),
            _rate(materials, row["a"], totals.get("A", 0)),
            _rate(materials, row["b"], totals.get("B", 0)),
            numbers.whole(row["interviews"]),
        )
        for row in forms.head(LISTED).to_dicts()
    ]
    heads = (
        *("head_form", "head_kind", "head_occurrences", "head_occurrences_a", "head_occurrences_b"),
        *("head_rate_a", "head_rate_b", "head_interviews"),
    )
    table = materials.table("caption_all_forms", heads, rows, numeric_from=2)
    reading = words(
        "reading_all_forms",
        n=numbers.whole(sum(totals.values())),
        distinct=numbers.whole(forms.height),
        hapax=numbers.whole(forms.filter(pl.col("n") == 1).height),
    )
    drawn = _drawn(materials, forms.head(DRAWN).select("form", "n", "interviews"))
    drawn = drawn.with_columns(href=pl.Series([materials.word_link(form) for form in drawn["word"]]))
    return materials.figure("all-forms", draw_word_bars(drawn), table, title=words("title_all_forms"), reading=reading)


def _active_forms(materials: Materials, active: pl.DataFrame) -> Figure:
    words, numbers = materials.words, materials.numbers
    top = active.sort(["n_occurrences", "lemma", "pos"], descending=[True, False, False]).head(LISTED)
    rows = [
        (
            row["lemma"],
            words.of("pos", row["pos"]),
            numbers.whole(row["n_occurrences"]),
            numbers.whole(row["n_segments"]),
            numbers.whole(row["n_interviews"]),
        )
        for row in top.to_dicts()
    ]
    heads = ("head_lemma", "head_pos", "head_occurrences", "head_segments", "head_interviews")
    table = materials.table("caption_active_forms", heads, rows, numeric_from=2)
    named = top.head(DRAWN)
    named = named.select(form=pl.Series(materials.lemma_names(named)), n="n_occurrences", interviews="n_interviews")
    reading = words("reading_active_forms", n=numbers.whole(active.height))
    chart = draw_word_bars(_drawn(materials, named))
    return materials.figure("active-forms", chart, table, title=words("title_active_forms"), reading=reading)


def _drawn(materials: Materials, forms: pl.DataFrame) -> pl.DataFrame:
    """Rows of the chart from ``form``, ``n`` and ``interviews``."""
    whole = materials.numbers.whole
    rows = [
        {
            "word": form,
            "n": n,
            "shown": whole(n),
            "description": materials.words("mark_word", word=form, n=whole(n), interviews=whole(interviews)),
        }
        for form, n, interviews in forms.iter_rows()
    ]
    return pl.DataFrame(rows)


def _rate(materials: Materials, n: int, total: int) -> str:
    return materials.numbers.decimal(1000 * n / total if total else None, digits=1)
