from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.errors import StudyInvalid
from tasks.ingestion.grid_files import GridSheet, read_grid

PRINTED = """Grille des accompagnantes;;;;
Observables;Indicateurs;A1;A2;T
1 – Outils;1 – visioconférence;X;;1
;2 – courriel;x;?;2
Observables;Indicateurs;A1;A2;T
;3 - SMS;NA;–;0
2 – Lieux;bureau;;oui;
Total;;2;1;
"""


def cells(grid: GridSheet) -> list[tuple[str, str, str, str]]:
    return [(mark.unit, mark.observable, mark.indicator, mark.state) for mark in grid.marks]


def test_grid_files_the_printed_shape() -> None:
    grid = read_grid(PRINTED.encode(), name="grille.csv")
    assert grid.units == ("A1", "A2")
    assert cells(grid) == [
        ("A1", "1 – Outils", "1 – visioconférence", "X"),
        ("A2", "1 – Outils", "1 – visioconférence", ""),
        ("A1", "1 – Outils", "2 – courriel", "x"),
        ("A2", "1 – Outils", "2 – courriel", "?"),
        ("A1", "1 – Outils", "3 - SMS", "NA"),
        ("A2", "1 – Outils", "3 - SMS", "–"),
        ("A1", "2 – Lieux", "bureau", ""),
        ("A2", "2 – Lieux", "bureau", "oui"),
    ]
    assert [(total.indicator, total.total) for total in grid.totals] == [
        ("1 – visioconférence", 1),
        ("2 – courriel", 2),
        ("3 - SMS", 0),
    ]
    assert grid.marks[2].place == "line 4, column 3"
    assert grid.findings == ()


def test_grid_files_a_repeated_header_may_name_other_interviews() -> None:
    grid = read_grid(b"Observables,Indicateurs,A1,T\nO,i,x,1\nObservables,Indicateurs,B1,T\nO,i,,0\n", name="g.csv")
    assert cells(grid) == [("A1", "O", "i", "x"), ("B1", "O", "i", "")]


def test_grid_files_filled_cells_that_belong_nowhere_are_found() -> None:
    grid = read_grid(b"Observables;Indicateurs;A1;;T\nO;i;x;x;1\nO;;x;;\n", name="g.csv")
    assert [(finding.code, finding.details["place"]) for finding in grid.findings] == [
        ("mark_without_unit", "line 2, column 4"),
        ("mark_without_indicator", "line 3, column 3"),
    ]


@pytest.mark.parametrize("delimiter", [";", ","])
def test_grid_files_the_long_shape(delimiter: str) -> None:
    rows = [
        ("interview", "indicateur", "état", "extrait", "codeur"),
        ("A1-1", "outils.visio", "present", "« oui »", "CL"),
        ("A1-1", "outils.sms", "non", "", "CL"),
        ("", "outils.sms", "x", "", ""),
        ("A1-1", "", "x", "", ""),
        ("", "", "", "", ""),
    ]
    text = "\n".join(delimiter.join(row) for row in rows)
    grid = read_grid(text.encode("utf-8-sig"), name="g.csv")
    assert [(mark.unit, mark.indicator, mark.state, mark.quote, mark.coder) for mark in grid.marks] == [
        ("A1-1", "outils.visio", "present", "« oui »", "CL"),
        ("A1-1", "outils.sms", "non", "", "CL"),
    ]
    assert [finding.code for finding in grid.findings] == ["mark_without_unit", "mark_without_indicator"]


def test_grid_files_a_workbook_with_quotes(workbook_bytes: Callable[..., bytes]) -> None:
    sheets = {
        "Grille": [
            ["Observables", "Indicateurs", 1, 2, "T"],
            ["Outils", "visio", "X", None, 1],
            [None, "SMS", 1, 0, 1],
        ],
        "Extraits": [["interview", "indicateur", "extrait"], ["1", "outils.visio", "par la visio"]],
        "Notes": [["rien"]],
    }
    grid = read_grid(workbook_bytes(sheets, merged=["A2:A3"]), name="cl.xlsx")
    assert cells(grid) == [
        ("1", "Outils", "visio", "X"),
        ("2", "Outils", "visio", ""),
        ("1", "Outils", "SMS", "1"),
        ("2", "Outils", "SMS", "0"),
        ("1", "", "outils.visio", ""),
    ]
    assert [mark.quote for mark in grid.marks if mark.quote] == ["par la visio"]
    assert grid.marks[0].place == "Grille!C2"


@pytest.mark.parametrize("data", [b"", b"a;b\n1;2", b"Observables;Indicateurs;T\nO;i;0"])
def test_grid_files_without_headings_are_refused(data: bytes) -> None:
    with pytest.raises(StudyInvalid) as refused:
        read_grid(data, name="g.csv")
    assert refused.value.problems[0].file == "g.csv"


def printed_workbook(rows: list[dict[str, str]], workbook_bytes: Callable[..., bytes]) -> bytes:
    """Lay the published grid out as printed: a header before every third observable, observables merged over rows."""
    header = ["Observables", "Indicateurs", *range(1, 8), "T"]
    by_observable: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        by_observable[f"{row['observable']} – {row['observable_label']}"].append(row)
    lines: list[list[object]] = []
    merged = []
    for place, (observable, indicators) in enumerate(by_observable.items()):
        if place % 3 == 0:
            lines.append(list(header))
        first = len(lines) + 1
        for row in indicators:
            marks = ["X" if row[f"companion_{n}"] == "1" else None for n in range(1, 8)]
            label = f"{row['printed_number']} – {row['indicator_label']}"
            lines.append([observable if len(lines) + 1 == first else None, label, *marks, int(row["printed_total"])])
        merged.append(f"A{first}:A{len(lines)}")
    return workbook_bytes({"Annexe A": lines}, merged=merged)


def test_grid_files_the_published_grid_comes_back(shared: Path, workbook_bytes: Callable[..., bytes]) -> None:
    text = (shared / "reference" / "grid_companions.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    grid = read_grid(printed_workbook(rows, workbook_bytes), name="annexe.xlsx")
    marked = [mark for mark in grid.marks if mark.state == "X"]
    assert (len(grid.marks), len(marked), len(grid.totals), len(grid.units)) == (616, 211, 88, 7)
    counted = [
        sum(mark.state == "X" for mark in grid.marks[start : start + 7]) for start in range(0, len(grid.marks), 7)
    ]
    assert counted == [total.total for total in grid.totals]
    assert [(total.observable.split(" – ")[1], total.indicator.split(" – ", 1)[1]) for total in grid.totals] == [
        (row["observable_label"], row["indicator_label"]) for row in rows
    ]
    assert grid.findings == ()
