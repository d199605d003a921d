"""Words of TEI put together as a reader would write them: text as it stands, tokens with the spaces that belong there.

Tokens (``w``, ``pc``) are written in three ways. With ``@join``, it says where no space is. With spaces between some
of them and none between others, the white space of the file is meant. With the same between all (each on a line of its
own, or nothing at all), spaces are told by French typography: none after an elided *l'* and before a comma.
"""

from __future__ import annotations

import re
from enum import Enum

from lxml import etree

from tasks.ingestion.formats.xml_trees import attribute, descendants, local_name, squeeze

TOKENS = frozenset({"w", "pc"})


class Spacing(Enum):
    """Where the spaces between tokens come from."""

    JOINED = "join attributes"
    WRITTEN = "white space of the file"
    FRENCH = "typography"


_GLUED_LEFT = re.compile(r"[,.…)\]}]|['’]|-(?:\w|$)")
"""Tokens that no space precedes."""
_GLUED_RIGHT = re.compile(r".*\w['’]|[(\[{]|[-/]")
"""Tokens that no space follows: elided words, opening brackets, hyphens alone."""
_NO_SPACE_AFTER = re.compile(r"spaceafter=no|nospaceafter|nospace", re.IGNORECASE)
_LEFT, _RIGHT = frozenset({"left", "both", "overlap"}), frozenset({"right", "both"})


def find_spacing(text: etree._Element) -> Spacing:
    """Tell how the tokens of a text are to be put together."""
    gaps: set[bool] = set()
    for token in descendants(text, *TOKENS):
        if attribute(token, "join"):
            return Spacing.JOINED
        after = token.getnext()
        if after is not None and local_name(after) in TOKENS:
            gaps.add(not token.tail)
    return Spacing.WRITTEN if len(gaps) > 1 else Spacing.FRENCH


class TextLine:
    """One line of talk while it is put together."""

    def __init__(self, spacing: Spacing) -> None:
        self._spacing = spacing
        self._parts: list[str] = []
        self.blank = True
        """Nothing is said yet."""
        self._after_token = False
        self._after_event = False
        self._glued = False
        self._quoted = False

    @property
    def text(self) -> str:
        """The line, white space made single spaces."""
        return squeeze("".join(self._parts))

    def write(self, text: str | None) -> None:
        """Add text as it stands."""
        if text:
            if self._after_event and text[0].isalnum():
                self._parts.append(" ")
            self._after_event = False
            self._parts.append(text)
            said = bool(text.strip())
            self.blank = self.blank and not said
            self._after_token = self._after_token and not said

    def space(self) -> None:
        """End a word, whatever comes."""
        self._parts.append(" ")
        self._after_token = False

    def event(self, shown: str) -> None:
        """Add what is no word, apart from what stands around it."""
        if shown:
            self.write(f" {shown}")
            self._after_event = True

    def break_off(self) -> None:
        """End the last word on a hyphen, unless it ends on a sign of its own."""
        self._drop_white_space()
        if self._parts and self._parts[-1][-1:].isalnum():
            self._parts.append("-")

    def token(self, token: etree._Element, text: str) -> None:
        """Add a token."""
        if self._spacing is Spacing.WRITTEN or not text:
            self.write(text)
            return
        french = self._spacing is Spacing.FRENCH
        closing = text == '"' and self._quoted
        join = attribute(token, "join")
        left = join in _LEFT or (french and (closing or _GLUED_LEFT.match(text) is not None))
        if self._after_token or self._after_event:
            self._drop_white_space()
            self._parts.append("" if left or (self._glued and self._after_token) else " ")
        self.write(text)
        self._quoted ^= text == '"'
        self._after_token = True
        self._glued = self._glues(token, text, join) or (french and text == '"' and self._quoted)

    def _drop_white_space(self) -> None:
        while self._parts and not self._parts[-1].strip():
            self._parts.pop()

    def _glues(self, token: etree._Element, text: str, join: str) -> bool:
        if join in _RIGHT or attribute(token, "part") in ("I", "M"):
            return True
        marked = " ".join(attribute(token, name) for name in ("rend", "msd", "spaceAfter"))
        if _NO_SPACE_AFTER.search(marked) or attribute(token, "spaceAfter").lower() in ("no", "false"):
            return True
        return self._spacing is Spacing.FRENCH and _GLUED_RIGHT.fullmatch(text) is not None
