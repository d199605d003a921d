"""The page of the mirror: numbers against the published rows, counted anew."""

from __future__ import annotations

import re

from dashboards.materials import Materials
from dashboards.sections.mirror import build_mirror, pair_name, said_verdict
from tests.dashboards.reading_pages import column_of, texts_of, titles_of


def test_mirror_shows_pairs_from_the_widest_gap(materials: Materials) -> None:
    mirror = build_mirror(materials)
    (figure,) = mirror.indicators
    compared = materials.published.read("indicator_contrasts", scope="all").drop_nulls("difference")
    assert len(titles_of(figure)) == compared.height
    gaps = [abs(int(re.findall(r"écart ([+−]?\d+)", said)[0].replace("−", "-"))) for said in titles_of(figure)]
    assert gaps == sorted(gaps, reverse=True)
    assert len(figure.table.rows) == compared.height + 1
    assert [table.caption for table in mirror.scopes] == ["Paires d'indicateurs, Printemps"]


def test_mirror_tells_a_difference_that_does_not_outlive_correction(materials: Materials) -> None:
    assert said_verdict(materials, {"verdict": "difference", "q_holm": 0.2}) == "uncorrected"
    assert said_verdict(materials, {"verdict": "difference", "q_holm": 0.05}) == "difference"
    assert said_verdict(materials, {"verdict": "cannot_tell", "q_holm": 1.0}) == "cannot_tell"
    assert said_verdict(materials, {"verdict": "no_data", "q_holm": None}) == "no_data"


def test_mirror_names_pairs() -> None:
    called = {"o.a": "Oser", "p.b": "Parler"}
    assert pair_name({"indicator_a": "o.a", "indicator_b": "o.a"}, called) == "Oser"
    assert pair_name({"indicator_a": "o.a", "indicator_b": "p.b"}, called) == "Oser ⟷ Parler"
    assert pair_name({"indicator_a": "o.a", "indicator_b": "p.b"}, called, lines=True) == "A · Oser\nB · Parler"
    assert pair_name({"indicator_a": "", "indicator_b": "p.b"}, called) == "Parler"
    assert pair_name({"indicator_a": "o.a", "indicator_b": ""}, called) == "Oser"


def test_mirror_counts_confounders_and_silence(materials: Materials) -> None:
    mirror = build_mirror(materials)
    assert mirror.confounders is not None
    shown = sum(int(n) for row in texts_of(mirror.confounders) for n in row[2:])
    assert shown == materials.published.read("confounders")["n_participants"].sum()
    rules = next(theme for theme in mirror.quotes if theme.title == "Les règles communes")
    assert [len(quotes) for _, _, quotes in rules.sides] == [1, 0]
    assert rules.silence


def test_lexical_mirror_is_drawn_by_least_p(materials: Materials) -> None:
    (figure,) = build_mirror(materials).lexicon
    shown = [float(p.replace(",", ".")) for p in column_of(figure.table, "p (permutation)")]
    assert shown == sorted(shown)
    assert len(titles_of(figure)) == 20
