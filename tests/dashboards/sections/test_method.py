"""The page of the method: numbers against the published rows, counted anew."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboards.contexts.method import MethodContext
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.method import build_method
from dashboards.wording import FAMILIES
from tasks.messages import Language, load_chapter
from tasks.table_catalogue import published_tables
from tests.dashboards.example_people import Row
from tests.dashboards.published_example import example_rows, publish


def method_of(path: Path, rows: dict[str, Sequence[Row]]) -> MethodContext:
    with open_published(publish(path / "p.duckdb", rows)) as published:
        return build_method(gather_materials(published, "fr"))


def test_method_tells_parameters_versions_and_tables_in_words(materials: Materials) -> None:
    method = build_method(materials)
    assert method.parameters is not None
    assert ("classes demandées, au plus", "4") in method.parameters.rows
    assert ("catégories de mots retenues comme actives", "nom, verbe") in method.parameters.rows
    assert ("graine du hasard", "20260301") in method.parameters.rows
    assert method.versions is not None
    assert ("duckdb", "tables et requêtes", "2.0.0") in method.versions.rows
    assert method.tables is not None
    assert method.tables.rows[0][:4] == (
        "classes : taille, étendue".replace(" :", "\u202f:"),
        "classification des segments",
        "4",
        "classes",
    )


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("fr", {"particules de discours", "hésitations, mots inachevés", "7 %", "nom, verbe"}),
        ("en", {"discourse particles", "hesitations, false starts", "7%", "noun, verb"}),
    ],
)
def test_method_says_what_is_counted_and_left_out_in_words(
    tmp_path: Path, language: Language, written: set[str]
) -> None:
    lexicon = {"leave_out": ["particles"], "count": ["hesitations", "false_starts"], "max_unknown": 0.07}
    parameters = json.dumps({"lexicon": {**lexicon, "active_pos": ["NOUN", "VERB"]}})
    rows = {**example_rows()}
    rows["provenance"] = [{**row, "parameters": parameters} for row in rows["provenance"]]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        told = build_method(gather_materials(published, language)).parameters
    assert told is not None
    assert {str(value).replace("\u202f", " ").replace("\xa0", " ") for _, value in told.rows} == written


def told_of_reader(path: Path, asked: str, versions: dict[str, str], language: Language) -> tuple[str, str, object]:
    """The paragraph, the row of the parameter and what the list of software says that the language model serves."""
    row = {"parameters": json.dumps({"lexicon": {"pipeline": asked}}), "versions": json.dumps(versions)}
    rows = {**example_rows()}
    rows["provenance"] = [{**other, **row} for other in rows["provenance"]]
    with open_published(publish(path / f"{language}.duckdb", rows)) as published:
        method = build_method(gather_materials(published, language))
    assert method.parameters is not None
    assert method.versions is not None
    (parameter,) = method.parameters.rows
    serves = {str(name): what for name, what, _ in method.versions.rows}.get(asked)
    return method.articles[0].paragraphs[0], ": ".join(map(str, parameter)), serves


@pytest.mark.parametrize("asked", ["fr_oral_sm", "dictionary"])
def test_method_without_a_language_model_claims_none(tmp_path: Path, asked: str) -> None:
    said, parameter, serves = told_of_reader(tmp_path, asked, {"spacy": "3"}, "fr")
    assert "viennent de dictionnaires et de règles seuls, sans modèle de langue" in said
    assert "les noms ne sont pas reconnus" in said
    assert parameter == "ce qui a lu les mots: dictionnaires et règles seuls, sans modèle de langue"
    assert serves is None
    said, parameter, _ = told_of_reader(tmp_path, asked, {"spacy": "3"}, "en")
    assert "come from dictionaries and rules alone, without a language model" in said
    assert "names are not recognised" in said
    assert parameter == "what read the words: dictionaries and rules alone, no language model"


@pytest.mark.parametrize("asked", ["fr_oral_sm", "fr_core_news_md"])
def test_method_names_the_language_model_that_read(tmp_path: Path, asked: str) -> None:
    said, parameter, serves = told_of_reader(tmp_path, asked, {asked: "1 (abc)"}, "en")
    assert f"were read by the language model {asked}, version 1 (abc), together with dictionaries." in said
    assert parameter == f"what read the words: {asked}"
    assert serves == "language model: part of speech and lemma of each word"
    said, parameter, _ = told_of_reader(tmp_path, asked, {asked: "1 (abc)"}, "fr")
    assert f"ont été lus par le modèle de langue {asked}, version 1 (abc), avec des dictionnaires." in said
    assert parameter == f"ce qui a lu les mots: {asked}"


def test_method_of_an_older_file_does_not_say_what_read_the_words(materials: Materials) -> None:
    said = " ".join(build_method(materials).articles[1].paragraphs)
    assert "language model" not in said
    assert "lemma" not in said


def test_method_writes_its_paragraph_in_both_languages(materials: Materials) -> None:
    french, english = build_method(materials).articles
    assert (french.language, english.language) == ("fr", "en")
    assert french.paragraphs[0].startswith(
        "Le corpus réunit 21 entretiens\u202f: 7 animatrices (côté A) et 6 jardiniers"
    )
    assert english.paragraphs[0].startswith("The corpus holds 21 interviews: 7 animatrices (side A) and 6 jardiniers")
    assert len(french.paragraphs) == len(english.paragraphs)
    assert any("a donné 4 classes" in paragraph for paragraph in french.paragraphs)
    assert not any("<" in paragraph for article in (french, english) for paragraph in article.paragraphs)


def test_method_cites_only_the_methods_used(tmp_path: Path, materials: Materials) -> None:
    cited = build_method(materials).articles[0].references
    assert [reference.partition(",")[0] for reference in cited] == sorted(r.partition(",")[0] for r in cited)
    assert any("Holm" in reference for reference in cited)
    rows = {**example_rows(), "indicator_contrasts": [], "transitions": [], "grid_cells": []}
    alone = method_of(tmp_path, rows).articles[0]
    assert not any(name in reference for reference in alone.references for name in ("Holm", "McNemar", "Fisher"))
    assert not any("Holm" in paragraph or "McNemar" in paragraph for paragraph in alone.paragraphs)


def test_method_of_one_coder_claims_no_agreement(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["grid_cells"] = [{**row, "coder": "X"} for row in rows["grid_cells"]]
    keys = {(row["interview_id"], row["indicator"]): row for row in rows["grid_cells"]}
    rows["grid_cells"] = list(keys.values())
    said = " ".join(method_of(tmp_path, rows).articles[0].paragraphs)
    assert "l’accord entre codeurs n’est pas mesuré" in said


def test_method_of_an_empty_study_writes_nothing_it_did_not_do(tmp_path: Path) -> None:
    method = method_of(tmp_path, {})
    assert method.articles == ()
    assert method.no_articles
    assert (method.parameters, method.versions, method.tables) == (None, None, None)


def test_method_has_words_for_every_published_table() -> None:
    names = {table.name for table in published_tables()}
    assert set(FAMILIES["holds"]) == names
    assert {f"holds_{name}" for name in names} <= load_chapter("pages").keys()
