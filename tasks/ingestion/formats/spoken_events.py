"""Events that a format writes as elements (laughter, noise, words not heard), as text in round brackets in French."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.ingestion.events import find_events
from tasks.ingestion.folding import fold
from tasks.ingestion.formats.xml_trees import squeeze

MAX_EVENT_CHARACTERS = 60
"""Longer descriptions stand beside the talk, a short one in it."""

SILENCE, PAUSE, INAUDIBLE = "(silence)", "(pause)", "(inaudible)"

_SILENT = "_ # ## ### + % sil <sil> %sil sp <sp> <p> <p:> p: _p: - -- ... … [] () <> * <silence>"
SILENT_SIGNS = frozenset(_SILENT.split())
"""What programs and people write in place of words where nothing is said, in lower case."""

_FRENCH = {
    **dict.fromkeys(("laugh", "laughs", "laughing", "laughter", "laughing voice"), "rires"),
    **dict.fromkeys(("pi", "nontrans", "unintelligible", "xxx", "unclear", "incomprehensible"), "inaudible"),
    **dict.fromkeys(("r", "breath", "breathing", "breathes"), "bruit de respiration"),
    **dict.fromkeys(("tx", "cough", "coughs", "coughing"), "toux"),
    **dict.fromkeys(("sigh", "sighs"), "soupir"),
    **dict.fromkeys(("b", "noise", "noises"), "bruit"),
    **dict.fromkeys(("n", "sniff", "sniffs"), "reniflement"),
    **dict.fromkeys(("pf", "shh"), "souffle"),
    "i": "bruit d’inspiration",
    "e": "bruit d’expiration",
    "bb": "bruit de bouche",
    "bg": "bruit de gorge",
    "sif": "sifflement",
    "ch": "chuchotement",
    "conv": "bruit de conversations",
    "pap": "bruit de papiers",
    "mic": "bruit de micro",
    "applause": "applaudissements",
    "music": "musique",
    "crying": "pleurs",
}
"""Transcriber's codes, and English words that converters write, folded."""
_EXTENTS = {"begin": ", début", "end": ", fin"}
_BRACKETS = str.maketrans(dict.fromkeys("()[]{}<>\n", " "))
_NUMBER = re.compile(r"\d{1,3}[.,]\d{1,3}")
_MEASURE_S = 0.0011
"""What rounding to milliseconds leaves between a written duration and the difference of two times."""

NOT_HEARD_TYPES = frozenset({"language", "lexical", "pronounce", "pronunciation", "entities", "entity"})
"""Types of Transcriber's events that tell something of words said, and are no event of the recording."""


@dataclass(frozen=True, slots=True)
class SpokenEvent:
    """An event as it is shown: what stands in the talk, and what is told beside it."""

    said: str
    """Text in round brackets, or empty."""
    beside: str = ""


def describe_event(desc: str, *, kind: str = "noise", extent: str = "", noun: str = "bruit") -> SpokenEvent:
    """Show an event as the transcriber described it, so that it is taken for one wherever words are counted.

    A description that no list knows gets ``noun`` before it (*(bruit : quelque chose cogne)*).

    Args:
        desc: the transcriber's description or code; with none, ``noun`` stands alone.
        kind: what sort of event the format says it is; those of ``NOT_HEARD_TYPES`` are told beside the talk.
        extent: ``begin`` and ``end`` of something that goes on while words are said; others stand at their place.
        noun: what to call it: *bruit*, *geste*.
    """
    plain = squeeze(desc.translate(_BRACKETS))
    described = _FRENCH.get(fold(plain), plain)
    if kind in NOT_HEARD_TYPES and described != "inaudible":
        return SpokenEvent("", "" if extent == "end" else plain)
    if kind in NOT_HEARD_TYPES and extent not in ("", "instantaneous"):  # the words it is about are there
        return SpokenEvent("", "" if extent == "end" else described)
    tail = _EXTENTS.get(extent, "")
    for shown in (f"({described}{tail})", f"({noun} : {described}{tail})"):
        if described and len(shown) <= MAX_EVENT_CHARACTERS and _is_event(shown):
            return SpokenEvent(shown)
    return SpokenEvent(f"({noun}{tail})", described)


def _is_event(shown: str) -> bool:
    return any((event.start, event.end) == (0, len(shown)) for event in find_events(shown))


def measured_silence(text: str, start_s: float | None, end_s: float | None) -> str:
    """Show as a silence what is nothing but its own duration in seconds (*0.643*); any other text stays as it is."""
    if start_s is None or end_s is None or not _NUMBER.fullmatch(text):
        return text
    told = float(text.replace(",", "."))
    return f"(silence {text})" if abs(told - (end_s - start_s)) < _MEASURE_S else text
