"""The classes of discourse in a few words each: how large, whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from dashboards.addresses import of_class
from dashboards.class_names import class_words, name_classes, rank_profiles
from dashboards.contexts.overview import SideShare, World
from dashboards.contexts.parts import Link, Table
from dashboards.materials import Materials
from dashboards.sections.class_speakers import Leaning, measure_leanings, say_leaning

WORDS = 8
HELD_BY_ONE = 0.3
"""Share of a class held by one interview from which it is said."""


def tell_worlds(materials: Materials) -> str:
    """How many classes there are, and how much of what was said stands in them."""
    words, numbers = materials.words, materials.numbers
    classes = materials.published.read("classes")
    placed = materials.published.read("segment_classes")
    classified = placed.filter(pl.col("class") > 0).height
    return words.count(
        "worlds_intro",
        classes.height,
        numbers.whole(classes.height),
        share=numbers.percent(classified / placed.height if placed.height else None),
    )


def list_worlds(materials: Materials) -> tuple[World, ...]:
    """Every class, as numbered."""
    ranked = rank_profiles(materials.published)
    names, leanings = name_classes(materials, ranked), measure_leanings(materials)
    return tuple(
        _world(materials, ranked, names[row["class"]], leanings.get(row["class"]), row)
        for row in materials.published.read("classes").to_dicts()
    )


def _world(
    materials: Materials,
    ranked: pl.DataFrame,
    name: str,
    leaning: Leaning | None,
    row: Mapping[str, Any],
) -> World:
    number, percent = row["class"], materials.numbers.percent
    poses = dict(
        ranked.filter(pl.col("class") == number).select("lemma", "pos").unique("lemma", keep="first").iter_rows()
    )
    return World(
        name=Link(name, of_class(number)),
        share=percent(row["share"]),
        width=_width(row["share"]),
        words=tuple(Link(word, materials.word_link(word, poses[word])) for word in class_words(ranked, number, WORDS)),
        sides=tuple(
            SideShare(letter, percent(share), _width(share))
            for letter, share in ((("A", leaning.share_a), ("B", leaning.share_b)) if leaning else ())
        ),
        said=tuple(_said(materials, leaning, row)),
    )


def _said(materials: Materials, leaning: Leaning | None, row: Mapping[str, Any]) -> Iterator[str]:
    words, numbers = materials.words, materials.numbers
    if leaning:
        yield say_leaning(materials, leaning)
    total = materials.published.read("analysed_interviews").height
    yield words("world_spread", n=numbers.whole(row["n_interviews"]), total=numbers.whole(total))
    if row["largest_interview_share"] >= HELD_BY_ONE:
        yield words("world_held", share=numbers.percent(row["largest_interview_share"]))


def list_shares(materials: Materials) -> Table:
    """Classes as numbers."""
    numbers = materials.numbers
    names, leanings = name_classes(materials, rank_profiles(materials.published)), measure_leanings(materials)
    rows = [
        (
            names[row["class"]],
            numbers.whole(row["n_segments"]),
            numbers.percent(row["share"], digits=1),
            *_shares(materials, leanings.get(row["class"])),
            numbers.whole(row["n_interviews"]),
            numbers.percent(row["largest_interview_share"]),
        )
        for row in materials.published.read("classes").to_dicts()
    ]
    heads = (
        *("head_class", "head_segments", "head_share_classified", "head_share_a", "head_share_b"),
        *("head_interviews", "head_largest_share"),
    )
    return materials.table("caption_worlds", heads, rows, numeric_from=1)


def _shares(materials: Materials, leaning: Leaning | None) -> tuple[str, str]:
    """Of A, of B; dashes where a side has no classified passage."""
    both = (leaning.share_a, leaning.share_b) if leaning else (None, None)
    return materials.numbers.percent(both[0], digits=1), materials.numbers.percent(both[1], digits=1)


def _width(share: float) -> str:
    return f"{100 * share:.1f}%"
