"""The invented study of the anonymisation tests, and sentences whose identifying places are marked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tasks.anonymisation.known_names import NameFinder
from tasks.anonymisation.name_forms import CommonWords, parse_common_words
from tasks.anonymisation.pseudonyms import PseudonymLists, parse_pseudonym_lists
from tasks.records import KnownName

_MARK = re.compile(r"<(/?)([a-z]+)>")


@dataclass(frozen=True)
class Annotated:
    """A sentence without its marks, and the places that they held."""

    text: str
    marked: tuple[tuple[int, int, str], ...]


def read_marks(sentence: str) -> Annotated:
    """Take ``<person>...</person>`` marks out of a sentence."""
    pieces: list[str] = []
    marked: list[tuple[int, int, str]] = []
    place = length = opened = 0
    for match in _MARK.finditer(sentence):
        pieces.append(sentence[place : match.start()])
        length += match.start() - place
        place = match.end()
        if match.group(1):
            marked.append((opened, length, match.group(2)))
        opened = length
    return Annotated("".join([*pieces, sentence[place:]]), tuple(marked))


def person(identity: str, *forms: str, gender: str = "") -> KnownName:
    return KnownName(identity, "person", forms, gender)


@pytest.fixture(scope="session")
def sentences() -> tuple[Annotated, ...]:
    lines = (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").split("\n")
    return tuple(read_marks(line) for line in lines if line and not line.startswith("#"))


@pytest.fixture(scope="session")
def names() -> tuple[KnownName, ...]:
    return (
        person("participant:C01", "Sophie", "Martin", gender="f"),
        person("participant:C02", "Jean-Pierre", "Lefèvre", gender="m"),
        person("participant:C03", "Anne", "d'Aubigny", gender="f"),
        person("participant:C04", "Rose", "Petit", gender="f"),
        person("participant:C05", "Zoé", "Müller", "Zozo", gender="f"),
        person("participant:B01", "Claire", "Dupont-Leroy", gender="f"),
        person("participant:B02", "Pierre", "Boulanger", gender="m"),
        person("participant:B03", "Aïcha", "Ben Salah", gender="f"),
        person("participant:B04", "Noël", "Le Goff", gender="m"),
        person("participant:B05", "Éric", "Bon", gender="m"),
        person("participant:B06", "Frédéric", "Garnier", gender="m"),
        person("participant:B07", "Thi Mai", "Nguyen", gender="f"),
        person("listed:1", "Martin", "Chevalier", gender="m"),
        *(
            KnownName(f"place:{town}", "place", (town,))
            for town in ("Grenoble", "Saint-Étienne", "Le Mans", "Tulle", "Vire", "Bourg-en-Bresse", "L'Isle-d'Abeau")
        ),
        *(
            KnownName(f"organisation:{rank}", "organisation", (firm,))
            for rank, firm in enumerate(("Orange", "L'Oréal", "CNRS", "Pôle emploi", "Tremplin 38", "Garnier & Fils"))
        ),
    )


@pytest.fixture(scope="session")
def common_words(root: Path) -> CommonWords:
    return parse_common_words((root / "data/names/common_words.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def lists(root: Path) -> PseudonymLists:
    return parse_pseudonym_lists((root / "data/names/pseudonyms.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def finder(names: tuple[KnownName, ...], common_words: CommonWords) -> NameFinder:
    return NameFinder(names, common_words=common_words.common, frequent_words=common_words.frequent)
