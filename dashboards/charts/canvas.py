"""Marks at pixels of a canvas: what every chart that places its own marks draws with.

``at`` names the columns that hold a mark's place, across and down: one column where the mark has a point, two where it
has a start and an end. A colour is ``#rrggbb`` for all marks, or the column that holds each mark's own. Marks that
lead say and link what ``look.leading`` reads of their rows; all others are hidden from whoever listens to the page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

import altair as alt
import polars as pl

from dashboards.charts.look import FONT_SIZE, INK, PAPER, RULE, inline, leading

Canvas = tuple[float, float]
"""Width and height, in pixels."""
Along = str | tuple[str, str]
"""Column of a point, or columns of a start and an end, in pixels from the left or from the top."""
At = tuple[Along, Along]
Align = Literal["left", "center", "right"]
Baseline = Literal["top", "middle", "line-top"]
Weight = Literal["normal", "bold"]
Property = str | float | list[int]
"""Of a mark, under Vega-Lite's name: ``strokeWidth``, ``strokeDash``, ``cornerRadius``, ``shape``, ``angle`` …"""

UNSEEN = 0.001
"""Opacity of what is there to be pressed: none at all would not be drawn."""
_CHANNELS: Mapping[str, Callable[..., Any]] = {"color": alt.Color, "fill": alt.Fill, "stroke": alt.Stroke}
"""Of paints, for columns that hold each mark's own."""


def write_texts(
    rows: pl.DataFrame,
    text: str,
    at: At,
    canvas: Canvas,
    *,
    align: Align = "left",
    size: float | str = FONT_SIZE,
    colour: str = INK,
    weight: Weight | None = None,
    baseline: Baseline = "middle",
    line_height: float | None = None,
    leads: bool = False,
    **style: Property,
) -> alt.Chart:
    """What the column ``text`` says, at a point each.

    ``size`` is a number of pixels, or the column that holds each text's own. Texts break at their newlines where
    ``line_height`` (pixels) is given. ``style``: further properties of the mark.
    """
    marks: dict[str, Any] = {"align": align, "baseline": baseline, **style}
    channels: dict[str, Any] = {"text": alt.Text(text, type="nominal")}
    if isinstance(size, str):
        channels["size"] = alt.Size(size, type="quantitative", scale=None, legend=None)
    else:
        marks["fontSize"] = size
    if weight is not None:
        marks["fontWeight"] = weight
    if line_height is not None:
        marks |= {"lineBreak": "\n", "lineHeight": line_height}
    return _draw("text", rows, at, canvas, marks, channels, {"color": colour}, leads=leads)


def draw_areas(rows: pl.DataFrame, at: At, canvas: Canvas, *, over: bool = False) -> alt.Chart:
    """Whole rows or cells that lead, to be pressed anywhere: under their marks, or unseen ``over`` them."""
    marks = {"fillOpacity": UNSEEN} if over else {}
    return _draw("rect", rows, at, canvas, marks, {}, {"color": INK if over else PAPER}, leads=True)


def draw_boxes(
    rows: pl.DataFrame,
    at: At,
    canvas: Canvas,
    *,
    fill: str = "colour",
    stroke: str | None = None,
    leads: bool = False,
    **style: Property,
) -> alt.Chart:
    """Filled rectangles: bars, squares, cells. ``style``: further properties of the mark."""
    return _draw("rect", rows, at, canvas, style, {}, {"fill": fill, "stroke": stroke}, leads=leads)


def draw_dots(
    rows: pl.DataFrame,
    at: At,
    canvas: Canvas,
    *,
    size: float,
    fill: str | None = None,
    stroke: str | None = None,
    leads: bool = False,
    **style: Property,
) -> alt.Chart:
    """Signs around a point each, discs unless ``style`` gives another ``shape``; ``size``: square pixels of a sign.

    ``style``: further properties of the mark.
    """
    marks = {"size": size, "opacity": 1, "filled": stroke is None, **style}
    return _draw("point", rows, at, canvas, marks, {}, {"fill": fill, "stroke": stroke}, leads=leads)


def draw_rules(rows: pl.DataFrame, at: At, canvas: Canvas, *, colour: str = RULE, **style: Property) -> alt.Chart:
    """Straight lines, across or down: a start and an end one way, a point the other.

    ``style``: further properties of the mark.
    """
    return _draw("rule", rows, at, canvas, style, {}, {"color": colour}, leads=False)


def on_canvas(at: At, canvas: Canvas) -> dict[str, Any]:
    """The encodings of a place."""
    across, down = at
    left, right = (across, None) if isinstance(across, str) else across
    top, bottom = (down, None) if isinstance(down, str) else down
    placed: dict[str, Any] = {
        "x": alt.X(left, type="quantitative", axis=None, scale=_pixels(canvas[0])),
        "y": alt.Y(top, type="quantitative", axis=None, scale=_pixels(canvas[1])),
    }
    if right is not None:
        placed["x2"] = alt.X2(right)
    if bottom is not None:
        placed["y2"] = alt.Y2(bottom)
    return placed


def _pixels(length: float) -> alt.Scale:
    return alt.Scale(domain=[0, length], range=[0, length], nice=False)


def _draw(
    kind: Literal["text", "rect", "point", "rule"],
    rows: pl.DataFrame,
    at: At,
    canvas: Canvas,
    marks: Mapping[str, Any],
    channels: Mapping[str, Any],
    paints: Mapping[str, str | None],
    *,
    leads: bool,
) -> alt.Chart:
    """One layer; ``paints``: colours or columns of them, by the channel that they are for."""
    led = leading(rows) if leads else {}
    same = {way: paint for way, paint in paints.items() if paint is not None and paint.startswith("#")}
    own = {way: paint for way, paint in paints.items() if paint is not None and not paint.startswith("#")}
    drawn: alt.Chart = alt.Chart(
        inline(rows),
        mark=alt.MarkDef(kind, aria=bool(led), **marks, **same),  # type: ignore[arg-type] # its names of options come as a mapping
    ).encode(
        **on_canvas(at, canvas),
        **channels,
        **{way: _CHANNELS[way](column, type="nominal", scale=None, legend=None) for way, column in own.items()},
        **led,
    )
    return drawn
