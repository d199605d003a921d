"""What a group of a Rich Text file says of the text in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from tasks.ingestion.formats.rich_flow import MAX_LEVEL, CellForm, Flow
from tasks.ingestion.formats.typed_text import NoteKind


class To(Enum):
    """Where the text of a group goes."""

    FLOW = auto()
    NOWHERE = auto()
    DRAWING = auto()
    """Nowhere, but a text box within it is read."""
    FONTS = auto()
    CODE = auto()


@dataclass(slots=True)
class Field:
    """A field: its code, and whether its result is text."""

    code: str = ""
    result_shown: bool = True


@dataclass(slots=True)
class State:
    """What a group inherits and gives up at its end."""

    flow: Flow
    to: To = To.FLOW
    outer: To | None = None
    """Where text went before a choice of encodings (``\\upr``), within it."""
    bold: bool = False
    hidden: bool = False
    deleted: bool = False
    font: int | None = None
    replaced: int = 1
    """Characters that stand after a ``\\u`` for readers without Unicode."""
    in_table: bool = False
    level: int = 1
    nested_row: bool = False
    field: Field | None = None
    opened: NoteKind | None = None
    code_of: Field | None = None

    def inherited(self) -> State:
        """Give the state of a group within this one."""
        return State(
            self.flow, self.to, self.outer, self.bold, self.hidden, self.deleted, self.font, self.replaced,
            self.in_table, self.level, self.nested_row, self.field,
        )  # fmt: skip

    @property
    def table_level(self) -> int:
        """Level of the table where a paragraph stands, 0 outside of any."""
        return min(max(1, self.level), MAX_LEVEL) if self.in_table else 0


@dataclass(slots=True)
class RowForm:
    """The definition of a row as it is read: its cells, and what the next one is said to be."""

    cells: list[CellForm] = field(default_factory=list)
    continues: bool = False
    joins: bool = False
