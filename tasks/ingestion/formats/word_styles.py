"""Whether a Word style is bold or hidden, inheritance resolved as ISO 29500-1 § 17.7.3 says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from tasks.ingestion.formats.word_package import attribute, child, word_name

_FALSE = frozenset({"0", "false", "off"})
_CONTENTS = re.compile(r"toc \d", re.IGNORECASE)


def toggle(properties: etree._Element | None, name: str) -> bool | None:
    """Read an on-off property (``b``, ``vanish``) of run properties; ``None`` where it is not set."""
    element = child(properties, name)
    return None if element is None else (attribute(element, "val") or "true") not in _FALSE


@dataclass(frozen=True, slots=True)
class _Toggle:
    """One on-off property over all styles."""

    name: str
    default: bool
    by_style: Mapping[str, bool]

    def holds(self, paragraph_style: str, run_style: str, properties: etree._Element | None) -> bool:
        """Say whether a run has it: its own word decides; of two styles that set it, one undoes the other."""
        own = toggle(properties, self.name)
        if own is not None:
            return own
        return self.default or (self.by_style.get(paragraph_style, False) ^ self.by_style.get(run_style, False))


@dataclass(frozen=True, slots=True)
class WordStyles:
    """What of a document's styles a reader asks."""

    bold: _Toggle
    hidden: _Toggle
    contents: frozenset[str]
    """Styles of a table of contents' lines."""
    default_paragraph: str


def read_styles(root: etree._Element | None) -> WordStyles:
    """Read the styles part; a document without one has no style."""
    styles = {
        attribute(element, "styleId") or "": element
        for element in (() if root is None else root)
        if word_name(element) == "style"
    }
    defaults = child(root, "docDefaults", "rPrDefault", "rPr")
    return WordStyles(
        bold=_Toggle("b", toggle(defaults, "b") or False, _resolved(styles, "b")),
        hidden=_Toggle("vanish", toggle(defaults, "vanish") or False, _resolved(styles, "vanish")),
        contents=frozenset(
            name for name, style in styles.items() if _CONTENTS.fullmatch(attribute(child(style, "name"), "val") or "")
        ),
        default_paragraph=next(filter(None, map(_default_paragraph, styles.values())), ""),
    )


def _default_paragraph(style: etree._Element) -> str:
    default = attribute(style, "type") == "paragraph" and (attribute(style, "default") or "0") not in _FALSE
    return (attribute(style, "styleId") or "") if default else ""


def _resolved(styles: Mapping[str, etree._Element], name: str) -> dict[str, bool]:
    """Tell of every style whether it or the nearest style that it is based on sets a property."""
    found: dict[str, bool] = {}
    for start in styles:
        chain: dict[str, None] = {}
        current, value = start, False
        while current in styles and current not in chain:
            if current in found:
                value = found[current]
                break
            chain[current] = None
            own = toggle(child(styles[current], "rPr"), name)
            if own is not None:
                value = own
                break
            current = attribute(child(styles[current], "basedOn"), "val") or ""
        found.update(dict.fromkeys(chain, value))
    return found
