"""The page of the mirror: numbers against the published rows, counted anew."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from dashboards.contexts.parts import Cell
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.confounding import own_values, widest
from dashboards.sections.lexical_mirror import rank_forms
from dashboards.sections.mirror import build_mirror
from dashboards.sections.mirror_readings import kind_of
from dashboards.sections.pairs import pair_name, read_codebook, said_verdict, shown_verdict
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import column_of, texts_of, titles_of


def _said(materials: Materials) -> str:
    return "\n".join(statement.text for statement in build_mirror(materials).brief)


def test_mirror_draws_pairs_from_more_in_a_to_more_in_b(materials: Materials) -> None:
    (figure,) = build_mirror(materials).pairs
    compared = materials.published.read("indicator_contrasts", scope="all").drop_nulls("difference")
    gaps = [int(gap.replace("−", "-")) for gap in re.findall(r"écart ([+−]?\d+)", "\n".join(titles_of(figure)))]
    assert len(gaps) == compared.height
    assert gaps == sorted(gaps, reverse=True)
    assert len(figure.table.rows) == compared.height


def test_mirror_leads_from_each_count_to_the_extracts_of_its_side(materials: Materials) -> None:
    (figure,) = build_mirror(materials).pairs
    borne = set(materials.published.read("grid_cells").filter(pl.col("state") == "present")["indicator"])
    for place, suffix in ((2, ""), (3, "_b")):
        for row in figure.table.rows:
            cell = row[place]
            if isinstance(cell, Cell):
                assert re.match(rf"evidence\.html#\w+?{'_b' if suffix else ''}\.", cell.href), cell.href
    linked = [cell for row in figure.table.rows for cell in row[2:4] if isinstance(cell, Cell)]
    assert len(linked) == len(borne)


def test_mirror_tells_waves_and_one_sided_indicators_in_tables(materials: Materials) -> None:
    wave, alone = build_mirror(materials).tables
    assert wave.caption == "Paires d’indicateurs, Printemps"
    assert texts_of(alone) == [("Les gestes du jardin\N{NARROW NO-BREAK SPACE}: arroser tôt", "A", "3/7")]


def test_mirror_tells_a_difference_that_does_not_outlive_correction(materials: Materials) -> None:
    assert said_verdict(materials, {"verdict": "difference", "q_holm": 0.2}) == "uncorrected"
    assert said_verdict(materials, {"verdict": "difference", "q_holm": 0.05}) == "difference"
    assert said_verdict(materials, {"verdict": "cannot_tell", "q_holm": 1.0}) == "cannot_tell"
    assert said_verdict(materials, {"verdict": "no_data", "q_holm": None}) == "no_data"


def test_mirror_says_in_sentences_how_many_pairs_bear_each_verdict(materials: Materials) -> None:
    said = _said(materials)
    rows = materials.published.read("indicator_contrasts", scope="all").drop_nulls("difference").to_dicts()
    verdicts = [said_verdict(materials, row) for row in rows]
    assert f"{len(rows)} paires d’indicateurs se comparent (toutes vagues)" in said
    # In the example every corrected p is 0.044 or more.
    assert verdicts.count("difference") == 0
    assert "Aucun écart n’est établi" in said
    assert f"{verdicts.count('uncorrected')} écarts franchissent le seuil à leur seul test" in said
    assert f"Pour {verdicts.count('cannot_tell')} paires, on ne peut pas trancher" in said
    assert "le plus petit p possible est 0,000583" in said


def test_mirror_never_says_that_there_is_no_difference(materials: Materials) -> None:
    said = _said(materials).lower()
    assert "aucune différence" not in said
    assert "cela ne dit pas qu’il n’y en a pas" in said


def test_mirror_names_established_gaps_with_both_counts(tmp_path: Path) -> None:
    rows = dict(example_rows())
    one = next(row for row in rows["indicator_contrasts"] if row["scope"] == "all" and row["pair"] == 3)
    sure = {**one, "q_holm": 0.01, "p": 0.0006, "verdict": "difference"}
    rows["indicator_contrasts"] = [sure]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        brief = build_mirror(gather_materials(published, "fr")).brief
    (statement,) = [one for one in brief if "correction faite" in one.text]
    (mention,) = statement.mentions
    # Coders differ on the third person of either side.
    assert [link.text for link in mention.links] == ["A 4/7 (dont 1 contestée)", "B 3/6 (dont 1 contestée)"]


def test_mirror_says_when_no_test_can_tell_anything(tmp_path: Path) -> None:
    rows = dict(example_rows())
    rows["indicator_contrasts"] = [
        {**row, "design_floor": 0.1, "margin_floor": 0.4, "p": 1.0, "q_holm": 1.0, "verdict": "cannot_tell"}
        for row in rows["indicator_contrasts"]
        if row["verdict"] != "no_data"
    ]
    with open_published(publish(tmp_path / "p.duckdb", rows)) as published:
        said = _said(gather_materials(published, "fr"))
    assert "même une opposition totale ne pourrait pas être établie" in said
    assert "pas de différence montrée" not in said


def test_mirror_names_pairs() -> None:
    called = {"o.a": "Oser", "p.b": "Parler"}
    assert pair_name({"indicator_a": "o.a", "indicator_b": "o.a"}, called) == "Oser"
    assert pair_name({"indicator_a": "o.a", "indicator_b": "p.b"}, called) == "Oser ⟷ Parler"
    assert pair_name({"indicator_a": "o.a", "indicator_b": "p.b"}, called, lines=True) == "A · Oser\nB · Parler"
    assert pair_name({"indicator_a": "", "indicator_b": "p.b"}, called) == "Parler"
    assert pair_name({"indicator_a": "o.a", "indicator_b": ""}, called) == "Oser"


@pytest.mark.parametrize(
    ("share_a", "share_b", "fewest", "kind"),
    [
        (1.0, 0.0, 3, "a_more"),
        (0.0, 1.0, 3, "b_more"),
        (2 / 3, 1 / 3, 6, "a_more"),
        (2 / 3, 1 / 3, 3, "neither"),
        (2 / 3, 1.0, 3, "both"),
        (0.5, 0.75, 8, "both"),
        (0.5, 0.4, 10, "neither"),
        (0.0, 0.0, 1, "neither"),
    ],
)
def test_mirror_reads_mirrored_pairs_by_counts(share_a: float, share_b: float, fewest: int, kind: str) -> None:
    assert kind_of(share_a, share_b, fewest) == kind


def test_mirror_sorts_every_mirrored_pair_once(materials: Materials) -> None:
    readings = build_mirror(materials).readings
    named = [mention.text for reading in readings for mention in reading.named]
    compared = materials.published.read("indicator_contrasts", scope="all").drop_nulls("difference")
    assert len(named) == compared.filter(pl.col("relation") == "mirrored").height
    for reading in readings:
        assert all(len(mention.links) == 2 for mention in reading.named)


def test_mirror_counts_confounders_and_silence(materials: Materials) -> None:
    mirror = build_mirror(materials)
    assert mirror.confounders is not None
    shown = sum(int(n) for row in texts_of(mirror.confounders) for n in row[2:])
    assert shown == materials.published.read("confounders")["n_participants"].sum()
    rules = next(theme for theme in mirror.quotes if theme.title == "Les règles communes")
    assert [len(quotes) for _, _, quotes in rules.sides] == [1, 0]
    assert rules.silence


def test_mirror_warns_of_what_goes_with_the_side(materials: Materials) -> None:
    mirror = build_mirror(materials)
    led = next(text for text in mirror.warnings if text.startswith("Enquêteur"))
    assert "« Léo »" in led.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "0 sur 7 côté A, 5 sur 6 côté B" in led
    plot = next(text for text in mirror.warnings if text.startswith("Parcelle"))
    assert "7 sur 7 côté A et 6 sur 6 côté B ont une valeur que l’autre côté n’a pas" in plot
    assert mirror.attributes is not None
    listed = {row[:2]: row[2:] for row in texts_of(mirror.attributes)}
    assert listed["enquêteur", "Zoé"] == ("7/7", "1/6", "")
    assert listed["parcelle", "A0"] == ("3/7", "0/6", "côté A seulement")
    assert listed["genre", "femme"] == ("7/7", "6/6", "")


def test_mirror_finds_the_widest_gap_and_values_of_one_side() -> None:
    sizes = {"A": 7, "B": 7}
    assert widest({("A", "x"): 5, ("B", "x"): 1, ("A", "y"): 2, ("B", "y"): 6}, sizes) == "x"
    assert widest({("A", "x"): 4, ("B", "x"): 3}, sizes) == ""
    assert widest({("A", "x"): 4}, {"A": 4, "B": 0}) == ""
    # Half of two people is one person.
    assert widest({("A", "x"): 1}, {"A": 2, "B": 2}) == ""
    assert own_values({("A", "x"): 5, ("A", "z"): 2, ("B", "y"): 7}, sizes) == (7, 7)
    assert own_values({("A", "x"): 7, ("B", "x"): 2, ("B", "y"): 5}, sizes) is None
    assert own_values({("A", "x"): 1, ("B", "y"): 1}, {"A": 1, "B": 1}) is None


def test_lexical_mirror_ranks_by_p_then_specificity() -> None:
    forms = pl.DataFrame(
        {"lemma": ["a", "b", "c"], "pos": ["NOUN"] * 3, "difference": [1.0, 2.0, -1.0], "p": [0.2, 0.1, 0.1]}
    )
    scores = pl.DataFrame({"side": ["A", "B"], "lemma": ["b", "c"], "pos": ["NOUN"] * 2, "score": [2.5, 7.5]})
    ranked = rank_forms(forms, scores)
    assert ranked.select("lemma", "side", "score").rows() == [("c", "B", 7.5), ("b", "A", 2.5), ("a", "A", None)]


def test_lexical_mirror_is_drawn_by_least_p_and_leads_to_the_lines(materials: Materials) -> None:
    (figure,) = build_mirror(materials).lexicon
    shown = [float(p.replace(",", ".")) for p in column_of(figure.table, "p (permutation)")]
    assert shown == sorted(shown)
    assert len(titles_of(figure)) == 24
    links = re.findall(r'<a href="([^"]+)"', str(figure.svg))
    assert len(links) == 24
    assert all(link.startswith("concordance.html#") for link in links)
    assert "plancher" in str(figure.svg)


def test_mirror_names_mirrored_pairs_with_their_observables(materials: Materials) -> None:
    codebook = read_codebook(materials)
    key, label = next(iter(codebook.short.items()))
    assert codebook.called("same")[key] == label
    assert codebook.called("mirrored")[key] == codebook.full[key] != label


def test_mirror_says_of_what_everyone_bears_that_everyone_does(materials: Materials) -> None:
    row = {"present_a": 7, "asked_a": 7, "present_b": 8, "asked_b": 8, "verdict": "cannot_tell", "q_holm": 1.0}
    assert shown_verdict(materials, row) == "everyone"
    assert shown_verdict(materials, {**row, "present_b": 7}) == "cannot_tell"
    assert shown_verdict(materials, {**row, "present_b": 0, "asked_b": 0}) == "cannot_tell"


def test_mirror_finds_milder_gaps_by_a_lower_threshold() -> None:
    counts, sizes = {("A", "60-69"): 2, ("A", "50-59"): 5, ("B", "50-59"): 8}, {"A": 7, "B": 8}
    assert widest(counts, sizes) == ""
    assert widest(counts, sizes, least=0.2) == "50-59"
    assert widest({("A", "x"): 1, ("B", "x"): 0}, {"A": 3, "B": 3}, least=0.2) == ""
