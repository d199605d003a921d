"""Transcripts as PDF, set line by line on reportlab's canvas, so that every layout is at hand; always the same."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tests.ingestion.conversations import Said

WIDTH, HEIGHT = A4


@dataclass(frozen=True)
class Layout:
    """How a transcript is printed; lengths in points."""

    font: str = "Helvetica"
    bold_font: str = "Helvetica-Bold"
    size: float = 11
    leading: float = 14
    between: float = 0
    """White between paragraphs."""
    left: float = 72
    width: float = 451
    first_indent: float = 0
    hanging: float = 0
    label_column: float = 0
    """Width of the speakers' column; 0 for ``Nom : paroles``."""
    justified: bool = False
    bold_questions: str = ""
    """Speaker whose paragraphs are bold."""
    names: bool = True
    """Paragraphs open with the speaker's name."""
    lines_a_page: int = 48
    header: tuple[str, ...] = ()
    """One for every page, or alternating."""
    footer: tuple[str, ...] = ()
    """Likewise; ``{page}`` and ``{pages}`` are their numbers."""
    line_numbers: int = 0
    """Every how many lines a number stands in the margin."""
    numbers_restart: bool = False
    trailing_spaces: bool = False
    """A space at the end of lines, as Word writes it."""


@dataclass(frozen=True)
class PrintedLine:
    """One line to be printed."""

    text: str
    indent: float = 0
    bold: bool = False
    stretch: bool = False
    label: str = ""
    white: float = 0
    """White before it."""


def write(conversation: Iterable[Said], layout: Layout = Layout()) -> bytes:
    """Print a conversation."""
    lines = [line for speaker, said in conversation for line in _paragraph(speaker, said, layout)]
    return print_lines(lines, layout)


def print_lines(lines: Sequence[PrintedLine], layout: Layout = Layout()) -> bytes:
    """Print lines as they are cut."""
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    pages = [lines[start : start + layout.lines_a_page] for start in range(0, len(lines), layout.lines_a_page)] or [[]]
    number = 0
    for page, own in enumerate(pages, start=1):
        _edges(canvas, layout, page, len(pages))
        height = HEIGHT - 90
        number = 0 if layout.numbers_restart else number
        for line in own:
            height -= line.white
            number += 1
            _print(canvas, layout, line, height)
            if layout.line_numbers and number % layout.line_numbers == 0:
                canvas.setFont(layout.font, layout.size - 3)
                canvas.drawRightString(layout.left - 18, height, str(number))
            height -= layout.leading
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def _paragraph(speaker: str, said: str, layout: Layout) -> list[PrintedLine]:
    bold = speaker == layout.bold_questions
    font = layout.bold_font if bold else layout.font
    opening = f"{speaker} : {said}" if layout.names and not layout.label_column else said
    room = layout.width - layout.label_column
    # the first line is cut alone: it may have less room
    first, *_ = simpleSplit(opening, font, layout.size, room - layout.first_indent)
    rest = opening[len(first) :].strip()
    further = simpleSplit(rest, font, layout.size, room - layout.hanging) if rest else []
    lines = [
        PrintedLine(
            first, layout.first_indent, bold, bool(rest), speaker if layout.label_column else "", layout.between
        ),
        *(PrintedLine(text, layout.hanging, bold, stretch=True) for text in further),
    ]
    return [*lines[:-1], replace(lines[-1], stretch=False)]


def _print(canvas: Canvas, layout: Layout, line: PrintedLine, height: float) -> None:
    font = layout.bold_font if line.bold else layout.font
    canvas.setFont(font, layout.size)
    if line.label:
        canvas.drawString(layout.left, height, line.label)
    start = layout.left + layout.label_column + line.indent
    text = line.text + " " * layout.trailing_spaces
    gaps = line.text.count(" ")
    spare = layout.width - layout.label_column - line.indent - stringWidth(line.text, font, layout.size)
    canvas.drawString(start, height, text, wordSpace=spare / gaps if layout.justified and line.stretch and gaps else 0)


def _edges(canvas: Canvas, layout: Layout, page: int, pages: int) -> None:
    canvas.setFont(layout.font, layout.size - 2)
    for texts, height in ((layout.header, HEIGHT - 45), (layout.footer, 40)):
        if texts:
            canvas.drawString(layout.left, height, texts[page % len(texts)].format(page=page, pages=pages))
