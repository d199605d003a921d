"""Segments quoted outside their turn: where a sentence was cut, the quote says so."""

from __future__ import annotations

import polars as pl

from dashboards.published import Published

ENDS = ".!?…"
CLOSERS = "»”\"’')] \n\t"
"""What may stand after the end of a sentence and still belong to it."""
CUT = "…"


def quote_cut(turn: str, start: int, end: int) -> str:
    """``turn[start:end]`` with an ellipsis on each side where the sentence began before or goes on after."""
    text = turn[start:end].strip()
    before, after = turn[:start].rstrip(CLOSERS), turn[end:].strip()
    begins_within = bool(before) and before[-1] not in ENDS
    body = text.rstrip(CLOSERS)
    ends_within = bool(after) and (not body or body[-1] not in ENDS)
    return f"{f'{CUT} ' if begins_within else ''}{text}{f' {CUT}' if ends_within else ''}"


def with_cuts(published: Published, spoken: pl.DataFrame) -> pl.DataFrame:
    """``spoken`` (columns of ``Published.segments``) with the column ``text`` as quoted by ``quote_cut``."""
    if spoken.is_empty():
        return spoken
    interviews = spoken["interview_id"].unique().sort().to_list()
    places = {
        (interview, segment): (turn, start, end)
        for interview, segment, turn, start, end in published.read("segments", interview_id=interviews)
        .select("interview_id", "segment", "turn", "start_at", "end_at")
        .iter_rows()
    }
    turns = {
        (interview, turn): text
        for interview, turn, text in published.read("masked_turns", interview_id=interviews)
        .select("interview_id", "turn", "text")
        .iter_rows()
    }
    texts = []
    for interview, segment in spoken.select("interview_id", "segment").iter_rows():
        turn, start, end = places[interview, segment]
        texts.append(quote_cut(turns[interview, turn], start, end))
    return spoken.with_columns(text=pl.Series(texts, dtype=pl.String))
