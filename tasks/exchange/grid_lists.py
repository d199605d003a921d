"""The grid as tables for analysis: cell by cell in the long shape, as a matrix, its codebook, the words behind it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import polars as pl

from tasks.exchange.grid_sheets import GridTables, Row, indicators_of

_CODEBOOK = (
    "indicator",
    "observable_number",
    "observable_label",
    "number",
    "label",
    "theme",
    "roles",
    "waves",
    "exclusive",
    "definition",
)
BETWEEN_QUOTES = " […] "


@dataclass(frozen=True, slots=True)
class ListSheet:
    """A sheet with one row of headings."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    widths: tuple[int, ...]
    """Of the columns, in characters; the last one holds for those that follow."""


def list_sheets(tables: GridTables, judged: pl.DataFrame) -> tuple[ListSheet, ...]:
    """The sheets beside the printed ones. ``judged``: one state a cell (``grid_sheets.judge_cells``).

    The long shape is one that Miroir reads; the headings of the others are none that it would take for a grid.
    """
    return (
        _sheet(tables, "long", tuple(_long_rows(tables)), (24, 9, 6, 18, 18, 30, 26, 34, 9, 12, 70)),
        _matrix(tables, judged),
        _sheet(tables, "codebook", tuple(_codebook_rows(tables)), (26, 9, 34, 9, 40, 14, 20, 10, 14, 50, 34)),
        _sheet(tables, "quotes", tuple(_quote_rows(tables)), (30, 34, 26, 24, 9, 12, 9, 90)),
    )


_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "long": (
        "interview",
        "code",
        "side",
        "group",
        "wave",
        "observable",
        "indicator",
        "label",
        "coder",
        "state",
        "quote",
    ),
    "codebook": (
        "key",
        "observable_number",
        "observable_label",
        "number",
        "indicator_label",
        "theme",
        "groups",
        "waves",
        "exclusive",
        "definition",
        "facing",
    ),
    "quotes": ("observable_label", "indicator_label", "key", "who", "code", "coders", "turn", "words"),
}


def _sheet(tables: GridTables, name: str, rows: tuple[Row, ...], widths: tuple[int, ...]) -> ListSheet:
    headings = tuple(tables.word(f"head_{heading}") for heading in _HEADINGS[name])
    return ListSheet(tables.word(f"sheet_{name}"), headings, rows, widths)


def _asked(tables: GridTables) -> dict[str, list[dict[str, str]]]:
    """Group → its indicators in the order of the codebook."""
    return {role: indicators_of(tables, role).to_dicts() for role in {one.role for one in tables.interviews}}


def _long_rows(tables: GridTables) -> Iterator[Row]:
    """One row an interview, indicator and coder: what is asked of the interview's group, and what was marked beyond."""
    asked = _asked(tables)
    everything = tables.indicators.sort("position").to_dicts()
    cells: dict[tuple[str, str], list[tuple[str, str]]] = {}
    columns = ("interview_id", "indicator", "coder", "state")
    for interview, indicator, coder, state in tables.grid_cells.sort(columns[:3]).select(columns).iter_rows():
        cells.setdefault((interview, indicator), []).append((coder, state))
    words, units = _words(tables), tables.units()
    for one in tables.interviews:
        keys = {row["indicator"] for row in asked[one.role]}
        beyond = [row for row in everything if row["indicator"] not in keys]
        place = (units[one.interview_id], one.interview_id, one.side, tables.groups.get(one.role, one.role))
        for row in (*asked[one.role], *beyond):
            for coder, state in cells.get((one.interview_id, row["indicator"]), ()):
                if row["indicator"] in keys or state in ("present", "absent"):
                    said = BETWEEN_QUOTES.join(words.get((one.interview_id, row["indicator"], coder), ()))
                    about = (row["observable_label"], row["indicator"], row["label"])
                    shown = tables.word(f"state_{state}")
                    yield (*place, tables.waves.get(one.wave, one.wave), *about, coder, shown, said)


def _words(tables: GridTables) -> dict[tuple[str, str, str], list[str]]:
    """Interview, indicator and coder → the words that were found, in order."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for row in tables.quotes.sort("interview_id", "indicator", "coder", "ordinal").to_dicts():
        if row["words"]:
            found.setdefault((row["interview_id"], row["indicator"], row["coder"]), []).append(row["words"])
    return found


def _matrix(tables: GridTables, judged: pl.DataFrame) -> ListSheet:
    """Interviews by indicators: 1 borne, 0 not, nothing where it was not asked or not coded."""
    states = {(row["interview_id"], row["indicator"]): row["state"] for row in judged.to_dicts()}
    keys = list(tables.indicators.sort("position")["indicator"])
    values, units = {"present": 1, "absent": 0}, tables.units()
    rows = tuple(
        (
            units[one.interview_id],
            one.interview_id,
            one.side,
            tables.groups.get(one.role, one.role),
            tables.waves.get(one.wave, one.wave),
            *(values.get(states.get((one.interview_id, key), "not_coded")) for key in keys),
        )
        for one in tables.interviews
    )
    headings = tuple(tables.word(f"head_{heading}") for heading in ("interview", "code", "side", "group", "wave"))
    return ListSheet(tables.word("sheet_matrix"), (*headings, *keys), rows, (24, 9, 6, 18, 18, 12))


def _codebook_rows(tables: GridTables) -> Iterator[Row]:
    facing: dict[str, list[str]] = {}
    for row in tables.indicator_pairs.sort("pair").to_dicts():
        for here, there in ((row["indicator_a"], row["indicator_b"]), (row["indicator_b"], row["indicator_a"])):
            if here and there:
                facing.setdefault(here, []).append(there)
    for row in tables.indicators.sort("position").to_dicts():
        yield (*(row[column] for column in _CODEBOOK), " ".join(facing.get(row["indicator"], ())))


def _quote_rows(tables: GridTables) -> Iterator[Row]:
    """One row a passage behind a cell; words that several coders quoted alike stand once."""
    units = tables.units()
    order = {interview: place for place, interview in enumerate(units)}
    named = {row["indicator"]: row for row in tables.indicators.to_dicts()}
    quotes = [row for row in tables.quotes.to_dicts() if row["interview_id"] in units and row["indicator"] in named]
    passages: dict[tuple[str, str, int, str], list[str]] = {}
    for row in sorted(
        quotes,
        key=lambda row: (
            named[row["indicator"]]["position"],
            order[row["interview_id"]],
            row["turn"] or 10**9,
            row["words"],
            row["coder"],
            row["ordinal"],
        ),
    ):
        coders = passages.setdefault((row["indicator"], row["interview_id"], row["turn"], row["words"]), [])
        if row["coder"] not in coders:
            coders.append(row["coder"])
    for (indicator, interview, turn, words), coders in passages.items():
        about = (named[indicator]["observable_label"], named[indicator]["label"], indicator)
        place = (units[interview], interview, ", ".join(coders), turn or None)
        yield (*about, *place, words or tables.word("words_not_found"))
