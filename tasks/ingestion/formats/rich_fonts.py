"""Encodings of Rich Text: the file's own, those of its fonts, and fonts of symbols."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from tasks.ingestion.formats.symbol_fonts import is_symbol_font, symbol_text

_CHARSETS: Mapping[int, str] = MappingProxyType(
    {0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
     162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
     238: "cp1250", 254: "cp437", 255: "cp850"}
)  # fmt: skip
"""``\\fcharset`` → encoding; 1 (the file's own) and 2 (symbols) are none of these."""
_FAMILIES = MappingProxyType({"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"})
_PAGES = MappingProxyType({0: "cp1252", 10000: "mac_roman", 65001: "utf-8", 28591: "latin-1", 28605: "iso8859_15"})


def family_encoding(word: str) -> str:
    """Give the encoding of ``\\ansi``, ``\\mac``, ``\\pc`` or ``\\pca``; empty for other words."""
    return _FAMILIES.get(word, "")


def page_encoding(page: int) -> str:
    """Give the encoding of a code page (``\\ansicpg1252``), empty where none is known."""
    try:
        return codecs.lookup(_PAGES.get(page, f"cp{page}")).name
    except LookupError:
        return ""


@dataclass(slots=True)
class Font:
    """One entry of the font table, as it is read."""

    name: str = ""
    charset: int | None = None
    page: int | None = None


@dataclass(slots=True)
class Fonts:
    """The font table, and the encoding of text in no known font."""

    encoding: str = "cp1252"
    by_number: dict[int, Font] = field(default_factory=dict)

    def decode(self, data: bytes, number: int | None) -> str:
        """Decode bytes of text in a font; bytes that its encoding lacks show as U+FFFD."""
        font = self.by_number.get(-1 if number is None else number, Font())
        if font.charset == 2 or is_symbol_font(font.name):
            return "".join(symbol_text(font.name if is_symbol_font(font.name) else "Symbol", code) for code in data)
        return data.decode(self._encoding(font), "replace")

    def unicode(self, code: int, number: int | None) -> str:
        """Give a character written by its code, a private one as the font's sign."""
        if 0xF000 <= code < 0xF100:
            return symbol_text(self.by_number.get(-1 if number is None else number, Font()).name, code)
        return chr(code)

    def _encoding(self, font: Font) -> str:
        page = "" if font.page is None else page_encoding(font.page)
        windows = self.encoding.startswith("cp125")
        # to a file of the Macintosh or of DOS "the Windows set" of a font means nothing: its own page counts
        charset = "" if font.charset is None or (font.charset == 0 and not windows) else _CHARSETS.get(font.charset, "")
        return page or charset or self.encoding
