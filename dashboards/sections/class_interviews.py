"""How much of each interview each class holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from dashboards import addresses
from dashboards.charts.bar_table import draw_bar_table
from dashboards.contexts.parts import Cell, Column, Figure, Table
from dashboards.materials import Materials

Counts = Mapping[int, tuple[int, int]]
"""Class → classified segments of an interview, and the first turn that holds one."""


def draw_interviews(materials: Materials, names: Mapping[int, str], placed: pl.DataFrame) -> tuple[Figure, ...]:
    """Bars by interview and class; nothing where no segment of a known interview was classified.

    ``names``: class to name. ``placed``: the table ``segment_classes``.
    """
    spoken = _count_interviews(materials, placed)
    shown = [interview for interview in materials.interviews() if interview in spoken]
    if not shown:
        return ()
    told = materials.published.read("interviews").select("interview_id", "side", "wave")
    groups = {interview: (side, wave) for interview, side, wave in told.iter_rows()}
    bars = [
        {
            "line": line,
            "column": column,
            "side": groups[interview][0],
            **_bar(materials, interview, number, name, spoken[interview]),
        }
        for line, interview in enumerate(shown)
        for column, (number, name) in enumerate(names.items())
    ]
    figure = materials.figure(
        "class-interviews",
        draw_bar_table(_lines(materials, shown, groups), _class_columns(materials, names), pl.DataFrame(bars)),
        _list_interviews(materials, names, shown, spoken),
        title=materials.words("title_class_interviews"),
        reading=materials.words("reading_class_interviews"),
        legend=materials.sides_legend(),
    )
    return (figure,)


def _lines(materials: Materials, shown: Sequence[str], groups: Mapping[str, tuple[str, str]]) -> pl.DataFrame:
    """A line an interview, under the heading of its side and wave."""
    names = materials.names
    lines, last = [], ("", "")
    for line, interview in enumerate(shown):
        group = groups[interview]
        lines.append(
            {
                "line": line,
                "label": names.participant(names.interviews[interview][0]),
                "heading": _group(materials, *group) if group != last else "",
                "description": names.interview(interview),
                "href": addresses.of_turn(interview),
            }
        )
        last = group
    return pl.DataFrame(lines)


def _group(materials: Materials, side: str, wave: str) -> str:
    name = f"{side} · {materials.names.side(side)}"
    return f"{name} – {materials.names.wave(wave)}" if len(materials.names.waves) > 1 else name


def _count_interviews(materials: Materials, placed: pl.DataFrame) -> dict[str, dict[int, tuple[int, int]]]:
    """Interview → class → classified segments and the first turn that holds one."""
    places = materials.published.read("segments").select("interview_id", "segment", "turn")
    counted = (
        placed.filter(pl.col("class") > 0)
        .join(places, on=["interview_id", "segment"])
        .group_by("interview_id", "class")
        .agg(n=pl.len(), turn=pl.col("turn").min())
    )
    found: dict[str, dict[int, tuple[int, int]]] = {}
    for interview, number, n, turn in counted.select("interview_id", "class", "n", "turn").iter_rows():
        found.setdefault(interview, {})[number] = (n, turn)
    return found


def _bar(materials: Materials, interview: str, number: int, name: str, counts: Counts) -> dict[str, str | float]:
    numbers = materials.numbers
    total = sum(n for n, _ in counts.values())
    n, turn = counts.get(number, (0, 0))
    shown = numbers.percent(n / total)
    return {
        "share": n / total,
        "shown": shown,
        "description": materials.words(
            "mark_class_interview",
            who=materials.names.interview(interview),
            name=name,
            share=shown,
            segments=numbers.ratio(n, total),
        ),
        "href": addresses.of_turn(interview, turn),
    }


def _class_columns(materials: Materials, names: Mapping[int, str]) -> pl.DataFrame:
    rows = [
        {
            "column": column,
            "label": materials.words("class_name", n=number),
            "description": name,
            "href": addresses.of_class(number),
        }
        for column, (number, name) in enumerate(names.items())
    ]
    return pl.DataFrame(rows)


def _list_interviews(
    materials: Materials,
    names: Mapping[int, str],
    shown: Sequence[str],
    spoken: Mapping[str, Counts],
) -> Table:
    words, numbers = materials.words, materials.numbers
    rows = []
    for interview in shown:
        counts = spoken[interview]
        total = sum(n for n, _ in counts.values())
        cells = []
        for number in names:
            n, turn = counts.get(number, (0, 0))
            text = f"{numbers.percent(n / total)} ({numbers.whole(n)})"
            cells.append(Cell(text, addresses.of_turn(interview, turn)) if n else text)
        who = Cell(materials.names.interview(interview), addresses.of_turn(interview))
        rows.append((who, *cells, numbers.whole(total)))
    columns = (
        Column(words("head_interview")),
        *(Column(words("class_name", n=number), numeric=True) for number in names),
        Column(words("head_segments"), numeric=True),
    )
    return Table(words("caption_class_interviews"), columns, tuple(rows))
