"""Comparing what people typed: labels, file names, headings, wordings."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"})
_WORD = re.compile(r"\w+")


def fold(text: str) -> str:
    """Give the form under which two spellings of one thing are equal.

    Compatibility decomposition (NFKD), no case, no accents, ligatures opened, whatever is neither letter nor digit
    made one space: ``"Entretien_01 (Été)"`` and ``"entretien 01 ete"`` fold alike. Folding twice changes nothing.
    """
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold())
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in bare).split())


def count_words(text: str) -> int:
    """Count the runs of letters and digits, the measure used where shares of talk are compared."""
    return sum(1 for _ in _WORD.finditer(text))
