"""How words are laid out on a terminal: columns that line up, and places with the word in the middle of its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from dashboards.number_format import NumberStyle
from tasks.messages import Language, say

INDENT = "  "
_GAP = "  "
_LONGEST = 30
"""Width that a column takes at most; one that is flexible takes what the others leave."""
_LEAST_FLEXIBLE = 12
_LONGEST_PLACE = 30
_LEAST_SIDE = 5
_USUAL_WORD = 10
"""Letters of a word, taken the same for all so that they begin one below another."""
_OPEN, _CLOSE = "‹", "›"


@dataclass(frozen=True, slots=True)
class Manner:
    """In which language and width a study's words are told, and how the user called the study."""

    language: Language
    width: int
    study: str

    @property
    def numbers(self) -> NumberStyle:
        """How the language writes numbers."""
        return NumberStyle(self.language)

    def say(self, code: str, **details: object) -> str:
        """A message of ``words.toml``."""
        return say("words", code, self.language, details)

    def category(self, category: str, *, many: bool = False) -> str:
        """What a category is called."""
        return self.say(f"{'many' if many else 'one'}_{category.replace(' ', '_')}")

    def command(self, *arguments: str | Path) -> str:
        """A command on this study, to be typed as it stands."""
        return " ".join(["miroir", *(_quoted(str(argument)) for argument in arguments)])


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, and how its cells stand."""

    head: str
    is_number: bool = False
    is_flexible: bool = False
    """Takes what the others leave; what is longer is cut."""


def table_lines(columns: Sequence[Column], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """The rows as lines, the headings first; no line is wider than ``width`` as long as the columns can be narrowed."""
    widths = [
        min(_LONGEST, max(map(cell_len, (column.head, *(row[place] for row in rows)))))
        for place, column in enumerate(columns)
    ]
    taken = len(INDENT) + len(_GAP) * (len(columns) - 1)
    taken += sum(own for own, column in zip(widths, columns, strict=True) if not column.is_flexible)
    widths = [
        max(_LEAST_FLEXIBLE, width - taken) if column.is_flexible else own
        for own, column in zip(widths, columns, strict=True)
    ]
    heads = [column.head for column in columns]
    return [_line(columns, widths, cells) for cells in (heads, *rows)]


def _line(columns: Sequence[Column], widths: Sequence[int], cells: Sequence[str]) -> str:
    return (INDENT + _GAP.join(map(_cell, columns, widths, cells))).rstrip()


def _cell(column: Column, width: int, text: str) -> str:
    text = clipped(text, width)
    return " " * (width - cell_len(text)) + text if column.is_number else set_cell_size(text, width)


def clipped(text: str, width: int) -> str:
    """``text`` in ``width`` columns at most, ``…`` where something is cut."""
    return text if cell_len(text) <= width else set_cell_size(text, max(0, width - 1)).rstrip() + "…"


def heading(text: str) -> Text:
    """The first line of a section."""
    return Text(text, style="bold")


def place_width(contexts: Iterable[Mapping[str, object]], manner: Manner) -> int:
    """Columns that the places of these contexts take, so that all their words stand one below another."""
    most = min(_LONGEST_PLACE, manner.width // 4)
    return min(most, max((cell_len(_place(context, manner)) for context in contexts), default=0))


def context_lines(contexts: Sequence[Mapping[str, object]], column: int, manner: Manner) -> Iterator[Text]:
    """A line a place: who speaks where, and the word, marked, with what stands around it.

    ``contexts`` are rows of ``word_contexts`` or ``doubtful_contexts``; their places take ``column`` columns.
    """
    for context in contexts:
        before, word, after = (_plain(str(context[part])) for part in ("before", "word", "after"))
        start = f"{INDENT * 2}{set_cell_size(clipped(_place(context, manner), column), column)}{_GAP}"
        room = manner.width - cell_len(start) - 2
        left = max(_LEAST_SIDE, min((room - _USUAL_WORD) // 2, room - cell_len(word) - _LEAST_SIDE))
        right = max(_LEAST_SIDE, room - left - cell_len(word))
        cut = _last(before, left)
        line = Text(start, style="dim")
        line.append(" " * (left - cell_len(cut)) + cut, style="not dim")
        line.append(f"{_OPEN}{word}{_CLOSE}", style="bold not dim")
        line.append(clipped(after.rstrip(), right), style="not dim")
        yield line


def _place(context: Mapping[str, object], manner: Manner) -> str:
    return manner.say("place", label=context["label"], interview=context["interview_id"], turn=context["turn"])


def _plain(text: str) -> str:
    """Line ends and tabulations as one space."""
    return "".join(" " if sign.isspace() else sign for sign in text)


def _last(text: str, width: int) -> str:
    """The end of ``text`` in ``width`` columns at most."""
    text = text.lstrip()
    if cell_len(text) <= width:
        return text
    while cell_len(text) >= width:
        text = text[1:]
    return "…" + text


def _quoted(argument: str) -> str:
    return f'"{argument}"' if " " in argument else argument
