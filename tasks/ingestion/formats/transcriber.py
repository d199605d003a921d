"""Transcripts of Transcriber (.trs): turns cut at synchronisation points, overlaps, noises, themes of sections.

No library reads them. Words stand as typed, with the transcriber's own signs (``+``, ``<``, ``>``, ``il(s)``,
``{rire}``); nothing of the document type is needed, and it is not loaded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.speaker_names import NO_SPEAKER, TOGETHER, speaker_labels
from tasks.ingestion.formats.spoken_events import describe_event, measured_silence
from tasks.ingestion.formats.xml_trees import attribute, children, descendants, line_of, local_name, read_xml, squeeze
from tasks.records import Aside, Document, Line

FORMAT = "trs"
ROOTS = ("Trans",)


@dataclass(slots=True)
class _Segment:
    """What is said between two marks of a turn, by one speaker or by those whom nothing tells apart."""

    speakers: tuple[str, ...]
    """Ids; none where the turn has no speaker."""
    number: int
    start_s: float | None
    end_s: float | None = None
    question: str = ""
    parts: list[str] = field(default_factory=list)
    spoken: bool = False
    """Holds words, not events alone."""

    @property
    def text(self) -> str:
        return measured_silence(squeeze("".join(self.parts)), self.start_s, self.end_s)


def read(data: bytes) -> Document:
    """Read a transcript of Transcriber: a line for every stretch between marks of one speaker, with its times.

    Lines are numbered by line of the file. Speakers bear their names; what several say and nothing tells apart bears
    all names. Talk that no speaker is given for is ``(sans locuteur)`` where other talk has one. Comments, backgrounds,
    and remarks on language or pronunciation are asides; so is the theme of a section, unless sections of several
    themes make it the theme that their first line opens.

    Raises:
        TranscriptUnreadable: ``empty_file`` (no turn with words), or as ``read_xml``.
    """
    file = read_xml(data)
    if local_name(file.root) not in ROOTS:
        raise TranscriptUnreadable("unknown_format", found="xml")
    asides: list[Aside] = []
    segments = [segment for segment in _segments(file.root, asides) if segment.text]
    if not any(segment.spoken for segment in segments):
        raise TranscriptUnreadable("empty_file")
    asides.extend(
        Aside("annotation", segment.text, segment.number)
        for segment in segments
        if not (segment.speakers or segment.spoken)
    )
    kept = [segment for segment in segments if segment.speakers or segment.spoken]
    lines = _lines(kept, _names(file.root))
    ordered = tuple(sorted(asides, key=lambda aside: aside.number))
    return Document(format=FORMAT, encoding=file.encoding, lines=lines, asides=ordered, cues=True)


def _names(root: etree._Element) -> dict[str, str]:
    return {attribute(speaker, "id"): attribute(speaker, "name") for speaker in descendants(root, "Speaker")}


def _lines(segments: list[_Segment], names: Mapping[str, str]) -> tuple[Line, ...]:
    labels = speaker_labels(names, {key for segment in segments for key in segment.speakers})
    nameless = NO_SPEAKER if any(segment.speakers for segment in segments) else ""
    return tuple(
        Line(
            text=segment.text,
            number=segment.number,
            speaker=TOGETHER.join(dict.fromkeys(labels[key] for key in segment.speakers)) or nameless,
            start_s=segment.start_s,
            end_s=segment.end_s,
            question=segment.question,
        )
        for segment in segments
    )


def _segments(root: etree._Element, asides: list[Aside]) -> Iterator[_Segment]:
    topics = {attribute(topic, "id"): squeeze(attribute(topic, "desc")) for topic in descendants(root, "Topic")}
    sections = [(section, topics.get(attribute(section, "topic"), "")) for section in descendants(root, "Section")]
    several = len({theme for _, theme in sections if theme}) > 1
    headings = [Aside("heading", theme, line_of(section)) for section, theme in sections if theme and not several]
    asides.extend(headings[:1])
    for section, theme in sections:
        asides.extend(_stray_text(section))
        found = [segment for turn in children(section, "Turn") for segment in _turn_segments(turn, asides)]
        yield from _with_theme(found, theme if several else "")
    for turn in descendants(root, "Turn"):
        parent = turn.getparent()
        if parent is None or local_name(parent) not in ("Section", "Turn"):
            yield from _turn_segments(turn, asides)


def _with_theme(segments: list[_Segment], theme: str) -> Iterator[_Segment]:
    """Say the theme on the first segment that becomes a line."""
    for segment in segments:
        if theme and segment.text and (segment.speakers or segment.spoken):
            yield replace(segment, question=theme)
            theme = ""
        else:
            yield segment


def _stray_text(section: etree._Element) -> Iterator[Aside]:
    """Text that stands in no turn, where the format has none."""
    for element, written in ((section, section.text), *((child, child.tail) for child in section)):
        if text := squeeze(written or ""):
            yield Aside("annotation", text, line_of(element))


def _turn_segments(turn: etree._Element, asides: list[Aside]) -> list[_Segment]:
    speakers = tuple(attribute(turn, "speaker").split())
    start_s, end_s = _seconds(attribute(turn, "startTime")), _seconds(attribute(turn, "endTime"))
    segments = [_Segment(speakers, line_of(turn), start_s)]
    _say(segments[-1], turn.text)
    for child in turn:
        name, last = local_name(child), segments[-1]
        if name == "Sync":
            segments.append(_Segment(last.speakers, line_of(child), _seconds(attribute(child, "time"))))
        elif name == "Who":
            segments.append(_Segment(_who(child, speakers), line_of(child), last.start_s))
        else:
            _add_element(last, child, asides)
        _say(segments[-1], child.tail)
    _close(segments, end_s)
    return segments


def _say(segment: _Segment, written: str | None) -> None:
    segment.parts.append(written or "")
    segment.spoken = segment.spoken or bool(written and written.strip())


def _who(who: etree._Element, speakers: tuple[str, ...]) -> tuple[str, ...]:
    """The speaker of the turn whom an overlap's number names; all of them where it names none."""
    number = attribute(who, "nb")
    place = int(number) if number.isdecimal() and len(number) < 4 else 0
    return (speakers[place - 1],) if 0 < place <= len(speakers) else speakers


def _add_element(segment: _Segment, element: etree._Element, asides: list[Aside]) -> None:
    name, desc, number = local_name(element), attribute(element, "desc"), line_of(element)
    if name in ("Event", "Vocal"):
        kind, extent = attribute(element, "type") or "noise", attribute(element, "extent")
        event = describe_event(desc, kind=kind, extent=extent)
        segment.parts.append(f" {event.said} ")
        if event.beside:
            asides.append(Aside("annotation", event.beside, number))
    elif name == "Comment":
        if desc:
            asides.append(Aside("comment", squeeze(desc), number))
    elif name == "Background":
        kind = attribute(element, "type")
        if kind and attribute(element, "level") != "off":
            asides.append(Aside("annotation", kind, number))
    else:
        _say(segment, "".join(map(str, element.itertext())))  # the format has no others: their words stay


def _close(segments: list[_Segment], end_s: float | None) -> None:
    """Give every segment the time at which the next later one begins, the last ones the end of the turn."""
    for segment, after in zip(reversed(segments), (None, *reversed(segments)), strict=False):
        if after is not None and after.start_s is not None and after.start_s != segment.start_s:
            end_s = after.start_s
        segment.end_s = end_s


def _seconds(written: str) -> float | None:
    try:
        seconds = float(written.replace(",", "."))
    except ValueError:
        return None
    return seconds if 0 <= seconds < 1e7 else None
