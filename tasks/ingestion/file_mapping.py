"""``files.csv``: what the user answers about incoming files that no rule settles. Its answers win over every rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from tasks.errors import Problem
from tasks.ingestion.file_matching import Answer, Source
from tasks.ingestion.folding import fold
from tasks.ingestion.kept_tables import KeptRow, KeptTable, read_kept
from tasks.ingestion.participants import ParticipantRow
from tasks.ingestion.text_variables import Waves

MAPPING_FILE = "files.csv"
HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "file": ("file", "fichier"),
        "text": ("text", "texte"),
        "participant": ("participant", "code"),
        "wave": ("wave", "vague"),
        "first_line": ("from_line", "from line", "first line", "de la ligne", "première ligne", "ligne de début"),
        "last_line": ("to_line", "to line", "last line", "à la ligne", "dernière ligne", "ligne de fin"),
        "remark": ("remark", "remarque"),
    }
)
LEFT_OUT = ("-", "–", "—")
"""What stands under *participant* for a file that is no interview."""


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """What the file says, as far as it can be understood."""

    answers: tuple[Answer, ...] = ()
    problems: tuple[Problem, ...] = ()
    gone: tuple[int, ...] = ()
    """Lines that answer for files which are not in ``incoming/``."""


def read_mapping(data: bytes) -> KeptTable:
    """Read ``files.csv``; raises StudyInvalid where it is no such table."""
    return read_kept(data, name=MAPPING_FILE, headings=HEADINGS, needed=("file", "participant"))


def read_answers(
    table: KeptTable, sources: Sequence[Source], rows: Sequence[ParticipantRow], waves: Waves
) -> FileAnswers:
    """Understand every row that has an answer, against the files and the participants' table.

    Rows without a participant are questions still open, and say nothing.
    """
    reader = _Reader(table, sources, rows, waves)
    for row in table.rows:
        if row.cells["participant"]:
            reader.read(row)
    reader.problems += _contradictions(reader.answers, table)
    problems = sorted(reader.problems, key=lambda problem: problem.line or 0)
    return FileAnswers(tuple(reader.answers), tuple(problems), tuple(reader.gone))


@dataclass(slots=True)
class _Reader:
    table: KeptTable
    sources: Sequence[Source]
    rows: Sequence[ParticipantRow]
    waves: Waves
    answers: list[Answer] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)

    def read(self, row: KeptRow) -> None:
        """Take the answer of a row, or tell why it is none."""
        told = len(self.problems)
        sources = self._sources(row)
        wave = self._wave(row)
        participant = None if row.cells["participant"] in LEFT_OUT else self._participant(row, wave)
        first, last = (self._line(row, key) for key in ("first_line", "last_line"))
        if first is not None and last is not None and last < first:
            self._tell(row, "last_line", "comes before the first line", "correct the lines")
        if len(self.problems) == told:
            for source in sources:
                self.answers.append(Answer(source.file, source.text, participant, wave, first, last, row.line))

    def _sources(self, row: KeptRow) -> list[Source]:
        file, text = row.cells["file"], row.cells["text"]
        files = _named(file, [source.file for source in self.sources])
        if not files:
            self.gone.append(row.line)
            return []
        if len(files) > 1:
            self._tell(row, "file", "several files have this name", "write it as incoming/ has it, folder included")
            return []
        inside = [source for source in self.sources if source.file == files[0]]
        if not text and (len(inside) == 1 or row.cells["participant"] in LEFT_OUT):
            return inside
        texts = _named(text, [source.text for source in inside if source.text]) if text else []
        if len(texts) != 1:
            what = "the file has no text of this name" if text else "the file holds several interviews"
            # their names may name someone: they are for the terminal of ``miroir check`` alone
            remedy = "name one of its texts: `miroir check` lists them once the row has no participant"
            self._tell(row, "text", what, remedy if len(inside) > 1 else "leave the text empty")
        return [source for source in inside if source.text in texts]

    def _wave(self, row: KeptRow) -> str:
        written = row.cells["wave"]
        wave = self.waves.named(written)
        if written and not wave:
            known = ", ".join(self.waves.spellings)
            self._tell(row, "wave", "no such wave in study.toml", f"the waves are {known}")
        return wave

    def _participant(self, row: KeptRow, wave: str) -> ParticipantRow | None:
        code = row.cells["participant"]
        theirs = [known for known in self.rows if known.id == code]
        theirs = theirs or [known for known in self.rows if fold(known.id) == fold(code)]
        if not theirs:
            self._tell(row, "participant", "no such code in the participants' table", "write a code of it, or -")
            return None
        if row.cells["wave"] and not wave:
            return None  # told already
        fitting = [known for known in theirs if not wave or self.waves.of_row(known) in ("", wave)]
        sure = [known for known in fitting if wave and self.waves.of_row(known) == wave] or fitting
        if len(sure) == 1:
            return sure[0]
        if not fitting:
            self._tell(row, "wave", "the participants' table has no interview of this code in this wave")
        elif len(theirs) > 1 and not wave:
            self._tell(
                row, "wave", f"the participants' table has {len(theirs)} interviews of this code", "name the wave"
            )
        else:
            lines = ", ".join(str(line) for known in sure for line in known.lines)
            what = f"lines {lines} of the participants' table are one code and wave"
            self._tell(row, "participant", what, "give them different codes or waves there")
        return None

    def _line(self, row: KeptRow, key: str) -> int | None:
        written = row.cells[key]
        if not written:
            return None
        if not (written.isascii() and written.isdigit() and len(written) < 10 and int(written) > 0):
            self._tell(row, key, "is no line number", "write a whole number from 1, or nothing")
            return None
        return int(written)

    def _tell(self, row: KeptRow, key: str, what: str, remedy: str = "") -> None:
        heading = self.table.headings.get(key, key)
        self.problems.append(Problem(self.table.name, what, remedy, line=row.line, field=heading))


def gone_problems(answers: FileAnswers, table: KeptTable) -> list[Problem]:
    """Answers for files that are not there, as problems: before a first run a name without its file is a slip."""
    heading = table.headings["file"]
    what, remedy = "no such file in incoming/", "correct the name, or remove the row"
    return [Problem(table.name, what, remedy, line=line, field=heading) for line in answers.gone]


def _named(written: str, names: Sequence[str]) -> list[str]:
    """The names that are meant: this very one, else the only ones that fold alike."""
    known = list(dict.fromkeys(names))
    if written in known:
        return [written]
    last = [name for name in known if name.rpartition("/")[2] == written]
    return last or [name for name in known if fold(name) == fold(written) and fold(written)]


def _contradictions(answers: Sequence[Answer], table: KeptTable) -> Iterator[Problem]:
    of_source: dict[tuple[str, str], list[Answer]] = defaultdict(list)
    for answer in answers:
        for before in of_source[answer.file, answer.text]:
            if _overlap(before, answer):
                what = f"contradicts line {before.line}: both answer for the same lines of the file"
                remedy = "remove one, or give each its lines"
                yield Problem(table.name, what, remedy, line=answer.line, field=table.headings["file"])
                break
        of_source[answer.file, answer.text].append(answer)
    waves: dict[tuple[int, ...], Answer] = {}
    for answer in answers:
        if answer.row is not None and answer.wave:
            before = waves.setdefault(answer.row.lines, answer)
            if before.wave != answer.wave:
                what = f"contradicts line {before.line}: the participants' table has one interview of this code"
                yield Problem(table.name, what, "add a row for the other wave there", answer.line, "wave")


def _overlap(one: Answer, other: Answer) -> bool:
    starts = max(one.first_line or 1, other.first_line or 1)
    ends = [answer.last_line for answer in (one, other) if answer.last_line is not None]
    return not ends or starts <= min(ends)
