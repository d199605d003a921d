"""The inside of a Word paragraph: what of its runs, fields, changes and signs is shown as text.

Text is read as Word shows it with all changes accepted. Page numbers and the codes of fields are no text, the words of
a link are; hidden text, text in boxes, notes and comments are handed to whoever walks the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, Protocol

from lxml import etree

from tasks.ingestion.formats.symbol_fonts import symbol_text
from tasks.ingestion.formats.typed_text import Piece
from tasks.ingestion.formats.word_package import attribute, child, word_name
from tasks.ingestion.formats.word_styles import WordStyles

NOT_SHOWN = frozenset(
    {"del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "trPr", "tcPr", "sdtPr", "rubyPr", "instrText", "delText",
     "delInstrText", "fldData"}
)  # fmt: skip
"""Elements without words of the text, or with words that changes took out."""

REFERENCES = MappingProxyType(
    {"footnoteReference": "footnotes", "endnoteReference": "endnotes", "commentReference": "comments"}
)

_SIGNS = MappingProxyType(
    {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-", "softHyphen": "\u00ad"}
)
_PAGE_FIELDS = frozenset({"page", "numpages", "sectionpages"})
_MAX_CODE = 64
_MAX_FIELDS = 32
"""Fields within fields; a file with more of them lost the ends of some."""


class Beside(Protocol):
    """Who takes what a paragraph holds and is no text of it."""

    def take_box(self, box: etree._Element) -> None:
        """Take a text box."""

    def take_reference(self, part: str, identity: str) -> None:
        """Take the mark of a note or a comment."""

    def take_annotation(self, text: str) -> None:
        """Take words that are not shown, or stand above others."""


class _Look(NamedTuple):
    paragraph_style: str
    bold: bool
    hidden: bool


@dataclass(slots=True)
class _Field:
    """A field whose code is followed by its result."""

    code: str = ""
    in_result: bool = False

    @property
    def shown(self) -> bool:
        """Whether what stands here is text."""
        return self.in_result and not _is_page_field(self.code)


def _is_page_field(code: str) -> bool:
    return (code.split() or [""])[0].lower() in _PAGE_FIELDS


def shown_choice(element: etree._Element) -> etree._Element | None:
    """Of the ways in which one thing is written (``mc:AlternateContent``), give the one that is read."""
    choice = child(element, "mc:Choice")
    return child(element, "mc:Fallback") if choice is None else choice


def is_placeholder(control: etree._Element) -> bool:
    """Say whether a content control shows the words that ask for an entry, which nobody typed."""
    shown = child(control, "sdtPr", "showingPlcHdr")
    return shown is not None and (attribute(shown, "val") or "true") not in {"0", "false", "off"}


@dataclass(slots=True)
class InlineReader:
    """Reads paragraphs of one document in order: a field may go on over several."""

    styles: WordStyles
    beside: Beside
    _fields: list[_Field] = field(default_factory=list)

    def pieces(self, paragraph: etree._Element) -> list[Piece]:
        """Give the pieces of a paragraph, breaks within it among them."""
        style = paragraph_style(paragraph, self.styles)
        look = self._run_look(None, _Look(style, bold=False, hidden=False))
        pieces = list(self._inside(paragraph, look))
        # a code that no result follows, or a page's number, ends with its paragraph at the latest
        self._fields = [opened for opened in self._fields if opened.shown]
        return pieces

    def _inside(self, element: etree._Element, look: _Look) -> Iterator[Piece]:
        for part in element:
            name = word_name(part)
            if name in ("t", "m:t"):
                yield from self._text(part.text or "", look)
            elif name in _SIGNS:
                yield from self._text(_SIGNS[name], look)
            elif name == "r":
                yield from self._inside(part, self._run_look(part, look))
            elif name == "mc:AlternateContent":
                choice = shown_choice(part)
                yield from () if choice is None else self._inside(choice, look)
            elif name in NOT_SHOWN:
                self._note_code(name, part)
            else:
                yield from self._special(name, part, look)

    def _special(self, name: str, part: etree._Element, look: _Look) -> Iterator[Piece]:
        if name == "sym":
            code = attribute(part, "char") or ""
            known = symbol_text(attribute(part, "font") or "", int(code, 16) if _is_hexadecimal(code) else 0)
            yield from self._text(known, look)
        elif name == "txbxContent":
            outer, self._fields = self._fields, []
            self.beside.take_box(part)
            self._fields = outer
        elif name in REFERENCES:
            self.beside.take_reference(REFERENCES[name], attribute(part, "id") or "")
        elif name == "fldChar":
            self._field_mark(attribute(part, "fldCharType") or "")
        elif name == "fldSimple" and _is_page_field(attribute(part, "instr") or ""):
            return
        elif name == "rt" or (name == "sdt" and is_placeholder(part)):
            self.beside.take_annotation("".join(piece.text for piece in self._inside(part, look)))
        else:
            yield from self._inside(part, look)

    def _text(self, text: str, look: _Look) -> Iterator[Piece]:
        if not text or not all(opened.shown for opened in self._fields):
            return
        if look.hidden:
            self.beside.take_annotation(text)
        elif text == "\n":
            yield Piece("\n", look.bold)
        else:
            # a line feed within an element of text is white space of the XML, and no break
            yield Piece(text.replace("\n", " "), look.bold)

    def _note_code(self, name: str, part: etree._Element) -> None:
        if name == "instrText" and self._fields and not self._fields[-1].in_result:
            code = self._fields[-1].code + (part.text or "")
            self._fields[-1].code = code.lstrip()[:_MAX_CODE]

    def _field_mark(self, mark: str) -> None:
        if mark == "begin":
            if len(self._fields) >= _MAX_FIELDS:
                self._fields.clear()
            self._fields.append(_Field())
        elif mark == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif mark == "end" and self._fields:
            self._fields.pop()

    def _run_look(self, run: etree._Element | None, look: _Look) -> _Look:
        properties = None if run is None else child(run, "rPr")
        style = attribute(child(properties, "rStyle"), "val") or ""
        return look._replace(
            bold=self.styles.bold.holds(look.paragraph_style, style, properties),
            hidden=self.styles.hidden.holds(look.paragraph_style, style, properties),
        )


def paragraph_style(paragraph: etree._Element, styles: WordStyles) -> str:
    """Name the style of a paragraph, the document's own where it names none."""
    return attribute(child(paragraph, "pPr", "pStyle"), "val") or styles.default_paragraph


def _is_hexadecimal(code: str) -> bool:
    return 0 < len(code) <= 6 and all(char in "0123456789abcdefABCDEF" for char in code)
