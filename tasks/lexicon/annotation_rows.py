"""One interview's tokens and segments as rows, and what is to be told of its words."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from tasks.lexicon.annotation import Annotator, is_content
from tasks.lexicon.segments import cut_turn
from tasks.lexicon.study_dictionary import StudyDictionary, load_dictionary
from tasks.lexicon.turn_readings import words_of
from tasks.records import Finding, Token

_TURNS_SHOWN = 12
_WORDS_SHOWN = 8
Rows = list[dict[str, object]]


@dataclass(slots=True)
class AnnotatedInterview:
    """What annotation makes of an interview."""

    tokens: Rows = field(default_factory=list)
    segments: Rows = field(default_factory=list)
    said: list[tuple[int, Token]] = field(default_factory=list)
    """Every token with its turn."""


@lru_cache(maxsize=1)
def study_dictionary(text: str) -> StudyDictionary:
    """The study's dictionary: made once a process, as a large one takes longer than an interview."""
    return load_dictionary(text)


def annotate_interview(
    turns: pl.DataFrame,
    readings: pl.DataFrame,
    replacements: pl.DataFrame,
    annotator: Annotator,
    *,
    words_aimed: int,
) -> AnnotatedInterview:
    """Rows of ``tokens`` and ``segments`` from those of ``masked_turns``, ``readings`` and ``replacements``."""
    read = readings.sort("turn", "word").partition_by("turn", as_dict=True, maintain_order=True)
    masked = _masked_places(replacements)
    found = AnnotatedInterview()
    for row in turns.sort("turn").to_dicts():
        turn = row["turn"]
        words = words_of(row["text"], read[turn,]) if (turn,) in read else []
        tokens = annotator.annotate(words, masked.get(turn, frozenset()))
        place = {"interview_id": row["interview_id"], "turn": turn}
        numbers = [0] * len(tokens)
        if row["speaker"] == "interviewee":
            for cut in cut_segments(tokens, words_aimed=words_aimed):
                found.segments.append(place | _segment(tokens, cut, len(found.segments) + 1))
                numbers[cut.start : cut.stop] = [len(found.segments)] * len(cut)
        found.tokens += [
            place | _token(token, position, segment)
            for position, (token, segment) in enumerate(zip(tokens, numbers, strict=True), start=1)
        ]
        found.said += [(turn, token) for token in tokens]
    return found


def _masked_places(replacements: pl.DataFrame) -> dict[int, set[int]]:
    """Turn → its characters that masking put there."""
    places: defaultdict[int, set[int]] = defaultdict(set)
    for turn, start, end in replacements.select("turn", "start_at", "end_at").iter_rows():
        places[turn].update(range(start, end))
    return places


def cut_segments(tokens: Sequence[Token], *, words_aimed: int) -> list[range]:
    """Segments of a turn (see ``cut_turn``); a cut that would fall into an expression falls behind it."""
    cuts: list[range] = []
    start = 0
    for cut in cut_turn([token.form for token in tokens], words_aimed=words_aimed):
        stop = cut.stop
        while stop < len(tokens) and tokens[stop].expression_word > 1:
            stop += 1
        if stop > start:
            cuts.append(range(start, stop))
            start = stop
    return cuts


def _segment(tokens: Sequence[Token], cut: range, number: int) -> dict[str, object]:
    return {
        "segment": number,
        "start_at": tokens[cut.start].start,
        "end_at": tokens[cut.stop - 1].end,
        "n_words": sum(tokens[place].status != "ignored" for place in cut),
    }


def _token(token: Token, position: int, segment: int) -> dict[str, object]:
    return {
        "token": position,
        "start_at": token.start,
        "end_at": token.end,
        "form": token.form,
        "lemma": token.lemma,
        "pos": token.pos,
        "kind": token.kind,
        "category": token.category,
        "status": token.status,
        "source": token.source,
        "known": token.known,
        "segment": segment,
        "expression": token.expression,
        "expression_word": token.expression_word,
        "expression_end_at": token.expression_end or token.end,
    }


def interview_findings(unit: str, said: Sequence[tuple[int, Token]], max_unknown: float) -> Iterator[Finding]:
    """What a person must read over in the words of an interview; ``said``: tokens with their turns."""
    yield from _possible_names(unit, said)
    yield from _unknown_words(unit, said, max_unknown)


def _possible_names(unit: str, said: Sequence[tuple[int, Token]]) -> Iterator[Finding]:
    """Words read as names that no list masked: a person must read them. They are not repeated."""
    found = [(turn, token.form) for turn, token in said if token.category == "name" and token.kind == "word"]
    if found:
        count = len({form for _, form in found})
        yield Finding("names_possible", unit, {"count": count, "turns": _listed_turns(turn for turn, _ in found)})


def _unknown_words(unit: str, said: Sequence[tuple[int, Token]], max_unknown: float) -> Iterator[Finding]:
    """More content words that no dictionary knows than the study allows: the most frequent ones are named."""
    content = [(turn, token) for turn, token in said if is_content(token)]
    unknown = [(turn, token.form) for turn, token in content if not token.known]
    if unknown and len(unknown) / len(content) > max_unknown:
        counted = Counter(form for _, form in unknown)
        shown = sorted(counted, key=lambda form: (-counted[form], form))[:_WORDS_SHOWN]
        details: dict[str, str | int | float] = {
            "share": max(1, round(100 * len(unknown) / len(content))),
            "count": len(counted),
            "words": ", ".join(shown),
            "turns": _listed_turns(turn for turn, form in unknown if form in shown),
        }
        yield Finding("words_unknown", unit, details)


def _listed_turns(turns: Iterator[int]) -> str:
    found = sorted(set(turns))
    return ", ".join(map(str, found[:_TURNS_SHOWN])) + (" ..." if len(found) > _TURNS_SHOWN else "")
