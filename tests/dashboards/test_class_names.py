"""Classes are called by their strongest words."""

from __future__ import annotations

import polars as pl

from dashboards.class_names import class_key, class_words, join_words, name_classes, rank_profiles
from dashboards.materials import Materials

RANKED = pl.DataFrame({"class": [1, 1, 1, 2], "lemma": ["passe", "passe", "clé", "eau"]})


def test_class_words_stand_once() -> None:
    assert class_words(RANKED, 1, 2) == ["passe", "clé"]


def test_classes_are_named_by_their_three_strongest_words(materials: Materials) -> None:
    names = name_classes(materials, rank_profiles(materials.published))
    assert names[1] == "Classe 1 · arroser – terre – chaleur"
    assert names[2] == "Classe 2 · réunion – décider – planning"


def test_class_without_words_is_called_by_its_number(materials: Materials) -> None:
    assert join_words(RANKED, 3) == ""
    none = rank_profiles(materials.published).clear()
    assert set(name_classes(materials, none).values()) == {"Classe 1", "Classe 2", "Classe 3", "Classe 4"}


def test_class_keys_go_round() -> None:
    assert class_key(1) == "tone-1"
    assert class_key(7) == "tone-1"
