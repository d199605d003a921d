"""Steps of the mirror, held against naive counts: participants are the units, each once in a scope."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import fisher_exact

from tasks.mirror.work import choose_quotes, contrast_indicators, contrast_lexicon, scopes
from tasks.study_config import StudyConfig
from tests.invented import analysed_interviews, invented_config, invented_order, rows_of, view_rows

PEOPLE = ("A1", "A2", "A3", "B1", "B2", "B3")
UNITS = [f"{person}-{wave}" for person in PEOPLE for wave in "12"]
PAIRS = [
    ("outils.carte", "outils.carte_b", "same"),
    ("lien.lien", "lien.lien", "mirrored"),
    ("outils.seul", "", "only_a"),
]
INDICATORS = ["outils.carte", "outils.carte_b", "lien.lien", "outils.seul"]
STATES = ["present", "absent", "not_asked", "not_coded"]
Cells = dict[tuple[str, str, str], str]
PAIR_ROWS = rows_of(
    "indicator_pairs",
    *(
        {"pair": number, "indicator_a": a, "indicator_b": b, "relation": relation}
        for number, (a, b, relation) in enumerate(PAIRS, start=1)
    ),
)


def contrasted(cells: Cells, *units: str, config: StudyConfig | None = None) -> pl.DataFrame:
    rows = [{"interview_id": u, "indicator": i, "coder": c, "state": state} for (u, i, c), state in cells.items()]
    return contrast_indicators(
        invented_order(
            "study",
            config=config,
            grid_cells=rows_of("grid_cells", *rows),
            analysed_interviews=analysed_interviews(*units or UNITS),
            indicator_pairs=PAIR_ROWS.reverse(),
        )
    ).tables["indicator_contrasts"]


def naive_counts(cells: Cells, indicator: str, side: str, waves: str) -> tuple[int, int]:
    """Participants who bear it, and who were asked and coded, in any of the waves."""
    present = asked = 0
    for person in (name for name in PEOPLE if name[0] == side):
        states = []
        for wave in waves:
            said = [state for (unit, i, _), state in cells.items() if (unit, i) == (f"{person}-{wave}", indicator)]
            states += [min(said, key=STATES.index)] if said else []
        present += "present" in states
        asked += "present" in states or "absent" in states
    return present, asked


def naive_holm(values: list[float]) -> list[float]:
    """The k-th smallest times the number of those not smaller, made to rise, at most 1."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    corrected, highest = [0.0] * len(values), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, values[place] * (len(values) - rank)))
        corrected[place] = highest
    return corrected


@given(
    cells=st.dictionaries(
        st.tuples(st.sampled_from(UNITS), st.sampled_from(INDICATORS), st.sampled_from(["CL", "EM"])),
        st.sampled_from(STATES),
        max_size=40,
    )
)
@settings(max_examples=40, deadline=None)
def test_mirror_work_indicator_contrasts_equal_naive_counts(cells: Cells) -> None:
    found = contrasted(cells)
    assert found.select("scope", "pair").rows() == [(scope, pair) for scope in ("1", "2", "all") for pair in (1, 2, 3)]
    for row in found.to_dicts():
        waves = "12" if row["scope"] == "all" else row["scope"]
        a, b, relation = PAIRS[row["pair"] - 1]
        assert (row["indicator_a"], row["indicator_b"], row["relation"]) == (a, b, relation)
        assert (row["present_a"], row["asked_a"]) == naive_counts(cells, a, "A", waves)
        assert (row["present_b"], row["asked_b"]) == naive_counts(cells, b, "B", waves)
        if not row["asked_a"] or not row["asked_b"]:
            assert row["verdict"] == "no_data"
            assert {row[name] for name in ("difference", "low", "high", "p", "q_holm", "design_floor")} == {None}
            continue
        present, asked = (row["present_a"], row["present_b"]), (row["asked_a"], row["asked_b"])
        table = [[n, m - n] for n, m in zip(present, asked, strict=True)]
        assert row["p"] == pytest.approx(fisher_exact(table).pvalue)
        assert row["difference"] == pytest.approx(present[0] / asked[0] - present[1] / asked[1])
        assert row["low"] <= row["difference"] <= row["high"]
        assert row["verdict"] == "cannot_tell", "three against three never reach .05"
    for scope in ("1", "2", "all"):
        tested = found.filter(pl.col("scope") == scope).drop_nulls("p")
        assert tested["q_holm"].to_list() == pytest.approx(naive_holm(tested["p"].to_list()))


def test_mirror_work_holm_counts_the_pairs_of_its_scope_alone() -> None:
    """Ten a side: one pair apart in wave 1, two in wave 2."""
    people = [f"{side}{n}" for side in "AB" for n in range(10)]
    cells: Cells = {}
    for person in people:
        state = "present" if person[0] == "A" else "absent"
        own = "outils.carte" if person[0] == "A" else "outils.carte_b"
        cells |= {(f"{person}-{wave}", own, "CL"): state for wave in "12"}
        cells[f"{person}-2", "lien.lien", "CL"] = state
    units = [f"{person}-{wave}" for person in people for wave in "12"]
    found = contrasted(cells, *units)
    p = fisher_exact([[10, 0], [0, 10]]).pvalue
    q = {(row["scope"], row["pair"]): row["q_holm"] for row in found.to_dicts()}
    assert q["1", 1] == pytest.approx(p)
    assert q["1", 2] is None
    assert q["2", 1] == q["2", 2] == q["all", 1] == q["all", 2] == pytest.approx(2 * p)
    assert set(found.drop_nulls("p")["verdict"]) == {"difference"}


def test_mirror_work_all_waves_count_a_participant_once() -> None:
    cells: Cells = {("A1-1", "lien.lien", "CL"): "present", ("A1-2", "lien.lien", "CL"): "absent"}
    cells |= {("B1-1", "lien.lien", "CL"): "absent", ("B1-2", "lien.lien", "CL"): "not_coded"}
    rows = {row["scope"]: row for row in contrasted(cells).filter(pl.col("pair") == 2).to_dicts()}
    counted = {
        scope: (row["present_a"], row["asked_a"], row["present_b"], row["asked_b"]) for scope, row in rows.items()
    }
    assert counted == {"1": (1, 1, 0, 1), "2": (0, 1, 0, 0), "all": (1, 1, 0, 1)}


def test_mirror_work_interviews_set_aside_do_not_count() -> None:
    cells: Cells = {(f"A{n}-1", "lien.lien", "CL"): "present" for n in (1, 2)}
    assert contrasted(cells, "A1-1", "B1-1").filter(pl.col("pair") == 2)["asked_a"].to_list() == [1]


def test_mirror_work_scopes_are_waves_with_interviews() -> None:
    held = analysed_interviews("A1-2", "B1-1", "B1-2")
    assert scopes(["1", "2", "3"], held) == [("1", ["1"]), ("2", ["2"]), ("all", ["1", "2"])]
    assert scopes(["2", "1"], held)[-1] == ("all", ["2", "1"])
    assert scopes(["1", "2"], analysed_interviews("A1-1")) == [("1", ["1"])]
    assert scopes(["1", "2"], analysed_interviews()) == []
    order = invented_order(
        "study",
        grid_cells=rows_of("grid_cells"),
        analysed_interviews=analysed_interviews(),
        indicator_pairs=PAIR_ROWS,
        lemma_counts=view_rows(COUNTS),
        word_totals=view_rows(TOTALS),
    )
    assert contrast_indicators(order).tables == contrast_lexicon(order).tables == {}


# -- words

COUNTS = {
    "participant_id": pl.String(),
    "side": pl.String(),
    "wave": pl.String(),
    "lemma": pl.String(),
    "pos": pl.String(),
    "status": pl.String(),
    "n_occurrences": pl.Int32(),
}
TOTALS = {"participant_id": pl.String(), "side": pl.String(), "wave": pl.String(), "n_units": pl.Int32()}
Count = tuple[str, str, str, str, int]
"""Participant, wave, lemma, status, occurrences."""
SAID: list[Count] = [
    *(
        (person, wave, "carte", "active", n)
        for person, wave, n in zip(["A1", "A1", "A2", "A3", "B1"], "12112", (6, 2, 5, 4, 1), strict=True)
    ),
    ("A1", "1", "seul", "active", 9),
    ("B2", "1", "outil", "supplementary", 9),
    ("B3", "1", "outil", "supplementary", 9),
    ("B1", "1", "chemin", "active", 1),
    ("B2", "1", "chemin", "active", 1),
    ("B2", "2", "lien", "active", 4),
    ("A2", "2", "lien", "active", 4),
]
WORDS = {
    (person, wave): 100 * (place % 4 + 1) for place, (person, wave) in enumerate((p, w) for p in PEOPLE for w in "12")
}


def worded(said: list[Count], config: StudyConfig | None = None) -> pl.DataFrame:
    counts = [(person, person[0], wave, lemma, "NOUN", status, n) for person, wave, lemma, status, n in said]
    totals = [(person, person[0], wave, n) for (person, wave), n in WORDS.items()]
    order = invented_order(
        "study",
        config=config or invented_config(lexicon={"min_form_count": 3}),
        lemma_counts=view_rows(COUNTS, *counts),
        word_totals=view_rows(TOTALS, *totals),
        analysed_interviews=analysed_interviews(*UNITS),
    )
    return contrast_lexicon(order).tables["lexical_contrasts"]


def rates_of(said: list[Count], lemma: str, waves: str) -> dict[str, float]:
    """Occurrences per 1000 words of each participant, over the waves together."""
    uses, words = Counter[str](), Counter[str]()
    for person, wave, found, _, n in said:
        uses[person] += n if found == lemma and wave in waves else 0
    for (person, wave), n in WORDS.items():
        words[person] += n if wave in waves else 0
    return {person: 1000 * uses[person] / words[person] for person in PEOPLE}


def test_mirror_work_lexical_contrasts_equal_naive_rates() -> None:
    found = worded(SAID)
    tested = {scope: set(rows["lemma"]) for (scope,), rows in found.group_by(["scope"])}
    assert tested == {"1": {"carte"}, "2": {"carte", "lien"}, "all": {"carte", "lien"}}, (
        "by two at least, active, frequent"
    )
    for row in found.to_dicts():
        rates = rates_of(SAID, row["lemma"], "12" if row["scope"] == "all" else row["scope"])
        mean = {side: sum(rates[person] for person in PEOPLE if person[0] == side) / 3 for side in "AB"}
        assert (row["n_a"], row["n_b"]) == (3, 3), "each participant once"
        assert row["rate_a"] == pytest.approx(mean["A"])
        assert row["rate_b"] == pytest.approx(mean["B"])
        assert row["difference"] == pytest.approx(mean["A"] - mean["B"])
        assert row["participants_a"] == sum(rates[person] > 0 for person in PEOPLE[:3])
        assert row["participants_b"] == sum(rates[person] > 0 for person in PEOPLE[3:])
        labelings = [
            sum(rates[person] for person in chosen) - sum(rates[person] for person in set(PEOPLE) - set(chosen))
            for chosen in combinations(PEOPLE, 3)
        ]
        as_large = sum(abs(one) >= abs(3 * (mean["A"] - mean["B"])) - 1e-9 for one in labelings)
        assert row["p"] == pytest.approx(as_large / 20)
        assert (row["method"], row["n_labelings"]) == ("exact", 20)


def test_mirror_work_sampled_contrasts_follow_the_seed() -> None:
    def settings_of(seed: int) -> StudyConfig:
        return invented_config(seed=seed, mirror={"max_exact": 1, "sampled": 99}, lexicon={"min_form_count": 3})

    first, again, other = (worded(SAID, settings_of(seed)) for seed in (1, 1, 2))
    assert first.equals(again)
    assert not first.equals(other)
    assert set(first["method"]) == {"sampled"}
    assert set(first["n_labelings"]) == {100}


def test_mirror_work_rare_words_are_not_tested() -> None:
    said: list[Count] = [("A1", "1", "carte", "active", 1), ("B1", "1", "carte", "active", 1)]
    assert worded(said).is_empty()
    assert worded([*said, ("B1", "2", "carte", "active", 1)])["scope"].to_list() == ["all"]
    assert worded([]).is_empty()


# -- quotes

FORMS = {"interview_id": pl.String(), "segment": pl.Int32(), "lemma": pl.String(), "pos": pl.String()}
SCORES = [("A", "carte", 4.0), ("B", "carte", -4.0), ("A", "chemin", 30.0), ("B", "chemin", 1.0), ("A", "pas", 2.0)]
Segment = tuple[str, int, str, int, list[str]]
"""Interview, segment, theme answered, words, lemmas."""


def chosen(segments: list[Segment], *, quotes: int = 4) -> list[tuple[str, str, int, str, int, float, str]]:
    turns = [{"interview_id": unit, "turn": number, "theme": theme} for unit, number, theme, _, _ in segments]
    cuts = [{"interview_id": unit, "turn": n, "segment": n, "n_words": words} for unit, n, _, words, _ in segments]
    scores = [{"side": side, "lemma": lemma, "pos": "NOUN", "score": score} for side, lemma, score in SCORES]
    held = [(unit, number, lemma, "NOUN") for unit, number, _, _, lemmas in segments for lemma in lemmas]
    order = invented_order(
        "study",
        config=invented_config(mirror={"quotes": quotes}),
        masked_turns=rows_of("masked_turns", *turns),
        segments=rows_of("segments", *cuts),
        segment_forms=view_rows(FORMS, *held),
        specificities=rows_of(
            "specificities", *({"role": "guide" if row["side"] == "A" else "marcheur"} | row for row in scores)
        ),
        analysed_interviews=analysed_interviews(*sorted({unit for unit, *_ in segments})),
    )
    shard = choose_quotes(order)
    columns = ("theme", "side", "rank", "interview_id", "segment", "score", "why")
    return shard.tables["mirror_quotes"].select(columns).rows()


def test_mirror_work_quotes_answer_a_question_or_hold_the_words() -> None:
    quotes = chosen(
        [
            ("A1-1", 1, "route", 20, ["pas"]),
            ("A1-1", 2, "", 20, ["carte", "chemin"]),
            ("A1-1", 3, "lien", 20, ["carte"]),
            ("A1-1", 4, "", 20, ["pas"]),
            ("B1-1", 1, "", 20, ["carte"]),
            ("B1-1", 2, "route", 5, ["carte"]),
            ("B2-1", 1, "route", 20, []),
        ]
    )
    assert quotes == [
        ("route", "A", 1, "A1-1", 2, 10.0 * 2 + (4.0 + 10.0) / (2 + 2), "words"),
        ("route", "A", 2, "A1-1", 1, pytest.approx(2.0 / 3), "question"),
        ("route", "B", 1, "B1-1", 1, 10.0 + 0.0, "words"),
        ("route", "B", 2, "B2-1", 1, 0.0, "question"),
        ("lien", "A", 1, "A1-1", 3, pytest.approx(4.0 / 3), "question"),
    ]


def test_mirror_work_quotes_give_every_voice_a_turn() -> None:
    segments: list[Segment] = [("A1-1", number, "route", 20, ["carte"]) for number in range(1, 9)]
    segments += [("A2-1", 1, "route", 20, []), ("A1-2", 1, "route", 20, ["chemin"])]
    quotes = chosen(segments, quotes=3)
    assert [(unit, segment) for _, _, _, unit, segment, _, _ in quotes] == [("A1-2", 1), ("A2-1", 1), ("A1-1", 1)]
    assert Counter(side for _, side, *_ in chosen(segments, quotes=5)) == {"A": 5}


def test_mirror_work_nothing_said_is_no_quote() -> None:
    assert chosen([]) == []
    assert chosen([("A1-1", 1, "", 20, ["pas"])]) == []
