"""Names of the elements of OpenDocument that hold or hide text."""

from __future__ import annotations

_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE, TEXT, TABLE, DRAW, STYLE = (f"{_OASIS}{name}:1.0}}" for name in ("office", "text", "table", "drawing", "style"))
FO = f"{_OASIS}xsl-fo-compatible:1.0}}"
MANIFEST = f"{_OASIS}manifest:1.0}}"
