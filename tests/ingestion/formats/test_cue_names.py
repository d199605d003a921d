from __future__ import annotations

import pytest

from tasks.ingestion.formats.cue_names import with_typed_names
from tasks.records import Line


def cues(*texts: str) -> list[Line]:
    return [Line(text, number) for number, text in enumerate(texts, start=1)]


@pytest.mark.parametrize(
    "name",
    [
        "sylvie", "iPhone de Nathalie", "s.dupont@univ.fr", "Sylvie T. (elle/she)", "+33 6 12 34 56 78",
        "Salle 204 - Bât. B", "06 12 34 56 78",
    ],
)  # fmt: skip
def test_cue_names_of_any_letters_speak(name: str) -> None:
    lines = with_typed_names(cues(f"{name}: bonjour", "Claire Duval: ça va : bien ?", f"{name}: oui", "suite"))
    assert [(line.speaker, line.text) for line in lines] == [
        (name, "bonjour"), ("Claire Duval", "ça va : bien ?"), (name, "oui"), ("", "suite"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("sylvie: bonjour",),  # once
        ("Claire: bonjour", "Anne: oui", "Claire: bien", "Anne: non"),  # labels, read as anywhere
        ("je me suis dit: bon", "oui", "je me suis dit: bah", "je me suis dit: allez"),  # a clause
        ("attention: bon", "attention: bah"),  # no name
        ("12: bon", "12: bah"),
        ("https://a.fr", "https://a.fr"),
        ("paris: la ville", "oui", "non", "paris: encore", "bon"),  # most cues bear none
        ("[anne]: oui", "[anne]: non"),
    ],
)
def test_cue_names_are_not_what_else_stands_before_a_colon(texts: tuple[str, ...]) -> None:
    lines = cues(*texts)
    assert with_typed_names(lines) == tuple(lines)


def test_cue_names_are_not_looked_for_where_the_format_names_speakers() -> None:
    lines = [Line("sylvie: oui", 1), Line("sylvie: non", 2), Line("bon", 3, speaker="Anne")]
    assert with_typed_names(lines) == tuple(lines)
