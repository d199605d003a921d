"""What can go wrong, named for the user's mistake.

    MiroirError                    one line on standard error, its exit code
    ├── StudyInvalid               the study's files contradict what Miroir asks of them (every problem at once)
    ├── StudyMissing               no study where one was looked for
    ├── StudyInUse                 another run holds the study's stores
    ├── StudyKeyMissing            the vault is there and its key is not
    ├── StudyKeyWrong              the key at hand opens another study's vault
    ├── TranscriptUnreadable       one incoming file cannot be read as an interview (the interview is set aside)
    ├── NothingToAnalyse           every interview was set aside
    ├── RunStopped                 a validation of severity "stop" failed: nothing after it ran
    ├── FolderTaken                a folder to be written holds something else
    ├── StoreDamaged               a store of the study cannot be read or written
    ├── StepFailed                 a fault of Miroir in a step: told by its kind and place, never by its words
    └── ToolMissing                an optional package that the study asks for is not installed

No message carries text of an interview, and none but the vault's own messages may carry a file name of ``incoming/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a study's files."""

    file: str
    """File as the user knows it, relative to the study."""
    what: str
    """What is wrong, in one sentence without full stop."""
    remedy: str = ""
    """What to do about it."""
    line: int | None = None
    """Line of the file, from 1."""
    field: str = ""
    """Key or column."""

    def __str__(self) -> str:
        place = self.file
        if self.line is not None:
            place += f", line {self.line}"
        if self.field:
            place += f", {self.field}"
        return f"{place}: {self.what}" + (f" ({self.remedy})" if self.remedy else "")


class MiroirError(Exception):
    """The root: whatever the command line answers with one plain line."""

    exit_code = 2


class StudyInvalid(MiroirError):
    """The study's files hold problems; all of them are told."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class FolderTaken(MiroirError):
    """A folder to be written holds something else, or work that someone did in it."""


class StudyMissing(MiroirError):
    """No study where one was looked for."""


class StudyInUse(MiroirError):
    """Another process holds the study's stores."""

    exit_code = 4


class StudyKeyMissing(MiroirError):
    """The vault is there and its key is not."""


class StudyKeyWrong(MiroirError):
    """The key at hand does not open this vault."""


class TranscriptUnreadable(MiroirError):
    """One incoming file cannot be read as an interview.

    ``code`` names the reason in the message catalogue, ``details`` its parameters (never text of the interview).
    """

    def __init__(self, code: str, **details: str | int | float) -> None:
        self.code = code
        self.details = details
        super().__init__(code + "".join(f" {key}={value}" for key, value in details.items()))


class NothingToAnalyse(MiroirError):
    """Every interview was set aside."""


class RunStopped(MiroirError):
    """A validation of severity "stop" failed."""

    exit_code = 3


class StoreDamaged(MiroirError):
    """A store of the study cannot be read or written."""

    exit_code = 5


class StepFailed(MiroirError):
    """A fault of Miroir in a step's work: its kind and place, never its words, which may quote an interview."""

    exit_code = 1


class ToolMissing(MiroirError):
    """An optional package is not installed."""
