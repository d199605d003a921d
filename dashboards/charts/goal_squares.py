"""What became of goals: a square each, by outcome and by the modality in which they were set."""

from __future__ import annotations

from collections.abc import Mapping

import altair as alt
import polars as pl

from dashboards.charts.look import (
    FONT_SIZE,
    GAINED,
    INK,
    LINE,
    LOST,
    MUTED,
    NEUTRAL,
    RULE,
    Drawing,
    dress,
    inline,
    leading,
    on_canvas_x,
    on_canvas_y,
    same_colour,
    wrap,
)

CHART_WIDTH = 410.0
SQUARE = 15.0
STEP = 18.0
SMALL = 11
LABEL = 18.0
"""Pixels of the name of a modality."""
ROOM = 14.0
"""Pixels between two modalities."""
COLOURS: Mapping[str, str] = {
    "reached": GAINED,
    "partly": GAINED,
    "kept": "#56b4e9",
    "changed": "#56b4e9",
    "not_reached": LOST,
    "abandoned": LOST,
}
"""Of outcomes; others, of which nothing is known, are grey. Columns tell outcomes apart without them."""


def draw_goal_squares(goals: pl.DataFrame, outcomes: pl.DataFrame) -> Drawing:
    """A column an outcome, a band a modality, a square a goal.

    ``goals``: ``row`` (order of the modality), ``label`` (its name), ``outcome``, ``description``, optional ``href``.
    ``outcomes``: ``outcome``, ``head`` in the order of the columns.
    """
    columns, squares, bands, heads_height = lay_out_goals(goals, outcomes)
    height = float(bands["bottom"][-1]) if bands.height else heads_height
    heads = alt.Chart(inline(columns)).mark_text(
        align="left", baseline="top", lineBreak="\n", lineHeight=13, fontSize=SMALL, color=MUTED, aria=False
    )
    rules = alt.Chart(inline(bands.with_columns(right=pl.lit(CHART_WIDTH)))).mark_rule(color=RULE, aria=False)
    names = alt.Chart(inline(bands)).mark_text(
        align="left", baseline="middle", lineHeight=LINE, fontSize=FONT_SIZE, color=INK, aria=False
    )
    marks = alt.Chart(inline(squares)).mark_rect(stroke=None)
    layers = [
        heads.encode(x=on_canvas_x("x", CHART_WIDTH), y=on_canvas_y("y", height), text="head:N"),
        rules.encode(x=on_canvas_x("left", CHART_WIDTH), x2="right:Q", y=on_canvas_y("top", height)),
        names.encode(x=on_canvas_x("left", CHART_WIDTH), y=on_canvas_y("named", height), text="label:N"),
        marks.encode(
            x=on_canvas_x("x", CHART_WIDTH),
            x2="to:Q",
            y=on_canvas_y("y", height),
            y2="end:Q",
            color=same_colour(),
            **leading(squares),
        ),
    ]
    return dress(layers, width=CHART_WIDTH, height=height)


def lay_out_goals(
    goals: pl.DataFrame, outcomes: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame, float]:
    """Heads of the columns, squares, bands of the modalities, and the height of the heads."""
    width = CHART_WIDTH / max(1, outcomes.height)
    most = max(1, int((width - 4) / STEP))
    heads = [wrap(head, width - 4, size=SMALL) for head in outcomes["head"]]
    columns = outcomes.with_columns(
        head=pl.Series(heads, dtype=pl.String), x=pl.int_range(pl.len()) * width, y=pl.lit(0.0)
    )
    at = dict(columns.select("outcome", "x").iter_rows())
    down = heads_height = 13.0 * max((head.count("\n") + 1 for head in heads), default=0) + 6
    squares: list[dict[str, object]] = []
    bands: list[dict[str, object]] = []
    for _, group in goals.sort("row", maintain_order=True).group_by("row", maintain_order=True):
        seen: dict[str, int] = {}
        for row in group.to_dicts():
            place = seen.get(row["outcome"], 0)
            seen[row["outcome"]] = place + 1
            x = at[row["outcome"]] + place % most * STEP
            y = down + LABEL + 3 + place // most * STEP
            square = {
                "x": x,
                "to": x + SQUARE,
                "y": y,
                "end": y + SQUARE,
                "colour": COLOURS.get(row["outcome"], NEUTRAL),
            }
            squares.append({**row, **square})
        lines = max(-(-count // most) for count in seen.values())
        bottom = down + LABEL + 3 + lines * STEP + ROOM - (STEP - SQUARE)
        band = {"label": group["label"][0], "left": 0.0, "top": down, "named": down + LABEL / 2 + 2, "bottom": bottom}
        bands.append(band)
        down = bottom
    return columns, pl.DataFrame(squares), pl.DataFrame(bands), heads_height
