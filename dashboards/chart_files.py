"""The charts of the pages as files of their own: SVG and PNG in explicit colours on white, each with its legend."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import vl_convert

from dashboards.charts.look import FONT, FONT_SIZE, GAINED, INK, LINE, LOST, MUTED, SIDES, Drawing, wrap
from dashboards.figures import LOCALES
from dashboards.ledger import Ledger
from dashboards.materials import gather_materials
from dashboards.published import Published
from dashboards.study_site import render_edition
from dashboards.wording import Words
from tasks.messages import Language

PAPER = "#ffffff"
MARGIN = 12
PNG_SCALE = 2
"""Pixels of a PNG for one of the SVG."""
_KEY = 11
"""Width and height of a legend's key."""
_DRAWABLE = {ord("✕"): "×"}
"""Signs that the renderer's font lacks: it would write their whole line in another."""
Legend = Sequence[tuple[str, str]]

SWATCHES: Mapping[str, tuple[str, str]] = {
    "side-a": (SIDES["A"], SIDES["A"]),
    "side-b": (SIDES["B"], SIDES["B"]),
    "gained": (GAINED, GAINED),
    "lost": (LOST, LOST),
    "hollow": (PAPER, MUTED),
}
"""Key of a legend (a class of the style sheet) → its fill and its line."""

_DRAWN = re.compile(r"^<svg([^>]*)>(.*)</svg>\s*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class ChartFile:
    """One chart, ready to be put into a text or onto a slide."""

    name: str
    """Of its files, without suffix: the figure's."""
    title: str
    svg: bytes
    png: bytes


def list_charts(published: Published, language: Language) -> Iterator[ChartFile]:
    """Every chart of the pages in ``language``, in the order of the pages."""
    materials = gather_materials(published, language)
    for _ in render_edition(materials, is_first=True):
        pass  # the pages are built for what they leave in the ledger
    yield from draw_ledger(materials.ledger, language)


def draw_ledger(ledger: Ledger, language: Language) -> Iterator[ChartFile]:
    """The charts that the pages of one language have left in their ledger."""
    for name, (title, drawing) in ledger.charts.items():
        svg = draw_alone(drawing, title, ledger.legends.get(name, ()), language)
        png = vl_convert.svg_to_png(svg, scale=PNG_SCALE)
        yield ChartFile(re.sub(r"[^\w-]", "-", name), title, svg.encode(), png)


def draw_alone(drawing: Drawing, title: str, legend: Legend, language: Language) -> str:
    """A chart as an SVG that needs no page: white behind it, its legend below, no links."""
    spec = _without_links(drawing.to_dict(validate=False))
    drawn = vl_convert.vegalite_to_svg(spec, format_locale=LOCALES[language])
    found = _DRAWN.match(drawn)
    if found is None:
        raise ValueError("the renderer gave no SVG")
    width, height = (float(_attribute(found[1], name)) for name in ("width", "height"))
    keys, below = _draw_legend(legend, width)
    whole = (width + 2 * MARGIN, height + below + 2 * MARGIN)
    size = f'width="{whole[0]:g}" height="{whole[1]:g}" viewBox="0 0 {whole[0]:g} {whole[1]:g}"'
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" version="1.1" '
        f'role="img" {size}>\n<title>{escape(title)}</title>\n'
        f'<rect width="{whole[0]:g}" height="{whole[1]:g}" fill="{PAPER}"/>\n'
        f'<g transform="translate({MARGIN},{MARGIN})">{found[2]}</g>\n'
        f'<g transform="translate({MARGIN},{MARGIN + height:g})">{keys}</g>\n</svg>\n'
    )


def chart_index(charts: Sequence[tuple[str, str]], words: Words, *, study: str) -> bytes:
    """A page that shows the charts with their titles. ``charts``: names of files without suffix, titles."""
    title = words("charts_heading")
    figures = "\n".join(
        f'<figure id="{escape(name)}">\n<figcaption>{escape(said)}</figcaption>\n'
        f'<img src="{escape(name)}.svg" alt="{escape(said)}">\n'
        f'<p><a href="{escape(name)}.svg">{escape(name)}.svg</a> · '
        f'<a href="{escape(name)}.png">{escape(name)}.png</a></p>\n</figure>'
        for name, said in charts
    )
    style = (
        f"body {{ font: 16px/1.5 {FONT}; color: {INK}; background: {PAPER}; max-width: 60rem; margin: 2rem auto; "
        "padding: 0 1rem; }\nfigure { margin: 2.5rem 0; break-inside: avoid; }\nfigcaption { font-weight: bold; }\n"
        f"img {{ max-width: 100%; }}\np {{ color: {MUTED}; margin: 0; }}"
    )
    head = f'<meta charset="utf-8">\n<title>{escape(title)} – {escape(study)}</title>\n<style>{style}</style>'
    lead = f"<h1>{escape(title)}</h1>\n<p>{escape(study)}</p>\n<p>{escape(words('charts_lead'))}</p>"
    return (
        f'<!doctype html>\n<html lang="{words.language}">\n<head>\n{head}\n</head>\n'
        f"<body>\n{lead}\n{figures}\n</body>\n</html>\n"
    ).encode()


def _without_links(spec: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """The specification without the channel that makes marks links: they lead to places of the pages."""
    if isinstance(spec, dict):
        return {
            key: {name: _without_links(one) for name, one in value.items() if name != "href"}
            if key == "encoding"
            else value
            if key == "datasets"
            else _without_links(value)
            for key, value in spec.items()
        }
    return [_without_links(one) for one in spec] if isinstance(spec, list) else spec


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf'\b{name}="([^"]+)"', tag)
    if found is None:
        raise ValueError(f"the renderer gave no {name}")
    return found[1]


def _draw_legend(legend: Legend, width: float) -> tuple[str, float]:
    """The legend's lines under one another, and the pixels that they take."""
    parts: list[str] = []
    down = float(MARGIN)
    for key, words in legend:
        if key in SWATCHES:
            fill, line = SWATCHES[key]
            place = f'x="1" y="{down:g}" width="{_KEY}" height="{_KEY}"'
            parts.append(f'<rect {place} fill="{fill}" stroke="{line}" stroke-width="1.5"/>')
        across = _KEY + 8 if key in SWATCHES else 0
        for text in wrap(words.translate(_DRAWABLE), width - across).split("\n"):
            place = f'x="{across}" y="{down + _KEY - 1:g}" font-size="{FONT_SIZE}"'
            parts.append(f'<text {place} font-family="{escape(FONT)}" fill="{INK}">{escape(text)}</text>')
            down += LINE
        down += 3
    return "".join(parts), down if legend else 0.0
