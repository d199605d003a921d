"""A conversation typed as plain text, one paragraph a turn."""

from __future__ import annotations

from collections.abc import Iterable

from tests.ingestion.conversations import Said


def write(
    conversation: Iterable[Said], *, encoding: str = "utf-8", line_end: str = "\n", between: int = 0, colon: str = " : "
) -> bytes:
    """Write ``Nom : paroles``, with ``between`` blank lines between turns."""
    ends = line_end * (1 + between)
    return (ends.join(f"{speaker}{colon}{said}" for speaker, said in conversation) + line_end).encode(encoding)
