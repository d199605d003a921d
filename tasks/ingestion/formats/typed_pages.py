"""Page headers and page numbers pasted with a text: ``Entretien Bernard – 4 juin`` and ``3`` on lines of their own.

Taken is only a short line that comes back, digits aside, three times or more with a page number beside it, each one
more than the last: what people say again has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tasks.records import Aside, Line

_NUMBER = re.compile(
    r"(?:[-–—]\s*|page\s*|p\.\s*)?(?P<number>\d{1,4})(?:\s*[-–—]|\s*(?:/|sur)\s*\d{1,4})?", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")
_LABELLED = re.compile(r"[^:\n]{1,40}\s?:(?=\s|$)|[-–—•>\[({<]")
_SENTENCE_ENDS = frozenset(".?!…,;:»")
_MAX_CHARACTERS = 90
_MIN_TIMES = 3
_MIN_WORDS = 2


def without_page_heads(lines: Sequence[Line]) -> tuple[tuple[Line, ...], tuple[Aside, ...]]:
    """Part the lines of a text from the headers and numbers of its pages."""
    seen: dict[str, list[tuple[int, int, int]]] = {}
    for place, line in enumerate(lines):
        if (key := _key(line.text)) and (beside := next(_beside(lines, place), None)):
            seen.setdefault(key, []).append((place, *beside))
    taken: dict[int, Aside] = {}
    for places in seen.values():
        pages = [page for _, _, page in places]
        if len(pages) >= _MIN_TIMES and pages == list(range(pages[0], pages[0] + len(pages))):
            for place, at, _ in places:
                taken[place] = Aside("header", lines[place].text, lines[place].number)
                taken[at] = Aside("page_number", lines[at].text, lines[at].number)
    kept = tuple(line for place, line in enumerate(lines) if place not in taken)
    return (kept, tuple(taken[place] for place in sorted(taken))) if kept else (tuple(lines), ())


def _key(text: str) -> str:
    """Give what the headers of a text share; empty for what is none: a number, a label, a sentence, a word alone."""
    if len(text) > _MAX_CHARACTERS or _LABELLED.match(text) or text[-1] in _SENTENCE_ENDS or _NUMBER.fullmatch(text):
        return ""
    return _DIGITS.sub("0", text.casefold()) if len(text.split()) >= _MIN_WORDS else ""


def _beside(lines: Sequence[Line], place: int) -> Iterator[tuple[int, int]]:
    """Give place and page of the numbers right after and right before a line."""
    for at in (place + 1, place - 1):
        if 0 <= at < len(lines) and (found := _NUMBER.fullmatch(lines[at].text)):
            yield at, int(found["number"])
