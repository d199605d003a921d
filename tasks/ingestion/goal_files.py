"""The table of goals: what participants set themselves in one wave, and what they tell of it in later ones.

One row per participant, goal and wave: ``participant;objectif;libellé;vague;état;extrait;codeur``. What cannot be
understood is a problem, never a guess; all problems are told at once. No problem repeats a cell: it may name someone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from types import MappingProxyType

from tasks.errors import Problem
from tasks.ingestion.folding import fold
from tasks.ingestion.tables import RawRow, RawTable

STATES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "set": ("set", "posé", "fixé"),
        "kept": ("kept", "maintenu"),
        "reached": ("reached", "atteint"),
        "partly": ("partly", "en partie", "atteint en partie", "partiellement", "partiellement atteint"),
        "not_reached": ("not_reached", "pas atteint", "non atteint"),
        "changed": ("changed", "changé", "modifié"),
        "abandoned": ("abandoned", "abandonné"),
        "not_asked": ("not_asked", "NR", "NA", "pas demandé", "non demandé"),
    }
)
"""How the table writes the state of a goal, compared folded."""

_HEADINGS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "participant": ("participant", "participante"),
        "goal": ("objectif", "goal"),
        "label": ("libellé", "label"),
        "wave": ("vague", "wave"),
        "state": ("état", "state"),
        "quote": ("extrait", "quote"),
        "coder": ("codeur", "codeuse", "coder"),
    }
)
_STATE_OF = {fold(word): state for state, words in STATES.items() for word in words}
_SHOWN_STATES = ", ".join(words[1] for words in STATES.values())


@dataclass(frozen=True, slots=True)
class GoalRow:
    """What is told of one goal in one wave."""

    participant_id: str
    goal: str
    """As written; the same in every wave."""
    label: str
    """What the goal is, in the coder's words; may be empty."""
    wave: str
    """Id of the wave."""
    wave_number: int
    """Place of the wave in the order of time, from 1."""
    state: str
    """A key of ``STATES``."""
    quote: str
    """Words of the interview, or empty."""
    coder: str
    line: int


@dataclass(frozen=True, slots=True)
class GoalTable:
    """The table read."""

    rows: tuple[GoalRow, ...]
    """Rows that could be understood, in the order of the table."""
    problems: tuple[Problem, ...]
    """Everything that keeps the table from being taken, by line."""


def read_goals(table: RawTable, *, participants: Collection[str], waves: Mapping[str, Iterable[str]]) -> GoalTable:
    """Read a table of goals.

    ``participants``: codes of the participants' table; where it is empty (that table could not be read) codes are not
    looked at. ``waves``: in order of time, each with its spellings. A goal may be set in one wave only, has one row a
    wave at most, and no outcome in a wave before that of its setting; rows that say *not asked* may stand anywhere.
    """
    columns, problems = _columns(table)
    if problems:
        return GoalTable((), tuple(problems))
    reader = _RowReader(table, columns, participants, waves)
    rows = tuple(row for row in map(reader.read, table.rows) if row is not None)
    problems = [*reader.problems, *_contradictions(rows, table.name)]
    return GoalTable(rows, tuple(sorted(problems, key=lambda problem: problem.line or 0)))


def _columns(table: RawTable) -> tuple[dict[str, int], list[Problem]]:
    """Field → its column; a problem for each that is missing or there twice."""
    columns: dict[str, int] = {}
    problems = []
    for key, names in _HEADINGS.items():
        wanted = {fold(name) for name in names}
        places = [place for place, heading in enumerate(table.headings) if fold(heading) in wanted]
        if len(places) == 1:
            columns[key] = places[0]
            continue
        what = "several columns bear this heading" if places else "no column bears this heading"
        remedy = f"the columns are {', '.join(names[0] for names in _HEADINGS.values())}"
        problems.append(Problem(table.name, what, remedy, line=1, field=names[0]))
    return columns, problems


class _RowReader:
    """Reads row by row and keeps what is wrong."""

    def __init__(
        self,
        table: RawTable,
        columns: Mapping[str, int],
        participants: Collection[str],
        waves: Mapping[str, Iterable[str]],
    ) -> None:
        self.problems: list[Problem] = []
        self._table = table
        self._columns = columns
        self._participants = participants
        self._numbers = {wave: number for number, wave in enumerate(waves, start=1)}
        self._waves: dict[str, str] = {}
        for wave, spellings in waves.items():
            for spelling in spellings:
                self._waves.setdefault(fold(spelling), wave)

    def read(self, row: RawRow) -> GoalRow | None:
        """The row understood, or None where a cell of it is a problem."""
        cells = {key: row.cells[place] for key, place in self._columns.items()}
        wave, state = self._waves.get(fold(cells["wave"]), ""), _STATE_OF.get(fold(cells["state"]), "")
        known = bool(cells["participant"]) and (not self._participants or cells["participant"] in self._participants)
        faults = (
            ("participant", known, "is not in the participants' table", "write the code as it stands there"),
            ("goal", bool(cells["goal"]), "is empty", "name the goal, the same way in every wave"),
            ("wave", bool(wave), "is no wave of study.toml", f"one of {', '.join(self._numbers)}"),
            ("state", bool(state), "is no state of a goal", f"one of {_SHOWN_STATES}"),
        )
        wrong = [
            Problem(self._table.name, what, remedy, row.line, self._table.headings[self._columns[key]])
            for key, holds, what, remedy in faults
            if not holds
        ]
        self.problems += wrong
        if wrong:
            return None
        return GoalRow(
            participant_id=cells["participant"],
            goal=cells["goal"],
            label=cells["label"],
            wave=wave,
            wave_number=self._numbers[wave],
            state=state,
            quote=cells["quote"],
            coder=cells["coder"],
            line=row.line,
        )


def _contradictions(rows: Iterable[GoalRow], file: str) -> Iterator[Problem]:
    """Rows that cannot both be true of one goal."""
    ordered = sorted(rows, key=lambda row: (row.participant_id, row.goal, row.wave_number, row.line))
    for _, told in groupby(ordered, key=lambda row: (row.participant_id, row.goal)):
        first_of_wave: dict[str, GoalRow] = {}
        for row in told:
            first = first_of_wave.setdefault(row.wave, row)
            if first is not row:
                yield Problem(file, f"the goal stands twice in this wave (line {first.line})", "keep one row", row.line)
        yield from _order_faults(list(first_of_wave.values()), file)


def _order_faults(told: Sequence[GoalRow], file: str) -> Iterator[Problem]:
    """``told``: one goal, one row a wave, in order of time."""
    settings = [row for row in told if row.state == "set"]
    for again in settings[1:]:
        what = f"the goal is set a second time (line {settings[0].line})"
        yield Problem(file, what, "write maintenu or changé, or give the new goal another name", again.line)
    for row in told:
        if settings and row.state != "not_asked" and row.wave_number < settings[0].wave_number:
            what = f"an outcome is told before the goal was set (line {settings[0].line})"
            yield Problem(file, what, "correct the wave or the state", row.line)
