from __future__ import annotations

import pytest

from tasks.ingestion.near_labels import bracketed_parts, may_be_one, one_slip_apart


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("Lucie", "Luice"), ("Mme M.", "Mme Martin"), ("Martin", "Mme Martin"), ("Anne", "Anne Martin"),
        ("C", "Chercheuse (C)"), ("P3", "Participant 3 (P3)"), ("Mme Martin", "Mme Martin "),
    ],
)  # fmt: skip
def test_near_labels_that_may_be_one_person(label: str, other: str) -> None:
    assert may_be_one(label, other)
    assert may_be_one(other, label)


@pytest.mark.parametrize(
    ("label", "other"),
    [
        ("Mme Martin", "M. Martin"), ("Mme M.", "M. Martin"), ("P1", "P2"), ("A", "Anne"), ("Luc", "Léo"),
        ("Enquêteur 1", "Enquêteur 2"), ("Anne Petit", "Anne Martin"), ("Mme D.", "Mme Martin"),
    ],
)  # fmt: skip
def test_near_labels_of_two_people(label: str, other: str) -> None:
    assert not may_be_one(label, other)


def test_near_labels_one_slip_is_one_letter() -> None:
    assert one_slip_apart("checheur", "chercheur")
    assert not one_slip_apart("chercheur", "chercheur")
    assert not one_slip_apart("lucie", "luice")
    assert one_slip_apart("lucie", "luice", 5)


def test_near_labels_a_code_in_brackets() -> None:
    assert bracketed_parts("Chercheuse (C)") == ("chercheuse", "c")
    assert bracketed_parts("Anne [A]") == ("anne", "a")
    assert bracketed_parts("Anne") == ()
