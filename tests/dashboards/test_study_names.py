"""What things of a study are called."""

from __future__ import annotations

from pathlib import Path

from dashboards.materials import Materials
from dashboards.published import open_published
from dashboards.study_names import read_study_names
from tests.dashboards.example_people import Row, people_rows, study_rows
from tests.dashboards.published_example import publish


def test_study_names_call_sides_waves_and_people(materials: Materials) -> None:
    names = materials.names
    assert (names.side("A"), names.side("B")) == ("Animatrices", "Jardiniers")
    assert names.waves == ("1", "2")
    assert names.interview("A1-2") == "Anne A, Automne"
    assert names.interview("Z9-1") == "Z9-1"
    assert names.participant("B7") == "Raymonde B"
    assert names.modality("sur_place") == "Sur place"


def test_study_names_without_labels_show_ids(tmp_path: Path) -> None:
    path = publish(tmp_path / "p.duckdb", people_rows())
    with open_published(path) as published:
        names = read_study_names(published)
    assert (names.study, names.language) == ("", "fr")
    assert (names.side("A"), names.wave("2"), names.modality("x"), names.theme("y")) == ("animatrice", "2", "x", "y")
    assert names.waves == ("1", "2")


def test_study_names_order_waves_by_day_unless_the_study_tells(tmp_path: Path) -> None:
    late = [{**row, "wave": "z" if row["wave"] == "1" else "a"} for row in people_rows()["interviews"]]
    told: list[Row] = [*study_rows(), {"key": "waves", "value": "a z"}]
    for number, (study, order) in enumerate(((study_rows()[:2], ("z", "a")), (told, ("a", "z", "1", "2")))):
        with open_published(publish(tmp_path / f"{number}.duckdb", {"interviews": late, "study": study})) as published:
            assert read_study_names(published).waves == order
