"""Transcripts in Rich Text Format, as Word, LibreOffice, WordPad, TextEdit and Sonal write it.

A small reader of ours after the specification 1.9: striprtf does not tell what is bold (a question), gives deleted and
hidden words and page numbers as text, leaves out notes and the boxes of drawings, and makes of pairs of ``\\u`` what no
text may hold.
"""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.rich_reader import RichReader
from tasks.ingestion.formats.rich_tokens import tokens
from tasks.ingestion.formats.typed_text import boxes_hold_the_talk
from tasks.records import Document

FORMAT = "rtf"


def read(data: bytes) -> Document:
    """Read a Rich Text file: a line for every paragraph, and for every part of it between soft line breaks.

    Lines are numbered by paragraph from 1, blank paragraphs and those of tables counted. Page headers and footers,
    notes, comments, text boxes, hidden text and remarks are asides, boxes not where the talk is in them. The encoding
    is the one that the file declares; its fonts may have others.

    Raises:
        TranscriptUnreadable: ``too_large``, ``damaged_file`` (``line``), ``empty_file``.
    """
    data = data.lstrip()
    reader = RichReader(boxes_are_lines=False)
    lines = reader.read(tokens(data))
    if boxes_hold_the_talk(lines, reader.asides):
        reader = RichReader(boxes_are_lines=True)
        lines = reader.read(tokens(data))
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return Document(format=FORMAT, encoding=reader.fonts.encoding, lines=tuple(lines), asides=tuple(reader.asides))
