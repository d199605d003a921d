"""The first page: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections import Counter

from dashboards.materials import Materials
from dashboards.sections.overview import build_overview
from tests.dashboards.reading_pages import column_of


def test_reading_counts_interviews_people_and_words(materials: Materials) -> None:
    overview = build_overview(materials)
    assert [tile.value for tile in overview.tiles][:3] == ["22", "21", "14"]
    assert overview.spread is not None
    assert sum(int(n) for n in column_of(overview.spread, "Entretiens")) == 22
    assert overview.interviews is not None
    assert Counter(column_of(overview.interviews, "Analysé")) == {"oui": 21, "non": 1}
    assert Counter(column_of(overview.interviews, "Locuteurs"))["devinés"] == 2
    assert overview.notes[-1] == "Laissé en clair, à la demande de l'étude : dates."


def test_summary_says_what_was_found(materials: Materials) -> None:
    summary = [sentence for sentence, _ in build_overview(materials).summary]
    assert summary[0].startswith("21 entretiens analysés : 7 personnes du côté A (Animatrices) et 6 du côté B")
    assert summary[1].startswith("4 classes de discours : classe 1, 39,7\u00a0% (arroser, terre, chaleur)")
    assert summary[2].startswith("Indicateurs face à face : 11 comparés.")
