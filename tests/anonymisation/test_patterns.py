"""Shapes that identify; the annotated sentences hold the ordinary cases."""

from __future__ import annotations

import unicodedata

import pytest

from tasks.anonymisation.patterns import find_patterns


def found(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.kind) for m in find_patterns(text)]


@pytest.mark.parametrize("text", ["", "a", "@", "www.", "+33", "12 rue", "38000", "12 mars", "a@b", "...@..."])
def test_patterns_nothing_in_fragments(text: str) -> None:
    assert found(text) == []


def test_patterns_phone_with_invisible_and_narrow_spaces() -> None:
    assert found("au 06\u202f12\u202f34\u202f56\u202f78.")[0] == ("06\u202f12\u202f34\u202f56\u202f78", "phone")
    assert ("06\u200b12345678", "phone") in found("au 06\u200b12345678.")


def test_patterns_date_in_pieces() -> None:
    text = unicodedata.normalize("NFD", "le 5 août 2019")
    assert found(text) == [(unicodedata.normalize("NFD", "5 août 2019"), "date")]


@pytest.mark.parametrize(
    "text",
    [
        "2 95 10 99 126 111 94",
        "732 829 321",
        "FR15 2004 1010 0505 0001 3M02 606",
        "125 000 000 euros",
        "45/13/1987",
        "AB 300 KM",
    ],
)
def test_patterns_wrong_check_digits_are_no_numbers(text: str) -> None:
    assert not [kind for _, kind in found(text) if kind in ("number", "date")]


@pytest.mark.parametrize("text", ["38000 euros", "15000 Euros", "10000 pas", "38 000 habitants"])
def test_patterns_counted_things_are_no_towns(text: str) -> None:
    assert found(f"Il y en a {text} ici") == []


@pytest.mark.parametrize(
    "address",
    ["6 drève des Oseraies-Noires", "3 venelle du Puits-Sallé", "7 montée des Passementiers", "12 bis clos Vézinhac"],
)
def test_patterns_streets_of_the_regions_are_addresses(address: str) -> None:
    assert found(f"On habite {address}, derrière l’église") == [(address, "address")]


def test_patterns_identity_holds_nothing_found() -> None:
    (mention,) = find_patterns("écris à zed@exemple.org", turn=4)
    assert (mention.turn, mention.identity, mention.source) == (4, "pattern:email", "pattern email")


@pytest.mark.parametrize(
    ("unit", "kinds"),
    [
        ("a", set()),
        ("1", {"number"}),
        ("1 ", set()),
        ("a@", set()),
        ("a.", set()),
        ("0612345678", {"number"}),
        ("12 rue ", set()),
        ("FR76 ", set()),
        ("FR761234", set()),
        ("+33 ", set()),
        ("38000 Ax ", {"address"}),
        ("http://", {"url"}),
        ("a point b ", set()),
        ("zéro six ", {"phone"}),
        ("AB-123-", set()),
        ("12/03/", set()),
        ("d'", set()),
    ],
)
def test_patterns_long_hostile_texts_are_read(unit: str, kinds: set[str]) -> None:
    text = unit * 4_000
    mentions = find_patterns(text)
    assert all(0 <= m.start < m.end <= len(text) for m in mentions)
    assert {m.kind for m in mentions} >= kinds
