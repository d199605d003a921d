"""The page of extracts: every mark has its place, overlapping words stand once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from dashboards.contexts.evidence import Bearer, EvidenceContext, IndicatorContext
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.evidence import build_evidence, name_indicators
from dashboards.sections.mark_quotes import Passage, complete_sentence, merge_passages
from tests.dashboards.example_people import Row
from tests.dashboards.published_example import example_rows, publish

NARROW = "\N{NARROW NO-BREAK SPACE}"
PLACES = ("interview_id", "indicator", "coder", "ordinal", "turn", "start_at", "end_at")


def _quoted(*places: tuple[str, str, str, int, int, int, int]) -> Sequence[Row]:
    return [dict(zip(PLACES, place, strict=True)) for place in places]


@pytest.fixture(scope="module")
def coded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Materials]:
    """The invented study with words behind some marks."""
    rows = dict(example_rows())
    rows["mark_evidence"] = _quoted(
        ("A3-1", "gestes.i2", "CL", 1, 2, 5, 20),
        ("A3-1", "gestes.i3", "CL", 1, 2, 5, 20),
        ("A3-1", "gestes.i3", "MD", 1, 2, 15, 30),
        ("A3-1", "gestes.i3", "MD", 2, 5, 0, 9),
        ("A1-1", "echanges.i1", "CL", 1, 1, 0, 10),
        ("B1-1", "gestes_b.i0", "CL", 1, 0, 0, 0),
    )
    path = publish(tmp_path_factory.mktemp("coded") / "p.duckdb", rows)
    with open_published(path) as published:
        yield gather_materials(published, None)


def _all(page: EvidenceContext) -> dict[str, IndicatorContext]:
    return {one.anchor: one for observable in page.observables for one in observable.indicators}


def _bearer(page: EvidenceContext, indicator: str, interview: str) -> Bearer:
    found = _all(page)[indicator].bearers
    return next(bearer for bearer in found if bearer.anchor == f"{indicator}--{interview}")


def test_evidence_has_a_place_for_every_indicator_and_mark(materials: Materials) -> None:
    page = build_evidence(materials)
    silent = [one for observable in page.observables for one in (*observable.unborne, *observable.waiting)]
    keys = materials.published.read("indicators")["indicator"].to_list()
    assert len(_all(page)) + len(silent) == len(keys)
    cells = materials.published.read("grid_cells", state="present").select("indicator", "interview_id").unique()
    assert sum(len(one.bearers) for one in _all(page).values()) == cells.height


def test_evidence_joins_words_that_overlap(coded: Materials) -> None:
    bearer = _bearer(build_evidence(coded), "gestes.i3", "A3-1")
    turns = {row["turn"]: row["text"] for row in coded.published.read("masked_turns", interview_id="A3-1").to_dicts()}
    assert [extract.text for extract in bearer.extracts] == [
        f"… {turns[2][5:30].strip()} …",
        f"{turns[5][:9].strip()} …",
    ]
    assert [extract.coders for extract in bearer.extracts] == ["", "MD"]
    assert [extract.href for extract in bearer.extracts] == ["interview-A3-1.html#t2", "interview-A3-1.html#t5"]


def test_evidence_says_where_coders_differ_and_where_words_are_missing(coded: Materials) -> None:
    page = build_evidence(coded)
    assert _bearer(page, "gestes.i2", "A3-1").remark == f"≠ MD{NARROW}: absent"
    assert _bearer(page, "gestes_b.i0", "B1-1").remark.startswith("extrait non retrouvé")
    unasked = _bearer(page, "echanges.i1", "A1-1")
    assert unasked.remark == f"relevé sans être demandé{NARROW}: non compté"
    assert unasked.extracts


def test_evidence_counts_and_partner(materials: Materials) -> None:
    found = _all(build_evidence(materials))["gestes.i0"]
    flat = {row["wave"]: row for row in materials.published.read("flat_reading", indicator="gestes.i0").to_dicts()}
    ratios = {wave: f"{row['n_present']}/{row['n_asked']}" for wave, row in flat.items()}
    absent = flat["all"]["n_asked"] - flat["all"]["n_present"]
    pairs = materials.published.read("indicator_contrasts", scope="all", indicator_a="gestes.i0").sort("pair")
    pair = pairs.row(0, named=True)
    people = f"{pair['present_a']} personnes sur {pair['asked_a']}"
    flat_all = f"{flat['all']['n_present']} entretiens sur {flat['all']['n_asked']} ({people})"
    expected = f"{flat_all} · absent {absent} · Printemps {ratios['1']} · Automne {ratios['2']}"
    assert found.counts == (expected,)
    partner = found.partners[0]
    assert (partner.relation, partner.link.text, partner.link.href) == (
        "en miroir",
        "B · arroser tôt",
        "#gestes_b.i0",
    )


def test_evidence_says_how_many_crosses_coders_do_not_share_and_who_puts_them(materials: Materials) -> None:
    page = build_evidence(materials)
    cells = materials.published.read("grid_cells").to_dicts()
    states = {(row["indicator"], row["interview_id"], row["coder"]): row["state"] for row in cells}
    n = sum(
        state == "present" and states[indicator, interview, "MD"] == "absent"
        for (indicator, interview, coder), state in states.items()
        if coder == "CL"
    )
    assert f"CL {n} fois, MD 0 fois" in page.coders
    assert "revient à suivre CL" in page.coders
    (counts,) = _all(page)["gestes.i2"].counts
    here = sum(
        states["gestes.i2", interview, "MD"] == "absent" and state == "present"
        for (indicator, interview, coder), state in states.items()
        if (indicator, coder) == ("gestes.i2", "CL")
    )
    assert f"dont {here} où les codeurs diffèrent" in counts


def test_evidence_names_indicators_in_definitions() -> None:
    rows = {"outils.visio": {"label": "visioconférence"}}
    text = "hors outils.visio ; voir autre.chose. Fin"
    assert name_indicators(text, rows) == f"hors «{NARROW}visioconférence{NARROW}» ; voir autre.chose. Fin"


def test_evidence_of_an_empty_study_says_so(nothing: Path) -> None:
    with open_published(nothing) as published:
        page = build_evidence(gather_materials(published, "fr"))
    assert page.empty
    assert page.observables == ()


def test_mark_quotes_merge_what_overlaps_or_touches() -> None:
    quoted = [(2, 0, 10, "CL"), (1, 5, 9, "MD"), (1, 9, 12, "CL"), (1, 13, 20, "CL"), (2, 3, 4, "MD")]
    assert merge_passages(quoted) == [
        Passage(1, 5, 12, ("CL", "MD")),
        Passage(1, 13, 20, ("CL",)),
        Passage(2, 0, 10, ("CL", "MD")),
    ]
    assert merge_passages([]) == []


def test_mark_quotes_take_the_point_that_ends_the_sentence() -> None:
    turn = "J’arrose tôt. Puis je rentre"
    assert complete_sentence(turn, 12) == 13
    assert complete_sentence(turn, 5) == 5
    assert complete_sentence(turn, len(turn)) == len(turn)
