"""The words of a PDF's pages, with their places: a typed door to PDFium, which works in a process of its own.

In its own process because it is native code: it can neither be interrupted nor share a process between threads, and
what hostile files do to it (an unpacked gigabyte, an endless page, a crash) must not reach the study's run. It costs a
tenth of a second a file. The PDF and its words go through pipes, never over a disk.
"""

from __future__ import annotations

import json
import subprocess
import sys
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats import pdf_process
from tasks.ingestion.formats.archives import MAX_ARCHIVE_BYTES

MAX_SECONDS = 2 * pdf_process.CPU_SECONDS
"""Time of the clock that one file is given; its processor time is bounded in ``pdf_process``."""

UNMAPPED_SHARE = 0.05
"""Share of characters without a meaning from which on a page cannot be read; below it they are list marks."""
IMAGE_SHARE = 0.5
"""Share of a page without text that images cover, from which on it is a scan."""
DRAWN_PATHS = 200
"""Drawn shapes on a page without text from which on it is a text in outlines."""

_VOWELS = frozenset("aeiouyàâäéèêëîïôöùûüœæAEIOUYÀÂÄÉÈÊËÎÏÔÖÙÛÜŒÆ")
_LEAST_VOWELS = 0.2
_LEAST_LETTERS = 200
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_LIST_MARKS = dict.fromkeys(range(0xF020, 0xF100), "•")
"""Wingdings and Symbol, as Word writes them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters of one look, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    glued: bool = False
    """No space before it: the word before goes on."""
    ruled: bool = False
    """An upright line is drawn before it."""


@dataclass(frozen=True, slots=True)
class Rule:
    """An upright line, as tables are drawn with."""

    place: float
    bottom: float
    top: float


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its words in the order of the file."""

    number: int
    """From 1."""
    left: float
    bottom: float
    right: float
    top: float
    words: tuple[Word, ...]
    turned: tuple[Word, ...] = ()
    """Words that run in another direction (a watermark, a note along the margin)."""
    rules: tuple[Rule, ...] = ()


def read_pages(data: bytes) -> tuple[Page, ...]:
    """Read the words of every page.

    Raises:
        TranscriptUnreadable: ``too_large``, ``encrypted_file``, ``damaged_pdf``, ``scanned_pdf`` (``page``,
            the first without text; ``scanned``, how many; ``pages``), ``pdf_without_letters`` (``page``),
            ``empty_file``.
    """
    if len(data) > MAX_ARCHIVE_BYTES:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_ARCHIVE_BYTES)
    pages = _ask_process(data)
    _refuse_scans(pages)
    for number, page in enumerate(pages, start=1):
        if _is_rubbish(page):
            raise TranscriptUnreadable("pdf_without_letters", page=number)
    if not any(page["words"] for page in pages):
        raise TranscriptUnreadable("empty_file")
    return tuple(_page(number, page) for number, page in enumerate(pages, start=1))


def _ask_process(data: bytes) -> list[dict[str, Any]]:
    command = [sys.executable, "-I", str(Path(pdf_process.__file__))]
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and script
            command, input=data, capture_output=True, timeout=MAX_SECONDS, check=False
        )
        answer: dict[str, Any] = json.loads(done.stdout)
    except subprocess.TimeoutExpired:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_ARCHIVE_BYTES) from None
    except ValueError:
        # the process died of the file: of its memory, its time, or a fault of PDFium
        raise TranscriptUnreadable("damaged_pdf") from None
    refused = answer.get("refused")
    if refused == "encrypted":
        raise TranscriptUnreadable("encrypted_file")
    if refused in {"pages", "characters", "memory"}:
        raise TranscriptUnreadable("too_large", bytes=len(data), limit=MAX_ARCHIVE_BYTES)
    if refused:
        raise TranscriptUnreadable("damaged_pdf")
    pages: list[dict[str, Any]] = answer["pages"]
    return pages


def _refuse_scans(pages: list[dict[str, Any]]) -> None:
    """Refuse a file with a page that is a picture: what is said on it would be lost without a sign."""
    scans = [
        number
        for number, page in enumerate(pages, start=1)
        if not page["words"] and (page["images"] >= IMAGE_SHARE or page["paths"] >= DRAWN_PATHS)
    ]
    if not scans and not any(page["words"] for page in pages):
        scans = [number for number, page in enumerate(pages, start=1) if page["images"] > 0]
    if scans:
        raise TranscriptUnreadable("scanned_pdf", page=scans[0], scanned=len(scans), pages=len(pages))


def _is_rubbish(page: dict[str, Any]) -> bool:
    """Say whether a page's fonts do not tell their letters: no code for them, or French without its vowels."""
    text = "".join(word[0] for word in page["words"])
    if page["unmapped"] > UNMAPPED_SHARE * len(text):
        return True
    letters = [char for char in text if char.isalpha()]
    return len(letters) >= _LEAST_LETTERS and sum(char in _VOWELS for char in letters) < _LEAST_VOWELS * len(letters)


def _page(number: int, page: dict[str, Any]) -> Page:
    words = [(_word(written), written[5] & pdf_process.TURNED) for written in page["words"]]
    left, bottom, right, top = page["box"]
    return Page(
        number=number,
        left=left,
        bottom=bottom,
        right=right,
        top=top,
        words=tuple(word for word, turned in words if not turned),
        turned=tuple(word for word, turned in words if turned),
        rules=tuple(Rule(*rule) for rule in page["rules"]),
    )


def _word(written: list[Any]) -> Word:
    text, left, right, baseline, size, flags = written
    return Word(
        text=unicodedata.normalize("NFC", text.translate(_LIGATURES).translate(_LIST_MARKS)),
        left=left,
        right=right,
        baseline=baseline,
        size=size,
        bold=bool(flags & pdf_process.BOLD),
        glued=bool(flags & pdf_process.GLUED),
    )
