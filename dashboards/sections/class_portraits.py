"""Each class: its size, who holds it, its words, its segments in their original words."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboards import addresses
from dashboards.class_names import class_key
from dashboards.contexts.classes import ClassContext
from dashboards.contexts.parts import Cell, Column, Link, Quote, Table
from dashboards.excerpts import with_cuts
from dashboards.materials import Materials
from dashboards.sections.class_speakers import Leaning, count_shares, name_scope, say_leaning, seen_waves

PROFILE = 14
AVOIDED = 10
TYPICAL = 5
FURTHER = 15
"""Rank of the last segment shown."""


def build_portraits(
    materials: Materials,
    classes: pl.DataFrame,
    ranked: pl.DataFrame,
    names: Mapping[int, str],
    leanings: Mapping[int, Leaning],
    placed: pl.DataFrame,
) -> tuple[ClassContext, ...]:
    """Class by class."""
    typical = materials.published.read("typical_segments").filter(pl.col("rank") <= FURTHER)
    spoken = with_cuts(materials.published, materials.published.segments(typical)) if typical.height else typical
    avoided = materials.published.read("class_profiles").filter(pl.col("chi2") < 0).sort("class", "chi2", "lemma")
    largest = _largest(materials, placed)
    shares = count_shares(materials)
    portraits = []
    for row in classes.to_dicts():
        number = row["class"]
        here = spoken.filter(pl.col("class") == number)
        quotes, more = (_quotes(materials, part) for part in (here.head(TYPICAL), here.slice(TYPICAL)))
        dependence, interview = _depends(materials, row, largest.get(number, ""))
        portraits.append(
            ClassContext(
                anchor=addresses.class_anchor(number),
                key=class_key(number),
                title=names[number],
                facts=_facts(materials, row),
                leaning=say_leaning(materials, leanings[number]) if number in leanings else "",
                dependence=dependence,
                largest=interview,
                shares=_shares(materials, number, shares),
                profile=_profile(materials, ranked.filter(pl.col("class") == number).head(PROFILE)),
                avoided=_avoided(materials, avoided.filter(pl.col("class") == number)),
                quotes=quotes,
                more=more,
                more_label=materials.words.count("more_segments", len(more), materials.numbers.whole(len(more))),
            )
        )
    return tuple(portraits)


def _facts(materials: Materials, row: Mapping[str, float]) -> str:
    numbers = materials.numbers
    return materials.words(
        "class_facts",
        share=numbers.percent(row["share"], digits=1),
        segments=numbers.whole(int(row["n_segments"])),
        interviews=numbers.whole(int(row["n_interviews"])),
        all=numbers.whole(materials.published.read("analysed_interviews").height),
    )


def _largest(materials: Materials, placed: pl.DataFrame) -> dict[int, str]:
    """Class → the interview that holds most of it, the first as listed where several do."""
    order = {interview: place for place, interview in enumerate(materials.interviews())}
    counted = placed.filter(pl.col("class") > 0).group_by("class", "interview_id").len().rows()
    ranked = sorted(counted, key=lambda row: (row[0], -row[2], order.get(row[1], len(order)), row[1]))
    found: dict[int, str] = {}
    for number, interview, _ in ranked:
        found.setdefault(number, interview)
    return found


def _depends(materials: Materials, row: Mapping[str, float], interview: str) -> tuple[str, Link]:
    """What the largest interview holds, and the way to it."""
    share = materials.numbers.percent(row["largest_interview_share"])
    known = interview in materials.names.interviews
    link = Link(materials.names.interview(interview), addresses.of_turn(interview)) if known else Link("", "")
    return materials.words("class_dependence", share=share), link


def _shares(
    materials: Materials, number: int, shares: Mapping[tuple[int, str, str], tuple[int, int, float]]
) -> Table | None:
    """Side by wave; nothing in a study of one wave."""
    scopes = seen_waves(materials, shares)
    if len(scopes) < 2:
        return None
    words, numbers = materials.words, materials.numbers
    rows = []
    for side in ("A", "B"):
        cells = []
        for scope in scopes:
            n, total, share = shares.get((number, side, scope), (0, 0, None))
            cells.append(
                words(
                    "share_of_segments",
                    share=numbers.percent(share, digits=1),
                    segments=numbers.ratio(n, total),
                )
            )
        rows.append((f"{side} · {materials.names.side(side)}", *cells))
    columns = (
        Column(words("head_side")),
        *(Column(name_scope(materials, scope), numeric=True) for scope in scopes),
    )
    return Table(words("caption_class_shares"), columns, tuple(rows))


def _profile(materials: Materials, forms: pl.DataFrame) -> Table:
    words, numbers = materials.words, materials.numbers
    rows = [
        (
            Cell(
                row["lemma"],
                materials.word_link(row["lemma"], row["pos"]),
                label=words("word_in_lines", word=row["lemma"], pos=words.of("pos", row["pos"])),
            ),
            numbers.decimal(row["chi2"]),
            numbers.ratio(row["n_segments_in_class"], row["n_segments_with_form"]),
            numbers.whole(row["n_interviews"]),
        )
        for row in forms.to_dicts()
    ]
    heads = ("head_form", "head_chi2_plain", "head_segments_of", "head_interviews")
    return materials.table("caption_profile", heads, rows, numeric_from=1)


def _avoided(materials: Materials, forms: pl.DataFrame) -> str:
    lemmas = list(dict.fromkeys(forms["lemma"]))[:AVOIDED]
    return materials.words("class_avoided", words=", ".join(lemmas)) if lemmas else ""


def _quotes(materials: Materials, spoken: pl.DataFrame) -> tuple[Quote, ...]:
    if spoken.is_empty():
        return ()
    notes = [materials.words("quote_chi2", chi2=materials.numbers.decimal(chi2)) for chi2 in spoken["chi2_sum"]]
    return materials.quotes(spoken, notes)
