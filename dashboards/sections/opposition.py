"""Where the two sides part and where they meet: indicators furthest apart and nearest, words of one side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from dashboards.addresses import page
from dashboards.charts.person_rows import draw_person_rows
from dashboards.contexts.overview import Card, Said
from dashboards.contexts.parts import Figure, Link
from dashboards.materials import Materials
from dashboards.sections.contested import doubt, sign
from dashboards.sections.pairs import (
    Codebook,
    count_contested,
    explain_contested,
    list_pairs,
    main_scope,
    read_codebook,
    shown_verdict,
)
from dashboards.sections.reading import plain_name

SHOWN = 4
WORDS = 6
"""Words of a side that are named."""

NOTES = {
    "difference": "note_established",
    "uncorrected": "note_uncorrected",
    "no_difference_shown": "note_not_shown",
    "cannot_tell": "note_cannot_tell",
    "everyone": "verdict_everyone",
}


def compared_pairs(materials: Materials) -> pl.DataFrame:
    """Pairs asked of both sides, in the main scope: rows of ``indicator_contrasts`` with ``size`` (of the gap)."""
    contrasts = materials.published.read("indicator_contrasts")
    scope = main_scope(materials, contrasts["scope"].unique().to_list())
    return (
        contrasts.filter(pl.col("scope") == scope)
        .drop_nulls("difference")
        .with_columns(size=pl.col("difference").abs(), borne=pl.col("present_a") + pl.col("present_b"))
    )


def draw_apart(materials: Materials, pairs: pl.DataFrame) -> Figure | None:
    """The largest gaps."""
    ranked = pairs.filter(pl.col("size") > 0).sort(["size", "p", "pair"], descending=[True, False, False])
    return _figure(materials, "apart", ranked.head(SHOWN), ("title_apart", "reading_apart"))


def draw_alike(materials: Materials, pairs: pl.DataFrame) -> Figure | None:
    """The smallest gaps; what nobody bears is no meeting, what stands among the furthest is none either."""
    far = pairs.sort(["size", "p", "pair"], descending=[True, False, False]).head(SHOWN)["pair"]
    others = pairs.filter((pl.col("borne") > 0) & ~pl.col("pair").is_in(far.to_list()))
    ranked = others.sort(["size", "borne", "pair"], descending=[False, True, False])
    return _figure(materials, "alike", ranked.head(SHOWN), ("title_alike", "reading_alike"))


def _figure(materials: Materials, name: str, ranked: pl.DataFrame, said: tuple[str, str]) -> Figure | None:
    if ranked.is_empty():
        return None
    codebook = read_codebook(materials)
    rows = [row for pair in ranked.to_dicts() for row in _rows(materials, codebook, pair)]
    return materials.figure(
        name,
        draw_person_rows(pl.DataFrame(rows)),
        list_pairs(materials, codebook, ranked.drop("size", "borne"), "caption_pairs_shown"),
        title=materials.words(said[0]),
        reading=explain_contested(materials, codebook, materials.words(said[1])),
    )


def _rows(materials: Materials, codebook: Codebook, pair: Mapping[str, Any]) -> Iterator[dict[str, object]]:
    words, numbers = materials.words, materials.numbers
    called, contested = codebook.called(pair["relation"]), count_contested(codebook, pair)
    labels = {side: called.get(pair[f"indicator_{side}"], pair[f"indicator_{side}"]) for side in "ab"}
    same = labels["a"] == labels["b"]
    verdict = shown_verdict(materials, pair)
    note = words(NOTES[verdict], p=numbers.probability(pair["p"])) if verdict in NOTES else ""
    for side, other in (("a", ""), ("b", note)):
        indicator, letter = pair[f"indicator_{side}"], side.upper()
        shown = numbers.ratio(pair[f"present_{side}"], pair[f"asked_{side}"])
        yield {
            "label": "" if same and side == "b" else labels[side],
            "side": letter,
            "present": pair[f"present_{side}"],
            "asked": pair[f"asked_{side}"],
            "shown": sign(materials, shown, contested[side]),
            "note": other,
            "description": words(
                "mark_row",
                side=materials.names.side(letter),
                label=codebook.full.get(indicator, indicator),
                share=doubt(materials, shown, contested[side]),
            ),
            "href": codebook.link("", indicator).href or page("mirror"),
        }


def tell_words(materials: Materials) -> Card | None:
    """Words that still part the sides once people are permuted and p corrected; else those that part them most."""
    words, whole = materials.words, materials.numbers.whole
    forms = compared_forms(materials)
    if forms.is_empty():
        return None
    held = forms.filter(pl.col("q") <= materials.alpha)
    facts = {"forms": whole(forms.height)}
    if held.height:
        said = [Said(words.count("words_held", held.height, whole(held.height), **facts))]
    else:
        said = [Said(words("words_none", **facts))]
    for letter in ("A", "B"):
        side = pl.col("difference") > 0 if letter == "A" else pl.col("difference") < 0
        rows = (held if held.height else forms).filter(side).head(WORDS)
        if rows.height:
            group = plain_name(materials.names.side(letter))
            links = tuple(_word(materials, row) for row in rows.to_dicts())
            said.append(Said(words("words_side" if held.height else "words_side_described", group=group), links))
    more = Link(words("more_mirror"), page("mirror"))
    return Card(words("card_words"), tuple(said), words("words_note"), more)


def compared_forms(materials: Materials) -> pl.DataFrame:
    """Forms compared in the main scope, the least p first; rows of ``lexical_contrasts``."""
    contrasts = materials.published.read("lexical_contrasts")
    scope = main_scope(materials, contrasts["scope"].unique().to_list())
    return (
        contrasts.filter(pl.col("scope") == scope)
        .with_columns(size=pl.col("difference").abs())
        .sort(["p", "size", "lemma", "pos"], descending=[False, True, False, False])
    )


def _word(materials: Materials, row: Mapping[str, Any]) -> Link:
    ratio = materials.numbers.ratio
    text = materials.words(
        "word_counts",
        word=row["lemma"],
        a=ratio(row["participants_a"], row["n_a"]),
        b=ratio(row["participants_b"], row["n_b"]),
    )
    return Link(text, materials.word_link(row["lemma"], row["pos"]))
