"""The concordance: lines counted anew, in the order of the alphabet, never without bound."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl

from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.concordance import ALL_LINES, LEAST, MOST, ONE_SIDED, build_concordance, choose_lines
from tests.dashboards.example_people import text_rows
from tests.dashboards.published_example import example_rows, publish


def test_concordance_shows_each_word_in_its_words(materials: Materials) -> None:
    materials.word_link("matin", "NOUN")
    materials.word_link("jeudi")
    concordance = build_concordance(materials)
    assert [letter.letter for letter in concordance.letters] == ["J", "M"]
    (jeudi,), (matin,) = (letter.words for letter in concordance.letters)
    tokens = text_rows()["tokens"]
    n = sum(token["form"] == "matin" for token in tokens)
    assert matin.count.startswith(f"{n} emplois dans ")
    assert matin.anchor == "matin-noun"
    assert [line.word for line in matin.lines] == ["matin"] * MOST
    assert Counter(line.side for line in matin.lines) == {"A": MOST // 2, "B": MOST // 2}
    assert {line.before for line in matin.lines} == {"Le "}
    assert all(line.after.startswith(" on arrose") and line.after.endswith("\u00a0…") for line in matin.lines)
    assert all(line.href.startswith("interview-") and "#t" in line.href for line in matin.lines)
    assert jeudi.title == "jeudi (forme telle quelle)"
    assert {(line.name, line.side, line.wave) for line in matin.lines} >= {("Anne", "A", "Printemps")}


def test_concordance_shows_expressions_whole_and_their_words_alone(tmp_path: Path) -> None:
    bound = {"expression": "le matin", "pos": "ADV"}
    ends = {1: {"expression_word": 1, "expression_end_at": 8}, 2: {"expression_word": 2, "expression_end_at": 8}}
    rows = example_rows()
    starting = {
        (row["interview_id"], row["turn"]) for row in rows["tokens"] if (row["token"], row["form"]) == (2, "matin")
    }
    tokens = [
        {**row, **bound, **ends[row["token"]]}
        if (row["interview_id"], row["turn"]) in starting and row["token"] in (1, 2)
        else row
        for row in rows["tokens"]
    ]
    with open_published(publish(tmp_path / "p.duckdb", {**rows, "tokens": tokens})) as published:
        materials = gather_materials(published, "fr")
        for lemma, pos in (("le matin", "ADV"), ("matin", ""), ("matin", "NOUN")):
            materials.word_link(lemma, pos)
        found = [word for letter in build_concordance(materials).letters for word in letter.words]
    lines = {word.anchor: {line.word for line in word.lines} for word in found}
    assert lines == {"le_20_matin-adv": {"Le matin"}, "matin-forme": {"matin"}, "matin-noun": set()}


def test_concordance_names_the_part_of_speech_in_the_index_only_where_needed(materials: Materials) -> None:
    for lemma, pos in (("matin", "NOUN"), ("jeudi", ""), ("jeudi", "NOUN"), ("été", "NOUN")):
        materials.word_link(lemma, pos)
    letters = {letter.letter: letter for letter in build_concordance(materials).letters}
    assert list(letters) == ["E", "J", "M"]
    assert [link.text for link in letters["M"].index] == ["matin"]
    assert [link.text for link in letters["J"].index] == ["jeudi (forme telle quelle)", "jeudi (nom)"]
    assert [link.href for link in letters["J"].index] == [
        f"concordance.html#jeudi-{kind}" for kind in ("forme", "noun")
    ]
    assert letters["E"].words[0].lines == ()


def test_concordance_of_many_words_shows_fewer_lines_of_each(materials: Materials) -> None:
    for number in range(ALL_LINES // 5):
        materials.word_link(f"mot{number}")
    materials.word_link("matin")
    matin = next(
        word for letter in build_concordance(materials).letters for word in letter.words if word.anchor[:5] == "matin"
    )
    assert len(matin.lines) == 4
    for number in range(ALL_LINES):
        materials.word_link(f"autre{number}")
    matin = next(
        word for letter in build_concordance(materials).letters for word in letter.words if word.anchor[:5] == "matin"
    )
    assert len(matin.lines) == LEAST


def test_choose_lines_takes_from_as_many_interviews_as_can_be_and_from_both_sides() -> None:
    found = pl.DataFrame(
        {
            "person": ["A1"] * 4 + ["A2", "B1"],
            "interview_id": ["A1-1"] * 4 + ["A2-1", "B1-1"],
            "turn": [1, 1, 2, 3, 1, 9],
            "start_at": [0, 30, 0, 0, 5, 2],
            "side": ["A"] * 5 + ["B"],
        }
    )
    chosen = choose_lines(found, 3)
    assert chosen.select("interview_id", "turn", "start_at").rows() == [("A1-1", 1, 0), ("A2-1", 1, 5), ("B1-1", 9, 2)]
    assert choose_lines(found, 99).height == 6
    assert choose_lines(found.clear(), 3).height == 0


def _uses(*interviews: str) -> pl.DataFrame:
    rows = [(name[:2], name, turn, 0, name[0]) for turn, name in enumerate(interviews, start=1)]
    return pl.DataFrame(rows, schema=["person", "interview_id", "turn", "start_at", "side"], orient="row")


def test_choose_lines_takes_people_before_interviews_and_interviews_before_more_of_the_same() -> None:
    found = _uses("A1-1", "A1-1", "A1-2", "A2-1", "A3-2", "B1-1")
    assert choose_lines(found, 4)["interview_id"].to_list() == ["A1-1", "A2-1", "A3-2", "B1-1"]
    assert choose_lines(found, 5)["interview_id"].to_list() == ["A1-1", "A1-2", "A2-1", "A3-2", "B1-1"]


def test_choose_lines_shows_everyone_where_one_side_alone_says_the_word() -> None:
    found = _uses(*(f"A{person}-{wave}" for wave in (1, 2) for person in range(1, 8)))
    assert choose_lines(found, 4)["person"].to_list() == [f"A{person}" for person in range(1, 8)]
    crowd = pl.DataFrame({"person": [f"A{n:02}" for n in range(40)], "turn": 1, "start_at": 0, "side": "A"})
    assert choose_lines(crowd.with_columns(interview_id=pl.col("person") + "-1"), 4).height == ONE_SIDED
