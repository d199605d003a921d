"""Charts as files: alone, on white, with their legend, twice as sharp as on the page."""

from __future__ import annotations

import re
import struct
from pathlib import Path
from xml.etree import ElementTree

import altair as alt
import polars as pl
import pytest

from dashboards.chart_files import SWATCHES, ChartFile, chart_index, draw_alone, draw_ledger, list_charts
from dashboards.charts.look import SIDES, Drawing, dress, inline
from dashboards.ledger import Ledger
from dashboards.materials import gather_materials
from dashboards.published import open_published
from dashboards.study_site import render_edition
from dashboards.wording import Words

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def ledger(example: Path) -> Ledger:
    """What the French pages of the invented study leave."""
    with open_published(example) as published:
        materials = gather_materials(published, "fr")
        for _ in render_edition(materials, is_first=True):
            pass
    return materials.ledger


@pytest.fixture(scope="module")
def charts(ledger: Ledger) -> list[ChartFile]:
    """Some of its charts as files."""
    some = {name: ledger.charts[name] for name in ("dendrogram", "grid-a", "specificities")}
    return list(draw_ledger(Ledger(charts=some, legends=ledger.legends), "fr"))


def bar(href: str = "grid.html#x") -> Drawing:
    """One bar that leads somewhere."""
    rows = pl.DataFrame({"word": ["clé"], "n": [3], "href": [href], "description": ["la clé, 3"]})
    mark = alt.Chart(inline(rows)).mark_bar(color=SIDES["A"])
    return dress([mark.encode(x="n:Q", y="word:N", href="href:N", description="description:N")], width=200, height=40)


def test_chart_files_are_named_by_figure_and_titled(ledger: Ledger, charts: list[ChartFile]) -> None:
    assert {"dendrogram", "grid-a", "grid-b", "specificities"} <= set(ledger.charts)
    assert all(re.fullmatch(r"[\w-]+", name) for name in ledger.charts)
    assert [(chart.name, chart.title) for chart in charts] == [
        (name, ledger.charts[name][0]) for name in ("dendrogram", "grid-a", "specificities")
    ]


def test_chart_files_stand_alone(charts: list[ChartFile]) -> None:
    for chart in charts:
        text = chart.svg.decode()
        root = ElementTree.fromstring(text)
        assert root.tag == f"{SVG}svg", chart.name
        assert root.findtext(f"{SVG}title") == chart.title
        assert not re.search(r"var\(|currentColor|<script|<style|\shref=|xlink:href=\"(?!#)|url\((?!#)", text)
        white = root.find(f"{SVG}rect")
        assert white is not None
        assert (white.get("fill"), white.get("width")) == ("#ffffff", root.get("width"))


def test_chart_files_are_twice_as_sharp_as_png(charts: list[ChartFile]) -> None:
    for chart in charts:
        root = ElementTree.fromstring(chart.svg)
        width, height = struct.unpack(">II", chart.png[16:24])
        assert chart.png[:8] == b"\x89PNG\r\n\x1a\n"
        assert abs(width - 2 * float(root.attrib["width"])) <= 2, chart.name
        assert abs(height - 2 * float(root.attrib["height"])) <= 2, chart.name


def test_chart_files_explain_their_colours(ledger: Ledger, charts: list[ChartFile]) -> None:
    assert {key for legend in ledger.legends.values() for key, _ in legend} <= {*SWATCHES, ""}
    by_name = {chart.name: chart.svg.decode() for chart in charts}
    for side, group in (("A", "Animatrices"), ("B", "Jardiniers")):
        assert f"{side} · {group}" in by_name["specificities"]
        assert f'fill="{SIDES[side]}" stroke="{SIDES[side]}"' in by_name["specificities"]


def test_chart_files_legend_stands_below_the_drawing() -> None:
    plain, told = (
        draw_alone(bar(), "t", legend, "fr") for legend in ((), (("side-a", "A · <Guides>"), ("", "✕ : oui")))
    )
    assert "A · &lt;Guides&gt;" in told
    assert "× : oui" in told
    heights = [float(ElementTree.fromstring(text).attrib["height"]) for text in (plain, told)]
    assert heights[1] - heights[0] == 12 + 2 * 18
    assert told.count("<rect") == plain.count("<rect") + 1


def test_chart_files_wrap_a_long_legend() -> None:
    told = draw_alone(bar(), "t", [("side-a", "mot " * 60)], "fr")
    assert told.count(">mot mot") > 3


def test_chart_files_lead_nowhere_and_leave_the_drawing_as_it_was() -> None:
    drawing = bar()
    before = drawing.to_json()
    assert "grid.html" not in draw_alone(drawing, "t", (), "fr")
    assert drawing.to_json() == before


def test_chart_files_names_are_names_of_files() -> None:
    ledger = Ledger(charts={"a/../b c": ("Un titre", bar())})
    assert [chart.name for chart in draw_ledger(ledger, "en")] == ["a----b-c"]


def test_chart_files_are_the_same_bytes_twice() -> None:
    ledger = Ledger(charts={"one": ("Un titre", bar())}, legends={"one": (("side-b", "B"),)})
    assert list(draw_ledger(ledger, "fr")) == list(draw_ledger(ledger, "fr"))


def test_chart_files_of_an_empty_study_are_none(nothing: Path) -> None:
    with open_published(nothing) as published:
        assert list(list_charts(published, "fr")) == []


def test_chart_files_index_shows_each_with_its_title() -> None:
    page = chart_index([("grid-a", "La grille <A>")], Words("fr"), study="L’étude").decode()
    assert '<img src="grid-a.svg" alt="La grille &lt;A&gt;">' in page
    assert "<figcaption>La grille &lt;A&gt;</figcaption>" in page
    assert 'href="grid-a.png"' in page
    assert '<html lang="fr">' in page
