"""The page of waves: numbers against the published rows, counted anew."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import polars as pl

from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.new_words import find_new_words
from dashboards.sections.waves import build_waves
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import column_of, texts_of, titles_of


def test_waves_say_who_was_met_again(materials: Materials) -> None:
    waves = build_waves(materials)
    assert waves.panel is not None
    assert Counter(column_of(waves.panel, "Automne")) == {"entendu·e": 8, "pas revu·e": 6}
    assert "parti" not in str(waves.panel)
    assert "revues, 8 (A 4, B 4)" in waves.brief[0].text
    assert "pas revues, 6 (A 3, B 3)" in waves.brief[0].text


def test_waves_tell_late_comers_from_those_not_met_again(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["panel"] = [
        {**row, "state": "absent" if row["wave"] == "1" else "present"} if row["participant_id"] == "A1" else row
        for row in rows["panel"]
    ]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        waves = build_waves(gather_materials(published, "fr"))
    assert waves.panel is not None
    first = next(row for row in texts_of(waves.panel) if row[0] == "Anne A")
    assert first[1:] == ("arrivé·e ensuite", "entendu·e")
    assert "arrivées ensuite, 1 (A 1)" in waves.brief[0].text


def test_waves_draw_a_square_for_each_person_who_changed(materials: Materials) -> None:
    waves = build_waves(materials)
    for figure, role in zip(waves.figures, ("animatrice", "jardinier"), strict=True):
        rows = materials.published.read("transitions", role=role)
        assert len(figure.table.rows) == rows.height
        changed = sum(len(told.split()) for told in rows["participants"])
        assert len(titles_of(figure)) == changed
        assert len(re.findall(r'<a href="evidence\.html#', str(figure.svg))) == changed


def test_waves_tell_who_gained_by_who_bears_it_later(materials: Materials) -> None:
    flat = materials.published.read("flat_reading", wave="2")
    later = {row["indicator"]: set(row["interviews"].split()) for row in flat.to_dicts()}
    figure = build_waves(materials).figures[0]
    gained = Counter(
        " · ".join(column_of(figure.table, "Apparu chez")).replace(" ≠", "").replace("· ·", "·").split(" · ")
    )
    expected: Counter[str] = Counter()
    for row in materials.published.read("transitions", role="animatrice").to_dicts():
        for participant in row["participants"].split():
            if f"{participant}-2" in later.get(row["indicator"], set()):
                expected[materials.names.participant(participant)] += 1
    assert {name: n for name, n in gained.items() if name.strip(" ·")} == expected


def test_waves_say_that_so_few_people_cannot_carry_a_test(materials: Materials) -> None:
    said = "\n".join(statement.text for statement in build_waves(materials).brief)
    assert "Rien de cela ne peut être établi par un test" in said
    assert "0,125" in said


def test_waves_give_the_least_p_where_a_test_could_tell(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["transitions"] = [{**row, "design_floor": 0.03125, "p": 0.5} for row in rows["transitions"]]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        said = "\n".join(statement.text for statement in build_waves(gather_materials(published, "fr")).brief)
    assert "le plus petit observé est 0,500, sans correction pour les 22 indicateurs suivis" in said


PLACES = pl.DataFrame(
    [
        {"interview_id": interview, "lemma": lemma, "pos": pos, "side": interview[0]}
        for interview, lemma, pos in (
            ("A1-1", "main", "NOUN"),
            ("A1-2", "robot", "NOUN"),
            ("A1-2", "robot", "NOUN"),
            ("B1-2", "robot", "NOUN"),
            ("A1-2", "seul", "ADJ"),
            ("A2-2", "main", "NOUN"),
            ("B1-2", "main", "NOUN"),
            ("A2-2", "lequel", "PRON"),
            ("B1-2", "lequel", "PRON"),
        )
    ]
)


def test_new_words_are_said_by_several_and_by_nobody_before() -> None:
    interviews = {name: (name[:2], name[-1]) for name in ("A1-1", "A1-2", "A2-2", "B1-2")}
    found = find_new_words(PLACES, interviews, ["1", "2"])
    assert found.to_dicts() == [{"lemma": "robot", "pos": "NOUN", "n": 3, "people": 2, "people_a": 1, "people_b": 1}]
    assert find_new_words(PLACES.clear(), {}, ["1", "2"]).is_empty()


def test_new_words_of_the_example_are_none(materials: Materials) -> None:
    assert build_waves(materials).new_words == ()


def test_goals_are_told_from_setting_to_outcome(materials: Materials) -> None:
    waves = build_waves(materials)
    assert [setter.who for setter in waves.setters] == ["Frédéric B", "Joëlle B", "Patrick B"]
    first = waves.setters[0].goals
    assert [(goal.goal, goal.outcome, goal.why) for goal in first] == [
        ("faire un compost", "atteint", ""),
        ("planter une haie", "atteint en partie", ""),
    ]
    assert [quote.note for quote in first[0].told] == ["posé", "atteint"]
    assert [quote.href for quote in first[0].told] == ["interview-B1-1.html#t2", "interview-B1-2.html#t2"]
    unknown = waves.setters[1].goals[0]
    assert (unknown.outcome, unknown.why) == ("issue inconnue", "personne pas revue")
    # A goal without label is called by its name.
    assert waves.setters[2].goals[0].goal == "puits"


def test_goals_are_drawn_one_by_one_and_counted(materials: Materials) -> None:
    (figure,) = build_waves(materials).goal_figures
    assert len(titles_of(figure)) == 4
    assert set(re.findall(r'<a href="waves\.html#([^"]+)"', str(figure.svg))) == {
        goal.anchor for setter in build_waves(materials).setters for goal in setter.goals
    }
    assert column_of(figure.table, "Toutes modalités") == ["1", "1", "0", "0", "1", "0", "1", "4"]


def test_goals_of_a_study_without_goals_are_not_spoken_of(tmp_path: Path) -> None:
    rows = {name: given for name, given in example_rows().items() if not name.startswith("goal_")}
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        waves = build_waves(gather_materials(published, "fr"))
    assert not waves.setters
    assert not waves.goal_figures
    assert not any("objectif" in statement.text for statement in waves.brief)


def test_waves_of_a_single_wave_say_so(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["panel"] = [row for row in rows["panel"] if row["wave"] == "1"]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        waves = build_waves(gather_materials(published, "fr"))
    assert waves.empty
    assert waves.brief == ()
