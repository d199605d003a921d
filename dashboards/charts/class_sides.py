"""How much of each side's speech falls in each class."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import FONT_SIZE, INK, SIDES, Drawing, dress, inline, leading, text_width

BAR_WIDTH = 190


def draw_class_sides(rows: pl.DataFrame) -> Drawing:
    """Two bars a class, one for each side, in the order of ``rows``.

    Columns: ``name`` (of the class), ``side`` (A or B), ``share`` (of the side's classified segments), ``shown``,
    ``description``.
    """
    extent = 10 + max((text_width(name) for name in rows["name"]), default=0)
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y(
            "name:N", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=6, minExtent=extent)
        ),
        yOffset=alt.YOffset("side:N", sort=list(SIDES)),
        x=alt.X("share:Q", axis=None, scale=alt.Scale(domainMin=0)),
    )
    colour = alt.Color("side:N", scale=alt.Scale(domain=list(SIDES), range=list(SIDES.values())), legend=None)
    bars = base.mark_bar(height={"band": 0.84}).encode(color=colour, **leading(rows))
    values = base.mark_text(align="left", dx=4, color=INK, fontSize=FONT_SIZE, aria=False).encode(text="shown:N")
    return dress([bars, values], width=BAR_WIDTH, height=alt.Step(26))
