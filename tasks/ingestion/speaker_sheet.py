"""``speakers.csv``: who each label of each file is. Miroir proposes, the user confirms; what is confirmed counts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tasks.errors import Problem
from tasks.ingestion.folding import fold
from tasks.ingestion.kept_tables import KeptRow, KeptTable, new_table, read_kept, rewrite
from tasks.ingestion.labels import label_key
from tasks.ingestion.vocabulary import INTERVIEWEE_WORDS, INTERVIEWER_WORDS
from tasks.messages import Language, say
from tasks.records import Speaker

SPEAKERS_FILE = "speakers.csv"
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "file": ("file", "fichier"),
        "speaker": ("speaker", "locuteur", "label", "marque"),
        "role": ("role", "rôle"),
        "turns": ("turns", "tours"),
        "words": ("words", "mots"),
        "why": ("why", "pourquoi"),
        "confirmed": ("confirmed", "confirmé"),
    }
)
_ROLES: tuple[tuple[Speaker, frozenset[str]], ...] = (
    ("interviewer", INTERVIEWER_WORDS),
    ("interviewee", INTERVIEWEE_WORDS),
    ("other", frozenset({"autre", "autres", "other", "others", "tiers"})),
)
_YES = frozenset({"oui", "o", "yes", "y", "x", "vrai", "true", "1", "ok"})
_NO = frozenset({"", "non", "n", "no", "faux", "false", "0"})


@dataclass(frozen=True, slots=True)
class SpeakerRow:
    """One label of one file, with the role that stands beside it."""

    line: int
    file: str
    """Name of the file; with `` / text`` or `` / first-last line`` where it holds several interviews."""
    speaker: str
    role: Speaker | None
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SpeakerSheet:
    """The sheet as far as it can be understood."""

    rows: tuple[SpeakerRow, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerLabels:
    """Labels that the user confirmed for one interview."""

    interviewer: tuple[str, ...] = ()
    interviewee: tuple[str, ...] = ()
    other: tuple[str, ...] = ()

    def facts(self) -> dict[str, object]:
        """As the steps are told: the labels, and whether both roles are among them."""
        return {
            "interviewer": list(self.interviewer),
            "interviewee": list(self.interviewee),
            "other": list(self.other),
            "confirmed": bool(self.interviewer and self.interviewee),
        }


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a label was taken for, to be confirmed."""

    file: str
    speaker: str
    role: Speaker
    turns: int
    words: int
    why: str
    """One of the rules of ``speaker_roles``."""


def read_sheet(data: bytes) -> KeptTable:
    """Read ``speakers.csv``; raises StudyInvalid where it is no such table."""
    needed = ("file", "speaker", "role", "confirmed")
    return read_kept(data, name=SPEAKERS_FILE, headings=HEADINGS, needed=needed)


def read_speakers(table: KeptTable) -> SpeakerSheet:
    """Understand every row; what is wrong with any of them is told."""
    problems: list[Problem] = []
    rows = [_row(row, table, problems) for row in table.rows]
    before: dict[tuple[str, str], SpeakerRow] = {}
    for row in (row for row in rows if row.confirmed):
        first = before.setdefault((fold(row.file), label_key(row.speaker)), row)
        if first.role != row.role:
            what = f"contradicts line {first.line}: one label of one file has two roles"
            problems.append(Problem(table.name, what, "keep one", line=row.line, field=table.headings["role"]))
    return SpeakerSheet(tuple(rows), tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def labels_of(sheet: SpeakerSheet, files: Collection[str]) -> SpeakerLabels:
    """The confirmed labels of the files (as the sheet calls them) of one interview."""
    folded = {fold(file) for file in files}
    rows = [row for row in sheet.rows if row.confirmed and fold(row.file) in folded]

    def of_role(role: Speaker) -> tuple[str, ...]:
        return tuple(dict.fromkeys(row.speaker for row in rows if row.role == role))

    return SpeakerLabels(of_role("interviewer"), of_role("interviewee"), of_role("other"))


def contradictory_labels(labels: SpeakerLabels) -> list[str]:
    """Labels that the files of one interview give two roles: an interview has one for each."""
    roles = (labels.interviewer, labels.interviewee, labels.other)
    folded = [{label_key(label) for label in of_role} for of_role in roles]
    return sorted((folded[0] & folded[1]) | (folded[0] & folded[2]) | (folded[1] & folded[2]))


def with_proposals(table: KeptTable | None, proposals: Iterable[Proposal], language: Language) -> bytes | None:
    """Give the sheet with the labels that it lacks, or ``None`` where it lacks none; rows that are there stay."""
    known = {(fold(row.cells["file"]), label_key(row.cells["speaker"])) for row in table.rows} if table else set()
    summed: dict[tuple[str, str], Proposal] = {}
    for proposal in proposals:
        summed.setdefault((fold(proposal.file), label_key(proposal.speaker)), proposal)
    rows = [_cells(proposal, language) for key, proposal in summed.items() if key not in known]
    if not rows:
        return None
    if table is None:
        return new_table({key: say("sheets", f"head_{key}", language) for key in HEADINGS}, rows)
    return rewrite(table, drop=(), add=rows)


def _row(row: KeptRow, table: KeptTable, problems: list[Problem]) -> SpeakerRow:
    written = fold(row.cells["role"])
    role = next((role for role, words in _ROLES if written in words), None)
    answer = fold(row.cells["confirmed"])
    confirmed = answer in _YES
    faults: list[tuple[str, str, str]] = []
    if written and role is None:
        faults.append(("role", "is none of interviewer, interviewee, other", "correct it"))
    if answer not in _YES | _NO:
        faults.append(("confirmed", "is neither yes nor no", "write yes, or nothing"))
    if confirmed and not written:
        faults.append(("role", "is empty in a row that is confirmed", "write interviewer, interviewee or other"))
    faults += [
        (key, "is empty in a row that is confirmed", "")
        for key in ("file", "speaker")
        if confirmed and not row.cells[key]
    ]
    problems += [
        Problem(table.name, what, remedy, line=row.line, field=table.headings[key]) for key, what, remedy in faults
    ]
    return SpeakerRow(row.line, row.cells["file"], row.cells["speaker"], role, confirmed)


def _cells(proposal: Proposal, language: Language) -> dict[str, str]:
    return {
        "file": proposal.file,
        "speaker": proposal.speaker,
        "role": say("sheets", f"role_{proposal.role}", language),
        "turns": str(proposal.turns),
        "words": str(proposal.words),
        "why": say("sheets", f"why_{proposal.why}", language),
        "confirmed": "",
    }
