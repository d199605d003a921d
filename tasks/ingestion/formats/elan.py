"""Transcripts of ELAN (.eaf): tiers of talk as turns, all other tiers told beside them.

No library reads them here (pympi is not kept up); the format is small. Words stand as typed.
"""

from __future__ import annotations

from collections.abc import Sequence

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.chat_talk import resolve_chat
from tasks.ingestion.formats.elan_talk import Talk, find_talk
from tasks.ingestion.formats.elan_tiers import Annotation, Tier, read_tiers
from tasks.ingestion.formats.speaker_names import NO_SPEAKER, speaker_labels
from tasks.ingestion.formats.spoken_events import measured_silence
from tasks.ingestion.formats.xml_trees import local_name, read_xml
from tasks.records import Aside, Document, Line

FORMAT = "eaf"
ROOTS = ("ANNOTATION_DOCUMENT",)


def read(data: bytes) -> Document:
    """Read a transcript of ELAN: a line for every annotation of a tier of talk, ordered by start, with its times.

    Lines are numbered by line of the file. Speakers bear the participant's name, else what the tier's name says; with a
    single tier of talk that names nobody, markers in the text may. Annotations of other tiers are asides.

    Raises:
        TranscriptUnreadable: ``empty_file`` (no annotation with words), or as ``read_xml``.
    """
    file = read_xml(data)
    if local_name(file.root) not in ROOTS:
        raise TranscriptUnreadable("unknown_format", found="xml")
    tiers = read_tiers(file.root)
    talks = find_talk(tiers)
    if not talks:
        raise TranscriptUnreadable("empty_file")
    lines, asides = lines_of(talks), asides_of(tiers, talks)
    return resolve_chat(Document(format=FORMAT, encoding=file.encoding, lines=lines, asides=asides, cues=True))


def lines_of(talks: Sequence[Talk]) -> tuple[Line, ...]:
    """Give what tiers of talk say, in the order of time."""
    labels = speaker_labels(
        {talk.tier.name: talk.speaker for talk in talks if talk.speaker},
        [talk.tier.name for talk in talks if talk.speaker],
    )
    if len(talks) > 1:
        nameless = [talk.tier.name for talk in talks if not talk.speaker]
        labels.update({name: NO_SPEAKER if len(nameless) == 1 else name for name in nameless})
    ordered = sorted(
        ((annotation, labels.get(talk.tier.name, "")) for talk in talks for annotation in talk.said),
        key=lambda said: said[0].at_s,
    )
    return tuple(_line(annotation, speaker) for annotation, speaker in ordered)


def _line(annotation: Annotation, speaker: str) -> Line:
    return Line(
        text=measured_silence(annotation.text, annotation.start_s, annotation.end_s),
        number=annotation.number,
        speaker=speaker,
        start_s=annotation.start_s,
        end_s=annotation.end_s,
    )


def asides_of(tiers: Sequence[Tier], talks: Sequence[Talk]) -> tuple[Aside, ...]:
    """Give what all other tiers say."""
    spoken = {id(talk.tier) for talk in talks}
    beside = (
        Aside("annotation", annotation.text, annotation.number)
        for tier in tiers
        if id(tier) not in spoken
        for annotation in tier.annotations
        if annotation.text
    )
    return tuple(sorted(beside, key=lambda aside: aside.number))
