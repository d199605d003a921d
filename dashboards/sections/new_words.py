"""Words of a later wave that no earlier one had."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dashboards.contexts.parts import Cell, Column, Link, Mention, Statement, Table
from dashboards.materials import Materials

CONTENT = ("NOUN", "VERB", "ADJ", "PROPN")
"""Parts of speech that name things; a new pronoun tells nothing."""
SEVERAL = 2
"""Participants who say it, at least."""
LISTED = 16
NAMED = 6


def find_new_words(places: pl.DataFrame, interviews: dict[str, tuple[str, str]], waves: list[str]) -> pl.DataFrame:
    """Lemmas that several participants say in the last of ``waves`` and nobody in those before.

    ``places``: the table ``word_places``; ``interviews``: interview → participant and wave. Columns: ``lemma``,
    ``pos``, ``n`` (occurrences), ``people``, ``people_a``, ``people_b``; by people, then occurrences.
    """
    where = pl.DataFrame(
        [(interview, participant, wave) for interview, (participant, wave) in interviews.items()],
        schema={"interview_id": pl.String(), "participant_id": pl.String(), "wave": pl.String()},
        orient="row",
    )
    said = places.filter(pl.col("pos").is_in(CONTENT)).join(where, on="interview_id")
    before = said.filter(pl.col("wave").is_in(waves[:-1])).select("lemma").unique()
    now = said.filter(pl.col("wave") == waves[-1]).join(before, on="lemma", how="anti")
    person, side = pl.col("participant_id"), pl.col("side")
    counted = now.group_by("lemma", "pos").agg(
        n=pl.len(),
        people=person.n_unique(),
        people_a=person.filter(side == "A").n_unique(),
        people_b=person.filter(side == "B").n_unique(),
    )
    several = counted.filter(pl.col("people") >= SEVERAL)
    return several.sort("people", "n", "lemma", "pos", descending=[True, True, False, False])


def list_new_words(materials: Materials) -> Iterator[tuple[str, pl.DataFrame, Table]]:
    """For each later wave with new words: the wave, the words, their table."""
    places = materials.published.read("word_places")
    here = set(places["interview_id"])
    interviews = {name: told for name, told in materials.names.interviews.items() if name in here}
    held = [wave for wave in materials.names.waves if any(wave == told[1] for told in interviews.values())]
    sides = dict(places.select("interview_id", "side").unique().iter_rows())
    for place, wave in enumerate(held[1:], start=1):
        words = find_new_words(places, interviews, held[: place + 1])
        met = {(sides[name], told[0]) for name, told in interviews.items() if told[1] == wave}
        if words.height:
            yield wave, words, _listed(materials, wave, words, met)


def _listed(materials: Materials, wave: str, words: pl.DataFrame, met: set[tuple[str, str]]) -> Table:
    """The most shared words; ``met``: side and participant of those met in the wave."""
    numbers, say, listed = materials.numbers, materials.words, words.head(LISTED)
    asked = {letter: sum(side == letter for side, _ in met) for letter in ("A", "B")}
    rows = tuple(
        (
            Cell(name, materials.word_link(row["lemma"], row["pos"])),
            numbers.ratio(row["people_a"], asked["A"]),
            numbers.ratio(row["people_b"], asked["B"]),
            numbers.whole(row["n"]),
        )
        for name, row in zip(materials.lemma_names(listed), listed.to_dicts(), strict=True)
    )
    columns = (
        Column(say("head_lemma")),
        *(Column(say(code), numeric=True) for code in ("head_users_a", "head_users_b", "head_occurrences")),
    )
    shown, total = numbers.whole(listed.height), numbers.whole(words.height)
    return Table(say("caption_new_words", wave=materials.names.wave(wave), n=shown, total=total), columns, rows)


def brief_new_words(materials: Materials, found: list[tuple[str, pl.DataFrame, Table]]) -> Iterator[Statement]:
    """The words of each later wave that most people say."""
    whole = materials.numbers.whole
    for wave, words, _ in found:
        named = tuple(
            Mention(
                "",
                (
                    Link(row["lemma"], materials.word_link(row["lemma"], row["pos"])),
                    Link(materials.words.count("said_by", row["people"], whole(row["people"])), ""),
                ),
            )
            for row in words.head(NAMED).to_dicts()
        )
        text = materials.words.count(
            "brief_new_words", words.height, whole(words.height), wave=materials.names.wave(wave)
        )
        yield Statement(text, named)
