"""The two sides face to face: what parts them, indicator pairs, confounders, words, quotes by theme."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.addresses import page
from dashboards.contexts.mirror import MirrorContext, ThemeQuotes
from dashboards.contexts.parts import Link, Mention, Quote, Statement, Table
from dashboards.excerpts import with_cuts
from dashboards.materials import Materials
from dashboards.sections.confounding import build_attributes, build_confounders, read_confounding, say_even
from dashboards.sections.contested import tell_contested
from dashboards.sections.lexical_mirror import build_lexical_mirror
from dashboards.sections.mirror_brief import brief_pairs, brief_words
from dashboards.sections.mirror_readings import build_readings
from dashboards.sections.pairs import (
    Codebook,
    draw_pairs,
    list_one_sided,
    list_pairs,
    main_scope,
    read_codebook,
    scope_name,
)


def build_mirror(materials: Materials) -> MirrorContext:
    """Everything that compares the two sides."""
    words = materials.words
    codebook = read_codebook(materials)
    contrasts = materials.published.read("indicator_contrasts")
    main = main_scope(materials, list(contrasts["scope"].unique()))
    pairs = contrasts.filter(pl.col("scope") == main)
    figures = tuple(draw_pairs(materials, codebook, pairs, relation) for relation in ("same", "mirrored"))
    drawn = tuple(figure for figure in figures if figure is not None)
    readings = build_readings(materials, codebook, pairs)
    lexicon = build_lexical_mirror(materials)
    confounding = read_confounding(materials)
    quotes = _themes(materials)
    return MirrorContext(
        brief=tuple(_brief(materials, codebook, pairs, confounding.strong)),
        no_indicators="" if drawn else words("empty_indicators"),
        pairs=drawn,
        readings=readings,
        tables=tuple(_tables(materials, codebook, contrasts, main)),
        confounders=build_confounders(materials),
        attributes=build_attributes(materials),
        warnings=(*confounding.strong, *confounding.mild),
        even=say_even(materials, confounding),
        no_lexicon="" if lexicon else words("empty_lexicon"),
        lexicon=lexicon,
        no_quotes="" if quotes else words("empty_quotes"),
        quotes=quotes,
    )


def _brief(
    materials: Materials, codebook: Codebook, pairs: pl.DataFrame, warnings: tuple[str, ...]
) -> Iterator[Statement]:
    """Pairs, words, then what cannot be told from the side."""
    said = [*brief_pairs(materials, codebook, pairs), *brief_words(materials)]
    yield from said
    if pairs.height and (doubtful := tell_contested(materials, codebook.contested)):
        yield Statement(doubtful, (Mention("", (Link(materials.words("see_coders"), page("grid", "coders")),)),))
    if said and warnings:
        yield Statement(materials.words("brief_confounded"), tuple(Mention(warning, ()) for warning in warnings))


def _tables(materials: Materials, codebook: Codebook, contrasts: pl.DataFrame, main: str) -> Iterator[Table]:
    """Pairs of the single waves, and what one side only was asked."""
    for scope in [wave for wave in materials.names.waves if wave != main]:
        compared = contrasts.filter(pl.col("scope") == scope).drop_nulls("difference")
        if compared.height:
            yield list_pairs(materials, codebook, compared, "caption_wave_pairs", scope=scope_name(materials, scope))
    alone = list_one_sided(materials, codebook, contrasts.filter(pl.col("scope") == main))
    if alone is not None:
        yield alone


def _themes(materials: Materials) -> tuple[ThemeQuotes, ...]:
    chosen = materials.published.read("mirror_quotes")
    if chosen.is_empty():
        return ()
    spoken = with_cuts(materials.published, materials.published.segments(chosen)).sort("theme", "side", "rank")
    return tuple(
        ThemeQuotes(
            title=materials.names.theme(theme),
            sides=tuple(
                (
                    side,
                    materials.names.side(side),
                    _quotes(materials, spoken.filter((pl.col("theme") == theme) & (pl.col("side") == side))),
                )
                for side in ("A", "B")
            ),
            silence=materials.words("silence"),
        )
        for theme in materials.names.themes
    )


def _quotes(materials: Materials, spoken: pl.DataFrame) -> tuple[Quote, ...]:
    return materials.quotes(spoken, [materials.words.of("why", why) for why in spoken["why"]])
