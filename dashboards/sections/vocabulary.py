"""The most frequent words: all forms as they stand, and the forms that the classification counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from dashboards.alphabet import written
from dashboards.charts.word_bars import draw_word_bars
from dashboards.contexts.parts import Cell, Column, Figure, Table
from dashboards.contexts.words import WordsContext
from dashboards.materials import Materials
from dashboards.sections.parameters import read_parameters
from dashboards.sections.specific import build_specificities, read_example
from dashboards.sections.word_rates import Spoken, count_spoken, rate, side_rate
from dashboards.study_names import ALL_WAVES

DRAWN = 15
LISTED = 60
SPOKEN = ("word", "hesitation", "false_start", "event")
RATE_HEADS = {"A": "head_rate_a", "B": "head_rate_b"}


def build_words(materials: Materials) -> WordsContext:
    """Top forms of all kinds and top active forms; words of each side."""
    words = materials.words
    spoken, units = count_spoken(materials, "n_words"), count_spoken(materials, "n_units")
    forms = _forms(materials)
    active = _active(materials)
    figures = [
        *([_all_forms(materials, forms, spoken)] if forms.height else []),
        *([_active_forms(materials, active, units)] if forms.height and active.height else []),
    ]
    specific = build_specificities(materials)
    return WordsContext(
        no_words="" if figures else words("empty_words"),
        richness_intro=_intro(materials, forms) if figures else "",
        richness=_richness(materials, forms, spoken) if figures else None,
        richness_note=words("richness_note"),
        words=tuple(figures),
        no_specificities="" if specific else words("empty_specificities"),
        specificities=specific,
        example=read_example(materials) if specific else "",
        caution=words("specificities_caution"),
    )


def _forms(materials: Materials) -> pl.DataFrame:
    """Forms as spoken by side and wave: ``form``, ``kind``, ``side``, ``wave``, ``n``, ``interviews``."""
    side_of = {role: side for side, role in materials.names.roles.items()}
    return (
        materials.published.read("word_counts")
        .filter(pl.col("kind").is_in(SPOKEN))
        .select(
            "form",
            "kind",
            "wave",
            side=pl.col("role").replace_strict(side_of, default="", return_dtype=pl.String),
            n="n_occurrences",
            interviews="n_interviews",
        )
    )


def _active(materials: Materials) -> pl.DataFrame:
    """Active forms by side and wave, all their uses: ``lemma``, ``pos``, ``side``, ``wave``, ``n``, ``interviews``.

    The classification counts those of the segments that it classifies, which are fewer; here every use counts, as in
    the concordance. None said stays with n 0.
    """
    told = materials.published.read("active_forms").select("lemma", "pos")
    waves = pl.DataFrame(
        [(interview, wave) for interview, (_, wave) in materials.names.interviews.items()],
        schema={"interview_id": pl.String, "wave": pl.String},
        orient="row",
    )
    places = materials.published.read("word_places").join(waves, on="interview_id")
    counted = places.group_by("lemma", "pos", "side", "wave").agg(
        n=pl.len().cast(pl.Int64), interviews=pl.col("interview_id").n_unique().cast(pl.Int64)
    )
    joined = told.join(counted, on=["lemma", "pos"], how="left")
    return joined.with_columns(pl.col("side", "wave").fill_null(""), pl.col("n", "interviews").fill_null(0))


def _intro(materials: Materials, forms: pl.DataFrame) -> str:
    whole = materials.numbers.whole
    counted = forms.group_by("form").agg(pl.col("n").sum())
    return materials.words(
        "richness_intro",
        n=whole(int(forms["n"].sum())),
        distinct=whole(counted.height),
        hapax=whole(counted.filter(pl.col("n") == 1).height),
    )


def _richness(materials: Materials, forms: pl.DataFrame, spoken: Spoken) -> Table:
    """Side by side, then both."""
    whole = materials.numbers.whole
    rows = []
    for side in ("A", "B", ""):
        here = forms.filter(pl.col("side") == side) if side else forms
        counted = here.group_by("form").agg(pl.col("n").sum())
        once = counted.filter(pl.col("n") == 1).height
        rows.append(
            (
                f"{side} · {materials.names.side(side)}" if side else materials.words("both_sides"),
                whole(spoken.interviews.get(side, 0)),
                whole(int(here["n"].sum())),
                whole(counted.height),
                whole(once),
                materials.numbers.percent(once / counted.height if counted.height else None),
            )
        )
    heads = ("head_side", "head_interviews", "head_words_said", "head_distinct", "head_hapax", "head_hapax_share")
    return materials.table("caption_richness", heads, rows, numeric_from=1)


def _all_forms(materials: Materials, forms: pl.DataFrame, spoken: Spoken) -> Figure:
    words = materials.words
    ranked = (
        forms.group_by("form")
        .agg(kind=pl.col("kind").min(), n=pl.col("n").sum(), interviews=pl.col("interviews").sum())
        .sort(["n", "form"], descending=[True, False])
        .head(LISTED)
    )
    rows, drawn = [], []
    for place, row in enumerate(ranked.to_dicts()):
        here = forms.filter(pl.col("form") == row["form"])
        form = written(row["form"])
        name = words("form_hesitation", form=form) if row["kind"] == "hesitation" else form
        href = materials.word_link(row["form"]) if place < DRAWN else ""
        rows.append(_row(materials, spoken, here, (Cell(name, href),), row["n"], row["interviews"]))
        if place < DRAWN:
            drawn.append(_drawn(materials, spoken, here, form, href, row["n"], row["interviews"]))
    return materials.figure(
        "all-forms",
        draw_word_bars(pl.DataFrame(drawn)),
        _table(materials, spoken, "caption_all_forms", ("head_form",), rows),
        title=words("title_all_forms"),
        reading=words("reading_all_forms"),
        legend=materials.sides_legend(),
    )


def _active_forms(materials: Materials, active: pl.DataFrame, spoken: Spoken) -> Figure:
    words = materials.words
    ranked = (
        active.group_by("lemma", "pos")
        .agg(pl.col("n").sum(), pl.col("interviews").sum())
        .sort(["n", "lemma", "pos"], descending=[True, False, False])
    )
    top = ranked.head(LISTED)
    rows, drawn = [], []
    for place, (name, row) in enumerate(zip(materials.lemma_names(top), top.to_dicts(), strict=True)):
        here = active.filter((pl.col("lemma") == row["lemma"]) & (pl.col("pos") == row["pos"]))
        href = materials.word_link(row["lemma"], row["pos"]) if place < DRAWN else ""
        heads = (Cell(row["lemma"], href), words.of("pos", row["pos"]))
        rows.append(_row(materials, spoken, here, heads, row["n"], row["interviews"]))
        if place < DRAWN:
            drawn.append(_drawn(materials, spoken, here, name, href, row["n"], row["interviews"]))
    return materials.figure(
        "active-forms",
        draw_word_bars(pl.DataFrame(drawn)),
        _table(materials, spoken, "caption_active_forms", ("head_lemma", "head_pos"), rows),
        title=words("title_active_forms"),
        reading=words("reading_active_forms", n=materials.numbers.whole(ranked.height), least=_least(materials)),
        legend=materials.sides_legend(),
    )


def _least(materials: Materials) -> str:
    """Occurrences that make a form frequent enough, where the published file tells them."""
    return str(read_parameters(materials).get("lexicon.min_form_count", materials.numbers.whole(None)))


def _drawn(
    materials: Materials, spoken: Spoken, here: pl.DataFrame, name: str, href: str, n: int, interviews: int
) -> dict[str, Any]:
    """A row of the chart."""
    rates = {side: side_rate(here, spoken, side, ALL_WAVES) or 0.0 for side in ("A", "B")}
    shown = {side: materials.numbers.decimal(rates[side]) for side in rates}
    whole = materials.numbers.whole
    return {
        "word": name,
        "a": rates["A"],
        "b": rates["B"],
        "shown_a": shown["A"],
        "shown_b": shown["B"],
        "description": materials.words(
            "mark_word", word=name, a=shown["A"], b=shown["B"], n=whole(n), interviews=whole(interviews)
        ),
        "href": href,
    }


def _row(
    materials: Materials,
    spoken: Spoken,
    here: pl.DataFrame,
    heads: Sequence[str | Cell],
    n: int,
    interviews: int,
) -> tuple[str | Cell, ...]:
    """A row of the table: occurrences, rates by side, by side and wave, interviews."""
    whole = materials.numbers.whole
    rates = [rate(materials, side_rate(here, spoken, side, scope)) for side, scope in spoken.columns]
    return (*heads, whole(n), *rates, whole(interviews))


def _table(
    materials: Materials,
    spoken: Spoken,
    caption: str,
    heads: Sequence[str],
    rows: Sequence[tuple[str | Cell, ...]],
) -> Table:
    words = materials.words
    rates = [
        Column(
            words(RATE_HEADS[side])
            if scope == ALL_WAVES
            else words("head_rate_wave", side=side, wave=materials.names.wave(scope)),
            numeric=True,
        )
        for side, scope in spoken.columns
    ]
    columns = (
        *(Column(words(code)) for code in heads),
        Column(words("head_occurrences"), numeric=True),
        *rates,
        Column(words("head_interviews"), numeric=True),
    )
    return Table(words(caption), columns, tuple(rows))
