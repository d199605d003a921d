"""A conversation as speech recognisers write it in JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from tests.ingestion.conversations import Said

SEGMENT_WORDS = 4
"""Recognisers cut where they like, here after as many words."""


def whisperx(conversation: Sequence[Said]) -> bytes:
    """Write as WhisperX does: segments with words, each with its speaker."""
    segments: list[dict[str, Any]] = []
    for speaker, words, start in _pieces(conversation):
        timed = [
            {"word": word, "start": start + place / 4, "end": start + place / 4 + 0.2, "score": 0.9, "speaker": speaker}
            for place, word in enumerate(words)
        ]
        segments.append(
            {"start": start, "end": start + 1, "text": f" {' '.join(words)}", "words": timed, "speaker": speaker}
        )
    every_word = [word for segment in segments for word in segment["words"]]
    return json.dumps({"segments": segments, "word_segments": every_word, "language": "fr"}).encode()


def whisperx_in_one_segment(conversation: Sequence[Said]) -> bytes:
    """Write as WhisperX does where it heard no pause at all: the speaker changes within the only segment."""
    words = [
        {"word": word, "start": start, "end": start + 0.2, "speaker": speaker}
        for speaker, piece, start in _pieces(conversation)
        for word in piece
    ]
    text = " ".join(str(word["word"]) for word in words)
    segment = {"start": 0.0, "end": 9.0, "text": text, "speaker": words[0]["speaker"], "words": words}
    return json.dumps({"segments": [segment]}, ensure_ascii=False).encode()


def whisper_cpp(conversation: Sequence[Said]) -> bytes:
    """Write as whisper.cpp does (``-oj``), with a speaker beside each segment."""
    transcription = [
        {
            "timestamps": {"from": _clock(start), "to": _clock(start + 1)},
            "offsets": {"from": int(start * 1000), "to": int(start * 1000) + 1000},
            "text": f" {' '.join(words)}",
            "speaker": speaker,
        }
        for speaker, words, start in _pieces(conversation)
    ]
    value = {"systeminfo": "AVX = 1", "result": {"language": "fr"}, "transcription": transcription}
    return json.dumps(value, ensure_ascii=False, indent="\t").encode()


def insanely_fast(conversation: Sequence[Said]) -> bytes:
    """Write as insanely-fast-whisper does: chunks, and the same with speakers beside them."""
    pieces = list(_pieces(conversation))
    chunks = [{"timestamp": [start, start + 1], "text": f" {' '.join(words)}"} for _, words, start in pieces]
    speakers = [dict(chunk, speaker=speaker) for chunk, (speaker, _, _) in zip(chunks, pieces, strict=True)]
    return json.dumps({"speakers": speakers, "chunks": chunks, "text": "tout"}).encode()


def _pieces(conversation: Sequence[Said]) -> Iterator[tuple[str, list[str], float]]:
    """Give speaker, words and seconds of every segment."""
    start = 0.0
    for speaker, said in conversation:
        words = said.split()
        for place in range(0, len(words), SEGMENT_WORDS):
            yield speaker, words[place : place + SEGMENT_WORDS], start
            start += 1.5


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02},{int(seconds * 1000) % 1000:03}"
