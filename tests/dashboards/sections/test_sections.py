"""Sections: numbers of the page against the published rows, counted anew."""

from __future__ import annotations

import re
from collections import Counter

import polars as pl
import pytest

from dashboards.contexts import Figure, Table
from dashboards.materials import Materials
from dashboards.sections.discourse import build_discourse, class_words
from dashboards.sections.grid import build_grid, merge_coders
from dashboards.sections.method import build_method
from dashboards.sections.mirror import build_mirror, pair_name, said_verdict
from dashboards.sections.quality import build_quality
from dashboards.sections.reading import build_reading
from dashboards.sections.specific import build_specificities
from dashboards.sections.summary import build_summary
from dashboards.sections.vocabulary import build_vocabulary
from dashboards.sections.waves import build_waves
from tests.dashboards.example_people import text_rows


def _column(table: Table, label: str) -> list[str]:
    place = [column.label for column in table.columns].index(label)
    return [row[place] for row in table.rows]


def _titles(figure: Figure) -> list[str]:
    return re.findall(r"<title>(.*?)</title>", str(figure.svg))


def test_sections_reading_counts_interviews_people_and_words(materials: Materials) -> None:
    reading = build_reading(materials)
    assert [tile.value for tile in reading.tiles][:3] == ["22", "21", "14"]
    assert reading.spread is not None
    assert sum(int(n) for n in _column(reading.spread, "Entretiens")) == 22
    assert reading.interviews is not None
    assert Counter(_column(reading.interviews, "Analysé")) == {"oui": 21, "non": 1}
    assert Counter(_column(reading.interviews, "Locuteurs"))["devinés"] == 2
    assert reading.notes[-1] == "Laissé en clair, à la demande de l'étude : dates."


def test_sections_quality_says_findings_and_failed_validations_in_words(materials: Materials) -> None:
    quality = build_quality(materials)
    assert [group.severity for group in quality.findings] == ["set_aside", "warn", "note"]
    assert quality.findings[0].lines[0].startswith("Raymonde B, Printemps [B7-1]")
    assert quality.verdict == "1 vérification sur 3 n'est pas tenue."
    assert quality.failed is not None
    assert "Yvonne A" in quality.failed.rows[0][1]
    assert quality.held is not None
    assert quality.held.rows == (("lecture", "2", "3"),)


def test_sections_vocabulary_counts_forms_as_spoken(materials: Materials) -> None:
    forms, active = build_vocabulary(materials).figures
    counted = Counter(str(token["form"]) for token in text_rows()["tokens"])
    table = dict(zip(_column(forms.table, "Forme"), _column(forms.table, "Occurrences"), strict=True))
    assert table == {form: str(n) for form, n in counted.items()}
    first = forms.table.rows[0]
    assert int(first[2]) == int(first[3]) + int(first[4])
    assert _titles(forms)[0].startswith(f"{first[0]} : {first[2]} ")
    assert active.table.rows[0][0] == "arroser"


def test_sections_discourse_draws_and_cites_each_class(materials: Materials) -> None:
    discourse = build_discourse(materials)
    assert discourse.unclassified == "Segments sans classe : partie trop petite pour faire une classe (4)."
    tree, shares = discourse.figures
    assert len(_titles(tree)) == 4
    assert [context.anchor for context in discourse.classes] == ["class-1", "class-2", "class-3", "class-4"]
    assert all(len(context.quotes) == 3 for context in discourse.classes)
    assert discourse.classes[0].quotes[0].who == "Anne A, Printemps"
    placed = pl.DataFrame(text_rows()["segment_classes"]).filter(pl.col("class") > 0)
    in_a = placed.filter(pl.col("interview_id").str.starts_with("A"))
    share = in_a.filter(pl.col("class") == 1).height / in_a.height
    assert shares.table.rows[0][3] == materials.numbers.percent(share, digits=1)


def test_sections_class_words_stand_once() -> None:
    ranked = pl.DataFrame({"class": [1, 1, 1, 2], "lemma": ["passe", "passe", "clé", "eau"]})
    assert class_words(ranked, 1, 2) == ["passe", "clé"]


def test_sections_specificities_list_positive_scores_of_each_side(materials: Materials) -> None:
    (figure,) = build_specificities(materials).figures
    scores = materials.published.read("specificities").filter(pl.col("score") > 0)
    assert len(figure.table.rows) == scores.height
    assert Counter(_column(figure.table, "Côté")) == {"Animatrices": 20, "Jardiniers": 20}
    assert len(_titles(figure)) == 24


def test_sections_grid_merges_coders_and_keeps_totals(materials: Materials) -> None:
    figures = build_grid(materials).figures
    flat = materials.published.read("flat_reading", role="animatrice", wave="1").to_dicts()
    totals = {row["indicator"]: f"{row['n_present']}/{row['n_asked']}" if row["n_asked"] else "–" for row in flat}
    order = materials.published.read("indicators").sort("position")
    keys = [key for key in order["indicator"] if key in totals]
    assert _column(figures[0].table, "T, Printemps") == [totals[key] for key in keys]
    assert _column(figures[0].table, "Codeurs en désaccord")[2] == "Mathilde A, Printemps · Mathilde A, Automne"
    assert "Anne A, Printemps" in _column(figures[0].table, "Non demandé à")[5]


def test_sections_grid_crosses_sum_to_the_totals(materials: Materials) -> None:
    for figure, role in zip(build_grid(materials).figures, ("animatrice", "jardinier"), strict=True):
        flat = materials.published.read("flat_reading", role=role, wave="all")
        crosses = [said for said in _titles(figure) if said.endswith((": présent", "compté présent"))]
        # A disputed cell that counts bears two marks, the cross and the sign.
        twice = sum(said.endswith("compté présent") for said in crosses) / 2
        assert len(crosses) - twice == flat["n_present"].sum()


@pytest.mark.parametrize(
    ("states", "counted", "merged"),
    [
        (["present", "present"], True, "present"),
        (["present", "absent"], True, "disputed_counted"),
        (["present", "absent"], False, "disputed"),
        (["present", "not_coded"], True, "present"),
        (["not_coded", "not_coded"], False, "not_coded"),
        (["not_asked"], False, "not_asked"),
    ],
)
def test_sections_grid_merge_coders(states: list[str], counted: bool, merged: str) -> None:
    cells = pl.DataFrame(
        {"interview_id": "A1-1", "indicator": "o.a", "coder": list("xy")[: len(states)], "state": states}
    )
    flat = pl.DataFrame({"indicator": ["o.a"], "interviews": ["A1-1 A2-1" if counted else ""]})
    assert merge_coders(cells, flat)["state"].to_list() == [merged]


def test_sections_mirror_shows_pairs_from_the_widest_gap(materials: Materials) -> None:
    mirror = build_mirror(materials)
    (figure,) = mirror.indicators
    compared = materials.published.read("indicator_contrasts", scope="all").drop_nulls("difference")
    assert len(_titles(figure)) == compared.height
    gaps = [abs(int(re.findall(r"écart ([+−]?\d+)", said)[0].replace("−", "-"))) for said in _titles(figure)]
    assert gaps == sorted(gaps, reverse=True)
    assert len(figure.table.rows) == compared.height + 1
    assert [table.caption for table in mirror.scopes] == ["Paires d'indicateurs, Printemps"]


def test_sections_mirror_tells_a_difference_that_does_not_outlive_correction(materials: Materials) -> None:
    assert said_verdict(materials, {"verdict": "difference", "q_holm": 0.2}) == "uncorrected"
    assert said_verdict(materials, {"verdict": "difference", "q_holm": 0.05}) == "difference"
    assert said_verdict(materials, {"verdict": "cannot_tell", "q_holm": 1.0}) == "cannot_tell"
    assert said_verdict(materials, {"verdict": "no_data", "q_holm": None}) == "no_data"


def test_sections_mirror_names_pairs() -> None:
    called = {"o.a": "Oser", "p.b": "Parler"}
    assert pair_name({"indicator_a": "o.a", "indicator_b": "o.a"}, called) == "Oser"
    assert pair_name({"indicator_a": "o.a", "indicator_b": "p.b"}, called) == "Oser ⟷ Parler"
    assert pair_name({"indicator_a": "o.a", "indicator_b": "p.b"}, called, lines=True) == "A · Oser\nB · Parler"
    assert pair_name({"indicator_a": "", "indicator_b": "p.b"}, called) == "Parler"
    assert pair_name({"indicator_a": "o.a", "indicator_b": ""}, called) == "Oser"


def test_sections_mirror_counts_confounders_and_silence(materials: Materials) -> None:
    mirror = build_mirror(materials)
    assert mirror.confounders is not None
    shown = sum(int(n) for row in mirror.confounders.rows for n in row[2:])
    assert shown == materials.published.read("confounders")["n_participants"].sum()
    rules = next(theme for theme in mirror.quotes if theme.title == "Les règles communes")
    assert [len(quotes) for _, _, quotes in rules.sides] == [1, 0]
    assert rules.silence


def test_sections_lexical_mirror_is_drawn_by_least_p(materials: Materials) -> None:
    (figure,) = build_mirror(materials).lexicon
    shown = [float(p.replace(",", ".")) for p in _column(figure.table, "p (permutation)")]
    assert shown == sorted(shown)
    assert len(_titles(figure)) == 20


def test_sections_waves_follow_people_and_indicators(materials: Materials) -> None:
    waves = build_waves(materials)
    assert waves.panel is not None
    assert Counter(_column(waves.panel, "Automne")) == {"présent": 8, "parti": 6}
    for figure, role in zip(waves.figures, ("animatrice", "jardinier"), strict=True):
        rows = materials.published.read("transitions", role=role)
        assert len(figure.table.rows) == rows.height
        changed = rows.filter(pl.col("n_01") + pl.col("n_10") > 0)
        assert len(_titles(figure)) == 2 * changed.height


def test_sections_method_tells_parameters_versions_and_steps(materials: Materials) -> None:
    method = build_method(materials)
    assert method.parameters is not None
    assert ("classes au plus", "4") in method.parameters.rows
    assert ("catégories actives", "NOUN, VERB") in method.parameters.rows
    assert method.versions is not None
    assert ("duckdb", "2.0.0") in method.versions.rows
    assert method.tables is not None
    assert method.tables.rows[0][:3] == ("classes", "classification des segments", "4")


def test_sections_summary_says_what_was_found(materials: Materials) -> None:
    summary = build_summary(materials)
    assert summary[0].startswith("21 entretiens analysés : 7 personnes du côté A (Animatrices) et 6 du côté B")
    assert summary[1].startswith("4 classes de discours : classe 1, 39,7\u00a0% (arroser, terre, chaleur)")
    assert summary[2].startswith("Indicateurs face à face : 11 comparés.")
