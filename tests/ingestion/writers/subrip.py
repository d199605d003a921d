"""A conversation as subtitle editors and speech recognisers write it in SubRip."""

from __future__ import annotations

from collections.abc import Sequence

from tests.ingestion.conversations import Said
from tests.ingestion.writers.web_vtt import cue_words, times


def named(conversation: Sequence[Said]) -> bytes:
    """Write ``Name : words`` in the first cue of a turn, and go on without."""
    blocks = [
        f"{number}\r\n{times(number, ',')}\r\n{f'{speaker} : ' if opens else ''}{' '.join(words)}\r\n"
        for number, (speaker, words, opens) in enumerate(cue_words(conversation), start=1)
    ]
    return "\r\n".join(blocks).encode()


def bracketed(conversation: Sequence[Said]) -> bytes:
    """Write as WhisperX does: ``[Name]: words`` in every cue, no blank line before the next number."""
    blocks = [
        f"{number}\n{times(number, ',')}\n[{speaker}]: {' '.join(words)}\n"
        for number, (speaker, words, _) in enumerate(cue_words(conversation), start=1)
    ]
    return "".join(blocks).encode()
