"""What the texts of a collection (a corpus, a project) say of themselves: whose interview each is, of which wave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.ingestion.folding import fold
from tasks.ingestion.participants import ParticipantRow, value_key

_WHO = frozenset(
    {"code", "enquete", "ent", "entretien", "id", "identifiant", "ind", "individu", "interview", "itw", "loc"}
    | {"locuteur", "nom", "participant", "suj", "sujet"}
)
"""What variables are called that say who speaks."""
_WHEN = frozenset({"phase", "session", "t", "temps", "v", "vague", "wave"})


@dataclass(frozen=True, slots=True)
class Waves:
    """What is known of waves before any interview is read."""

    of_rows: Mapping[tuple[int, ...], str] = field(default_factory=dict)
    """Lines of a row of the table → its wave, empty where the table does not tell."""
    spellings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Wave → how it may be written."""

    def of_row(self, row: ParticipantRow) -> str:
        """The wave of a row, or an empty string."""
        return self.of_rows.get(row.lines, "")

    def named(self, written: str) -> str:
        """The wave that is written so, or an empty string."""
        return value_of(written, self.spellings)

    def told_by(self, variables: Mapping[str, str]) -> str:
        """The wave that a text's variables tell, or an empty string.

        A bare number is a wave only in a variable that is called one: ``*sexe_1`` is none. Variables that contradict
        one another tell nothing.
        """
        called = {self.named(value) for name, value in variables.items() if _stem(name) in _WHEN}
        others = {self.named(value) for value in variables.values() if not value_key(value).isdigit()}
        for found in (called - {""}, others - {""}):
            if found:
                return found.pop() if len(found) == 1 else ""
        return ""


def value_of(written: str, spellings: Mapping[str, Iterable[str]]) -> str:
    """The id whose spellings hold ``written``, with its spaces or else without them; empty where none does."""
    for form in (fold, value_key):
        for name, values in spellings.items():
            if form(written) and form(written) in {form(value) for value in values}:
                return name
    return ""


def telling_variables(texts: Sequence[tuple[str, Mapping[str, str]]], waves: Waves) -> dict[str, frozenset[str]]:
    """File → the variables that may say whose interview a text is.

    Those that are called so, and those whose values are no bare numbers and shared by no two texts of the file in one
    wave: what many share (a sex, an age band) may look like a participant's code by chance.

    Args:
        texts: the file of each text, and its variables.
        waves: to tell apart two interviews of one participant.
    """
    values: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for file, variables in texts:
        for name, value in variables.items():
            values[file, name].append((fold(value), waves.told_by(variables)))
    telling: dict[str, set[str]] = {file: set() for file, _ in texts}
    for (file, name), told in values.items():
        own = len(told) == len(set(told)) and not any(value.isdigit() for value, _ in told)
        if own or _stem(name) in _WHO:
            telling[file].add(name)
    return {file: frozenset(names) for file, names in telling.items()}


def named_rows(text: str, variables: Mapping[str, str], rows: Sequence[ParticipantRow]) -> list[ParticipantRow]:
    """Rows of the participants whose code is the text's name or one of its variables' values, folded."""
    values = {fold(value) for value in (text, *variables.values())} - {""}
    return [row for row in rows if fold(row.id) in values]


def _stem(name: str) -> str:
    return fold(name).rstrip("0123456789").strip()
