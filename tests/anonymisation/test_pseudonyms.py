"""Pseudonyms: unique, kept, of the right lists, and blind to real names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.anonymisation.folding import folded
from tasks.anonymisation.name_forms import CommonWords
from tasks.anonymisation.pseudonyms import TAG, Identity, PseudonymLists, assign_pseudonyms, parse_pseudonym_lists

SMALL = parse_pseudonym_lists(
    '[f]\n1950 = ["Ida"]\n1990 = ["Eva", "Lia"]\n[m]\n1950 = ["Max"]\n[neutral]\n1950 = ["Noa"]\n'
)


def assign(identities: list[Identity], **taken: str) -> dict[str, str]:
    return assign_pseudonyms(identities, taken=taken, forbidden=(), seed=1, lists=SMALL)


def test_pseudonyms_lists_are_long_distinct_and_no_words(lists: PseudonymLists, common_words: CommonWords) -> None:
    names = [name for cohorts in lists.names.values() for listed in cohorts.values() for name in listed]
    assert all(sum(map(len, cohorts.values())) >= 120 for cohorts in lists.names.values())
    assert len({folded(name) for name in names}) == len(names)
    assert not {folded(name) for name in names} & (common_words.common | common_words.frequent)
    assert all(name.isalpha() for name in names)


def test_pseudonyms_gender_then_cohort_then_continuation() -> None:
    women = [Identity(f"p{n}", "person", "f", 1992) for n in range(5)]
    given_names = list(assign(women).values())
    assert set(given_names[:2]) == {"Eva", "Lia"}
    assert given_names[2:] == ["Ida", "Prénom A2", "Prénom B2"]


def test_pseudonyms_unknown_gender_is_neutral() -> None:
    assert assign([Identity("p", "person")]) == {"p": "Noa"}
    assert assign([Identity("p", "person", "m", 2020)]) == {"p": "Max"}


def test_pseudonyms_tags_of_things() -> None:
    things = [Identity("a", "place"), Identity("b", "organisation"), Identity("c", "place"), Identity("d", "phone")]
    assert assign(things, z="[Ville 1]") == {
        "z": "[Ville 1]",
        "a": "[Ville 2]",
        "b": "[Organisation 1]",
        "c": "[Ville 3]",
        "d": "[Téléphone]",
    }


def test_pseudonyms_fixed_tags_are_shared_and_known_as_tags() -> None:
    kinds = ["phone", "email", "url", "address", "number", "date", "place", "organisation"]
    values = assign([Identity(f"{kind}{n}", kind) for n in range(2) for kind in kinds]).values()
    assert all(TAG.fullmatch(tag) for tag in values)
    assert len(set(values)) == 6 + 4


def test_pseudonyms_forbidden_forms_are_never_given() -> None:
    given_names = assign_pseudonyms(
        [Identity("p", "person", "f", 1992)], taken={}, forbidden=["EVA", "lía", "ida"], seed=1, lists=SMALL
    )
    assert given_names == {"p": "Prénom A2"}


def test_pseudonyms_unknown_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="kind"):
        assign([Identity("p", "animal")])


@given(
    st.lists(st.tuples(st.sampled_from(["f", "m", ""]), st.one_of(st.none(), st.integers(1920, 2012))), max_size=60),
    st.integers(0, 60),
    st.integers(0, 2**32),
)
@settings(max_examples=40, deadline=None)
def test_pseudonyms_are_never_shared_and_never_change(
    lists: PseudonymLists, people: list[tuple[str, int | None]], first: int, seed: int
) -> None:
    identities = [Identity(f"p{n}", "person", gender, year) for n, (gender, year) in enumerate(people)]
    early = assign_pseudonyms(identities[:first], taken={}, forbidden=(), seed=seed, lists=lists)
    late = assign_pseudonyms(identities, taken=early, forbidden=(), seed=seed, lists=lists)
    assert len(set(late.values())) == len(identities)
    assert {key: late[key] for key in early} == early
    assert late == assign_pseudonyms(identities, taken={}, forbidden=(), seed=seed, lists=lists)


def test_pseudonyms_do_not_depend_on_how_identities_are_called(lists: PseudonymLists) -> None:
    def values(prefix: str) -> list[str]:
        identities = [Identity(f"{prefix}{n}", "person", "f", 1980) for n in range(20)]
        return list(assign_pseudonyms(identities, taken={}, forbidden=(), seed=5, lists=lists).values())

    assert values("a") == values("zzz")


@pytest.mark.parametrize("text", ["", "[f]\n1950 = ['A']", "f = 1"])
def test_pseudonyms_incomplete_lists_are_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_pseudonym_lists(text)
