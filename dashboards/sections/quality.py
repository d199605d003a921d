"""What was set aside and why, what is left to do, what was masked, what was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from dashboards.contexts.parts import Tile
from dashboards.contexts.quality import Matter, QualityContext
from dashboards.materials import Materials
from dashboards.sections.cases import Case, read_cases
from dashboards.sections.masking_facts import list_masked, tell_masking
from dashboards.sections.matters import list_matters, title_case

STAGES = {
    "ingestion": "checked_ingestion",
    "anonymisation": "checked_anonymisation",
    "lexicon": "checked_lexicon",
    "grid": "checked_grid",
    "mirror": "checked_mirror",
    "waves": "checked_waves",
}
"""Stage → the message that says what is checked, in the order in which stages are run."""


def build_quality(materials: Materials) -> QualityContext:
    """Matters under their headings, masking, checks."""
    words = materials.words
    cases = read_cases(materials)
    matters = list_matters(materials, cases)
    results = _judge(materials.published.read("validation_results"))
    return QualityContext(
        tiles=tuple(_tiles(materials, len(matters["todo"]), results)),
        aside=matters["aside"],
        no_aside="" if matters["aside"] else words("empty_aside"),
        todo=matters["todo"],
        no_todo="" if matters["todo"] else words("empty_todo"),
        known=matters["known"],
        masking=tuple(tell_masking(materials)),
        masked=list_masked(materials),
        verdict=_verdict(materials, results),
        checked=tuple(_checked(materials, results, cases)),
    )


def count_todo(materials: Materials) -> int:
    """How many questions wait for the team."""
    return len(list_matters(materials, read_cases(materials))["todo"])


def _judge(results: pl.DataFrame) -> pl.DataFrame:
    """Each check once (``stage``, ``expectation``, ``held``), however many interviews it failed for."""
    return results.group_by("stage", "expectation", maintain_order=True).agg(pl.col("held").all())


def _tiles(materials: Materials, n_todo: int, results: pl.DataFrame) -> list[Tile]:
    words, whole, published = materials.words, materials.numbers.whole, materials.published
    read, analysed = (published.read(name)["interview_id"] for name in ("interviews", "analysed_interviews"))
    n_aside = len({*read, *materials.without_consent()} - {*analysed})
    n_masked = published.read("replacements").height
    counted = (("tile_todo", n_todo), ("tile_aside", n_aside), ("tile_masked", n_masked))
    tiles = [Tile(whole(n), words.count(code, n, whole(n))) for code, n in counted]
    if results.height:
        held = whole(results.filter("held").height)
        tiles.append(Tile(words("out_of", n=held, total=whole(results.height)), words("tile_checks")))
    return tiles


def _verdict(materials: Materials, results: pl.DataFrame) -> str:
    words, whole = materials.words, materials.numbers.whole
    n, failed = results.height, results.filter(~pl.col("held")).height
    if not n:
        return words("empty_validation")
    if not failed:
        return words.count("validation_all_held", n, whole(n))
    return words.count("validation_failed", failed, whole(failed), total=whole(n))


def _checked(materials: Materials, results: pl.DataFrame, cases: Sequence[Case]) -> Iterator[Matter]:
    """A matter a stage: how many of its checks held, what they ask, which did not hold."""
    words, whole = materials.words, materials.numbers.whole
    order = {stage: place for place, stage in enumerate(STAGES)}
    for stage in sorted(set(results["stage"]), key=lambda stage: (order.get(stage, len(order)), stage)):
        here = results.filter(pl.col("stage") == stage)
        held, asked = whole(here.filter("held").height), whole(here.height)
        count = (
            words("checks_held", n=held, total=asked) if _has_material(materials, stage) else words("nothing_to_check")
        )
        called = words.of("stage", stage)
        title = called[:1].upper() + called[1:]
        failed = tuple(_failed(materials, here, cases))
        fold = words.count("checks_failed", len(failed), whole(len(failed))) if failed else ""
        yield Matter(title, count, words(STAGES[stage]) if stage in STAGES else "", (), failed, fold)


def _failed(materials: Materials, results: pl.DataFrame, cases: Sequence[Case]) -> Iterator[str]:
    """Checks of one stage that did not hold, by the title of what they found."""
    first = {case.code: case for case in reversed(cases)}
    for code in results.filter(~pl.col("held"))["expectation"]:
        if code in first:
            yield title_case(materials, first[code])


def _has_material(materials: Materials, stage: str) -> bool:
    """Whether the study holds what a stage works on: what is not there cannot fail."""
    if stage == "grid":
        return materials.published.read("grid_cells").height > 0
    if stage == "waves":
        return materials.published.read("panel")["wave"].n_unique() > 1
    return True
