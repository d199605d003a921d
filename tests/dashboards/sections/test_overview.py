"""The first page: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboards.contexts.overview import OverviewContext
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.class_speakers import measure_leanings, say_leaning
from dashboards.sections.mirror import build_mirror
from dashboards.sections.overview import build_overview
from dashboards.sections.reading import plain_name
from dashboards.sections.waves import build_waves
from tests.dashboards.example_people import Row
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import column_of, texts_of, titles_of


def overview_of(path: Path, **changed: Sequence[Row]) -> OverviewContext:
    """The first page of the invented study, some of its tables replaced."""
    with open_published(publish(path / "p.duckdb", {**example_rows(), **changed})) as published:
        return build_overview(gather_materials(published, "fr"))


def test_overview_counts_people_interviews_and_waves(materials: Materials) -> None:
    overview = build_overview(materials)
    assert [tile.value for tile in overview.tiles][:3] == ["14", "22", "2"]
    assert overview.interviews is not None
    assert Counter(column_of(overview.interviews, "Analysé")) == {"oui": 21, "non": 1}
    assert Counter(column_of(overview.interviews, "Locuteurs"))["devinés"] == 2


def test_overview_draws_every_interview_and_absence_once(materials: Materials) -> None:
    people = build_overview(materials).people
    assert people is not None
    titles = titles_of(people)
    assert len(titles) == len(set(titles)) == 28
    assert sum("lu, non analysé" in title for title in titles) == 1
    counts = [[int(cell) for cell in row[1:-1]] for row in texts_of(people.table)]
    assert sum(sum(row) for row in counts) == 28
    # Four bands: a side in a wave; seven people each, met or not.
    assert [sum(row) for row in counts] == [7, 7, 7, 7]


def test_overview_tells_who_is_missing_with_the_way_to_it(materials: Materials) -> None:
    missing = build_overview(materials).missing
    left_out = next(said for said in missing if "n’est pas analysé" in said.text)
    assert [(link.text, link.href) for link in left_out.links] == [("Raymonde B, Printemps", "interview-B7-1.html")]


def test_overview_names_worlds_by_their_words_and_says_whose(materials: Materials) -> None:
    overview = build_overview(materials)
    assert overview.worlds_intro.startswith("4 classes de discours")
    first = overview.worlds[0]
    assert first.name.href == "classes.html#class-1"
    assert (first.share, first.width) == ("40\u00a0%", "39.7%")
    assert [word.text for word in first.words][:3] == ["arroser", "terre", "chaleur"]
    assert all(word.href.startswith("concordance.html#") for word in first.words)
    assert [side.letter for side in first.sides] == ["A", "B"]
    assert overview.worlds_table is not None
    assert len(overview.worlds_table.rows) == 4


def test_overview_sets_the_furthest_pairs_apart_from_the_nearest(materials: Materials) -> None:
    overview = build_overview(materials)
    assert overview.apart is not None
    assert overview.alike is not None
    apart, alike = (
        [abs(int(gap.replace("\N{MINUS SIGN}", "-"))) for gap in column_of(figure.table, "Écart (points)")]
        for figure in (overview.apart, overview.alike)
    )
    assert apart == sorted(apart, reverse=True)
    assert alike == sorted(alike)
    assert min(apart) >= max(alike)
    assert not set(texts_of(overview.apart.table)) & set(texts_of(overview.alike.table))


def test_overview_of_nothing_that_outlives_correction_says_so(tmp_path: Path) -> None:
    rows = [{**row, "q": 0.9} for row in example_rows()["lexical_contrasts"]]
    words = overview_of(tmp_path, lexical_contrasts=rows).words
    assert words is not None
    assert words.said[0].text.startswith("Aucun des ")
    assert "à titre de description" in words.said[1].text


def test_overview_of_changes_never_establishes_what_the_numbers_cannot(tmp_path: Path) -> None:
    rows = [{**row, "design_floor": 0.125, "p": 0.125} for row in example_rows()["transitions"]]
    moved = next(card for card in overview_of(tmp_path, transitions=rows).changes if "bougé" in card.title)
    assert "trop peu de personnes pour trancher" in moved.note
    assert moved.said[0].links[0].text


def test_overview_of_one_wave_follows_nobody(tmp_path: Path) -> None:
    panel = [row for row in example_rows()["panel"] if row["wave"] == "1"]
    overview = overview_of(tmp_path, panel=panel)
    assert overview.changes == ()
    assert overview.no_changes.startswith("Une seule vague")


def test_overview_says_how_sure_one_can_be(materials: Materials) -> None:
    facts = build_overview(materials).sure
    assert facts[0].value == "7 + 6"
    assert any("Holm" in fact.text for fact in facts)
    assert all(fact.more.href for fact in facts)


def test_overview_tells_what_goes_with_the_side(tmp_path: Path) -> None:
    interviews = [
        {**row, "modality": "sur_place" if row["side"] == "A" else "telephone"} for row in example_rows()["interviews"]
    ]
    overview = overview_of(tmp_path, interviews=interviews)
    assert "Modalité" in overview.confounded[0].text
    assert "ne permettent pas de les démêler" in overview.confounded_note


def test_overview_of_even_sides_claims_no_confounder(tmp_path: Path) -> None:
    rows = example_rows()
    overview = overview_of(
        tmp_path,
        interviews=[{**row, "modality": "sur_place"} for row in rows["interviews"]],
        participants=[{**row, "gender": "f"} for row in rows["participants"]],
        participant_attributes=[],
    )
    (even,) = overview.confounded
    assert even.text.startswith("Répartis à peu près de même")
    assert overview.confounded_note.startswith("Rien de ce que l’étude note")


@pytest.mark.parametrize(
    ("name", "plain"), [("Accompagnantes", "accompagnantes"), ("RH", "RH"), ("", ""), ("Élèves", "élèves")]
)
def test_plain_name_keeps_acronyms(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_overview_leans_as_the_page_of_classes_does(materials: Materials) -> None:
    leanings = measure_leanings(materials)
    for world, leaning in zip(build_overview(materials).worlds, leanings.values(), strict=True):
        assert world.said[0] == say_leaning(materials, leaning)


def test_overview_names_those_not_met_again(materials: Materials) -> None:
    card = next(card for card in build_overview(materials).changes if card.title == "Qui a été revu")
    gone = next(said for said in card.said if "pas été revues" in said.text)
    left = materials.published.read("panel", wave="2", state="left")["participant_id"]
    assert {link.text for link in gone.links} == {materials.names.participant(one) for one in left}
    assert all(link.href.startswith("interview-") for link in gone.links)


def test_overview_and_mirror_tell_the_same_of_what_goes_with_the_side(materials: Materials) -> None:
    told = [said.text for said in build_overview(materials).confounded]
    mirror = build_mirror(materials)
    assert told == [*mirror.warnings, *([mirror.even] if mirror.even else [])]


def test_overview_names_goals_as_the_waves_do(materials: Materials) -> None:
    goals = next(card for card in build_overview(materials).changes if "objectifs" in card.title)
    (said,) = [statement.text for statement in build_waves(materials).brief if "objectifs posés" in statement.text]
    assert all(one.text in said for one in goals.said[1:])
    assert goals.more.href == "waves.html#goals"
