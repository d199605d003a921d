"""Classes that change their share from wave to wave."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from dashboards.materials import gather_materials
from dashboards.published import open_published
from dashboards.sections.class_moves import ClassMove, brief_classes, list_moves
from tests.dashboards.example_people import Row
from tests.dashboards.published_example import example_rows, publish

SHARES = {("A", "1"): (50, 50), ("A", "2"): (80, 20), ("B", "1"): (40, 60), ("B", "2"): (42, 58)}
"""Side and wave → segments of classes 1 and 2."""


def _moves(path: Path, waves: Sequence[str]) -> tuple[tuple[ClassMove, ...], int]:
    example = example_rows()
    placed: list[Row] = []
    for (side, wave), counts in SHARES.items():
        numbers = [number for number, n in enumerate(counts, start=1) for _ in range(n)]
        placed += [
            {**example["segment_classes"][0], "interview_id": f"{side}1-{wave}", "segment": segment, "class": number}
            for segment, number in enumerate(numbers)
            if wave in waves
        ]
    rows = {**example, "segment_classes": placed, "classes": example["classes"][:2]}
    with open_published(publish(path / "p.duckdb", rows)) as published:
        materials = gather_materials(published, "fr")
        return list_moves(materials), len(list(brief_classes(materials)))


def test_class_moves_name_classes_with_both_shares(tmp_path: Path) -> None:
    moves, sentences = _moves(tmp_path, ("1", "2"))
    assert [move.name.href for move in moves] == ["classes.html#class-1", "classes.html#class-2"]
    assert moves[0].shares.replace("\N{NO-BREAK SPACE}", " ") == "A de 50 % à 80 %, B de 40 % à 42 %"
    assert sentences == 1


def test_class_moves_of_one_wave_are_none(tmp_path: Path) -> None:
    assert _moves(tmp_path, ("1",)) == ((), 0)
