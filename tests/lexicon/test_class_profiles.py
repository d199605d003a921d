"""Class profiles: IRaMuTeQ's counts and chi-squares, scipy's contingency tables, and classes at the edges."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from scipy import sparse
from scipy.io import mmread
from scipy.stats import chi2_contingency

from tasks.lexicon.class_profiles import profile_classes, score_typical_segments

Table = NDArray[np.float64]
Ints = NDArray[np.int64]

CLASSES = np.array([1, 1, 1, 2, 2, 0, 2, 0])
INTERVIEWS = np.array(["P1", "P1", "P2", "P2", "P3", "P3", "P3", "P1"])
TABLE = np.array(
    [[1, 1, 0, 0], [1, 1, 0, 0], [1, 1, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0], [1, 1, 1, 1], [0, 1, 0, 0], [0, 1, 0, 1]],
    dtype=np.float64,
)


def iramuteq_long(path: Path, prefix: str, value: str) -> pl.DataFrame:
    """One of IRaMuTeQ's tables item x class, as rows of item, class, value."""
    table = pl.read_csv(path)
    columns = [column for column in table.columns if column.startswith(prefix)]
    long = table.unpivot(index="item", on=columns, variable_name="class", value_name=value)
    return long.with_columns(pl.col("class").str.strip_prefix(prefix).cast(pl.Int64))


def compare_with_iramuteq(oracles: Path, presence: sparse.csr_array, items: list[str], n_items: int) -> None:
    classes = np.array(json.loads((oracles / "iramuteq_m1_a1500.json").read_text("utf-8"))["class_per_segment"])
    named = pl.DataFrame({"form": np.arange(len(items)), "item": items})
    profiles = profile_classes(presence, classes, np.arange(len(classes))).join(named, on="form")
    chi2 = iramuteq_long(oracles / "iramuteq_m1_a1500_chi2.csv", "classe ", "expected_chi2")
    counts = iramuteq_long(oracles / "iramuteq_m1_a1500_contingency.csv", "class_", "expected_count")
    for table in (chi2, counts):
        assert table.filter(pl.col("item").is_in(items)).height >= 5 * n_items
    unique = counts.filter(pl.len().over("item", "class") == 1)
    joined = profiles.join(chi2, on=["item", "class"]).join(unique, on=["item", "class"])
    assert joined.height == 5 * n_items
    np.testing.assert_allclose(joined["chi2"], joined["expected_chi2"], rtol=0, atol=5.001e-4)
    assert joined["n_segments_in_class"].to_list() == joined["expected_count"].to_list()


def test_class_profiles_equal_iramuteqs_on_forms(shared: Path) -> None:
    oracles = shared / "oracles"
    items = (oracles / "terms_a1500.txt").read_text("utf-8").split("\n")[:-1]
    compare_with_iramuteq(oracles, sparse.csr_array(mmread(oracles / "matrix_theses1000_a1500.mtx")), items, 1345)


def test_class_profiles_equal_iramuteqs_on_starred_variables(shared: Path) -> None:
    oracles = shared / "oracles"
    modality_of = pl.read_csv(oracles / "segments.csv")["etoiles"].str.strip_chars()
    items = modality_of.unique().sort().to_list()
    indicators = modality_of.to_numpy()[:, None] == np.array(items)[None, :]
    compare_with_iramuteq(oracles, sparse.csr_array(indicators.astype(np.float64)), items, 23)


def test_class_profiles_equal_scipys_contingency_tables() -> None:
    random = np.random.default_rng(4)
    table = (random.random((80, 12)) < 0.4).astype(np.float64)
    classes, interviews = random.integers(0, 4, 80), random.integers(0, 6, 80)
    profiles = profile_classes(sparse.csr_array(table), classes, interviews)
    assert profiles.height == 3 * 12
    for row in profiles.iter_rows(named=True):
        member, held = classes[classes > 0] == row["class"], table[classes > 0, row["form"]] > 0
        cells = [[int((member & held).sum()), int((member & ~held).sum())]]
        cells.append([int((~member & held).sum()), int((~member & ~held).sum())])
        expected = chi2_contingency(cells, correction=False)
        sign = 1 if cells[0][0] > expected.expected_freq[0][0] else -1
        assert row["chi2"] == pytest.approx(sign * expected.statistic, rel=1e-10, abs=1e-10)
        assert row["p"] == pytest.approx(expected.pvalue, rel=1e-9)
        assert row["n_segments_in_class"] == cells[0][0]
        assert row["n_segments_with_form"] == held.sum()
        assert row["n_segments_class"] == member.sum()
        assert row["n_segments_classified"] == len(member)
        assert row["share"] == cells[0][0] / held.sum()
        carriers = interviews[(classes == row["class"]) & (table[:, row["form"]] > 0)]
        assert row["n_interviews"] == len(set(carriers.tolist()))


def test_class_profiles_worked_by_hand() -> None:
    profiles = profile_classes(sparse.csr_array(TABLE), CLASSES, INTERVIEWS)
    assert profiles.select("class", "form").rows() == [(1, 0), (1, 1), (1, 2), (2, 0), (2, 1), (2, 2)]
    assert profiles["chi2"].to_list() == pytest.approx([6, 0, -2 / 3, -6, 0, 2 / 3])
    assert profiles["p"].to_list()[1] == 1
    assert profiles["n_segments_in_class"].to_list() == [3, 3, 1, 0, 3, 2]
    assert profiles["n_interviews"].to_list() == [2, 2, 1, 0, 2, 2]
    assert profiles["share"].to_list() == pytest.approx([1, 0.5, 1 / 3, 0, 0.5, 2 / 3])


def test_class_profiles_leave_out_forms_of_unclassified_segments_only() -> None:
    assert 3 not in profile_classes(sparse.csr_array(TABLE), CLASSES, INTERVIEWS)["form"].to_list()


def test_class_profiles_read_any_value_as_presence() -> None:
    expected = profile_classes(sparse.csr_array(TABLE), CLASSES, INTERVIEWS)
    assert profile_classes(sparse.csr_array(TABLE * 3), CLASSES, INTERVIEWS).equals(expected)


def test_class_profiles_do_not_overflow_on_a_large_corpus() -> None:
    classes = np.repeat([1, 2], 150_000)
    table = sparse.csr_array(np.tile([[1.0], [0.0], [1.0]], (100_000, 1)))
    chi2 = profile_classes(table, classes, np.zeros(300_000, dtype=np.int64))["chi2"].to_list()
    assert chi2 == pytest.approx([0, 0], abs=1e-9)


def test_class_profiles_of_one_class_say_nothing() -> None:
    profiles = profile_classes(sparse.csr_array(TABLE), np.ones(8, dtype=np.int64), INTERVIEWS)
    assert profiles["chi2"].to_list() == [0, 0, 0, 0]
    assert profiles["p"].to_list() == [1, 1, 1, 1]


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (3, 2)])
def test_class_profiles_without_presence_or_class_are_empty_with_their_columns(shape: tuple[int, int]) -> None:
    presence, classes = sparse.csr_array(np.ones(shape)), np.zeros(shape[0], dtype=np.int64)
    profiles = profile_classes(presence, classes, np.arange(shape[0]))
    typical = score_typical_segments(presence, classes, profiles)
    full = profile_classes(sparse.csr_array(TABLE), CLASSES, INTERVIEWS)
    assert profiles.is_empty()
    assert typical.is_empty()
    assert profiles.schema == full.schema
    assert typical.schema == score_typical_segments(sparse.csr_array(TABLE), CLASSES, full).schema


def test_class_profiles_typical_segments_equal_naive_sums() -> None:
    random = np.random.default_rng(9)
    table = (random.random((60, 15)) < 0.3).astype(np.float64)
    classes = random.integers(0, 4, 60)
    profiles = profile_classes(sparse.csr_array(table), classes, np.arange(60))
    typical = score_typical_segments(sparse.csr_array(table), classes, profiles, min_chi2=0.8)
    expected = []
    for segment in np.flatnonzero(classes).tolist():
        own = profiles.filter((pl.col("class") == classes[segment]) & (pl.col("chi2") >= 0.8))
        held = [chi2 for form, chi2 in own.select("form", "chi2").iter_rows() if table[segment, form]]
        if held:
            expected.append((int(classes[segment]), segment, len(held), sum(held)))
    expected.sort(key=lambda row: (row[0], -round(row[3], 9), -row[3] / row[2], row[1]))
    assert typical.select("class", "segment", "n_forms").rows() == [row[:3] for row in expected]
    assert typical["chi2_sum"].to_list() == pytest.approx([row[3] for row in expected])
    assert typical["chi2_mean"].to_list() == pytest.approx([row[3] / row[2] for row in expected])
    for ranks in typical.group_by("class").agg("rank")["rank"].to_list():
        assert ranks == list(range(1, len(ranks) + 1))


def test_class_profiles_typical_segments_tie_by_position() -> None:
    profiles = profile_classes(sparse.csr_array(TABLE), CLASSES, INTERVIEWS)
    typical = score_typical_segments(sparse.csr_array(TABLE), CLASSES, profiles)
    assert typical.select("class", "segment", "rank").rows() == [(1, 0, 1), (1, 1, 2), (1, 2, 3)]


def test_class_profiles_refuse_values_that_do_not_match_the_segments() -> None:
    presence = sparse.csr_array(TABLE)
    with pytest.raises(ValueError, match="classes"):
        profile_classes(presence, CLASSES[1:], INTERVIEWS)
    with pytest.raises(ValueError, match="interviews"):
        profile_classes(presence, CLASSES, INTERVIEWS[1:])
    profiles = profile_classes(presence, CLASSES, INTERVIEWS)
    with pytest.raises(ValueError, match="classes"):
        score_typical_segments(presence, CLASSES[1:], profiles)
    with pytest.raises(ValueError, match="min_chi2"):
        score_typical_segments(presence, CLASSES, profiles, min_chi2=0)
