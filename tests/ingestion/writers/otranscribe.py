"""A conversation as oTranscribe writes it: the editor's HTML in JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from tests.ingestion.conversations import Said


def otr(text: str, **more: object) -> bytes:
    """Write a file around the editor's HTML."""
    value = {"text": text, "media": "entretien.mp3", "media-source": "", "media-time": 12.5, **more}
    return json.dumps(value, ensure_ascii=False).encode()


def timestamp(seconds: float) -> str:
    """A time as the editor puts it, with the space behind it."""
    whole = int(seconds)
    clock = f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
    return f'<span class="timestamp" contenteditable="false" data-timestamp="{seconds}">{clock}</span>&nbsp;'


def paragraphs(conversation: Sequence[Said]) -> bytes:
    """Write a paragraph a turn, the name bold, after its time."""
    return otr(
        "".join(
            f"<p>{timestamp(7.25 * place)}<b>{html.escape(speaker)}&nbsp;:</b> {html.escape(said, quote=False)}<br></p>"
            for place, (speaker, said) in enumerate(conversation)
        )
    )


def line_breaks(conversation: Sequence[Said]) -> bytes:
    """Write as older versions do: no paragraphs, a blank line between turns, a time within the words."""
    return otr(
        "<br /><br />".join(
            f"{html.escape(speaker)} : {timestamp(place)}{html.escape(said)}"
            for place, (speaker, said) in enumerate(conversation)
        )
    )
