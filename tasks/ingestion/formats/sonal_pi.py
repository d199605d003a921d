"""Interviews of Sonal π (``.sonal``, also *Whispurge*): a page of HTML whose spans are the segments of a recording.

As its own source describes them: ``span.lblseg`` with ``data-deb`` and ``data-fin`` in seconds, ``data-loc`` the place
of the speaker in the list of ``script#loc-json``, ``data-nomloc`` the speaker's name where a turn opens; comments in
``data-obs``. Pseudonyms (``data-pseudo``) stand beside the words and not in their place: the words are read, and the
pseudonym is told.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.html_trees import parse_html, walk
from tasks.records import Aside, Line

_SEGMENT = re.compile(r"""\bclass\s{0,9}=\s{0,9}["'][^"'<>]{0,200}\blblseg\b""", re.IGNORECASE)
_NAMES = re.compile(r"\[.*\]", re.DOTALL)
_MAX_NAMES_CHARACTERS = 100_000
_COMMENTARY = frozenset({"commentaire", "commentaires"})
"""Names of the speaker under which Sonal π keeps what nobody says."""


def opens_as_sonal_pi(text: str) -> bool:
    """Say whether a text is a page of Sonal π."""
    return text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")) and _SEGMENT.search(text) is not None


def read_page(text: str) -> tuple[tuple[Line, ...], tuple[Aside, ...], frozenset[str]]:
    """Give the lines of a page by segment, from 1, its comments and pseudonyms, and the names of those who ask.

    Raises:
        TranscriptUnreadable: ``empty_file``, ``damaged_file``.
    """
    page = parse_html(text)
    segments = list(_segments(page))
    names = _names(page, [segment for segment, _ in segments])
    lines: list[Line] = []
    asides = list(_notes(page))
    number = 0
    for segment, said in segments:
        number += segment is not None
        speaker = "" if segment is None else _bare(names.get(segment.get("data-loc") or "", ""))
        if segment is not None:
            asides.extend(_annotations(segment, number))
        if said and speaker.casefold() in _COMMENTARY:
            asides.append(Aside("comment", said, number))
        elif said:
            start, end = (None, None) if segment is None else _times(segment)
            lines.append(Line(said, max(number, 1), speaker=speaker, start_s=start, end_s=end))
    if not lines:
        raise TranscriptUnreadable("empty_file")
    asking = frozenset(_bare(name) for name in names.values() if name.rstrip().endswith("?"))
    return tuple(lines), tuple(asides), asking & {line.speaker for line in lines}


def _segments(page: etree._Element) -> Iterator[tuple[etree._Element | None, str]]:
    """Give the segments in order, with their words on one line; words between them have no segment."""
    segment: etree._Element | None = None
    inside = 0
    words: list[str] = []
    for event, element, text in walk(page):
        opens = event == "start" and segment is None and "lblseg" in (element.get("class") or "").split()
        if opens:
            segment, words = element, []
        elif event == "end" and element is segment:
            yield segment, " ".join("".join(words).split())
            segment = None
        elif event == "text" and segment is not None:
            words.append(text)
        elif event == "text" and inside and text.strip():
            yield None, " ".join(text.split())
        if element.get("id") == "contenuText":
            inside += (event == "start") - (event == "end")


def _bare(name: str) -> str:
    return name.strip().rstrip("?").strip()


def _names(page: etree._Element, segments: Iterable[etree._Element | None]) -> Mapping[str, str]:
    """Give the speakers' names by ``data-loc``: the list in the page's head, else the names at the turns' heads."""
    listed = next((element.text or "" for element in page.iter("script") if element.get("id") == "loc-json"), "")
    names = {str(place): name for place, name in enumerate(_listed_names(listed)) if name}
    for segment in segments:
        if segment is None:
            continue
        place, name = segment.get("data-loc") or "", segment.get("data-nomloc") or ""
        if name and _bare(names.get(place, "")) != _bare(name):
            names[place] = name
    return names


def _listed_names(written: str) -> Iterator[str]:
    # Sonal π puts the list alone, or within braces that make it no JSON
    found = _NAMES.search(written[:_MAX_NAMES_CHARACTERS])
    if found is None:
        return
    try:
        listed = json.loads(found[0])
    except (ValueError, RecursionError):
        return  # names stand at the heads of the turns as well
    if isinstance(listed, list):
        yield from (name.strip() if isinstance(name, str) else "" for name in listed)


def _notes(page: etree._Element) -> Iterator[Aside]:
    for element in page.iter("div", "textarea"):
        if element.get("id") == "txtnotes" and (text := " ".join("".join(element.itertext()).split())):
            yield Aside("comment", text, 1)


def _annotations(segment: etree._Element, number: int) -> Iterator[Aside]:
    for span in segment.iter("span"):
        if comment := " ".join((span.get("data-obs") or "").split()):
            yield Aside("comment", comment, number)
        if pseudonym := " ".join((span.get("data-pseudo") or "").split()):
            yield Aside("annotation", f"{' '.join((span.text or '').split())} → {pseudonym}", number)


def _times(segment: etree._Element) -> tuple[float | None, float | None]:
    return _seconds(segment.get("data-deb")), _seconds(segment.get("data-fin"))


def _seconds(written: str | None) -> float | None:
    try:
        seconds = float((written or "").replace(",", "."))
    except ValueError:
        return None
    return seconds if math.isfinite(seconds) and seconds >= 0 else None
