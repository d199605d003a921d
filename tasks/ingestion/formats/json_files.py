"""JSON to values, bounded: no hang, no deep recursion, no value that is no number, no key said twice."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.encodings import DecodedText, decode_text

MAX_CONTAINERS = 2_000_000
"""Most objects and lists in a file: ten hours with an object a word have a quarter of a million."""
MAX_DIGITS = 20

JSON_OPENING = re.compile(r"\s*[\[{]\s*[\[{\"\]}]")

_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff]")


def open_json(data: bytes) -> tuple[DecodedText, object]:
    """Decode a file and parse the JSON in it.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (no JSON), or as ``decode_text`` and ``parse_json``.
    """
    decoded = decode_text(data)
    if JSON_OPENING.match(decoded.text) is None:
        raise TranscriptUnreadable("unknown_format", found="txt")
    return decoded, parse_json(decoded.text)


def parse_json(text: str) -> object:
    """Parse a JSON text; ``NaN`` and ``Infinity``, which Python's own writers put where a number is missing, are null.

    Raises:
        TranscriptUnreadable: ``damaged_file`` (``line``), ``too_large``.
    """
    containers = text.count("{") + text.count("[")
    if containers > MAX_CONTAINERS:
        raise TranscriptUnreadable("too_large", values=containers, limit=MAX_CONTAINERS)
    try:
        return json.loads(text, parse_constant=_nothing, parse_int=_whole, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise TranscriptUnreadable("damaged_file", line=error.lineno) from None
    except (ValueError, RecursionError):
        raise TranscriptUnreadable("damaged_file", line=1) from None


def words_of(value: object) -> str:
    """Give a text of a JSON file on one line, without control characters; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    # JSON may write half of a character (a lone surrogate), which no file can bear
    whole = value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return " ".join(_CONTROLS.sub("", whole).split())


def line_of_key(text: str, key: str) -> int:
    """Line of the file where a key first stands, from 1."""
    return text.count("\n", 0, max(text.find(f'"{key}"'), 0)) + 1


def _nothing(_name: str) -> None:
    return None


def _whole(digits: str) -> int | None:
    return int(digits) if len(digits) <= MAX_DIGITS else None


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) != len(pairs):
        # one of two texts under one key would be lost without a word
        raise ValueError
    return values
