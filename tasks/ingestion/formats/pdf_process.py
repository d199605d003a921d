"""PDFium at work in a process of its own: a PDF on standard input, the words of its pages as JSON on standard output.

PDFium is native code that cannot be interrupted, allows a stream to unpack to a gigabyte, and is not safe in threads.
Here the operating system bounds its memory and its time, and whatever it dies of, the study's process lives. Started by
path as a script (``pdf_pages``), and therefore imports nothing of the project.

A word is ``[text, left, right, baseline, size, flags]``, in points, in the frame of the page as it is read (turned
pages are turned upright); flags are the sum of ``BOLD``, ``GLUED`` and ``TURNED``.
"""

from __future__ import annotations

import ctypes
import json
import math
import re
import resource
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 120
MAX_PAGES = 2_000
MAX_CHARACTERS = 3_000_000
"""Of all pages: twenty times the longest interview."""

BOLD, GLUED, TURNED = 1, 2, 4
"""All of it is bold; no space stands before it; it runs in another direction than the page's text."""

_MAX_OBJECTS = 20_000
_MAX_RULES = 500
_SHORTEST_RULE, _WIDEST_RULE = 8.0, 3.0
# a form may hold the page's image: scanners' programs wrap it so
_DRAWN = frozenset({raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_PATH})
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|gras|(?:cm|sf|ec|lm)b", re.IGNORECASE)
_FORCE_BOLD = 1 << 18
_SPACES = frozenset(" \t\xa0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000")
_NOT_SHOWN = frozenset("\u200b\u200c\u200d\u2060\ufeff\0")
_HYPHENS = frozenset("\x02\xad\u2010\u2011\ufffe")
"""PDFium writes U+0002 for every hyphen at a line's end, whether it was soft or not."""
_ACCENTS = {"´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "^": "\u0302", "¨": "\u0308", "¸": "\u0327"}
"""Old TeX fonts print an accent and its letter one over the other."""
_WORD_GAP = 0.3
_SAME_LINE = 0.12
_QUARTER = math.pi / 2


class Refused(Exception):
    """The file is not read; the message is the reason's code."""


@dataclass(slots=True)
class _Look:
    """How the characters of one text object look."""

    size: float
    bold: bool


@dataclass(slots=True)
class _Glyph:
    text: str
    left: float
    right: float
    baseline: float
    look: _Look
    quarter: int


@dataclass(slots=True)
class _Words:
    """Words of a page, built glyph by glyph."""

    quarter: int
    words: list[list[Any]] = field(default_factory=list)
    _last: _Glyph | None = None
    _spaced: bool = True

    def space(self) -> None:
        self._spaced = True

    def add(self, glyph: _Glyph) -> None:
        last = self._last
        if last is not None and (composed := _composed(last, glyph)):
            self.words[-1][0] = self.words[-1][0][:-1] + composed
            self.words[-1][2] = max(last.right, glyph.right)
            self._last = _Glyph(
                composed, min(last.left, glyph.left), self.words[-1][2], last.baseline, last.look, last.quarter
            )
            return
        near = last is not None and self._follows(last, glyph)
        if last is not None and near and not self._spaced and last.look == glyph.look:
            self.words[-1][0] += glyph.text
            self.words[-1][2] = max(self.words[-1][2], glyph.right)
        else:
            flags = (
                BOLD * glyph.look.bold + GLUED * (near and not self._spaced) + TURNED * (glyph.quarter != self.quarter)
            )
            self.words.append([glyph.text, glyph.left, glyph.right, glyph.baseline, glyph.look.size, flags])
        self._last, self._spaced = glyph, False

    @staticmethod
    def _follows(last: _Glyph, glyph: _Glyph) -> bool:
        size = max(last.look.size, glyph.look.size)
        if last.quarter == glyph.quarter == -1:
            return math.hypot(glyph.left - last.left, glyph.baseline - last.baseline) < 1.5 * size
        gap = glyph.left - last.right
        raised = abs(glyph.baseline - last.baseline)
        same_line = raised <= (_SAME_LINE if glyph.look == last.look else 4 * _SAME_LINE) * size
        return same_line and -size < gap < _WORD_GAP * size and last.quarter == glyph.quarter


def _composed(last: _Glyph, glyph: _Glyph) -> str:
    """Put together an accent and the letter that it is printed over, in either order; empty for anything else."""
    for accent, letter in ((last, glyph), (glyph, last)):
        over = letter.left - 0.1 * letter.look.size < (accent.left + accent.right) / 2 < letter.right
        if accent.text in _ACCENTS and letter.text.isalpha() and over:
            whole = unicodedata.normalize("NFC", letter.text.replace("ı", "i") + _ACCENTS[accent.text])
            return whole if len(whole) == 1 else ""
    return ""


def main() -> None:
    """Answer with ``{"pages": [...]}`` or ``{"refused": code, ...}``."""
    _bound()
    data = sys.stdin.buffer.read()
    try:
        answer: dict[str, Any] = {"pages": list(_pages(data))}
    except Refused as refused:
        answer = {"refused": str(refused)}
    except (pdfium.PdfiumError, MemoryError) as error:
        answer = {"refused": "memory" if isinstance(error, MemoryError) else "damaged"}
    json.dump(answer, sys.stdout, ensure_ascii=True, separators=(",", ":"))


def _bound() -> None:
    # no core file: it would hold the interview in clear
    limits = {resource.RLIMIT_CORE: 0, resource.RLIMIT_CPU: CPU_SECONDS, resource.RLIMIT_AS: MEMORY_BYTES}
    for kind, limit in limits.items():
        _, most = resource.getrlimit(kind)
        resource.setrlimit(kind, (limit if most == resource.RLIM_INFINITY else min(limit, most), most))


def _pages(data: bytes) -> Iterator[dict[str, Any]]:
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = {raw.FPDF_ERR_PASSWORD: "encrypted", raw.FPDF_ERR_SECURITY: "encrypted"}
        raise Refused(locked.get(error.err_code, "damaged")) from None
    with document:
        if len(document) > MAX_PAGES:
            raise Refused("pages")
        left = MAX_CHARACTERS
        for index in range(len(document)):
            page = document[index]
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                raise Refused("characters")
            yield _page(page, text)
            text.close()
            page.close()


def _page(page: pdfium.PdfPage, text: pdfium.PdfTextPage) -> dict[str, Any]:
    count = text.count_chars()
    quarters = [_quarter(text, index) for index in range(count)]
    upright = Counter(quarter for quarter in quarters if quarter is not None)
    quarter = upright.most_common(1)[0][0] if upright else 0
    words = _Words(quarter)
    unmapped = 0
    looks: dict[int, _Look] = {}
    for index in range(count):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in _NOT_SHOWN or "\ud800" <= char <= "\udfff":
            continue
        if char in "\r\n" or char in _SPACES:
            words.space()
            continue
        unmapped += _is_unmapped(text, index, char)
        words.add(_glyph(text, index, char, quarters[index], quarter, looks))
    pictures = _pictures(page, quarter)
    return {"box": _turned_box(page.get_bbox(), quarter), "words": words.words, "unmapped": unmapped, **pictures}


def _quarter(text: pdfium.PdfTextPage, index: int) -> int | None:
    """Quarter turns clockwise of a character; -1 for a slanting one, ``None`` for spaces and line ends."""
    if raw.FPDFText_GetUnicode(text, index) in (0x0D, 0x0A, 0x20):
        return None
    angle = float(raw.FPDFText_GetCharAngle(text, index))
    nearest = round(angle / _QUARTER)
    return nearest % 4 if abs(angle - nearest * _QUARTER) < 0.1 else -1


def _is_unmapped(text: pdfium.PdfTextPage, index: int, char: str) -> bool:
    if char in _HYPHENS:
        return False
    return (
        raw.FPDFText_HasUnicodeMapError(text, index) == 1
        or char == "\ufffd"
        or char < " "
        or "\x7f" <= char <= "\x9f"
        or ("\ue000" <= char <= "\uf8ff" and not "\uf020" <= char <= "\uf0ff")
    )


def _glyph(
    text: pdfium.PdfTextPage, index: int, char: str, own: int | None, quarter: int, looks: dict[int, _Look]
) -> _Glyph:
    across, up = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(text, index, across, up)
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(text, index, box)
    start, baseline = _turn(across.value, up.value, quarter)
    corners = [_turn(x, y, quarter)[0] for x in (box.left, box.right) for y in (box.bottom, box.top)]
    written = "-" if char in _HYPHENS else char
    left = min(min(corners), start)
    return _Glyph(written, left, max(corners), baseline, _look(text, index, looks), -1 if own is None else own)


def _turn(x: float, y: float, quarter: int) -> tuple[float, float]:
    """Turn a place so that text that runs ``quarter`` quarter turns clockwise runs to the right."""
    return ((x, y), (-y, x), (-x, -y), (y, -x))[max(quarter, 0)]


def _turned_box(box: Sequence[float], quarter: int) -> list[float]:
    corners = [_turn(x, y, quarter) for x in box[::2] for y in box[1::2]]
    return [edge(corner[axis] for corner in corners) for edge in (min, max) for axis in (0, 1)]


def _look(text: pdfium.PdfTextPage, index: int, looks: dict[int, _Look]) -> _Look:
    handle = raw.FPDFText_GetTextObject(text, index)
    key = ctypes.cast(handle, ctypes.c_void_p).value or -1
    if key not in looks:
        matrix = raw.FS_MATRIX()
        scale = 1.0
        if raw.FPDFText_GetMatrix(text, index, matrix):
            scale = math.hypot(matrix.c, matrix.d) or 1.0
        outlined = bool(handle) and raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_FILL_STROKE
        size = round(abs(float(raw.FPDFText_GetFontSize(text, index))) * scale, 2)
        looks[key] = _Look(size or 1.0, outlined or _font_is_bold(text, index))
    return looks[key]


def _font_is_bold(text: pdfium.PdfTextPage, index: int) -> bool:
    name, flags = ctypes.create_string_buffer(256), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text, index, name, len(name), flags)
    return bool(flags.value & _FORCE_BOLD) or _BOLD_NAME.search(name.value.decode("utf-8", "replace")) is not None


def _pictures(page: pdfium.PdfPage, quarter: int) -> dict[str, Any]:
    """Share of the page that images cover, the number of drawn paths, and the upright lines among them."""
    left, bottom, right, top = page.get_bbox()
    area = max((right - left) * (top - bottom), 1.0)
    images, paths = 0.0, 0
    rules: set[tuple[float, float, float]] = set()
    edges = [ctypes.c_float() for _ in range(4)]
    for index in range(min(raw.FPDFPage_CountObjects(page), _MAX_OBJECTS)):
        shape = raw.FPDFPage_GetObject(page, index)
        kind = raw.FPDFPageObj_GetType(shape)
        if kind not in _DRAWN or not raw.FPDFPageObj_GetBounds(shape, *edges):
            continue
        x0, y0, x1, y1 = (edge.value for edge in edges)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            paths += 1
            rules.update(_upright(_turned_box((x0, y0, x1, y1), quarter)))
        else:
            images += max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom)) / area
    return {"images": round(images, 3), "paths": paths, "rules": _joined(rules)[:_MAX_RULES]}


def _joined(rules: set[tuple[float, float, float]]) -> list[list[float]]:
    """Put lines together that go on one in the other: cells are framed one by one."""
    joined: list[list[float]] = []
    for place, bottom, top in sorted(rules):
        if joined and joined[-1][0] == place and bottom <= joined[-1][2] + _WIDEST_RULE:
            joined[-1][2] = max(joined[-1][2], top)
        else:
            joined.append([place, bottom, top])
    return joined


def _upright(box: list[float]) -> Iterator[tuple[float, float, float]]:
    """Give place, foot and head of the upright line that a path is, or of the two sides of a frame."""
    left, bottom, right, top = (round(edge, 1) for edge in box)
    if top - bottom >= _SHORTEST_RULE:
        yield from ((place, bottom, top) for place in ((left, right) if right - left > _WIDEST_RULE else (left,)))


if __name__ == "__main__":
    main()
