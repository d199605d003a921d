"""The one look of all charts: colours that survive colour blindness, type, and the frame they are put in.

Colours are those of Okabe and Ito (2008), *Color Universal Design*; each side of the mirror has one, in every chart.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any

import altair as alt
import polars as pl
from altair.utils.schemapi import debug_mode

Drawing = alt.LayerChart

INK = "#1f2328"
MUTED = "#57606b"
RULE = "#d0d7de"
SHADE = "#e9edf1"
PAPER = "#fffffe"
NEUTRAL = "#6b7786"
SIDES: Mapping[str, str] = {"A": "#0072b2", "B": "#d55e00"}
CLASS_COLOURS = ("#009e73", "#cc79a7", "#f0e442", "#a9b3be", "#8c6bb1", "#d9c8a9")
"""None is near that of a side: blue and orange say who speaks, and nothing else."""
GAINED, LOST = "#009e73", "#cc79a7"

CSS_VARIABLES: Mapping[str, str] = {
    INK: "--ink",
    MUTED: "--muted",
    RULE: "--rule",
    SHADE: "--shade",
    PAPER: "--paper",
    NEUTRAL: "--neutral",
    SIDES["A"]: "--side-a",
    SIDES["B"]: "--side-b",
}
"""Colours that the page's style sheet sets anew for the dark."""

FONT = "system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif"
FONT_SIZE = 12
_UNDRAWABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{fffe}\x{ffff}]"
"""What XML 1.0 forbids."""
CHARACTER = 0.6
"""Width of a character over the font's size, generous: the reader's font is not the one charts are laid out with."""
ROW = 22
LINE = 15
"""Pixels of a line of a label."""


def text_width(text: str, *, size: float = FONT_SIZE) -> float:
    """Pixels that the longest line of ``text`` takes at most."""
    return max((len(line) for line in text.splitlines()), default=0) * size * CHARACTER


def wrap(text: str, width: float, *, size: float = FONT_SIZE) -> str:
    """``text`` in lines no wider than ``width`` pixels."""
    most = max(8, int(width / (size * CHARACTER)))
    return "\n".join(textwrap.fill(line, most, break_on_hyphens=False) for line in text.split("\n"))


def class_colour(number: int) -> str:
    """The colour of class ``number``, from 1."""
    return CLASS_COLOURS[(number - 1) % len(CLASS_COLOURS)]


def stack_rows(rows: pl.DataFrame, width: float, *, below: float) -> pl.DataFrame:
    """Rows under one another, each its ``label`` in lines no wider than ``width`` and ``below`` pixels for its marks.

    Rows of one ``place`` stand in one place. Adds ``top`` (of the label), ``line`` (under it) and ``bottom``.
    """
    down = 0.0
    places: dict[int, tuple[float, float, float]] = {}
    placed = []
    for row in rows.to_dicts():
        label = wrap(row["label"], width)
        if row["place"] not in places:
            line = down + LINE * (label.count("\n") + 1) + 4
            places[row["place"]] = (down, line, line + below)
            down = line + below
        top, line, bottom = places[row["place"]]
        placed.append({**row, "label": label, "top": top + LINE / 2, "line": line, "bottom": bottom})
    return pl.DataFrame(placed)


def inline(rows: pl.DataFrame) -> alt.InlineData:
    """Rows as the chart's own data, however many; characters that no picture may hold are left out."""
    return alt.InlineData(values=rows.with_columns(pl.col(pl.String).str.replace_all(_UNDRAWABLE, "")).to_dicts())


def leading(rows: pl.DataFrame) -> dict[str, Any]:
    """Encodings of what each row says and where it leads, as far as ``rows`` tell (``description``, ``href``)."""
    return {field: f"{field}:N" for field in ("description", "href") if field in rows.columns}


def unchecked_charts() -> AbstractContextManager[None]:
    """While it lasts, charts are not held against Vega-Lite's schema, which takes most of their time; tests do it."""
    return debug_mode(False)


def dress(layers: Sequence[alt.Chart], *, width: float, height: float | alt.Step) -> Drawing:
    """Lay charts over one another and give them the common look and their size."""
    config = alt.Config(
        font=FONT,
        view=alt.ViewConfig(stroke=None),
        text=alt.MarkConfig(font=FONT, fontSize=FONT_SIZE, color=INK),
        axis=alt.AxisConfig(
            labelFont=FONT,
            labelFontSize=FONT_SIZE,
            labelColor=INK,
            labelLimit=0,
            titleFont=FONT,
            titleFontSize=FONT_SIZE,
            titleFontWeight="normal",
            titleColor=MUTED,
            domainColor=RULE,
            gridColor=RULE,
            tickColor=RULE,
        ),
    )
    # In one go: every further call of Altair's copies the chart with all its rows.
    return alt.LayerChart(
        layer=list(layers), width=width, height=height, background="transparent", padding=4, config=config
    )
