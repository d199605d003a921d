"""How ``miroir check`` is printed: the total, what is set aside, a table a file, and what to look over."""

from __future__ import annotations

import json
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Literal

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table

from flows.check_records import FileReport, Report, SpeakerReport
from flows.match_words import FAULTS
from flows.planned_interviews import Inventory
from tasks.errors import Problem
from tasks.ingestion.file_matching import OPEN_CODES
from tasks.messages import say, severity_of
from tasks.records import Finding

_NOTES_SHOWN = 3
_SUBJECTS_SHOWN = 20
_PLAIN_WIDTH = 120
_LEAST = {"speaker": 8, "role": 11, "turns": 5, "words": 5, "line": 4, "why": 8}
"""Columns of the speakers, and their least widths on a small terminal."""
_SEVERITIES = (("stop", "Stops:"), ("set_aside", "Set aside:"), ("warn", "To look over:"), ("note", "To know:"))


def write_json(report: Report, inventory: Inventory, told: Mapping[str, str], problems: Sequence[Problem] = ()) -> None:
    """The report for programs. Keys stay as they are; new ones may come.

    ``files`` (``FileReport``), ``interviews`` (``InterviewReport``), ``findings`` (``code``, ``severity``, ``subject``,
    ``details``, ``message``), ``told`` (of ``files``, ``speakers`` and ``dictionary``: the line that the user is told)
    and ``problems`` (``file``, ``line``, ``field``, ``what``, ``remedy``: of the study's own files; of the others only
    ``files`` holds something then).
    """
    findings = [
        {
            "code": found.code,
            "severity": severity_of(found.code),
            "subject": found.subject,
            "details": found.details,
            "message": _said(found, inventory),
        }
        for found in report.findings
    ]
    content = {
        "files": [asdict(file) for file in report.files],
        "interviews": [asdict(interview) for interview in report.interviews],
        "findings": findings,
        "told": dict(told),
        "problems": [asdict(problem) for problem in problems],
    }
    sys.stdout.write(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def write_report(report: Report, inventory: Inventory, told: Mapping[str, str]) -> None:
    """The report for a terminal, or plain where it is none: the total, what is set aside, every file, the rest."""
    console = _console()
    sys.stdout.write(_summary(report) + "\n")
    for severity, title in _SEVERITIES:
        if severity == "warn":  # what can wait stands behind the files
            sys.stdout.write("\n")
            _write_files(console, report)
        here = [found for found in report.findings if severity_of(found.code) == severity]
        if here:
            sys.stdout.write(title + "\n")
        for code in dict.fromkeys(found.code for found in here):
            _write_code(code, [found for found in here if found.code == code], report, inventory)
    for line in told.values():
        sys.stdout.write(f"{line[0].upper()}{line[1:]}.\n")


def write_files(report: Report) -> None:
    """The files alone, for a study whose own files are to be mended first."""
    _write_files(_console(), report)


def _console() -> Console:
    return Console(width=None if sys.stdout.isatty() else _PLAIN_WIDTH, highlight=False, markup=False)


def _write_files(console: Console, report: Report) -> None:
    told = {(found.subject, found.code) for found in report.findings}
    for file in report.files:
        is_told = bool(told) and not file.interview and (file.match in OPEN_CODES or file.match in FAULTS)
        if not is_told or file.format or file.problems:
            _write_file(console, file, told, is_told=is_told)


def _write_file(console: Console, file: FileReport, told: Collection[tuple[str, str]], *, is_told: bool) -> None:
    """One file; what was said of it above is not said again."""
    which = f" → {file.interview}" if file.interview else ""
    new = [problem for problem in file.problems if (file.interview, problem.code) not in told]
    matched = "set aside, see above" if is_told else file.matched
    console.print(f"{file.shown}{which}: {matched}", style="bold", soft_wrap=True)
    if file.format:
        console.print(Padding(" · ".join(_facts(file)), (0, 0, 0, 2), expand=False))
    if file.speakers:
        console.print(Padding(_speaker_table(file.speakers), (0, 0, 0, 2), expand=False))
    if len(new) < len(file.problems):
        console.print("  set aside, see above", style="red", soft_wrap=True)
    for line in (*(problem.message for problem in new), *_advice(file)):
        console.print(f"  {line}", style="red", soft_wrap=True)
    console.print()


def _advice(file: FileReport) -> Iterator[str]:
    """What helps to mend it."""
    if file.not_taken:
        yield "not taken: " + ", ".join(f"{seen.label} (line {seen.line})" for seen in file.not_taken)
    if file.advice:
        yield file.advice
    if file.beginnings:
        yield "lines that may be beginnings (no cut is guessed):"
    for found in file.beginnings:
        yield f"  line {found.line}: {found.text}"


def _facts(file: FileReport) -> Iterator[str]:
    yield f"{file.format} {file.encoding}".strip()
    yield f"{_count(file.turns, 'turn')}, {_count(file.words, 'word')}"
    if file.guide_questions:
        yield f"questions {', '.join(file.questions) or 'none'} ({len(file.questions)} of {file.guide_questions})"
    if file.turns:
        yield f"{file.assigned:.0%} of the text assigned"


def _count(number: int, what: str) -> str:
    return f"{number} {what}" + ("" if number == 1 else "s")


def _speaker_table(speakers: Sequence[SpeakerReport]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for heading in _LEAST:
        justify: Literal["left", "right"] = "right" if heading in ("turns", "words", "line") else "left"
        table.add_column(
            heading, justify=justify, no_wrap=heading == "role", overflow="fold", min_width=_LEAST[heading]
        )
    for speaker in speakers:
        table.add_row(
            speaker.label,
            speaker.role + (" (guess)" if speaker.guessed else ""),
            str(speaker.turns),
            str(speaker.words),
            str(speaker.line),
            say("sheets", f"why_{speaker.why}", "en"),
        )
    return table


def _write_code(code: str, told: Sequence[Finding], report: Report, inventory: Inventory) -> None:
    """Findings of one kind; of many notes the first few, and how many more there are (``--json`` gives all).

    Those that are set aside have a line each; others that differ by their subject alone share one.
    """
    severity = severity_of(code)
    is_gathered = severity in ("warn", "note")
    lines = list(_gathered(told, inventory)) if is_gathered else list(_apart(told, report, inventory))
    shown = lines[:_NOTES_SHOWN] if severity == "note" else lines
    for line in shown:
        sys.stdout.write(f"  {line}\n")
    if len(lines) > len(shown):
        sys.stdout.write(f"  ... and {len(lines) - len(shown)} more of the same kind\n")


def _apart(told: Sequence[Finding], report: Report, inventory: Inventory) -> Iterator[str]:
    """What is set aside, a line each; of files that are no interview with the rule that says so."""
    for found in told:
        keys = _files_of(found, inventory)
        files = [f for f in report.files if (f.file, f.text) in keys and found.code in (f.match, f"file_{f.match}")]
        yield from (f"{file.shown}: {file.matched}" for file in files) if files else (_said(found, inventory),)


def _gathered(told: Sequence[Finding], inventory: Inventory) -> Iterator[str]:
    """What is said of several in one sentence, their names in its beginning."""
    alike: dict[str, list[Finding]] = {}
    for found in told:
        alike.setdefault(_worded(found, ""), []).append(found)
    for same in alike.values():
        subjects = list(dict.fromkeys(_subject(found, inventory) for found in same))
        more = len(subjects) - _SUBJECTS_SHOWN
        named = subjects if more <= 0 else [*subjects[:_SUBJECTS_SHOWN], f"{more} more"]
        yield _worded(same[0], ", ".join(named))


def _said(found: Finding, inventory: Inventory) -> str:
    """The finding in words."""
    return _worded(found, _subject(found, inventory))


def _worded(found: Finding, subject: str) -> str:
    return say("findings", found.code, "en", {"place": "", **found.details, "subject": subject})


def _files_of(found: Finding, inventory: Inventory) -> list[tuple[str, str]]:
    """File and text that a finding calls by a number or a hash."""
    labels = (found.subject, found.subject.partition(" (")[0])
    return [key for key, label in inventory.file_labels.items() if label in labels]


def _subject(found: Finding, inventory: Inventory) -> str:
    """What it is about; on the user's own terminal with the names of files, which may name someone."""
    if names := [" / ".join(filter(None, key)) for key in _files_of(found, inventory)]:
        return ", ".join(names)
    subject = found.subject
    if "file" in found.details and found.subject in inventory.interviews:
        line = found.details.get("line")
        place = f"{found.details['file']}, line {line}" if line else str(found.details["file"])
        subject = f"{place} ({found.subject})"
    return subject


def _summary(report: Report) -> str:
    good = sum(not interview.problem and interview.consent in ("given", "assumed") for interview in report.interviews)
    counts = {
        severity: sum(severity_of(found.code) == severity for found in report.findings) for severity, _ in _SEVERITIES
    }
    told = f"{good} of {len(report.interviews)} interviews can be read, from {len(report.files)} files"
    aside = counts["stop"] + counts["set_aside"]
    return f"{told}; set aside: {aside}; to look over: {counts['warn']}; to know: {counts['note']}."
