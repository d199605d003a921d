"""Speakers that no label tells: a dash or another sign before each turn, bold questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tasks.ingestion.folding import fold
from tasks.ingestion.headings import is_numbered_heading
from tasks.ingestion.markers import Marker
from tasks.ingestion.vocabulary import (
    EVENTS,
    INTERVIEWER_LETTERS,
    INTERVIEWER_WORDS,
    NEVER_LABELS,
    base_label,
    role_base,
)
from tasks.records import Line

FIRST_DASH, SECOND_DASH = "– 1", "– 2"
"""Labels of the two who alternate where all turns bear the same sign."""
BOLD, PLAIN = "gras", "maigre"
"""Labels where questions are bold and nothing else marks them."""
UNSIGNED = "sans signe"
"""Label of who answers, where only questions bear a sign."""

_DASHES = "-–—−"
_SIGN = re.compile(r"(?P<sign>[-–—−](?=\s|[^\W\d_a-z]|[«\"“(\[])|[*•●▪◦·+=~→>]{1,2})\s*(?=[^\s\-–—*=+~])")
_NUMBERED = re.compile(r"\s*\d{1,2}\s*[-–.):]")
_MIN_SIGNED = 2
_MIN_CHANGES = 0.8
"""Least share of neighbouring turns with different dashes, for each kind of dash to be a speaker: programs change some
hyphens into dashes by themselves."""
_MIN_ASKING = 0.75
_MIN_LABELLED = 0.1
_HEAD = re.compile(r"[^:\n«»]{1,90}:(?=\s|$)|\[[^\[\]\n]{1,60}\]")


def find_signs(lines: Sequence[Line], labelled: Sequence[Marker | None]) -> list[Marker | None]:
    """Read turns that only a sign opens; empty where the document has no such thing.

    One sign: two speakers in alternation, or, where signed lines ask and each is followed by lines without, the one who
    asks. Two signs: one speaker each. A sign beside a single label: the other speaker.

    Args:
        lines: the document's.
        labelled: marks of a single label found, if any.
    """
    signs = [None if mark else _SIGN.match(line.text) for line, mark in zip(lines, labelled, strict=True)]
    written = [_sign(sign) for sign in signs if sign]
    labels = sum(mark is not None for mark in labelled)
    if len(written) < _MIN_SIGNED or 2 * (len(written) + labels) < len(lines) - _unsigned_answers(lines, signs):
        return []
    if labels:
        return _beside_label(signs, labelled) if labels > 1 and len(_speaking_signs(written)) == 1 else []
    speaking = _speaking_signs(written)
    if len(speaking) > 1:
        return [
            Marker(_sign(sign), "dash", 0, sign.end()) if sign and _sign(sign) in speaking else None for sign in signs
        ]
    if _unsigned_answers(lines, signs):
        unsigned = [line.text for line, sign in zip(lines, signs, strict=True) if not sign]
        return [] if _bear_labels(unsigned) else _asking_signs(signs)
    return _alternation(signs)


def find_bold_questions(lines: Sequence[Line]) -> list[Marker | None]:
    """Read bold lines as questions, if half of them at least ask or bear a number; a bold title is left before them."""
    bold = [line.bold and not is_numbered_heading(line.text) for line in lines]
    asks = ["?" in line.text or _NUMBERED.match(line.text) is not None for line in lines]
    asking = sum(is_bold and ask for is_bold, ask in zip(bold, asks, strict=True))
    if not asking or all(bold) or 2 * asking < sum(bold):
        return []
    first = next(place for place, is_bold in enumerate(bold) if is_bold and asks[place])
    chosen: list[Marker | None] = [None] * first
    before: bool | None = None
    for line, is_bold in zip(lines[first:], bold[first:], strict=True):
        if line.bold and not is_bold:
            chosen.append(None)
            continue
        chosen.append(Marker(BOLD if is_bold else PLAIN, "bold", 0, 0) if is_bold is not before else None)
        before = is_bold
    return chosen


def find_unsigned_speakers(lines: Sequence[Line], labelled: Sequence[Marker | None]) -> list[Marker | None]:
    """Read the lines without a mark beside those of a single label; empty where they are not the other speaker's.

    What follows the questions of one who asks is the answers; the questions before each of the turns of one who answers
    are the other's.
    """
    marked = [place for place, mark in enumerate(labelled) if mark]
    labels = [mark.label for mark in labelled if mark]
    if len(labels) < _MIN_SIGNED or len({mark.key for mark in labelled if mark}) != 1:
        return []
    if _asks(labels[0]):
        asking = [place for place in marked if "?" in lines[place].text]
        found = [place + 1 for place in marked if place + 1 < len(lines) and not labelled[place + 1]]
    else:
        found = [place - 1 for place in marked if place and not labelled[place - 1] and "?" in lines[place - 1].text]
        asking = found
    if min(len(asking), len(found)) < _MIN_ASKING * len(marked):
        return []
    opened = set(found)
    if _bear_labels([lines[place].text for place in found]):
        return []
    unsigned = Marker(UNSIGNED, "dash", 0, 0)
    return [unsigned if place in opened else mark for place, mark in enumerate(labelled)]


def _bear_labels(texts: Sequence[str]) -> bool:
    """Say whether lines open with what looks like a label and comes back: these have a speaker, who was not read."""
    heads = Counter(fold(head[0]) for text in texts if (head := _HEAD.match(text)))
    seen = [count for head, count in heads.items() if head and head not in NEVER_LABELS | EVENTS]
    return max(seen, default=0) >= max(_MIN_SIGNED, _MIN_LABELLED * len(texts))


def _asks(label: str) -> bool:
    return role_base(label) in INTERVIEWER_WORDS or base_label(label) in INTERVIEWER_LETTERS


def _sign(match: re.Match[str]) -> str:
    return match["sign"].replace("−", "-")


def _speaking_signs(written: Sequence[str]) -> frozenset[str]:
    """Give the signs that each stand for a speaker: of several kinds, or dashes that change from turn to turn."""
    counts = Counter(written)
    often = {sign for sign, count in counts.items() if count >= _MIN_SIGNED}
    kinds = {"-" if sign in _DASHES else sign for sign in often}
    kept = [sign for sign in written if sign in often]
    changes = sum(before != after for before, after in pairwise(kept))
    if len(often) > 1 and (len(kinds) == len(often) or changes >= _MIN_CHANGES * (len(kept) - 1)):
        return frozenset(often)
    return frozenset(counts.most_common(1)[0][:1])


def _unsigned_answers(lines: Sequence[Line], signs: Sequence[re.Match[str] | None]) -> int:
    """Count the lines without a sign, where they answer signed questions; else 0."""
    signed = [place for place, sign in enumerate(signs) if sign]
    if len(signed) < _MIN_SIGNED or any(after - before == 1 for before, after in pairwise(signed)):
        return 0
    asking = sum("?" in lines[place].text for place in signed)
    return len(lines) - len(signed) if asking >= _MIN_ASKING * len(signed) else 0


def _beside_label(signs: Sequence[re.Match[str] | None], labelled: Sequence[Marker | None]) -> list[Marker | None]:
    return [
        mark or (Marker(_sign(sign), "dash", 0, sign.end()) if sign else None)
        for sign, mark in zip(signs, labelled, strict=True)
    ]


def _asking_signs(signs: Sequence[re.Match[str] | None]) -> list[Marker | None]:
    chosen: list[Marker | None] = []
    opened = False
    for sign in signs:
        if sign:
            chosen.append(Marker(_sign(sign), "dash", 0, sign.end()))
        else:
            chosen.append(Marker(UNSIGNED, "dash", 0, 0) if opened else None)
        opened = sign is not None
    return chosen


def _alternation(signs: Sequence[re.Match[str] | None]) -> list[Marker | None]:
    chosen: list[Marker | None] = []
    label = SECOND_DASH
    for sign in signs:
        if sign is None:
            chosen.append(None)
            continue
        label = FIRST_DASH if label == SECOND_DASH else SECOND_DASH
        chosen.append(Marker(label, "dash", 0, sign.end()))
    return chosen
