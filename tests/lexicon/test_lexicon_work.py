"""Steps of the lexical stage, held against naive counts."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2_contingency, hypergeom

from tasks.language.pipeline import load_reader
from tasks.language.reading import TurnReader
from tasks.lexicon.study_dictionary import parse_dictionary
from tasks.lexicon.work import (
    annotate_interviews,
    classify_segments,
    frequent_forms,
    presence_matrix,
    profile_classes,
    read_words,
    score_specificities,
)
from tasks.records import Side
from tasks.shards import Shard
from tasks.study_config import StudyConfig
from tasks.warehouse import hash_rows
from tests.invented import analysed_interviews, invented_config, invented_order, rows_of, view_rows

SEGMENT_FORMS = {
    "interview_id": pl.String(),
    "segment": pl.Int32(),
    "lemma": pl.String(),
    "pos": pl.String(),
    "n_occurrences": pl.Int32(),
}
LEMMA_COUNTS = {
    "interview_id": pl.String(),
    "participant_id": pl.String(),
    "side": pl.String(),
    "wave": pl.String(),
    "lemma": pl.String(),
    "pos": pl.String(),
    "status": pl.String(),
    "n_occurrences": pl.Int32(),
}
WORD_TOTALS = {"interview_id": pl.String(), "participant_id": pl.String(), "side": pl.String(), "n_units": pl.Int32()}
Held = dict[tuple[str, int], list[str]]
"""Interview and segment -> lemmas, one for each occurrence."""


def segments_of(held: Held) -> pl.DataFrame:
    return rows_of("segments", *({"interview_id": unit, "segment": segment} for unit, segment in held))


def forms_of(held: Held) -> pl.DataFrame:
    rows = [
        (unit, segment, lemma, "NOUN", count)
        for (unit, segment), lemmas in held.items()
        for lemma, count in Counter(lemmas).items()
    ]
    return view_rows(SEGMENT_FORMS, *rows)


def worlds(n: int = 30, n_interviews: int = 3) -> Held:
    """Two vocabularies of eight lemmas that never meet, ``n`` segments each."""
    rng = np.random.default_rng(3)
    held: Held = {}
    for number in range(2 * n):
        world = "ab"[number % 2]
        lemmas = [f"{world}{form}" for form in range(8) if rng.random() < 0.7]
        held[f"A{number % n_interviews + 1}-1", number + 1] = [*lemmas, f"{world}0", f"{world}1"]
    return held


def classified(held: Held, **lexicon: object) -> Shard:
    config = invented_config(lexicon={"classes": 2, **lexicon})
    return classify_segments(
        invented_order("study", config=config, segments=segments_of(held), segment_forms=forms_of(held))
    )


# -- forms and presences

lemma_lists = st.lists(st.lists(st.sampled_from("abcde"), max_size=6), max_size=8)


@given(lists=lemma_lists, min_count=st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_lexicon_work_presences_equal_a_naive_table(lists: list[list[str]], min_count: int) -> None:
    held: Held = {(f"A{number % 2}-1", number): lemmas for number, lemmas in enumerate(lists)}
    segments, segment_forms = segments_of(held).sort("interview_id", "segment"), forms_of(held)
    forms = frequent_forms(segment_forms, min_count=min_count)
    total = Counter(lemma for lemmas in held.values() for lemma in lemmas)
    frequent = sorted((lemma for lemma in total if total[lemma] >= min_count), key=lambda lemma: (-total[lemma], lemma))
    assert forms["lemma"].to_list() == frequent
    assert forms["form_id"].to_list() == list(range(len(frequent)))
    for row in forms.to_dicts():
        holding = [place for place, lemmas in held.items() if row["lemma"] in lemmas]
        assert row["n_occurrences"] == total[row["lemma"]]
        assert row["n_segments"] == len(holding)
        assert row["n_interviews"] == len({unit for unit, _ in holding})
    matrix = presence_matrix(segment_forms, segments, forms)
    naive = [[int(lemma in held[place]) for lemma in frequent] for place in sorted(held)]
    assert matrix.shape == (len(held), len(frequent))
    assert matrix.toarray().tolist() == naive


def test_lexicon_work_forms_of_another_part_of_speech_are_others() -> None:
    rows = [("A1-1", 1, "bien", "NOUN", 2), ("A1-1", 1, "bien", "ADV", 3)]
    forms = frequent_forms(view_rows(SEGMENT_FORMS, *rows), min_count=1)
    assert forms.select("lemma", "pos").rows() == [("bien", "ADV"), ("bien", "NOUN")]


# -- classes


def test_lexicon_work_classes_tell_the_worlds_apart() -> None:
    held = worlds()
    shard = classified(held)
    placed = {(row["interview_id"], row["segment"]): row for row in shard.tables["segment_classes"].to_dicts()}
    assert placed.keys() == held.keys()
    of_world = defaultdict(set)
    for place, lemmas in held.items():
        of_world[lemmas[0][0]].add(placed[place]["class"])
    assert sorted(of_world.values(), key=str) == [{1}, {2}]
    assert {row["reason"] for row in placed.values()} == {""}
    for row in shard.tables["classes"].to_dicts():
        units = Counter(unit for (unit, _), found in placed.items() if found["class"] == row["class"])
        assert row["n_segments"] == units.total() == 30
        assert row["share"] == 0.5
        assert row["n_interviews"] == len(units)
        assert row["largest_interview_share"] == pytest.approx(max(units.values()) / 30)
        assert set(row["words"].split(", ")) <= {f"{'ab'[form % 2]}{form // 2}" for form in range(16)}
        assert len({word[0] for word in row["words"].split(", ")}) == 1
        assert len(row["words"].split(", ")) <= 8
    (split,) = shard.tables["class_splits"].to_dicts()
    assert (split["split"], split["parent"], split["n_left"], split["n_right"]) == (1, 1, 30, 30)
    assert set(shard.tables["classes"]["node"]) == {split["left_node"], split["right_node"]}


def reasons_of(shard: Shard, unit: str) -> dict[int, str]:
    rows = shard.tables["segment_classes"]
    assert ((rows["class"] == 0) == (rows["reason"] != "")).all()
    return dict(rows.filter(pl.col("interview_id") == unit).select("segment", "reason").iter_rows())


def test_lexicon_work_every_unclassified_segment_has_its_reason() -> None:
    held = {place: [*lemmas, "commun"] for place, lemmas in worlds().items()}
    held["A9-1", 1] = []
    held["A9-1", 2] = ["a0", "a0"]
    held["A9-1", 3] = ["rare1", "rare2", "rare3"]
    held |= {("A9-1", number): ["formule1", "formule2", "formule3"] for number in (4, 5)}
    settings = {"min_class_share": 0.1, "min_segment_forms": 2}
    early = {1: "no_active_form", 2: "too_few_forms", 3: "forms_dropped"}
    shard = classified(held, **settings)
    assert reasons_of(shard, "A9-1") == early | {4: "forms_dropped", 5: "forms_dropped"}
    shard = classified(held, min_form_count=2, **settings)
    assert reasons_of(shard, "A9-1") == early | {4: "small_class", 5: "small_class"}
    assert shard.tables["classes"]["n_segments"].to_list() == [30, 30]
    assert shard.tables["active_forms"].filter(pl.col("lemma") == "rare1").is_empty()


def test_lexicon_work_forms_of_segments_left_out_do_not_count() -> None:
    held = worlds()
    held |= {("A9-1", number): ["seul"] for number in range(1, 9)}
    forms = classified(held, min_segment_forms=2).tables["active_forms"]
    assert "seul" not in forms["lemma"].to_list()
    assert "seul" in classified(held, min_segment_forms=1).tables["active_forms"]["lemma"].to_list()


def test_lexicon_work_order_of_rows_changes_nothing() -> None:
    held = worlds()
    turned = dict(reversed(held.items()))
    before, after = classified(held), classified(turned)
    for name, rows in before.tables.items():
        assert rows.equals(after.tables[name]), name


@pytest.mark.parametrize(
    "held",
    [{}, {("A1-1", 1): []}, {("A1-1", 1): ["a"] * 5}, {("A1-1", 1): ["a"], ("A1-1", 2): ["b"]}],
    ids=["nothing", "no form", "one segment", "two segments"],
)
def test_lexicon_work_little_or_nothing_to_classify(held: Held) -> None:
    shard = classified(held, min_segment_forms=1, min_form_count=1)
    assert shard.tables["segment_classes"].height == len(held)
    assert shard.tables["class_splits"].is_empty()
    n_classified = int((shard.tables["segment_classes"]["class"] > 0).sum())
    assert shard.tables["classes"]["n_segments"].to_list() == ([n_classified] if n_classified else [])
    profiled(held, shard)


# -- profiles


def profiled(held: Held, shard: Shard, interviews: pl.DataFrame | None = None) -> Shard:
    units = sorted({unit for unit, _ in held})
    return profile_classes(
        invented_order(
            "study",
            segment_forms=forms_of(held),
            segment_classes=shard.tables["segment_classes"],
            active_forms=shard.tables["active_forms"],
            analysed_interviews=analysed_interviews(*units) if interviews is None else interviews,
        )
    )


def test_lexicon_work_profiles_equal_naive_tables() -> None:
    held = worlds()
    held["B1-1", 1] = ["a0", "b0", "b1", "b2"]
    shard = classified(held)
    classes = {(unit, segment): n for unit, segment, n, _ in shard.tables["segment_classes"].iter_rows()}
    profiles = profiled(held, shard).tables["class_profiles"]
    assert profiles.height == 2 * shard.tables["active_forms"].height
    for row in profiles.to_dicts():
        table = np.zeros((2, 2), dtype=np.int64)
        for place, lemmas in held.items():
            table[int(classes[place] != row["class"]), int(row["lemma"] not in lemmas)] += classes[place] > 0
        assert row["n_segments_in_class"] == table[0, 0]
        assert row["n_segments_with_form"] == table[:, 0].sum()
        assert row["n_segments_class"] == table[0].sum()
        assert row["n_segments_classified"] == table.sum()
        expected = chi2_contingency(table, correction=False)
        sign = np.sign(table[0, 0] - expected.expected_freq[0, 0])
        assert row["chi2"] == pytest.approx(sign * expected.statistic)
        assert row["p"] == pytest.approx(expected.pvalue)
        carriers = {
            unit for (unit, n), lemmas in held.items() if classes[unit, n] == row["class"] and row["lemma"] in lemmas
        }
        assert row["n_interviews"] == len(carriers)


def test_lexicon_work_variables_equal_naive_tables() -> None:
    held = {(f"{'AB'[n % 2]}{n % 3 + 1}-{n % 2 + 1}", n): lemmas for n, ((_, _), lemmas) in enumerate(worlds().items())}
    held |= {("A3-1", 100 + n): ["b0", "b1", "b2", "b3"] for n in range(5)}
    shard = classified(held)
    interviews = analysed_interviews(*sorted({unit for unit, _ in held}))
    classes = {(unit, segment): n for unit, segment, n, _ in shard.tables["segment_classes"].iter_rows()}
    variables = profiled(held, shard, interviews).tables["class_variables"]
    assert set(variables["variable"]) == {"role", "wave"}, "nobody has a modality"
    assert set(variables["modality"]) == {"guide", "marcheur", "1", "2"}
    values = {row["interview_id"]: row for row in interviews.to_dicts()}
    for row in variables.to_dicts():
        table = np.zeros((2, 2), dtype=np.int64)
        for (unit, _), number in classes.items():
            has_value = values[unit][row["variable"]] == row["modality"]
            table[int(number != row["class"]), int(not has_value)] += number > 0
        assert row["n_segments_in_class"] == table[0, 0]
        assert row["n_segments_with_value"] == table[:, 0].sum()
        expected = chi2_contingency(table, correction=False)
        assert abs(row["chi2"]) == pytest.approx(expected.statistic)


def test_lexicon_work_typical_segments_hold_the_marking_forms() -> None:
    held = worlds()
    shard = classified(held)
    typical = profiled(held, shard)
    marks: dict[int, dict[str, float]] = {1: {}, 2: {}}
    for row in typical.tables["class_profiles"].filter(pl.col("chi2") >= 3.84).to_dicts():
        marks[row["class"]][row["lemma"]] = row["chi2"]
    rows = typical.tables["typical_segments"]
    assert rows.group_by("class").len().sort("class")["len"].to_list() == [15, 15]
    for (number,), ranked in rows.group_by("class"):
        sums = ranked.sort("rank")
        assert sums["rank"].to_list() == list(range(1, 16))
        assert sums["chi2_sum"].to_list() == sorted(sums["chi2_sum"], reverse=True)
        for row in sums.to_dicts():
            found = [marks[int(str(number))][lemma] for lemma in sorted(set(held[row["interview_id"], row["segment"]]))]
            assert row["chi2_sum"] == pytest.approx(sum(found))
            assert row["chi2_mean"] == pytest.approx(sum(found) / len(found))


# -- specificities


def specific(counts: list[tuple[str, str, str, int]], words: dict[str, int], min_count: int = 1) -> pl.DataFrame:
    """Scores from (interview, lemma, status, occurrences) and the words of each interview."""
    lemmas = [(unit, unit[:2], unit[0], "1", lemma, "NOUN", status, n) for unit, lemma, status, n in counts]
    totals = [(unit, unit[:2], unit[0], n) for unit, n in words.items()]
    return score_specificities(
        invented_order(
            "study",
            config=invented_config(lexicon={"min_form_count": min_count}),
            lemma_counts=view_rows(LEMMA_COUNTS, *lemmas),
            word_totals=view_rows(WORD_TOTALS, *totals),
        )
    ).tables["specificities"]


def test_lexicon_work_specificities_equal_the_hypergeometric_tail() -> None:
    counts = [
        ("A1-1", "carte", "active", 9),
        ("A2-1", "carte", "active", 3),
        ("B1-1", "carte", "active", 2),
        ("B1-1", "carte", "supplementary", 1),
        ("B1-1", "chemin", "active", 7),
        ("A1-1", "rare", "active", 1),
    ]
    words = {"A1-1": 300, "A2-1": 200, "B1-1": 400}
    scores = specific(counts, words, min_count=2)
    assert set(scores["lemma"]) == {"carte", "chemin"}
    own: dict[Side, int] = {"A": 500, "B": 400}
    for row in scores.to_dicts():
        of_form = [(unit, n) for unit, lemma, _, n in counts if lemma == row["lemma"]]
        total, here = sum(n for _, n in of_form), sum(n for unit, n in of_form if unit[0] == row["side"])
        size = own[row["side"]]
        assert (row["n_in_role"], row["n_total"], row["words_in_role"], row["words_total"]) == (here, total, size, 900)
        assert row["expected"] == pytest.approx(total * size / 900)
        law = hypergeom(900, total, size)
        rarer = here < row["expected"]
        assert row["score"] == pytest.approx(math.log10(law.cdf(here)) if rarer else -math.log10(law.sf(here - 1)))
        assert row["n_interviews"] == len({unit for unit, _ in of_form if unit[0] == row["side"]})
        assert row["role"] == {"A": "guide", "B": "marcheur"}[row["side"]]


@pytest.mark.parametrize("words", [{}, {"A1-1": 10}])
def test_lexicon_work_specificities_of_nothing_or_one_side(words: dict[str, int]) -> None:
    counts = [("A1-1", "carte", "active", 2)] if words else []
    scores = specific(counts, words)
    assert scores.height == 2 * len(counts)
    assert scores["score"].to_list() == [0.0] * scores.height


# -- reading and annotation


def spoken(**lexicon: object) -> StudyConfig:
    """Settings of annotation; the dictionaries read, so that another language model changes no line here."""
    settings = {"segment_words": 20, "supplementary": ["chemin"], "placeholders": ["BIP"], "active_pos": ["NOUN"]}
    return invented_config(lexicon=settings | {"pipeline": "dictionary"} | lexicon)


SPOKEN = spoken()
TURNS = [
    (1, "interviewer", "Quels outils utilisez-vous, Yolande ?"),
    (2, "interviewee", "Alors euh, Yolande et Prénom A2 regardent la carte à [Ville 1]. Le chemin monte."),
    (3, "other", "(rires)"),
    (4, "interviewee", "On marche. " * 30 + "Le chemin monte encore, douze fois, (rires) et BIP."),
    (5, "interviewee", "Du coup on regarde la carte en tout cas, hein."),
]
INTERVIEWS = {"A1-1": (1, 2, 3, 4), "B1-1": (4, 5)}
READ = ("readings", "lemma_votes", "read_turns")


def turns_of(*turns: tuple[str, int, str, str]) -> pl.DataFrame:
    """Masked turns: interview, turn, speaker, text."""
    columns = ("interview_id", "turn", "speaker", "text")
    return rows_of("masked_turns", *(dict(zip(columns, turn, strict=True)) for turn in turns))


def replaced() -> pl.DataFrame:
    masked = [(1, "Yolande", "person"), (2, "Yolande", "person"), (2, "Prénom A2", "person"), (2, "[Ville 1]", "place")]
    texts = {turn: text for turn, _, text in TURNS}
    places = [
        {"interview_id": "A1-1", "turn": turn, "start_at": texts[turn].index(name), "kind": kind}
        | {"end_at": texts[turn].index(name) + len(name)}
        for turn, name, kind in masked
    ]
    return rows_of("replacements", *places)


EVERY_TURN = turns_of(
    *((unit, turn, speaker, text) for unit, held in INTERVIEWS.items() for turn, speaker, text in TURNS if turn in held)
)


def shard_read(turns: pl.DataFrame, config: StudyConfig = SPOKEN, before: Shard | None = None) -> Shard:
    """What reading ``turns`` gives after the result ``before``."""
    units = turns["interview_id"].unique().sort().to_list() or ["A1-1"]
    held = before.tables if before else {name: rows_of(name) for name in READ}
    return read_words(replace(invented_order(*units, config=config), tables={"masked_turns": turns, **held}))


def shard_annotated(
    turns: pl.DataFrame, read: Shard, config: StudyConfig = SPOKEN, dictionary: str = "", units: tuple[str, ...] = ()
) -> Shard:
    return annotate_interviews(
        invented_order(
            *(units or turns["interview_id"].unique().sort().to_list() or ["A1-1"]),
            config=config,
            extras={"dictionary": dictionary},
            masked_turns=turns,
            readings=read.tables["readings"],
            replacements=replaced(),
        )
    )


def output_hashes(shard: Shard, units: tuple[str, ...] = tuple(INTERVIEWS)) -> dict[str, str]:
    """The hash of what each interview got, as the step's result keeps it."""
    return {
        unit: hash_rows({name: rows.filter(pl.col("interview_id") == unit) for name, rows in shard.tables.items()})
        for unit in units
    }


@pytest.fixture(scope="module")
def read() -> Shard:
    return shard_read(EVERY_TURN)


@pytest.fixture(scope="module")
def annotated(read: Shard) -> Shard:
    return shard_annotated(EVERY_TURN, read)


def test_lexicon_work_tokens_stand_where_they_say(annotated: Shard) -> None:
    texts = {turn: text for turn, _, text in TURNS}
    tokens = annotated.tables["tokens"]
    for row in tokens.to_dicts():
        assert texts[row["turn"]][row["start_at"] : row["end_at"]].lower() == row["form"].lower()
    for (_, turn), rows in tokens.group_by(["interview_id", "turn"], maintain_order=True):
        assert rows["token"].to_list() == list(range(1, rows.height + 1))
        covered = "".join(texts[int(str(turn))][row["start_at"] : row["end_at"]] for row in rows.to_dicts())
        assert covered.replace(" ", "") == texts[int(str(turn))].replace(" ", ""), "every character is of one token"


def test_lexicon_work_what_masking_put_in_is_never_a_word(annotated: Shard) -> None:
    tokens = annotated.tables["tokens"].filter(pl.col("interview_id") == "A1-1", pl.col("turn") <= 2)
    masked = tokens.filter(pl.col("form").is_in(["yolande", "prénom", "a2", "[ville 1]"]))
    assert masked.height == 5
    assert set(masked.select("pos", "kind", "category", "status").unique().rows()) == {
        ("PROPN", "placeholder", "placeholder", "supplementary")
    }
    assert (masked["form"] == masked["lemma"]).all()
    assert tokens.filter(pl.col("kind") == "placeholder").height == masked.height


def test_lexicon_work_settings_of_the_study_hold(annotated: Shard) -> None:
    tokens = annotated.tables["tokens"].filter(pl.col("interview_id") == "A1-1")
    kinds = dict(tokens.select("form", "kind").iter_rows())
    status = dict(tokens.select("form", "status").iter_rows())
    assert (kinds["bip"], kinds["euh"], kinds["(rires)"]) == ("placeholder", "hesitation", "event")
    assert (status["carte"], status["chemin"], status["monte"]) == ("active", "supplementary", "supplementary")


def test_lexicon_work_expressions_tell_where_they_end(annotated: Shard) -> None:
    tokens = annotated.tables["tokens"].filter(pl.col("turn") == 5)
    said = tokens.filter(pl.col("expression") != "")
    assert said.select("form", "expression", "expression_word", "expression_end_at", "category").rows() == [
        ("du", "du coup", 1, 7, "particle"),
        ("coup", "du coup", 2, 7, "particle"),
        ("en", "en tout cas", 1, 39, "particle"),
        ("tout", "en tout cas", 2, 39, "particle"),
        ("cas", "en tout cas", 3, 39, "particle"),
    ]
    outside = tokens.filter(pl.col("expression") == "")
    assert (outside["expression_end_at"] == outside["end_at"]).all()
    assert set(outside["expression_word"]) == {0}


def test_lexicon_work_segments_are_of_interviewees_alone(annotated: Shard) -> None:
    segments, tokens = annotated.tables["segments"], annotated.tables["tokens"]
    assert set(segments["turn"]) == {2, 4, 5}
    assert tokens.filter(pl.col("turn").is_in([1, 3]))["segment"].unique().to_list() == [0]
    assert tokens.filter(~pl.col("turn").is_in([1, 3]))["segment"].min() == 1
    for (unit,), rows in segments.group_by(["interview_id"], maintain_order=True):
        assert rows["segment"].to_list() == list(range(1, rows.height + 1))
        own = tokens.filter(pl.col("interview_id") == unit)
        for row in rows.to_dicts():
            inside = own.filter(pl.col("segment") == row["segment"])
            assert inside["turn"].unique().to_list() == [row["turn"]]
            assert (inside["start_at"].min(), inside["end_at"].max()) == (row["start_at"], row["end_at"])
            assert row["n_words"] == inside.filter(pl.col("status") != "ignored").height
    lengths = tokens.filter(pl.col("segment") > 0).group_by("interview_id", "segment").len()["len"]
    assert lengths.max() <= 20 + 16  # type: ignore[operator]
    assert segments.height > 4


def test_lexicon_work_no_segment_ends_inside_an_expression() -> None:
    turns = turns_of(("A1-1", 1, "interviewee", " ".join(["carte"] * 3 + ["en tout cas"] * 30)))
    tokens = shard_annotated(turns, shard_read(turns)).tables["tokens"]
    assert tokens["segment"].n_unique() > 2
    held = tokens.filter(pl.col("expression") != "").with_columns(at=pl.col("token") - pl.col("expression_word"))
    assert held.group_by("at").agg(pl.col("segment").n_unique())["segment"].unique().to_list() == [1]


def test_lexicon_work_interview_without_turns_has_no_rows() -> None:
    turns = turns_of()
    read = shard_read(turns)
    assert [read.tables[name].height for name in READ] == [0, 0, 0]
    shard = shard_annotated(turns, read)
    assert (shard.tables["tokens"].height, shard.tables["segments"].height, shard.findings) == (0, 0, [])


@pytest.mark.parametrize(
    ("text", "n_tokens", "n_words"), [("", 0, None), ("  ", 0, None), ("(rires)", 1, 0), ("...", 1, 0)]
)
def test_lexicon_work_turns_without_a_word(text: str, n_tokens: int, n_words: int | None) -> None:
    turns = turns_of(("A1-1", 1, "interviewee", text))
    read = shard_read(turns)
    assert read.tables["read_turns"].height == 1
    shard = shard_annotated(turns, read)
    assert shard.tables["tokens"].height == n_tokens
    assert shard.tables["segments"]["n_words"].to_list() == ([] if n_words is None else [n_words])
    assert set(shard.tables["tokens"]["status"]) <= {"ignored"}
    assert shard.findings == []


def test_lexicon_work_results_are_the_same_interview_by_interview(read: Shard, annotated: Shard) -> None:
    parts = []
    for unit in INTERVIEWS:
        turns = EVERY_TURN.filter(pl.col("interview_id") == unit)
        alone = shard_read(turns)
        assert output_hashes(alone, (unit,)) == output_hashes(read, (unit,))
        parts.append(output_hashes(shard_annotated(turns, alone), (unit,)))
    assert parts[0] | parts[1] == output_hashes(annotated)


def test_lexicon_work_turns_that_move_are_not_read_again(read: Shard, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("the language model was loaded")

    moved = EVERY_TURN.with_columns(turn=pl.col("turn") + 3)
    monkeypatch.setattr("tasks.lexicon.work.load_reader", refuse)
    shard = shard_read(moved, before=read)
    before = read.tables["readings"].with_columns(turn=pl.col("turn") + 3)
    assert hash_rows({"readings": shard.tables["readings"]}) == hash_rows({"readings": before})


@pytest.mark.parametrize("changed", [spoken(placeholders=["BIP", "carte"]), spoken(pipeline="fr_invented_sm")])
def test_lexicon_work_other_placeholders_or_pipelines_read_anew(
    read: Shard, changed: StudyConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(_: str, placeholders: frozenset[str]) -> TurnReader:
        return load_reader("dictionary", placeholders)

    monkeypatch.setattr("tasks.lexicon.work.load_reader", load)
    shard = shard_read(EVERY_TURN, changed, before=read)
    old, new = (set(found.tables["read_turns"]["content_hash"]) for found in (read, shard))
    assert not old & new
    kinds = dict(shard.tables["readings"].select("form", "kind").iter_rows())
    assert kinds["carte"] == ("placeholder" if "carte" in changed.lexicon.placeholders else "word")


def test_lexicon_work_dictionary_moves_the_interviews_that_it_touches(read: Shard, annotated: Shard) -> None:
    dictionary = parse_dictionary([("dictionary.csv", b"form;lemma\nencore;toujours\n")]).text
    before, after = output_hashes(annotated), output_hashes(shard_annotated(EVERY_TURN, read, dictionary=dictionary))
    assert before != after
    dictionary = parse_dictionary([("dictionary.csv", b"form;lemma\nregardent;voir\n")]).text
    after = output_hashes(shard_annotated(EVERY_TURN, read, dictionary=dictionary))
    assert {unit for unit in INTERVIEWS if before[unit] != after[unit]} == {"A1-1"}
    dictionary = parse_dictionary([("dictionary.csv", b"form;lemma\nabsent;nulle part\n")]).text
    assert output_hashes(shard_annotated(EVERY_TURN, read, dictionary=dictionary)) == before


def test_lexicon_work_particles_left_out_are_no_words_of_segments(read: Shard, annotated: Shard) -> None:
    left = shard_annotated(EVERY_TURN, read, spoken(leave_out=["particles"]))
    last = [found.tables["segments"].filter(pl.col("turn") == 5)["n_words"].to_list() for found in (annotated, left)]
    assert last == [[10], [4]]
    assert left.tables["tokens"].filter(pl.col("category") == "particle")["status"].unique().to_list() == ["ignored"]


# -- what is to be read over


def findings_of(text: str, **lexicon: object) -> dict[str, dict[str, object]]:
    turns = turns_of(("B1-1", 1, "interviewer", "Bonjour."), ("B1-1", 2, "interviewee", text))
    config = spoken(**lexicon)
    found = shard_annotated(turns, shard_read(turns, config), config).findings
    assert {(unit, told.subject) for unit, told in found} <= {("B1-1", "B1-1")}
    return {told.code: dict(told.details) for _, told in found}


def test_lexicon_work_possible_names_are_told_without_their_words() -> None:
    assert findings_of("On a vu Zorblax et Zorblax avec Mirnok.") == {"names_possible": {"count": 2, "turns": "2"}}
    assert findings_of("On a vu la carte.") == {}


def test_lexicon_work_unknown_words_are_told_most_frequent_first() -> None:
    invented = [f"trac{letter}loube" for letter in "bcdfghjklm"]
    text = " ".join(f"le {word}" for word in [*invented, *invented[5:], invented[9]]) + " et la carte"
    told = findings_of(text)["words_unknown"]
    assert told["words"] == ", ".join([invented[9], *invented[5:9], *invented[:3]])
    assert (told["count"], told["share"], told["turns"]) == (10, 94, "2")


@pytest.mark.parametrize(("known", "is_told"), [(19, False), (18, True), (0, True)])
def test_lexicon_work_unknown_words_are_told_above_the_bound(known: int, is_told: bool) -> None:
    text = "le tracloube " + "la carte " * known
    assert ("words_unknown" in findings_of(text)) is is_told, f"1 of {known + 1}"
    assert "words_unknown" not in findings_of(text, max_unknown=1.0)


def test_lexicon_work_share_of_unknown_words_at_the_bound_is_allowed() -> None:
    """29 of 100 are no more than 0.29, although 0.29 times 100 is a little less than 29."""
    text = "le tracloube " * 29 + "la carte " * 71
    assert "words_unknown" not in findings_of(text, max_unknown=0.29)
    assert "words_unknown" in findings_of(text + "le tracloube", max_unknown=0.29)
