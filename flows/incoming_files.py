"""What came into ``incoming/``: every file read once, bounded, and let go again; links are told, not followed."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.file_matching import Source
from tasks.ingestion.incoming import digest_of, read_incoming
from tasks.ingestion.recognise import COLLECTION_READERS, read_documents, recognise_format
from tasks.records import Document

_NO_TRANSCRIPT = re.compile(r"^(\.|~\$|README|LISEZ|Thumbs\.db$|desktop\.ini$|__MACOSX$)", re.IGNORECASE)
_OF_NOTHING = digest_of(b"")
"""Empty files are no copies of one another."""
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class TextInFile:
    """One interview of a file that holds several, as the file's format tells it."""

    name: str
    variables: Mapping[str, str] = field(default_factory=dict)
    digest: str = ""
    """Hash of what it holds, wherever it stands in the file."""


@dataclass(frozen=True, slots=True)
class FoundFile:
    """One file of ``incoming/``, looked at once; its bytes are not held."""

    name: str
    """What it is called: its name, or its path inside of ``incoming/`` where two folders have a file of that name."""
    path: Path
    inside: str
    """Its path inside of ``incoming/``."""
    digest: str = ""
    texts: tuple[TextInFile, ...] = ()
    """Its texts, where its format holds several interviews."""
    fault: str = ""
    """Code of why it cannot be taken, or empty."""
    details: Mapping[str, str | int | float] = field(default_factory=dict)
    twin: str = ""
    """Name of the file of the very same bytes that counts in its stead."""

    def sources(self) -> list[Source]:
        """What of it may be an interview: itself, or its texts."""
        if not self.texts:
            return [Source(self.name, names=(self.path.name,), inside=self.inside)]
        own = (self.path.name,) if len(self.texts) == 1 else ()
        return [Source(self.name, text.name, names=(text.name, *own), variables=text.variables) for text in self.texts]

    @property
    def label(self) -> str:
        """What findings call it: its name may name someone."""
        return f"file {self.digest[:8]}"


def find_files(incoming: Path, read: Callable[[int, int], object] = lambda *_: None) -> list[FoundFile]:
    """Look at every file of ``incoming/`` and its folders, in the order of their paths.

    Args:
        incoming: the folder.
        read: told after each file how many are read, and of how many.
    """
    paths = sorted(_walk(incoming))
    names = Counter(path.name for path in paths)
    found: list[FoundFile] = []
    for number, path in enumerate(paths, start=1):
        inside = path.relative_to(incoming).as_posix()
        shown = _printable(path.name if names[path.name] == 1 else inside)
        found.append(_look(FoundFile(shown, path, _printable(inside))))
        read(number, len(paths))
    return found


def with_twins(files: Sequence[FoundFile], order: Callable[[Sequence[str]], Sequence[str]]) -> list[FoundFile]:
    """Note for files of identical bytes which one counts: the first that ``order`` gives of their names."""
    of_digest: dict[str, list[str]] = {}
    for file in files:
        if file.digest != _OF_NOTHING:
            of_digest.setdefault(file.digest, []).append(file.name)
    counts = {digest: order(names)[0] for digest, names in of_digest.items() if digest and len(names) > 1}
    return [
        replace(file, twin=counts[file.digest]) if counts.get(file.digest, file.name) != file.name else file
        for file in files
    ]


def _walk(incoming: Path) -> Iterator[Path]:
    """Files, links to folders, and folders that cannot be listed; hidden and system ones left out."""
    refused: list[str] = []
    for folder, folders, files in os.walk(incoming, onerror=lambda error: refused.append(str(error.filename))):
        folders[:] = [name for name in folders if not _NO_TRANSCRIPT.match(name)]
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*links, *files):
            if not _NO_TRANSCRIPT.match(name):
                yield Path(folder) / name
    yield from (Path(name) for name in refused if Path(name) != incoming)


def _look(file: FoundFile) -> FoundFile:
    try:
        data = read_incoming(file.path)
    except TranscriptUnreadable as error:
        return replace(file, fault=error.code, details=error.details)
    try:
        return replace(file, digest=digest_of(data), texts=_texts(data))
    except TranscriptUnreadable as error:
        if error.code == "too_large":  # whose it is would be asked in vain
            return replace(file, digest=digest_of(data), fault=error.code, details=error.details)
        return replace(file, digest=digest_of(data))  # no reader reads it: reading tells why


def _texts(data: bytes) -> tuple[TextInFile, ...]:
    """The texts of a collection; none of a file of one interview.

    Raises TranscriptUnreadable: as the format's reader.
    """
    if recognise_format(data) not in COLLECTION_READERS:
        return ()
    documents = read_documents(data)
    return tuple(TextInFile(document.name, dict(document.variables), _text_digest(document)) for document in documents)


def _text_digest(document: Document) -> str:
    """A hash of all that a text holds, its lines counted from its own first: those of other texts may grow."""
    first = document.lines[0].number if document.lines else 0
    lines = [
        (line.text, line.number - first, line.speaker, line.start_s, line.end_s, line.bold, line.question)
        for line in document.lines
    ]
    asides = [(aside.kind, aside.text) for aside in document.asides]
    told = (document.format, document.encoding, document.cues, document.answers_only, document.refused)
    content = [*told, dict(document.roles), dict(document.variables), lines, asides]
    return digest_of(json.dumps(content).encode())


def _printable(name: str) -> str:
    return _UNPRINTABLE.sub("\ufffd", name)
