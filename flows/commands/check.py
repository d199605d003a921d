"""``miroir check DIR``: every problem of a study at once, and what each transcript was read as. Stores nothing.

What no rule settles is asked in ``files.csv``; ``--speakers`` writes who each label seems to be into ``speakers.csv``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from flows.check_records import FileReport, Report
from flows.check_report import report_study, report_unmatched
from flows.check_words import write_files, write_json, write_report
from flows.incoming_files import find_files
from flows.inventory import take_inventory
from flows.planned_interviews import Inventory
from flows.progress import Silent, Watcher, watching
from flows.study_folder import StudyFolder
from flows.user_sheets import ask_about_files, propose_speakers
from tasks.errors import StudyInvalid
from tasks.ingestion.speaker_sheet import Proposal
from tasks.language.versions import pipeline_loss
from tasks.messages import severity_of
from tasks.study_config import load_study_config


def command(chosen: argparse.Namespace) -> int:
    """Look everything over; exit code 2 where something is set aside."""
    folder = StudyFolder(chosen.study.resolve())
    with _watcher(chosen.json) as watcher:
        try:
            inventory = take_inventory(folder, reading=_Bar(watcher).read)
        except StudyInvalid as error:
            _show_files(folder, error, is_json=chosen.json)
            raise
        watcher.begin("reading interviews", len(inventory.interviews))
        report = report_study(inventory, watcher.advance)
    told = {"files": ask_about_files(folder, inventory)}
    if chosen.speakers:
        told["speakers"] = propose_speakers(folder, inventory, list(_proposals(report, inventory)))
    told["dictionary"] = _dictionary_told(inventory)
    told["pipeline"] = pipeline_loss(inventory.config.lexicon.pipeline)
    told = {name: line for name, line in told.items() if line}
    (write_json if chosen.json else write_report)(report, inventory, told)
    return 2 if any(severity_of(found.code) in ("stop", "set_aside") for found in report.findings) else 0


def _dictionary_told(inventory: Inventory) -> str:
    """How much of the study's dictionary was read; empty where it has none."""
    names, read = inventory.config.lexicon.dictionary, inventory.dictionary
    counts = [
        f"{number:,} {one if number == 1 else several}"
        for number, one, several in ((read.entries, "word", "words"), (read.expressions, "expression", "expressions"))
    ]
    return f"the study's dictionary ({', '.join(names)}) holds {' and '.join(counts)}" if names else ""


def _show_files(folder: StudyFolder, error: StudyInvalid, *, is_json: bool) -> None:
    """What the transcripts are read as, though the study's own files hold problems.

    Raises StudyInvalid where its settings cannot be read either.
    """
    config = load_study_config(folder.root)
    inventory = Inventory(config, interviews={}, absent={}, rows=(), findings=(), files=find_files(folder.incoming))
    report = report_unmatched(inventory)
    if is_json:
        write_json(report, inventory, {}, error.problems)
    else:
        write_files(report)


@contextmanager
def _watcher(is_json: bool) -> Iterator[Watcher]:
    """A bar on a terminal; nothing elsewhere, nor beside JSON."""
    if is_json or not sys.stderr.isatty():
        yield Silent()
        return
    with watching() as watcher:
        yield watcher


class _Bar:
    """The bar of the files of ``incoming/``, whose number is told with the first of them."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher

    def read(self, done: int, total: int) -> None:
        """One more file is read."""
        if done == 1:
            self._watcher.begin("looking through incoming/", total)
        self._watcher.advance(1)


def _proposals(report: Report, inventory: Inventory) -> Iterator[Proposal]:
    """Who each label seems to be; nothing of people who did not consent."""
    for file in report.files:
        if file.interview and inventory.interviews[file.interview].consented:
            yield from _of_file(file)


def _of_file(file: FileReport) -> Iterator[Proposal]:
    for speaker in file.speakers:
        yield Proposal(file.shown, speaker.label, speaker.role, speaker.turns, speaker.words, speaker.why)
