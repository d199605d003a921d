"""The classes of discourse in a few words each: how large, whose."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from dashboards.addresses import of_class
from dashboards.class_names import class_words, rank_profiles
from dashboards.contexts.overview import SideShare, World
from dashboards.contexts.parts import Link, Table
from dashboards.materials import Materials
from dashboards.sections.reading import plain_name

WORDS = 8
ALIKE, LEAST_GAP = 1.25, 0.02
"""Shares of the two sides whose ratio, or difference, is smaller are called about the same."""
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
    shares = _shares(materials)
    return tuple(_world(materials, ranked, shares, row) for row in materials.published.read("classes").to_dicts())


def _world(
    materials: Materials,
    ranked: pl.DataFrame,
    shares: Mapping[tuple[int, str], float],
    row: Mapping[str, Any],
) -> World:
    number, percent = row["class"], materials.numbers.percent
    poses = dict(
        ranked.filter(pl.col("class") == number).select("lemma", "pos").unique("lemma", keep="first").iter_rows()
    )
    return World(
        name=Link(materials.words("class_name", n=number), of_class(number)),
        share=percent(row["share"]),
        width=_width(row["share"]),
        words=tuple(Link(word, materials.word_link(word, poses[word])) for word in class_words(ranked, number, WORDS)),
        sides=tuple(
            SideShare(letter, percent(shares[number, letter]), _width(shares[number, letter]))
            for letter in ("A", "B")
            if (number, letter) in shares
        ),
        said=tuple(_said(materials, shares, row)),
    )


def _said(materials: Materials, shares: Mapping[tuple[int, str], float], row: Mapping[str, Any]) -> Iterator[str]:
    words, numbers, number = materials.words, materials.numbers, row["class"]
    if (number, "A") in shares and (number, "B") in shares:
        by_size = sorted(("A", "B"), key=lambda letter: shares[number, letter], reverse=True)
        most, least = (shares[number, letter] for letter in by_size)
        if most < ALIKE * least or most - least < LEAST_GAP:
            yield words("world_alike")
        else:
            more, less = (plain_name(materials.names.side(letter)) for letter in by_size)
            yield words("world_more", more=more, less=less)
    total = materials.published.read("analysed_interviews").height
    yield words("world_spread", n=numbers.whole(row["n_interviews"]), total=numbers.whole(total))
    if row["largest_interview_share"] >= HELD_BY_ONE:
        yield words("world_held", share=numbers.percent(row["largest_interview_share"]))


def list_shares(materials: Materials) -> Table:
    """Classes as numbers."""
    words, numbers = materials.words, materials.numbers
    shares = _shares(materials)
    rows = [
        (
            words("class_name", n=row["class"]),
            numbers.whole(row["n_segments"]),
            numbers.percent(row["share"], digits=1),
            *(numbers.percent(shares.get((row["class"], letter)), digits=1) for letter in ("A", "B")),
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


def _shares(materials: Materials) -> dict[tuple[int, str], float]:
    """Class and side → share of the side's classified segments; sides without any are left out."""
    counts = materials.published.read("class_roles").group_by("class", "side").agg(n=pl.col("n_segments").sum())
    totals = dict(counts.group_by("side").agg(pl.col("n").sum()).filter(pl.col("n") > 0).iter_rows())
    found = {(row["class"], row["side"]): row["n"] for row in counts.to_dicts()}
    classes = materials.published.read("classes")["class"].to_list()
    return {
        (number, side): found.get((number, side), 0) / total for number in classes for side, total in totals.items()
    }


def _width(share: float) -> str:
    return f"{100 * share:.1f}%"
