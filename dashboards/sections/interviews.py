"""Interviews in their masked words, and the list of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from dashboards import addresses
from dashboards.contexts.interview import InterviewContext, InterviewsContext, Span, TurnContext
from dashboards.contexts.parts import Cell, Link
from dashboards.materials import Materials


def build_interviews(materials: Materials) -> InterviewsContext:
    """The list of interviews."""
    words, names, numbers = materials.words, materials.names, materials.numbers
    read = {row["interview_id"]: row for row in materials.published.read("interviews").to_dicts()}
    if not read:
        return InterviewsContext(words("empty_reading"), None)
    rows = [
        (
            Cell(names.participant(row["participant_id"]), addresses.of_turn(interview)),
            names.side(row["side"]),
            names.wave(row["wave"]),
            names.modality(row["modality"]) if row["modality"] else words("not_told"),
            numbers.whole(row["n_turns"]),
            numbers.whole(row["n_words_interviewee"]),
        )
        for interview in materials.interviews()
        for row in (read[interview],)
    ]
    heads = ("head_participant", "head_side", "head_wave", "head_modality", "head_turns", "head_words_spoken")
    return InterviewsContext("", materials.table("caption_interviews", heads, rows, numeric_from=4))


def build_interview(materials: Materials, interview: str) -> InterviewContext:
    """One interview."""
    row = materials.published.read("interviews", interview_id=interview).to_dicts()[0]
    return InterviewContext(
        facts=tuple(_facts(materials, row)),
        turns=tuple(_turns(materials, interview)),
        neighbours=tuple(
            Link(materials.names.wave(materials.names.interviews[other][1]), addresses.of_turn(other))
            for other in materials.interviews()
            if other != interview and materials.names.interviews[other][0] == row["participant_id"]
        ),
    )


def _facts(materials: Materials, row: dict[str, str]) -> Iterator[tuple[str, str]]:
    words, names = materials.words, materials.names
    yield words("head_side"), names.side(row["side"])
    yield words("head_wave"), names.wave(row["wave"])
    yield words("head_modality"), names.modality(row["modality"]) if row["modality"] else words("not_told")


def _turns(materials: Materials, interview: str) -> Iterator[TurnContext]:
    published, words = materials.published, materials.words
    evidence = published.read("mark_evidence", interview_id=interview).to_dicts()
    labels = dict(published.read("indicators").select("indicator", "label").iter_rows())
    asked = ""
    for row in published.read("masked_turns", interview_id=interview).sort("turn").to_dicts():
        here = [mark for mark in evidence if mark["turn"] == row["turn"]]
        begins = row["question"] if row["question"] and row["question"] != asked else ""
        asked = row["question"]
        yield TurnContext(
            anchor=addresses.turn_anchor(row["turn"]),
            number=materials.numbers.whole(row["turn"]),
            speaker=row["speaker"],
            who=materials.names.interview(interview)
            if row["speaker"] == "interviewee"
            else words.of("speaker", row["speaker"]),
            question=words("question_begins", n=begins) if begins else "",
            spans=cut_spans(row["text"], [(mark["start_at"], mark["end_at"]) for mark in here]),
            marks=tuple(
                Link(labels.get(name, name), addresses.of_indicator(name, interview))
                for name in dict.fromkeys(mark["indicator"] for mark in here)
            ),
            classes=(),
        )


def cut_spans(text: str, marked: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """``text`` in pieces that are marked or not; overlapping marks become one. ``marked``: start, end (one past)."""
    edges = sorted({0, len(text), *(edge for pair in marked for edge in pair if 0 <= edge <= len(text))})
    spans: list[Span] = []
    for start, end in pairwise(edges):
        inside = any(first <= start and end <= last for first, last in marked)
        if spans and spans[-1].marked == inside:
            spans[-1] = Span(spans[-1].text + text[start:end], inside)
        else:
            spans.append(Span(text[start:end], inside))
    return tuple(spans)
