"""``miroir check DIR``: every problem of a study at once, and what each transcript was read as. Stores nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from rich.console import Console
from rich.table import Table

from flows.inventory import take_inventory
from flows.planned_interviews import Inventory, PlannedInterview
from flows.study_folder import StudyFolder
from tasks.errors import TranscriptUnreadable
from tasks.ingestion.work import read_interview
from tasks.messages import say, severity_of
from tasks.records import Finding

_NOTES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class FileReport:
    """What one interview's files were read as."""

    interview: str
    files: tuple[str, ...]
    format: str
    encoding: str
    speakers: tuple[str, ...]
    """Marker, role, and why it was taken for it."""
    turns: int
    words: int
    questions: int
    assigned: float
    """Share of words in turns of the interviewer and the interviewee."""
    problem: str


def command(chosen: argparse.Namespace) -> int:
    """Look everything over; exit code 2 where an interview cannot be read."""
    folder = StudyFolder(chosen.study.resolve())
    inventory = take_inventory(folder)
    findings = list(inventory.findings)
    reports = [_report(interview, inventory, findings) for interview in inventory.interviews.values()]
    if chosen.json:
        _write_json(reports, findings)
    else:
        _write_table(reports)
        _write_findings(inventory, findings)
    return 2 if any(severity_of(found.code) in ("stop", "set_aside") for found in findings) else 0


def _report(interview: PlannedInterview, inventory: Inventory, findings: list[Finding]) -> FileReport:
    names = tuple(file.path.name for file in interview.files)
    try:
        contents = [file.path.read_bytes() for file in interview.files]
        transcript = read_interview(interview.facts(), contents, inventory.config)
    except TranscriptUnreadable as error:
        findings.append(Finding(error.code, interview.interview_id, error.details))
        return FileReport(interview.interview_id, names, "", "", (), 0, 0, 0, 0.0, error.code)
    found = transcript.finding(interview.interview_id)
    if found is not None:
        findings.append(found)
    if interview.consent == "missing":
        findings.append(Finding("consent_missing", interview.interview_id, {"value": interview.row.consent}))
    return FileReport(
        interview=interview.interview_id,
        files=names,
        format=transcript.formats,
        encoding=transcript.encodings,
        speakers=tuple(f"{role.label} = {role.speaker} ({role.why})" for role in transcript.roles),
        turns=len(transcript.turns),
        words=sum(transcript.words_of(speaker) for speaker in ("interviewer", "interviewee", "other")),
        questions=len({turn.question for turn in transcript.turns if turn.question}),
        assigned=1 - transcript.unassigned_share,
        problem=transcript.problem,
    )


def _write_json(reports: list[FileReport], findings: list[Finding]) -> None:
    told = [
        {"code": found.code, "severity": severity_of(found.code), "subject": found.subject, "details": found.details}
        for found in findings
    ]
    content = {"interviews": [asdict(report) for report in reports], "findings": told}
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def _write_table(reports: list[FileReport]) -> None:
    table = Table(title="What the transcripts were read as", title_justify="left")
    for heading in ("interview", "file", "format", "speakers", "turns", "words", "questions", "assigned"):
        table.add_column(heading, justify="right" if heading in ("turns", "words", "questions", "assigned") else "left")
    for report in reports:
        table.add_row(
            report.interview,
            "\n".join(report.files),
            f"{report.format} {report.encoding}".strip() or report.problem,
            "\n".join(report.speakers),
            str(report.turns),
            str(report.words),
            str(report.questions),
            f"{report.assigned:.0%}",
        )
    Console(width=None if sys.stdout.isatty() else 160, highlight=False, markup=False).print(table)


def _write_findings(inventory: Inventory, findings: list[Finding]) -> None:
    for severity, title in (
        ("stop", "Stops:"),
        ("set_aside", "Set aside:"),
        ("warn", "To look over:"),
        ("note", "To know:"),
    ):
        told = [found for found in findings if severity_of(found.code) == severity]
        if told:
            sys.stdout.write(title + "\n")
        for code in dict.fromkeys(found.code for found in told):
            _write_code(code, [found for found in told if found.code == code])
    for line in _unmatched_names(inventory):
        sys.stdout.write(line + "\n")
    if not findings:
        sys.stdout.write("No problem found.\n")


def _write_code(code: str, told: list[Finding]) -> None:
    """Findings of one kind; of many notes the first few, and how many more there are (``--json`` gives all)."""
    shown = told[:_NOTES_SHOWN] if severity_of(code) == "note" else told
    for found in shown:
        details = {"subject": found.subject, "place": ""} | found.details
        sys.stdout.write("  " + say("findings", code, "en", details) + "\n")
    if len(told) > len(shown):
        sys.stdout.write(f"  ... and {len(told) - len(shown)} more of the same kind\n")


def _unmatched_names(inventory: Inventory) -> Iterator[str]:
    """File names are told on the user's own terminal only: they may name someone."""
    unmatched = [match for match in inventory.matches if match.row is None]
    if unmatched:
        yield "Files without an interview:"
    for match in unmatched:
        yield f"  {inventory.file_labels[match.file]} is {match.file} ({match.code})"
