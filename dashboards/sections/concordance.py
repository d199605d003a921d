"""Words that the pages show, each with some of its lines."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards import addresses
from dashboards.contexts.concordance import ConcordanceContext, Line, WordLines
from dashboards.materials import Materials

SHOWN = 8
"""Lines of a word."""
AROUND = 60
"""Characters on each side of it."""


def build_concordance(materials: Materials) -> ConcordanceContext:
    """Every word that was asked for (``Materials.word_link``)."""
    places = materials.published.read("word_places")
    if places.is_empty() or not materials.ledger.words:
        return ConcordanceContext(materials.words("empty_concordance"), ())
    turns = {
        (interview, turn): text
        for interview, turn, text in materials.published.read("masked_turns")
        .select("interview_id", "turn", "text")
        .iter_rows()
    }
    return ConcordanceContext(
        "", tuple(_word(materials, lemma, pos, places, turns) for lemma, pos in sorted(materials.ledger.words))
    )


def _word(
    materials: Materials, lemma: str, pos: str, places: pl.DataFrame, turns: dict[tuple[str, int], str]
) -> WordLines:
    words, whole = materials.words, materials.numbers.whole
    same = (pl.col("lemma") == lemma) & (pl.col("pos") == pos) if pos else pl.col("form") == lemma
    found = places.filter(same)
    chosen = choose_lines(found, SHOWN)
    return WordLines(
        anchor=addresses.word_anchor(lemma, pos),
        title=f"{lemma} ({words.of('pos', pos)})" if pos else lemma,
        count=words(
            "concordance_count",
            n=whole(found.height),
            a=whole(found.filter(pl.col("side") == "A").height),
            b=whole(found.filter(pl.col("side") == "B").height),
            interviews=whole(found["interview_id"].n_unique()),
            shown=whole(chosen.height),
        ),
        lines=tuple(_lines(materials, chosen, turns)),
    )


def choose_lines(found: pl.DataFrame, most: int) -> pl.DataFrame:
    """At most ``most`` places, as many interviews as can be: the first of each, then the second; sides in turn.

    ``found``: ``interview_id``, ``turn``, ``start_at``, ``side``.
    """
    ranked = found.sort("interview_id", "turn", "start_at").with_columns(
        nth=pl.int_range(pl.len()).over("interview_id")
    )
    place = pl.int_range(pl.len()).over("side")
    taken = ranked.sort("nth", "interview_id", "turn", "start_at").with_columns(place=place)
    return taken.sort("place", "side").head(most).sort("side", "interview_id", "turn", "start_at")


def _lines(materials: Materials, chosen: pl.DataFrame, turns: dict[tuple[str, int], str]) -> Iterator[Line]:
    for row in chosen.to_dicts():
        text = turns[row["interview_id"], row["turn"]]
        yield Line(
            before=_before(text[: row["start_at"]]),
            word=text[row["start_at"] : row["end_at"]],
            after=_after(text[row["end_at"] :]),
            who=materials.names.interview(row["interview_id"]),
            href=addresses.of_turn(row["interview_id"], row["turn"]),
        )


def _before(text: str) -> str:
    return text if len(text) <= AROUND else f"… {text[-AROUND:].partition(' ')[2]}"


def _after(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]} …"
