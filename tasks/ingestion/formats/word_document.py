"""Transcripts typed in Word (.docx, .docm, .dotx): paragraphs, soft line breaks, bold questions, tables of speakers.

Walked with lxml: python-docx refuses ``Strict`` files, those with macros and templates, gives a paragraph without its
accepted insertions and content controls, which loses words, and expands members whatever size they declare.
"""

from __future__ import annotations

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.typed_text import boxes_hold_the_talk
from tasks.ingestion.formats.word_package import MAIN_PART as MAIN_PART
from tasks.ingestion.formats.word_package import child, open_package
from tasks.ingestion.formats.word_styles import read_styles
from tasks.ingestion.formats.word_text import WordText
from tasks.records import Document

FORMAT = "docx"


def read(data: bytes) -> Document:
    """Read a Word document: a line for every paragraph, and for every part of it between soft line breaks.

    Lines are numbered by paragraph from 1, blank paragraphs and those of tables counted. A row of a table whose columns
    are speaker and text (with times or numbers, or not) becomes lines bearing that speaker and time. Page headers and
    footers, notes, comments, text boxes, hidden text and remarks are asides, boxes not where the talk is in them.

    Raises:
        TranscriptUnreadable: ``damaged_archive``, ``encrypted_file``, ``too_large``, ``unsafe_archive``,
            ``unsafe_xml``, ``embedded_text`` (another file is part of the text), ``empty_file``.
    """
    package = open_package(data)
    body = child(package.main(), "body")
    if body is None:
        raise TranscriptUnreadable("damaged_archive")
    styles = read_styles(package.part("styles"))
    try:
        text = WordText(package, styles, boxes_are_lines=False)
        lines = text.lines(body)
        if boxes_hold_the_talk(lines, text.asides):
            text = WordText(package, styles, boxes_are_lines=True)
            lines = text.lines(body)
    except RecursionError:
        # boxes within boxes, deeper than anybody draws
        raise TranscriptUnreadable("damaged_archive") from None
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return Document(format=FORMAT, encoding="", lines=tuple(lines), asides=tuple(text.asides))
