"""The interviews of a study as its files announce them, and what the steps are told of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from flows.dictionary_files import DictionaryRead
from flows.incoming_files import FoundFile
from tasks.ingestion.file_matching import FileMatch
from tasks.ingestion.goal_files import GoalRow
from tasks.ingestion.kept_tables import KeptTable
from tasks.ingestion.participants import ParticipantRow
from tasks.ingestion.speaker_sheet import SpeakerLabels
from tasks.ingestion.text_variables import Waves
from tasks.records import Finding
from tasks.study_config import StudyConfig
from tasks.vault import Vault

_FILES_SCHEMA = {
    "interview_id": pl.String,
    "part": pl.Int32,
    "participant_id": pl.String,
    "path": pl.String,
    "content": pl.Binary,
    "collection": pl.String,
    "text": pl.String,
    "first_line": pl.Int32,
    "last_line": pl.Int32,
}


@dataclass(frozen=True, slots=True)
class IncomingFile:
    """One file of ``incoming/``, or the part of it that is one interview's."""

    path: Path
    digest: str
    text: str = ""
    """Name of the text in a file that holds several, or empty."""
    first_line: int | None = None
    last_line: int | None = None
    name: str = ""
    """What the file is called to the user."""
    text_digest: str = ""
    """Hash of the text alone: what is corrected in the others of a file is no correction of this one."""

    @property
    def shown(self) -> str:
        """What this part is called to the user: the file, with its text or its lines where they are not the whole."""
        of_text = f" / {self.text}" if self.text else ""
        some_lines = self.first_line is not None or self.last_line is not None
        lines = f" / {self.first_line or 1}-{self.last_line or ''}" if some_lines else ""
        return f"{self.name or self.path.name}{of_text}{lines}"

    @property
    def content(self) -> str:
        """What its content hangs on: the file's hash, and which part of it is meant."""
        part = (self.text, self.first_line, self.last_line)
        own = self.text_digest or self.digest
        return self.digest if part == ("", None, None) else json.dumps([own, *part], ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class PlannedInterview:
    """An interview that the participants' table announces and whose files are there (or were)."""

    interview_id: str
    row: ParticipantRow
    role: str
    side: str
    wave: str
    modality: str
    held_on: date | None
    consent: str
    """``given``, ``assumed`` (the table has no consent column), ``missing`` or ``withdrawn``."""
    files: tuple[IncomingFile, ...]
    speakers: SpeakerLabels = field(default_factory=SpeakerLabels)
    """Labels that the user confirmed for its files."""
    kept_digest: str = ""
    """Of files that have left ``incoming/`` since they were read: the originals are in the vault."""

    @property
    def consented(self) -> bool:
        """Whether it may be analysed; otherwise its original goes to the vault and nothing of it further."""
        return self.consent in ("given", "assumed")

    def facts(self) -> dict[str, object]:
        """What the steps are told of it.

        ``parts`` are in the order of its files; empty for those that have left ``incoming/``.
        """
        names = [f"{self.row.first_name} {self.row.surname}".strip(), self.row.first_name, self.row.surname]
        return {
            "interview_id": self.interview_id,
            "participant_id": self.row.id,
            "role": self.role,
            "side": self.side,
            "wave": self.wave,
            "modality": self.modality,
            "held_on": self.held_on.isoformat() if self.held_on else None,
            "consent": self.consent,
            "attributes": dict(self.row.attributes),
            "names": [name for name in (*names, *self.row.nicknames) if name],
            "speakers": self.speakers.facts(),
            "parts": [
                {
                    "text": file.text,
                    "first_line": file.first_line,
                    "last_line": file.last_line,
                    "digest": file.digest,
                }
                for file in self.files
            ],
        }


@dataclass(frozen=True, slots=True)
class Inventory:
    """A study as it lies in its folder."""

    config: StudyConfig
    interviews: Mapping[str, PlannedInterview]
    absent: Mapping[str, PlannedInterview]
    """Announced without files: taken up again where the vault has their originals."""
    rows: Sequence[ParticipantRow]
    findings: Sequence[Finding]
    matches: Sequence[FileMatch] = ()
    file_labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """File and text that have no interview → how findings call them: a name may name someone."""
    files: Sequence[FoundFile] = ()
    """Everything that lies in ``incoming/``."""
    waves: Waves = field(default_factory=Waves)
    """Which wave the table tells of each of its rows."""
    mapping: KeptTable | None = None
    """``files.csv`` as it stands."""
    speakers: KeptTable | None = None
    """``speakers.csv`` as it stands."""
    table_name: str = ""
    """File of the participants' table."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """``codebook`` and ``names``: the texts of these files, empty where the study has none."""
    dictionary: DictionaryRead = field(default_factory=DictionaryRead)
    """The study's dictionary."""
    grids: Sequence[Mapping[str, str | None]] = ()
    goals: Sequence[GoalRow] = ()
    secret: bytes = b""
    """Keys the hashes of what may name someone."""

    def input_text(self, name: str, units: Sequence[str]) -> str:
        """An input of a step that is no table, as text."""
        if name == "participants":
            return json.dumps(self._people(), ensure_ascii=False)
        if name == "interviews":
            chosen = units if units and set(units) <= self.interviews.keys() else sorted(self.interviews)
            findings = [
                {"code": found.code, "subject": found.subject, "details": found.details} for found in self.findings
            ]
            facts = [self.interviews[unit].facts() for unit in chosen]
            return json.dumps({"interviews": facts, "findings": findings}, ensure_ascii=False)
        if name == "grids":
            return json.dumps(list(self.grids), ensure_ascii=False)
        if name == "goals":
            return json.dumps([asdict(goal) for goal in self.goals], ensure_ascii=False)
        if name == "dictionary":
            return self.dictionary.text()
        return self.texts.get(name, "")

    def input_digest(self, name: str, unit: str) -> str:
        """A hash of such an input, as far as it concerns ``unit``."""
        if name == "files":
            interview = self.interviews[unit]
            return interview.kept_digest or self.digest(" ".join(file.content for file in interview.files))
        if name == "interviews" and unit in self.interviews:
            facts = self.interviews[unit].facts()
            del facts["parts"]  # they are in the digest of the files, which outlives them in ``incoming/``
            return self.digest(json.dumps(facts, ensure_ascii=False))
        if name == "grids":
            return self.digest(" ".join(str(grid["digest"]) for grid in self.grids))
        if name == "dictionary":
            return self.digest(self.dictionary.digest)
        return self.digest(self.input_text(name, ()))

    def digest(self, text: str) -> str:
        """A hash of a text that may name someone, under the study's key."""
        return hashlib.blake2b(text.encode(), digest_size=16, key=self.secret).hexdigest()

    def with_kept(self, read_before: Mapping[str, str]) -> Inventory:
        """With the interviews whose files have left ``incoming/`` but were read before: interview → hash of its key."""
        kept = {
            name: replace(interview, kept_digest=read_before[name])
            for name, interview in self.absent.items()
            if name in read_before
        }
        return replace(self, interviews={**self.interviews, **kept}) if kept else self

    def file_rows(self, units: Sequence[str], vault: Vault) -> pl.DataFrame:
        """The files of interviews: where they are, or for those that have left ``incoming/`` their bytes.

        A file that holds several interviews is given with the first of them; the others name it.
        """
        rows: list[dict[str, object]] = []
        given: set[str] = set()
        for unit in units:
            interview = self.interviews[unit]
            rows += [
                _file_row(unit, part, interview.row.id, str(file.path), None)
                for part, file in enumerate(interview.files, start=1)
            ]
            if not interview.files:
                current = vault.read("originals", interview_id=unit).filter(pl.col("part") > 0)
                for kept in current.sort("part").to_dicts():
                    content = None if kept["collection"] in given else _kept_content(kept, vault)
                    given |= {kept["collection"]} - {""}
                    rows.append(_kept_row(unit, interview.row.id, kept, content))
        return pl.DataFrame(rows, schema=_FILES_SCHEMA, orient="row")

    def _people(self) -> list[dict[str, object]]:
        """Everyone whom the table names; those without an interview have no role: their names are masked, no more."""
        people: dict[str, dict[str, object]] = {}
        for row in self.rows:
            person = people.setdefault(row.id, _person(row))
            for name in ("first_name", "surname", "gender"):
                person[name] = person[name] or getattr(row, name)
        for interview in self.interviews.values():
            if not interview.consented:
                continue
            person = people[interview.row.id]
            person["role"] = interview.role
            person["n_interviews"] = int(str(person["n_interviews"])) + 1
            held = interview.held_on.isoformat() if interview.held_on else ""
            person["first_seen"] = min(filter(None, [str(person["first_seen"]), held]), default="")
        named = (person for person in people.values() if person["role"] or person["first_name"] or person["surname"])
        return sorted(named, key=lambda person: str(person["participant_id"]))


def _person(row: ParticipantRow) -> dict[str, object]:
    return {
        "participant_id": row.id,
        "role": "",
        "first_name": row.first_name,
        "surname": row.surname,
        "nicknames": ", ".join(row.nicknames),
        "gender": row.gender,
        "age": int(row.age) if row.age.isdigit() else None,
        "n_interviews": 0,
        "first_seen": "",
    }


def _file_row(unit: str, part: int, participant: str, path: str, content: bytes | None) -> dict[str, object]:
    return {"interview_id": unit, "part": part, "participant_id": participant, "path": path, "content": content}


def _kept_content(kept: Mapping[str, Any], vault: Vault) -> bytes:
    """A file as the vault kept it; of one that holds several interviews the whole."""
    if not kept["collection"]:
        return bytes(kept["content"])
    return bytes(vault.read("collections", content_hash=kept["collection"])["content"][0])


def _kept_row(unit: str, participant: str, kept: Mapping[str, Any], content: bytes | None) -> dict[str, object]:
    """A file that the vault kept, and what of one that holds several interviews is this one's."""
    row = _file_row(unit, kept["part"], participant, kept["file_name"], content)
    named = {"collection": kept["collection"], "text": kept["text_name"]}
    return row | named | {"first_line": kept["first_line"], "last_line": kept["last_line"]}
