"""The page of quality: numbers against the published rows, counted anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from dashboards.contexts.quality import QualityContext
from dashboards.materials import Materials, gather_materials
from dashboards.published import open_published
from dashboards.sections.case_links import MOST_CELLS
from dashboards.sections.cases import strip_subject
from dashboards.sections.matters import ADVICE, TOPICS
from dashboards.sections.quality import build_quality
from tasks.messages import load_chapter
from tests.dashboards.example_people import Row
from tests.dashboards.published_example import example_rows, publish
from tests.dashboards.reading_pages import texts_of

NARROW = "\N{NARROW NO-BREAK SPACE}"


def finding(code: str, subject: str, details: str = "{}", severity: str = "warn", place: str = "") -> Row:
    """A row of ``findings``."""
    row = {"stage": "lexicon", "step": "annotate_interviews", "unit": subject, "code": code, "severity": severity}
    return {**row, "subject": subject, "place": place, "details": details}


def failed(expectation: str, subject: str, observed: float = 1.0) -> Row:
    """A row of ``validation_results`` that did not hold."""
    row = {"stage": "grid", "unit": "study", "expectation": expectation, "severity": "warn", "subject": subject}
    return {**row, "held": False, "observed": observed, "n_unexpected": 1}


def quality_of(path: Path, **changed: Sequence[Row]) -> QualityContext:
    """The page of the invented study, some of its tables replaced."""
    with open_published(publish(path / "p.duckdb", {**example_rows(), **changed})) as published:
        return build_quality(gather_materials(published, "fr"))


def test_quality_of_the_example_tells_each_matter_once(materials: Materials) -> None:
    quality = build_quality(materials)
    assert [matter.title for matter in quality.aside] == ["Consentement non noté"]
    assert [link.text for link in quality.aside[0].links] == ["Raymonde B, Printemps"]
    assert [matter.title for matter in quality.todo] == [
        "Confirmer qui interroge et qui répond",
        "Revoir des lignes du tableau des participants",
        "Un seul marqueur de locuteur a été trouvé",
    ]
    assert quality.verdict.startswith("1 vérification sur 3 a trouvé quelque chose")
    assert [(stage.title, stage.count) for stage in quality.checked] == [
        ("Lecture", "2 vérifications sur 3 sans rien à signaler")
    ]
    assert quality.checked[0].advice.startswith("Ce qui est demandé")
    assert quality.checked[0].lines == ("Un seul marqueur de locuteur a été trouvé",)


def test_quality_names_unknown_words_interview_by_interview(tmp_path: Path) -> None:
    details = '{"share": 7, "count": 2, "words": "flouter, présentiel", "turns": "2, 4"}'
    told = [finding("words_unknown", name, details) for name in ("A1-1", "A2-1")]
    (matter,) = quality_of(tmp_path, findings=told, validation_results=[]).todo
    assert matter.title == "Relire les mots que les dictionnaires ne connaissent pas"
    assert matter.count == "2 entretiens"
    assert len(matter.lines) == 2
    assert all("7 % des mots pleins" in line and "flouter, présentiel" in line for line in matter.lines)
    assert "dictionnaire de l’étude" in matter.advice


def test_quality_puts_one_message_for_many_interviews_on_one_line(tmp_path: Path) -> None:
    told = [finding("names_possible", f"A{n}-1", f'{{"count": {n}, "turns": "{n}, 8"}}') for n in range(1, 6)]
    names = next(matter for matter in quality_of(tmp_path, findings=told).todo if "noms" in matter.title)
    assert names.count == "15 mots, 5 entretiens"
    assert [link.text for link in names.links[:3]] == [f"Anne A, Printemps (1 mot){NARROW}:", "tour 1", "tour 8"]
    assert names.links[0].href == ""
    assert names.links[1].href == "interview-A1-1.html#t1"
    assert names.fold


def test_quality_tells_a_finding_and_its_validation_once(tmp_path: Path) -> None:
    quality = quality_of(
        tmp_path,
        findings=[finding("speakers_guessed", "A6-1")],
        validation_results=[failed("speaker_markers_confirmed", "A6-1", 0.0)],
    )
    assert [(matter.title, matter.count) for matter in quality.todo] == [
        ("Confirmer qui interroge et qui répond", "1 entretien")
    ]


def test_quality_counts_cells_and_not_interviews_where_coders_differ(tmp_path: Path) -> None:
    results = [failed("coders_agree", "A1-1", 4.0), failed("coders_agree", "B2-1", 7.0)]
    quality = quality_of(tmp_path, findings=[], validation_results=results)
    assert [matter.count for matter in quality.todo] == ["11 cases, 2 entretiens"]


def test_quality_says_cases_that_differ_in_full_and_names_no_line_by_abbreviation(tmp_path: Path) -> None:
    told = [finding("row_without_id", "", severity="note", place=f"l. {n}") for n in (4, 9)]
    rows = quality_of(tmp_path, findings=told, validation_results=[]).todo[0]
    assert rows.count == "2 lignes"
    assert [line.partition(f"{NARROW}:")[0] for line in rows.lines] == [
        "Tableau des participants, ligne 4",
        "Tableau des participants, ligne 9",
    ]


def test_quality_of_a_message_of_its_own_shares_what_its_cases_share(tmp_path: Path) -> None:
    told = [finding("too_much_unassigned", f"A{n}-1", f'{{"percent": {20 + n}}}', "set_aside") for n in (1, 2)]
    aside = quality_of(tmp_path, findings=told).aside[0]
    assert aside.title.startswith(f"…{NARROW}% du texte ne revient")
    assert len(aside.lines) == 2


def test_quality_of_nothing_told_says_so(tmp_path: Path) -> None:
    quality = quality_of(tmp_path, findings=[], validation_results=[])
    assert (quality.todo, quality.aside, quality.known, quality.checked) == ((), (), (), ())
    assert quality.no_todo
    assert quality.no_aside
    assert quality.verdict == "Aucune vérification n’a été enregistrée."


def test_quality_links_lead_to_the_cell_or_the_turn(tmp_path: Path) -> None:
    results = [failed(code, "A3-1") for code in ("coders_agree", "active_forms_without_digit", "turn_times_in_order")]
    said = [row for row in example_rows()["masked_turns"] if row["interview_id"] == "A3-1"]
    turns = [{**row, "start_s": start} for row, start in zip(said, (8.0, 7.0, 9.0), strict=False)]
    tokens = [{**row, "lemma": "4g"} if row["turn"] == 2 else row for row in example_rows()["tokens"]]
    todo = quality_of(tmp_path, findings=[], validation_results=results, masked_turns=turns, tokens=tokens).todo
    links = {matter.title: matter.links for matter in todo}
    assert [link.href for link in links["Trancher les désaccords entre codeurs"]] == [
        "",
        "evidence.html#gestes.i2--A3-1",
    ]
    digits = links["Des formes actives contiennent un chiffre"]
    assert [link.href for link in digits] == ["", "interview-A3-1.html#t2"]
    times = next(found for title, found in links.items() if title.startswith("Les repères de temps"))
    assert [link.href for link in times[1:]] == [f"interview-A3-1.html#t{turns[1]['turn']}"]


def test_quality_names_cells_to_code_unless_the_grid_shows_them_better(tmp_path: Path) -> None:
    cells = [
        {**row, "state": "not_coded"} if row["interview_id"] == "A1-1" and row["coder"] == "CL" else row
        for row in example_rows()["grid_cells"]
    ]
    waiting = {row["indicator"] for row in cells if row["interview_id"] == "A1-1" and row["state"] == "not_coded"}
    told = quality_of(tmp_path, validation_results=[failed("cells_are_coded", "A1-1")], grid_cells=cells).todo
    links = next(matter.links for matter in told if matter.title == "Coder les cases restantes")
    hrefs = [link.href for link in links[1:]]
    if len(waiting) > MOST_CELLS:
        assert hrefs == ["grid.html"]
    else:
        assert {href.partition("#")[2].partition("--")[0] for href in hrefs} == waiting


def test_quality_tells_an_observable_without_cross_once_with_its_coders(tmp_path: Path) -> None:
    def bare(interview: str, coder: str, observable: str) -> Row:
        details = f'{{"coder": "{coder}", "exclusive": 0, "observable": "{observable}"}}'
        return finding("grid_observable_unmarked", interview, details, "note", f"{observable}, {coder}")

    crosses = [
        {"interview_id": "A1-1", "indicator": "gestes.i0", "coder": coder, "state": state}
        for coder, state in (("CL", "present"), ("MD", "absent"))
    ]
    told = [bare("A1-1", "MD", "gestes"), bare("A3-1", "CL", "gestes"), bare("A3-1", "MD", "gestes")]
    (unmarked,) = quality_of(tmp_path, findings=told, grid_cells=crosses, validation_results=[]).known
    assert unmarked.count == "2 observables d’un entretien, dont 1 où personne n’a mis de croix, 2 entretiens"
    called = f"«{NARROW}Les gestes du jardin{NARROW}»"
    assert unmarked.lines == (
        f"Anne A, Printemps{NARROW}: {called}, aucune croix de MD{NARROW}; il y en a de CL",
        f"Mathilde A, Printemps{NARROW}: {called} sans aucune croix (CL, MD)",
    )


def test_quality_counts_masked_places_by_kind(tmp_path: Path) -> None:
    places = [
        {"interview_id": "A1-1", "turn": turn, "start_at": 0, "end_at": 4, "kind": kind, "source": source}
        for turn, (kind, source) in enumerate(
            [("person", "known name"), ("person", "known name"), ("phone", "pattern phone")], start=1
        )
    ]
    quality = quality_of(tmp_path, replacements=places)
    assert quality.masked is not None
    assert texts_of(quality.masked) == [("personnes", "2", "2", "0", "1"), ("numéros de téléphone", "1", "0", "1", "1")]
    assert (
        quality.masking[0]
        == "22 entretiens lus. Consentement donné\u202f: 21\u202f; supposé\u202f: 0\u202f; non noté\u202f: 1."
    )


@pytest.mark.parametrize(
    ("said", "bare"),
    [
        ("\N{REPLACEMENT CHARACTER} : aucun segment. Vérifiez.", "Aucun segment. Vérifiez."),
        ("Indicateur \N{REPLACEMENT CHARACTER} : un total diffère.", "Un total diffère."),
        ("\N{REPLACEMENT CHARACTER}: no segment.", "No segment."),
        ("Le corpus ne se divise pas.", "Le corpus ne se divise pas."),
        (
            "\N{REPLACEMENT CHARACTER} : des formes ont un chiffre. Écartez-les (study.toml, [lexicon] supplementary).",
            "Des formes ont un chiffre. Écartez-les.",
        ),
    ],
)
def test_strip_subject_leaves_a_sentence(said: str, bare: str) -> None:
    assert strip_subject(said) == bare


def test_topics_speak_of_codes_that_exist_each_once() -> None:
    known = load_chapter("findings").keys() | load_chapter("expectations").keys()
    codes = [code for topic in TOPICS for code in topic.codes]
    assert len(codes) == len(set(codes))
    assert set(codes) <= known
    assert {topic.title for topic in TOPICS} == set(ADVICE)
