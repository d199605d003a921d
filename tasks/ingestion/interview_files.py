"""The files of an interview: read from ``incoming/`` or as the vault kept them, and laid down as originals."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polars as pl

from tasks.errors import TranscriptUnreadable
from tasks.ingestion.incoming import FileReader
from tasks.ingestion.reading import FilePart, read_part, reading_text
from tasks.shards import Shard
from tasks.vault import STUDY

Row = Mapping[str, object]
UNREAD_CODES = ("file_changed", "file_is_link", "file_unreadable", "not_a_file", "too_large")
"""Why the bytes of a file are not known."""


@dataclass(frozen=True, slots=True)
class InterviewFile:
    """One file of an interview as it was read from ``incoming/`` or the vault."""

    row: Row
    part: FilePart

    @property
    def is_of_several(self) -> bool:
        """Whether the file holds other people's interviews too."""
        return bool(self.part.text_name) or (self.part.first_line, self.part.last_line) != (None, None)

    @property
    def name(self) -> str:
        """What it is called in its folder."""
        return Path(str(self.row["path"])).name


@dataclass(slots=True)
class InterviewFiles:
    """Gives the files of the interviews of one order; a file of several interviews is read once for those in a row."""

    shard: Shard
    """Takes the originals."""
    collections: Mapping[str, bytes] = field(default_factory=dict)
    """Files of several interviews as the vault kept them, by their hash."""
    reader: FileReader = field(default_factory=FileReader)

    def read(self, interview: Row, rows: Sequence[Row]) -> list[InterviewFile]:
        """The bytes of all files; where one cannot be read the others are kept all the same, in no file's stead.

        Raises TranscriptUnreadable: why the first that could not be read could not.
        """
        told = interview.get("parts")
        parts = told if isinstance(told, list) and told else [{}] * len(rows)
        files: list[InterviewFile] = []
        faults: list[TranscriptUnreadable] = []
        for row, part in zip(rows, parts, strict=True):
            try:
                files.append(InterviewFile(row, self._part(row, part)))
            except TranscriptUnreadable as error:
                faults.append(error)
        if faults:
            self.keep(interview, [InterviewFile({**file.row, "part": 0}, file.part) for file in files])
            raise faults[0]
        return files

    def _part(self, row: Row, part: Row) -> FilePart:
        """A file as it lies in ``incoming/`` (``part`` says what of it is meant), or as the vault kept it."""
        kept = self.collections.get(str(row.get("collection") or ""), row["content"])
        told = row if isinstance(kept, bytes) else part
        digest = str(part.get("digest") or "")
        data = kept if isinstance(kept, bytes) else self.reader.read(Path(str(row["path"])), digest=digest)
        first, last = (told.get(name) for name in ("first_line", "last_line"))
        return FilePart(
            data,
            text_name=str(told.get("text") or ""),
            first_line=first if isinstance(first, int) else None,
            last_line=last if isinstance(last, int) else None,
        )

    def keep(self, interview: Row, files: Sequence[InterviewFile]) -> list[str]:
        """Lay down the originals for the vault, under the participant's key; gives the hash of each.

        A file of several interviews holds other people's words: it is kept whole under the study's key, and only the
        own lines' text under the participant's.

        Raises TranscriptUnreadable where the own lines of such a file cannot be told.
        """
        self._keep_collections([file for file in files if file.is_of_several])
        rows: list[dict[str, object]] = []
        faults: list[TranscriptUnreadable] = []
        for file in files:
            try:
                rows.append(_original_row(interview, file))
            except TranscriptUnreadable as error:
                faults.append(error)
        self.shard.add_sealed("originals", rows)
        if faults:
            raise faults[0]
        return [str(row["content_hash"]) for row in rows]

    def _keep_collections(self, files: Sequence[InterviewFile]) -> None:
        sealed = self.shard.sealed
        kept = {*self.collections, *(sealed["collections"]["content_hash"] if "collections" in sealed else ())}
        for file in files:
            digest = _sha256(file.part.data)
            if digest not in kept:
                row: dict[str, object] = {
                    "content_hash": digest,
                    "participant_id": STUDY,
                    "file_name": file.name,
                    "content": file.part.data,
                }
                self.shard.add_sealed("collections", [row])
                kept.add(digest)


def supersede(before: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The originals of some interviews once ``new`` ones were read: none is deleted.

    One that a new file supersedes stays, as part 0. Where not all files of an interview could be read (``new`` has them
    as part 0), those that stood stand: the interview can still be read from them.
    """
    key = ["interview_id", "content_hash"]
    once = new.unique(key, keep="first", maintain_order=True)
    whole = once.filter(pl.col("part") > 0)
    stays = before.join(once, on=key, how="anti").with_columns(
        part=pl.when(pl.col("interview_id").is_in(whole["interview_id"].implode()))
        .then(pl.lit(0, dtype=pl.Int32))
        .otherwise("part")
    )
    aside = once.filter(pl.col("part") == 0)
    known = before.join(aside, on=key, how="semi")
    return pl.concat([whole, aside.join(before, on=key, how="anti"), known, stays.select(before.columns)])


@lru_cache(maxsize=1)
def _sha256(data: bytes) -> str:
    """The hash of a file: of one that holds several interviews each of them asks for it."""
    return hashlib.sha256(data).hexdigest()


def _original_row(interview: Row, file: InterviewFile) -> dict[str, object]:
    content, collection = file.part.data, ""
    if file.is_of_several:
        collection = _sha256(content)
        content = reading_text(read_part(file.part)).encode()
    return {
        "interview_id": interview["interview_id"],
        "part": file.row["part"],
        "participant_id": interview["participant_id"],
        "content_hash": hashlib.sha256(content).hexdigest(),
        "collection": collection,
        "first_line": file.part.first_line,
        "last_line": file.part.last_line,
        "text_name": file.part.text_name,
        "file_name": file.name,
        "content": content,
    }
