"""IRaMuTeQ and Alceste corpora: many texts in one file, each behind a line of starred variables.

A text opens with ``**** *id_a01 *role_x`` (or, in Alceste's older form, ``0001 *id_a01``); ``-*theme`` names the theme
of the lines after it. IRaMuTeQ drops what stands before the first text, the whole first text behind a byte order mark,
and texts without words, and says nothing; here the first text is read and the rest told as asides. Five stars and more
alone on a line are a separator, as people draw them, and open no text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.encodings import decode_text
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.records import Aside, Document, Line

FORMAT = "iramuteq"
MAX_TEXTS = 20_000
MAX_LINES = 500_000

SEVERAL = " ; "
"""Between the values of a variable that a header gives twice."""

_STARRED = r"\*\w[^\s*]*(?:\*\w[^\s*]*)*(?!\S)"
_STARS = re.compile(r"[ \t]*\*{4}(?:(?=\*[^\W_]+_[^\s*])|[ \t]+|$)(.*)")
_NUMBER = re.compile(r"[ \t]*\d{4}[ \t]+(?=\*\w)(.*)")
_FIRST_STARS = re.compile(rf"\s*\*{{4}}(?:[ \t]+|(?=\*[^\W_]+_)){_STARRED}")
_FIRST_NUMBER = re.compile(rf"\s*\d{{4}}[ \t]+{_STARRED}")
_LATER = re.compile(rf"[\n\r][ \t]*(?:\*{{4}}[ \t]*|\d{{4}}[ \t]+)(?=\*[^\W_]+_){_STARRED}")
_VARIABLE = re.compile(r"\*([^\s*_][^\s*]*)")
_THEME = re.compile(r"[ \t]*-\*[ \t]*(\S*)[ \t]*(.*)")
_SEPARATOR = re.compile(r"[ \t*]*")


def opens_as_corpus(text: str) -> bool:
    """Say whether a text holds headers of a corpus: stars alone, as people draw them between parts, are none."""
    return any(pattern.match(text) for pattern in (_FIRST_STARS, _FIRST_NUMBER)) or _LATER.search(text) is not None


def read_all(data: bytes) -> tuple[Document, ...]:
    """Read a corpus: one document a text that has words, its lines numbered as in the file.

    A text is named by its ``*id_`` where no other text has the same, else by all its variables, with its place in the
    file where these do not tell it apart.

    Raises:
        TranscriptUnreadable: ``unknown_format`` (no header), ``empty_file`` (no text has words), ``too_large``, or as
            ``decode_text``.
    """
    decoded = decode_text(data)
    if not opens_as_corpus(decoded.text):
        raise TranscriptUnreadable("unknown_format", found="txt")
    written = LINE_ENDS.split(decoded.text)
    texts, before = _texts(written)
    if len(texts) > MAX_TEXTS or len(written) > MAX_LINES:
        raise TranscriptUnreadable("too_large", texts=len(texts), lines=len(written))
    kept = [text for text in texts if text.lines]
    if not kept:
        raise TranscriptUnreadable("empty_file")
    asides = _asides(texts, before)
    names = _names(kept)
    return tuple(
        Document(
            format=FORMAT,
            encoding=decoded.encoding,
            lines=tuple(text.lines),
            asides=tuple(asides[text.ordinal]),
            answers_only=True,
            name=name,
            variables=text.variables,
        )
        for text, name in zip(kept, names, strict=True)
    )


@dataclass(slots=True)
class _Text:
    header: str
    number: int
    """Line of the header."""
    ordinal: int
    """Place in the file, from 1."""
    variables: Mapping[str, str]
    lines: list[Line] = field(default_factory=list)
    asides: list[Aside] = field(default_factory=list)
    theme: str = ""


def _texts(written: Sequence[str]) -> tuple[list[_Text], list[Aside]]:
    """Cut the file into texts, and give what stands before the first one."""
    starred = any(_FIRST_STARS.match(line) for line in written)
    header = _STARS if starred else _NUMBER
    texts: list[_Text] = []
    before: list[Aside] = []
    for number, line in enumerate(written, start=1):
        found = header.fullmatch(line)
        if found and (found[1].strip("* \t") or not found[1].strip()):
            texts.append(_open_text(line.strip(), found[1], number, len(texts) + 1))
        elif not line.strip():
            continue
        elif texts:
            _take(texts[-1], line, number)
        else:
            before.append(Aside("note", line.strip(), number))
    return texts, before


def _open_text(header: str, starred: str, number: int, ordinal: int) -> _Text:
    values: dict[str, list[str]] = {}
    for found in _VARIABLE.finditer(starred):
        name, _, value = found[1].partition("_")
        if value not in values.setdefault(name, []):
            values[name].append(value)
    text = _Text(header, number, ordinal, {name: SEVERAL.join(told) for name, told in values.items()})
    if rest := " ".join(_VARIABLE.sub(" ", starred).split()):
        text.asides.append(Aside("header", rest, number))
    return text


def _take(text: _Text, line: str, number: int) -> None:
    if theme := _THEME.fullmatch(line):
        text.theme = theme[1]
        if theme[2].strip():
            text.asides.append(Aside("heading", theme[2].strip(), number))
    elif not _SEPARATOR.fullmatch(line):
        text.lines.append(Line(text=line.strip(), number=number, question=text.theme))


def _asides(texts: Sequence[_Text], before: Sequence[Aside]) -> dict[int, list[Aside]]:
    """Give each text that has words its asides, and to the one after them those of texts without."""
    asides: dict[int, list[Aside]] = {}
    waiting = list(before)
    last: list[Aside] = []
    for text in texts:
        if text.lines:
            last = asides[text.ordinal] = [*waiting, *text.asides]
            waiting = []
        else:
            waiting += [Aside("note", text.header, text.number), *text.asides]
    last += waiting
    return asides


def _names(texts: Sequence[_Text]) -> list[str]:
    """Name the texts, each otherwise than all others."""
    ids = [_id_of(text.variables) for text in texts]
    told = Counter(ids)
    proposed = [
        name if name and told[name] == 1 else _joined(text.variables) for text, name in zip(texts, ids, strict=True)
    ]
    return _told_apart(proposed, [text.ordinal for text in texts])


def _id_of(variables: Mapping[str, str]) -> str:
    return next((value for name, value in variables.items() if name.casefold() == "id"), "")


def _joined(variables: Mapping[str, str]) -> str:
    return " ".join(f"{name}_{value}" if value else name for name, value in variables.items())


def _told_apart(proposed: Sequence[str], ordinals: Iterable[int]) -> list[str]:
    shared = Counter(proposed)
    taken = set(proposed)
    names: list[str] = []
    for name, ordinal in zip(proposed, ordinals, strict=True):
        apart = name
        if not name or shared[name] > 1:
            apart = f"{name or 'texte'} ({ordinal})"
            while apart in taken:
                apart = f"{apart} ({ordinal})"
            taken.add(apart)
        names.append(apart)
    return names
