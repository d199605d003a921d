"""Reading turns once: what is taken over from an earlier result, what is read, and that nobody can tell which."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from tasks.language.reading import Voter, Word
from tasks.language.tokenizer import Piece, SpokenTokenizer
from tasks.lexicon.turn_readings import TurnReadings, content_hash, read_anew, reading_digest, words_of
from tests.invented import rows_of

TABLES = ("readings", "lemma_votes", "read_turns")
Turn = tuple[str, int, str]
"""Interview, turn, text."""


class Spy:
    """A reader that notes what it is asked; ``mark`` shows in its lemmas, as another model's answers would."""

    def __init__(self, mark: str = "") -> None:
        self._cutter = SpokenTokenizer()
        self._mark = mark
        self.asked: list[list[str]] = []

    def read(self, texts: Sequence[str]) -> list[list[Word]]:
        self.asked.append(list(texts))
        return [[self._word(piece) for piece in self._cutter.cut(text)] for text in texts]

    def _word(self, piece: Piece) -> Word:
        lemma = piece.form + self._mark
        votes: tuple[tuple[Voter, str], ...] = ()
        if lemma.startswith("d"):
            votes = (("table", lemma), ("simplemma", piece.form[:1]))
        return Word(piece, "NOUN", lemma, "table", piece.form != "zut", votes)


def turns_of(*turns: Turn) -> pl.DataFrame:
    rows = [{"interview_id": interview, "turn": turn, "text": text} for interview, turn, text in turns]
    return rows_of("masked_turns", *rows)


NOTHING: Mapping[str, pl.DataFrame] = {name: rows_of(name) for name in TABLES}


def read(
    turns: pl.DataFrame,
    spy: Spy,
    before: Mapping[str, pl.DataFrame] = NOTHING,
    *,
    version: str = "1",
    placeholders: frozenset[str] = frozenset(),
) -> TurnReadings:
    return read_anew(turns, before, spy.read, version=version, placeholders=placeholders)


def same(one: TurnReadings, two: TurnReadings) -> None:
    for name in TABLES:
        assert_frame_equal(one.tables[name], two.tables[name])


TURNS = turns_of(
    ("A1-1", 1, "une dame"), ("A1-1", 2, ""), ("A1-1", 3, "une dame"), ("B1-1", 1, "une dame"), ("B1-1", 2, "deux sous")
)


def test_turn_readings_equal_turns_are_read_once() -> None:
    spy = Spy()
    found = read(TURNS, spy)
    assert spy.asked == [["une dame", "", "deux sous"]]
    assert found.n_read == 3
    words = found.tables["readings"]
    assert words.select("interview_id", "turn", "word", "form").rows() == [
        ("A1-1", 1, 1, "une"),
        ("A1-1", 1, 2, "dame"),
        ("A1-1", 3, 1, "une"),
        ("A1-1", 3, 2, "dame"),
        ("B1-1", 1, 1, "une"),
        ("B1-1", 1, 2, "dame"),
        ("B1-1", 2, 1, "deux"),
        ("B1-1", 2, 2, "sous"),
    ]
    votes = found.tables["lemma_votes"].filter(pl.col("interview_id") == "A1-1")
    assert votes.rows() == [
        ("A1-1", 1, 2, "simplemma", "d"),
        ("A1-1", 1, 2, "table", "dame"),
        ("A1-1", 3, 2, "simplemma", "d"),
        ("A1-1", 3, 2, "table", "dame"),
    ]
    assert (
        found.tables["read_turns"].select("interview_id", "turn").rows() == TURNS.select("interview_id", "turn").rows()
    )


def test_turn_readings_of_an_earlier_result_are_taken_over() -> None:
    before = read(TURNS, Spy()).tables
    spy = Spy()
    again = read(TURNS, spy, before)
    assert (spy.asked, again.n_read) == ([], 0)
    same(again, read(TURNS, Spy()))


def test_turn_readings_do_not_depend_on_how_many_are_read_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    whole, spy = read(TURNS, Spy()), Spy()
    monkeypatch.setattr("tasks.lexicon.turn_readings._AT_ONCE", 2)
    same(read(TURNS, spy), whole)
    assert spy.asked == [["une dame", ""], ["deux sous"]]


def test_turn_readings_follow_turns_that_move() -> None:
    before = read(turns_of(("A1-1", 1, "une dame"), ("A1-1", 2, "deux sous")), Spy()).tables
    moved = turns_of(("A1-1", 1, "voilà"), ("A1-1", 2, "deux sous"), ("A1-1", 3, "une dame"), ("A1-1", 4, "deux sous"))
    spy = Spy()
    found = read(moved, spy, before)
    assert spy.asked == [["voilà"]]
    same(found, read(moved, Spy()))


def test_turn_readings_of_turns_that_are_gone_go() -> None:
    before = read(TURNS, Spy()).tables
    left = turns_of(("A1-1", 1, "une dame"))
    found = read(left, Spy(), before)
    same(found, read(left, Spy()))
    none = read(turns_of(), Spy(), before)
    assert [none.tables[name].height for name in TABLES] == [0, 0, 0]


@pytest.mark.parametrize("change", [{"version": "2"}, {"placeholders": frozenset({"BIP"})}])
def test_turn_readings_another_model_or_placeholder_reads_all_anew(change: dict[str, object]) -> None:
    before = read(TURNS, Spy()).tables
    spy = Spy("!")
    found = read(TURNS, spy, before, **change)  # type: ignore[arg-type]
    assert found.n_read == 3
    assert found.tables["readings"]["lemma"].str.ends_with("!").all()
    assert not set(found.tables["read_turns"]["content_hash"]) & set(before["read_turns"]["content_hash"])


def test_turn_readings_hashes_keep_their_parts_apart() -> None:
    given_parts = [
        ("a", frozenset({"b"}), "c"),
        ("a", frozenset(), "bc"),
        ("ab", frozenset(), "c"),
        ("a", frozenset({"b", "c"}), ""),
        ("a", frozenset({"bc"}), ""),
        ("", frozenset(), "a"),
        ("a", frozenset(), ""),
    ]
    hashes = {content_hash(text, version=version, placeholders=words) for version, words, text in given_parts}
    assert len(hashes) == len(given_parts)
    one, two = frozenset(["BIP", "M. X", "Z"]), frozenset(["Z", "M. X", "BIP"])
    assert content_hash("a", version="1", placeholders=one) == content_hash("a", version="1", placeholders=two)
    assert len(reading_digest()) == 32


TEXTS = st.lists(st.sampled_from(["", " ", "une dame", "deux sous", "(rires)", "...", "dès", "zut"]), max_size=5)


@given(earlier=TEXTS, now=TEXTS)
@settings(max_examples=60, deadline=None)
def test_turn_readings_are_the_same_whatever_stood_before(earlier: list[str], now: list[str]) -> None:
    before = read(turns_of(*(("A1-1", turn, text) for turn, text in enumerate(earlier, start=1))), Spy()).tables
    turns = turns_of(*((f"A{turn % 2}-1", turn, text) for turn, text in enumerate(now, start=1)))
    same(read(turns, Spy(), before), read(turns, Spy()))


def test_turn_readings_words_come_back_as_they_were_read() -> None:
    text = "D’abord l’aide,\u00a0(rires) euh p’t-être 12 fois."
    spy = Spy()
    found = read(turns_of(("A1-1", 1, text)), spy).tables["readings"]
    back = list(words_of(text, found))
    assert [(word.piece, word.pos, word.lemma, word.source, word.known) for word in back] == [
        (word.piece, word.pos, word.lemma, word.source, word.known) for word in spy.read([text])[0]
    ]
    assert {word.votes for word in back} == {()}
    assert list(words_of("", found.clear())) == []
