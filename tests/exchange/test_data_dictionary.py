"""The data dictionary: every column, in words, and nothing that a page would carry out."""

from __future__ import annotations

import polars as pl

from tasks.exchange.data_dictionary import CONVENTIONS, dictionary_page, dictionary_table
from tasks.messages import load_chapter
from tasks.publication.work import describe_columns
from tasks.table_catalogue import published_tables

CATALOGUE = describe_columns({})


def test_dictionary_holds_every_published_column_in_order() -> None:
    table = dictionary_table(CATALOGUE, {"participants": 15}, "fr")
    assert table.columns == [
        "Table",
        "Rang",
        "Colonne",
        "Type",
        "Contenu",
        "Une ligne par",
        "Donnée personnelle",
        "Lignes",
    ]
    assert table.height == sum(len(one.columns) for one in published_tables())
    (row,) = table.filter(Table="participants", Colonne="gender").to_dicts()
    assert row == {
        "Table": "participants",
        "Rang": 4,
        "Colonne": "gender",
        "Type": "texte",
        "Contenu": "f, m or empty",
        "Une ligne par": "participant_id",
        "Donnée personnelle": "personnelle, sous pseudonyme",
        "Lignes": 15,
    }


def test_dictionary_names_types_and_leaves_unknown_ones() -> None:
    kinds = CATALOGUE.head(3).with_columns(type=pl.Series(["Date", "Boolean", "Duration"]))
    assert dictionary_table(kinds, {}, "en")["Type"].to_list() == ["date", "true or false", "Duration"]


def test_dictionary_page_tells_tables_and_how_files_are_written() -> None:
    page = dictionary_page(CATALOGUE, {"interviews": 25}, "en", study="A study").decode("utf-8")
    assert all(load_chapter("exports")[f"convention_{name}"]["en"][:40] in page for name in CONVENTIONS)
    assert '<h2 id="interviews"><code>interviews</code></h2>' in page
    assert "Interviews read: who, when, how, how long." in page
    assert "One row per: interview_id · personal, under pseudonym · Rows: 25" in page
    assert "<td>held_on</td><td>text</td><td>day of the interview</td>" in page


def test_dictionary_page_escapes_what_a_study_brings() -> None:
    hostile = CATALOGUE.head(1).with_columns(description=pl.lit("<script>x</script>"))
    page = dictionary_page(hostile, {}, "fr", study="<b>&").decode("utf-8")
    assert "<script>" not in page
    assert "<b>" not in page
    assert "&lt;script&gt;x" in page


def test_dictionary_of_nothing_is_empty() -> None:
    assert dictionary_table(CATALOGUE.clear(), {}, "fr").height == 0
    assert "<table>" not in dictionary_page(CATALOGUE.clear(), {}, "fr", study="s").decode()
