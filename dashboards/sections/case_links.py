"""Whom and which places a matter concerns: each with the way to where it can be looked over."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import polars as pl

from dashboards.addresses import of_indicator, of_turn, page
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.sections.cases import WHOLE_STUDY, Case, call_subject, label_codebook
from dashboards.sections.coder_agreement import count_agreement

MOST_CELLS = 12
"""Cells of an interview that wait to be coded and are named one by one; with more, the grid shows them better."""


def link_cases(materials: Materials, cases: Iterable[Case]) -> tuple[Link, ...]:
    """Subjects once, in the order of the study; the turns or cells of an interview follow it, where they are known."""
    told: dict[str, list[Case]] = {}
    for case in cases:
        told.setdefault(case.subject, []).append(case)
    order = {name: place for place, name in enumerate(materials.interviews())}
    ranked = sorted(told, key=lambda one: (order.get(one, len(order)), one))
    return tuple(link for one in ranked if one not in ("", WHOLE_STUDY) for link in _link(materials, one, told[one]))


def _link(materials: Materials, subject: str, cases: Sequence[Case]) -> Iterator[Link]:
    called = call_subject(materials, subject)
    if subject not in materials.names.interviews:
        borne = materials.published.read("grid_cells", indicator=subject, state="present").height
        yield Link(called, of_indicator(subject) if borne else "")
        return
    places = list(dict.fromkeys(_places(materials, subject, cases)))
    yield Link(_counted(materials, called, cases), "" if places else of_turn(subject))
    yield from places


def _counted(materials: Materials, called: str, cases: Sequence[Case]) -> str:
    """An interview, with how many words its turns hold that look like names: the words themselves are not shown."""
    n = sum(case.n for case in cases if case.code == "names_possible")
    if not n:
        return called
    counted = materials.words.count("todo_names_n", n, materials.numbers.whole(n))
    return materials.words("subject_counted", subject=called, count=counted)


def _places(materials: Materials, interview: str, cases: Sequence[Case]) -> Iterator[Link]:
    codes = {case.code for case in cases}
    turns = {turn for case in cases for turn in case.turns}
    if "active_forms_without_digit" in codes:
        turns |= turns_with_digit(materials, interview)
    if "turn_times_in_order" in codes:
        turns |= turns_before_time(materials, interview)
    for turn in sorted(turns):
        yield Link(materials.words("turn_short", n=materials.numbers.whole(turn)), of_turn(interview, turn))
    if "coders_agree" in codes:
        yield from _differing(materials, interview)
    if "cells_are_coded" in codes:
        yield from _uncoded(materials, interview)


def turns_with_digit(materials: Materials, interview: str) -> set[int]:
    """Turns in which the person interviewed says a word that holds a digit."""
    places = materials.published.read("word_places", interview_id=interview)
    return set(places.filter(pl.col("lemma").str.contains(r"\d"))["turn"])


def turns_before_time(materials: Materials, interview: str) -> set[int]:
    """Turns that begin before the one above them: where times go back."""
    turns = materials.published.read("masked_turns", interview_id=interview).drop_nulls("start_s").sort("turn")
    return set(turns.filter(pl.col("start_s") < pl.col("start_s").shift(1))["turn"])


def _differing(materials: Materials, interview: str) -> Iterator[Link]:
    found = count_agreement(materials.published.read("grid_cells", interview_id=interview))
    for (indicator, _), said in found.differing.items():
        seen = any(state == "present" for _, state in said)
        yield _cell(materials, indicator, interview if seen else "")


def _uncoded(materials: Materials, interview: str) -> Iterator[Link]:
    cells = materials.published.read("grid_cells", interview_id=interview)
    waiting = sorted(set(cells.filter(pl.col("state") == "not_coded")["indicator"]))
    if len(waiting) > MOST_CELLS:
        yield Link(materials.words("page_grid"), page("grid"))
        return
    seen = set(cells.filter(pl.col("state") == "present")["indicator"])
    for indicator in waiting:
        yield _cell(materials, indicator, interview if indicator in seen else "")


def _cell(materials: Materials, indicator: str, interview: str) -> Link:
    """An indicator among the extracts, at its mark in ``interview`` where there is one."""
    return Link(label_codebook(materials).get(indicator, indicator), of_indicator(indicator, interview))
