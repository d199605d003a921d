"""What a study's folder holds before anything is stored: who is announced, which files came, what is amiss."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path

from flows.planned_interviews import IncomingFile, Inventory, PlannedInterview
from flows.study_folder import StudyFolder
from tasks.errors import Problem, StudyInvalid
from tasks.grid.codebook import parse_codebook
from tasks.ingestion.file_matching import FileMatch, match_files, rows_without_file
from tasks.ingestion.folding import fold
from tasks.ingestion.goal_files import GoalRow, read_goals
from tasks.ingestion.participants import ParticipantRow, ParticipantTable, read_participants
from tasks.ingestion.tables import read_table
from tasks.records import Finding
from tasks.study_config import CONFIG_FILE, StudyConfig, load_study_config

CODEBOOK_FILE = "codebook.toml"
_NO_TRANSCRIPT = re.compile(r"^(\.|~\$|README|LISEZ)", re.IGNORECASE)


def take_inventory(folder: StudyFolder, *, secret: bytes = b"") -> Inventory:
    """Look through a study's folder.

    Raises StudyInvalid with every problem of its files, StudyMissing where it is no study.
    """
    config = load_study_config(folder.root)
    problems: list[Problem] = []
    table = _participants(folder, config, problems)
    files = _incoming_files(folder, problems)
    texts = {
        "codebook": _codebook_text(folder, problems),
        "names": _names_text(folder, config, problems),
    }
    if texts["codebook"] or not (folder.root / CODEBOOK_FILE).exists():
        problems += _codebook_problems(texts["codebook"], config)
    grids = _grids(folder, config, problems)
    goals = _goals(folder, config, table, problems)
    if problems:
        raise StudyInvalid(problems)
    matches = match_files([path.name for path in files], table.rows)
    planner = _Planner(config, table, dict(zip((path.name for path in files), files, strict=True)), matches)
    return planner.inventory(texts=texts, grids=grids, goals=goals, secret=secret)


class _Planner:
    """From the rows of the table and the files that came to the interviews of the study."""

    def __init__(
        self, config: StudyConfig, table: ParticipantTable, files: Mapping[str, Path], matches: Sequence[FileMatch]
    ) -> None:
        self.config = config
        self.table = table
        self.files = files
        self.matches = matches
        self.labels: dict[str, str] = {}
        self.findings: list[Finding] = [_placed(found) for found in table.findings]
        self.findings += [_placed(found) for found in rows_without_file(matches, table.rows)]

    def inventory(
        self,
        *,
        texts: Mapping[str, str],
        grids: Sequence[Mapping[str, str | None]],
        goals: Sequence[GoalRow],
        secret: bytes,
    ) -> Inventory:
        """The interviews, present and absent, and everything to tell."""
        found: dict[str, list[PlannedInterview]] = {}
        for row in self.table.rows:
            planned = self._planned(row)
            if planned is not None:
                found.setdefault(planned.interview_id, []).append(planned)
        present: dict[str, PlannedInterview] = {}
        absent: dict[str, PlannedInterview] = {}
        for name, claims in sorted(found.items()):
            with_files = [claim for claim in claims if claim.files]
            if len(with_files) > 1:
                self.findings.append(Finding("interview_claimed_twice", name, {"rows": len(with_files)}))
            elif with_files:
                present[name] = with_files[0]
            elif len(claims) == 1:
                absent[name] = claims[0]
        if self.config.participants.columns.consent is None:
            self.findings.append(Finding("consent_assumed"))
        for name in _of_two_roles(present):
            self.findings.append(Finding("two_roles", name))
            del present[name]
        self._tell_unmatched()
        self._tell_empty_sides(present.values())
        return Inventory(
            config=self.config,
            interviews=present,
            absent=absent,
            rows=self.table.rows,
            findings=tuple(self.findings),
            matches=self.matches,
            file_labels=self.labels,
            texts=texts,
            grids=grids,
            goals=goals,
            secret=secret,
        )

    def _planned(self, row: ParticipantRow) -> PlannedInterview | None:
        files = self._files_of(row)
        digests = [_digest_or_none(path) for path in files]
        if None in digests:
            self.findings.append(_placed(Finding("file_unreadable", row.id, {"line": row.lines[0]})))
            files, digests = [], []
        role = _value_of(row.role, {name: (name, *group.values) for name, group in self.config.groups.items()})
        held_on = row.date or self._date_in_names(files)
        wave = self._wave_of(row, held_on)
        modalities = {name: (name, item.label, *item.values) for name, item in self.config.modalities.items()}
        modality = _value_of(row.modality, modalities)
        if files:
            self._tell_unknown(row, role, wave, modality)
        if not role or not wave or re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", row.id) is None:
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
            files=tuple(IncomingFile(path, digest or "") for path, digest in zip(files, digests, strict=True)),
        )

    def _files_of(self, row: ParticipantRow) -> list[Path]:
        matched = [match for match in self.matches if match.row is not None and match.row.lines == row.lines]
        order = {name: place for place, name in enumerate(row.files)}
        matched.sort(key=lambda match: (order.get(match.name, 0), match.file))
        return [self.files[match.file] for match in matched]

    def _date_in_names(self, files: Iterable[Path]) -> date | None:
        pattern = self.config.incoming.date_in_name
        for path in files if pattern else ():
            found = re.search(pattern or "", path.name)
            if found:
                try:
                    numbers = [int(part or "") for part in found.groups()]
                    parts = dict(zip(self.config.incoming.date_order, numbers, strict=True))
                    year = parts["y"] + 2000 if parts["y"] < 100 else parts["y"]
                    return date(year, parts["m"], parts["d"])
                except ValueError:
                    return None
        return None

    def _wave_of(self, row: ParticipantRow, held_on: date | None) -> str:
        waves = self.config.waves
        if row.wave:
            return _value_of(row.wave, {name: (name, wave.label) for name, wave in waves.items()})
        if len(waves) == 1:
            return next(iter(waves))
        for name, wave in waves.items():
            after = wave.from_ is None or (held_on is not None and held_on >= wave.from_)
            before = wave.to is None or (held_on is not None and held_on <= wave.to)
            if after and before and (wave.from_ or wave.to):
                return name
        return ""

    def _consent_of(self, row: ParticipantRow) -> str:
        if self.config.participants.columns.consent is None:
            return "assumed"
        given = {fold(value) for value in self.config.participants.consent.given}
        return "given" if fold(row.consent) in given else "missing"

    def _tell_unknown(self, row: ParticipantRow, role: str, wave: str, modality: str) -> None:
        faults = {"role_unknown": not role, "wave_unknown": not wave}
        faults["modality_unknown"] = bool(row.modality and self.config.modalities and not modality)
        for code, holds in faults.items():
            if holds:
                self.findings.append(_placed(Finding(code, row.id, {"line": row.lines[0]})))

    def _tell_unmatched(self) -> None:
        for match in self.matches:
            if match.row is None:
                self.labels[match.file] = f"file {(_digest_or_none(self.files[match.file]) or 'unreadable')[:8]}"
                details: dict[str, str | int | float] = {"candidates": len(match.candidates)}
                self.findings.append(Finding(f"file_{match.code}", self.labels[match.file], details))

    def _tell_empty_sides(self, interviews: Iterable[PlannedInterview]) -> None:
        held = Counter(interview.role for interview in interviews)
        for role, group in self.config.groups.items():
            if not held[role]:
                self.findings.append(
                    Finding("side_empty", "", {"side": group.side, "group": group.label, "place": role})
                )


def _of_two_roles(interviews: Mapping[str, PlannedInterview]) -> list[str]:
    """Interviews of participants whom the table puts on both sides."""
    roles: dict[str, set[str]] = {}
    for interview in interviews.values():
        roles.setdefault(interview.row.id, set()).add(interview.role)
    return [name for name, interview in interviews.items() if len(roles[interview.row.id]) > 1]


def _placed(found: Finding) -> Finding:
    """With its line as place, so that several of one kind stay apart."""
    lines = str(found.details.get("line", found.details.get("lines", "")))
    return Finding(found.code, found.subject, {**found.details, "place": f"l. {lines}"})


def _value_of(written: str, spellings: Mapping[str, Iterable[str]]) -> str:
    """The id whose spellings hold ``written``, compared folded; empty where none does."""
    for name, values in spellings.items():
        if written and fold(written) in {fold(value) for value in values}:
            return name
    return ""


def _participants(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> ParticipantTable:
    name = config.participants.file
    empty = ParticipantTable((), (), ())
    try:
        data = (folder.root / name).read_bytes()
        table = read_participants(
            read_table(data, name=name), config.participants.columns.model_dump(exclude_none=True)
        )
    except OSError as error:
        problems.append(Problem(name, f"cannot be read: {error.strerror}", "put the participants' table there"))
        return empty
    except StudyInvalid as error:
        problems += error.problems
        return empty
    problems += table.problems
    return table


def _incoming_files(folder: StudyFolder, problems: list[Problem]) -> list[Path]:
    if not folder.incoming.is_dir():
        problems.append(Problem("incoming", "no such folder", "make it and put the transcripts in it"))
        return []
    found = sorted(path for path in folder.incoming.rglob("*") if path.is_file())
    files = [path for path in found if not _NO_TRANSCRIPT.match(path.name)]
    twice = [name for name, times in Counter(path.name for path in files).items() if times > 1]
    if twice:
        problems.append(
            Problem("incoming", f"{len(twice)} file name(s) stand in two folders", "give each file a name of its own")
        )
    if not files and not folder.warehouse.exists():
        problems.append(Problem("incoming", "holds no transcript", "put the interviews' files in it"))
    return files


def _text(path: Path, name: str, problems: list[Problem], *, needed: bool = False) -> str:
    if not path.exists() and not needed:
        return ""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        problems.append(Problem(name, "is not UTF-8 text", "save it as UTF-8"))
    except OSError as error:
        problems.append(Problem(name, f"cannot be read: {error.strerror}"))
    return ""


def _names_text(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> str:
    name = config.masking.names
    if name is None:
        return ""
    text = _text(folder.root / name, name, problems, needed=True)
    header = text.splitlines()[0] if text else "name;kind;identity;gender"
    if header.replace(" ", "").lower() != "name;kind;identity;gender":
        problems.append(Problem(name, "the first line is not name;kind;identity;gender", "write it so", line=1))
        return ""
    for number, line in enumerate(text.splitlines()[1:], start=2):
        cells = line.split(";")
        if line.strip() and (len(cells) < 2 or cells[1].strip() not in ("person", "place", "organisation")):
            problems.append(
                Problem(name, "kind is none of person, place, organisation", "correct it", line=number, field="kind")
            )
        if line.count('"') % 2:
            problems.append(Problem(name, "a quotation mark is not closed", "remove or close it", line=number))
    return text


def _codebook_text(folder: StudyFolder, problems: list[Problem]) -> str:
    """The codebook; empty where the study has none, or one that is all comments."""
    text = _text(folder.root / CODEBOOK_FILE, CODEBOOK_FILE, problems)
    written = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    return text if written else ""


def _codebook_problems(text: str, config: StudyConfig) -> Sequence[Problem]:
    if not text:
        return (
            [Problem(CONFIG_FILE, f"grids need a {CODEBOOK_FILE}", "add it, or remove the grids", field="grids")]
            if config.grids
            else ()
        )
    try:
        parse_codebook(
            text, roles=list(config.groups), waves=list(config.waves), themes=[theme.id for theme in config.themes]
        )
    except StudyInvalid as error:
        return error.problems
    return ()


def _grids(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> list[dict[str, str | None]]:
    grids: list[dict[str, str | None]] = []
    for number, grid in enumerate(config.grids, start=1):
        path = folder.root / grid.file
        try:
            digest = _file_digest(path)
        except OSError as error:
            problems.append(
                Problem(
                    grid.file,
                    f"cannot be read: {error.strerror}",
                    "put it there or correct study.toml",
                    field=f"grids, {number}",
                )
            )
            continue
        grids.append(
            {
                "file": grid.file,
                "path": str(path),
                "coder": grid.coder,
                "role": grid.role,
                "wave": grid.wave,
                "digest": digest,
            }
        )
    return grids


def _goals(
    folder: StudyFolder, config: StudyConfig, participants: ParticipantTable, problems: list[Problem]
) -> Sequence[GoalRow]:
    if config.goals is None:
        return ()
    name = config.goals.file
    try:
        table = read_goals(
            read_table((folder.root / name).read_bytes(), name=name),
            participants={row.id for row in participants.rows},
            waves={wave: (wave, item.label) for wave, item in config.waves.items()},
        )
    except OSError as error:
        what = f"cannot be read: {error.strerror}"
        problems.append(Problem(name, what, "put it there or correct study.toml", field="goals"))
        return ()
    except StudyInvalid as error:
        problems += error.problems
        return ()
    problems += table.problems
    return table.rows


def _digest_or_none(path: Path) -> str | None:
    """A hash of a file's bytes; None where the system does not let it be read."""
    try:
        return _file_digest(path)
    except OSError:
        return None


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
