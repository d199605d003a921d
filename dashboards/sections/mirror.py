"""The two sides face to face: confounders, indicator pairs, quotes by theme."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboards.charts.indicator_differences import draw_indicator_differences
from dashboards.contexts.mirror import MirrorContext, ThemeQuotes
from dashboards.contexts.parts import Column, Figure, Quote, Table
from dashboards.materials import Materials
from dashboards.sections.lexical_mirror import build_lexical_mirror
from dashboards.study_names import ALL_WAVES

DRAWN = 20

ContrastRow = Mapping[str, str | int | float | None]


def build_mirror(materials: Materials) -> MirrorContext:
    """Everything that compares the two sides."""
    words = materials.words
    contrasts = materials.published.read("indicator_contrasts")
    lexicon = build_lexical_mirror(materials)
    quotes = _themes(materials)
    main = _main_scope(materials, contrasts)
    others = [scope for scope in contrasts["scope"].unique().sort() if scope != main]
    return MirrorContext(
        confounders=_confounders(materials),
        no_indicators="" if contrasts.height else words("empty_indicators"),
        indicators=_figures(materials, contrasts.filter(pl.col("scope") == main), main) if contrasts.height else (),
        scopes=tuple(_listed(materials, contrasts.filter(pl.col("scope") == scope), scope) for scope in others),
        no_lexicon="" if lexicon else words("empty_lexicon"),
        lexicon=lexicon,
        no_quotes="" if quotes else words("empty_quotes"),
        quotes=quotes,
    )


def scope_name(materials: Materials, scope: str) -> str:
    """What a scope is called."""
    return materials.words("scope_all") if scope == ALL_WAVES else materials.names.wave(scope)


def _main_scope(materials: Materials, contrasts: pl.DataFrame) -> str:
    scopes = set(contrasts["scope"])
    return ALL_WAVES if ALL_WAVES in scopes else next((wave for wave in materials.names.waves if wave in scopes), "")


def _confounders(materials: Materials) -> Table | None:
    counts = materials.published.read("confounders")
    if counts.is_empty():
        return None
    words, names, whole = materials.words, materials.names, materials.numbers.whole
    modalities = counts["modality"].unique().sort().to_list()
    found = {(row["side"], row["wave"], row["modality"]): row["n_participants"] for row in counts.to_dicts()}
    rows = tuple(
        (
            f"{side} · {names.side(side)}",
            names.wave(wave),
            *(whole(found.get((side, wave, modality), 0)) for modality in modalities),
        )
        for wave in names.waves
        for side in ("A", "B")
        if any((side, wave, modality) in found for modality in modalities)
    )
    columns = (
        Column(words("head_side")),
        Column(words("head_wave")),
        *(Column(names.modality(modality) if modality else words("not_told"), numeric=True) for modality in modalities),
    )
    return Table(words("caption_confounders"), columns, rows)


def _indicator_names(materials: Materials) -> dict[str, str]:
    indicators = materials.published.read("indicators")
    return {
        row["indicator"]: materials.words("indicator_name", observable=row["observable_label"], label=row["label"])
        for row in indicators.to_dicts()
    }


def pair_name(row: ContrastRow, called: Mapping[str, str], *, lines: bool = False) -> str:
    """What a pair is called: one name where both sides are asked the same, else both (in two ``lines``)."""
    a, b = (called.get(str(row[key]), str(row[key])) for key in ("indicator_a", "indicator_b"))
    if a == b or not b:
        return a
    if not a:
        return b
    return f"A · {a}\nB · {b}" if lines else f"{a} ⟷ {b}"


def said_verdict(materials: Materials, row: Mapping[str, str | float | None]) -> str:
    """The verdict of a pair; ``uncorrected`` where its difference does not outlive the correction."""
    verdict, corrected = str(row["verdict"]), row["q_holm"]
    if verdict == "difference" and corrected is not None and float(corrected) > materials.alpha:
        return "uncorrected"
    return verdict


def _figures(materials: Materials, contrasts: pl.DataFrame, scope: str) -> tuple[Figure, ...]:
    called = _indicator_names(materials)
    compared = contrasts.drop_nulls("difference").with_columns(size=pl.col("difference").abs())
    ranked = compared.sort(["size", "pair"], descending=[True, False]).head(DRAWN)
    if ranked.is_empty():
        return ()
    rows = [
        _row(materials, order, pair_name(row, called, lines=True), row)
        for order, row in enumerate(ranked.to_dicts(), start=1)
    ]
    words, names = materials.words, materials.names
    chart = draw_indicator_differences(
        pl.DataFrame(rows), axis_title=words("axis_points", a=names.side("A"), b=names.side("B"))
    )
    drawn = words(
        "reading_indicators", n=materials.numbers.whole(ranked.height), total=materials.numbers.whole(compared.height)
    )
    figure = materials.figure(
        "indicators",
        chart,
        _listed(materials, contrasts, scope),
        title=words("title_indicators", scope=scope_name(materials, scope)),
        reading=drawn,
        legend=materials.sides_legend(),
    )
    return (figure,)


def _row(materials: Materials, order: int, label: str, row: Mapping[str, float]) -> dict[str, object]:
    numbers, words, difference = materials.numbers, materials.words, row["difference"]
    facts = {
        "a": numbers.ratio(int(row["present_a"]), int(row["asked_a"])),
        "b": numbers.ratio(int(row["present_b"]), int(row["asked_b"])),
        "difference": numbers.points(difference),
        "interval": numbers.interval(row["low"], row["high"]),
        "p": numbers.probability(row["p"]),
        "floor": numbers.floor(row["margin_floor"]),
        "verdict": words(f"verdict_{said_verdict(materials, row)}"),
    }
    return {
        "place": order,
        "label": label,
        "difference": difference,
        "low": row["low"],
        "high": row["high"],
        "side": "A" if difference > 0 else "B" if difference < 0 else "=",
        "shown": words("mark_pair_short", **facts),
        "verdict": facts["verdict"],
        "description": words("mark_pair", label=label, **facts),
    }


def _listed(materials: Materials, contrasts: pl.DataFrame, scope: str) -> Table:
    numbers, words = materials.numbers, materials.words
    called = _indicator_names(materials)
    rows = tuple(
        (
            pair_name(row, called),
            words.of("relation", row["relation"]),
            numbers.ratio(row["present_a"], row["asked_a"]),
            numbers.ratio(row["present_b"], row["asked_b"]),
            numbers.points(row["difference"]),
            numbers.interval(row["low"], row["high"]),
            numbers.probability(row["p"]),
            numbers.floor(row["design_floor"]),
            numbers.floor(row["margin_floor"]),
            numbers.probability(row["q_holm"]),
            words(f"verdict_{said_verdict(materials, row)}"),
        )
        for row in contrasts.to_dicts()
    )
    heads = (
        *("head_pair", "head_relation", "head_bearers_a", "head_bearers_b", "head_difference", "head_interval"),
        *("head_p_fisher", "head_design_floor", "head_margin_floor", "head_q_holm", "head_verdict"),
    )
    table = materials.table("caption_indicators", heads, rows)
    columns = tuple(Column(column.label, numeric=2 <= place <= 9) for place, column in enumerate(table.columns))
    return Table(words("caption_indicators", scope=scope_name(materials, scope)), columns, rows)


def _themes(materials: Materials) -> tuple[ThemeQuotes, ...]:
    chosen = materials.published.read("mirror_quotes")
    if chosen.is_empty():
        return ()
    spoken = materials.published.segments(chosen).sort("theme", "side", "rank")
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
