"""What an ethics committee asks: consent, what was replaced, what a second search found, what stays in clear."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.contexts.parts import Table
from dashboards.materials import Materials
from dashboards.sections.parameters import read_parameters

KNOWN_NAME = "known name"


def tell_masking(materials: Materials) -> Iterator[str]:
    """Sentences."""
    words, whole, published = materials.words, materials.numbers.whole, materials.published
    interviews = published.read("interviews")
    if interviews.is_empty():
        return
    consent = dict(interviews["consent"].value_counts().iter_rows())
    given, assumed = (consent.get(key, 0) for key in ("given", "assumed"))
    missing = len(materials.without_consent())
    yield words(
        "masking_consent",
        n=whole(interviews.height),
        given=whole(given),
        assumed=whole(assumed),
        missing=whole(missing),
    )
    replaced = published.read("replacements")
    if replaced.height:
        spread = replaced["interview_id"].n_unique()
        yield words.count("masking_replaced", replaced.height, whole(replaced.height), interviews=whole(spread))
    else:
        yield words("masking_nothing")
    if read_parameters(materials).get("lexicon.placeholders"):
        yield words("masking_before")
    yield from _second_search(materials)
    kept = materials.names.values.get("masking.keep", "").split()
    yield (
        words("note_kept", kinds=", ".join(words.of("kept", kind) for kind in kept))
        if kept
        else words("masking_kept_none")
    )


def _second_search(materials: Materials) -> Iterator[str]:
    """What the search of the masked text gave, as its validation says it."""
    results = materials.published.read("validation_results").filter(pl.col("expectation") == "no_identity_left")
    if results.height:
        yield materials.words("masking_clean" if results["held"].all() else "masking_left")


def list_masked(materials: Materials) -> Table | None:
    """Places masked by kind; how they were found."""
    words, whole = materials.words, materials.numbers.whole
    replaced = materials.published.read("replacements")
    if replaced.is_empty():
        return None
    counts = (
        replaced.group_by("kind")
        .agg(
            n=pl.len(),
            listed=(pl.col("source") == KNOWN_NAME).sum(),
            interviews=pl.col("interview_id").n_unique(),
        )
        .sort(["n", "kind"], descending=[True, False])
    )
    rows = [
        (
            words.of("masked", row["kind"]),
            whole(row["n"]),
            whole(row["listed"]),
            whole(row["n"] - row["listed"]),
            whole(row["interviews"]),
        )
        for row in counts.to_dicts()
    ]
    heads = ("head_masked", "head_places", "head_by_list", "head_by_shape", "head_interviews")
    return materials.table("caption_masked", heads, rows, numeric_from=1)
