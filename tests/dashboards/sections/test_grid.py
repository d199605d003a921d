"""The page of the grid: numbers against the published rows, counted anew."""

from __future__ import annotations

import polars as pl
import pytest

from dashboards.contexts.grid import SideTable
from dashboards.materials import Materials
from dashboards.sections.coded_cells import merge_coders
from dashboards.sections.coder_agreement import count_agreement
from dashboards.sections.flat_reading import is_nearly_all
from dashboards.sections.grid import build_grid
from tests.dashboards.reading_pages import column_of, text_of, titles_of

NARROW = "\N{NARROW NO-BREAK SPACE}"


def _column(side: SideTable, place: int) -> list[str]:
    return [text_of(line.marks[place]) for block in side.blocks for line in block.lines]


def _heads(side: SideTable) -> list[str]:
    return [head.text for head in side.heads]


def test_grid_has_a_column_for_each_interview_and_a_total_behind_each_wave(materials: Materials) -> None:
    side = build_grid(materials).sides[0]
    assert [(wave.heading, wave.span) for wave in side.waves] == [
        ("Printemps", 8),
        ("Automne", 5),
        ("Toutes vagues", 1),
    ]
    first = ["Anne A", "Clarisse A", "Mathilde A", "Nicole A", "Odile A", "Sabine A", "Yvonne A", "T"]
    assert _heads(side) == [*first, "Anne A", "Mathilde A", "Nicole A", "Odile A", "T", "T"]
    assert side.heads[0].href == "interview-A1-1.html"
    assert [block.observable for block in side.blocks][:2] == [
        "1 – Les gestes du jardin",
        "2 – Les échanges entre jardiniers",
    ]


def test_grid_totals_are_those_published(materials: Materials) -> None:
    order = materials.published.read("indicators").sort("position")["indicator"].to_list()
    for side, role in zip(build_grid(materials).sides, ("animatrice", "jardinier"), strict=True):
        places = [place for place, head in enumerate(side.heads) if head.text == "T"]
        for place, wave in zip(places, ("1", "2", "all"), strict=True):
            flat = {
                row["indicator"]: row
                for row in materials.published.read("flat_reading", role=role, wave=wave).to_dicts()
            }
            told = [
                f"{flat[key]['n_present']}/{flat[key]['n_asked']}" if flat[key]["n_asked"] else "–"
                for key in order
                if key in flat
            ]
            assert _column(side, place) == told


def test_grid_crosses_sum_to_the_totals(materials: Materials) -> None:
    for side, role in zip(build_grid(materials).sides, ("animatrice", "jardinier"), strict=True):
        flat = materials.published.read("flat_reading", role=role, wave="all")
        marks = [cell for block in side.blocks for line in block.lines for cell in line.marks]
        assert sum("✕" in cell.text for cell in marks) == flat["n_present"].sum()
        assert side.sums[-1] == str(flat["n_present"].sum())
        people = [n for n, head in zip(side.sums, side.heads, strict=True) if head.href]
        assert sum(int(n) for n in people) == flat["n_present"].sum()


def test_grid_cells_say_who_what_and_lead_to_the_words(materials: Materials) -> None:
    side = build_grid(materials).sides[0]
    lines = [line for block in side.blocks for line in block.lines]
    pruned = lines[2]
    assert (pruned.number, pruned.indicator, pruned.words) == ("3", "tailler", "evidence.html#gestes.i2")
    differing = pruned.marks[_heads(side).index("Mathilde A")]
    assert (differing.text, differing.kind) == ("✕≠", "on odd")
    assert differing.href == "evidence.html#gestes.i2--A3-1"
    assert differing.label == f"Mathilde A, Printemps, tailler{NARROW}: codeurs en désaccord, compté présent"
    unasked = lines[5].marks[0]
    assert (unasked.text, unasked.kind, unasked.href, unasked.label) == ("–", "na", "", "non demandé")
    uncoded = lines[9].marks[_heads(side).index("Clarisse A")]
    assert (uncoded.text, uncoded.label) == ("?", "pas encore codé")
    blank = [cell for line in lines for cell in line.marks if not cell.text]
    assert blank
    assert all(cell.href == cell.label == cell.kind == "" for cell in blank)


def test_grid_is_kept_drawn_for_the_export(materials: Materials) -> None:
    build_grid(materials)
    title, drawing = materials.ledger.charts["grid-a"]
    assert title == f"Grille du côté A{NARROW}: Animatrices"
    crosses = [row for rows in drawing.to_dict()["datasets"].values() for row in rows if row.get("state") == "present"]
    assert crosses


def test_grid_page_says_what_nearly_all_bear_and_what_nobody(materials: Materials) -> None:
    flat = materials.published.read("flat_reading", wave="1", role="animatrice")
    nearly = flat.filter((pl.col("n_present") > 0) & (pl.col("n_present") >= pl.col("n_asked") - 1))
    none = flat.filter((pl.col("n_present") == 0) & (pl.col("n_asked") > 0))
    page = build_grid(materials)
    remarks = page.remarks
    assert page.marks[0].startswith(f"{materials.published.read('flat_reading', wave='all')['n_present'].sum()} croix")
    assert page.summary_title == f"Ce que dit la grille{NARROW}: Printemps"
    assert page.flat_title == f"Lecture à plat{NARROW}: Printemps"
    of_a = [remark for remark in remarks if remark.said.startswith("A · Animatrices, Printemps")]
    assert len(of_a[0].examples) == nearly.height
    assert len(of_a) == (2 if none.height else 1)


@pytest.mark.parametrize(
    ("present", "asked", "enough", "said"),
    [(7, 7, 3.5, True), (6, 7, 3.5, True), (5, 7, 3.5, False), (3, 3, 1.5, True), (2, 3, 1.5, False), (1, 1, 2, False)],
)
def test_flat_reading_nearly_all(present: int, asked: int, enough: float, said: bool) -> None:
    assert is_nearly_all(present, asked, enough) is said


def test_flat_reading_draws_shares_of_the_first_wave(materials: Materials) -> None:
    for figure, role in zip(build_grid(materials).figures, ("animatrice", "jardinier"), strict=True):
        flat = materials.published.read("flat_reading", role=role, wave="1")
        borne = flat.filter(pl.col("n_present") > 0)
        said = titles_of(figure)
        assert len(said) == borne.height <= 20
        for present, asked in borne.select("n_present", "n_asked").iter_rows():
            assert any(f": {present}/{asked}" in text for text in said)
        assert len(figure.table.rows) == flat.height
        assert column_of(figure.table, "Non demandé, Printemps")[5] == ("7" if role == "animatrice" else "6")


@pytest.mark.parametrize(
    ("states", "counted", "merged"),
    [
        (["present", "present"], True, "present"),
        (["present", "absent"], True, "disputed_counted"),
        (["present", "absent"], False, "disputed"),
        (["present", "not_coded"], True, "present"),
        (["not_coded", "not_coded"], False, "not_coded"),
        (["not_asked"], False, "not_asked"),
    ],
)
def test_grid_merge_coders(states: list[str], counted: bool, merged: str) -> None:
    cells = pl.DataFrame(
        {"interview_id": "A1-1", "indicator": "o.a", "coder": list("xy")[: len(states)], "state": states}
    )
    flat = pl.DataFrame({"indicator": ["o.a"], "interviews": ["A1-1 A2-1" if counted else ""]})
    found = merge_coders(cells, flat)
    assert found["state"].to_list() == [merged]
    assert found["borne"].to_list() == ["present" in states]


def test_agreement_counts_what_two_coders_coded() -> None:
    said = {
        "a": ("present", "present"),
        "b": ("present", "absent"),
        "c": ("absent", "absent"),
        "d": ("present", "not_coded"),
        "e": ("not_asked", "not_asked"),
        "f": ("absent", "not_asked"),
    }
    rows = [
        {"indicator": indicator, "interview_id": "A1-1", "coder": coder, "state": state}
        for indicator, states in said.items()
        for coder, state in zip(("CL", "MD"), states, strict=True)
    ]
    found = count_agreement(pl.DataFrame(rows))
    assert (found.n_cells, found.n_alike, found.n_seen, found.n_seen_by_all) == (4, 2, 2, 1)
    assert found.alone == {"CL": 1, "MD": 0}
    assert found.differing == {
        ("b", "A1-1"): (("CL", "present"), ("MD", "absent")),
        ("f", "A1-1"): (("CL", "absent"), ("MD", "not_asked")),
    }


def test_agreement_lists_who_said_what(materials: Materials) -> None:
    agreement = build_grid(materials).agreement
    assert agreement is not None
    assert agreement.disagreements is not None
    assert column_of(agreement.disagreements, "Entretien")[:2] == ["Mathilde A, Printemps", "Mathilde A, Automne"]
    assert set(column_of(agreement.disagreements, "Qui a dit quoi")) == {
        f"CL{NARROW}: présent · MD{NARROW}: absent",
    }
    assert set(column_of(agreement.disagreements, "Dans les totaux")) == {"compté présent"}
    cells = materials.published.read("grid_cells").filter(~pl.col("state").is_in(["not_coded", "not_asked"]))
    both = cells.group_by("interview_id", "indicator").len().filter(pl.col("len") > 1).height
    n = f"{both:,}".replace(",", NARROW)
    assert agreement.sentences[1].startswith(f"{n} cases codées par au moins deux codeurs")
