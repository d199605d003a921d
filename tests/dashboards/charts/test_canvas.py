"""Marks on a canvas: where they stand, what paints them, which of them speak and lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

import altair as alt
import polars as pl
import pytest
import vl_convert

from dashboards.charts.canvas import UNSEEN, draw_areas, draw_boxes, draw_dots, draw_rules, on_canvas, write_texts
from dashboards.charts.look import INK, MUTED, PAPER, RULE, SIDES, dress

CANVAS = (200.0, 100.0)
ROWS = pl.DataFrame(
    {
        "left": [10.0, 20.0],
        "right": [30.0, 60.0],
        "top": [5.0, 50.0],
        "bottom": [15.0, 90.0],
        "colour": [SIDES["A"], SIDES["B"]],
        "word": ["clé", "deux\nlignes"],
        "tall": [9.0, 17.0],
        "description": ["une clé", "deux lignes"],
        "href": ["x.html", "y.html"],
    }
)
BOX = (("left", "right"), ("top", "bottom"))
POINT = ("left", "top")


def _svg(layer: alt.Chart) -> str:
    """What is drawn, without the ground and its frame."""
    drawn = vl_convert.vegalite_to_svg(dress([layer], width=CANVAS[0], height=CANVAS[1]).to_dict())
    return drawn[drawn.index("layer_0_marks") : drawn.index('class="foreground"')]


def _found(pattern: str, layer: alt.Chart) -> Sequence[str]:
    return re.findall(pattern, _svg(layer))


def test_canvas_boxes_stand_at_the_pixels_of_their_columns() -> None:
    assert _found(r'd="(M[^"]*)"', draw_boxes(ROWS, BOX, CANVAS)) == ["M10,5h20v10h-20Z", "M20,50h40v40h-40Z"]


def test_canvas_points_have_no_end() -> None:
    assert set(on_canvas(POINT, CANVAS)) == {"x", "y"}
    assert set(on_canvas(("left", ("top", "bottom")), CANVAS)) == {"x", "y", "y2"}


def test_canvas_paints_are_one_colour_or_a_column_of_them() -> None:
    assert _found('fill="([^"]*)"', draw_boxes(ROWS, BOX, CANVAS)) == [SIDES["A"], SIDES["B"]]
    assert _found('fill="([^"]*)"', draw_boxes(ROWS, BOX, CANVAS, fill=MUTED)) == [MUTED, MUTED]
    outlined = draw_boxes(ROWS, BOX, CANVAS, fill=PAPER, stroke="colour")
    assert _found('fill="([^"]*)"', outlined) == [PAPER, PAPER]
    assert _found('stroke="([^"]*)"', outlined) == [SIDES["A"], SIDES["B"]]
    assert _found('stroke="([^"]*)"', draw_rules(ROWS, ("left", ("top", "bottom")), CANVAS)) == [RULE, RULE]


def test_canvas_dots_without_stroke_are_full_and_without_fill_hollow() -> None:
    full = _svg(draw_dots(ROWS, POINT, CANVAS, size=85, fill="colour"))
    assert "stroke=" not in full
    assert re.findall('fill="([^"]*)"', full) == [SIDES["A"], SIDES["B"]]
    hollow = _svg(draw_dots(ROWS, POINT, CANVAS, size=85, stroke=MUTED))
    assert re.findall('stroke="([^"]*)"', hollow) == [MUTED, MUTED]
    assert set(re.findall('fill="([^"]*)"', hollow)) <= {"none", "transparent"}


@pytest.mark.parametrize(
    "layer",
    [
        draw_boxes(ROWS, BOX, CANVAS),
        draw_dots(ROWS, POINT, CANVAS, size=85, fill=MUTED),
        draw_rules(ROWS, (("left", "right"), "top"), CANVAS),
        write_texts(ROWS, "word", POINT, CANVAS),
        write_texts(ROWS.drop("description", "href"), "word", POINT, CANVAS, leads=True),
    ],
)
def test_canvas_marks_that_lead_nowhere_are_silent(layer: alt.Chart) -> None:
    assert 'aria-hidden="true"' in _svg(layer)
    assert "aria-label" not in _svg(layer)
    assert "href" not in _svg(layer)


@pytest.mark.parametrize(
    "layer",
    [
        draw_areas(ROWS, BOX, CANVAS),
        draw_areas(ROWS, BOX, CANVAS, over=True),
        draw_boxes(ROWS, BOX, CANVAS, leads=True),
        draw_dots(ROWS, POINT, CANVAS, size=85, fill=MUTED, leads=True),
        write_texts(ROWS, "word", POINT, CANVAS, leads=True),
    ],
)
def test_canvas_marks_that_lead_say_what_and_where(layer: alt.Chart) -> None:
    assert _found('aria-label="([^"]*)"', layer) == ["une clé", "deux lignes"]
    assert [link.rsplit("/", 1)[-1] for link in _found('href="([^"]*)"', layer)] == ["x.html", "y.html"]


def test_canvas_areas_over_their_marks_are_unseen() -> None:
    over, under = (_svg(draw_areas(ROWS, BOX, CANVAS, over=over)) for over in (True, False))
    assert re.findall('fill="([^"]*)"', over) == [INK, INK]
    assert re.findall('fill-opacity="([^"]*)"', over) == [str(UNSEEN)] * 2
    assert re.findall('fill="([^"]*)"', under) == [PAPER, PAPER]


def test_canvas_texts_break_where_they_have_a_line_height() -> None:
    assert "<tspan" not in _svg(write_texts(ROWS, "word", POINT, CANVAS))
    broken = write_texts(ROWS, "word", POINT, CANVAS, line_height=13)
    assert _found(r"<tspan[^>]*>([^<]*)</tspan>", broken) == ["deux", "lignes"]
    assert _found(r'<tspan[^>]*dy="([^"]*)"', broken) == ["13"]


def test_canvas_texts_have_one_size_or_their_own() -> None:
    assert _found('font-size="([^"]*)"', write_texts(ROWS, "word", POINT, CANVAS, size=11)) == ["11px", "11px"]
    assert _found('font-size="([^"]*)"', write_texts(ROWS, "word", POINT, CANVAS, size="tall")) == ["9px", "17px"]


def test_canvas_of_no_rows_is_drawn_empty() -> None:
    assert _found("<path d=", draw_boxes(ROWS.clear(), BOX, CANVAS)) == []
    assert _found("<text", write_texts(ROWS.clear(), "word", POINT, CANVAS)) == []
