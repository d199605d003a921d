"""TEI that a converter (teicorpo) made of a file of Praat or ELAN: every tier a speaker, what refers to it in spans.

The tiers are put together again and told apart as those of the file itself would be: sounds, words and gestures are no
speakers, and the words may stand below a tier of references.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from lxml import etree

from tasks.ingestion.formats import elan, praat, text_grid
from tasks.ingestion.formats.elan_talk import find_talk
from tasks.ingestion.formats.elan_tiers import Annotation, Tier
from tasks.ingestion.formats.tei_people import People, pointers
from tasks.ingestion.formats.tei_talk import Talk
from tasks.ingestion.formats.tei_times import span_of
from tasks.ingestion.formats.xml_trees import attribute, children, descendants, line_of, squeeze
from tasks.ingestion.timestamps import NO_TIME
from tasks.records import Aside, Line

Origin = Literal["clan", "praat", "elan", ""]
Told = tuple[tuple[Line, ...], tuple[Aside, ...]]

_ORIGINS: Mapping[str, Origin] = {"clan": "clan", "praat": "praat", "elan": "elan"}
_SUBDIVISIONS = frozenset({"Symbolic_Subdivision", "Time_Subdivision"})
_BLOCKS = ("annotationBlock", "annotationBloc")


def origin_of(root: etree._Element) -> Origin:
    """Name the program whose transcript the header says this was, where its talk needs to be read as that one's."""
    said = (attribute(mark, "ident").casefold() for mark in descendants(root, "transcriptionDesc", "application"))
    return next((_ORIGINS[name] for name in said if name in _ORIGINS), "")


def read_tiers(
    root: etree._Element, text: etree._Element, points: Mapping[str, float], people: People
) -> tuple[Tier, ...]:
    """Put the tiers together: those that speak in the order of the header, each before what refers to it.

    None where any block has no single speaker or no times.
    """
    kinds = _kinds(root)
    spoken: dict[str, list[Annotation]] = {name: [] for name in people.names}
    below: dict[tuple[str, str], list[Annotation]] = {}
    for place, block in enumerate(descendants(text, *_BLOCKS)):
        who, span = pointers(attribute(block, "who")), span_of(block, points, NO_TIME)
        if span.start_s is None or span.end_s is None or len(who) != 1:
            return ()
        said = [line for utterance in Talk(block, points).utterances for line in utterance.lines]
        number = said[0][1] if said else line_of(block)
        words = " ".join(words for words, _ in said)
        whole = Annotation(f"b{place}", words, number, span.start_s, span.start_s, span.end_s)
        spoken.setdefault(who[0], []).append(whole)
        for name, above, annotation in _referring(block, who[0], whole):
            below.setdefault((name, above), []).append(annotation)
    tops = [Tier(name, people.names.get(name, ""), "", "", False, tuple(said)) for name, said in spoken.items() if said]
    under = [
        Tier(name, "", "", above, kinds.get(name) in _SUBDIVISIONS, tuple(said))
        for (name, above), said in below.items()
    ]
    return (*tops, *under)


def _kinds(root: etree._Element) -> dict[str, str]:
    """How each tier hangs on the one above, as the header's template tells."""
    told = [
        {attribute(field, "type"): squeeze(field.text or "") for field in children(entry, "note")}
        for template in descendants(root, "note")
        if attribute(template, "type") == "TEMPLATE_DESC"
        for entry in children(template, "note")
    ]
    return {entry["code"]: entry.get("type", "") for entry in told if "code" in entry}


def _referring(holder: etree._Element, above: str, within: Annotation) -> Iterator[tuple[str, str, Annotation]]:
    """Give (tier, tier above, annotation) of all spans below a block; the name of a tier tells whose it is."""
    for group in children(holder, "spanGrp"):
        name = attribute(group, "type")
        for place, span in enumerate(children(group, "span")):
            key = f"{within.key}.{name}{place}"
            told = Annotation(
                key, squeeze(span.text or ""), line_of(span), within.at_s, within.start_s, within.end_s, within.key
            )
            yield name, above, told
            yield from _referring(span, name, told)


def told_apart(origin: Origin, tiers: tuple[Tier, ...]) -> Told | None:
    """Lines and asides of these tiers, as a file of that program would give them; None where none holds talk."""
    if origin == "praat":
        return _as_praat(tiers)
    talks = find_talk(tiers) if origin == "elan" else ()
    return (elan.lines_of(talks), elan.asides_of(tiers, talks)) if talks else None


def _as_praat(tiers: tuple[Tier, ...]) -> Told | None:
    found = [
        text_grid.Tier(
            tier.participant or tier.name,
            False,
            tuple(
                text_grid.Label(said.text, said.start_s, said.end_s, said.number)
                for said in sorted(tier.annotations, key=lambda said: said.at_s)
                if said.text and said.start_s is not None
            ),
            min(said.number for said in tier.annotations),
        )
        for tier in tiers
    ]
    lines, asides = praat.tell_apart(found)
    return (lines, asides) if lines else None
