"""What ``miroir words`` shows of a study: the overview, the frequent, the unknown and the disputed words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Any, NamedTuple

import polars as pl
from rich.text import Text

from flows.word_layout import Column, Manner, context_lines, heading, place_width, table_lines
from tasks.ingestion.folding import fold
from tasks.lexicon.study_dictionary_categories import read_category
from tasks.messages import Language, say

CONTENT = ("noun", "verb", "adjective", "adverb")
WORD_CATEGORIES = (*CONTENT, "tool word", "particle", "interjection", "name", "number", "placeholder")
NO_WORDS = ("hesitation", "false start", "event")
ALL = "all"
_READING = ["form", "lemma", "pos"]
_BOTH: tuple[Language, ...] = ("fr", "en")

Row = Mapping[str, Any]
Contexts = Mapping[tuple[str, str, str], Sequence[Row]]
"""(form, lemma, part of speech) → places in order."""


class Asked(NamedTuple):
    """Words that are to be shown."""

    category: str
    parts: tuple[str, ...] = ()
    """Universal parts of speech of the tool words that are meant; empty: all."""


_TOOL_WORD, _CONJUNCTIONS = "tool word", ("CCONJ", "SCONJ")
_CONJUNCTION_OF_BOTH = ("con", "conjonction", "conjunction")


def find_category(written: str) -> Asked | None:
    """What ``written`` names in French or in English, one or many, or as the study's dictionary may."""
    names = {
        _bare(say("words", f"{number}_{category.replace(' ', '_')}", language)): category
        for category in (*WORD_CATEGORIES, *NO_WORDS)
        for number in ("one", "many")
        for language in _BOTH
    }
    found = names.get(_bare(written))
    return Asked(found) if found else _category_of_dictionary(written)


def _category_of_dictionary(written: str) -> Asked | None:
    if _bare(written) in _CONJUNCTION_OF_BOTH:
        return Asked(_TOOL_WORD, _CONJUNCTIONS)
    meant = read_category(written, "") or read_category(_bare(written), "")
    if meant is None or meant.category not in WORD_CATEGORIES:
        return None
    return Asked(meant.category, (meant.pos,) if meant.pos and meant.category == _TOOL_WORD else ())


def _bare(name: str) -> str:
    return " ".join(word.removesuffix("s") for word in fold(name).split())


def group_contexts(contexts: pl.DataFrame, most: int) -> Contexts:
    """The first ``most`` places of each reading."""
    rows = contexts.filter(pl.col("rank") <= most).sort(*_READING, "rank").to_dicts()
    return {key: list(several) for key, several in groupby(rows, key=reading_of)}


def reading_of(row: Row) -> tuple[str, str, str]:
    """Form, lemma and part of speech of a row."""
    return row["form"], row["lemma"], row["pos"]


def total_of(overview: pl.DataFrame) -> int:
    """Words of all categories together."""
    return int(overview.filter(pl.col("category") == ALL)["n_words"].sum())


def overview_lines(overview: pl.DataFrame, manner: Manner) -> Iterator[str | Text]:
    """Words by category; what is no word in a line of its own. Shares are of all words."""
    rows = {row["category"]: row for row in overview.to_dicts()}
    numbers, n_all = manner.numbers, total_of(overview)
    columns = [
        Column(manner.say("head_category")),
        *(
            Column(manner.say(f"head_{name}"), is_number=True)
            for name in ("words", "share", "forms", "lemmas", "hapax")
        ),
    ]
    shown = [category for category in (*WORD_CATEGORIES, ALL) if category in rows]
    yield heading(manner.say("overview"))
    yield from table_lines(
        columns,
        [
            [
                manner.say("all_words") if category == ALL else manner.category(category),
                numbers.whole(rows[category]["n_words"]),
                numbers.percent(rows[category]["n_words"] / n_all if n_all else None, digits=1),
                *(numbers.whole(rows[category][name]) for name in ("n_forms", "n_lemmas", "n_hapax")),
            ]
            for category in shown
        ],
        manner.width,
    )
    apart = [category for category in NO_WORDS if category in rows]
    if apart:
        counts = [
            manner.say("apart_one", what=manner.category(one, many=True).lower(), n=numbers.whole(rows[one]["n_words"]))
            for one in apart
        ]
        yield "  " + manner.say("apart", counts=" · ".join(counts))
    yield "  " + manner.say("hapax")


def frequent_lines(words: pl.DataFrame, asked: Asked, most: int, manner: Manner) -> Iterator[str | Text]:
    """The most frequent lemmas of what is asked for, from ``frequent_words``."""
    words = words.filter(pl.col("category") == asked.category).sort(
        "n_occurrences", "lemma", "pos", descending=[True, False, False]
    )
    called = manner.category(asked.category, many=True)
    if asked.parts:
        words = words.filter(pl.col("pos").is_in(asked.parts))
        called += f" ({', '.join(asked.parts)})"
    if words.is_empty():
        yield manner.say("category_none", category=called)
        return
    shown = words.head(most).to_dicts()
    yield heading(manner.say("frequent", category=called, shown=len(shown), n=manner.numbers.whole(words.height)))
    numbers = ("occurrences", "interviews", "side_a", "side_b")
    columns = [
        Column(manner.say("head_lemma")),
        *(Column(manner.say(f"head_{name}"), is_number=True) for name in numbers),
        Column(manner.say("head_forms"), is_flexible=True),
    ]
    with_pos = words["pos"].n_unique() > 1
    rows = [
        [
            f"{row['lemma']} ({row['pos']})" if with_pos else row["lemma"],
            *(manner.numbers.whole(row[f"n_{name}"]) for name in numbers),
            row["forms"],
        ]
        for row in shown
    ]
    yield from table_lines(columns, rows, manner.width)


def unknown_lines(
    words: pl.DataFrame, contexts: Contexts, most: int, n_words: int, manner: Manner
) -> Iterator[str | Text]:
    """Words that no dictionary knows, with the reading given, from ``unknown_words``."""
    yield _counted("unknown", words, most, n_words, manner)
    columns = [*_reading_columns(manner), *_count_columns(manner)]
    shown = first_words(words, most)
    rows = [[*_reading_cells(row, manner), *_count_cells(row, manner)] for row in shown]
    yield from with_contexts(columns, shown, rows, contexts, manner)


def disputed_lines(
    words: pl.DataFrame, contexts: Contexts, most: int, n_words: int, manner: Manner
) -> Iterator[str | Text]:
    """Words whose voters disagree, who said what, and what won, from ``disputed_words``."""
    yield _counted("disputed", words, most, n_words, manner)
    columns = [
        *_reading_columns(manner),
        *_count_columns(manner),
        Column(manner.say("head_votes"), is_flexible=True),
    ]
    shown = first_words(words, most)
    rows = [
        [*_reading_cells(row, manner), *_count_cells(row, manner), said_votes(row["votes"], manner)] for row in shown
    ]
    yield from with_contexts(columns, shown, rows, contexts, manner)


def first_words(words: pl.DataFrame, most: int) -> list[dict[str, Any]]:
    """The most frequent rows first."""
    order = [name for name in ("form", "lemma", "pos", "category", "votes") if name in words.columns]
    return words.sort("n_occurrences", *order, descending=[True, *(False for _ in order)]).head(most).to_dicts()


def said_votes(votes: str, manner: Manner) -> str:
    """``plu (tables), plaire (simplemma, model)`` of ``table: plu | simplemma: plaire | trees: plaire``."""
    said: dict[str, list[str]] = {}
    for vote in filter(None, votes.split(" | ")):
        voter, _, lemma = vote.partition(": ")
        said.setdefault(lemma, []).append(manner.say(f"voter_{voter.replace(' ', '_')}"))
    return ", ".join(f"{lemma} ({', '.join(voters)})" for lemma, voters in said.items())


def _counted(what: str, words: pl.DataFrame, most: int, n_words: int, manner: Manner) -> str | Text:
    if words.is_empty():
        return manner.say(f"{what}_none")
    n = int(words["n_occurrences"].sum())
    told = manner.say(
        what,
        shown=min(most, words.height),
        n=manner.numbers.whole(words.height),
        occurrences=manner.numbers.whole(n),
        share=manner.numbers.percent(n / n_words if n_words else None, digits=1),
    )
    return heading(told)


def _reading_columns(manner: Manner) -> list[Column]:
    return [Column(manner.say(f"head_{name}")) for name in ("form", "lemma", "category")]


def _reading_cells(row: Row, manner: Manner) -> list[str]:
    return [row["form"], row["lemma"], manner.category(row["category"])]


def _count_columns(manner: Manner) -> list[Column]:
    return [Column(manner.say(f"head_{name}"), is_number=True) for name in ("occurrences", "interviews")]


def _count_cells(row: Row, manner: Manner) -> list[str]:
    return [manner.numbers.whole(row["n_occurrences"]), manner.numbers.whole(row["n_interviews"])]


def with_contexts(
    columns: Sequence[Column], shown: Sequence[Row], rows: Sequence[Sequence[str]], contexts: Contexts, manner: Manner
) -> Iterator[str | Text]:
    """A table with the places of each row below it; those of a reading stand below its first row only."""
    if not shown:
        return
    places = {key: contexts.get(key, ()) for key in dict.fromkeys(map(reading_of, shown))}
    column = place_width(chain.from_iterable(places.values()), manner)
    head, *lines = table_lines(columns, rows, manner.width)
    yield head
    for row, line in zip(shown, lines, strict=True):
        yield line
        yield from context_lines(places.pop(reading_of(row), ()), column, manner)
