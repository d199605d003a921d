"""IRaMuTeQ corpora as people type them: starred lines, speakers typed before their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tests.ingestion.conversations import Said


def write(texts: Mapping[str, Sequence[Said]], *, old: bool = False, theme: str = "") -> bytes:
    """Write texts by header, each with its conversation; ``old`` for the numbered form."""
    out: list[str] = []
    for place, (header, conversation) in enumerate(texts.items(), start=1):
        out.append(f"{place:04d} {header}" if old else f"**** {header}")
        out += [f"-*{theme}"] if theme else []
        out += [f"{speaker} : {said}" for speaker, said in conversation]
        out.append("")
    return "\n".join(out).encode()
