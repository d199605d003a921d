"""Charts put into the page: drawn at build as SVG, named, described, recoloured by the style sheet."""

from __future__ import annotations

import re
from typing import Literal
from xml.etree import ElementTree

import vl_convert
from markupsafe import Markup

from dashboards.charts.look import CSS_VARIABLES, Drawing
from tasks.messages import Language

LOCALES: dict[Language, Literal["fr-FR", "en-US"]] = {"fr": "fr-FR", "en": "en-US"}
_PAINTED = ("fill", "stroke")
_DROPPED = (
    *(
        "role",
        "aria-roledescription",
        "aria-label",
        "aria-hidden",
    ),  # in English; the title says it in the page's language
    *("pointer-events", "class", "stroke-miterlimit", "font-family"),  # the style sheet's
)
_RENDERERS_BASE = "https://vega.github.io/vega-datasets/"
"""What the renderer puts before every relative address."""
_LONG_NUMBER = re.compile(r"-?\d+\.\d{2,}(e-?\d+)?")
_PLACES = ("d", "transform", "width", "height", "x2", "y2")


def inline_svg(chart: Drawing, *, name: str, title: str, description: str, language: Language) -> Markup:
    """The chart as an ``<svg>`` to stand in a page.

    ``name`` makes its ids unique in the page. To assistive techniques it is one image with title and description, or a
    group of links where marks lead somewhere (``href`` of the chart's rows); what Vega says of each mark
    (``description``) becomes the mark's ``<title>``, shown on hovering, and the name of its link.
    """
    drawn = vl_convert.vegalite_to_svg(chart.to_dict(validate=False), format_locale=LOCALES[language])
    root = ElementTree.fromstring(drawn)  # noqa: S314 - from the renderer a line above, not from outside
    for element in list(root.iter()):
        _plain(element)
    _clean_links(root)
    _rename_ids(root, name)
    _prune(root)
    _head(root, name, title, description)
    return Markup(ElementTree.tostring(root, encoding="unicode"))  # noqa: S704 - serialised from a tree: text is escaped


def _plain(element: ElementTree.Element) -> None:
    """Strip namespaces and what Vega says in English, keep each mark's own description as its title."""
    element.tag = element.tag.rpartition("}")[2]
    said = element.get("aria-label")
    is_mark = element.get("role") == "graphics-symbol" and element.get("aria-roledescription") not in ("axis", "legend")
    for attribute in list(element.attrib):
        bare = attribute.rpartition("}")[2]
        if attribute in _DROPPED:
            del element.attrib[attribute]
        elif bare != attribute:
            element.set(bare, element.attrib.pop(attribute))
    for attribute in _PAINTED:
        if element.get(attribute) in CSS_VARIABLES:
            element.set(attribute, f"var({CSS_VARIABLES[element.attrib[attribute]]})")
    for attribute in _PLACES:
        if attribute in element.attrib:
            element.set(attribute, _LONG_NUMBER.sub(_shorten, element.attrib[attribute]))
    if said and is_mark:
        title = ElementTree.Element("title")
        title.text = said
        element.insert(0, title)


def _clean_links(root: ElementTree.Element) -> None:
    """Links lead where the chart says, without the renderer's own base; the title of its mark names each."""
    for link in root.iter("a"):
        for attribute in list(link.attrib):
            if attribute != "href":
                del link.attrib[attribute]
        link.set("href", link.attrib.get("href", "").removeprefix(_RENDERERS_BASE))


def _shorten(number: re.Match[str]) -> str:
    """A tenth of a pixel is finer than any screen."""
    return f"{float(number[0]) + 0.0:.1f}".removesuffix(".0")


def _rename_ids(root: ElementTree.Element, name: str) -> None:
    """Number ids anew: the renderer counts on from chart to chart, and a page holds several."""
    known = [element.attrib["id"] for element in root.iter() if "id" in element.attrib]
    renamed = {former: f"{name}-{number}" for number, former in enumerate(known, start=1)}
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute == "id":
                element.set(attribute, renamed[value])
            elif (found := re.fullmatch(r"url\(#(.+)\)", value)) and found[1] in renamed:
                element.set(attribute, f"url(#{renamed[found[1]]})")


def _prune(element: ElementTree.Element) -> None:
    """Drop what draws nothing: hidden or empty paths and empty groups."""
    for child in list(element):
        _prune(child)
        blank = child.tag == "path" and (child.get("display") == "none" or not child.get("d"))
        unseen = child.tag == "path" and not set(child.keys()) - {"d", "transform"}
        if blank or unseen or (child.tag == "g" and not len(child)):
            element.remove(child)


def _head(root: ElementTree.Element, name: str, title: str, description: str) -> None:
    width = root.attrib["width"]
    root.attrib.pop("version", None)
    root.set("role", "img" if root.find(".//a") is None else "group")
    root.set("aria-labelledby", f"{name}-title {name}-description")
    root.set("style", f"--natural:{width}px")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ElementTree.Element(tag, {"id": f"{name}-{'title' if tag == 'title' else 'description'}"})
        element.text = text
        root.insert(place, element)
