"""What the formats of word processors share: pieces of a paragraph to lines, notes to asides, what boxes hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from tasks.ingestion.folding import count_words
from tasks.records import Aside, Line

NoteKind = Literal["header", "footer", "note", "text_box", "comment", "annotation", "heading", "line_number"]
"""What word processors put beside a text."""

NOT_SEEN = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens, places where a line may break, joiners: no reader sees them."""
_BOXED = 10
"""Text boxes hold the talk where they have this many times the words of the body."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph in one typeface; ``"\\n"`` alone is a break within the paragraph."""

    text: str
    bold: bool = False


BREAK = Piece("\n")


def lines_of(pieces: Iterable[Piece], number: int) -> Iterator[Line]:
    """Give a line for every part of a paragraph between soft breaks; blank parts are left out.

    A line is bold when all its letters are: spaces and signs beside them do not decide.
    """
    line: list[Piece] = []
    for piece in (*pieces, BREAK):
        if piece.text != "\n":
            line.append(piece)
            continue
        text = NOT_SEEN.sub("", "".join(part.text for part in line)).strip()
        if text:
            worded = [part for part in line if any(map(str.isalnum, part.text))]
            yield Line(text=text, number=number, bold=all(p.bold for p in worded or line if p.text.strip()))
        line = []


def note_of(kind: NoteKind, lines: Sequence[Line], number: int) -> Iterator[Aside]:
    """Give what stands beside the talk as one aside, its lines joined by line feeds; nothing where it is blank."""
    if lines:
        yield Aside(kind, "\n".join(line.text for line in lines), number)


def boxes_hold_the_talk(lines: Iterable[Line], asides: Iterable[Aside]) -> bool:
    """Say whether a document's body is next to nothing beside its text boxes: then they are what was said."""
    boxed = sum(count_words(aside.text) for aside in asides if aside.kind == "text_box")
    return boxed > _BOXED * sum(count_words(line.text) for line in lines)
