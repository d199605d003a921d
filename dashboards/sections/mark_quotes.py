"""The words that coders quoted behind their marks, merged where they overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dashboards import addresses
from dashboards.contexts.evidence import Extract
from dashboards.excerpts import ENDS, quote_cut
from dashboards.materials import Materials


@dataclass(frozen=True, slots=True)
class Passage:
    """Characters of a turn that one coder or several quoted."""

    turn: int
    start: int
    end: int
    """One past the last."""
    coders: tuple[str, ...]


def merge_passages(quoted: Iterable[tuple[int, int, int, str]]) -> list[Passage]:
    """Passages (turn, start, end, coder) that overlap or touch become one with all its coders; in order."""
    merged: list[Passage] = []
    for turn, start, end, coder in sorted(quoted):
        last = merged[-1] if merged else None
        if last and last.turn == turn and start <= last.end:
            coders = tuple(sorted({*last.coders, coder}))
            merged[-1] = Passage(turn, last.start, max(last.end, end), coders)
        else:
            merged.append(Passage(turn, start, end, (coder,)))
    return merged


def read_extracts(materials: Materials, coders: Sequence[str]) -> dict[tuple[str, str], tuple[Extract, ...]]:
    """Indicator and interview → extracts in the order of the interview; empty where the words were not found.

    A cell that no coder quoted has no entry. Words that all ``coders`` quoted stand without initials.
    """
    published = materials.published
    turns = {
        (interview, turn): text
        for interview, turn, text in published.read("masked_turns").select("interview_id", "turn", "text").iter_rows()
    }
    evidence = published.read("mark_evidence").select(
        "indicator", "interview_id", "turn", "start_at", "end_at", "coder"
    )
    found: dict[tuple[str, str], tuple[Extract, ...]] = {}
    for cell, rows in groupby(sorted(evidence.iter_rows()), key=lambda row: (row[0], row[1])):
        indicator, interview = cell
        passages = merge_passages(row[2:] for row in rows if (interview, row[2]) in turns)
        found[indicator, interview] = tuple(
            _extract(materials, interview, turns[interview, passage.turn], passage, coders) for passage in passages
        )
    return found


def complete_sentence(turn: str, end: int) -> int:
    """``end``, past the point where the sentence ends just there: coders seldom quote the point."""
    while end < len(turn) and turn[end] in ENDS:
        end += 1
    return end


def _extract(materials: Materials, interview: str, turn: str, passage: Passage, coders: Sequence[str]) -> Extract:
    return Extract(
        text=quote_cut(turn, passage.start, complete_sentence(turn, passage.end)),
        turn=materials.words("extract_turn", turn=materials.numbers.whole(passage.turn)),
        href=addresses.of_turn(interview, passage.turn),
        coders="" if set(passage.coders) == set(coders) else " ".join(passage.coders),
    )
