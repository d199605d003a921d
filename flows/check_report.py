"""What ``miroir check`` tells of every file: how it was matched, how it was read, who speaks in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from flows.check_hints import advise, labels_not_taken
from flows.check_records import FileReport, InterviewReport, Problem, Report, SpeakerReport
from flows.incoming_files import FoundFile
from flows.match_words import explain_file, explain_match
from flows.planned_interviews import IncomingFile, Inventory, PlannedInterview
from tasks.errors import TranscriptUnreadable
from tasks.ingestion.beginnings import find_beginnings
from tasks.ingestion.events import count_spoken_words
from tasks.ingestion.file_matching import OPEN_CODES, FileMatch
from tasks.ingestion.incoming import FileReader
from tasks.ingestion.labels import label_key
from tasks.ingestion.reading import FilePart, Transcript
from tasks.ingestion.work import read_interview
from tasks.messages import say, severity_of
from tasks.records import Finding, Turn

SPEAKERS = ("interviewer", "interviewee", "other")


def report_study(inventory: Inventory, advance: Callable[[int], object] = lambda _: None) -> Report:
    """Read every interview, one at a time: no more than the files of one are held.

    Args:
        inventory: the study.
        advance: told after each interview.
    """
    report = Report(findings=list(inventory.findings))
    read: dict[tuple[str, str, int | None], FileReport] = {}
    matches: dict[str, list[FileMatch]] = {}
    for match in inventory.matches:
        matches.setdefault(match.file, []).append(match)
    reader = FileReader()
    for interview in inventory.interviews.values():
        for file in _report_interview(interview, inventory, report, matches, reader):
            read[file.file, file.text, file.first_line] = file
        advance(1)
    for found in inventory.files:
        here = matches.get(found.name, [])
        if found.fault or found.twin or not here:
            why = found.fault or "twice"
            report.files.append(FileReport(found.name, "", None, None, "", why, explain_file(found)))
        for match in here if not found.fault else ():
            known = read.get((match.file, match.text, match.first_line))
            report.files.append(known or _without_interview(found, match, inventory, reader))
    return report


def report_unmatched(inventory: Inventory) -> Report:
    """Read every file of a study whose own files are to be mended first: whose interviews they are is not known.

    Args:
        inventory: the study's settings and its incoming files, no more.
    """
    reader = FileReader()
    report = Report()
    for found in inventory.files:
        for source in found.sources() if not found.fault else ():
            match = FileMatch(found.name, "unmatched", text=source.text)
            file = _without_interview(found, match, inventory, reader)
            report.files.append(replace(file, match="", matched="not matched yet, see the problems below"))
        if found.fault:
            report.files.append(FileReport(found.name, "", None, None, "", found.fault, explain_file(found)))
    return report


def _without_interview(found: FoundFile, match: FileMatch, inventory: Inventory, reader: FileReader) -> FileReport:
    """A file that is no interview yet: read all the same, for who speaks in it may tell whose it is."""
    file = _matched(match, "", inventory)
    if match.code not in OPEN_CODES:
        return file
    part = IncomingFile(found.path, found.digest, match.text, match.first_line, match.last_line, found.name)
    try:
        data = reader.read(part.path, digest=part.digest)
        transcript = read_interview({"role": "", "names": []}, [_part_of(part, data)], inventory.config)
    except TranscriptUnreadable as error:
        return replace(file, problems=(_problem(error.code, part, error.details),))
    read = _with_transcript(file, part, transcript, inventory)
    if match.code != "several_rows":
        return read
    # whether all of it together is an interview is no question: it is several
    return replace(read, problems=(), beginnings=find_beginnings(transcript.documents[0].lines, match.candidates))


def _part_of(part: IncomingFile, data: bytes) -> FilePart:
    return FilePart(data, part.text, part.first_line, part.last_line)


def _matched(match: FileMatch, interview: str, inventory: Inventory) -> FileReport:
    return FileReport(
        file=match.file,
        text=match.text,
        first_line=match.first_line,
        last_line=match.last_line,
        interview=interview,
        match=match.code,
        matched=explain_match(match, inventory.table_name, is_taken=bool(interview)),
    )


def _report_interview(
    interview: PlannedInterview,
    inventory: Inventory,
    report: Report,
    matches: Mapping[str, Sequence[FileMatch]],
    reader: FileReader,
) -> Iterator[FileReport]:
    name = interview.interview_id
    told: tuple[Problem, ...] = ()
    if not interview.consented:
        report.findings.append(Finding(f"consent_{interview.consent}", name))
        code = f"consent_{interview.consent}"
        told = (Problem(code, severity_of(code), None, say("findings", code, "en", {"subject": name})),)
    parts: list[FilePart] = []
    readings: list[Transcript] = []
    for part in interview.files:
        match = next(found for found in matches[part.name] if _is_of(found, part, interview))
        file = _matched(match, name, inventory)
        try:
            parts.append(_part_of(part, reader.read(part.path, digest=part.digest)))
            transcript = read_interview(interview.facts(), parts[-1:], inventory.config)
        except TranscriptUnreadable as error:
            report.findings.append(Finding(error.code, name, {**error.details, "file": part.shown}))
            yield replace(file, problems=(*told, _problem(error.code, part, error.details)))
            continue
        readings.append(transcript)
        read = _with_transcript(file, part, transcript, inventory)
        yield replace(read, problems=(*told, *read.problems))
    report.interviews.append(_summed(interview, parts, readings, inventory, report))


def _is_of(match: FileMatch, part: IncomingFile, interview: PlannedInterview) -> bool:
    place = (match.file, match.text, match.first_line, match.last_line)
    is_place = place == (part.name, part.text, part.first_line, part.last_line)
    return is_place and match.row is not None and match.row.lines == interview.row.lines


def _summed(
    interview: PlannedInterview,
    parts: Sequence[FilePart],
    readings: Sequence[Transcript],
    inventory: Inventory,
    report: Report,
) -> InterviewReport:
    """The interview as one conversation; nothing is counted of one whose files cannot all be read."""
    name, files = interview.interview_id, tuple(part.shown for part in interview.files)
    plain = InterviewReport(name, files, "", "", interview.consent, False, 0, 0, 0, 0.0, "")
    if len(readings) < len(interview.files):
        unread = [found.code for found in report.findings if found.subject == name and "file" in found.details]
        return replace(plain, problem=unread[0])
    whole = readings[0] if len(readings) == 1 else read_interview(interview.facts(), parts, inventory.config)
    found = whole.finding(name)
    if found is not None and (interview.consented or whole.problem):
        place: dict[str, str | int | float] = {"file": files[0]} if len(files) == 1 and whole.problem else {}
        others = [turn.line for turn in whole.turns if turn.speaker == "other"]
        if place and others:
            place["line"] = others[0]
        report.findings.append(replace(found, details={**found.details, **place}))
    return replace(
        plain,
        format=whole.formats,
        encoding=whole.encodings,
        confirmed=whole.confirmed,
        turns=len(whole.turns),
        words=sum(whole.words_of(speaker) for speaker in SPEAKERS),
        questions=len({turn.question for turn in whole.turns if turn.question}),
        assigned=1 - whole.unassigned_share if whole.turns else 0.0,
        problem=whole.problem,
    )


def _with_transcript(file: FileReport, part: IncomingFile, transcript: Transcript, inventory: Inventory) -> FileReport:
    role = inventory.interviews[file.interview].role if file.interview else ""
    guide = [question.number for question in inventory.config.guides.get(role, ())]
    asked = {turn.question for turn in transcript.turns if turn.question}
    problems: tuple[Problem, ...] = ()
    if transcript.problem:
        details: dict[str, str | int | float] = {"percent": round(100 * transcript.unassigned_share)}
        others = [turn.line for turn in transcript.turns if turn.speaker == "other"]
        if others:
            details["line"] = others[0]
        problems = (_problem(transcript.problem, part, details),)
    unheard = transcript.problem in ("no_speakers", "one_speaker")
    not_taken = labels_not_taken(transcript.documents, inventory.config) if unheard else ()
    return replace(
        file,
        not_taken=not_taken,
        advice=advise(transcript, not_taken),
        format=transcript.formats,
        encoding=transcript.encodings,
        speakers=tuple(_speakers(transcript)),
        turns=len(transcript.turns),
        words=sum(transcript.words_of(speaker) for speaker in SPEAKERS),
        words_outside=transcript.words_unassigned,
        questions=tuple(sorted(asked, key=lambda number: guide.index(number) if number in guide else len(guide))),
        guide_questions=len(guide),
        assigned=1 - transcript.unassigned_share if transcript.turns else 0.0,
        problems=problems,
    )


def _speakers(transcript: Transcript) -> Iterator[SpeakerReport]:
    turns: dict[str, list[Turn]] = {}
    for turn in transcript.turns:
        turns.setdefault(label_key(turn.label), []).append(turn)
    for role in transcript.roles:
        theirs = turns.get(label_key(role.label), [])
        yield SpeakerReport(
            label=role.label,
            role=role.speaker,
            guessed=not transcript.confirmed and role.why not in ("given", "other"),
            why=role.why,
            turns=len(theirs),
            words=sum(count_spoken_words(turn.text) for turn in theirs),
            questions=sum("?" in turn.text for turn in theirs),
            line=theirs[0].line if theirs else 0,
        )


def _problem(code: str, part: IncomingFile, details: dict[str, str | int | float]) -> Problem:
    line = details.get("line")
    place = f"{part.shown}, line {line}" if isinstance(line, int) else part.shown
    said = say("findings", code, "en", {"place": "", **details, "subject": place})
    return Problem(code, severity_of(code), line if isinstance(line, int) else None, said)
