"""What the elements of TEI are for, to one who reads the talk, and what single ones say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from lxml import etree

from tasks.ingestion.formats.spoken_events import INAUDIBLE, PAUSE, SILENCE
from tasks.ingestion.formats.tei_times import seconds_of
from tasks.ingestion.formats.xml_trees import attribute, children, descendants, local_name, squeeze, text_of

UTTERANCES = frozenset({"sp", "u", "annotationBlock", "annotationBloc", "annotatedU"})
"""Elements that say who speaks; the second and third hold a ``u`` and its annotations."""
BLOCKS = frozenset({"p", "ab", "l", "item", "cell", "lg", "div", "list", "table", "row", "body"})
"""Elements that end a line."""
SILENT = frozenset(
    [
        *["teiHeader", "timeline", "listPerson", "particDesc", "castList", "fs", "f", "fLib", "ana", "interp"],
        *["interpGrp", "figure", "media", "anchor", "shift", "milestone", "gb", "facsimile", "sourceDoc", "ptr"],
    ]
)
"""Elements that hold nothing said and nothing to tell."""
AsideKind = Literal["note", "heading", "header", "annotation", "comment"]
ASIDES: Mapping[str, AsideKind] = {
    "note": "note",
    "head": "heading",
    "trailer": "heading",
    "titlePage": "heading",
    "fw": "header",
    "span": "annotation",
    "desc": "annotation",
    "writing": "annotation",
    "opener": "annotation",
    "closer": "annotation",
}
EVENTS = frozenset({"vocal", "incident", "kinesic", "event", "stage"})
NOUNS = {"kinesic": "geste", "stage": "geste"}
STRETCHES = frozenset({"seg", "s"})
BREAKS = frozenset({"lb", "pb", "cb"})
ALTERNATIVES = {"choice": ("orig", "sic", "unclear", "expan"), "subst": ("add",), "app": ("lem", "rdg")}
"""Elements that hold one passage several times, and which of them is read, the best first."""
EXTENTS = frozenset({"begin", "end", "previous", "next", "instantaneous"})
_MASKED = re.compile(r"anon|\bname|\bnoms?\b|\bperson|confiden|privacy|masqu", re.IGNORECASE)
_SHORT = frozenset({"short", "micro", "court", "courte", "(.)", "."})
POINTER = re.compile(r"#\S+")
NAME_END = " :.,;–—-"


def holders(text: etree._Element) -> set[etree._Element]:
    """Utterances and all that holds one."""
    found: set[etree._Element] = set()
    for utterance in descendants(text, *UTTERANCES):
        found.add(utterance)
        for above in utterance.iterancestors():
            if above in found:
                break
            found.add(above)
    return found


def heading_part(child: etree._Element) -> str:
    """Text of a part of a heading, and what follows it; notes are told apart."""
    return f"{'' if local_name(child) == 'note' else text_of(child)} {child.tail or ''}"


def follows_a_stretch(element: etree._Element) -> bool:
    """Whether nothing stands between a stretch of speech and the one before it."""
    before = element.getprevious()
    return before is not None and local_name(before) in STRETCHES | {"anchor"} and not (before.tail or "").strip()


def token_text(token: etree._Element) -> str:
    """Word of a token: its text, annotations within it left out."""
    parts = [token.text or ""]
    for child in token:
        if local_name(child) not in SILENT | {"note"}:
            parts.append(text_of(child))
        parts.append(child.tail or "")
    return squeeze("".join(parts))


def description(event: etree._Element) -> str:
    """The transcriber's words for an event: its ``desc``, its text, or what its attributes say."""
    described = [part for part in children(event, "desc") if attribute(part, "type") != "extent"]
    text = text_of(described[0]) if described else attribute(event, "desc") or text_of(event)
    kinds = (attribute(event, "subtype"), attribute(event, "type"))
    return text or next((kind for kind in kinds if kind and kind.lower() not in EXTENTS | {"event", "noise"}), "")


def silence_text(pause: etree._Element) -> str:
    """What a ``pause`` shows: its seconds where it tells them, else whether it is short."""
    seconds = seconds_of(attribute(pause, "dur", "duration"), attribute(pause, "unit") or "s")
    if seconds:
        return f"(silence {seconds:g} s)".replace(".", ",")
    return PAUSE if attribute(pause, "type", "length").casefold() in _SHORT else SILENCE


def gap_text(gap: etree._Element) -> str:
    """What stands in the place of words that are not written."""
    reason = " ".join((attribute(gap, "reason"), *(text_of(part) for part in children(gap, "desc"))))
    return "[Anonymisé]" if _MASKED.search(reason) else INAUDIBLE
