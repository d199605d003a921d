"""The page of words: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import polars as pl

from dashboards.contexts.parts import Cell, Figure
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.concordance import build_concordance
from dashboards.sections.specific import DRAWN
from dashboards.sections.vocabulary import build_words
from tests.dashboards.example_people import text_rows
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import column_of, texts_of, titles_of


def _tokens() -> pl.DataFrame:
    return pl.DataFrame(text_rows()["tokens"]).with_columns(
        side=pl.col("interview_id").str.head(1), wave=pl.col("interview_id").str.tail(1)
    )


def test_vocabulary_counts_forms_as_spoken(materials: Materials) -> None:
    forms, active = build_words(materials).words
    counted = Counter(_tokens()["form"].to_list())
    shown = [form.removesuffix(" (hésitation)") for form in column_of(forms.table, "Forme")]
    table = dict(zip(shown, column_of(forms.table, "Occurrences"), strict=True))
    assert table == {form.replace("'", "’"): str(n) for form, n in counted.items()}
    assert "euh (hésitation)" in column_of(forms.table, "Forme")
    assert titles_of(forms)[0].startswith(f"{shown[0]}\u202f: A ")
    known = set(materials.published.read("active_forms").select("lemma", "pos").iter_rows())
    uses = Counter(key for key in _tokens().select("lemma", "pos").iter_rows() if key in known)
    lemma, pos = min(uses, key=lambda key: (-uses[key], key))
    assert texts_of(active.table)[0][0] == lemma
    assert f'href="concordance.html#{lemma}-{pos.lower()}"' in str(active.svg)


def test_vocabulary_counts_every_use_of_an_active_form_as_the_concordance_does(materials: Materials) -> None:
    _, active = build_words(materials).words
    concordance = build_concordance(materials)
    told = {word.anchor: word.count for letter in concordance.letters for word in letter.words}
    shown = zip(active.table.rows, column_of(active.table, "Occurrences"), strict=True)
    linked = [(row[0].href, n) for row, n in shown if isinstance(row[0], Cell) and row[0].href]
    assert linked
    for href, n in linked:
        assert told[unquote(href.partition("#")[2])].startswith(f"{n} emploi"), href


def test_vocabulary_rates_are_those_of_each_side_and_wave(materials: Materials) -> None:
    forms, _ = build_words(materials).words
    tokens = _tokens()
    labels = [column.label for column in forms.table.columns]
    first = dict(zip(labels, texts_of(forms.table)[0], strict=True))
    for side in "AB":
        for name, wave in (("A, pour 1 000 mots".replace("A", side), ""), (f"{side}, Automne", "2")):
            here = tokens.filter((pl.col("side") == side) & (pl.lit(not wave) | (pl.col("wave") == wave)))
            n = here.filter(pl.col("form") == first["Forme"]).height
            assert first[name] == materials.numbers.decimal(1000 * n / here.height), name


def test_vocabulary_rates_of_dictionary_forms_count_an_expression_once(tmp_path: Path) -> None:
    """Forms are told per word as it stands, dictionary forms per word as they are counted."""
    tokens = [
        {**row, "expression": "voilà tout", "expression_word": place % 2 + 1} if row["form"] == "euh" else row
        for place, row in enumerate(text_rows()["tokens"])
    ]
    with open_published(publish(tmp_path / "p.duckdb", {**example_rows(), "tokens": tokens})) as published:
        materials = gather_materials(published, "fr")
        forms, active = build_words(materials).words
    said = pl.DataFrame(tokens).with_columns(side=pl.col("interview_id").str.head(1)).filter(pl.col("side") == "A")
    units = said.filter(pl.col("expression_word") <= 1)
    assert 0 < units.height < said.height
    for figure, column, sizes in ((forms, "form", said), (active, "lemma", units)):
        name = texts_of(figure.table)[0][0]
        n = sizes.filter(pl.col(column) == name).height
        rate = materials.numbers.decimal(1000 * n / sizes.height, digits=1)
        assert texts_of(figure.table)[0][labels_of(figure).index("A, pour 1 000 mots")] == rate


def labels_of(figure: Figure) -> list[str]:
    """Headings of a figure's table, with plain spaces."""
    return [" ".join(column.label.split()) for column in figure.table.columns]


def test_vocabulary_richness_by_side(materials: Materials) -> None:
    page = build_words(materials)
    assert page.richness is not None
    tokens = _tokens()
    for row, here in zip(
        texts_of(page.richness), [tokens.filter(pl.col("side") == side) for side in "AB"] + [tokens], strict=True
    ):
        counted = Counter(here["form"].to_list())
        once = sum(n == 1 for n in counted.values())
        assert row[1:5] == (
            str(here["interview_id"].n_unique()),
            materials.numbers.whole(here.height),
            str(len(counted)),
            str(once),
        )
    assert str(len(Counter(tokens["form"].to_list()))) in page.richness_intro


def test_specificities_list_positive_scores_of_each_side(materials: Materials) -> None:
    page = build_words(materials)
    (figure,) = page.specificities
    scores = materials.published.read("specificities").filter(pl.col("score") > 0)
    assert len(figure.table.rows) == scores.height
    assert Counter(column_of(figure.table, "Côté")) == {"Animatrices": 20, "Jardiniers": 20}
    assert len(titles_of(figure)) == 2 * DRAWN
    assert page.example.startswith(("«\u202fréunion\u202f»", "«\u202fclé\u202f»"))
    assert "9,4" in page.example
