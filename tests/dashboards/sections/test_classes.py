"""The page of classes: numbers against the published rows, counted anew."""

from __future__ import annotations

import polars as pl

from dashboards.materials import Materials
from dashboards.sections.discourse import build_discourse, class_words
from tests.dashboards.example_people import text_rows
from tests.dashboards.reading_pages import titles_of


def test_discourse_draws_and_cites_each_class(materials: Materials) -> None:
    discourse = build_discourse(materials)
    assert discourse.unclassified == "Segments sans classe : partie trop petite pour faire une classe (4)."
    tree, shares = discourse.figures
    assert len(titles_of(tree)) == 4
    assert [context.anchor for context in discourse.classes] == ["class-1", "class-2", "class-3", "class-4"]
    assert all(len(context.quotes) == 3 for context in discourse.classes)
    assert discourse.classes[0].quotes[0].who == "Anne A, Printemps"
    placed = pl.DataFrame(text_rows()["segment_classes"]).filter(pl.col("class") > 0)
    in_a = placed.filter(pl.col("interview_id").str.starts_with("A"))
    share = in_a.filter(pl.col("class") == 1).height / in_a.height
    assert shares.table.rows[0][3] == materials.numbers.percent(share, digits=1)


def test_class_words_stand_once() -> None:
    ranked = pl.DataFrame({"class": [1, 1, 1, 2], "lemma": ["passe", "passe", "clé", "eau"]})
    assert class_words(ranked, 1, 2) == ["passe", "clé"]
