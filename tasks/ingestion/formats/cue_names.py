"""Names that programs of video calls type at the head of cues: ``sylvie:``, ``iPhone de Nathalie:``, ``+33 6 …:``.

Most are read as any label typed before a colon. Here are read those that have not the look of one, where nearly every
cue bears a name and each of them comes back.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from tasks.ingestion.folding import fold
from tasks.ingestion.labels import is_label
from tasks.ingestion.vocabulary import CLAUSE_WORDS, EVENTS, NEVER_LABELS
from tasks.records import Line

_NAMED = re.compile(r"(?P<name>[\w+][^:\n\[\]{}<>«»\"]{0,79}?)\s?:\s+(?=\S)")
_TIME = re.compile(r"[\d.,'’h\s]{0,8}")
_MIN_SHARE = 0.6
_MAX_NAMES = 40


def with_typed_names(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines of cues with the speaker that is typed before a colon, where some such name looks like no label.

    A line keeps its text where the file names speakers by other means or most cues bear no name.
    """
    found = [None if line.speaker else _NAMED.match(line.text) for line in lines]
    cues = {line.number for line in lines}
    counts = Counter(match["name"] for match in found if match and _may_name(match["name"]))
    names = {name for name, count in counts.items() if count > 1}
    called = [match["name"] if match and (match["name"] in names or is_label(match["name"])) else "" for match in found]
    named = {line.number for line, name in zip(lines, called, strict=True) if name}
    odd = any(not is_label(name) for name in names)
    if not odd or len(names) > _MAX_NAMES or len(named) < _MIN_SHARE * len(cues) or any(line.speaker for line in lines):
        return tuple(lines)
    return tuple(
        replace(line, text=line.text[match.end() :], speaker=name) if match and name else line
        for line, match, name in zip(lines, found, called, strict=True)
    )


def _may_name(written: str) -> bool:
    """Say whether what stands before a colon may be anybody's name: no time, no event, no clause."""
    folded = fold(written)
    if _TIME.fullmatch(written) or folded in NEVER_LABELS | EVENTS or not any(map(str.isalnum, written)):
        return False
    signed = any(not (char.isalpha() or char in " '’-.") for char in written)
    return signed or not CLAUSE_WORDS & set(folded.split())
