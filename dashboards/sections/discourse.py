"""Classes of discourse: tree, names, who speaks of what, words and segments of each."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboards import addresses
from dashboards.charts.dendrogram import draw_dendrogram
from dashboards.class_names import NAMED_BY, class_key, name_classes, rank_profiles
from dashboards.contexts.classes import ClassEntry, ClassesContext
from dashboards.contexts.parts import Cell, Figure, Link, Table
from dashboards.materials import Materials
from dashboards.sections.class_interviews import draw_interviews
from dashboards.sections.class_portraits import build_portraits
from dashboards.sections.class_speakers import Leaning, draw_sides, measure_leanings, say_leaning, say_leanings

DRAWN_WORDS = 14


def build_discourse(materials: Materials) -> ClassesContext:
    """The classification."""
    words = materials.words
    classes = materials.published.read("classes")
    if classes.is_empty():
        return ClassesContext(words("empty_classes"), "", "", None, (), "", "", (), None, ())
    placed = materials.published.read("segment_classes")
    ranked = rank_profiles(materials.published)
    names = name_classes(materials, ranked)
    leanings = measure_leanings(materials)
    return ClassesContext(
        empty="",
        intro=_intro(materials, classes, placed),
        unclassified=_left_out(materials, placed),
        tree=_tree(materials, classes, ranked, names),
        entries=tuple(_entry(materials, row, names, leanings) for row in classes.to_dicts()),
        naming=words("classes_naming"),
        leanings=say_leanings(materials, leanings),
        speakers=(*draw_sides(materials, names), *draw_interviews(materials, names, placed)),
        variables=_variables(materials),
        classes=build_portraits(materials, classes, ranked, names, leanings, placed),
    )


def _intro(materials: Materials, classes: pl.DataFrame, placed: pl.DataFrame) -> str:
    whole = materials.numbers.whole
    classified = placed.filter(pl.col("class") > 0).height
    return materials.words(
        "classes_intro",
        classes=whole(classes.height),
        classified=whole(classified),
        segments=whole(placed.height),
        share=materials.numbers.percent(classified / placed.height if placed.height else None),
    )


def _left_out(materials: Materials, placed: pl.DataFrame) -> str:
    reasons = (
        placed.filter(pl.col("class") == 0)["reason"].value_counts().sort(["count", "reason"], descending=[True, False])
    )
    told = [
        f"{materials.words.of('reason', reason)} ({materials.numbers.whole(n)})" for reason, n in reasons.iter_rows()
    ]
    return materials.words("classes_left_out", reasons=", ".join(told)) if told else ""


def _entry(
    materials: Materials, row: Mapping[str, float], names: Mapping[int, str], leanings: Mapping[int, Leaning]
) -> ClassEntry:
    number = int(row["class"])
    return ClassEntry(
        link=Link(names[number], addresses.of_class(number)),
        key=class_key(number),
        share=materials.words("class_share", share=materials.numbers.percent(row["share"], digits=1)),
        leaning=say_leaning(materials, leanings[number]) if number in leanings else "",
    )


def _tree(materials: Materials, classes: pl.DataFrame, ranked: pl.DataFrame, names: Mapping[int, str]) -> Figure:
    words, numbers = materials.words, materials.numbers
    rows = [
        {
            "class": row["class"],
            "node": row["node"],
            "name": words("class_name", n=row["class"]),
            "shown": numbers.percent(row["share"], digits=1),
            "description": words(
                "mark_class",
                name=names[row["class"]],
                segments=numbers.whole(row["n_segments"]),
                share=numbers.percent(row["share"], digits=1),
            ),
            "href": addresses.of_class(row["class"]),
        }
        for row in classes.to_dicts()
    ]
    chart = draw_dendrogram(
        materials.published.read("class_splits"),
        pl.DataFrame(rows),
        _drawn_words(materials, ranked),
        rest=words("class_rest"),
    )
    return materials.figure(
        "dendrogram",
        chart,
        _sizes(materials, classes, names),
        title=words("title_dendrogram"),
        reading=words("reading_dendrogram"),
    )


def _drawn_words(materials: Materials, ranked: pl.DataFrame) -> pl.DataFrame:
    """Words under the boxes; a lemma stands once a class, as its strongest part of speech."""
    first = ranked.unique(["class", "lemma"], keep="first", maintain_order=True)
    drawn = first.with_columns(rank=pl.int_range(pl.len()).over("class")).filter(pl.col("rank") < DRAWN_WORDS)
    rows = [
        {
            "class": row["class"],
            "rank": row["rank"],
            "word": row["lemma"],
            "chi2": row["chi2"],
            "naming": row["rank"] < NAMED_BY,
            "description": materials.words(
                "mark_class_word",
                word=row["lemma"],
                chi2=materials.numbers.decimal(row["chi2"]),
                here=materials.numbers.whole(row["n_segments_in_class"]),
                all=materials.numbers.whole(row["n_segments_with_form"]),
            ),
            "href": materials.word_link(row["lemma"], row["pos"]),
        }
        for row in drawn.to_dicts()
    ]
    columns = {"class": pl.Int32, "rank": pl.Int64, "word": pl.String, "chi2": pl.Float64, "naming": pl.Boolean}
    return pl.DataFrame(rows, schema={**columns, "description": pl.String, "href": pl.String})


def _sizes(materials: Materials, classes: pl.DataFrame, names: Mapping[int, str]) -> Table:
    numbers = materials.numbers
    rows = [
        (
            Cell(names[row["class"]], addresses.of_class(row["class"])),
            numbers.whole(row["n_segments"]),
            numbers.percent(row["share"], digits=1),
            numbers.whole(row["n_interviews"]),
            numbers.percent(row["largest_interview_share"]),
        )
        for row in classes.to_dicts()
    ]
    heads = ("head_class", "head_segments", "head_share_classified", "head_interviews", "head_largest_share")
    return materials.table("caption_classes", heads, rows, numeric_from=1)


def _variables(materials: Materials) -> Table | None:
    variables = materials.published.read("class_variables")
    if variables.is_empty():
        return None
    words, numbers, names = materials.words, materials.numbers, materials.names
    called = {"role": names.group, "wave": names.wave, "modality": names.modality}
    rows = [
        (
            words("class_name", n=row["class"]),
            words.of("variable", row["variable"]),
            called.get(row["variable"], str)(row["modality"]) or words("not_told"),
            numbers.ratio(row["n_segments_in_class"], row["n_segments_with_value"]),
            numbers.percent(row["n_segments_in_class"] / max(1, row["n_segments_with_value"])),
            numbers.decimal(row["chi2"], digits=2, signed=True),
        )
        for row in variables.to_dicts()
    ]
    heads = ("head_class", "head_variable", "head_value", "head_segments_of", "head_share_value", "head_chi2")
    return materials.table("caption_class_variables", heads, rows, numeric_from=3)
