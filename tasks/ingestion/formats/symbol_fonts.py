"""Signs that word processors write in fonts of symbols: the arrow that ``-->`` becomes, the face of ``:)``."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_PRIVATE = range(0xF000, 0xF100)

_GREEK = dict(
    zip(
        range(0x41, 0x5B),
        "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
) | dict(zip(range(0x61, 0x7B), "αβχδεφγηιϕκλμνοπθρστυϖωξψζ", strict=True))

_SYMBOL: Mapping[int, str] = MappingProxyType(
    _GREEK
    | {0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±", 0xB3: "≥",
       0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xDB: "⇔", 0xDC: "⇐", 0xDE: "⇒"}
)  # fmt: skip
_WINGDINGS: Mapping[int, str] = MappingProxyType(
    {0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "□", 0xA7: "▪", 0xA8: "◻", 0xD8: "➢", 0xDF: "←",
     0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "⇐", 0xE8: "➔", 0xF0: "⇨", 0xF3: "⇔", 0xFB: "✘", 0xFC: "✔", 0xFD: "☒",
     0xFE: "☑"}
)  # fmt: skip
_FONTS: Mapping[str, Mapping[int, str]] = MappingProxyType({"symbol": _SYMBOL, "wingdings": _WINGDINGS})


def is_symbol_font(font: str) -> bool:
    """Say whether a font's codes are pictures and no letters."""
    return font.strip().lower().startswith(("symbol", "wingdings", "webdings", "zapf dingbats", "zapfdingbats"))


def symbol_text(font: str, code: int) -> str:
    """Give the sign that a code is in a font, empty for an ornament that Unicode letters cannot tell.

    Codes U+F000 to U+F0FF, as Word writes them, are those of the font itself. In other fonts a code is a character.
    """
    bare = code - _PRIVATE.start if code in _PRIVATE else code
    if is_symbol_font(font):
        known = _FONTS.get(font.strip().lower(), {}).get(bare, "")
        return known or (chr(bare) if font.strip().lower() == "symbol" and 0x20 <= bare < 0x41 else "")
    # what no Unicode text holds: half a pair, a private sign, a control
    return chr(bare) if 0x20 <= bare < 0xD800 or 0xF900 <= bare < 0x110000 else ""
