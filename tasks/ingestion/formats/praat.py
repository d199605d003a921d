"""Transcripts of Praat (.TextGrid): a tier a speaker, an interval a stretch of speech.

Empty intervals are silence. Tiers that say the talk again word by word or sound by sound, and points, are asides. Where
a single tier holds all the talk and its labels name who speaks (``Anne : oui``), or its name is none of a person, the
markers are left in the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.folding import fold
from tasks.ingestion.formats.chat_talk import resolve_chat
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.ingestion.formats.spoken_events import SILENT_SIGNS
from tasks.ingestion.formats.talk_tiers import SortedTiers, label_at, sort_tiers
from tasks.ingestion.formats.text_grid import Label, Tier, opens_as_praat, read_tiers
from tasks.records import Aside, Document, Line

FORMAT = "textgrid"


def _words(written: str) -> frozenset[str]:
    return frozenset(written.split())


_SOUNDS = _words(
    "silence silences pause pauses rire rires inaudible inaudibles incomprehensible bruit bruits toux soupir soupirs "
    "laughter noise"
)
"""Labels that people write, bare, for what is no word."""
_NO_PERSON = _words(
    "transcription transcriptions transcript texte text ortho orthographe trn mots words utterances enonces phrases "
    "tours parole paroles speech dialogue entretien interview tier ipu ipus segments ort mau"
)
_SUFFIX = re.compile(r"(.*\w)\s+[-–]\s+(?:words|mots|utterances|phrases|transcription)", re.IGNORECASE)
_MARKED = re.compile(r"([^\W\d][^:]{0,40}?)\s*:\s")
_PUT_IN = re.compile(r"<\s*([^<>:\s][^<>:]{0,40}?)\s*:\s*([^<>]*?)\s*>")
"""Who puts a word in while another speaks: ``<E: ouais>``, in the corpus *Phonologie du français contemporain*."""
_SPACE_BEFORE_STOP = re.compile(r"\s+(?=[,.])")
_COMMENT = re.compile(r"(?:comment|remarque|note)", re.IGNORECASE)


def opens_as_text_grid(text: str) -> bool:
    """Say whether a text begins as Praat's text files do."""
    return opens_as_praat(text)


def read(data: bytes) -> Document:
    """Read a TextGrid: a line for every interval with words, in the order of time, numbered by line of the file.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (another object of Praat), ``damaged_file`` (``line``), ``empty_file``
            (no label), ``too_large``, or as ``decode_text``.
    """
    decoded = decode_text(data)
    if not opens_as_praat(decoded.text):
        raise TranscriptUnreadable("unknown_format", found="txt")
    lines, asides = tell_apart(read_tiers(LINE_ENDS.sub("\n", decoded.text)))
    if not lines:
        raise TranscriptUnreadable("empty_file")
    return resolve_chat(Document(format=FORMAT, encoding=decoded.encoding, lines=lines, asides=asides, cues=True))


def tell_apart(found: Sequence[Tier]) -> tuple[tuple[Line, ...], tuple[Aside, ...]]:
    """Give what tiers of talk say, in the order of time, and what the others tell."""
    tiers = sort_tiers([_heard(tier, place) for place, tier in enumerate(found, start=1)])
    return tuple(_lines(tiers)), tuple(aside for tier in tiers.beside for aside in _asides(tier))


def _heard(tier: Tier, place: int) -> Tier:
    """Leave out what stands for silence, and name the tier by its place where it bears no name."""
    labels = tuple(label for label in tier.labels if label.text.casefold() not in SILENT_SIGNS)
    return Tier(tier.name or f"tier {place}", tier.points, labels, tier.number)


def _lines(tiers: SortedTiers) -> Iterator[Line]:
    told = [(label, place) for place, tier in enumerate(tiers.talk) for label in tier.labels]
    # who begins first stands first; of those who begin at once, the upper tier
    told.sort(key=lambda found: (found[0].start_s, found[1]))
    speakers = [_speaker(tier, alone=len(tiers.talk) == 1) for tier in tiers.talk]
    codes = frozenset(fold(found[1]) for label, _ in told if (found := _MARKED.match(label.text)))
    for label, place in told:
        speaker = label_at(tiers.subjects, label) if tiers.subjects else speakers[place]
        end_s = label.end_s if label.end_s is None or label.end_s >= label.start_s else None
        for text in _with_put_in(_said(label), codes) if not speaker else (_said(label),):
            yield Line(text, label.number, speaker, label.start_s, end_s)


def _with_put_in(text: str, codes: Collection[str]) -> Iterator[str]:
    """Give what a label says, and after it what others who are marked elsewhere put in."""
    put_in: list[str] = []

    def take(found: re.Match[str]) -> str:
        if fold(found[1]) not in codes or not found[2]:
            return found.group()
        put_in.append(f"{found[1]} : {found[2]}")
        return ""

    rest = _PUT_IN.sub(take, text)
    said = _SPACE_BEFORE_STOP.sub("", " ".join(rest.split())) if put_in else text
    marked = _MARKED.match(said + " ")
    if not put_in or any(letter.isalnum() for letter in said[marked.end() if marked else 0 :]):
        yield said
    yield from put_in


def _said(label: Label) -> str:
    return f"({label.text})" if fold(label.text) in _SOUNDS and label.text.isalpha() else label.text


def _speaker(tier: Tier, *, alone: bool) -> str:
    suffixed = _SUFFIX.fullmatch(tier.name)
    name = suffixed[1].strip() if suffixed else tier.name
    if not alone:
        return name
    marked = sum(_MARKED.match(label.text) is not None for label in tier.labels)
    named = {word for word in fold(name).split() if not word.isdigit()} - _NO_PERSON
    return "" if not named or marked > 1 else name


def _asides(tier: Tier) -> Iterator[Aside]:
    if _COMMENT.search(tier.name):
        yield from (Aside("comment", label.text, label.number) for label in tier.labels)
    else:
        yield Aside("annotation", f"{tier.name} : {' '.join(label.text for label in tier.labels)}", tier.number)
