"""Writes conversations as ELAN 6 does (.eaf), set up as laboratories set it up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from tests.ingestion.conversations import Said

Layout = Literal["participants", "names", "transcriptions", "references", "words", "phrases_and_words"]
LAYOUTS: tuple[Layout, ...] = (
    "participants",
    "names",
    "transcriptions",
    "references",
    "words",
    "phrases_and_words",
)
MILLISECONDS = 2000
"""How long each turn is."""

_HEAD = """<?xml version="1.0" encoding="{encoding}"?>
<ANNOTATION_DOCUMENT AUTHOR="" DATE="2024-03-12T10:00:00+01:00" FORMAT="3.0" VERSION="3.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:noNamespaceSchemaLocation="http://www.mpi.nl/tools/elan/EAFv3.0.xsd">
<HEADER MEDIA_FILE="" TIME_UNITS="milliseconds"><PROPERTY NAME="lastUsedAnnotationId">99</PROPERTY></HEADER>
"""
_TAIL = """<LINGUISTIC_TYPE GRAPHIC_REFERENCES="false" LINGUISTIC_TYPE_ID="default-lt" TIME_ALIGNABLE="true"/>
<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Association" LINGUISTIC_TYPE_ID="assoc" TIME_ALIGNABLE="false"/>
<LINGUISTIC_TYPE CONSTRAINTS="Symbolic_Subdivision" LINGUISTIC_TYPE_ID="subdiv" TIME_ALIGNABLE="false"/>
</ANNOTATION_DOCUMENT>
"""


def write(conversation: Sequence[Said], *, layout: Layout = "participants", encoding: str = "UTF-8") -> bytes:
    """Write a conversation with the tiers that ``layout`` names; tiers are speaker by speaker, as ELAN has them.

    ``references``: numbers on top and the talk in a child tier; ``words``: empty annotations on top and a word each
    below; ``phrases_and_words``: the talk on top and its words again below.
    """
    speakers = list(dict.fromkeys(who for who, _ in conversation))
    slots = "".join(
        f'<TIME_SLOT TIME_SLOT_ID="ts{place}" TIME_VALUE="{_milliseconds(place)}"/>\n'
        for place in range(2 * len(conversation))
    )
    tiers = "".join(
        tier
        for number, speaker in enumerate(speakers, 1)
        for tier in _tiers(
            speaker, number, [(at, said) for at, (who, said) in enumerate(conversation) if who == speaker], layout
        )
    )
    text = f"{_HEAD.format(encoding=encoding)}<TIME_ORDER>\n{slots}</TIME_ORDER>\n{tiers}{_TAIL}"
    return text.encode(encoding, "xmlcharrefreplace")


def _milliseconds(slot: int) -> int:
    """Two slots a turn: its start, and its end just before the next."""
    return slot // 2 * MILLISECONDS + slot % 2 * (MILLISECONDS - 1)


def _tiers(speaker: str, number: int, said: Sequence[tuple[int, str]], layout: Layout) -> Iterator[str]:
    named = f" PARTICIPANT={quoteattr(speaker)}"
    if layout == "participants":
        yield tier(f"L{number}", _aligned(said), attributes=named)
    elif layout == "names":
        yield tier(speaker, _aligned(said))
    elif layout == "transcriptions":
        yield tier(f"{speaker}_transcription", _aligned(said))
    elif layout == "references":
        yield tier(f"ref@SP{number}", _aligned([(at, f"E1.{at:03}") for at, _ in said]), attributes=named)
        yield tier(f"tx@SP{number}", _referring(said), kind="assoc", parent=f"ref@SP{number}", attributes=named)
    else:
        above = said if layout == "phrases_and_words" else [(at, "") for at, _ in said]
        yield tier(f"L{number}", _aligned(above), attributes=named)
        yield tier(f"mots-L{number}", _words(said), kind="subdiv", parent=f"L{number}", attributes=named)


def tier(name: str, annotations: str, *, kind: str = "default-lt", parent: str = "", attributes: str = "") -> str:
    """One tier, its annotations already written."""
    above = f" PARENT_REF={quoteattr(parent)}" if parent else ""
    return f'<TIER LINGUISTIC_TYPE_REF="{kind}"{above}{attributes} TIER_ID={quoteattr(name)}>\n{annotations}</TIER>\n'


def _aligned(said: Sequence[tuple[int, str]]) -> str:
    return "".join(
        f'<ANNOTATION>\n<ALIGNABLE_ANNOTATION ANNOTATION_ID="a{at}"'
        f' TIME_SLOT_REF1="ts{2 * at}" TIME_SLOT_REF2="ts{2 * at + 1}">\n'
        f"<ANNOTATION_VALUE>{escape(text)}</ANNOTATION_VALUE>\n</ALIGNABLE_ANNOTATION>\n</ANNOTATION>\n"
        for at, text in said
    )


def _referring(said: Sequence[tuple[int, str]]) -> str:
    return "".join(_reference(f"b{at}", at, text) for at, text in said)


def _words(said: Sequence[tuple[int, str]]) -> str:
    return "".join(
        _reference(f"w{at}_{place}", at, word, f"w{at}_{place - 1}" if place else "")
        for at, text in said
        for place, word in enumerate(text.split())
    )


def _reference(key: str, at: int, text: str, previous: str = "") -> str:
    after = f' PREVIOUS_ANNOTATION="{previous}"' if previous else ""
    return (
        f'<ANNOTATION>\n<REF_ANNOTATION ANNOTATION_ID="{key}" ANNOTATION_REF="a{at}"{after}>\n'
        f"<ANNOTATION_VALUE>{escape(text)}</ANNOTATION_VALUE>\n</REF_ANNOTATION>\n</ANNOTATION>\n"
    )
