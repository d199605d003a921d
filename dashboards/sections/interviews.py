"""Interviews in their masked words, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator

from dashboards import addresses
from dashboards.contexts.interview import InterviewContext, InterviewsContext
from dashboards.contexts.parts import Cell, Column, Link, Table
from dashboards.materials import Materials
from dashboards.sections.interview_facts import Facts, gather_facts, tell_facts
from dashboards.sections.interview_turns import build_turns

NUMERIC = ("head_words_spoken", "head_indicators_seen")


def build_interviews(materials: Materials) -> InterviewsContext:
    """The list of interviews."""
    facts = gather_facts(materials)
    if not facts.interviews:
        return InterviewsContext(materials.words("empty_reading"), "", None)
    told = any(row["modality"] for row in facts.interviews.values())
    return InterviewsContext("", materials.words("note_modality") if told else "", _list(materials, facts))


def _list(materials: Materials, facts: Facts) -> Table:
    told = {interview: dict(tell_facts(materials, facts, interview)) for interview in materials.interviews()}
    # on paper the table has no place for one more column: guesses stand on each interview's page and in the overview
    codes = list(dict.fromkeys(code for values in told.values() for code in values if code != "head_speakers"))
    missing = Cell(materials.numbers.whole(None))
    rows = tuple(
        (
            Cell(materials.names.participant(materials.names.interviews[interview][0]), addresses.of_turn(interview)),
            *(values.get(code, missing) for code in codes),
        )
        for interview, values in told.items()
    )
    columns = (
        Column(materials.words("head_participant")),
        *(Column(materials.words(code), code in NUMERIC) for code in codes),
    )
    return Table(materials.words("caption_interviews"), columns, rows)


def build_each_interview(materials: Materials) -> Iterator[tuple[str, InterviewContext]]:
    """Every interview in the order of the list, with its page's context."""
    facts, listed = gather_facts(materials), materials.interviews()
    for interview in listed:
        yield interview, _build(materials, interview, facts, listed)


def _build(materials: Materials, interview: str, facts: Facts, listed: list[str]) -> InterviewContext:
    place = listed.index(interview)
    turns = tuple(build_turns(materials, interview, facts.names))
    spans = [span for turn in turns for span in turn.spans]
    return InterviewContext(
        facts=tuple((materials.words(code), value) for code, value in tell_facts(materials, facts, interview)),
        neighbours=_same_person(materials, interview, listed),
        previous=_way(materials, listed[place - 1]) if place else None,
        following=_way(materials, listed[place + 1]) if place + 1 < len(listed) else None,
        has_marks=any(span.marked for span in spans),
        has_masked=any(span.masked for span in spans),
        has_classes=any(turn.classes for turn in turns),
        silence="" if turns else materials.words("interview_without_words"),
        turns=turns,
    )


def _way(materials: Materials, interview: str) -> Link:
    return Link(materials.names.interview(interview), addresses.of_turn(interview))


def _same_person(materials: Materials, interview: str, listed: list[str]) -> tuple[Link, ...]:
    names = materials.names
    person = names.interviews[interview][0]
    others = [other for other in listed if other != interview and names.interviews[other][0] == person]
    return tuple(Link(names.wave(names.interviews[other][1]), addresses.of_turn(other)) for other in others)
