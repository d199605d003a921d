"""All that is known of one word: its readings, the forms of its lemmas, who says what of them, and where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any

import polars as pl
from rich.text import Text

from flows.word_layout import Column, Manner, heading, table_lines
from flows.word_sections import Contexts, first_words, said_votes, with_contexts
from tasks.language.tokenizer import fold_form
from tasks.warehouse import Warehouse

_NEAR = 5


def word_readings(warehouse: Warehouse, written: str) -> pl.DataFrame:
    """Rows of ``word_readings`` of the word: those of the form, and all forms of its lemmas, or of it as a lemma."""
    word = fold_form(" ".join(written.split()))
    lemmas = warehouse.read("word_readings", form=word)["lemma"].to_list()
    found = warehouse.read("word_readings", lemma=sorted({word, *lemmas}))
    here = found.filter((pl.col("form") == word) | (pl.col("lemma") == word))
    return found if here.height else found.clear()


def near_forms(warehouse: Warehouse, written: str) -> list[str]:
    """Forms that somebody says and that are written almost so."""
    forms = warehouse.read("word_readings")["form"].unique().sort().to_list()
    return get_close_matches(fold_form(written), forms, _NEAR)


def portrait_lines(
    written: str, readings: pl.DataFrame, disputed: pl.DataFrame, contexts: Contexts, manner: Manner
) -> Iterator[str | Text]:
    """The word's own readings with their places first, then all forms of its lemmas, then the votes."""
    word = fold_form(" ".join(written.split()))
    own = readings.filter((pl.col("form") == word) | (pl.col("lemma") == word))
    yield heading(manner.say("word", word=word))
    shown = first_words(own, own.height)
    yield from with_contexts(_columns(manner), shown, [_cells(row, manner) for row in shown], contexts, manner)
    others = readings.join(own, on=own.columns, how="anti")
    if others.height:
        yield ""
        yield heading(manner.say("word_lemmas"))
        yield from table_lines(_columns(manner), [_cells(row, manner) for row in first_words(others, 20)], manner.width)
    unknown = sorted(set(own.filter(~pl.col("known"))["form"]))
    if unknown:
        yield ""
        yield manner.say("word_unknown", forms=", ".join(unknown))
    if disputed.height:
        yield ""
        yield heading(manner.say("word_votes"))
        yield from _votes(first_words(disputed, disputed.height), manner)


def _columns(manner: Manner) -> list[Column]:
    numbers = ("occurrences", "interviews", "side_a", "side_b")
    return [
        *(Column(manner.say(f"head_{name}")) for name in ("form", "lemma", "category", "status")),
        *(Column(manner.say(f"head_{name}"), is_number=True) for name in numbers),
        Column(manner.say("head_source"), is_flexible=True),
    ]


def _cells(row: dict[str, Any], manner: Manner) -> list[str]:
    return [
        row["form"],
        row["lemma"],
        f"{manner.category(row['category'])} ({row['pos']})",
        manner.say(f"status_{row['status']}"),
        *(manner.numbers.whole(row[name]) for name in ("n_occurrences", "n_interviews", "n_side_a", "n_side_b")),
        manner.say(f"voter_{row['source'].replace(' ', '_')}"),
    ]


def _votes(rows: Sequence[dict[str, Any]], manner: Manner) -> list[str]:
    columns = [
        *(Column(manner.say(f"head_{name}")) for name in ("form", "lemma")),
        Column(manner.say("head_occurrences"), is_number=True),
        Column(manner.say("head_votes"), is_flexible=True),
    ]
    cells = [
        [row["form"], row["lemma"], manner.numbers.whole(row["n_occurrences"]), said_votes(row["votes"], manner)]
        for row in rows
    ]
    return table_lines(columns, cells, manner.width)
