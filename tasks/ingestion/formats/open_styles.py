"""Whether an OpenDocument style is bold or hidden, inheritance resolved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tasks.ingestion.formats.open_names import FO, OFFICE, STYLE, TEXT

_NAME, _FAMILY, _PARENT = f"{STYLE}name", f"{STYLE}family", f"{STYLE}parent-style-name"
_HOLDERS = (f"{OFFICE}automatic-styles", f"{OFFICE}styles")


@dataclass(frozen=True, slots=True)
class _Own:
    """What one style says itself; ``None`` where it says nothing."""

    bold: bool | None
    hidden: bool | None
    parent: str


@dataclass(frozen=True, slots=True)
class Look:
    """How a stretch of text is shown."""

    bold: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class OpenStyles:
    """The styles of a document, by family and name."""

    styles: Mapping[tuple[str, str], _Own]
    known: dict[tuple[str, str], tuple[bool | None, bool | None]] = field(default_factory=dict)
    """What styles come to with those that they inherit from, once asked."""

    def paragraph(self, name: str) -> Look:
        """Give the look of a paragraph's text before any span."""
        bold, hidden = self._resolved("paragraph", "")
        return self.within(Look(bold or False, hidden or False), "paragraph", name)

    def within(self, outer: Look, family: str, name: str) -> Look:
        """Give the look inside an element of a style, whose own word goes before what surrounds it."""
        bold, hidden = self._resolved(family, name) if name else (None, None)
        return Look(outer.bold if bold is None else bold, outer.hidden if hidden is None else hidden)

    def _resolved(self, family: str, name: str) -> tuple[bool | None, bool | None]:
        if (family, name) in self.known:
            return self.known[family, name]
        chain: dict[tuple[str, str], _Own] = {}
        key = (family, name)
        while key not in chain and key not in self.known and (own := self.styles.get(key)) is not None:
            chain[key] = own
            key = (family, own.parent)
            if not own.parent:
                break
        found = self.known.get(key, (None, None))
        for passed, own in reversed(chain.items()):
            found = (found[0] if own.bold is None else own.bold, found[1] if own.hidden is None else own.hidden)
            self.known[passed] = found
        return found


def read_styles(roots: Iterable[etree._Element | None]) -> OpenStyles:
    """Read the styles of a text's parts, the first of two with one name and family; defaults bear an empty name."""
    styles: dict[tuple[str, str], _Own] = {}
    for root in roots:
        for holder in () if root is None else root:
            if holder.tag not in _HOLDERS:
                continue
            for style in holder:
                name = "" if style.tag == f"{STYLE}default-style" else style.get(_NAME)
                if name is not None and style.tag in (f"{STYLE}style", f"{STYLE}default-style"):
                    styles.setdefault((style.get(_FAMILY) or "", name), _own(style))
    return OpenStyles(styles)


def _own(style: etree._Element) -> _Own:
    text = style.find(f"{STYLE}text-properties")
    weight = None if text is None else text.get(f"{FO}font-weight")
    display = None if text is None else text.get(f"{TEXT}display")
    return _Own(
        bold=None if weight is None else weight == "bold" or (weight.isdigit() and int(weight[:4]) >= 600),
        hidden=None if display is None else display == "none",
        parent=style.get(_PARENT) or "",
    )
