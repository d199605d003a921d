"""Talk in the spelling of CHAT within other formats: converters (teicorpo, CLAN) copy its main lines as they stand.

In CHAT a space stands before the sign that ends an utterance (``oui .``, ``la +...``): nobody types a full stop so, and
where nearly all stand so, the codes are those of CHAT.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from tasks.ingestion.formats.chat_words import read_utterance
from tasks.records import Aside, Document, Line

MIN_STOPS = 3
"""Fewer full stops say nothing of who set them."""
MOSTLY = 0.9

_STOP = re.compile(r"(?:[^\s.]|(?P<apart>^|\s))(?:\.|\+\.\.\.|\+//?\.)$")


def is_in_chat(texts: Iterable[str]) -> bool:
    """Say whether utterances end as those of CHAT do: nearly all with their full stop apart."""
    stops = [found for text in texts if (found := _STOP.search(text)) is not None]
    apart = sum(found["apart"] is not None for found in stops)
    return apart >= MIN_STOPS and apart >= MOSTLY * len(stops)


def resolve_chat(document: Document, *, known: bool = False) -> Document:
    """Read the codes of CHAT in the lines of a document that is spelled so; any other document stays as it is.

    Args:
        document: a document as its format has it.
        known: whether the file itself says that its talk is CHAT.
    """
    if not (known or is_in_chat(line.text for line in document.lines)):
        return document
    asides: list[Aside] = []
    lines = tuple(_read_lines(document.lines, asides))
    if not lines:
        return document
    ordered = tuple(sorted((*document.asides, *asides), key=lambda aside: aside.number))
    return replace(document, lines=lines, asides=ordered)


def _read_lines(written: Sequence[Line], asides: list[Aside]) -> Iterator[Line]:
    for line in written:
        utterance = read_utterance(line.text)
        if utterance.text:
            yield replace(line, text=utterance.text)
        for code, words in utterance.others:
            if words.strip():
                yield replace(line, text=words.strip(), speaker=code.strip())
        asides.extend(Aside(note.kind, note.text, line.number) for note in utterance.notes)
