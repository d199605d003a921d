"""Tokens, segments and the counts made of them, recomputed naively from what was said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tasks.language.reading import Word
from tasks.language.tokenizer import Kind, Piece
from tasks.lexicon.annotation import Annotator
from tasks.lexicon.annotation_rows import annotate_interview
from tasks.lexicon.study_dictionary import parse_dictionary
from tasks.lexicon.turn_readings import reading_row
from tasks.lexicon.work import score_specificities
from tasks.table_catalogue import tables_of
from tasks.warehouse import Warehouse, conform
from tests.invented import invented_config, invented_order, rows_of

SAID: tuple[tuple[str, str, Kind], ...] = (
    ("carte", "NOUN", "word"),
    ("le", "DET", "word"),
    ("suivi", "NOUN", "word"),
    ("point", "NOUN", "word"),
    ("de", "ADP", "word"),
    ("côté", "NOUN", "word"),
    ("en", "ADP", "word"),
    ("tout", "DET", "word"),
    ("cas", "NOUN", "word"),
    ("du", "ADP", "word"),
    ("coup", "NOUN", "word"),
    ("marche", "VERB", "word"),
    ("quoi", "PRON", "word"),
    ("hein", "INTJ", "word"),
    ("12", "NUM", "number"),
    ("euh", "INTJ", "hesitation"),
    ("(rires)", "X", "event"),
    (".", "PUNCT", "punctuation"),
    (",", "PUNCT", "punctuation"),
)
DICTIONARY = parse_dictionary([("d.csv", "forme;catégorie;statut\npoint de côté;nom;\nle suivi;;ignoré\n".encode())])
INTERVIEWS = ("A1-1", "A2-1", "B1-1", "B1-2")
SPOKEN = ("word", "hesitation", "false_start", "event")
Turns = list[tuple[str, int, str, list[Word]]]
"""Interview, turn, speaker, words."""


def words_from(places: Sequence[int]) -> list[Word]:
    """Words of a turn, one space apart."""
    words, at = [], 0
    for place in places:
        form, pos, kind = SAID[place]
        words.append(Word(Piece(at, at + len(form), form, form, kind), pos, form, "table", known=True))
        at += len(form) + 1
    return words


@st.composite
def spoken(draw: st.DrawFn) -> Turns:
    """Some turns of each of some interviews."""
    turn = st.tuples(
        st.sampled_from(["interviewee", "interviewee", "interviewer"]),
        st.lists(st.integers(0, len(SAID) - 1), max_size=70),
    )
    return [
        (name, number, speaker, words_from(places))
        for name in draw(st.lists(st.sampled_from(INTERVIEWS), max_size=3, unique=True))
        for number, (speaker, places) in enumerate(draw(st.lists(turn, max_size=3)), start=1)
    ]


def annotated(turns: Turns, annotator: Annotator, words_aimed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    """``tokens`` and ``segments`` of the turns."""
    tokens, segments = [], []
    for name in dict.fromkeys(turn[0] for turn in turns):
        own = [turn for turn in turns if turn[0] == name]
        found = annotate_interview(
            rows_of("masked_turns", *map(turn_row, own)),
            rows_of("readings", *(row for turn in own for row in reading_rows(turn))),
            rows_of("replacements"),
            annotator,
            words_aimed=words_aimed,
        )
        tokens += found.tokens
        segments += found.segments
    return conform("tokens", tokens), conform("segments", segments)


def turn_row(turn: tuple[str, int, str, list[Word]]) -> dict[str, object]:
    name, number, speaker, words = turn
    text = " ".join(word.piece.written for word in words)
    return {"interview_id": name, "turn": number, "speaker": speaker, "text": text}


def reading_rows(turn: tuple[str, int, str, list[Word]]) -> Iterator[dict[str, object]]:
    name, number, _, words = turn
    for place, word in enumerate(words, start=1):
        yield {"interview_id": name, "turn": number, "word": place, **reading_row(word)}


CHOICES = st.sampled_from(
    [
        Annotator(DICTIONARY),
        Annotator(DICTIONARY, left_out=["particles"]),
        Annotator(DICTIONARY, counted=["hesitations", "events"]),
    ]
)


@given(turns=spoken(), annotator=CHOICES, words_aimed=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_annotation_rows_segments_cover_turns_and_break_no_expression(
    turns: Turns, annotator: Annotator, words_aimed: int
) -> None:
    tokens, segments = annotated(turns, annotator, words_aimed)
    assert tokens.height == sum(len(words) for *_, words in turns), "one row a word, never merged"
    speakers = {(name, number): speaker for name, number, speaker, _ in turns}
    rows = tokens.sort("interview_id", "turn", "token").to_dicts()
    for (name, number), group in groupby(rows, key=lambda row: (row["interview_id"], row["turn"])):
        said = list(group)
        numbers = [row["segment"] for row in said]
        if speakers[name, number] != "interviewee":
            assert set(numbers) == {0}
            continue
        assert numbers == sorted(numbers)
        assert min(numbers) > 0
        for before, row in pairwise(said):
            assert row["expression_word"] <= 1 or row["segment"] == before["segment"]
    for name in {row["interview_id"] for row in rows}:
        own = segments.filter(pl.col("interview_id") == name)["segment"].to_list()
        assert own == list(range(1, len(own) + 1))
    for row in segments.to_dicts():
        inside = [one for one in rows if (one["interview_id"], one["segment"]) == (row["interview_id"], row["segment"])]
        assert row["n_words"] == sum(one["status"] != "ignored" for one in inside)
        assert (row["start_at"], row["end_at"]) == (inside[0]["start_at"], inside[-1]["end_at"])
        assert {one["turn"] for one in inside} == {row["turn"]}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Warehouse]:
    with Warehouse(tmp_path_factory.mktemp("rows") / "warehouse.duckdb", tables_of("warehouse")) as opened:
        interviews = [
            {"interview_id": name, "participant_id": name[:2], "role": name[0], "side": name[0], "wave": name[-1]}
            for name in INTERVIEWS
        ]
        opened.replace("masked_turns", rows_of("masked_turns", *({"interview_id": name} for name in INTERVIEWS)))
        opened.replace("interviews", rows_of("interviews", *interviews))
        yield opened


@given(turns=spoken(), annotator=CHOICES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_annotation_rows_views_count_what_was_said(warehouse: Warehouse, turns: Turns, annotator: Annotator) -> None:
    tokens, segments = annotated(turns, annotator, 40)
    warehouse.replace("tokens", tokens)
    warehouse.replace("segments", segments)
    counted = [row for row in tokens.to_dicts() if row["segment"] and row["status"] != "ignored"]
    said = [row for row in counted if row["kind"] in SPOKEN]
    units = [row for row in said if row["expression_word"] <= 1]
    forms = Counter((row["form"], row["interview_id"][0], row["interview_id"][-1]) for row in counted)
    shown = warehouse.read("word_counts").select("form", "role", "wave", "n_occurrences")
    assert {tuple(row[:3]): row[3] for row in shown.rows()} == forms, "forms as they stand"
    totals = warehouse.read("word_totals")
    assert dict(totals.select("interview_id", "n_words").rows()) == Counter(row["interview_id"] for row in said)
    n_units = dict(totals.select("interview_id", "n_units").rows())
    assert n_units == Counter(dict.fromkeys(n_units, 0) | Counter(row["interview_id"] for row in units))
    lemmas = Counter((row["interview_id"], row["expression"] or row["lemma"], row["pos"]) for row in units)
    shown = warehouse.read("lemma_counts")
    grouped = shown.group_by("interview_id", "lemma", "pos").agg(pl.col("n_occurrences").sum())
    assert {tuple(row[:3]): row[3] for row in grouped.rows()} == lemmas
    order = invented_order(
        "study", config=invented_config(lexicon={"min_form_count": 1}), lemma_counts=shown, word_totals=totals
    )
    scored = score_specificities(order).tables["specificities"]
    for side in ("A", "B"):
        own = scored.filter(pl.col("side") == side)
        size = sum(n for name, n in n_units.items() if name[0] == side)
        assert set(own["words_in_role"]) <= {size}
        assert own["n_in_role"].sum() == size, "each unit is an occurrence of one lemma, and no other"
    assert set(scored["words_total"]) <= {len(units)}


def test_annotation_rows_particles_of_the_language_come_before_its_lexicon() -> None:
    lexicon = "".join(f"mot{letter}\tmot\tnom\n" for letter in "abcdefghij")
    lexicon += "hein\thein\tono\nvoilà\tvoilà\tpre\nmarche\tmarche\tnom\ndu_coup\tdu_coup\tadv\n"
    words = words_from([[form for form, _, _ in SAID].index(form) for form in ("du", "coup", "marche", "hein")])
    general = [("lexique_fr.txt", lexicon.encode())]
    tokens = Annotator(parse_dictionary(general)).annotate(words)
    assert [(token.form, token.category, token.expression) for token in tokens] == [
        ("du", "particle", "du coup"),
        ("coup", "particle", "du coup"),
        ("marche", "noun", ""),
        ("hein", "particle", ""),
    ]
    assert tokens[3].source == "table"
    own = [*general, ("d.csv", "forme;catégorie\nhein;pronom\ndu coup;adverbe\n".encode())]
    tokens = Annotator(parse_dictionary(own)).annotate(words)
    assert [token.category for token in tokens] == ["adverb", "adverb", "noun", "tool word"]
