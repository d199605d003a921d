"""Bytes to text by strict rules: a wrong guess would turn every accent of an interview into another letter.

A byte order mark decides; else the text must be valid UTF-8; else NUL bytes at every second place tell UTF-16; else the
eight-bit encodings that French word processors wrote are tried, and one is taken only if nearly all its letters above
ASCII are letters or signs that French uses. Statistical guessers were tried first: on short texts they answer with
Central European or Cyrillic pages.

A text in which French letters stand both as UTF-8 and as single bytes (files pasted together) has no one encoding. It
is refused at the line where the second one begins: read as Windows-1252 it would show ``Ã©``. Text that was spoilt so
before it was saved as UTF-8 is left as it stands: whether ``Ã©`` is meant, nothing tells.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tasks.errors import TranscriptUnreadable

MAX_TEXT_BYTES = 16 * 1024 * 1024
"""Largest text read: about two hundred hours of talk."""

EIGHT_BIT_ENCODINGS = ("cp1252", "iso8859_15", "mac_roman", "cp850")
"""In the order that settles ties."""

FRENCH_SHARE = 0.9
"""Least share of French letters and signs among the characters above ASCII."""

_COMMON = frozenset("àâçéèêëîïôùûœ«»’“”–…°€\xa0")
_RARE = frozenset("äöüÿæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñ‘—·•²³§©")
_RARE_WEIGHT = 0.5
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = "\x01-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff"
_CONTROLS_PER_CHARACTER = 0.01
_TIME_BULLET = "\x15"
"""NAK, which stands around every time of a CHAT file: no sign of a binary file."""

_FRENCH_IN_UTF_8 = re.compile(
    b"\xc3[\x80-\xbf]|\xc2[\xa0-\xbf]|\xc5[\x92\x93]|\xe2\x80[\x93-\xa6\xaf]|\xe2\x82\xac|\xef\xbb\xbf"
)
"""Accented letters, œ, quotation marks, dashes, the euro sign, the byte order mark. In no eight-bit encoding do these
bytes make a sequence that French writes (``Ã©``, ``â€™``, ``√©``)."""
_TEXT_LINE_END = re.compile("\r\n|[\n\r]")
_BYTE_LINE_END = re.compile(b"\r\n|[\n\r\x0b\x0c]")


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text of a file and the encoding that it was written in."""

    text: str
    encoding: str


def decode_text(data: bytes, *, keep: str = "") -> DecodedText:
    """Decode a text file.

    Control characters other than line ends and tabs are left out (they are no words, and hardly an export bears them),
    but for those that a format uses: ``keep`` names them, one after another.

    Raises:
        TranscriptUnreadable: ``empty_file``, ``too_large``, ``binary_file``, ``encoding_unknown``, ``encoding_mixed``
            (``line``: the first one in another encoding than those before it), ``encoded_twice`` (``line``).
    """
    if len(data) > MAX_TEXT_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_TEXT_BYTES)
    encoding = _find_encoding(data)
    text = _decode_strictly(data, encoding)
    if text is None:
        raise TranscriptUnreadable("encoding_unknown", encoding=encoding)
    _refuse_encoded_twice(text)
    text = text.rstrip("\x1a")
    kept, removed = _without_controls(text, keep)
    counted = removed if _TIME_BULLET in keep else removed - text.count(_TIME_BULLET)
    if "\0" in text or counted > max(1.0, _CONTROLS_PER_CHARACTER * len(text)):
        raise TranscriptUnreadable("binary_file")
    if not kept.strip():
        raise TranscriptUnreadable("empty_file")
    return DecodedText(kept, encoding.removesuffix("-sig"))


def _refuse_encoded_twice(text: str) -> None:
    """Refuse text whose UTF-8 was taken for an eight-bit text and encoded again: ``j’ai`` shows as ``jâ€™ai``.

    Told only where every character above ASCII is so: a single true ``é`` makes no UTF-8 of what is around it.
    """
    if text.isascii():
        return
    for encoding in ("cp1252", "latin-1"):
        try:
            meant = text.encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
        if not all(char < "\x80" or char in _COMMON or char in _RARE for char in meant):
            continue
        before = re.split(r"[^\x00-\x7f]", text, maxsplit=1)[0]
        raise TranscriptUnreadable("encoded_twice", line=len(_TEXT_LINE_END.findall(before)) + 1)


def _without_controls(text: str, keep: str) -> tuple[str, int]:
    but_for = f"(?![{re.escape(keep)}])" if keep else ""
    return re.subn(f"{but_for}[{_CONTROLS}]", "", text)


def _find_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            if encoding == "utf-8-sig":
                _refuse_mixed(data)
            return encoding
    if b"\0" in data:
        return _utf_16_without_mark(data)
    if _decode_strictly(data, "utf-8") is not None:
        return "utf-8"
    _refuse_mixed(data)
    return _eight_bit_encoding(data)


def _refuse_mixed(data: bytes) -> None:
    """Refuse French letters in UTF-8 beside bytes that are none, at the line where the later of the two begins."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        if found := _FRENCH_IN_UTF_8.search(data):
            place = max(found.start(), error.start)
            line = 1 + sum(1 for _ in _BYTE_LINE_END.finditer(data, 0, place))
            raise TranscriptUnreadable("encoding_mixed", line=line) from None


def _utf_16_without_mark(data: bytes) -> str:
    """Tell the byte order of Latin text in UTF-16, where every second byte is NUL nearly everywhere."""
    sample = data[: 64 * 1024]
    half = len(sample) // 2
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) > 0.7 * half and others.count(0) == 0:
            return encoding
    raise TranscriptUnreadable("binary_file")


def _eight_bit_encoding(data: bytes) -> str:
    above_ascii = {bytes([byte]): count for byte, count in Counter(data).items() if byte > 0x7F}
    # max() keeps the first of equals: the order of EIGHT_BIT_ENCODINGS is the rule for ties
    fit, encoding = max(
        ((_fit(above_ascii, encoding), encoding) for encoding in EIGHT_BIT_ENCODINGS), key=lambda tried: tried[0]
    )
    if fit.share < FRENCH_SHARE:
        raise TranscriptUnreadable("encoding_unknown", encoding="")
    return encoding


class _Fit(NamedTuple):
    """How well an encoding makes French of the characters above ASCII; the first field decides between encodings."""

    score: float
    share: float


def _fit(above_ascii: Mapping[bytes, int], encoding: str) -> _Fit:
    """Score an encoding: a wrong one of the same family gives capitals and foreign letters where é and à stood."""
    common = rare = total = 0
    for byte, count in above_ascii.items():
        char = _decode_strictly(byte, encoding)
        if char is None:
            return _Fit(0.0, 0.0)
        total += count
        common += count * (char in _COMMON)
        rare += count * (char in _RARE)
    return _Fit((common + _RARE_WEIGHT * rare) / total, (common + rare) / total)


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
