"""Replace what identifies in a turn, and know where everything stood."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from tasks.anonymisation.folding import folded
from tasks.anonymisation.pseudonyms import TAG
from tasks.records import Mention, Replacement

KIND_ORDER = ("person", "organisation", "place", "address", "email", "phone", "number", "url", "date")
"""Which kind wins when two mentions have one place; kinds that are not here come last, in alphabetical order."""


@dataclass(frozen=True, slots=True)
class MaskedTurn:
    """A turn without what identifies, and every replacement, in order."""

    text: str
    replacements: tuple[Replacement, ...]


def resolve_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """Keep mentions that do not overlap: the longest wins, then the earliest, then the order of kinds.

    What a losing mention covers beyond its winners stays a mention of its own: nothing that was found is left
    standing. Given back in order of turn and place; empty mentions are dropped.
    """
    by_turn = sorted((found for found in mentions if found.end > found.start), key=lambda found: found.turn)
    return [
        kept for _, of_turn in groupby(by_turn, key=lambda mention: mention.turn) for kept in _resolve_turn(of_turn)
    ]


def mask_turn(text: str, mentions: Iterable[Mention], replacement_of: Mapping[str, str]) -> MaskedTurn:
    """Replace the mentions of one turn by what stands for their identities.

    Overlaps are resolved first; white space at the edges of a mention stays; a mention inside a tag (``[Ville 1]``)
    and one that covers no letter or digit is ignored; two neighbouring parts of one person's name (*Anne* *Petit*) are
    masked as one. Masking masked text changes nothing, as pseudonyms are no known names.

    Errors: ValueError for a place outside the text or an identity without replacement.
    """
    pieces: list[str] = []
    replacements: list[Replacement] = []
    place = masked_length = 0
    for mention in _to_mask(text, mentions):
        if mention.identity not in replacement_of:
            raise ValueError(f"no replacement for identity {mention.identity!r}")
        stands = replacement_of[mention.identity]
        kept = text[place : mention.start]
        start = masked_length + len(kept)
        masked_length = start + len(stands)
        pieces += (kept, stands)
        replacements.append(
            Replacement(mention.turn, mention.start, mention.end, start, masked_length, mention.kind, stands)
        )
        place = mention.end
    return MaskedTurn("".join([*pieces, text[place:]]), tuple(replacements))


def unmask_turn(masked: MaskedTurn, originals: Sequence[str]) -> str:
    """Put back what stood at each replacement, in order. Errors: ValueError when their numbers differ."""
    pieces: list[str] = []
    place = 0
    for replacement, original in zip(masked.replacements, originals, strict=True):
        pieces += (masked.text[place : replacement.masked_start], original)
        place = replacement.masked_end
    return "".join([*pieces, masked.text[place:]])


def to_masked_offset(
    replacements: Sequence[Replacement], original_offset: int, *, edge: Literal["start", "end"] = "start"
) -> int:
    """Give where a place of the original text stands in the masked text.

    ``replacements`` are those of one turn, in order. A place within a replaced name goes to the edge of what replaces
    it: its start for a span's ``start``, its end for a span's ``end``.
    """
    index = bisect_right(replacements, original_offset, key=lambda replacement: replacement.start) - 1
    if index < 0:
        return original_offset
    last = replacements[index]
    if last.start < original_offset < last.end:
        return last.masked_start if edge == "start" else last.masked_end
    return last.masked_start if original_offset == last.start else original_offset - last.end + last.masked_end


def to_original_offset(
    replacements: Sequence[Replacement], masked_offset: int, *, edge: Literal["start", "end"] = "start"
) -> int:
    """Give where a place of the masked text stood in the original text; see :func:`to_masked_offset`."""
    turned = [
        replace(r, start=r.masked_start, end=r.masked_end, masked_start=r.start, masked_end=r.end) for r in replacements
    ]
    return to_masked_offset(turned, masked_offset, edge=edge)


def to_masked_span(replacements: Sequence[Replacement], start: int, end: int) -> tuple[int, int]:
    """Give where a non-empty span of the original text stands in the masked text, names taken whole."""
    return (
        to_masked_offset(replacements, start, edge="start"),
        to_masked_offset(replacements, end, edge="end"),
    )


def _resolve_turn(mentions: Iterable[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in sorted(mentions, key=_precedence):
        for piece in _uncovered(mention, kept):
            kept.insert(bisect_left(kept, piece.start, key=lambda other: other.start), piece)
    return kept


def _precedence(mention: Mention) -> tuple[int, int, int, str, str, str]:
    rank = KIND_ORDER.index(mention.kind) if mention.kind in KIND_ORDER else len(KIND_ORDER)
    return mention.start - mention.end, mention.start, rank, mention.kind, mention.identity, mention.source


def _uncovered(mention: Mention, kept: list[Mention]) -> list[Mention]:
    """Give the pieces of a mention that no kept mention covers; ``kept`` is in order, without overlap."""
    pieces: list[Mention] = []
    start = mention.start
    first = max(bisect_right(kept, start, key=lambda other: other.start) - 1, 0)
    for other in kept[first:]:
        if other.start >= mention.end:
            break
        if other.end <= start:
            continue
        if other.start > start:
            pieces.append(replace(mention, start=start, end=other.start))
        start = other.end
    if start < mention.end:
        pieces.append(replace(mention, start=start))
    return pieces


def _to_mask(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    tags = [match.span() for match in TAG.finditer(text)]
    chosen: list[Mention] = []
    for mention in resolve_overlaps(mentions):
        if mention.start < 0 or mention.end > len(text):
            raise ValueError("a mention stands outside its turn")
        trimmed = _trimmed(text, mention)
        if trimmed is None or _is_within(trimmed, tags):
            continue
        if chosen and _continues(text, chosen[-1], trimmed):
            chosen[-1] = replace(chosen[-1], end=trimmed.end)
        else:
            chosen.append(trimmed)
    return chosen


def _trimmed(text: str, mention: Mention) -> Mention | None:
    covered = text[mention.start : mention.end]
    if not covered.strip() or not any(character.isalnum() for character in covered):
        return None
    start = mention.start + len(covered) - len(covered.lstrip())
    return replace(mention, start=start, end=start + len(covered.strip()))


def _is_within(mention: Mention, spans: list[tuple[int, int]]) -> bool:
    index = bisect_right(spans, mention.start, key=lambda span: span[0]) - 1
    return index >= 0 and mention.end <= spans[index][1]


def _continues(text: str, before: Mention, mention: Mention) -> bool:
    """Tell whether two mentions are parts of one person's name, and not the same part said twice (*Anne, Anne !*)."""
    if mention.kind != "person" or before.kind != "person" or mention.identity != before.identity:
        return False
    between = text[before.end : mention.start]
    if between not in ("", " ", "-", "\u00a0"):
        return False
    return folded(text[before.start : before.end]) != folded(text[mention.start : mention.end])
