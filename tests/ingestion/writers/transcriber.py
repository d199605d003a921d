"""Writes conversations as Transcriber 1.5 does (.trs)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from tests.ingestion.conversations import Said

SECONDS = 2
"""How long each stretch of talk is."""


def write(
    conversation: Sequence[Said], *, encoding: str = "UTF-8", line_end: str = "\n", overlaps: bool = False
) -> bytes:
    """Write a ``Turn`` a turn, a ``Sync`` a sentence; with ``overlaps``, one for two turns, told apart by ``Who``."""
    ids = {speaker: f"spk{place}" for place, speaker in enumerate(dict.fromkeys(who for who, _ in conversation), 1)}
    size = 2 if overlaps else 1
    turns = [
        _turn(conversation[place : place + size], ids, place * SECONDS) for place in range(0, len(conversation), size)
    ]
    lines = [
        f'<?xml version="1.0" encoding="{encoding}"?>',
        '<!DOCTYPE Trans SYSTEM "trans-14.dtd">',
        '<Trans scribe="sd" audio_filename="e1" version="3" version_date="240312" xml:lang="fr">',
        "<Speakers>",
        *(
            f'<Speaker id="{key}" name={quoteattr(name)} check="no" dialect="native" accent="" scope="local"/>'
            for name, key in ids.items()
        ),
        "</Speakers>",
        "<Episode>",
        f'<Section type="report" startTime="0" endTime="{SECONDS * len(conversation)}">',
        *(line for turn in turns for line in turn),
        "</Section>",
        "</Episode>",
        "</Trans>",
        "",
    ]
    return line_end.join(lines).encode(encoding, "xmlcharrefreplace")


def _turn(said: Sequence[Said], ids: dict[str, str], start: int) -> list[str]:
    keys = list(dict.fromkeys(ids[who] for who, _ in said))
    lines = [f'<Turn speaker="{" ".join(keys)}" startTime="{start}" endTime="{start + SECONDS * len(said)}">']
    for place, (who, text) in enumerate(said):
        at = start + SECONDS * place
        for step, sentence in enumerate(_sentences(text)):
            lines.append(f'<Sync time="{at + step / 100:.3f}"/>')
            lines.extend([f'<Who nb="{keys.index(ids[who]) + 1}"/>'] if len(said) > 1 else [])
            lines.append(escape(sentence))
    return [*lines, "</Turn>"]


def _sentences(text: str) -> list[str]:
    words = text.split(" ")
    cut = [place for place, word in enumerate(words[:-1], 1) if word.endswith((".", "…"))]
    return [" ".join(words[start:end]) for start, end in zip([0, *cut], [*cut, len(words)], strict=True)]
