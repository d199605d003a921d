"""Printed lines back to paragraphs, over the ends of lines and pages.

A new one starts at a speaker marker that comes back, after white, at an indentation (or back from a hanging one), where
bold begins or ends, and where the line before ended though the next word would have fitted on it. A line that ends
within a word goes on in any case but for a marker.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.ingestion.formats.pdf_hyphens import HYPHEN, is_hyphenated, join, vocabulary_of
from tasks.ingestion.formats.pdf_rows import Row, usual_leading
from tasks.ingestion.markers import Marker, find_markers
from tasks.ingestion.vocabulary import is_role_word
from tasks.records import Line

INDENT = 0.7
"""Least indentation, in sizes of the type."""
WHITE = 1.2
"""White between paragraphs, in usual distances of lines."""
_OVERHANGING = 0.02
"""Share of lines that may stand out over the right margin (an address, a word that has no place to be cut)."""
_CLOSING = frozenset({"?", "!", ":", ";", "»", "%", "€"})
_STRONG = frozenset({"colon", "bracket", "time"})


@dataclass(frozen=True, slots=True)
class Setting:
    """How a document's running text is set."""

    leading: float
    """Usual distance of lines, in points; 0 where unknown."""
    margin: float
    """Where full lines end."""
    hanging: bool
    """Paragraphs start further out than they go on."""
    speakers: frozenset[str]
    """Labels that open lines and come back, or are words for one who speaks."""
    vocabulary: frozenset[str]
    """Words of the file, for those that line ends cut."""
    hyphenated: bool
    """Words are cut at the ends of lines."""


def setting_of(rows: Sequence[Row]) -> Setting:
    """Measure how running text is set."""
    labels = Counter(marker.key for row in rows if (marker := _marker(row)))
    speakers = frozenset(key for key, times in labels.items() if times > 1 or is_role_word(key))
    rights = sorted(row.right for row in rows)
    margin = rights[len(rights) - 1 - int(_OVERHANGING * len(rights))] if rights else 0.0
    votes: Counter[bool] = Counter()
    for row, following in pairwise(rows):
        if _speaks(row, speakers) and not _speaks(following, speakers):
            move = following.left - row.left
            if abs(move) > INDENT * row.size:
                votes[move > 0] += 1
    texts = [row.text for row in rows]
    vocabulary = vocabulary_of(texts)
    return Setting(
        leading=usual_leading(rows),
        margin=margin,
        hanging=votes[True] > votes[False],
        speakers=speakers,
        vocabulary=vocabulary,
        hyphenated=is_hyphenated(texts, vocabulary),
    )


def paragraphs(rows: Iterable[Row], setting: Setting) -> Iterator[Line]:
    """Give a line for every paragraph, numbered by its first printed line."""
    held: list[Row] = []
    for row in rows:
        if held and _starts(held[-1], row, setting):
            yield _line(held, setting)
            held = []
        held.append(row)
    if held:
        yield _line(held, setting)


def _line(rows: Sequence[Row], setting: Setting) -> Line:
    text = rows[0].text
    for row in rows[1:]:
        text = join(text, row.text, setting.vocabulary, hyphenated=setting.hyphenated)
    return Line(text=text, number=rows[0].number, bold=all(row.bold for row in rows))


def _marker(row: Row) -> Marker | None:
    return next((marker for marker in find_markers(row.text, ()) if marker.shape in _STRONG), None)


def _speaks(row: Row, speakers: Collection[str]) -> bool:
    marker = _marker(row)
    return marker is not None and marker.key in speakers


def _starts(before: Row, row: Row, setting: Setting) -> bool:
    if _speaks(row, setting.speakers):
        return True
    if before.text.endswith(HYPHEN) and row.text[0].islower():
        return False
    if before.bold is not row.bold and (before.bold or row.bold):
        return not _goes_on_in_bold(before, row)
    if before.page == row.page and 0 < setting.leading < (before.baseline - row.baseline) / WHITE:
        return True
    if abs(before.size - row.size) > 0.15 * max(before.size, row.size):
        return True
    return _is_indented(before, row, setting) or _would_have_fitted(before, row, setting)


def _goes_on_in_bold(before: Row, row: Row) -> bool:
    """A line may be partly bold: then bold does not part it from the next one."""
    return before.words[-1].bold == row.words[0].bold


def _is_indented(before: Row, row: Row, setting: Setting) -> bool:
    move = row.left - before.left
    if setting.hanging:
        return move < -INDENT * row.size
    return move > INDENT * row.size


def _would_have_fitted(before: Row, row: Row, setting: Setting) -> bool:
    first = row.words[0]
    end = first.right
    for previous, word in pairwise(row.words):
        if not (word.glued or word.text in _CLOSING or previous.text == "«"):
            break
        end = word.right
    space = 0.3 * row.size
    return before.right + space + (end - first.left) < setting.margin - 0.5 * row.size
