"""Talk of a TEI text: utterances in order, and what stands beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from tasks.ingestion.events import is_hesitation
from tasks.ingestion.formats.spoken_events import INAUDIBLE, describe_event
from tasks.ingestion.formats.tei_elements import (
    ALTERNATIVES,
    ASIDES,
    BLOCKS,
    BREAKS,
    EVENTS,
    EXTENTS,
    NAME_END,
    NOUNS,
    POINTER,
    SILENT,
    STRETCHES,
    UTTERANCES,
    description,
    follows_a_stretch,
    gap_text,
    heading_part,
    holders,
    silence_text,
    token_text,
)
from tasks.ingestion.formats.tei_people import pointers
from tasks.ingestion.formats.tei_times import span_of
from tasks.ingestion.formats.tei_words import TOKENS, Spacing, TextLine, find_spacing
from tasks.ingestion.formats.xml_trees import attribute, children, descendants, line_of, local_name, squeeze, text_of
from tasks.ingestion.timestamps import NO_TIME, TimeSpan
from tasks.records import Aside


@dataclass(slots=True)
class Utterance:
    """What is said by one speaker, or by those who speak at once."""

    speakers: tuple[str, ...]
    """Ids; none where nobody is named."""
    span: TimeSpan
    lines: list[tuple[str, int]] = field(default_factory=list)
    """Text and line of the file."""


class Talk:
    """One pass over a text."""

    def __init__(self, text: etree._Element, points: Mapping[str, float]) -> None:
        self.utterances: list[Utterance] = []
        self.asides: list[Aside] = []
        self.shown_names: dict[str, str] = {}
        """Id → what stands as speaker before what that person says; who has no id is named by it."""
        self._points = points
        self._spacing: Spacing = find_spacing(text)
        self._holding = holders(text)
        self.marked = bool(self._holding)
        """Whether anything says who speaks; without it every paragraph is a line."""
        self._line = TextLine(self._spacing)
        self._number = line_of(text)
        self._speaking: list[Utterance] = [] if self.marked else [Utterance((), NO_TIME)]
        if not self.marked:
            self.utterances.extend(self._speaking)
        self._walk(text)
        self._end_line(text)

    @property
    def says_something(self) -> bool:
        """Whether any line has words or events."""
        return any(utterance.lines for utterance in self.utterances)

    def _walk(self, element: etree._Element) -> None:
        """Read what an element holds; its own tail is its parent's."""
        self._write(element, element.text)
        for child in element:
            self._read(child)
            self._write(element, child.tail)

    def _write(self, element: etree._Element, text: str | None) -> None:
        if self._speaking:
            if self._line.blank and text and text.strip():
                self._number = line_of(element)
            self._line.write(text)
        elif text and (plain := squeeze(text)):
            self.asides.append(Aside("annotation", plain, line_of(element)))

    def _read(self, child: etree._Element) -> None:
        name = local_name(child)
        if name in UTTERANCES:
            self._utterance(child)
        elif name in ASIDES or name == "speaker":
            self._beside(child, name)
        elif name in SILENT:
            return
        elif name in ("spanGrp", "standOff"):
            for span in descendants(child, "span", "note"):
                self._beside(span, "span")
        elif self._speaking and not self._said(child, name):
            self._block(child, name)
        elif not self._speaking:
            self._between(child, name)

    def _between(self, child: etree._Element, name: str) -> None:
        """What stands outside of all talk, where talk is marked."""
        if name in EVENTS or (name in BLOCKS and child not in self._holding):
            if text := description(child) or text_of(child):
                self.asides.append(Aside("annotation", text, line_of(child)))
        else:
            self._walk(child)

    def _block(self, child: etree._Element, name: str) -> None:
        if name in BLOCKS:
            self._end_line(child)
        elif name in STRETCHES and follows_a_stretch(child):
            self._line.space()
        self._walk(child)
        if name in BLOCKS:
            self._end_line(child)

    def _utterance(self, element: etree._Element) -> None:
        self._end_line(element)
        around = self._speaking[-1] if self._speaking else Utterance((), NO_TIME)
        speakers = self._speakers(element) or around.speakers
        self._speaking.append(Utterance(speakers, span_of(element, self._points, around.span)))
        self.utterances.append(self._speaking[-1])
        self._number = line_of(element)
        self._walk(element)
        self._end_line(element)
        self._speaking.pop()
        if self._speaking:  # what follows in the outer one is said after this
            outer = self._speaking[-1]
            self._speaking[-1] = Utterance(outer.speakers, outer.span)
            self.utterances.append(self._speaking[-1])

    def _speakers(self, element: etree._Element) -> tuple[str, ...]:
        shown = next(filter(None, (text_of(name).strip(NAME_END) for name in children(element, "speaker"))), "")
        named = pointers(attribute(element, "who"))
        if shown and len(named) < 2:
            self.shown_names.setdefault(named[0] if named else shown, shown)
        return named or ((shown,) if shown else ())

    def _end_line(self, element: etree._Element) -> None:
        if self._speaking and not self._line.blank:
            self._speaking[-1].lines.append((self._line.text, self._number))
        self._line = TextLine(self._spacing)
        self._number = line_of(element)

    def _beside(self, element: etree._Element, name: str) -> None:
        kind = "comment" if attribute(element, "type").startswith("com") else ASIDES.get(name)
        text = text_of(element)
        if name == "head":  # notes in headings are notes
            text = squeeze(" ".join([element.text or "", *(heading_part(child) for child in element)]))
            for note in children(element, "note"):
                self._beside(note, "note")
        if kind and text and not POINTER.fullmatch(text):
            self.asides.append(Aside(kind, text, line_of(element)))

    def _said(self, child: etree._Element, name: str) -> bool:
        """Add what is no plain text; say whether it was any of it."""
        if name in TOKENS:
            self._token(child)
        elif name in EVENTS:
            self._event(child, name)
        elif name == "pause":
            self._line.event(silence_text(child))
        elif name == "gap":
            self._line.event(gap_text(child))
        elif name in BREAKS:
            self._break(child)
        elif name in ALTERNATIVES:
            self._alternative(child, ALTERNATIVES[name])
        elif name == "unclear" and not text_of(child):
            self._line.event(INAUDIBLE)
        elif name == "del" and attribute(child, "type") == "truncation":
            self._truncated(child)
        else:
            return False
        return True

    def _break(self, element: etree._Element) -> None:
        """A line of the page ends: a line of talk too, where only what is typed says who speaks."""
        if not self.marked:
            self._end_line(element)
        elif attribute(element, "break") != "no":
            self._line.space()

    def _token(self, token: etree._Element) -> None:
        if self._line.blank:
            self._number = line_of(token)
        forms = list(children(token, "form"))
        text = squeeze("".join(text_of(form) for form in forms)) if forms else token_text(token)
        self._line.token(token, text)

    def _event(self, element: etree._Element, name: str) -> None:
        desc = description(element).strip(" .")
        if is_hesitation(desc):
            self._line.event(desc)
            return
        kinds = [attribute(element, "type").lower(), attribute(element, "subtype").lower()]
        extents = [text_of(part) for part in children(element, "desc") if attribute(part, "type") == "extent"]
        extent = next((word for word in (attribute(element, "extent"), *extents, *kinds) if word in EXTENTS), "")
        kind = next((word for word in kinds if word and word not in EXTENTS and word != "event"), "noise")
        if kind.startswith("com"):
            self.asides.extend([Aside("comment", desc, line_of(element))] if desc else [])
            return
        shown = describe_event(desc, kind=kind, extent=extent, noun=NOUNS.get(name, "bruit"))
        self._line.event(shown.said)
        if shown.beside:
            self.asides.append(Aside("annotation", shown.beside, line_of(element)))

    def _alternative(self, element: etree._Element, order: tuple[str, ...]) -> None:
        options = [child for child in element if local_name(child)]
        chosen = next((option for name in order for option in options if local_name(option) == name), None)
        for option in options:
            if option is chosen or (chosen is None and option is options[0]):
                self._read(option)
            elif text := text_of(option):
                self.asides.append(Aside("annotation", text, line_of(option)))

    def _truncated(self, element: etree._Element) -> None:
        """A word broken off ends on a hyphen."""
        self._walk(element)
        if text_of(element):
            self._line.break_off()
