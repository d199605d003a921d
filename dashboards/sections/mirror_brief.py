"""Where the two sides meet, where they part, and how sure it is, in sentences."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.contexts.parts import Link, Mention, Statement
from dashboards.extremes import least, most_count
from dashboards.materials import Materials
from dashboards.sections.pairs import Codebook, main_scope, mention_pair, said_verdict, scope_name

NAMED = 6
"""Pairs or words that a sentence names."""
MOST = 2 / 3
"""Share from which a side is said to bear an indicator for the most part."""


def brief_pairs(materials: Materials, codebook: Codebook, contrasts: pl.DataFrame) -> Iterator[Statement]:
    """Sentences about the pairs of the main scope."""
    compared = contrasts.drop_nulls("difference")
    if compared.is_empty():
        return
    rows = compared.sort([pl.col("p"), -pl.col("difference").abs(), pl.col("pair")]).to_dicts()
    by_verdict: dict[str, list[dict[str, object]]] = {}
    for row in rows:
        by_verdict.setdefault(said_verdict(materials, row), []).append(row)
    yield _compared(materials, compared)
    yield _established(materials, codebook, by_verdict.get("difference", []), compared)
    yield from _uncorrected(materials, codebook, by_verdict.get("uncorrected", []), len(rows))
    yield from _meeting(materials, codebook, compared)
    whole, count = materials.numbers.whole, materials.words.count
    for verdict, code in (("no_difference_shown", "brief_not_shown"), ("cannot_tell", "brief_cannot_tell")):
        found = by_verdict.get(verdict, [])
        if found:
            yield Statement(count(code, len(found), whole(len(found)), alpha=_alpha(materials)))
    yield _floor(materials, compared)


def brief_words(materials: Materials) -> Iterator[Statement]:
    """A sentence about the words that part the sides."""
    contrasts = materials.published.read("lexical_contrasts")
    scope = main_scope(materials, list(contrasts["scope"].unique()))
    forms = contrasts.filter(pl.col("scope") == scope).sort("p", "q", "lemma", "pos")
    if forms.is_empty():
        return
    apart = forms.filter(pl.col("q") <= materials.alpha)
    numbers, words = materials.numbers, materials.words
    facts = {"total": numbers.whole(forms.height), "alpha": _alpha(materials)}
    if apart.is_empty():
        yield Statement(words("brief_words_none", q=numbers.probability(least(forms["q"])), **facts))
        return
    named = tuple(
        Mention(
            "",
            (Link(row["lemma"], materials.word_link(row["lemma"], row["pos"])), Link(_users(materials, row), "")),
        )
        for row in apart.head(NAMED).to_dicts()
    )
    yield Statement(words.count("brief_words", apart.height, numbers.whole(apart.height), **facts), named)


def _users(materials: Materials, row: dict[str, int]) -> str:
    ratio = materials.numbers.ratio
    return f"A {ratio(row['participants_a'], row['n_a'])} · B {ratio(row['participants_b'], row['n_b'])}"


def _alpha(materials: Materials) -> str:
    return materials.numbers.decimal(materials.alpha, digits=2)


def _compared(materials: Materials, compared: pl.DataFrame) -> Statement:
    whole, names = materials.numbers.whole, materials.names
    facts = {
        "n_a": whole(most_count(compared["asked_a"])),
        "n_b": whole(most_count(compared["asked_b"])),
        "a": names.side("A"),
        "b": names.side("B"),
        "scope": scope_name(materials, compared["scope"][0]),
        "mirrored": whole(compared.filter(pl.col("relation") == "mirrored").height),
    }
    return Statement(materials.words.count("brief_compared", compared.height, whole(compared.height), **facts))


def _established(
    materials: Materials, codebook: Codebook, rows: list[dict[str, object]], compared: pl.DataFrame
) -> Statement:
    whole, total = materials.numbers.whole, compared.height
    if not rows:
        q = materials.numbers.probability(least(compared["q_holm"]))
        return Statement(materials.words.count("brief_none", total, whole(total), q=q, alpha=_alpha(materials)))
    text = materials.words.count("brief_established", len(rows), whole(len(rows)), total=whole(total))
    return Statement(text, _named(materials, codebook, rows))


def _uncorrected(
    materials: Materials, codebook: Codebook, rows: list[dict[str, object]], total: int
) -> Iterator[Statement]:
    numbers = materials.numbers
    if rows:
        text = materials.words.count(
            "brief_uncorrected",
            len(rows),
            numbers.whole(len(rows)),
            alpha=_alpha(materials),
            total=numbers.whole(total),
            chance=numbers.decimal(total * materials.alpha),
        )
        yield Statement(text, _named(materials, codebook, rows))


def _meeting(materials: Materials, codebook: Codebook, compared: pl.DataFrame) -> Iterator[Statement]:
    """Pairs that most of both sides bear; how far apart the sides may be all the same."""
    least = pl.min_horizontal(pl.col("present_a") / pl.col("asked_a"), pl.col("present_b") / pl.col("asked_b"))
    shared = compared.with_columns(least=least).filter(pl.col("least") > MOST - 1e-9)
    rows = shared.sort("least", "pair", descending=[True, False]).to_dicts()
    if rows:
        numbers, first = materials.numbers, rows[0]
        text = materials.words.count(
            "brief_meeting",
            len(rows),
            numbers.whole(len(rows)),
            a=numbers.ratio(first["present_a"], first["asked_a"]),
            b=numbers.ratio(first["present_b"], first["asked_b"]),
            interval=numbers.interval(first["low"], first["high"]),
        )
        yield Statement(text, _named(materials, codebook, rows))


def _floor(materials: Materials, compared: pl.DataFrame) -> Statement:
    """The least p of these numbers, alone and after the correction."""
    numbers = materials.numbers
    best = compared.sort("design_floor", "pair").row(0, named=True)
    floor = float(best["design_floor"])
    corrected = min(1.0, floor * compared.height)
    facts = {
        "n_a": numbers.whole(best["asked_a"]),
        "n_b": numbers.whole(best["asked_b"]),
        "floor": numbers.floor(floor),
        "corrected": numbers.floor(corrected),
        "total": numbers.whole(compared.height),
        "alpha": _alpha(materials),
    }
    if floor > materials.alpha:
        return Statement(materials.words("brief_floor_no_test", **facts))
    code = "brief_floor_lost" if corrected > materials.alpha else "brief_floor_holds"
    return Statement(materials.words(code, **facts))


def _named(materials: Materials, codebook: Codebook, rows: list[dict[str, object]]) -> tuple[Mention, ...]:
    named = [mention_pair(materials, codebook, row) for row in rows[:NAMED]]
    if len(rows) > NAMED:
        more = len(rows) - NAMED
        named.append(Mention(materials.words.count("and_more", more, materials.numbers.whole(more)), ()))
    return tuple(named)
