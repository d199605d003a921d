"""A conversation as Sonal writes it: with tags in a text, and as a page of Sonal π."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from tests.ingestion.conversations import Said


def tagged(conversation: Sequence[Said], *, interviewer: str) -> bytes:
    """Write a text with a tag before every turn, a time after it, and a point of synchronisation within."""
    lines = []
    for place, (speaker, said) in enumerate(conversation):
        first, _, rest = said.partition(" ")
        tag = f"[> {speaker}?]" if speaker == interviewer else f"[>{speaker}]"
        lines.append(f"{tag} [00:{place:02}:00] {first} [{place * 60},5] {rest}")
    return "\r\n\r\n".join(lines).encode("cp1252", "replace")


def page(conversation: Sequence[Said], *, interviewer: str) -> bytes:
    """Write a page of Sonal π: segments of a few words, the name on the first of a turn."""
    names = ["", *dict.fromkeys(speaker for speaker, _ in conversation)]
    shown = [f"{name}?" if name == interviewer else name for name in names]
    segments: list[str] = []
    for turn, (speaker, said) in enumerate(conversation):
        words = said.split()
        for place in range(0, len(words), 5):
            head = f' ligloc" data-nomloc="{html.escape(shown[names.index(speaker)])}"' if not place else '"'
            segments.append(
                f'<span class="lblseg sautlig{head} data-deb="{turn}.5" data-fin="{turn}.9" '
                f'data-loc="{names.index(speaker)}" tabindex="1" data-rksg="{len(segments)}">'
                f'<span class="" data-rk="1" data-sg="0">{html.escape(" ".join(words[place : place + 5]))} '
                "</span></span>"
            )
    return (
        '\n<!DOCTYPE html>\n<html lang="en">\n<head>\n  <meta charset="UTF-8">\n<title>Fichier Whispurge</title>\n'
        "<style>.cat_001 { color: red }</style></head>\n<body>\n"
        f'<script id="loc-json" type="application/json">\n        {{\n {json.dumps(shown)}\n }}\n</script>\n'
        '<div style="margin: 40px;"><H2>Notes</H2><div id="txtnotes">relu</div></div>\n'
        f'<div id="contenuText">\n{"".join(segments)}\n</div></body>\n</html>'
    ).encode()
