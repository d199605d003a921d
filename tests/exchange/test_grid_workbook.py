"""The workbook of the grid: what it shows, and that it comes back through the reader of printed grids."""

from __future__ import annotations

import io
from dataclasses import replace

import openpyxl
import polars as pl
import pytest

from tasks.exchange.grid_sheets import PAGE_ROWS, GridInterview, GridTables, judge_cells, lay_out_side
from tasks.exchange.grid_workbook import grid_workbook
from tasks.grid.marks import STATES
from tasks.grid.totals import flat_reading
from tasks.ingestion.grid_files import GridSheet, read_grid
from tasks.messages import Language
from tasks.warehouse import conform

ROLES = {"A": "guide", "B": "marcheur"}
WHO = {"A1": "Anne A", "A2": "Édith A", "B1": "Basile B"}
CELLS = {
    # interview, indicator: what MD and CL say
    ("A1-1", "cartes.plan"): ("present", "present"),
    ("A1-1", "cartes.=oral"): ("absent", "present"),
    ("A1-1", "cartes.gps"): ("not_asked", "not_asked"),
    ("A1-1", "fatigue.dit"): ("absent", "absent"),
    ("A2-1", "cartes.plan"): ("absent", "not_coded"),
    ("A2-1", "cartes.=oral"): ("not_coded", "not_coded"),
    ("A2-1", "cartes.gps"): ("not_asked", "absent"),
    ("A2-1", "fatigue.dit"): ("present", "not_coded"),
    ("A1-2", "cartes.plan"): ("absent", "absent"),
    ("A1-2", "cartes.=oral"): ("absent", "absent"),
    ("A1-2", "cartes.gps"): ("present", "present"),
    ("A1-2", "fatigue.dit"): ("present", "present"),
    ("B1-1", "envie.oui"): ("present", "present"),
}
INDICATORS = (
    ("cartes.plan", "cartes", "1", "Cartes", "1", "plan papier", "guide"),
    ("cartes.=oral", "cartes", "1", "Cartes", "1", "=dite", "guide"),
    ("fatigue.dit", "fatigue", "", "Fatigue", "", "se dit", "guide"),
    ("cartes.gps", "cartes", "1", "Cartes", "4", "GPS", "guide"),
    ("envie.oui", "envie", "2", "Envie", "7", "oui", "marcheur"),
)


def _cells() -> pl.DataFrame:
    rows = [
        {"interview_id": interview, "indicator": indicator, "coder": coder, "state": state}
        for (interview, indicator), said in CELLS.items()
        for coder, state in zip(("MD", "CL"), said, strict=True)
    ]
    beyond = {"interview_id": "B1-1", "indicator": "cartes.plan", "coder": "CL", "state": "not_asked"}
    return conform("grid_cells", [*rows, beyond])


def _flat(cells: pl.DataFrame) -> pl.DataFrame:
    who = pl.col("interview_id").str.slice(0, 2)
    full = cells.with_columns(
        participant_id=who,
        role=pl.col("interview_id").str.slice(0, 1).replace_strict(ROLES),
        wave=pl.col("interview_id").str.slice(3),
    )
    return conform("flat_reading", flat_reading(full))


def tables(language: Language = "fr", *, waves: int = 2) -> GridTables:
    """The invented grid; with one wave, the interviews of the first alone."""
    cells = _cells() if waves == 2 else _cells().filter(pl.col("interview_id").str.ends_with("-1"))
    columns = ("indicator", "observable", "observable_number", "observable_label", "number", "label", "roles")
    blank = {"theme": "", "waves": "1 2", "exclusive": "", "definition": ""}
    indicators = [
        {**dict(zip(columns, row, strict=True)), **blank, "position": place}
        for place, row in enumerate(INDICATORS, start=1)
    ]
    pair = {"pair": 1, "indicator_a": "cartes.plan", "indicator_b": "envie.oui", "relation": "mirrored", "theme": ""}
    quotes = [
        ("A1-1", "cartes.plan", "CL", 1, 3, "=un plan, toujours"),
        ("A1-1", "cartes.plan", "CL", 2, 5, "sur papier"),
        ("A1-1", "cartes.plan", "MD", 1, 3, "=un plan, toujours"),
        ("B1-1", "envie.oui", "CL", 1, 0, ""),
    ]
    order = ("A1-1", "A2-1", "A1-2", "B1-1") if waves == 2 else ("A1-1", "A2-1", "B1-1")
    return GridTables(
        indicators=conform("indicators", indicators),
        indicator_pairs=conform("indicator_pairs", [pair]),
        grid_cells=cells,
        flat_reading=_flat(cells),
        quotes=pl.DataFrame(
            quotes, schema=["interview_id", "indicator", "coder", "ordinal", "turn", "words"], orient="row"
        ),
        interviews=tuple(
            GridInterview(one, WHO[one[:2]], one[0], ROLES[one[0]], one.partition("-")[2]) for one in order
        ),
        waves={"1": "Printemps", "2": "Automne"} if waves == 2 else {"1": "Printemps"},
        groups={"guide": "Guides", "marcheur": "Marcheurs"},
        language=language,
    )


def written(given: GridTables) -> openpyxl.Workbook:
    """The workbook as a program opens it."""
    data = grid_workbook(given, ROLES)
    assert data is not None
    return openpyxl.load_workbook(io.BytesIO(data))


def rows_of(workbook: openpyxl.Workbook, title: str) -> list[tuple[object, ...]]:
    """Values of a sheet."""
    return [tuple(row) for row in workbook[title].iter_rows(values_only=True)]


def read_back(given: GridTables) -> GridSheet:
    """What the project's own reader makes of the workbook."""
    data = grid_workbook(given, ROLES)
    assert data is not None
    return read_grid(data, name="grille.xlsx")


def test_grid_workbook_side_is_as_printed() -> None:
    rows = rows_of(written(tables()), "A – Guides")
    assert rows[2:] == [
        (None, None, "Printemps", None, "Automne", None, None, None, None),
        (
            "Observables",
            "Indicateurs",
            "Anne A, Printemps",
            "Édith A, Printemps",
            "Anne A, Automne",
            "T",
            "n/demandés",
            "n/demandés, Printemps",
            "n/demandés, Automne",
        ),
        ("1 – Cartes", "1 – plan papier", "X", None, None, 1, "1/3", "1/2", "0/1"),
        (None, "1 – =dite", "X", "?", None, 1, "1/2", "1/1", "0/1"),
        (None, "4 – GPS", "NR", None, "X", 1, "1/2", "0/1", "1/1"),
        ("Fatigue", "se dit", None, "X", "X", 2, "2/3", "1/2", "1/1"),
    ]
    assert "A5:A7" in {str(one) for one in written(tables())["A – Guides"].merged_cells.ranges}


def test_grid_workbook_colours_cells_whose_coders_differ() -> None:
    sheet = written(tables())["A – Guides"]
    coloured = {
        cell.coordinate for row in sheet["C5:E8"] for cell in row if cell.fill.fgColor.rgb not in ("00000000", 0)
    }
    assert coloured == {"C6", "D7"}


def test_grid_workbook_one_wave_needs_no_wave_in_its_headings() -> None:
    rows = rows_of(written(tables("en", waves=1)), "A – Guides")
    assert rows[3] == ("Observables", "Indicators", "Anne A", "Édith A", "T", "n/asked")
    assert rows[6][:6] == (None, "4 – GPS", "NR", None, 0, "0/1")


def test_grid_workbook_row_that_nobody_was_asked_has_no_total() -> None:
    given = tables()
    nobody = given.flat_reading.filter(pl.col("indicator") != "cartes.gps")
    asked_nobody = given.grid_cells.with_columns(
        state=pl.when(pl.col("indicator") == "cartes.gps").then(pl.lit("not_asked")).otherwise("state")
    )
    unasked = replace(given, flat_reading=nobody, grid_cells=asked_nobody)
    grid = lay_out_side(unasked, judge_cells(asked_nobody, nobody), "A", "guide")
    assert grid is not None
    row = grid.pages[0][0].rows[2]
    assert (row.signs, row.total, row.ratios) == (("NR", "NR", "NR"), None, ("–", "–", "–"))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_grid_workbook_comes_back_through_the_reader_of_printed_grids(language: Language) -> None:
    given = tables(language)
    back = read_back(given)
    assert back.findings == ()
    printed = [mark for mark in back.marks if mark.place.startswith(("A – ", "B – "))]
    meant = {word: state for state, words in STATES.items() for word in words}
    units, judged = given.units(), judge_cells(given.grid_cells, given.flat_reading)
    labels = {key: f"{number} – {label}" if number else label for key, _, _, _, number, label, _ in INDICATORS}
    expected = {
        (units[interview], labels[indicator]): state
        for interview, indicator, state, _ in judged.iter_rows()
        if (interview, indicator) in CELLS
    }
    assert {(mark.unit, mark.indicator): meant[mark.state.casefold()] for mark in printed} == expected
    assert len(printed) == len(expected)
    assert [total.total for total in back.totals] == [1, 1, 1, 2, 1]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_grid_workbook_long_sheet_comes_back_with_coders_and_words(language: Language) -> None:
    given = tables(language)
    title = "Format long" if language == "fr" else "Long shape"
    marks = [mark for mark in read_back(given).marks if mark.place.startswith(title)]
    meant = {word: state for state, words in STATES.items() for word in words}
    units = given.units()
    assert {(mark.unit, mark.indicator, mark.coder): meant[mark.state] for mark in marks} == {
        (units[interview], indicator, coder): state
        for (interview, indicator), said in CELLS.items()
        for coder, state in zip(("MD", "CL"), said, strict=True)
    }
    assert [mark.quote for mark in marks if mark.quote] == ["=un plan, toujours […] sur papier", "=un plan, toujours"]
    assert {mark.observable for mark in marks} == {"Cartes", "Fatigue", "Envie"}


def test_grid_workbook_other_sheets_are_no_grids_to_the_reader() -> None:
    sheets = {mark.place.partition("!")[0] for mark in read_back(tables()).marks}
    assert sheets == {"A – Guides", "B – Marcheurs", "Format long"}


def test_grid_workbook_matrix_leaves_blank_what_was_not_asked_or_coded() -> None:
    rows = rows_of(written(tables()), "Matrice 0-1")
    keys = ("cartes.plan", "cartes.=oral", "fatigue.dit", "cartes.gps", "envie.oui")
    assert rows[0] == ("Entretien", "Code", "Côté", "Groupe", "Vague", *keys)
    assert rows[1] == ("Anne A, Printemps", "A1-1", "A", "Guides", "Printemps", 1, 1, 0, None, None)
    assert rows[2][5:] == (0, None, 1, 0, None)
    assert rows[4] == ("Basile B, Printemps", "B1-1", "B", "Marcheurs", "Printemps", None, None, None, None, 1)


def test_grid_workbook_codebook_tells_who_faces_whom() -> None:
    rows = rows_of(written(tables("en")), "Codebook")
    assert len(rows) == 1 + len(INDICATORS)
    assert rows[1][:5] == ("cartes.plan", "1", "Cartes", "1", "plan papier")
    assert [row[-1] for row in rows] == ["Facing", "envie.oui", None, None, None, "cartes.plan"]


def test_grid_workbook_quotes_stand_once_with_all_who_quoted_them() -> None:
    rows = rows_of(written(tables()), "Extraits")
    assert [row[3:] for row in rows[1:]] == [
        ("Anne A, Printemps", "A1-1", "CL, MD", 3, "=un plan, toujours"),
        ("Anne A, Printemps", "A1-1", "CL", 5, "sur papier"),
        ("Basile B, Printemps", "B1-1", "CL", None, "(passage non retrouvé dans l’entretien masqué)"),
    ]


def test_grid_workbook_holds_no_formula() -> None:
    workbook = written(tables())
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.value for cell in cells if cell.value == "=un plan, toujours" and cell.quotePrefix]


def test_grid_workbook_is_the_same_bytes_whatever_the_order_of_rows() -> None:
    given = tables()
    assert grid_workbook(given, ROLES) == grid_workbook(tables(), dict(reversed(ROLES.items())))


def test_grid_workbook_of_no_codebook_is_none() -> None:
    given = tables()
    assert grid_workbook(replace(given, indicators=given.indicators.clear()), ROLES) is None


def test_grid_workbook_of_a_codebook_without_marks_is_an_empty_grid() -> None:
    given = tables()
    bare = replace(
        given,
        grid_cells=given.grid_cells.clear(),
        flat_reading=given.flat_reading.clear(),
        quotes=given.quotes.clear(),
        interviews=(),
    )
    rows = rows_of(written(bare), "A – Guides")
    assert rows[3:5] == [
        ("Observables", "Indicateurs", "T", "n/demandés"),
        ("1 – Cartes", "1 – plan papier", None, "–"),
    ]
    assert len(rows_of(written(bare), "Format long")) == 1


def test_grid_workbook_repeats_its_headings_page_by_page() -> None:
    given = tables()
    row = given.indicators.filter(indicator="cartes.plan").to_dicts()[0]
    many = [
        {**row, "indicator": f"o{block}.i{place}", "observable": f"o{block}", "position": 10 * block + place}
        for block in range(7)
        for place in range(10)
    ]
    long = replace(given, indicators=conform("indicators", many))
    sheet = written(long)["A – Guides"]
    first = [cell.value for cell in sheet["A"]]
    assert [place for place, value in enumerate(first, start=1) if value == "Observables"] == [
        4,
        5 + PAGE_ROWS,
        6 + 2 * PAGE_ROWS,
    ]
    assert [one.id for one in sheet.row_breaks.brk] == [4 + PAGE_ROWS, 5 + 2 * PAGE_ROWS]
    back = read_back(long)
    assert sum(mark.place.startswith("A – Guides!") for mark in back.marks) == 70 * 3


def test_grid_workbook_units_that_would_be_one_bear_their_code() -> None:
    same = replace(tables(), waves={"1": "Vague", "2": "Vague"})
    assert same.units() == {
        "A1-1": "Anne A, Vague (A1-1)",
        "A1-2": "Anne A, Vague (A1-2)",
        "A2-1": "Édith A, Vague",
        "B1-1": "Basile B, Vague",
    }
