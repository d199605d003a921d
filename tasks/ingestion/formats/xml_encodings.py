"""XML bytes to text, as the file says it is encoded, and as it is where the file says so wrongly.

What a declaration names is obeyed, with two exceptions that no French text can contradict: bytes that are UTF-8 under
the name of an eight-bit encoding (a file converted without its declaration), and ``ISO-8859-1`` with bytes that are
letters only in Windows-1252 (*œ*, *€*, typographic apostrophes: what Transcriber writes on Windows).
"""

from __future__ import annotations

import codecs
import re

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.encodings import DecodedText, decode_text

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BARE_WIDE = (
    (re.compile(rb"(?:[\t\n\r ]\0\0\0)*<\0\0\0"), "utf-32-le"),
    (re.compile(rb"(?:\0\0\0[\t\n\r ])*\0\0\0<"), "utf-32-be"),
    (re.compile(rb"(?:[\t\n\r ]\0)*<\0"), "utf-16-le"),
    (re.compile(rb"(?:\0[\t\n\r ])*\0<"), "utf-16-be"),
)
"""How XML without a byte order mark begins in encodings of two and four bytes."""

_DECLARED = re.compile(rb"\s*<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z][\w.:-]{0,40})[\"']")
_OPENING_BYTES = 4096
_EIGHT_BIT = re.compile(r"iso8859-\d+|cp(?:12\d\d|437|850|858)|mac-roman|koi8-[ru]|ascii")
"""Python's names of the encodings that keep ASCII as it is: others (UTF-7, EBCDIC) could hide what is refused."""
_WINDOWS_ONLY = re.compile(b"[\x80-\x9f]")


def decode_xml(data: bytes) -> DecodedText:
    """Decode an XML file: byte order mark, then declaration, then as any text file; the mark is left out.

    Raises:
        TranscriptUnreadable: ``encoding_unknown``, or as ``decode_text`` where nothing usable is declared.
    """
    wide = _marked(data) or _bare_wide(data)
    if wide is not None:
        return wide
    encoding = _declared(data)
    if encoding not in ("", "utf-8", "ascii") and not _is_foreign_to_utf_8(data):
        encoding = "utf-8"
    if encoding == "iso8859-1" and _WINDOWS_ONLY.search(data):
        encoding = "cp1252"
    text = _decode_strictly(data, encoding or "utf-8")
    return decode_text(data) if text is None else DecodedText(text, _told(encoding or "utf-8"))


def _marked(data: bytes) -> DecodedText | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _wide(data[len(mark) :], encoding)
    return None


def _bare_wide(data: bytes) -> DecodedText | None:
    for opening, encoding in _BARE_WIDE:
        if opening.match(data[:_OPENING_BYTES]):
            return _wide(data, encoding)
    return None


def _wide(data: bytes, encoding: str) -> DecodedText:
    text = _decode_strictly(data, encoding)
    if text is None:
        raise TranscriptUnreadable("encoding_unknown", encoding=encoding)
    return DecodedText(text, encoding)


def _declared(data: bytes) -> str:
    """Python's name of the encoding that the declaration names, if it is one that is read; else empty."""
    found = _DECLARED.match(data[:_OPENING_BYTES])
    if found is None:
        return ""
    try:
        name = codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return ""
    return name if name == "utf-8" or _EIGHT_BIT.fullmatch(name) else ""


def _is_foreign_to_utf_8(data: bytes) -> bool:
    return data.isascii() or _decode_strictly(data, "utf-8") is None


def _told(encoding: str) -> str:
    return encoding.replace("iso8859", "iso-8859")


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
