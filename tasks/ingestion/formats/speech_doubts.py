"""Where a speech recogniser probably heard what nobody said: for listening again, never for leaving out.

The thresholds are those by which Whisper itself decodes a passage again: compression ratio 2.4, mean log probability
-1, probability of no speech 0.6 (Radford and others, *Robust speech recognition via large-scale weak supervision*,
2023, §4.5).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from tasks.ingestion.folding import count_words, fold
from tasks.ingestion.formats.recognised_words import seconds_of
from tasks.records import Aside

MAX_COMPRESSION_RATIO = 2.4
MIN_LOG_PROBABILITY = -1.0
MAX_NO_SPEECH = 0.6
LOOP_SEGMENTS = 3
"""Segments in a row with the same words, from which on a loop is told."""
LOOP_WORDS = 3
"""Shorter segments (*oui oui*) come back in talk."""

_CREDITS = ("sous titres realises", "sous titrage", "amara org", "merci d avoir regarde", "soustitreur com")
"""What Whisper writes over silence in French: it learned from subtitled films."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """What of a segment is looked at."""

    text: str
    number: int
    start_s: float | None


def doubts(segments: Sequence[Recognised], entries: Sequence[object]) -> Iterator[Aside]:
    """Tell the segments to listen to again, with the reason; ``entries`` are the same segments as the file has them."""
    folded = [fold(segment.text) for segment in segments]
    looping = _looping(segments, folded)
    for segment, words, entry in zip(segments, folded, entries, strict=True):
        measures = entry if isinstance(entry, dict) else {}
        reasons = list(_reasons(segment, words, measures)) if segment.text else []
        if segment.number in looping:
            reasons.append("paroles répétées en boucle")
        if reasons:
            reason = ", ".join(dict.fromkeys(reasons))
            yield Aside("annotation", f"Segment {segment.number}{_at(segment)} à réécouter : {reason}", segment.number)


def _at(segment: Recognised) -> str:
    if segment.start_s is None:
        return ""
    minutes, seconds = divmod(int(segment.start_s), 60)
    return f" ({minutes // 60}:{minutes % 60:02}:{seconds:02})"


def _reasons(segment: Recognised, folded: str, measures: Mapping[str, object]) -> Iterator[str]:
    silence = seconds_of(measures.get("no_speech_prob"))
    probability = _number(measures.get("avg_logprob"))
    ratio = seconds_of(measures.get("compression_ratio"))
    if silence is not None and silence > MAX_NO_SPEECH:
        yield "silence probable"
    if probability is not None and probability < MIN_LOG_PROBABILITY:
        yield "reconnaissance incertaine"
    if (compression_ratio(segment.text) if ratio is None else ratio) > MAX_COMPRESSION_RATIO:
        yield "paroles répétées en boucle"
    if any(credit in folded for credit in _CREDITS):
        yield "formule de sous-titrage"


def compression_ratio(text: str) -> float:
    """Whisper's measure of repetition: bytes of the text by bytes of its compressed form."""
    written = text.encode("utf-8", "replace")
    return len(written) / len(zlib.compress(written))


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


def _looping(segments: Sequence[Recognised], folded: Sequence[str]) -> frozenset[int]:
    """Number the segments that say the same as those beside them, three times or more."""
    looping: set[int] = set()
    for _, run in groupby(zip(folded, segments, strict=True), key=lambda told: told[0]):
        same = [segment for _, segment in run]
        if len(same) >= LOOP_SEGMENTS and count_words(same[0].text) >= LOOP_WORDS:
            looping.update(segment.number for segment in same)
    return frozenset(looping)
