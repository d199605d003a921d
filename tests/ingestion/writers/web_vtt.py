"""A conversation as programs of video calls write it in WebVTT."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from tests.ingestion.conversations import Said

CUE_WORDS = 6


def teams(conversation: Sequence[Said]) -> bytes:
    """Write as Teams does: a voice tag in every cue, its end missing now and then, the text over two lines."""
    blocks = ["WEBVTT"]
    for number, (speaker, words, _) in enumerate(cue_words(conversation)):
        said = html.escape(" ".join(words[:3]) + ("\n" + " ".join(words[3:]) if words[3:] else ""), quote=False)
        end = "</v>" if number % 3 else ""
        blocks.append(f"9c3b1e0a-5f1c-4f0e-8c21/{number}-0\n{times(number)}\n<v {html.escape(speaker)}>{said}{end}")
    return "\r\n\r\n".join(blocks).replace("\n", "\r\n").replace("\r\r", "\r").encode()


def zoom(conversation: Sequence[Said]) -> bytes:
    """Write as Zoom does: a number, and ``Name:`` in the first cue of a turn only."""
    blocks = ["WEBVTT\n"]
    for number, (speaker, words, opens) in enumerate(cue_words(conversation), start=1):
        name = f"{speaker}: " if opens else ""
        blocks.append(f"{number}\n{times(number)}\n{name}{html.escape(' '.join(words), quote=False)}\n")
    return "\n".join(blocks).encode()


def webex(conversation: Sequence[Said]) -> bytes:
    """Write as Webex does: who speaks stands in the cue's identifier."""
    blocks = ["WEBVTT\n"]
    for number, (speaker, words, _) in enumerate(cue_words(conversation), start=1):
        said = html.escape(" ".join(words), quote=False)
        blocks.append(f'{number} "{speaker}" (31415926)\n{times(number)}\n{said}\n')
    return "\n".join(blocks).encode()


def cue_words(conversation: Sequence[Said]) -> Iterator[tuple[str, list[str], bool]]:
    """Give speaker and words of every cue, and whether it opens a turn."""
    for speaker, said in conversation:
        words = said.split()
        for place in range(0, len(words), CUE_WORDS):
            yield speaker, words[place : place + CUE_WORDS], not place


def times(number: int, sign: str = ".") -> str:
    """Times of a cue of two seconds."""
    start, end = number * 2, number * 2 + 2
    return " --> ".join(f"{t // 3600:02}:{t // 60 % 60:02}:{t % 60:02}{sign}{number % 1000:03}" for t in (start, end))
