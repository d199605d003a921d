"""Bytes to text by strict rules: a wrong guess would turn every accent of an interview into another letter.

A byte order mark decides; else the text must be valid UTF-8; else NUL bytes at every second place tell UTF-16; else the
eight-bit encodings that French word processors wrote are tried, and one is taken only if nearly all its letters above
ASCII are letters or signs that French uses. Statistical guessers were tried first: on short texts they answer with
Central European or Cyrillic pages.
"""

from __future__ import annotations

import codecs
import re
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
_CONTROLS = re.compile("[\x01-\x08\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff]")
_CONTROLS_PER_CHARACTER = 0.01


@dataclass(frozen=True, slots=True)
class DecodedText:
    """Text of a file and the encoding that it was written in."""

    text: str
    encoding: str


def decode_text(data: bytes) -> DecodedText:
    """Decode a text file.

    Control characters other than line ends and tabs are left out (they are no words, and no export bears them).

    Raises:
        TranscriptUnreadable: ``empty_file``, ``too_large``, ``binary_file``, ``encoding_unknown``.
    """
    if len(data) > MAX_TEXT_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_TEXT_BYTES)
    encoding = _find_encoding(data)
    text = _decode_strictly(data, encoding)
    if text is None:
        raise TranscriptUnreadable("encoding_unknown", encoding=encoding)
    kept, removed = _CONTROLS.subn("", text.rstrip("\x1a"))
    if "\0" in text or removed > max(1.0, _CONTROLS_PER_CHARACTER * len(text)):
        raise TranscriptUnreadable("binary_file")
    if not kept.strip():
        raise TranscriptUnreadable("empty_file")
    return DecodedText(kept, encoding.removesuffix("-sig"))


def _find_encoding(data: bytes) -> str:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        return _utf_16_without_mark(data)
    if _decode_strictly(data, "utf-8") is not None:
        return "utf-8"
    return _eight_bit_encoding(data)


def _utf_16_without_mark(data: bytes) -> str:
    """Tell the byte order of Latin text in UTF-16, where every second byte is NUL nearly everywhere."""
    sample = data[: 64 * 1024]
    half = len(sample) // 2
    for encoding, zeros, others in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if zeros.count(0) > 0.7 * half and others.count(0) == 0:
            return encoding
    raise TranscriptUnreadable("binary_file")


def _eight_bit_encoding(data: bytes) -> str:
    # max() keeps the first of equals: the order of EIGHT_BIT_ENCODINGS is the rule for ties
    fit, encoding = max(
        ((_fit(data, encoding), encoding) for encoding in EIGHT_BIT_ENCODINGS), key=lambda tried: tried[0]
    )
    if fit.share < FRENCH_SHARE:
        raise TranscriptUnreadable("encoding_unknown", encoding="")
    return encoding


class _Fit(NamedTuple):
    """How well an encoding makes French of the characters above ASCII; the first field decides between encodings."""

    score: float
    share: float


def _fit(data: bytes, encoding: str) -> _Fit:
    """Score an encoding: a wrong one of the same family gives capitals and foreign letters where é and à stood."""
    text = _decode_strictly(data, encoding) or ""
    above_ascii = [char for char in text if char > "\x7f"]
    if not above_ascii:
        return _Fit(0.0, 0.0)
    common = sum(char in _COMMON for char in above_ascii)
    rare = sum(char in _RARE for char in above_ascii)
    return _Fit((common + _RARE_WEIGHT * rare) / len(above_ascii), (common + rare) / len(above_ascii))


def _decode_strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
