"""Classes called by their strongest words, in the same form on every page: « voir – petit – confiance »."""

from __future__ import annotations

import polars as pl

from dashboards.charts.look import CLASS_COLOURS
from dashboards.materials import Materials
from dashboards.published import Published

NAMED_BY = 3
"""Words in a name."""
BETWEEN = " – "


def rank_profiles(published: Published) -> pl.DataFrame:
    """Forms that mark a class (``chi2`` above 0), class by class, strongest first; columns of ``class_profiles``."""
    profiles = published.read("class_profiles").filter(pl.col("chi2") > 0)
    return profiles.sort(["class", "chi2", "lemma", "pos"], descending=[False, True, False, False])


def class_words(ranked: pl.DataFrame, number: int, most: int) -> list[str]:
    """The most characteristic lemmas of a class, from profiles in order; a lemma stands once."""
    lemmas = ranked.filter(pl.col("class") == number)["lemma"].to_list()
    return list(dict.fromkeys(lemmas))[:most]


def join_words(ranked: pl.DataFrame, number: int) -> str:
    """« voir – petit – confiance »; nothing where no form marks the class."""
    return BETWEEN.join(class_words(ranked, number, NAMED_BY))


def name_classes(materials: Materials, ranked: pl.DataFrame) -> dict[int, str]:
    """Class → « Classe 1 · voir – petit – confiance »; its number alone where no form marks it."""
    names = {}
    for number in materials.published.read("classes")["class"]:
        words = join_words(ranked, number)
        names[number] = (
            materials.words("class_named", n=number, words=words) if words else materials.words("class_name", n=number)
        )
    return names


def class_key(number: int) -> str:
    """The style sheet's class for the colour of class ``number``, from 1, as ``look.class_colour`` draws it."""
    return f"tone-{(number - 1) % len(CLASS_COLOURS) + 1}"
