"""What a study's folder holds before anything is stored: who is announced, which files came, what is amiss."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from flows.dictionary_files import read_study_dictionary
from flows.incoming_files import FoundFile, find_files, with_twins
from flows.interview_planner import Planner, waves_of
from flows.planned_interviews import Inventory, PlannedInterview
from flows.study_files import (
    list_grids,
    participants_file,
    pipeline_problems,
    read_codebook_text,
    read_goal_rows,
    read_kept_file,
    read_names,
    read_participants_table,
)
from flows.study_folder import StudyFolder
from tasks.errors import Problem, StudyInvalid
from tasks.ingestion.file_mapping import (
    LEFT_OUT,
    MAPPING_FILE,
    FileAnswers,
    gone_problems,
    read_answers,
    read_mapping,
)
from tasks.ingestion.file_matching import Answer, FileMatch, Source, choose_of_twins, match_sources
from tasks.ingestion.kept_tables import KeptTable
from tasks.ingestion.participants import ParticipantTable
from tasks.ingestion.speaker_sheet import (
    SPEAKERS_FILE,
    SpeakerSheet,
    contradictory_labels,
    read_sheet,
    read_speakers,
)
from tasks.ingestion.text_variables import Waves
from tasks.records import Finding
from tasks.study_config import load_study_config

Reading = Callable[[int, int], object]
"""Told after each file of ``incoming/`` how many are read, and of how many."""


def take_inventory(folder: StudyFolder, *, secret: bytes = b"", reading: Reading = lambda *_: None) -> Inventory:
    """Look through a study's folder.

    Raises StudyInvalid with every problem of its files, StudyMissing where it is no study.
    """
    config = load_study_config(folder.root)
    problems: list[Problem] = []
    table = read_participants_table(folder, config, problems)
    files = _incoming_files(folder, problems, reading)
    waves = waves_of(config, table.rows)
    mapping = read_kept_file(folder, MAPPING_FILE, read_mapping, problems)
    sheet_table = read_kept_file(folder, SPEAKERS_FILE, read_sheet, problems)
    files, answers = _answers(folder, mapping, files, table, waves, problems)
    sheet = read_speakers(sheet_table) if sheet_table is not None else SpeakerSheet()
    problems += sheet.problems
    problems += pipeline_problems(config)
    dictionary = read_study_dictionary(folder, config, problems)
    texts = {
        "names": read_names(folder, config, problems),
        "codebook": read_codebook_text(folder, config, problems),
    }
    grids = list_grids(folder, config, problems)
    goals = read_goal_rows(folder, config, table, problems)
    if problems:
        raise StudyInvalid(problems)
    sources = _sources(files)
    matches = match_sources(sources, table.rows, waves=waves, answers=answers.answers)
    planner = Planner(
        config=config,
        table=table,
        files={file.name: file for file in files},
        matches=matches,
        waves=waves,
        sheet=sheet,
        gone=_gone(sheet, sources, table),
        findings=[Finding("answers_without_file", "", {"count": len(answers.gone)})] if answers.gone else [],
    )
    planner.plan()
    _refuse_contradictions(planner.present.values())
    return Inventory(
        config=config,
        interviews=planner.present,
        absent=planner.absent,
        rows=table.rows,
        findings=tuple(planner.findings),
        matches=matches,
        file_labels=planner.labels,
        files=files,
        waves=waves,
        mapping=mapping,
        speakers=sheet_table,
        table_name=participants_file(folder, config),
        texts=texts,
        dictionary=dictionary,
        grids=grids,
        goals=goals,
        secret=secret,
    )


def _incoming_files(folder: StudyFolder, problems: list[Problem], reading: Reading) -> list[FoundFile]:
    if not folder.incoming.is_dir():
        problems.append(Problem("incoming", "no such folder", "make it and put the transcripts in it"))
        return []
    files = find_files(folder.incoming, reading)
    if not files and not folder.warehouse.exists():
        problems.append(Problem("incoming", "holds no transcript", "put the interviews' files in it"))
    return files


def _sources(files: Sequence[FoundFile]) -> list[Source]:
    return [source for file in files if not file.twin for source in file.sources()]


def _answers(
    folder: StudyFolder,
    mapping: KeptTable | None,
    files: list[FoundFile],
    table: ParticipantTable,
    waves: Waves,
    problems: list[Problem],
) -> tuple[list[FoundFile], FileAnswers]:
    """The files with their twins noted, and the user's answers about them."""
    answered: set[str] = set()
    every = FileAnswers()
    if mapping is not None:
        every = read_answers(mapping, [source for file in files for source in file.sources()], table.rows, waves)
        answered = {answer.file for answer in every.answers if answer.row is not None}
    files = with_twins(files, lambda names: choose_of_twins(names, table.rows, answered))
    if mapping is None or table.problems or not table.rows:
        return files, FileAnswers()
    problems += every.problems
    problems += _twin_problems(every.answers, files, mapping)
    if not folder.warehouse.exists():
        problems += gone_problems(every, mapping)
    return files, every


def _twin_problems(answers: Sequence[Answer], files: Sequence[FoundFile], mapping: KeptTable) -> list[Problem]:
    """Two files of identical bytes are one interview: answers that make two of them contradict one another."""
    twins = {file.name: file.twin for file in files if file.twin}
    counted = {(answer.file, answer.text): answer for answer in answers}
    found: list[Problem] = []
    for answer in answers:
        other = counted.get((twins.get(answer.file, ""), answer.text))
        if other is not None and answer.row is not None and other.row != answer.row:
            what = f"contradicts line {other.line}: both files hold the very same bytes, which is one interview"
            remedy = f"write {LEFT_OUT[0]} for one of them"
            found.append(Problem(mapping.name, what, remedy, line=answer.line, field=mapping.headings["file"]))
    return found


def _gone(sheet: SpeakerSheet, sources: Sequence[Source], table: ParticipantTable) -> list[FileMatch]:
    """Which interviews the files were that the sheet of speakers knows and that have left ``incoming/``."""
    there = {source.file for source in sources}
    names = dict.fromkeys(row.file for row in sheet.rows if row.confirmed and row.file not in there)
    return match_sources([Source(name) for name in names if " / " not in name], table.rows)


def _refuse_contradictions(interviews: Iterable[PlannedInterview]) -> None:
    """Raise StudyInvalid where the confirmed labels of one interview's files contradict one another."""
    what, remedy = "gives one label two roles in the files of interview", "rename the label in one of the files"
    found = [
        Problem(SPEAKERS_FILE, f"{what} {interview.interview_id}", remedy)
        for interview in interviews
        if contradictory_labels(interview.speakers)
    ]
    if found:
        raise StudyInvalid(found)
