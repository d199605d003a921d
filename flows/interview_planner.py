"""From the rows of the participants' table and what came into ``incoming/`` to the interviews of a study."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.incoming_files import FoundFile
from flows.planned_interviews import IncomingFile, PlannedInterview
from tasks.ingestion.file_matching import OPEN_CODES, FileMatch, rows_without_file
from tasks.ingestion.file_names import date_in_name
from tasks.ingestion.participants import ParticipantRow, ParticipantTable, value_key
from tasks.ingestion.speaker_sheet import SpeakerLabels, SpeakerSheet, labels_of
from tasks.ingestion.text_variables import Waves, value_of
from tasks.records import Finding
from tasks.study_config import StudyConfig

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def waves_of(config: StudyConfig, rows: Iterable[ParticipantRow]) -> Waves:
    """Which wave the table tells of each row, and how waves are written."""
    spellings = {name: (name, wave.label) for name, wave in config.waves.items()}
    return Waves({row.lines: _wave_of_row(config, row, spellings) for row in rows}, spellings)


def wave_of_day(config: StudyConfig, held_on: date | None) -> str:
    """The wave that a day falls in; empty where it falls in none, or is not known."""
    for name, wave in config.waves.items():
        after = wave.from_ is None or (held_on is not None and held_on >= wave.from_)
        before = wave.to is None or (held_on is not None and held_on <= wave.to)
        if after and before and (wave.from_ or wave.to):
            return name
    return ""


def _wave_of_row(config: StudyConfig, row: ParticipantRow, spellings: Mapping[str, Iterable[str]]) -> str:
    if row.wave:
        return value_of(row.wave, spellings)
    if len(config.waves) == 1:
        return next(iter(config.waves))
    return wave_of_day(config, row.date) if row.date is not None else ""


@dataclass(slots=True)
class Planner:
    """Puts interviews together and gathers what is to be told; used once."""

    config: StudyConfig
    table: ParticipantTable
    files: Mapping[str, FoundFile]
    matches: Sequence[FileMatch]
    waves: Waves
    sheet: SpeakerSheet
    gone: Sequence[FileMatch] = ()
    """What files that have left ``incoming/`` were: the sheet of speakers still knows them."""
    labels: dict[tuple[str, str], str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    present: dict[str, PlannedInterview] = field(default_factory=dict)
    absent: dict[str, PlannedInterview] = field(default_factory=dict)

    def plan(self) -> None:
        """Find the interviews, present and absent, and everything to tell."""
        self.findings += [_placed(found) for found in self.table.findings]
        self.findings += [_placed(found) for found in rows_without_file(self.matches, self.table.rows)]
        found: dict[str, list[PlannedInterview]] = {}
        for row in self.table.rows:
            planned = self._planned(row)
            if planned is not None:
                found.setdefault(planned.interview_id, []).append(planned)
        for name, claims in sorted(found.items()):
            with_files = [claim for claim in claims if claim.files]
            if len(with_files) > 1:
                self.findings.append(Finding("interview_claimed_twice", name, {"rows": len(with_files)}))
            elif with_files:
                self.present[name] = with_files[0]
            elif len(claims) == 1:
                self.absent[name] = claims[0]
        if self.config.participants.columns.consent is None:
            self.findings.append(Finding("consent_assumed"))
        for name in _of_two_roles(self.present):
            self.findings.append(Finding("two_roles", name))
            del self.present[name]
        self._tell_files()
        self._tell_empty_sides()

    def _planned(self, row: ParticipantRow) -> PlannedInterview | None:
        matched = self._matches_of(row)
        parts = [self._part(match) for match in matched]
        if any(self.files[match.file].fault for match in matched):
            parts = []
        role = value_of(row.role, {name: (name, *group.values) for name, group in self.config.groups.items()})
        held_on = row.date or self._date_in_names(parts)
        wave = self.waves.of_row(row) or next((match.wave for match in matched if match.wave), "")
        wave = wave or (wave_of_day(self.config, held_on) if not row.wave else "")
        modalities = {name: (name, item.label, *item.values) for name, item in self.config.modalities.items()}
        modality = value_of(row.modality, modalities)
        if parts:
            self._tell_unknown(row, role, wave, modality)
        if not role or not wave or _ID.fullmatch(row.id) is None:
            return None
        return PlannedInterview(
            interview_id=f"{row.id}-{wave}",
            row=row,
            role=role,
            side=self.config.groups[role].side,
            wave=wave,
            modality=modality,
            held_on=held_on,
            consent=self._consent_of(row),
            files=tuple(parts),
            speakers=self._speakers(row, parts),
        )

    def _matches_of(self, row: ParticipantRow) -> list[FileMatch]:
        """Its files in the order of the table, parts by their marks, then those that the user added."""
        matched = [match for match in self.matches if match.row is not None and match.row.lines == row.lines]
        order = {name: place for place, name in enumerate(row.files)}
        return sorted(
            matched,
            key=lambda match: (
                order.get(match.name, len(order)),
                match.answer_line,
                match.part,
                match.file,
                match.text,
            ),
        )

    def _part(self, match: FileMatch) -> IncomingFile:
        file = self.files[match.file]
        return IncomingFile(
            path=file.path,
            digest=file.digest,
            text=match.text,
            first_line=match.first_line,
            last_line=match.last_line,
            name=match.file,
            text_digest=next((text.digest for text in file.texts if text.name == match.text), ""),
        )

    def _speakers(self, row: ParticipantRow, parts: Sequence[IncomingFile]) -> SpeakerLabels:
        gone = [match for match in self.gone if match.row is not None and match.row.lines == row.lines]
        return labels_of(self.sheet, [part.shown for part in parts] or [match.file for match in gone])

    def _date_in_names(self, parts: Iterable[IncomingFile]) -> date | None:
        if not self.config.incoming.date_in_name:
            return None
        pattern, order = re.compile(self.config.incoming.date_in_name), self.config.incoming.date_order
        names = (name for part in parts for name in (part.text, part.path.name))
        return next(filter(None, (date_in_name(name, pattern=pattern, order=order) for name in names)), None)

    def _consent_of(self, row: ParticipantRow) -> str:
        if self.config.participants.columns.consent is None:
            return "assumed"
        consent = self.config.participants.consent
        given, withdrawn = (set(map(_consent_key, values)) for values in (consent.given, consent.withdrawn))
        several = row.consent.split(" / ") if len(row.lines) > 1 else [row.consent]
        written = set(map(_consent_key, several)) - {""}
        if written and written <= given:
            return "given"
        return "withdrawn" if written & (withdrawn - given) else "missing"

    def _tell_unknown(self, row: ParticipantRow, role: str, wave: str, modality: str) -> None:
        faults = {"role_unknown": not role, "wave_unknown": not wave}
        faults["modality_unknown"] = bool(row.modality and self.config.modalities and not modality)
        for code, holds in faults.items():
            if holds:
                self.findings.append(_placed(Finding(code, row.id, {"line": row.lines[0]})))

    def _tell_files(self) -> None:
        """What of ``incoming/`` is no interview, without its names."""
        for place, file in enumerate(self.files.values(), start=1):
            if file.fault:
                self.labels[file.name, ""] = f"file #{place}"
                of_whom = [match.row.id for match in self.matches if match.file == file.name and match.row is not None]
                known = f" ({of_whom[0]})" if of_whom and _ID.fullmatch(of_whom[0]) else ""
                self.findings.append(Finding(file.fault, f"file #{place}{known}", dict(file.details)))
        for file in self.files.values():
            if file.twin:
                self.labels[file.name, ""] = file.label
        twins = Counter(file.label for file in self.files.values() if file.twin)
        self.findings += [Finding("file_twice", label, {"count": count + 1}) for label, count in twins.items()]
        for match in self.matches:
            file = self.files[match.file]
            if match.row is None and not file.fault:
                texts = [text.name for text in file.texts]
                place_of = f", text {texts.index(match.text) + 1}" if match.text in texts else ""
                self.labels[match.key] = file.label + place_of
                details: dict[str, str | int | float] = {}
                if match.code in OPEN_CODES:
                    details = {"candidates": len(match.candidates)}
                self.findings.append(Finding(f"file_{match.code}", self.labels[match.key], details))

    def _tell_empty_sides(self) -> None:
        held = Counter(interview.role for interview in self.present.values())
        for role, group in self.config.groups.items():
            if not held[role]:
                details: dict[str, str | int | float] = {"side": group.side, "group": group.label, "place": role}
                self.findings.append(Finding("side_empty", "", details))


def _consent_key(written: str) -> str:
    """Spellings of one answer are equal, but a question mark behind a yes is no spelling of yes."""
    return value_key(written) + ("?" if "?" in written else "")


def _of_two_roles(interviews: Mapping[str, PlannedInterview]) -> list[str]:
    """Interviews of participants whom the table puts on both sides."""
    roles: dict[str, set[str]] = {}
    for interview in interviews.values():
        roles.setdefault(interview.row.id, set()).add(interview.role)
    return [name for name, interview in interviews.items() if len(roles[interview.row.id]) > 1]


def _placed(found: Finding) -> Finding:
    """With its line as place, so that several of one kind stay apart."""
    lines = str(found.details.get("line", found.details.get("lines", found.details.get("column", ""))))
    of_column = "column" in found.details
    return Finding(found.code, found.subject, {**found.details, "place": lines if of_column else f"l. {lines}"})
