"""Words that the pages show, each with some of its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby

import polars as pl

from dashboards import addresses
from dashboards.alphabet import NO_LETTER, first_letter, sort_key, written
from dashboards.contexts.concordance import ConcordanceContext, Letter, Line, WordLines
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.number_format import FIXED

MOST, LEAST = 8, 3
"""Lines of a word."""
ALL_LINES = 700
"""Lines of the page, about: what keeps it under 200 KB."""
ONE_SIDED = 16
"""Lines at most of a word that one side alone says: everyone who says it, as far as a study of this kind goes."""
AROUND = 46
"""Characters on each side of a word: what a line of a wide screen holds."""

Turns = Mapping[tuple[str, int], str]
Word = tuple[str, str]


def build_concordance(materials: Materials) -> ConcordanceContext:
    """Every word that was asked for (``Materials.word_link``)."""
    places = materials.published.read("word_places")
    asked = sorted(materials.ledger.words, key=lambda word: (sort_key(word[0]), word))
    if not asked:
        return ConcordanceContext(materials.words("empty_concordance"), "", ())
    most = min(MOST, max(LEAST, ALL_LINES // len(asked)))
    turns = {
        (interview, turn): text
        for interview, turn, text in materials.published.read("masked_turns")
        .select("interview_id", "turn", "text")
        .iter_rows()
    }
    found = _find(places, asked)
    whole = materials.numbers.whole
    return ConcordanceContext(
        "",
        materials.words("concordance_intro", n=whole(len(asked)), lines=whole(most), alone=whole(ONE_SIDED)),
        tuple(
            _letter(materials, letter, [(word, found[word]) for word in words], turns, most)
            for letter, words in groupby(asked, key=lambda word: first_letter(word[0]))
        ),
    )


def _find(places: pl.DataFrame, asked: list[Word]) -> dict[Word, pl.DataFrame]:
    """Places of each word asked for."""
    none = places.clear()
    forms = {str(form): rows for (form,), rows in places.group_by("form")}
    whole = places.with_columns(end_at=pl.col("lemma_end_at"))
    lemmas = {(str(lemma), str(pos)): rows for (lemma, pos), rows in whole.group_by("lemma", "pos")}
    return {word: (lemmas.get(word, none) if word[1] else forms.get(word[0], none)) for word in asked}


def _letter(
    materials: Materials, letter: str, words: list[tuple[Word, pl.DataFrame]], turns: Turns, most: int
) -> Letter:
    listed = tuple(_word(materials, word, found, turns, most) for word, found in words)
    alike = Counter(lemma for (lemma, _), _ in words)
    return Letter(
        anchor=f"letter-{'other' if letter == NO_LETTER else letter}",
        letter=letter,
        index=tuple(
            Link(shown.title if alike[word[0]] > 1 else written(word[0]), addresses.of_word(*word))
            for shown, (word, _) in zip(listed, words, strict=True)
        ),
        words=listed,
    )


def _word(materials: Materials, word: Word, found: pl.DataFrame, turns: Turns, most: int) -> WordLines:
    lemma, pos = word
    words, whole = materials.words, materials.numbers.whole
    people = found["interview_id"].replace_strict(
        {interview: person for interview, (person, _) in materials.names.interviews.items()},
        default="",
        return_dtype=pl.String,
    )
    chosen = choose_lines(found.with_columns(person=people), most)
    count = words.count(
        "concordance_uses",
        found.height,
        whole(found.height),
        interviews=words.count("in_interviews", n := found["interview_id"].n_unique(), whole(n)),
        a=whole(found.filter(pl.col("side") == "A").height),
        b=whole(found.filter(pl.col("side") == "B").height),
    )
    if chosen.height < found.height:
        count = f"{count} {words('concordance_shown', shown=whole(chosen.height))}"
    return WordLines(
        anchor=addresses.word_anchor(lemma, pos),
        title=f"{written(lemma)} ({words.of('pos', pos)})" if pos else words("concordance_form", form=written(lemma)),
        count=count,
        lines=tuple(_lines(materials, chosen, turns)),
    )


def choose_lines(found: pl.DataFrame, most: int) -> pl.DataFrame:
    """At most ``most`` places: of as many people as can be, then of as many interviews; sides in turn.

    A word that one side alone says shows every person who says it, up to ``ONE_SIDED``.
    ``found``: ``person``, ``interview_id``, ``turn``, ``start_at``, ``side``.
    """
    here = ("interview_id", "turn", "start_at")
    ranked = found.sort(here).with_columns(
        nth=pl.int_range(pl.len()).over("interview_id"), again=pl.int_range(pl.len()).over("person") > 0
    )
    taken = ranked.sort("again", "nth", *here).with_columns(place=pl.int_range(pl.len()).over("side"))
    if found["side"].n_unique() == 1:
        most = max(most, min(ONE_SIDED, found["person"].n_unique()))
    return taken.sort("place", "side").head(most).sort("side", *here)


def _lines(materials: Materials, chosen: pl.DataFrame, turns: Turns) -> Iterator[Line]:
    names = materials.names
    for row in chosen.to_dicts():
        text = turns[row["interview_id"], row["turn"]]
        participant, wave = names.interviews[row["interview_id"]]
        yield Line(
            before=_before(text[: row["start_at"]]),
            word=text[row["start_at"] : row["end_at"]],
            after=_after(text[row["end_at"] :]),
            name=names.participant(participant).removesuffix(f" {row['side']}"),
            side=row["side"],
            wave=names.wave_in_short(wave) if len(names.waves) > 1 else "",
            href=addresses.of_turn(row["interview_id"], row["turn"]),
        )


def _before(text: str) -> str:
    return text if len(text) <= AROUND else f"…{FIXED}{text[-AROUND:].partition(' ')[2]}"


def _after(text: str) -> str:
    return text if len(text) <= AROUND else f"{text[:AROUND].rpartition(' ')[0]}{FIXED}…"
