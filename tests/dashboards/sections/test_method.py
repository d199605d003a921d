"""The page of the method: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboards.contexts.method import MethodContext
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.method import build_method
from dashboards.wording import FAMILIES
from tasks.messages import load_chapter
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
