"""The page of words: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections import Counter

import polars as pl

from dashboards.materials import Materials
from dashboards.sections.vocabulary import build_words
from tests.dashboards.example_people import text_rows
from tests.dashboards.reading_pages import column_of, texts_of, titles_of


def test_vocabulary_counts_forms_as_spoken(materials: Materials) -> None:
    forms, active = build_words(materials).words
    counted = Counter(str(token["form"]) for token in text_rows()["tokens"])
    table = dict(zip(column_of(forms.table, "Forme"), column_of(forms.table, "Occurrences"), strict=True))
    assert table == {form: str(n) for form, n in counted.items()}
    first = texts_of(forms.table)[0]
    assert int(first[2]) == int(first[3]) + int(first[4])
    assert titles_of(forms)[0].startswith(f"{first[0]} : {first[2]} ")
    assert texts_of(active.table)[0][0] == "arroser"


def test_specificities_list_positive_scores_of_each_side(materials: Materials) -> None:
    (figure,) = build_words(materials).specificities
    scores = materials.published.read("specificities").filter(pl.col("score") > 0)
    assert len(figure.table.rows) == scores.height
    assert Counter(column_of(figure.table, "Côté")) == {"Animatrices": 20, "Jardiniers": 20}
    assert len(titles_of(figure)) == 24
