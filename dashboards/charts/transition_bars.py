"""Indicators that appeared or disappeared from one wave to the next: a square a person."""

from __future__ import annotations

from typing import Literal

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    GAINED,
    INK,
    LINE,
    LOST,
    MUTED,
    RULE,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    stack_rows,
    wrap,
)

CHART_WIDTH = 410.0
MIDDLE = CHART_WIDTH / 2
HEADER = 24.0
SQUARE = 15.0
STEP = 18.0
SMALL = 11
NAMES_WIDTH = MIDDLE - 14
FIXED = "\N{NO-BREAK SPACE}"
"""Keeps a pseudonym and its side on one line."""
SOME_UNDER = 30.0
"""Pixels under a label without names: the squares, and room to the next."""


def draw_transition_bars(rows: pl.DataFrame, *, lost_title: str, gained_title: str) -> Drawing:
    """Squares from the middle, one a person: to the right who gained the indicator, to the left who lost it.

    Columns: ``place`` (order), ``label``, ``change`` (gained or lost), ``slot`` (from 1, beside the middle), ``name``
    (written under the squares), ``description``; optional ``href``. A row a person.
    """
    stacked, names = lay_out_transitions(rows)
    height = max([HEADER, *names["bottom"]])
    titles = pl.DataFrame(
        {
            "x": [MIDDLE - 8, MIDDLE + 8],
            "y": [8.0, 8.0],
            "text": [lost_title, gained_title],
            "change": ["lost", "gained"],
        }
    )
    squares = alt.Chart(inline(stacked)).mark_rect(stroke=None)
    colour = alt.Color("change:N", scale=alt.Scale(domain=["gained", "lost"], range=[GAINED, LOST]), legend=None)
    drawn = squares.encode(
        x=on_canvas_x("from_", CHART_WIDTH),
        x2="to:Q",
        y=on_canvas_y("line", height),
        y2="end:Q",
        color=colour,
        **leading(stacked),
    )
    layers = [_draw_middle(names, height), drawn, *_draw_labels(names, height)]
    for change in ("lost", "gained"):
        align: Literal["left", "right"] = "right" if change == "lost" else "left"
        under = names.select("names_x", "names_y", "names", "change").rename(
            {"names_x": "x", "names_y": "y", "names": "text"}
        )
        written = pl.concat([titles, under.select("x", "y", "text", "change")]).filter(pl.col("change") == change)
        layers.append(_write(written, height, align))
    return dress(layers, width=CHART_WIDTH, height=height)


def lay_out_transitions(rows: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Squares (``from_``, ``to``, ``line``, ``end``), and names (two rows a place: ``change``, ``names``, ``top``,
    ``line``, ``bottom``, ``label``), each place as high as its names need."""
    step = min(STEP, (MIDDLE - 10) / max([1, *rows["slot"]]))
    squares: list[dict[str, object]] = []
    names: list[dict[str, object]] = []
    down = HEADER
    for _, group in rows.group_by("place", maintain_order=True):
        place = stack_rows(group, CHART_WIDTH, below=SOME_UNDER).with_columns(pl.col("top", "line", "bottom") + down)
        line, top = float(place["line"][0]), float(place["top"][0])
        told = {
            change: wrap(
                ", ".join(name.replace(" ", FIXED) for name in place.filter(pl.col("change") == change)["name"]),
                NAMES_WIDTH,
                size=SMALL,
            )
            for change in ("lost", "gained")
        }
        deepest = max(text.count("\n") + 1 for text in told.values())
        down = line + SQUARE + 6 + deepest * 13 + 12
        for change, text in told.items():
            x = MIDDLE - 8 if change == "lost" else MIDDLE + 8
            place_of = {"change": change, "names": text, "names_x": x, "names_y": line + SQUARE + 11}
            names.append({**place_of, "label": place["label"][0], "top": top, "line": line, "bottom": down - 6})
        for row in place.to_dicts():
            left = MIDDLE + 8 + (row["slot"] - 1) * step
            start = left if row["change"] == "gained" else 2 * MIDDLE - left - step + 3
            squares.append({**row, "from_": start, "to": start + step - 3, "line": line, "end": line + SQUARE})
    return pl.DataFrame(squares), pl.DataFrame(names)


def _draw_middle(names: pl.DataFrame, height: float) -> alt.Chart:
    marks = alt.Chart(inline(names.with_columns(x=pl.lit(MIDDLE), end=pl.col("line") + SQUARE))).mark_rule(
        color=RULE, aria=False
    )
    drawn: alt.Chart = marks.encode(x=on_canvas_x("x", CHART_WIDTH), y=on_canvas_y("line", height), y2="end:Q")
    return drawn


def _draw_labels(names: pl.DataFrame, height: float) -> list[alt.Chart]:
    once = names.unique("top", keep="first", maintain_order=True).with_columns(x=pl.lit(MIDDLE))
    marks = alt.Chart(inline(once)).mark_text(
        align="center", baseline="middle", lineBreak="\n", lineHeight=LINE, fontSize=FONT_SIZE, color=INK, aria=False
    )
    return [marks.encode(x=on_canvas_x("x", CHART_WIDTH), y=on_canvas_y("top", height), text="label:N")]


def _write(rows: pl.DataFrame, height: float, align: Literal["left", "right"]) -> alt.Chart:
    marks = alt.Chart(inline(rows)).mark_text(
        align=align, baseline="middle", lineBreak="\n", lineHeight=13, fontSize=SMALL, color=MUTED, aria=False
    )
    drawn: alt.Chart = marks.encode(x=on_canvas_x("x", CHART_WIDTH), y=on_canvas_y("y", height), text="text:N")
    return drawn
