"""The files at a study's root: tables and texts, each read with every problem told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path

from flows.study_folder import StudyFolder
from tasks.errors import Problem, StudyInvalid
from tasks.grid.codebook import parse_codebook
from tasks.ingestion.goal_files import GoalRow, read_goals
from tasks.ingestion.kept_tables import KeptTable
from tasks.ingestion.participants import ParticipantTable, read_participants
from tasks.ingestion.tables import read_table
from tasks.language.versions import missing_pipeline
from tasks.study_config import CONFIG_FILE, Participants, StudyConfig

CODEBOOK_FILE = "codebook.toml"
WORKBOOK = "participants.xlsx"
"""Taken where the table is not named otherwise and ``participants.csv`` is not there."""


def participants_file(folder: StudyFolder, config: StudyConfig) -> str:
    """Name of the participants' table."""
    name = config.participants.file
    default = str(Participants.model_fields["file"].default)
    is_other = name == default and not (folder.root / name).exists() and (folder.root / WORKBOOK).is_file()
    return WORKBOOK if is_other else name


def read_participants_table(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> ParticipantTable:
    """The participants' table."""
    name = participants_file(folder, config)
    empty = ParticipantTable((), (), ())
    try:
        data = (folder.root / name).read_bytes()
        columns = config.participants.columns.model_dump(exclude_none=True)
        table = read_participants(read_table(data, name=name), columns)
    except OSError as error:
        problems.append(Problem(name, f"cannot be read: {error.strerror}", "put the participants' table there"))
        return empty
    except StudyInvalid as error:
        problems += error.problems
        return empty
    problems += table.problems
    return table


def read_kept_file(
    folder: StudyFolder, name: str, read: Callable[[bytes], KeptTable], problems: list[Problem]
) -> KeptTable | None:
    """A table that Miroir and the user write in turns; ``None`` where it is not there, or empty."""
    try:
        data = (folder.root / name).read_bytes()
        return read(data) if data.strip(b"\xef\xbb\xbf\r\n\t ") else None
    except FileNotFoundError:
        return None
    except OSError as error:
        problems.append(Problem(name, f"cannot be read: {error.strerror}"))
    except StudyInvalid as error:
        problems += error.problems
    return None


def read_names(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> str:
    """The list of further names; empty where the study has none."""
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
            what = "kind is none of person, place, organisation"
            problems.append(Problem(name, what, "correct it", line=number, field="kind"))
        if line.count('"') % 2:
            problems.append(Problem(name, "a quotation mark is not closed", "remove or close it", line=number))
    return text


def read_codebook_text(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> str:
    """The codebook; empty where the study has none, or one that is all comments."""
    path = folder.root / CODEBOOK_FILE
    text = _text(path, CODEBOOK_FILE, problems)
    written = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    if written or not path.exists():
        problems += _codebook_problems(text if written else "", config)
    return text if written else ""


def _codebook_problems(text: str, config: StudyConfig) -> Sequence[Problem]:
    if not text:
        what, remedy = f"grids need a {CODEBOOK_FILE}", "add it, or remove the grids"
        return [Problem(CONFIG_FILE, what, remedy, field="grids")] if config.grids else ()
    try:
        parse_codebook(
            text, roles=list(config.groups), waves=list(config.waves), themes=[theme.id for theme in config.themes]
        )
    except StudyInvalid as error:
        return error.problems
    return ()


def pipeline_problems(config: StudyConfig) -> list[Problem]:
    """Where ``[lexicon] pipeline`` names one that is not installed."""
    missing = missing_pipeline(config.lexicon.pipeline)
    remedy = "install it, name another, or leave the key out for Miroir's own"
    return [Problem(CONFIG_FILE, missing, remedy, field="lexicon.pipeline")] if missing else []


def list_grids(folder: StudyFolder, config: StudyConfig, problems: list[Problem]) -> list[dict[str, str | None]]:
    """The coders' files, as their step is told of them."""
    grids: list[dict[str, str | None]] = []
    for number, grid in enumerate(config.grids, start=1):
        path = folder.root / grid.file
        try:
            digest = _file_digest(path)
        except OSError as error:
            what, remedy = f"cannot be read: {error.strerror}", "put it there or correct study.toml"
            problems.append(Problem(grid.file, what, remedy, field=f"grids, {number}"))
            continue
        told = {"file": grid.file, "path": str(path), "coder": grid.coder, "role": grid.role, "wave": grid.wave}
        grids.append({**told, "digest": digest})
    return grids


def read_goal_rows(
    folder: StudyFolder, config: StudyConfig, participants: ParticipantTable, problems: list[Problem]
) -> Sequence[GoalRow]:
    """The table of goals; none where the study has none."""
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


def _file_digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()
