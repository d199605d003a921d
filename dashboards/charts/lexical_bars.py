"""Words that part the two sides, participant by participant: how little chance would do as much."""

from __future__ import annotations

import math

import altair as alt
import polars as pl

from dashboards.charts.canvas import Align, Canvas, draw_areas, draw_boxes, draw_rules, write_texts
from dashboards.charts.look import MUTED, PAPER, ROW, SIDES, Drawing, dress, text_width

CHART_WIDTH = 410.0
MIDDLE = CHART_WIDTH / 2
HEADER = 24.0
SMALL = 11
GAP = 6
"""Pixels between a line and what stands beside it."""
BETWEEN = 14.0
"""Pixels between the words of A and those of B."""


def draw_lexical_bars(rows: pl.DataFrame, marks: pl.DataFrame) -> Drawing:
    """One bar a word, to the right for side A and to the left for B, longer as p is smaller (a decimal logarithm).

    Columns of ``rows``, those of A first: ``word``, ``side``, ``p``, ``solid`` (filled, else outlined), ``shown`` (at
    the bar's end), ``description``, optional ``href``, which the whole row leads to. ``marks``: ``p`` and ``text`` of
    the marks of the scale, drawn on both halves.
    """
    placed, height = lay_out_words(rows, marks)
    canvas = (CHART_WIDTH, height)
    layers = [
        *_draw_scale(placed, marks, canvas, _reach(rows, marks)),
        draw_boxes(placed, (("zero", "end"), ("top", "bottom")), canvas, fill="fill", stroke="colour", strokeWidth=1.5),
        *_draw_words(placed, canvas),
        draw_areas(placed, (("left", "right"), ("top", "bottom")), canvas, over=True),
    ]
    return dress(layers, width=CHART_WIDTH, height=height)


def lay_out_words(rows: pl.DataFrame, marks: pl.DataFrame) -> tuple[pl.DataFrame, float]:
    """Rows with ``top``, ``bottom``, ``middle``, ``end`` (of the bar), ``colour`` and ``fill``; the height of all."""
    reach = _reach(rows, marks)
    down = HEADER
    former = ""
    placed = []
    for row in rows.to_dicts():
        down += BETWEEN if former and row["side"] != former else 0.0
        former = row["side"]
        length = strength(row["p"]) * reach
        colour = SIDES[row["side"]]
        placed.append(
            {
                **row,
                "top": down + 3,
                "bottom": down + ROW - 3,
                "middle": down + ROW / 2,
                "left": 0.0,
                "right": CHART_WIDTH,
                "zero": MIDDLE,
                "end": MIDDLE + length if row["side"] == "A" else MIDDLE - length,
                "colour": colour,
                "fill": colour if row["solid"] else PAPER,
            }
        )
        down += ROW
    return pl.DataFrame(placed), down + 2


def strength(p: float) -> float:
    """Minus the decimal logarithm of ``p``: 0 for 1, 2 for one in a hundred."""
    return -math.log10(max(p, 1e-12))


def _reach(rows: pl.DataFrame, marks: pl.DataFrame) -> float:
    """Pixels of a power of ten: room for the longest bar with its end, and for the furthest mark of the scale."""
    longest = max([strength(p) for p in [*rows["p"], *marks["p"]]], default=1.0) or 1.0
    ends = max((text_width(text, size=SMALL) for text in rows["shown"]), default=0.0) + 2 * GAP
    return (MIDDLE - ends) / longest


def _draw_scale(placed: pl.DataFrame, marks: pl.DataFrame, canvas: Canvas, reach: float) -> list[alt.Chart]:
    """A line for each mark, on both halves, as far down as that half has words."""
    drawn = []
    for side, sign in (("A", 1), ("B", -1)):
        words = placed.filter(pl.col("side") == side)
        if words.is_empty():
            continue
        ends = {"top": float(words["top"][0]) - 3, "bottom": float(words["bottom"][-1]) + 3, "y": 9.0}
        for away, text in place_marks(marks, reach):
            drawn.append({"x": MIDDLE + sign * away, **ends, "text": text})
    drawn.append({"x": MIDDLE, "top": HEADER, "bottom": canvas[1] - 2, "y": 9.0, "text": ""})
    frame = pl.DataFrame(drawn)
    said = frame.filter(pl.col("text") != "")
    return [
        draw_rules(frame, ("x", ("top", "bottom")), canvas),
        write_texts(said, "text", ("x", "y"), canvas, align="center", size=SMALL, colour=MUTED),
    ]


def place_marks(marks: pl.DataFrame, reach: float) -> list[tuple[float, str]]:
    """Pixels of each mark from the middle, and its words; none where they would meet those of a mark before it."""
    placed: list[tuple[float, str]] = []
    for mark in marks.to_dicts():
        away, text = strength(mark["p"]) * reach, mark["text"]
        half = text_width(text, size=SMALL) / 2 + 3
        taken = [(other, text_width(said, size=SMALL) / 2 + 3) for other, said in placed if said]
        free = away >= half and all(abs(away - other) >= half + width for other, width in taken)
        placed.append((away, text if free else ""))
    return placed


def _draw_words(placed: pl.DataFrame, canvas: Canvas) -> list[alt.Chart]:
    """Words on the other side of the line, what is told of them at the ends of the bars.

    Paper surrounds the latter, so that no line runs through them.
    """
    drawn = []
    sides: tuple[tuple[str, Align, Align, int], ...] = (("A", "right", "left", GAP), ("B", "left", "right", -GAP))
    for side, inner, outer, gap in sides:
        rows = placed.filter(pl.col("side") == side).with_columns(
            word_x=pl.col("zero") - gap, end_x=pl.col("end") + gap
        )
        if rows.height:
            end = ("end_x", "middle")
            drawn += [
                write_texts(rows, "word", ("word_x", "middle"), canvas, align=inner),
                write_texts(
                    rows, "shown", end, canvas, align=outer, size=SMALL, colour=PAPER, stroke=PAPER, strokeWidth=5
                ),
                write_texts(rows, "shown", end, canvas, align=outer, size=SMALL, colour=MUTED),
            ]
    return drawn
