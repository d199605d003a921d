"""The page of classes: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from dashboards.contexts.parts import Cell
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.class_speakers import measure_leanings, say_leanings
from dashboards.sections.discourse import build_discourse
from tests.dashboards.example_people import text_rows
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import texts_of, titles_of


def _placed() -> pl.DataFrame:
    turns = pl.DataFrame(text_rows()["segments"]).select("interview_id", "segment", "turn")
    placed = pl.DataFrame(text_rows()["segment_classes"]).filter(pl.col("class") > 0)
    return placed.join(turns, on=["interview_id", "segment"])


def test_discourse_draws_the_tree_with_words_that_lead_to_their_lines(materials: Materials) -> None:
    discourse = build_discourse(materials)
    assert discourse.unclassified == "Segments sans classe\u202f: partie trop petite pour faire une classe (4)."
    assert discourse.tree is not None
    titles = titles_of(discourse.tree)
    assert len(titles) == 4 + 4 * 10
    assert "arroser : χ² 48,2 ; 20 de ses 22 segments sont dans la classe" in [
        title.replace("\u00a0", " ").replace("\u202f", " ") for title in titles
    ]
    assert 'href="concordance.html#arroser-verb"' in str(discourse.tree.svg)
    assert 'href="classes.html#class-1"' in str(discourse.tree.svg)
    assert ("arroser", "VERB") in materials.ledger.words


def test_discourse_lists_classes_by_name(materials: Materials) -> None:
    discourse = build_discourse(materials)
    assert [entry.link.href for entry in discourse.entries] == [f"classes.html#class-{n}" for n in (1, 2, 3, 4)]
    assert discourse.entries[0].link.text == "Classe 1 · arroser – terre – chaleur"
    assert [portrait.title for portrait in discourse.classes] == [entry.link.text for entry in discourse.entries]
    assert [portrait.anchor for portrait in discourse.classes] == ["class-1", "class-2", "class-3", "class-4"]


def test_discourse_shares_by_side_and_wave(materials: Materials) -> None:
    sides, _ = build_discourse(materials).speakers
    placed = _placed().with_columns(side=pl.col("interview_id").str.head(1), wave=pl.col("interview_id").str.tail(1))
    rows = texts_of(sides.table)
    assert len(rows) == 4 * 2 * 3
    for row in rows:
        here = placed.filter(pl.col("side") == ("A" if row[1] == "Animatrices" else "B"))
        if row[2] != materials.words("whole_study"):
            here = here.filter(pl.col("wave") == ("1" if row[2] == "Printemps" else "2"))
        inside = here.filter(pl.col("class") == int(row[0][len("Classe ")])).height
        assert row[3] == f"{inside}/{here.height}"
        assert row[4] == materials.numbers.percent(inside / here.height, digits=1)


def test_discourse_strip_counts_every_interview_and_leads_to_the_turn(materials: Materials) -> None:
    _, strip = build_discourse(materials).speakers
    placed = _placed()
    spoken = Counter(placed.select("interview_id", "class").rows())
    assert len(strip.table.rows) == placed["interview_id"].n_unique()
    assert titles_of(strip)[0].startswith("Anne A, Printemps – Classe 1")
    first = [cell if isinstance(cell, Cell) else Cell(cell) for cell in strip.table.rows[0]]
    assert first[0].text == "Anne A, Printemps"
    for number in (1, 2, 3, 4):
        turns = placed.filter((pl.col("interview_id") == "A1-1") & (pl.col("class") == number))["turn"]
        assert first[number].text.endswith(f"({spoken['A1-1', number]})")
        assert first[number].href == f"interview-A1-1.html#t{min(turns.to_list())}"


def test_discourse_portraits_show_segments_words_and_who_holds_most(materials: Materials) -> None:
    discourse = build_discourse(materials)
    assert all(len(portrait.quotes) == 3 and not portrait.more for portrait in discourse.classes)
    first = discourse.classes[0]
    assert first.quotes[0].who == "Anne A, Printemps"
    assert first.quotes[0].href.startswith("interview-A1-1.html#t")
    assert first.profile.rows[0][0] == Cell(
        "arroser", "concordance.html#arroser-verb", label=materials.words("word_in_lines", word="arroser", pos="verbe")
    )
    held = Counter(_placed().filter(pl.col("class") == 1)["interview_id"].to_list())
    assert (
        first.largest.href == f"interview-{materials.interviews()[0]}.html" or held.most_common(1)[0][1] > held["A1-1"]
    )
    assert first.shares is not None
    assert [row[0] for row in texts_of(first.shares)] == ["A · Animatrices", "B · Jardiniers"]


def test_discourse_folds_what_comes_after_five_segments(tmp_path: Path) -> None:
    rows = dict(example_rows())
    typical = [{**row, "class": 1, "rank": rank} for rank, row in enumerate(rows["typical_segments"], start=1)]
    with open_published(publish(tmp_path / "p.duckdb", {**rows, "typical_segments": typical})) as published:
        first, second, *_ = build_discourse(gather_materials(published, "fr")).classes
    assert (len(first.quotes), len(first.more)) == (5, 7)
    assert first.more_label == "Voir 7 autres segments"
    assert (second.quotes, second.more) == ((), ())


@pytest.mark.parametrize(
    ("b_in_first", "side"),
    [(4, ""), (3, "A"), (2, "A")],
    ids=["as much", "a third more", "twice"],
)
def test_discourse_leans_from_a_third_more(b_in_first: int, side: str, tmp_path: Path) -> None:
    rows = dict(example_rows())
    spots = {letter: [f"{letter}1-1", f"{letter}2-1"] for letter in "AB"}
    rows["classes"] = [row for row in rows["classes"] if row["class"] in (1, 2, 3)]
    rows["segment_classes"] = [
        {"interview_id": interview, "segment": segment, "class": number, "reason": ""}
        for letter, inside in (("A", 4), ("B", b_in_first))
        for place, (interview, segment) in enumerate((one, n) for one in spots[letter] for n in range(1, 6))
        for number in (1 if place < inside else 2,)
    ]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        materials = gather_materials(published, "fr")
        leanings = measure_leanings(materials)
        said = say_leanings(materials, leanings)
    assert (leanings[1].side, leanings[1].share_a, leanings[1].share_b) == (side, 0.4, b_in_first / 10)
    assert leanings[3].side == ""
    assert said.startswith("La classe 1 penche vers le côté A (Animatrices)." if side else "Les classes 1, 2 et 3")


def test_discourse_of_one_side_names_no_leaning(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["segment_classes"] = [row for row in rows["segment_classes"] if str(row["interview_id"]).startswith("A")]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        discourse = build_discourse(gather_materials(published, "fr"))
    assert discourse.leanings == ""
    assert {entry.leaning for entry in discourse.entries} == {""}
    assert len(discourse.speakers) == 2
