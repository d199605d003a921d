"""Indicators that appeared or disappeared from one wave to the next: a square a person."""

from __future__ import annotations

import polars as pl

from dashboards.charts.canvas import Align, draw_boxes, draw_rules, write_texts
from dashboards.charts.look import GAINED, LINE, LOST, MUTED, Drawing, dress, stack_rows, wrap

CHART_WIDTH = 410.0
MIDDLE = CHART_WIDTH / 2
HEADER = 24.0
SQUARE = 15.0
STEP = 18.0
SMALL = 11
NAME_LINE = 13
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
    canvas = (CHART_WIDTH, height)
    layers = [
        draw_rules(names, ("middle", ("line", "end")), canvas),
        draw_boxes(stacked, (("from_", "to"), ("line", "end")), canvas, leads=True),
        write_texts(
            names.unique("top", keep="first", maintain_order=True),
            "label",
            ("middle", "top"),
            canvas,
            align="center",
            line_height=LINE,
        ),
    ]
    for change in ("lost", "gained"):
        align: Align = "right" if change == "lost" else "left"
        under = names.select(x="names_x", y="names_y", text="names", change="change")
        written = pl.concat([titles, under]).filter(pl.col("change") == change)
        layers.append(
            write_texts(
                written, "text", ("x", "y"), canvas, align=align, size=SMALL, colour=MUTED, line_height=NAME_LINE
            )
        )
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
        down = line + SQUARE + 6 + deepest * NAME_LINE + 12
        for change, text in told.items():
            x = MIDDLE - 8 if change == "lost" else MIDDLE + 8
            written = {"change": change, "names": text, "names_x": x, "names_y": line + SQUARE + 11}
            spot = {"middle": MIDDLE, "top": top, "line": line, "end": line + SQUARE, "bottom": down - 6}
            names.append({**written, "label": place["label"][0], **spot})
        for row in place.to_dicts():
            gained = row["change"] == "gained"
            left = MIDDLE + 8 + (row["slot"] - 1) * step
            start = left if gained else 2 * MIDDLE - left - step + 3
            ends = {"from_": start, "to": start + step - 3, "line": line, "end": line + SQUARE}
            squares.append({**row, **ends, "colour": GAINED if gained else LOST})
    return pl.DataFrame(squares), pl.DataFrame(names)
