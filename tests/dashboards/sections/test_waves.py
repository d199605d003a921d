"""The page of waves: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections import Counter

import polars as pl

from dashboards.materials import Materials
from dashboards.sections.waves import build_waves
from tests.dashboards.reading_pages import column_of, titles_of


def test_waves_follow_people_and_indicators(materials: Materials) -> None:
    waves = build_waves(materials)
    assert waves.panel is not None
    assert Counter(column_of(waves.panel, "Automne")) == {"présent": 8, "parti": 6}
    for figure, role in zip(waves.figures, ("animatrice", "jardinier"), strict=True):
        rows = materials.published.read("transitions", role=role)
        assert len(figure.table.rows) == rows.height
        changed = rows.filter(pl.col("n_01") + pl.col("n_10") > 0)
        assert len(titles_of(figure)) == 2 * changed.height
