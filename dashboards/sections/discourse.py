"""Classes of discourse: tree, profiles, typical segments, shares by side."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboards.charts.class_sides import draw_class_sides
from dashboards.charts.dendrogram import draw_dendrogram
from dashboards.contexts.classes import ClassContext, ClassesContext
from dashboards.contexts.parts import Figure, Quote, Table
from dashboards.materials import Materials

DRAWN_WORDS = 12
PROFILE = 15
TYPICAL = 3


def build_discourse(materials: Materials) -> ClassesContext:
    """The classification."""
    words, numbers = materials.words, materials.numbers
    classes = materials.published.read("classes")
    if classes.is_empty():
        return ClassesContext(words("empty_classes"), "", "", (), None, ())
    placed = materials.published.read("segment_classes")
    classified = placed.filter(pl.col("class") > 0).height
    intro = words(
        "classes_intro",
        classes=numbers.whole(classes.height),
        classified=numbers.whole(classified),
        segments=numbers.whole(placed.height),
        share=numbers.percent(classified / placed.height if placed.height else None),
    )
    profiles = materials.published.read("class_profiles").filter(pl.col("chi2") > 0)
    ranked = profiles.sort(["class", "chi2", "lemma", "pos"], descending=[False, True, False, False])
    figures = [_tree(materials, classes, ranked), *_shares(materials, classes)]
    left_out = _left_out(materials, placed)
    return ClassesContext(
        "", intro, left_out, tuple(figures), _variables(materials), tuple(_each(materials, classes, ranked))
    )


def _left_out(materials: Materials, placed: pl.DataFrame) -> str:
    reasons = (
        placed.filter(pl.col("class") == 0)["reason"].value_counts().sort(["count", "reason"], descending=[True, False])
    )
    told = [
        f"{materials.words.of('reason', reason)} ({materials.numbers.whole(n)})" for reason, n in reasons.iter_rows()
    ]
    return materials.words("classes_left_out", reasons=", ".join(told)) if told else ""


def class_words(ranked: pl.DataFrame, number: int, most: int) -> list[str]:
    """The most characteristic lemmas of a class, from profiles in order; a lemma stands once."""
    lemmas = ranked.filter(pl.col("class") == number)["lemma"].to_list()
    return list(dict.fromkeys(lemmas))[:most]


def _tree(materials: Materials, classes: pl.DataFrame, ranked: pl.DataFrame) -> Figure:
    words, numbers = materials.words, materials.numbers
    rows = [
        {
            "class": row["class"],
            "node": row["node"],
            "name": words("class_name", n=row["class"]),
            "shown": numbers.percent(row["share"], digits=1),
            "description": words(
                "mark_class",
                n=row["class"],
                segments=numbers.whole(row["n_segments"]),
                share=numbers.percent(row["share"], digits=1),
            ),
        }
        for row in classes.to_dicts()
    ]
    listed = [
        {"class": number, "rank": rank, "word": word}
        for number in classes["class"]
        for rank, word in enumerate(class_words(ranked, number, DRAWN_WORDS))
    ]
    chart = draw_dendrogram(
        materials.published.read("class_splits"),
        pl.DataFrame(rows),
        pl.DataFrame(listed, schema={"class": pl.Int32, "rank": pl.Int64, "word": pl.String}),
        rest=words("class_rest"),
    )
    return materials.figure(
        "dendrogram",
        chart,
        _sizes(materials, classes),
        title=words("title_dendrogram"),
        reading=words("reading_dendrogram"),
    )


def _sizes(materials: Materials, classes: pl.DataFrame) -> Table:
    words, numbers = materials.words, materials.numbers
    rows = [
        (
            words("class_name", n=row["class"]),
            numbers.whole(row["n_segments"]),
            numbers.percent(row["share"], digits=1),
            numbers.whole(row["n_interviews"]),
            numbers.percent(row["largest_interview_share"]),
        )
        for row in classes.to_dicts()
    ]
    heads = ("head_class", "head_segments", "head_share_classified", "head_interviews", "head_largest_share")
    return materials.table("caption_classes", heads, rows, numeric_from=1)


def _shares(materials: Materials, classes: pl.DataFrame) -> list[Figure]:
    words, numbers = materials.words, materials.numbers
    roles = (
        materials.published.read("class_roles")
        .group_by("class", "side")
        .agg(pl.col("n_segments").sum(), pl.col("n_interviews").sum())
    )
    if roles.is_empty():
        return []
    totals = dict(roles.group_by("side").agg(pl.col("n_segments").sum()).iter_rows())
    found = {(row["class"], row["side"]): row for row in roles.to_dicts()}
    rows, listed = [], []
    for number in classes["class"]:
        for side in ("A", "B"):
            row = found.get((number, side), {"n_segments": 0, "n_interviews": 0})
            share = row["n_segments"] / totals[side] if side in totals else 0.0
            name, shown = words("class_name", n=number), numbers.percent(share, digits=1)
            facts = {"segments": numbers.whole(row["n_segments"]), "interviews": numbers.whole(row["n_interviews"])}
            said = words("mark_class_side", name=name, side=materials.names.side(side), share=shown, **facts)
            rows.append({"name": name, "side": side, "share": share, "shown": f"{side} {shown}", "description": said})
            listed.append((name, materials.names.side(side), facts["segments"], shown, facts["interviews"]))
    heads = ("head_class", "head_side", "head_segments", "head_share_side", "head_interviews")
    table = materials.table("caption_class_sides", heads, listed, numeric_from=2)
    figure = materials.figure(
        "class-sides",
        draw_class_sides(pl.DataFrame(rows)),
        table,
        title=words("title_class_sides"),
        reading=words("reading_class_sides"),
        legend=materials.sides_legend(),
    )
    return [figure]


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


def _each(materials: Materials, classes: pl.DataFrame, ranked: pl.DataFrame) -> list[ClassContext]:
    words, numbers = materials.words, materials.numbers
    typical = materials.published.read("typical_segments").filter(pl.col("rank") <= TYPICAL)
    spoken = materials.published.segments(typical) if typical.height else typical
    return [
        ClassContext(
            anchor=f"class-{row['class']}",
            title=words(
                "class_title",
                n=row["class"],
                share=numbers.percent(row["share"], digits=1),
                words=", ".join(class_words(ranked, row["class"], 4)),
            ),
            spread=words(
                "class_spread",
                segments=numbers.whole(row["n_segments"]),
                interviews=numbers.whole(row["n_interviews"]),
                largest=numbers.percent(row["largest_interview_share"]),
            ),
            profile=_profile(materials, ranked, row),
            quotes=_typical(materials, spoken.filter(pl.col("class") == row["class"])),
        )
        for row in classes.to_dicts()
    ]


def _profile(materials: Materials, ranked: pl.DataFrame, row: Mapping[str, int]) -> Table:
    words, numbers = materials.words, materials.numbers
    rows = [
        (
            form["lemma"],
            words.of("pos", form["pos"]),
            numbers.ratio(form["n_segments_in_class"], form["n_segments_with_form"]),
            numbers.percent(form["share"]),
            numbers.decimal(form["chi2"], digits=2, signed=True),
            numbers.whole(form["n_interviews"]),
        )
        for form in ranked.filter(pl.col("class") == row["class"]).head(PROFILE).to_dicts()
    ]
    heads = ("head_lemma", "head_pos", "head_segments_of", "head_share_form", "head_chi2", "head_interviews")
    return materials.table("caption_profile", heads, rows, numeric_from=2)


def _typical(materials: Materials, spoken: pl.DataFrame) -> tuple[Quote, ...]:
    if spoken.is_empty():
        return ()
    notes = [
        materials.words("quote_chi2", chi2=materials.numbers.decimal(chi2, digits=1)) for chi2 in spoken["chi2_sum"]
    ]
    return materials.quotes(spoken, notes)
