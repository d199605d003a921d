"""The inside of an OpenDocument paragraph: what of its spans, fields, notes and frames is shown as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from tasks.ingestion.formats.open_names import DRAW, OFFICE, STYLE, TEXT
from tasks.ingestion.formats.open_styles import Look, OpenStyles
from tasks.ingestion.formats.typed_text import Piece

_WHITE = re.compile("[ \t\r\n]+")
_MAX_SPACES = 100
_STYLE_NAME = f"{TEXT}style-name"
NO_TEXT = frozenset(
    {f"{TEXT}page-number", f"{TEXT}page-count", f"{TEXT}page-continuation", f"{TEXT}script", f"{TEXT}note-citation",
     f"{TEXT}tracked-changes", f"{TEXT}sequence-decls", f"{TEXT}variable-decls", f"{TEXT}user-field-decls",
     f"{TEXT}dde-connection-decls", f"{TEXT}ruby-text", f"{OFFICE}forms", f"{OFFICE}scripts", f"{STYLE}footnote-sep"}
)  # fmt: skip
"""Elements without words of the text, or with words that changes took out."""
NOTE, COMMENT = f"{TEXT}note", f"{OFFICE}annotation"
_RUBY, _PLACEHOLDER = f"{TEXT}ruby-text", f"{TEXT}placeholder"
_FAMILIES = {f"{TEXT}span": "text", f"{TEXT}a": "text"}


class Beside(Protocol):
    """Who takes what a paragraph holds and is no text of it."""

    def take_note(self, note: etree._Element) -> None:
        """Take a foot- or endnote."""

    def take_comment(self, comment: etree._Element) -> None:
        """Take a comment."""

    def take_drawing(self, drawing: etree._Element) -> None:
        """Take a frame or a shape, with text in it or not."""

    def take_annotation(self, text: str) -> None:
        """Take words that are not shown, or stand above others."""


@dataclass(slots=True)
class InlineReader:
    """Reads one paragraph: white space of the XML is one space, and none where one stands before it."""

    styles: OpenStyles
    beside: Beside
    _after_space: bool = True

    def pieces(self, paragraph: etree._Element) -> list[Piece]:
        """Give the pieces of a paragraph, breaks within it among them."""
        self._after_space = True
        return list(self._inside(paragraph, self.styles.paragraph(paragraph.get(_STYLE_NAME) or "")))

    def _inside(self, element: etree._Element, look: Look) -> Iterator[Piece]:
        yield from self._text(element.text, look)
        for part in element:
            yield from self._part(part, look)
            yield from self._text(part.tail, look)

    def _part(self, part: etree._Element, look: Look) -> Iterator[Piece]:
        tag = part.tag if isinstance(part.tag, str) else ""
        if tag in _FAMILIES:
            yield from self._inside(part, self.styles.within(look, _FAMILIES[tag], part.get(_STYLE_NAME) or ""))
        elif tag == f"{TEXT}s":
            self._after_space = True
            yield from self._show(" " * _spaces(part), look)
        elif tag in (f"{TEXT}tab", f"{TEXT}line-break"):
            self._after_space = True
            yield from self._show("\t" if tag == f"{TEXT}tab" else "\n", look)
        elif tag == NOTE:
            self.beside.take_note(part)
        elif tag == COMMENT:
            self.beside.take_comment(part)
        elif tag in (_RUBY, _PLACEHOLDER):
            self.beside.take_annotation("".join(piece.text for piece in self._inside(part, Look())))
        elif tag.startswith(DRAW) and tag != f"{DRAW}a":
            self.beside.take_drawing(part)
        elif tag and tag not in NO_TEXT:
            # fields show their value, marks hold nothing
            yield from self._inside(part, look)

    def _text(self, written: str | None, look: Look) -> Iterator[Piece]:
        text = _WHITE.sub(" ", written or "")
        if self._after_space:
            text = text.removeprefix(" ")
        if text:
            self._after_space = text.endswith(" ")
            yield from self._show(text, look)

    def _show(self, text: str, look: Look) -> Iterator[Piece]:
        if look.hidden:
            self.beside.take_annotation(text)
        else:
            yield Piece(text, look.bold)


def _spaces(element: etree._Element) -> int:
    count = element.get(f"{TEXT}c") or "1"
    return min(int(count[:9]), _MAX_SPACES) if count.isascii() and count.isdigit() else 1
