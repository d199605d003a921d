"""Transcripts in TEI XML: speeches (``sp``), utterances (``u``), blocks of ISO 24624, with a namespace or without.

No library reads TEI as talk; lxml parses it. Words stand as written; see ``tei_words`` for tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.chat_talk import resolve_chat
from tasks.ingestion.formats.speaker_names import NO_SPEAKER, TOGETHER, speaker_labels
from tasks.ingestion.formats.spoken_events import measured_silence
from tasks.ingestion.formats.tei_people import People, read_people, roles_by_label
from tasks.ingestion.formats.tei_talk import Talk, Utterance
from tasks.ingestion.formats.tei_tiers import origin_of, read_tiers, told_apart
from tasks.ingestion.formats.tei_times import read_timeline
from tasks.ingestion.formats.xml_trees import descendants, local_name, read_xml
from tasks.records import Document, Line

FORMAT = "tei"
ROOTS = ("TEI", "TEI.2", "teiCorpus", "teiCorpus.2")


def read(data: bytes) -> Document:
    """Read a transcript in TEI: a line for every utterance, and for every paragraph or verse of it.

    Lines are numbered by line of the file. Speakers bear the name that the header gives for ``who``, else what stands
    before their speech, else the id. Headings, notes, annotations, and text outside of all talk are asides. A text in
    which nothing says who speaks is read paragraph by paragraph, for the markers that are typed in it.

    Raises:
        TranscriptUnreadable: ``several_interviews`` (``count``: texts with words in a corpus), ``empty_file``, or as
            ``read_xml``.
    """
    file = read_xml(data)
    if local_name(file.root) not in ROOTS:
        raise TranscriptUnreadable("unknown_format", found="xml")
    texts = [text for text in descendants(file.root, "text") if _is_outermost(text)] or [file.root]
    people, points = read_people(file.root), read_timeline(file.root)
    talks = [(text, talk) for text in texts if (talk := Talk(text, points)).says_something]
    if len(talks) > 1:
        raise TranscriptUnreadable("several_interviews", count=len(talks))
    if not talks:
        raise TranscriptUnreadable("empty_file")
    text, talk = talks[0]
    origin = origin_of(file.root)
    tiers = read_tiers(file.root, text, points, people) if origin in ("praat", "elan") else ()
    told = told_apart(origin, tiers) if tiers else None
    if told is not None:
        return resolve_chat(Document(FORMAT, file.encoding, *told, cues=True))
    return resolve_chat(_document(talk, people, file.encoding), known=origin == "clan")


def _is_outermost(text: etree._Element) -> bool:
    return not any(local_name(above) == "text" for above in text.iterancestors())


def _document(talk: Talk, people: People, encoding: str) -> Document:
    said = [utterance for utterance in talk.utterances if utterance.lines]
    names = {**talk.shown_names, **{key: name for key, name in people.names.items() if name}}
    keys = list(dict.fromkeys(key for utterance in said for key in utterance.speakers))
    labels = speaker_labels(names, keys)
    speaking = {key: labels[key] for key in keys}
    nameless = NO_SPEAKER if speaking else ""
    lines = tuple(line for utterance in _in_time(said) for line in _lines(utterance, speaking, nameless))
    return Document(
        format=FORMAT,
        encoding=encoding,
        lines=lines,
        asides=tuple(sorted(talk.asides, key=lambda aside: aside.number)),
        cues=talk.marked,
        roles=roles_by_label(people, speaking),
    )


def _lines(utterance: Utterance, labels: Mapping[str, str], nameless: str) -> Iterator[Line]:
    speaker = TOGETHER.join(dict.fromkeys(labels[key] for key in utterance.speakers)) or nameless
    start_s, end_s = utterance.span.start_s, utterance.span.end_s
    for text, number in utterance.lines:
        yield Line(measured_silence(text, start_s, end_s), number, speaker, start_s, end_s)


def _in_time(said: Sequence[Utterance]) -> list[Utterance]:
    """Order by time where the file goes speaker by speaker; else the order of the file is that of the talk."""
    changes = sum(before.speakers != after.speakers for before, after in pairwise(said))
    by_speaker = changes == len({utterance.speakers for utterance in said}) - 1 and changes > 0
    starts = [utterance.span.start_s for utterance in said]
    if not by_speaker or any(start is None for start in starts):
        return list(said)
    return sorted(said, key=lambda utterance: utterance.span.start_s or 0.0)
