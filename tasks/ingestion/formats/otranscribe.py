"""Transcripts of oTranscribe (``.otr``): JSON whose ``text`` is the HTML of the editor, as typed and pasted.

A line is what the editor shows as one: a paragraph, or a part of it between line breaks. Times are ``span.timestamp``;
their seconds stand in ``data-timestamp`` (in older files a clock, or only the words of the span).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.html_trees import parse_html, walk
from tasks.ingestion.formats.json_files import line_of_key, open_json
from tasks.ingestion.timestamps import parse_clock
from tasks.records import Document, Line

FORMAT = "otr"

_OPENING = re.compile(r'\s*\{\s*"')
_TEXT = re.compile(r'"text"\s*:\s*"')
_OWN = re.compile(r'"media(?:-source|-time)?"\s*:|class=\\?["\']timestamp')
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "center", "dd", "div", "dl", "dt", "fieldset", "figure"}
    | {"footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p"}
    | {"pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"}
)
_BOLD = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_WEIGHT = re.compile(r"font-weight\s*:\s*(?P<weight>[a-z0-9]+)", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\r\n\f]+")
# the editor writes a second space as one that does not break: no typography is meant by it
_DOUBLED = re.compile("\xa0* [ \xa0]*|\xa0{2,}")
_NO_CLOCK = re.compile(r"[^\d:.,]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")


def opens_as_otranscribe(text: str) -> bool:
    """Say whether a text is JSON with an editor's text and what oTranscribe tells of its recording."""
    return _OPENING.match(text) is not None and _TEXT.search(text) is not None and _OWN.search(text) is not None


def read(data: bytes) -> Document:
    """Read an oTranscribe file: a line for every line of the editor that is not blank, numbered as the editor has them.

    A time leaves the text; it is the line's where nothing but a speaker's marker stands before it, and where it stands
    alone, that of the next line.

    Raises:
        TranscriptUnreadable: ``unknown_format``, ``empty_file``, ``damaged_file`` (``line``), or as ``decode_text``.
    """
    decoded, value = open_json(data)
    if not isinstance(value, dict) or "text" not in value:
        raise TranscriptUnreadable("unknown_format", found="json")
    if not isinstance(value["text"], str):
        raise TranscriptUnreadable("damaged_file", line=line_of_key(decoded.text, "text"))
    lines = tuple(_lines(_CONTROLS.sub("", value["text"])))
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return Document(format=FORMAT, encoding=decoded.encoding, lines=lines)


@dataclass(slots=True)
class _Shown:
    """One line as the editor shows it, while it is gathered."""

    pieces: list[tuple[str, bool]] = field(default_factory=list)
    start_s: float | None = None
    timed: bool = False

    @property
    def is_open(self) -> bool:
        """Something stands on the line."""
        return self.timed or bool(self.pieces)

    def add(self, text: str, bold: bool) -> None:
        """Add words; white space begins no line, but for the space that does not break (a blank line in Word)."""
        if self.pieces or text.strip(" \t\r\n\f"):
            self.pieces.append((text, bold))

    def add_time(self, seconds: float | None) -> None:
        """Add a time: the first is the line's, if nothing but a marker stands before it."""
        before = "" if self.timed else "".join(text for text, _ in self.pieces).strip()
        if not self.timed and (not before or before.endswith(":")):
            self.start_s = seconds
        self.timed = True
        self.add(" ", False)


def _lines(written: str) -> Iterator[Line]:
    start_s: float | None = None
    for number, shown in enumerate(_shown_lines(parse_html(written)), start=1):
        start_s = shown.start_s if shown.start_s is not None else start_s
        text = _DOUBLED.sub(" ", _SPACES.sub(" ", "".join(text for text, _ in shown.pieces))).strip()
        if text:
            bold = all(bold for piece, bold in shown.pieces if piece.strip())
            yield Line(text, number, start_s=start_s, bold=bold)
            start_s = None


def _shown_lines(page: etree._Element) -> Iterator[_Shown]:
    """Give the editor's lines in order, blank ones too."""
    shown, time_of, weights = _Shown(), None, [False]
    for event, element, text in walk(page):
        tag = element.tag
        if event == "start":
            weights.append(_is_bold(element, weights[-1]))
            if time_of is None and tag == "span" and "timestamp" in (element.get("class") or "").split():
                time_of = element
                shown.add_time(_seconds(element))
        elif event == "end":
            weights.pop()
            time_of = None if element is time_of else time_of
        elif time_of is None:
            shown.add(text, weights[-1])
        if (tag in _BLOCKS and event != "text" and shown.is_open) or (tag == "br" and event == "end"):
            yield shown
            shown = _Shown()


def _is_bold(element: etree._Element, inherited: bool) -> bool:
    if weight := _WEIGHT.search(element.get("style") or ""):
        written = weight["weight"].lower()
        return int(written) >= 600 if written.isdecimal() and len(written) < 5 else written in {"bold", "bolder"}
    return inherited or element.tag in _BOLD


def _seconds(element: etree._Element) -> float | None:
    shown = _NO_CLOCK.sub("", "".join(element.itertext()))
    for written in ((element.get("data-timestamp") or "").strip(), shown):
        if ":" in written:
            if (seconds := parse_clock(written)) is not None:
                return seconds
            continue
        try:
            number = float(written)
        except ValueError:
            continue
        if math.isfinite(number) and number >= 0:
            return number
    return None
