"""What ``miroir check`` tells, as records: of every file, of every interview, of the whole study."""

from __future__ import annotations

from dataclasses import dataclass, field

from tasks.ingestion.beginnings import Beginning
from tasks.records import Finding, Speaker


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a file."""

    code: str
    severity: str
    line: int | None
    message: str
    """``FILE, line LINE: what it is``, in English."""


@dataclass(frozen=True, slots=True)
class SpeakerReport:
    """One label of a file."""

    label: str
    role: Speaker
    guessed: bool
    """Neither the study nor the user says so."""
    why: str
    """Code of the rule."""
    turns: int
    words: int
    questions: int
    """Turns with a question mark."""
    line: int
    """Where it first stands in the file."""


@dataclass(frozen=True, slots=True)
class LabelSeen:
    """What has the look of a speaker's label in a file and was not taken for one."""

    label: str
    line: int
    """Where it first stands."""
    times: int
    """Lines that it opens."""
    reason: str
    """``seen_once``, ``weak``."""


@dataclass(frozen=True, slots=True)
class FileReport:
    """One file, or the part of one that is an interview's."""

    file: str
    text: str
    """Name of the text in a file that holds several."""
    first_line: int | None
    last_line: int | None
    interview: str
    """Empty where it is none."""
    match: str
    """Code of the rule by which it was matched, or of why it was not."""
    matched: str
    """The same in words."""
    format: str = ""
    encoding: str = ""
    speakers: tuple[SpeakerReport, ...] = ()
    turns: int = 0
    words: int = 0
    words_outside: int = 0
    """Before the first speaker's."""
    questions: tuple[str, ...] = ()
    """Numbers of the guide's questions found."""
    guide_questions: int = 0
    """How many the guide has."""
    assigned: float = 0.0
    """Share of words that are the interviewer's or the interviewee's."""
    problems: tuple[Problem, ...] = ()
    not_taken: tuple[LabelSeen, ...] = ()
    """Told where who speaks is not known."""
    advice: str = ""
    """What may be done about it, in English, where more can be said than the problem says."""
    beginnings: tuple[Beginning, ...] = ()
    """Lines that look like an interview's beginning, where the table puts several in the file."""

    @property
    def shown(self) -> str:
        """What it is called in ``speakers.csv``."""
        lines = f" / {self.first_line or 1}-{self.last_line or ''}" if self.first_line or self.last_line else ""
        return self.file + (f" / {self.text}" if self.text else "") + lines


@dataclass(frozen=True, slots=True)
class InterviewReport:
    """One interview, all its files together."""

    interview: str
    files: tuple[str, ...]
    format: str
    encoding: str
    consent: str
    confirmed: bool
    """Who asks and who answers is no guess."""
    turns: int
    words: int
    questions: int
    assigned: float
    problem: str
    """Code of why it cannot be read, or empty."""


@dataclass(slots=True)
class Report:
    """Everything that is told."""

    files: list[FileReport] = field(default_factory=list)
    interviews: list[InterviewReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
