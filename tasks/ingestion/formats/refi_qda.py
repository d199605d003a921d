"""REFI-QDA projects (``.qdpx``), which NVivo, MAXQDA, ATLAS.ti and QualCoder exchange: a text for every source.

A source's text is in the project file (``PlainTextContent``) or in a member of the archive (``internal://``), and is
read as that file would be by itself. Codings and selections are no talk and are not read. Nothing outside of the
archive is opened: a source that lies elsewhere, or cannot be read, becomes a document without lines that says so.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lxml import etree

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.formats.archives import ARCHIVE_START, DAMAGED, MAX_EXPANDED_BYTES, check_archive
from tasks.ingestion.formats.encodings import MAX_TEXT_BYTES, decode_text
from tasks.ingestion.formats.plain_text import LINE_ENDS
from tasks.ingestion.formats.refi_variables import plain_guid, variables_of_sources
from tasks.ingestion.formats.xml_trees import line_of, local_name, parse_xml
from tasks.records import Aside, Document, Line

FORMAT = "qdpx"
PROJECT_PART = "project.qde"
MAX_SOURCES = 2_000

ReadInner = Callable[[bytes], Document]
"""Reads one file of the archive; raises TranscriptUnreadable."""

_SOURCES = frozenset({"TextSource", "PDFSource", "AudioSource", "VideoSource"})
_FOLDER = "sources/"


def read_all(data: bytes, read_inner: ReadInner) -> tuple[Document, ...]:
    """Read a project: a document a text, with its name (made unique) and the variables of its cases.

    Pictures are left out. A recording is as many texts as it has transcripts, their lines timed by their sync points.

    Args:
        data: the archive.
        read_inner: reader of a file that holds one interview.

    Raises:
        TranscriptUnreadable: as ``check_archive`` and ``parse_xml``; ``too_large`` (more sources than ``MAX_SOURCES``);
            ``empty_file`` (no source of text), or why the first cannot be read, where none can.
    """
    check_archive(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = _Archive(archive, read_inner)
        project = parse_xml(members.project())
        found = [text for source in _sources(project) for text in _texts(source)]
        if len(found) > MAX_SOURCES:
            raise TranscriptUnreadable("too_large", sources=len(found), limit=MAX_SOURCES)
        read = [_read_or_refused(text, members) for text in found]
    if not any(document.lines for document, _ in read):
        raise next((refused for _, refused in read if refused), TranscriptUnreadable("empty_file"))
    names = _unique([text.name for text in found])
    variables = variables_of_sources(project)
    return tuple(
        replace(document, name=name, variables=variables.get(text.guid, {}))
        for (document, _), text, name in zip(read, found, names, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a project: where it may be, the likeliest place first."""

    name: str
    guid: str
    line: int
    content: str | None
    paths: tuple[str, ...]
    points: tuple[tuple[int, float], ...] = ()
    """Sync points of a transcript: place in the text, in characters from 0, and seconds; by place."""


class _Archive:
    """The members of a project, found by name whatever its case, each read once."""

    def __init__(self, archive: zipfile.ZipFile, read_inner: ReadInner) -> None:
        self._archive = archive
        self._read_inner = read_inner
        self._members: dict[str, zipfile.ZipInfo] = {}
        for member in archive.infolist():
            if self._members.setdefault(_key(member.filename), member) is not member:
                raise TranscriptUnreadable("unsafe_archive")
        self._read: dict[str, Document | TranscriptUnreadable] = {}
        self._texts: dict[str, str] = {}
        self._expanded = 0

    def project(self) -> bytes:
        """The project file."""
        if PROJECT_PART not in self._members:
            raise TranscriptUnreadable("unknown_format", found="zip")
        return self._bytes(self._members[PROJECT_PART])

    def document(self, path: str) -> Document:
        """Read the member that a path of the project names."""
        key = self._named(path)
        if key not in self._read:
            self._read[key] = self._attempt(self._members[key])
        read = self._read[key]
        if isinstance(read, TranscriptUnreadable):
            raise read
        return read

    def text(self, path: str) -> str:
        """Give the text of a member that was read as plain text, its line ends as they are."""
        key = self._named(path)
        if key not in self._texts:
            self._texts[key] = decode_text(self._bytes(self._members[key])).text
        return self._texts[key]

    def _named(self, path: str) -> str:
        scheme, _, name = path.strip().rpartition("://")
        key = _FOLDER + _key(name).removeprefix(_FOLDER)
        if scheme.lower() != "internal" or not _stays_inside(name):
            raise TranscriptUnreadable("source_outside")
        if key not in self._members:
            raise TranscriptUnreadable("source_missing")
        return key

    def inner(self, data: bytes) -> Document:
        """Read bytes as a file by itself."""
        return self._read_inner(data)

    def _attempt(self, member: zipfile.ZipInfo) -> Document | TranscriptUnreadable:
        data = self._bytes(member)
        expanded = _expanded_bytes(data)
        self._expanded += expanded
        if expanded and self._expanded > MAX_EXPANDED_BYTES:
            raise TranscriptUnreadable("too_large", bytes=self._expanded, limit=MAX_EXPANDED_BYTES)
        try:
            return self._read_inner(data)
        except TranscriptUnreadable as refused:
            return refused

    def _bytes(self, member: zipfile.ZipInfo) -> bytes:
        try:
            return self._archive.read(member)
        except DAMAGED as error:
            raise TranscriptUnreadable("damaged_archive") from error


def _expanded_bytes(data: bytes) -> int:
    """What an archive within the archive says that it expands to; nothing for any other file."""
    if not data.startswith(ARCHIVE_START):
        return 0
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as inner:
            return sum(member.file_size for member in inner.infolist())
    except DAMAGED:
        return 0  # its own reader says what is wrong with it


def _key(name: str) -> str:
    # Windows programs write archives with backslashes
    return name.replace("\\", "/").casefold()


def _stays_inside(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return ":" not in name and "\0" not in name and all(part not in {"", ".", ".."} for part in parts)


def _sources(project: etree._Element) -> Iterator[etree._Element]:
    for child in project:
        if local_name(child) == "Sources":
            yield from (source for source in child if local_name(source) in _SOURCES)


def _texts(source: etree._Element) -> Iterator[_Text]:
    """Give the texts of a source: itself, a PDF's, or the transcripts of a recording."""
    kind = local_name(source)
    if kind == "TextSource":
        yield _text(source, source)
    elif kind == "PDFSource":
        own = next((child for child in source if local_name(child) == "Representation"), None)
        text = _text(source, source if own is None else own)
        yield replace(text, paths=(*text.paths, source.get("path") or ""))
    else:
        yield from (_text(source, child) for child in source if local_name(child) == "Transcript")


def _text(source: etree._Element, holder: etree._Element) -> _Text:
    content = next((child for child in holder if local_name(child) == "PlainTextContent"), None)
    return _Text(
        name=_one_line(source.get("name")) or _one_line(holder.get("name")),
        guid=plain_guid(source.get("guid")),
        line=line_of(holder),
        content=None if content is None else "".join(content.itertext()),
        paths=(holder.get("plainTextPath") or "", holder.get("richTextPath") or ""),
        points=tuple(sorted(_points(holder))),
    )


def _one_line(name: str | None) -> str:
    return " ".join((name or "").split())


def _points(transcript: etree._Element) -> Iterator[tuple[int, float]]:
    for point in transcript:
        written = (
            (point.get("position") or "", point.get("timeStamp") or "") if local_name(point) == "SyncPoint" else ()
        )
        if written and all(number.isascii() and number.isdecimal() and len(number) < 12 for number in written):
            yield int(written[0]), int(written[1]) / 1000


def _read_or_refused(text: _Text, archive: _Archive) -> tuple[Document, TranscriptUnreadable | None]:
    try:
        return _read(text, archive), None
    except TranscriptUnreadable as refused:
        told = _REFUSED.get(refused.code, f"Texte du projet non lu ({refused.code})")
        aside = Aside("annotation", told, text.line)
        return Document(FORMAT, "", (), (aside,), refused=refused.code), refused


_REFUSED = {
    "source_outside": "Texte du projet non lu : il se trouve hors du fichier",
    "source_missing": "Texte du projet non lu : il manque dans le fichier",
    "empty_file": "Texte du projet sans paroles",
}


def _read(text: _Text, archive: _Archive) -> Document:
    """Read a text from the first of its places that can be read."""
    if text.content is not None and text.content.strip():
        written = text.content.encode("utf-8")
        if len(written) > MAX_TEXT_BYTES:
            raise TranscriptUnreadable("too_large", bytes=len(written), limit=MAX_TEXT_BYTES)
        return _timed(archive.inner(written), text.content, text.points)
    refused = TranscriptUnreadable("empty_file")
    for path in filter(None, text.paths):
        try:
            document = archive.document(path)
            if not text.points or document.format != "txt":
                return document
            return _timed(document, archive.text(path), text.points)
        except TranscriptUnreadable as error:
            refused = error if refused.code == "empty_file" else refused
    raise refused


def _timed(document: Document, content: str, points: Sequence[tuple[int, float]]) -> Document:
    """Give lines of plain text the time of the sync point before their first words, a marker aside.

    Some programs count the two characters of a line end of Windows as one: the count by which more points stand before
    words is taken.
    """
    if not points or document.cues or document.format != "txt":
        return document
    counted = (_times(content, points), _times(content.replace("\r\n", "\n"), points))
    times = max(counted, key=len)
    return replace(document, lines=tuple(_at(line, times) for line in document.lines))


def _times(content: str, points: Sequence[tuple[int, float]]) -> dict[int, float]:
    """Line of the text → the time of the first point that stands before its words."""
    starts = [0, *(end.end() for end in LINE_ENDS.finditer(content))]
    times: dict[int, float] = {}
    line = 0
    for position, seconds in points:
        while line + 1 < len(starts) and starts[line + 1] <= position:
            line += 1
        before = content[starts[line] : position][:200].strip()
        if line + 1 not in times and (not before or before.endswith(":")):
            times[line + 1] = seconds
    return times


def _at(line: Line, times: Mapping[int, float]) -> Line:
    return replace(line, start_s=times[line.number]) if line.number in times and line.start_s is None else line


def _unique(names: Sequence[str]) -> list[str]:
    """Give every text a name of its own: those without one by their place, those alike by a number."""
    taken: set[str] = set()
    unique = []
    for place, name in enumerate(names, start=1):
        wanted = name or f"Texte {place}"
        count, own = 1, wanted
        while own.casefold() in taken:
            count += 1
            own = f"{wanted} ({count})"
        taken.add(own.casefold())
        unique.append(own)
    return unique
