"""Charts put into the page."""

from __future__ import annotations

import re

import altair as alt
import polars as pl

from dashboards.charts.look import SIDES, dress, inline
from dashboards.figures import inline_svg


def _svg(name: str = "probe", description: str = "12,5 <marks> & more") -> str:
    rows = pl.DataFrame({"x": [1.0, -2.5], "y": ["a", "b"], "description": [description, "second"]})
    chart = alt.Chart(inline(rows)).mark_bar(color=SIDES["A"], clip=True)
    encoded = chart.encode(x=alt.X("x:Q"), y=alt.Y("y:N"), description="description:N")
    return inline_svg(dress([encoded], width=100, height=40), name=name, title="T & t", description="D", language="fr")


def test_figures_svg_is_named_and_described() -> None:
    svg = _svg()
    assert '<title id="probe-title">T &amp; t</title><desc id="probe-description">D</desc>' in svg
    assert 'role="img" aria-labelledby="probe-title probe-description"' in svg


def test_figures_marks_say_their_own_description_and_nothing_english() -> None:
    svg = _svg()
    assert re.findall(r"<title>(.*?)</title>", svg) == ["12,5 &lt;marks&gt; &amp; more", "second"]
    assert "axis titled" not in svg
    assert "aria-roledescription" not in svg


def test_figures_colours_follow_the_style_sheet() -> None:
    svg = _svg()
    assert "var(--side-a)" in svg
    assert SIDES["A"] not in svg


def test_figures_numbers_of_axes_are_french() -> None:
    assert "−2,5" in _svg() or "−2" in _svg()
    assert not re.search(r">-?\d+\.\d+<", _svg())


def test_figures_ids_bear_the_name_of_the_figure() -> None:
    one, two = _svg("one"), _svg("two")
    assert re.findall(r'\bid="([^"]+)"', one) == ["one-title", "one-description", "one-1"]
    assert re.findall(r"url\(#([^)]+)\)", two) == ["two-1"]
    assert _svg("one") == one


def test_figures_name_no_other_host() -> None:
    assert "http" not in _svg()
    assert "xmlns" not in _svg()
