"""Writing the tables that the user fills in, ``files.csv`` and ``speakers.csv``: aside, then renamed, if new."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from flows.planned_interviews import Inventory
from flows.study_folder import StudyFolder
from tasks.errors import TranscriptUnreadable
from tasks.ingestion.beginnings import Beginning, find_beginnings
from tasks.ingestion.file_mapping import MAPPING_FILE
from tasks.ingestion.file_matching import FileMatch
from tasks.ingestion.file_questions import open_questions, with_questions
from tasks.ingestion.incoming import read_incoming
from tasks.ingestion.reading import FilePart, read_part
from tasks.ingestion.speaker_sheet import SPEAKERS_FILE, Proposal, with_proposals


def ask_about_files(folder: StudyFolder, inventory: Inventory) -> str:
    """Write what is open into ``files.csv``; give the line to tell, empty where nothing is open."""
    language = inventory.config.language
    faults = {file.name for file in inventory.files if file.fault}
    readable = [match for match in inventory.matches if match.file not in faults]
    beginnings = {match.file: _beginnings(inventory, match) for match in readable if match.code == "several_rows"}
    questions = open_questions(readable, inventory.waves, language, beginnings)
    data = with_questions(inventory.mapping, questions, language)
    refused = _write(folder.root / MAPPING_FILE, data) if data is not None else ""
    n = len(questions)
    asked = f"{n} question{'s' if n > 1 else ''} about incoming files"
    if refused:
        return f"{asked}, but {MAPPING_FILE} cannot be written ({refused})"
    return f"{asked}: answer in {MAPPING_FILE}" if n else ""


def _beginnings(inventory: Inventory, match: FileMatch) -> tuple[Beginning, ...]:
    """Where interviews may begin in a file of several; none where it cannot be read, which reading it tells."""
    (path,) = (file.path for file in inventory.files if file.name == match.file)
    try:
        return find_beginnings(read_part(FilePart(read_incoming(path))).lines, match.candidates)
    except TranscriptUnreadable:
        return ()


def propose_speakers(folder: StudyFolder, inventory: Inventory, proposals: Sequence[Proposal]) -> str:
    """Write who each label seems to be into ``speakers.csv``; give the line to tell."""
    data = with_proposals(inventory.speakers, proposals, inventory.config.language)
    if data is None:
        return f"{SPEAKERS_FILE}: nothing to add, every label is there"
    refused = _write(folder.root / SPEAKERS_FILE, data)
    if refused:
        return f"{SPEAKERS_FILE} cannot be written ({refused})"
    return f"who each label seems to be is in {SPEAKERS_FILE}: write yes in its last column where it is right"


def _write(path: Path, data: bytes) -> str:
    """Write aside and rename; why not, where the system refuses."""
    aside = path.with_name(f".{path.name}.new")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        if aside.is_file():
            aside.unlink()
        return error.strerror or "the system refuses"
    return ""
