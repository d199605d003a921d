"""Transcripts typed as plain text."""

from __future__ import annotations

import re

from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.formats.typed_pages import without_page_heads
from tasks.ingestion.formats.typed_text import NOT_SEEN
from tasks.records import Document, Line

FORMAT = "txt"

LINE_ENDS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


def read(data: bytes) -> Document:
    """Read a plain text: one line of the document for every line that is not blank, numbered as in the file.

    Page headers and page numbers that were pasted with the text are asides.

    Raises:
        TranscriptUnreadable: ``empty_file``, ``too_large``, ``binary_file``, ``encoding_unknown``, ``encoding_mixed``.
    """
    decoded = decode_text(data)
    written = enumerate(LINE_ENDS.split(NOT_SEEN.sub("", decoded.text)), start=1)
    lines, asides = without_page_heads([Line(text.strip(), number) for number, text in written if text.strip()])
    return Document(format=FORMAT, encoding=decoded.encoding, lines=lines, asides=asides)
