"""Columns and contexts of words on a terminal, whatever its width."""

from __future__ import annotations

from typing import get_args

import pytest
from rich.cells import cell_len

from flows.word_layout import Column, Manner, clipped, context_lines, place_width, table_lines
from flows.word_sections import NO_WORDS, WORD_CATEGORIES, Asked, find_category, said_votes
from tasks.language.reading import Voter
from tasks.lexicon.annotation import Status
from tasks.messages import load_chapter
from tasks.records import Category

FRENCH = Manner("fr", 100, "étude")


def context(before: str, word: str, after: str) -> dict[str, object]:
    """A place of a word."""
    return {"label": "Zoé A", "interview_id": "A1-1", "turn": 3, "before": before, "word": word, "after": after}


def shown(before: str, word: str, after: str, manner: Manner = FRENCH) -> str:
    """The line of a place."""
    one = context(before, word, after)
    (line,) = context_lines([one], place_width([one], manner), manner)
    return line.plain


@pytest.mark.parametrize(("width", "expected"), [(6, "tables"), (5, "tabl…"), (2, "t…"), (1, "…"), (0, "…")])
def test_layout_clipped_text_fits(width: int, expected: str) -> None:
    assert clipped("tables", width) == expected


def test_layout_context_stands_around_the_word() -> None:
    assert shown("Alors la ", "visio", ", c’est bien.").split("  ")[-1].strip() == "Alors la ‹visio›, c’est bien."
    assert shown("", "visio", "").endswith("‹visio›")


@pytest.mark.parametrize("width", [60, 80, 100, 160])
def test_layout_context_is_cut_to_the_width(width: int) -> None:
    manner = Manner("fr", width, "étude")
    line = shown("mot " * 30, "anticonstitutionnellement", " mot" * 30, manner)
    assert cell_len(line) <= width
    assert "mot ‹anticonstitutionnellement› mot" in line
    assert line.count("…") == (3 if width == 60 else 2)  # the narrowest cuts the place too


def test_layout_context_keeps_to_its_line() -> None:
    line = shown("un\n\tdeux\r\n", "trois", "\nquatre")
    assert "\n" not in line
    assert line.endswith("un  deux  ‹trois› quatre")


def test_layout_words_stand_one_below_another() -> None:
    contexts = [context("", "a", ""), context("avant " * 20, "oiseau", "")]
    lines = [line.plain for line in context_lines(contexts, place_width(contexts, FRENCH), FRENCH)]
    assert len({line.index("‹") for line in lines}) == 1


def test_layout_no_contexts() -> None:
    assert place_width([], FRENCH) == 0
    assert list(context_lines([], 0, FRENCH)) == []


def test_layout_table_gives_what_is_left_to_the_flexible_column() -> None:
    columns = [Column("mot"), Column("n", is_number=True), Column("formes", is_flexible=True)]
    lines = table_lines(columns, [["été", "12", "x" * 200], ["à", "3", "y"]], 40)
    assert lines[0] == "  mot   n  formes"
    assert lines[2] == "  à     3  y"
    assert lines[1].endswith("x…")
    assert [cell_len(line) for line in lines][1] == 40


def test_layout_table_without_rows_is_its_headings() -> None:
    assert table_lines([Column("mot"), Column("n", is_number=True)], [], 40) == ["  mot  n"]


@pytest.mark.parametrize(
    ("written", "category"),
    [
        ("nom", "noun"),
        ("Noms propres", "name"),
        ("hesitations", "hesitation"),
        ("faux départs", "false start"),
        ("FALSE START", "false start"),
        ("mot_outil", "tool word"),
        ("evenement", "event"),
        ("", None),
        ("all", None),
        ("punctuation", None),
        ("PUNCT", None),
        ("nr", None),
        ("ver", "verb"),
        ("particule de discours", "particle"),
    ],
)
def test_layout_categories_by_their_names(written: str, category: str | None) -> None:
    assert find_category(written) == (None if category is None else Asked(category))


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ("pronom", ("PRON",)),
        ("Pronoms", ("PRON",)),
        ("pro_per", ("PRON",)),
        ("adv_sup", ("ADV",)),
        ("conjonctions", ("CCONJ", "SCONJ")),
        ("CCONJ", ("CCONJ",)),
        ("sw", ()),
    ],
)
def test_layout_tool_words_by_the_names_that_the_dictionary_takes(written: str, parts: tuple[str, ...]) -> None:
    assert find_category(written) == Asked("tool word", parts)


def test_layout_has_words_for_all_that_tokens_hold() -> None:
    codes = {
        *(f"voter_{voter}" for voter in (*get_args(Voter), "dictionary", "expression")),
        *(f"status_{status}" for status in get_args(Status)),
        *(f"{number}_{kind}" for kind in get_args(Category) if kind != "punctuation" for number in ("one", "many")),
        "one_punctuation",
    }
    assert {code.replace(" ", "_") for code in codes} <= load_chapter("words").keys()
    assert {*WORD_CATEGORIES, *NO_WORDS, "punctuation"} == set(get_args(Category))


def test_layout_votes_are_told_by_lemma() -> None:
    assert said_votes("simplemma: pleuvoir | table: plaire | trees: plaire", FRENCH) == (
        "pleuvoir (simplemma), plaire (tables, modèle)"
    )
    assert said_votes("", FRENCH) == ""


def test_layout_commands_can_be_typed_as_they_stand() -> None:
    assert FRENCH.command("words", "mon étude", "--to", "c.csv") == 'miroir words "mon étude" --to c.csv'
