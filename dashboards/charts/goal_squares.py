"""What became of goals: a square each, by outcome and by the modality in which they were set."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from dashboards.charts.canvas import draw_boxes, draw_rules, write_texts
from dashboards.charts.look import GAINED, LOST, MUTED, NEUTRAL, Drawing, dress, wrap

CHART_WIDTH = 410.0
SQUARE = 15.0
STEP = 18.0
SMALL = 11
HEAD_LINE = 13.0
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
    canvas = (CHART_WIDTH, height)
    layers = [
        write_texts(
            columns, "head", ("x", "y"), canvas, size=SMALL, colour=MUTED, baseline="top", line_height=HEAD_LINE
        ),
        draw_rules(bands, (("left", "right"), "top"), canvas),
        write_texts(bands, "label", ("left", "named"), canvas),
        draw_boxes(squares, (("x", "to"), ("y", "end")), canvas, leads=True),
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
    down = heads_height = HEAD_LINE * max((head.count("\n") + 1 for head in heads), default=0) + 6
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
        ends = {"top": down, "named": down + LABEL / 2 + 2, "bottom": bottom}
        bands.append({"label": group["label"][0], "left": 0.0, "right": CHART_WIDTH, **ends})
        down = bottom
    return columns, pl.DataFrame(squares), pl.DataFrame(bands), heads_height
