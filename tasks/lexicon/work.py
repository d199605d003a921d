"""What the steps of the lexical stage do: tables in, tables out, kernels between."""

from __future__ import annotations

import math
from collections.abc import Sequence
from threading import Lock

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy import sparse

from tasks.language.pipeline import load_reader
from tasks.language.reading import TurnReader
from tasks.language.versions import pipeline_version
from tasks.lexicon.annotation import Annotator
from tasks.lexicon.annotation_rows import annotate_interview, interview_findings, study_dictionary
from tasks.lexicon.class_profiles import profile_classes as profile_kernel
from tasks.lexicon.class_profiles import score_typical_segments
from tasks.lexicon.class_retention import RetainedClasses, retain_classes
from tasks.lexicon.reinert import classify
from tasks.lexicon.specificities import score_specificities as specificity_kernel
from tasks.lexicon.turn_readings import read_anew, reading_digest
from tasks.records import Side
from tasks.shards import Order, Shard

Ints = NDArray[np.int64]

_UNITS = ["interview_id", "segment"]
_FORM = ["lemma", "pos"]
_MARKED = 3.84
"""Signed chi-squared from which a form is said to mark a class (5 %, one degree of freedom)."""
_DIVISIONS_A_CLASS = 5
"""Cuts tried for each class wanted: most peel a small part off before a real division comes."""
_WORDS_SHOWN = 8
_TYPICAL = 15
"""Typical segments kept for each class."""
_LOADING = Lock()
"""Workers that are threads of one process load the language model once."""


def read_words(order: Order) -> Shard:
    """Read every word of the masked turns with the study's language model, each text once."""
    lexicon = order.config.lexicon
    pipeline, placeholders = lexicon.pipeline, frozenset(lexicon.placeholders)
    told = read_anew(
        order.tables["masked_turns"],
        order.tables,
        lambda texts: _reader(pipeline, placeholders).read(texts),
        version=f"{pipeline_version(pipeline)} {reading_digest()}",
        placeholders=placeholders,
    )
    shard = Shard()
    for name, rows in told.tables.items():
        shard.add(name, rows)
    return shard


def _reader(pipeline: str, placeholders: frozenset[str]) -> TurnReader:
    with _LOADING:
        return load_reader(pipeline, placeholders)


def annotate_interviews(order: Order) -> Shard:
    """Make tokens of the words read, by the study's choices, and cut what interviewees say into segments."""
    lexicon = order.config.lexicon
    annotator = Annotator(
        study_dictionary(order.extras.get("dictionary", "")),
        supplementary=lexicon.supplementary,
        active_pos=lexicon.active_pos,
        counted=lexicon.count,
        left_out=lexicon.leave_out,
    )
    shard = Shard()
    for unit in order.units:
        found = annotate_interview(
            order.rows("masked_turns", unit),
            order.rows("readings", unit),
            order.rows("replacements", unit),
            annotator,
            words_aimed=lexicon.segment_words,
        )
        shard.add("tokens", found.tokens)
        shard.add("segments", found.segments)
        shard.findings += [(unit, told) for told in interview_findings(unit, found.said, lexicon.max_unknown)]
    return shard


def classify_segments(order: Order) -> Shard:
    """Choose the active forms, divide the segments (Reinert), keep the classes that are large enough."""
    lexicon = order.config.lexicon
    segments = order.tables["segments"].sort(_UNITS)
    held = _forms_held(segments, order.tables["segment_forms"])
    entered = held >= lexicon.min_segment_forms
    inside = segments.filter(pl.Series(entered))
    forms = frequent_forms(
        order.tables["segment_forms"].join(inside, on=_UNITS, how="semi"), min_count=lexicon.min_form_count
    )
    presence = presence_matrix(order.tables["segment_forms"], inside, forms)
    tree = classify(presence, max_classes=lexicon.classes * _DIVISIONS_A_CLASS)
    least = max(2, math.ceil(lexicon.min_class_share * inside.height))
    kept = retain_classes(tree, max_classes=lexicon.classes, min_size=least)
    shard = Shard()
    shard.add("active_forms", forms)
    shard.add("class_splits", _split_rows(kept))
    placed = _placed(segments, held, entered, kept)
    shard.add("segment_classes", placed)
    profiles = profile_kernel(presence, kept.classes, inside["interview_id"].to_numpy().astype(str))
    shard.add("classes", _class_rows(placed, kept.nodes, _marking_words(profiles, forms)))
    return shard


def _forms_held(segments: pl.DataFrame, segment_forms: pl.DataFrame) -> Ints:
    """Different active forms of each segment."""
    counted = segment_forms.group_by(_UNITS).len()
    joined = segments.select(_UNITS).join(counted, on=_UNITS, how="left", maintain_order="left")
    return joined["len"].fill_null(0).to_numpy().astype(np.int64)


def _placed(segments: pl.DataFrame, held: Ints, entered: NDArray[np.bool_], kept: RetainedClasses) -> pl.DataFrame:
    """The class of every segment, and why it has none."""
    classes = np.zeros(segments.height, dtype=np.int64)
    classes[entered] = kept.classes
    small = np.zeros(segments.height, dtype=np.bool_)
    small[entered] = kept.in_small_part
    reasons = np.select(
        [classes > 0, held == 0, ~entered, small],
        ["", "no_active_form", "too_few_forms", "small_class"],
        "forms_dropped",
    )
    return segments.select(_UNITS).with_columns(pl.Series("class", classes), pl.Series("reason", reasons.astype(str)))


def frequent_forms(segment_forms: pl.DataFrame, *, min_count: int) -> pl.DataFrame:
    """Active forms with at least ``min_count`` occurrences, most frequent first; ``form_id`` is their column."""
    return (
        segment_forms.group_by(_FORM)
        .agg(
            n_occurrences=pl.col("n_occurrences").sum(),
            n_segments=pl.len(),
            n_interviews=pl.col("interview_id").n_unique(),
        )
        .filter(pl.col("n_occurrences") >= min_count)
        .sort(["n_occurrences", *_FORM], descending=[True, False, False])
        .with_row_index("form_id")
    )


def presence_matrix(segment_forms: pl.DataFrame, segments: pl.DataFrame, forms: pl.DataFrame) -> sparse.csr_array:
    """Binary table, segments (in the order of ``segments``) x forms (by ``form_id``)."""
    rows = segments.select(_UNITS).with_row_index("row")
    cells = segment_forms.join(forms.select("form_id", *_FORM), on=_FORM).join(rows, on=_UNITS)
    places = (cells["row"].to_numpy(), cells["form_id"].to_numpy())
    ones = np.ones(cells.height, dtype=np.int64)
    return sparse.csr_array((ones, places), shape=(segments.height, forms.height))


def _split_rows(kept: RetainedClasses) -> list[dict[str, object]]:
    return [
        {
            "split": number,
            "parent": division.parent,
            "left_node": division.left,
            "right_node": division.right,
            "n_left": division.n_left,
            "n_right": division.n_right,
            "chi2": division.chi2,
        }
        for number, division in enumerate(kept.divisions, start=1)
    ]


def _marking_words(profiles: pl.DataFrame, forms: pl.DataFrame) -> dict[int, str]:
    top = (
        profiles.filter(pl.col("chi2") >= _MARKED)
        .join(forms.select(pl.col("form_id").cast(pl.Int64), "lemma"), left_on="form", right_on="form_id")
        .sort(["class", "chi2", "lemma"], descending=[False, True, False])
        .group_by("class", maintain_order=True)
        .agg(pl.col("lemma").head(_WORDS_SHOWN).str.join(", "))
    )
    return dict(top.iter_rows())


def _class_rows(placed: pl.DataFrame, nodes: Sequence[int], words: dict[int, str]) -> list[dict[str, object]]:
    total = placed.filter(pl.col("class") > 0).height
    rows: list[dict[str, object]] = []
    for number, node in enumerate(nodes, start=1):
        held = placed.filter(pl.col("class") == number)["interview_id"].value_counts()["count"].to_list()
        size = sum(held)
        rows.append(
            {
                "class": number,
                "node": node,
                "n_segments": size,
                "share": size / total,
                "n_interviews": len(held),
                "largest_interview_share": max(held) / size,
                "words": words.get(number, ""),
            }
        )
    return rows


def profile_classes(order: Order) -> Shard:
    """Profile the classes on forms and on role, wave and modality; rank their typical segments."""
    segments = order.tables["segment_classes"].sort(_UNITS)
    forms = order.tables["active_forms"].sort("form_id")
    presence = presence_matrix(order.tables["segment_forms"], segments, forms)
    classes = segments["class"].to_numpy().astype(np.int64)
    interviews = segments["interview_id"].to_numpy().astype(str)
    profiles = profile_kernel(presence, classes, interviews)
    shard = Shard()
    named = profiles.join(forms.select(pl.col("form_id").cast(pl.Int64), *_FORM), left_on="form", right_on="form_id")
    shard.add("class_profiles", named.drop("form"))
    typical = score_typical_segments(presence, classes, profiles, min_chi2=_MARKED).filter(pl.col("rank") <= _TYPICAL)
    rows = segments.select(_UNITS).with_row_index("row")
    typical = typical.rename({"segment": "row"}).join(rows.with_columns(pl.col("row").cast(pl.Int64)), on="row")
    shard.add("typical_segments", typical.select("class", "rank", *_UNITS, "chi2_sum", "chi2_mean"))
    shard.add("class_variables", _profile_variables(segments, classes, order.tables["analysed_interviews"]))
    return shard


def _profile_variables(segments: pl.DataFrame, classes: Ints, interviews: pl.DataFrame) -> pl.DataFrame:
    """Role, wave and modality profiled as if they were forms that every segment of an interview holds."""
    values = segments.select("interview_id").join(interviews, on="interview_id", how="left", maintain_order="left")
    profiled = []
    for variable in ("role", "wave", "modality"):
        modalities = sorted(value for value in values[variable].unique().drop_nulls() if value)
        if len(modalities) < 2:
            continue
        column = values[variable].to_numpy()
        held = np.stack([column == value for value in modalities], axis=1)
        profile = profile_kernel(sparse.csr_array(held.astype(np.int64)), classes, values["interview_id"].to_numpy())
        names = pl.DataFrame({"form": range(len(modalities)), "modality": modalities})
        profiled.append(profile.join(names, on="form").with_columns(variable=pl.lit(variable)))
    if not profiled:
        return Shard().empty("class_variables")
    return pl.concat(profiled).rename({"n_segments_with_form": "n_segments_with_value"})


def score_specificities(order: Order) -> Shard:
    """Score every lemma on both sides; all words count in the sizes (T and t), a fixed expression as one."""
    sides: tuple[Side, Side] = ("A", "B")
    totals = order.tables["word_totals"]
    sizes = np.array([totals.filter(pl.col("side") == side)["n_units"].sum() for side in sides], dtype=np.int64)
    counts = _counts_by_side(order.tables["lemma_counts"], order.config.lexicon.min_form_count)
    table = counts.select("A", "B").to_numpy().astype(np.int64)
    scores = specificity_kernel(table, corpus_sizes=sizes) if counts.height else np.zeros((0, 2))
    shard = Shard()
    for column, side in enumerate(sides):
        total = table.sum(axis=1)
        shard.add(
            "specificities",
            counts.select(
                *_FORM,
                role=pl.lit(order.config.role_of_side(side)),
                side=pl.lit(side),
                n_in_role=pl.col(side),
                n_total=pl.Series(total),
                words_in_role=pl.lit(int(sizes[column])),
                words_total=pl.lit(int(sizes.sum())),
                expected=pl.Series(total * sizes[column] / max(1, sizes.sum())),
                score=pl.Series(scores[:, column]),
                n_interviews=pl.col(f"n_interviews_{side}"),
            ),
        )
    return shard


def _counts_by_side(lemma_counts: pl.DataFrame, min_count: int) -> pl.DataFrame:
    def on(side: str, value: pl.Expr) -> pl.Expr:
        return value.filter(pl.col("side") == side)

    return (
        lemma_counts.group_by(_FORM)
        .agg(
            *(on(side, pl.col("n_occurrences")).sum().alias(side) for side in ("A", "B")),
            *(on(side, pl.col("interview_id")).n_unique().alias(f"n_interviews_{side}") for side in ("A", "B")),
        )
        .filter(pl.col("A") + pl.col("B") >= min_count)
        .sort(_FORM)
    )
