"""What was found, in a few sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import polars as pl

from dashboards.addresses import page
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.sections.discourse import class_words
from dashboards.sections.mirror import said_verdict
from dashboards.study_names import ALL_WAVES


def build_summary(materials: Materials) -> tuple[tuple[str, Link], ...]:
    """Who was read, which classes, where the sides part, what was left out; a sentence each, and its page."""
    said = (
        ("interviews", _read(materials)),
        ("classes", _classes(materials)),
        ("mirror", _pairs(materials)),
        ("waves", _panel(materials)),
        ("quality", _left_out(materials)),
    )
    return tuple(
        (sentence, Link(materials.words(f"page_{key}"), page(key))) for key, sentences in said for sentence in sentences
    )


def _read(materials: Materials) -> Iterator[str]:
    interviews = materials.published.read("analysed_interviews")
    counted = {side: interviews.filter(pl.col("side") == side) for side in ("A", "B")}
    if interviews.height:
        people = {side: rows["participant_id"].n_unique() for side, rows in counted.items()}
        yield materials.words(
            "summary_read",
            n=materials.numbers.whole(interviews.height),
            n_a=materials.numbers.whole(people["A"]),
            n_b=materials.numbers.whole(people["B"]),
            a=materials.names.side("A"),
            b=materials.names.side("B"),
            waves=", ".join(materials.names.wave(wave) for wave in materials.names.waves),
        )


def _classes(materials: Materials) -> Iterator[str]:
    classes = materials.published.read("classes")
    profiles = materials.published.read("class_profiles").filter(pl.col("chi2") > 0)
    ranked = profiles.sort(["class", "chi2", "lemma", "pos"], descending=[False, True, False, False])
    if classes.height:
        named = [
            materials.words(
                "summary_class",
                n=row["class"],
                share=materials.numbers.percent(row["share"], digits=1),
                words=", ".join(class_words(ranked, row["class"], 3)),
            )
            for row in classes.to_dicts()
        ]
        yield materials.words.count(
            "summary_classes",
            classes.height,
            materials.numbers.whole(classes.height),
            classes=materials.words("separator").join(named),
        )


def _pairs(materials: Materials) -> Iterator[str]:
    contrasts = materials.published.read("indicator_contrasts")
    scope = ALL_WAVES if ALL_WAVES in set(contrasts["scope"]) else next(iter(contrasts["scope"]), "")
    pairs = contrasts.filter(pl.col("scope") == scope).drop_nulls("difference")
    if pairs.height:
        verdicts = Counter(said_verdict(materials, row) for row in pairs.to_dicts())
        whole = materials.numbers.whole
        yield materials.words(
            "summary_pairs",
            n=whole(pairs.height),
            apart=whole(verdicts["difference"]),
            alone=whole(verdicts["uncorrected"]),
            open=whole(verdicts["no_difference_shown"]),
            unknown=whole(verdicts["cannot_tell"]),
        )


def _panel(materials: Materials) -> Iterator[str]:
    panel = materials.published.read("panel")
    if panel["wave"].n_unique() > 1:
        present = panel.filter(pl.col("state") == "present").group_by("participant_id").len()
        again = present.filter(pl.col("len") > 1).height
        yield materials.words(
            "summary_panel",
            n=materials.numbers.whole(panel["participant_id"].n_unique()),
            again=materials.numbers.whole(again),
        )


def _left_out(materials: Materials) -> Iterator[str]:
    findings = materials.published.read("findings")
    aside = findings.filter(pl.col("severity") == "set_aside").height
    warned = findings.filter(pl.col("severity") == "warn").height
    yield materials.words("summary_aside", aside=materials.numbers.whole(aside), warned=materials.numbers.whole(warned))
