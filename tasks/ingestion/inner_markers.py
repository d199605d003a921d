"""Speaker markers within a line: ``Enquêtrice : Ça va ? Anne : Oui. Enquêtrice : Bon.``

A mark is looked for after the end of a sentence, a bracket, a dash, a tab or several spaces; the label begins with a
capital. Marks within quotation marks, and names before quoted speech (``Ma mère : « ... »``), are the speaker's own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from tasks.ingestion.believed_labels import Belief, Readings
from tasks.ingestion.formats import sonal
from tasks.ingestion.labels import MAX_LABEL_CHARACTERS, is_code, is_label, is_sure_role, joint_parts, label_key
from tasks.ingestion.markers import Marker, plain_colons
from tasks.ingestion.timestamps import ENCLOSED, parse_span

_WINDOW = MAX_LABEL_CHARACTERS + 40
_TIME_WINDOW = 48
_COLON = re.compile(r":(?!//|\d)\s?")
_BOUNDARY = re.compile(r"(?:(?<=[.?!…»”\"\])>}#])\s+|\s[-–—]\s*|\s{2,}|\t)(?=[^\W\d_]|[@#*]\w)")
_TIME_AFTER = re.compile(rf"\s*({ENCLOSED})\s*$", re.IGNORECASE)
_TIME_ENDS = frozenset("])}>#")
_TIME_BEFORE = re.compile(rf"({ENCLOSED})\s*(?:[-–—|]\s*)?$", re.IGNORECASE)
_TIME_NEXT = re.compile(rf"\s{{0,3}}({ENCLOSED})", re.IGNORECASE)
_COLON_NEXT = re.compile(r"\s?:\s?")
_BRACKETED = re.compile(r"[\[{]\s?(?P<label>[^\[\]{}:\n]{1,63}?)\s?[\]}]")
_TAG_OPENS = re.compile(r"\[\s?>")
_QUOTED = re.compile(r"«[^«»]{0,2000}»|“[^“”]{0,2000}”|(?<![\w\"])\"(?=[^\s\"])[^\"]{0,400}\"")
_OPENS_QUOTE = re.compile(r"\s{0,3}[«“\"]")


class InnerMarkers:
    """Marks that may stand within the lines of a document, and those believed among them."""

    def __init__(self, texts: Sequence[str], heads: Sequence[Marker | None], belief: Belief) -> None:
        """Look for the marks of every line after the one at its head."""
        texts = [plain_colons(text) for text in texts]
        self._belief = belief
        self._found = [
            tuple(_candidates(text, head.end if head else 0, belief)) if _may_hold(text, head) else ()
            for text, head in zip(texts, heads, strict=True)
        ]

    def of_line(self, place: int) -> tuple[Marker, ...]:
        """Give the marks believed within a line, in order, the one at its head left out."""
        chosen: list[Marker] = []
        for options in sorted(self._found[place], key=lambda options: options[0].start):
            marker = next((marker for marker in options if self._is_believed(marker)), None)
            if marker is not None and (not chosen or marker.start >= chosen[-1].end):
                chosen.append(marker)
        return tuple(chosen)

    def _is_believed(self, marker: Marker) -> bool:
        belief = self._belief
        reason = belief.reasons.get(marker.key)
        if marker.shape == "tag":
            return True
        if reason is None:
            parts = joint_parts(marker.label)
            return bool(parts) and all(label_key(part) in belief.reasons for part in parts)
        if marker.shape == "bracket":
            return bool({"bracket", "bare"} & belief.shapes)
        if belief.strong and reason != "known":
            return is_sure_role(marker.label)
        return reason in {"known", "alternates"} or "colon" in belief.shapes or is_sure_role(marker.label)

    def alternating(self, heads: Sequence[Marker | None], readings: Readings) -> dict[str, str]:
        """Believe the labels that strictly take turns, where the marks believed at heads are of fewer than two."""
        held = {head.key for head in heads if head}
        if len(held) > 1 or self._belief.strong:
            return {}
        order: list[str] = []
        for head, line, found in zip(heads, readings, self._found, strict=True):
            first = head or next((marker for marker in line if marker.shape == "colon"), None)
            # within a line nothing but its head is read as yet, and an unbelieved head is among what is found
            inner = [options[0] for options in found if first is None or options[0].end > first.end]
            marks = [first, *inner] if first else inner
            order += [marker.key for marker in marks if marker.key in held or is_label(marker.label)]
        return _take_turns(order, held)


def _take_turns(order: Sequence[str], held: set[str]) -> dict[str, str]:
    counts = Counter(key for key in order if key not in held)
    new = [key for key, _ in counts.most_common(2 - len(held))]
    both = held | set(new)
    kept = [key for key in order if key in both]
    # labels of which none is believed on other grounds must come back
    enough = (
        len(both) == 2 and len(kept) > (2 if held else 3) and all(before != after for before, after in pairwise(kept))
    )
    # seen once, a label must stand between two marks of the other
    framed = enough and all(counts[key] > 1 or key not in (kept[0], kept[-1]) for key in new)
    return dict.fromkeys(new, "alternates") if framed else {}


def _may_hold(text: str, head: Marker | None) -> bool:
    return (head is None or head.shape != "given") and (":" in text or "[" in text or "{" in text)


def _candidates(text: str, start: int, belief: Belief) -> Iterator[tuple[Marker, ...]]:
    """Give for every place within a line where a mark may end its readings, the longest label first."""
    yield from ((tag,) for tag in _tags(text, start))
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    starts = [span[0] for span in quoted]
    colons = ((match.start(), _by_colon(text, start, match)) for match in _COLON.finditer(text, start))
    brackets = ((match.start(), _by_bracket(text, start, match)) for match in _BRACKETED.finditer(text, start))
    found = [*colons, *brackets] if {"bracket", "bare"} & belief.shapes else colons
    for place, options in found:
        before = bisect_right(starts, place) - 1
        if options and not (before >= 0 and quoted[before][1] > place):
            yield options


def _tags(text: str, start: int) -> Iterator[Marker]:
    for opening in _TAG_OPENS.finditer(text, start):
        head = text[opening.start() : opening.start() + _WINDOW].rstrip()
        if tag := sonal.read_tag(head):
            label, role, rest = tag
            yield Marker(label, "tag", opening.start(), opening.start() + len(head) - len(rest), role=role or None)


def _by_colon(text: str, start: int, colon: re.Match[str]) -> tuple[Marker, ...]:
    at = max(start, colon.start() - _WINDOW)
    window = text[at : colon.start()]
    # what follows the mark at the head at once is chained to it: "Anne : Luc : Oui."
    opens = [(0, 0)] if at == start and start > 0 else []
    opens += [match.span() for match in _BOUNDARY.finditer(window)]
    if not opens:
        return ()
    after = _TIME_AFTER.search(window) if window.rstrip()[-1:] in _TIME_ENDS else None
    said_end = len(window) if after is None else after.start()
    options = []
    for cut, opening in opens:
        label = window[opening:said_end].strip().lstrip("@#*").strip()
        if (
            label
            and label[0].isupper()
            and (is_label(label) or is_code(label))
            and not _quotes(label, text, colon.end())
        ):
            marker = _with_time(text, at + opening, colon.end(), label, after[1] if after else "", start)
            options.append(replace(marker, start=min(marker.start, at + cut)))
    return tuple(options)


def _quotes(label: str, text: str, end: int) -> bool:
    return not (is_code(label) or is_sure_role(label)) and _OPENS_QUOTE.match(text, end) is not None


def _by_bracket(text: str, start: int, bracket: re.Match[str]) -> tuple[Marker, ...]:
    after = _TIME_NEXT.match(text, bracket.end(), bracket.end() + _TIME_WINDOW)
    end = after.end() if after else bracket.end()
    colon = _COLON_NEXT.match(text, end)
    label = bracket["label"].strip()
    if not is_label(label):
        return ()
    marker = _with_time(text, bracket.start(), colon.end() if colon else end, label, after[1] if after else "", start)
    return (Marker(label, "bracket", marker.start, marker.end, marker.span),)


def _with_time(text: str, opening: int, end: int, label: str, time: str, start: int) -> Marker:
    """Make a marker of a label, the time before it counted in."""
    at = max(start, opening - _TIME_WINDOW)
    window = text[at:opening]
    before = _TIME_BEFORE.search(window) if window.rstrip(" \t-–—|")[-1:] in _TIME_ENDS else None
    if before is None:
        return Marker(label, "colon", opening, end, parse_span(time))
    return Marker(label, "colon", at + before.start(), end, parse_span(time or before[1]))
