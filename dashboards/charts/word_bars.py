"""Words by number of occurrences."""

from __future__ import annotations

import altair as alt
import polars as pl

from dashboards.charts.look import FONT_SIZE, INK, NEUTRAL, ROW, Drawing, dress, inline, leading, text_width

BAR_WIDTH = 170


def draw_word_bars(rows: pl.DataFrame) -> Drawing:
    """One bar a word, in the order of ``rows``.

    Columns: ``word``, ``n`` (occurrences), ``shown`` (``n`` as written), ``description``.
    """
    extent = 10 + max((text_width(word) for word in rows["word"]), default=0)
    base = alt.Chart(inline(rows)).encode(
        y=alt.Y(
            "word:N", sort=None, axis=alt.Axis(title=None, domain=False, ticks=False, labelPadding=6, minExtent=extent)
        ),
        x=alt.X("n:Q", axis=None, scale=alt.Scale(domainMin=0)),
    )
    bars = base.mark_bar(color=NEUTRAL, height={"band": 0.72}).encode(**leading(rows))
    values = base.mark_text(align="left", dx=4, color=INK, fontSize=FONT_SIZE, aria=False).encode(text="shown:N")
    return dress([bars, values], width=BAR_WIDTH, height=alt.Step(ROW))
