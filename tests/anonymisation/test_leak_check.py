"""What still stands is told, by another way than the finder's."""

from __future__ import annotations

import pytest

from tasks.anonymisation.leak_check import Leak, find_leaks
from tasks.records import KnownName

NAMES = [
    KnownName("p", "person", ("Jean-Pierre", "Lefèvre", "Jipé")),
    KnownName("r", "person", ("Rose", "Le Goff")),
    KnownName("t", "place", ("Saint-Étienne",)),
]


def leaks(text: str, allowed: tuple[str, ...] = ()) -> list[tuple[str, str, bool]]:
    told = find_leaks([("k", text)], NAMES, allowed=allowed, common_words={"rose", "pierre"})
    return [(text[leak.start : leak.end], leak.kind, leak.certain) for leak in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Rien à dire.", []),
        ("M. LEFEVRE", [("LEFEVRE", "person", True)]),
        ("Jean-Pierre", [("Jean-Pierre", "person", True)]),
        ("rose le goff", [("rose le goff", "person", True)]),
        ("Lefe\u0301vre", [("Lefe\u0301vre", "person", True)]),
        ("les Lefèvres", [("Lefèvres", "person", False)]),
        ("Marie-Pierre Goff", [("Goff", "person", False)]),
        ("L E F E V R E", [("L E F E V R E", "person", False)]),
        ("Lefe\u0300vre,", [("Lefe\u0300vre", "person", True)]),
        ("Le\u200bfèvre", [("Le\u200bfèvre", "person", True)]),
        ("JI PÉ", [("JI PÉ", "person", False)]),
        ("une Rose", [("Rose", "person", False)]),
        ("Une rose", []),
        ("une rose", [("rose", "person", False)]),
        ("saint etienne", [("saint etienne", "place", True)]),
        ("a.b@exemple.fr", [("a.b@exemple.fr", "email", True)]),
        ("voir www.exemple.fr ici", [("www.exemple.fr", "url", True)]),
        ("le 06 12 34 56 78", [("06 12 34 56 78", "number", True)]),
        ("2018 2019 2020", [("2018 2019 2020", "number", False)]),
        ("12 000 euros", []),
    ],
)
def test_leak_check_tells(text: str, expected: list[tuple[str, str, bool]]) -> None:
    assert leaks(text) == expected


def test_leak_check_pseudonyms_may_stand() -> None:
    assert leaks("Lefèvre et [Ville 1]", ("Lefèvre", "[Ville 1]")) == []
    assert leaks("Lefèvres", ("Lefèvre",)) == [("Lefèvres", "person", False)]


def test_leak_check_holds_no_text_and_is_in_order() -> None:
    told = find_leaks([("b", "Lefèvre Lefèvre"), ("a", "Jipé")], NAMES, allowed=())
    assert told == [
        Leak("a", 0, 4, "person", True),
        Leak("b", 0, 7, "person", True),
        Leak("b", 8, 15, "person", True),
    ]
