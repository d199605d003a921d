"""What the steps of the mirror do: the two sides face to face, participants as units."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import polars as pl

from tasks.grid.marks import CELL_SCHEMA
from tasks.grid.totals import adjudicate
from tasks.mirror.exact_tests import ShareContrast, compare_shares, holm
from tasks.mirror.lexical_contrast import contrast_forms
from tasks.mirror.quotes import choose_quotes as choose_kernel
from tasks.shards import Order, Shard
from tasks.study_config import Theme

ALL = "all"
"""Scope of all waves together."""
_ONE_SIDED = ("only_a", "only_b")


def scopes(waves: Sequence[str], interviews: pl.DataFrame) -> list[tuple[str, list[str]]]:
    """What is compared: each wave with interviews, and all waves where there are several."""
    held = [wave for wave in waves if wave in set(interviews["wave"])]
    single: list[tuple[str, list[str]]] = [(wave, [wave]) for wave in held]
    return [*single, (ALL, held)] if len(held) > 1 else single


def contrast_indicators(order: Order) -> Shard:
    """Compare each indicator pair across the sides, in each wave and over all."""
    interviews = order.tables["analysed_interviews"]
    who = interviews.select("interview_id", "participant_id", "role", "wave", "side")
    cells = order.tables["grid_cells"].join(who, on="interview_id", maintain_order="left")
    judged = adjudicate(cells.select(CELL_SCHEMA.names())).cells.join(
        who.select("interview_id", "side"), on="interview_id", maintain_order="left"
    )
    pairs = order.tables["indicator_pairs"].sort("pair")
    shard = Shard()
    for scope, waves in scopes(list(order.config.waves), interviews):
        counts = _count_participants(judged.filter(pl.col("wave").is_in(waves)))
        rows = [_contrast(scope, pair, counts, order.config.mirror.alpha) for pair in pairs.to_dicts()]
        _correct(rows)
        shard.add("indicator_contrasts", rows)
    return shard


def _count_participants(cells: pl.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """(indicator, side) → participants present, participants asked and coded (in any of the waves given)."""
    coded = cells.filter(pl.col("state").is_in(["present", "absent"]))
    people = coded.group_by("indicator", "side", "participant_id").agg(
        (pl.col("state") == "present").any().alias("present")
    )
    counts = people.group_by("indicator", "side").agg(pl.col("present").sum(), pl.len().alias("asked"))
    return {(row["indicator"], row["side"]): (row["present"], row["asked"]) for row in counts.to_dicts()}


def _contrast(
    scope: str, pair: dict[str, str], counts: dict[tuple[str, str], tuple[int, int]], alpha: float
) -> dict[str, object]:
    present_a, asked_a = counts.get((pair["indicator_a"], "A"), (0, 0))
    present_b, asked_b = counts.get((pair["indicator_b"], "B"), (0, 0))
    found = compare_shares(present_a=present_a, asked_a=asked_a, present_b=present_b, asked_b=asked_b, alpha=alpha)
    names = {name: pair[name] for name in ("pair", "relation", "indicator_a", "indicator_b")}
    sizes = {"present_a": present_a, "asked_a": asked_a, "present_b": present_b, "asked_b": asked_b}
    return {"scope": scope} | names | sizes | _tested(found)


def _tested(found: ShareContrast) -> dict[str, object]:
    return {
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "p": found.fisher_p,
        "design_floor": found.design_floor,
        "margin_floor": found.margin_floor,
        "q_holm": None,
        "verdict": found.verdict,
    }


def _correct(rows: list[dict[str, object]]) -> None:
    """Holm over the pairs of the scope that were asked of both sides."""
    tested = [row for row in rows if row["p"] is not None]
    for row, corrected in zip(tested, holm([float(str(row["p"])) for row in tested]), strict=True):
        row["q_holm"] = float(corrected)


def contrast_lexicon(order: Order) -> Shard:
    """Compare how often each active lemma is used on the two sides, in each wave and over all."""
    interviews, counts = order.tables["analysed_interviews"], order.tables["lemma_counts"]
    parameters = order.config.mirror
    shard = Shard()
    for number, (scope, waves) in enumerate(scopes(list(order.config.waves), interviews)):
        in_scope = counts.filter(pl.col("wave").is_in(waves) & (pl.col("status") == "active"))
        sizes = order.tables["word_totals"].filter(pl.col("wave").is_in(waves))
        found = contrast_forms(
            _frequent(in_scope, order.config.lexicon.min_form_count),
            sizes.group_by("participant_id", "side").agg(n_words=pl.col("n_units").sum()),
            min_participants=2,
            max_exact=parameters.max_exact,
            n_sampled=parameters.sampled,
            rng=np.random.default_rng([order.config.seed, number]),
        )
        shard.add("lexical_contrasts", found.with_columns(scope=pl.lit(scope)))
    return shard


def _frequent(counts: pl.DataFrame, min_count: int) -> pl.DataFrame:
    by_person = counts.group_by("participant_id", "lemma", "pos").agg(n=pl.col("n_occurrences").sum())
    return by_person.filter(pl.col("n").sum().over("lemma", "pos") >= min_count)


def choose_quotes(order: Order) -> Shard:
    """Choose what either side says of each theme: answers to its questions, else segments with its words."""
    segments = _speaking_segments(order)
    scores = _typicality(order)
    shard = Shard()
    for theme in order.config.themes:
        candidates = pl.concat(_candidates(theme, segments, order.tables["segment_forms"]))
        candidates = candidates.join(scores, on=["interview_id", "segment"], how="left").with_columns(
            score=pl.col("theme_words") * 10.0 + pl.col("typical").fill_null(0.0)
        )
        chosen = choose_kernel(candidates, per_side=order.config.mirror.quotes)
        shard.add("mirror_quotes", chosen.select("theme", "side", "rank", "interview_id", "segment", "score", "why"))
    return shard


def _speaking_segments(order: Order) -> pl.DataFrame:
    turns = order.tables["masked_turns"].select("interview_id", "turn", pl.col("theme").alias("answered"))
    who = order.tables["analysed_interviews"].select("interview_id", "participant_id", "side")
    return order.tables["segments"].join(turns, on=["interview_id", "turn"]).join(who, on="interview_id")


def _typicality(order: Order) -> pl.DataFrame:
    """How typical of its side a segment is: positive specificities of its active forms on that side (10 at most each),
    over their number and two: a plain mean would choose segments of one rare word."""
    scores = order.tables["specificities"].select("side", "lemma", "pos", pl.col("score").clip(0.0, 10.0))
    who = order.tables["analysed_interviews"].select("interview_id", "side")
    held = order.tables["segment_forms"].join(who, on="interview_id").join(scores, on=["side", "lemma", "pos"])
    return held.group_by("interview_id", "segment").agg(typical=pl.col("score").sum() / (pl.len() + 2))


def _candidates(theme: Theme, segments: pl.DataFrame, forms: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Segments that answer a question of the theme, and others that hold its words."""
    words = forms.filter(pl.col("lemma").is_in(list(theme.words)))
    counted = words.group_by("interview_id", "segment").agg(theme_words=pl.col("lemma").n_unique())
    held = segments.join(counted, on=["interview_id", "segment"], how="left").with_columns(
        pl.col("theme_words").fill_null(0), theme=pl.lit(theme.id)
    )
    answers = pl.col("answered") == theme.id
    yield held.filter(answers).with_columns(why=pl.lit("question"))
    yield held.filter(~answers & (pl.col("answered") == "") & (pl.col("theme_words") > 0)).with_columns(
        why=pl.lit("words")
    )
