"""Transcripts in CHAT (.cha), as CLAN, CHILDES and TalkBank write them.

pylangacq (on rustling) was tried: angle brackets opened many times over end the whole process, an utterance does not
know its line, times of other than the newest form are dropped, and its words leave out what was taken back. Main lines
are therefore read here; ``chat_words`` holds the table of codes.

A speaker is shown by the code of the main line (``MOT``), which is what the transcript shows; names and roles are in
the headers. Who is ``Investigator`` or ``Interviewer`` asks. Dependent tiers, comments and headers that tell something
are asides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.chat_words import Utterance, read_utterance
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.ingestion.vocabulary import INTERVIEWER_WORDS, base_label
from tasks.records import Aside, Document, Line, Speaker

FORMAT = "cha"
BULLET = "\x15"
"""Stands around the times of an utterance, ``start_end`` in milliseconds."""
MAX_LINES = 500_000

_OPENING = re.compile(
    r"\s*@(?:UTF8|Begin|Window|Font|PID|ColorWords|Color words|Languages?|Participants|Options|ID|Media|Comment|Date"
    r"|Transcriber|Coder|Situation|Location|Filename|Activities)\b",
    re.IGNORECASE,
)
_BODY = re.compile(r"(?:\A|[\r\n])(?:@Begin\b|@UTF8\b|@Participants:|\*[^\s:]{1,40}:\s)", re.IGNORECASE)
_MAIN = re.compile(r"\*([^:\t]{1,40}?)\s*:(?=\s|$)(.*)", re.DOTALL)
_MAIN_WITHOUT_COLON = re.compile(r"\*(\w{1,40})\s+(.*)", re.DOTALL)
_TIER_OPENS = re.compile(r" *(?:[@%]\w|\*\w[^:\t]{0,40}:(?:\s|$))")
_HEADER = re.compile(r"@([^:\t]{1,60}?)\s*(?::\s*(.*)|\s+(.*))?", re.DOTALL)
_TIMES = re.compile(
    rf"[{BULLET}•]\s*(?:%\w+:\s*\"[^\"{BULLET}]*\"_?)?(\d{{1,12}})_(\d{{1,12}})-?\s*[{BULLET}•]?"
    r"|(?<!\S)(\d{1,12})_(\d{1,12})\s*$"
)
_PICTURES = re.compile(rf"{BULLET}%\w+:[^{BULLET}]*{BULLET}")
_STRUCTURE = frozenset(
    {"utf8", "begin", "end", "window", "font", "pid", "colorwords", "color words", "languages", "language", "options"}
    | {"new episode", "blank"}
)
"""Headers that tell nothing of the interview."""
_COMMENTS = frozenset({"comment", "com", "exp"})
_GEMS = frozenset({"g", "bg"})
_THEME = re.compile(r"(?:th[eè]mes?|questions?|topics?)\b", re.IGNORECASE)
_ASKS = frozenset({"investigator", "interviewer"})


def opens_as_chat(text: str) -> bool:
    """Say whether a text begins with a header of CHAT and goes on with another or a main line."""
    return _OPENING.match(text) is not None and _BODY.search(text) is not None


def read(data: bytes) -> Document:
    """Read CHAT: a line for every utterance that has words or events, numbered by the line of the file where it opens.

    Raises:
        TranscriptUnreadable: ``unknown_format``, ``empty_file`` (no utterance), ``damaged_file`` (``line``: a main line
            without a speaker), ``too_large``, or as ``decode_text``.
    """
    decoded = decode_text(data, keep=BULLET)
    if not opens_as_chat(decoded.text):
        raise TranscriptUnreadable("unknown_format", found="txt")
    written = LINE_ENDS.split(decoded.text)
    if len(written) > MAX_LINES:
        raise TranscriptUnreadable("too_large", lines=len(written), limit=MAX_LINES)
    reading = _Reading()
    for tier in _tiers(written):
        _take(reading, tier)
    if not reading.lines:
        raise TranscriptUnreadable("empty_file")
    return Document(
        format=FORMAT,
        encoding=decoded.encoding,
        lines=tuple(reading.lines),
        asides=tuple(sorted(reading.asides, key=lambda aside: aside.number)),
        cues=True,
        roles=_roles(reading),
    )


@dataclass(frozen=True, slots=True)
class _Tier:
    """A header, main line or dependent tier, what continues it joined to it."""

    text: str
    number: int


@dataclass(slots=True)
class _Reading:
    lines: list[Line] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    role_names: dict[str, str] = field(default_factory=dict)
    """Code of a participant → role."""
    theme: str = ""


def _tiers(written: Sequence[str]) -> Iterator[_Tier]:
    parts: list[str] = []
    opened = 0
    for number, line in enumerate(written, start=1):
        if _TIER_OPENS.match(line) or (line.startswith("*") and _MAIN_WITHOUT_COLON.match(line)):
            if parts:
                yield _Tier(" ".join(parts), opened)
            parts, opened = [line.strip(" ")], number
        elif line.strip():
            if line.startswith("*") and opened:
                raise TranscriptUnreadable("damaged_file", line=number)
            opened = opened or number
            parts.append(line.strip())
    if parts:
        yield _Tier(" ".join(parts), opened)


def _take(reading: _Reading, tier: _Tier) -> None:
    if tier.text.startswith("*"):
        _take_main(reading, tier)
    elif tier.text.startswith("%"):
        name = tier.text[1:].partition(":")[0].strip()
        shown = " ".join(tier.text.replace(BULLET, " ").split())
        reading.asides.append(Aside("comment" if name in _COMMENTS else "annotation", shown, tier.number))
    elif tier.text.startswith("@"):
        _take_header(reading, tier)
    else:
        reading.asides.append(Aside("note", " ".join(tier.text.split()), tier.number))


def _take_header(reading: _Reading, tier: _Tier) -> None:
    found = _HEADER.fullmatch(tier.text)
    name, value = ("", tier.text) if found is None else (found[1], " ".join((found[2] or found[3] or "").split()))
    folded = name.casefold()
    if folded == "participants":
        reading.role_names.update(_named_roles(value))
    elif folded == "id":
        reading.role_names.update(_id_role(value))
    if folded in _GEMS | {"eg"}:
        reading.theme = value if folded in _GEMS and _THEME.match(value) else ""
    if folded in _STRUCTURE or not value or reading.theme == value:
        return
    shown = " ".join(tier.text.split())
    if folded in _COMMENTS:
        reading.asides.append(Aside("comment", shown, tier.number))
    else:
        reading.asides.append(Aside("heading" if folded in _GEMS | {"eg"} else "header", shown, tier.number))


def _named_roles(value: str) -> Iterator[tuple[str, str]]:
    """Read ``MOT Anne Mother, OBS Investigator``: code, name if any, role."""
    for entry in value.split(","):
        words = entry.split()
        if len(words) > 1:
            yield words[0], words[-1]


def _id_role(value: str) -> Iterator[tuple[str, str]]:
    """Read ``fra|corpus|MOT|||||Mother|||``: the third field is the code, the eighth the role."""
    fields = [part.strip() for part in value.split("|")]
    if len(fields) > 7 and fields[2] and fields[7]:
        yield fields[2], fields[7]


def _roles(reading: _Reading) -> Mapping[str, Speaker]:
    speaking = {line.speaker for line in reading.lines}
    return {code: "interviewer" for code, role in reading.role_names.items() if code in speaking and _asks(role)}


def _asks(role: str) -> bool:
    return role.casefold() in _ASKS or base_label(role) in INTERVIEWER_WORDS


def _take_main(reading: _Reading, tier: _Tier) -> None:
    main = _MAIN.fullmatch(tier.text)
    if main is None:
        main = _MAIN_WITHOUT_COLON.fullmatch(tier.text)
        if main is None or main[1] not in reading.role_names:
            raise TranscriptUnreadable("damaged_file", line=tier.number)
    text, start_s, end_s = _timed(main[2])
    utterance = read_utterance(" ".join(text.split()))
    line = Line(utterance.text, tier.number, main[1].strip(), start_s, end_s, question=reading.theme)
    if utterance.text:
        reading.lines.append(line)
    reading.lines.extend(
        replace(line, text=words.strip(), speaker=code.strip()) for code, words in utterance.others if words.strip()
    )
    reading.asides.extend(_notes(utterance, tier.number))


def _notes(utterance: Utterance, number: int) -> Iterator[Aside]:
    for note in utterance.notes:
        yield Aside(note.kind, note.text, number)


def _timed(text: str) -> tuple[str, float | None, float | None]:
    """Take the times off a main line: its first start, its last end, in seconds."""
    spans = [(int(found[1] or found[3]) / 1000, int(found[2] or found[4]) / 1000) for found in _TIMES.finditer(text)]
    bare = _PICTURES.sub(" ", _TIMES.sub(" ", text)).replace(BULLET, " ")
    if not spans:
        return bare, None, None
    start_s, end_s = spans[0][0], max(end for _, end in spans)
    return bare, start_s, end_s if end_s >= start_s else None
