"""Rich Text Format cut into its tokens, after the specification 1.9: groups, control words, bytes of text.

Bytes are cut and not characters: binary data may stand in the file (``\\bin``), and text in several encodings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tasks.errors import TranscriptUnreadable

MAX_RICH_BYTES = 64 * 1024 * 1024
"""Largest file read; pictures are written in it as hexadecimal digits."""
MAX_TOKENS = 2_000_000
"""Most tokens read: Word writes some hundred thousand for a two-hour interview."""
MAX_DEPTH = 500
"""Deepest group: Word closes its own at some tens."""

OPEN, CLOSE, WORD, TEXT, BYTE = "{", "}", "word", "text", "byte"

_TOKEN = re.compile(
    rb"\\(?:(?P<word>[A-Za-z]{1,32})(?P<value>-?\d{1,10})?\ ?|'(?P<byte>[0-9A-Fa-f]{2})|(?P<sign>[^A-Za-z]))"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n\x00]{1,65536})|[\r\n\x00]+|(?P<rest>\\)",
    re.DOTALL,
)
_NEXT_MARK = re.compile(rb"[\\{}]")


class Token(NamedTuple):
    """One token: ``kind`` is ``{``, ``}``, ``word`` (a control word or sign), ``text`` or ``byte`` (``\\'e9``)."""

    kind: str
    name: str = ""
    value: int | None = None
    content: bytes = b""


def tokens(data: bytes) -> Iterator[Token]:
    """Cut a file, until the group that opens it closes.

    Raises:
        TranscriptUnreadable: ``too_large``, ``damaged_file`` (``line``): groups that do not close, deeper than any
            program writes, or words after the end.
    """
    if len(data) > MAX_RICH_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_RICH_BYTES)
    place = count = depth = 0
    while match := _TOKEN.match(data, place):
        count += 1
        if count > MAX_TOKENS:
            raise TranscriptUnreadable("too_large", tokens=count, limit=MAX_TOKENS)
        token, place = _token(match), match.end()
        if token is None:
            continue
        depth += {OPEN: 1, CLOSE: -1}.get(token.kind, 0)
        if depth > MAX_DEPTH:
            raise damaged(data, place)
        if token.name == "bin":
            place += max(0, token.value or 0)
        yield token
        if depth <= 0:
            break
    if depth != 0 or place > len(data) or data[place:].strip(b"\x00\x1a\r\n\t }"):
        raise damaged(data, min(place, len(data)))


def damaged(data: bytes, place: int) -> TranscriptUnreadable:
    """Give the error of a file that breaks at a place."""
    return TranscriptUnreadable("damaged_file", line=data.count(b"\n", 0, place) + 1)


def _token(match: re.Match[bytes]) -> Token | None:
    kind = match.lastgroup
    if kind == "text":
        return Token(TEXT, content=match["text"])
    if kind in ("word", "value"):
        value = match["value"]
        return Token(WORD, match["word"].decode("ascii"), None if value is None else int(value))
    if kind == "brace":
        return Token(OPEN if match["brace"] == b"{" else CLOSE)
    if kind == "byte":
        return Token(BYTE, content=bytes.fromhex(match["byte"].decode("ascii")))
    if kind == "sign":
        # a line end after a backslash ends the paragraph
        return Token(WORD, "par" if match["sign"] in b"\r\n" else match["sign"].decode("latin-1"))
    return None
