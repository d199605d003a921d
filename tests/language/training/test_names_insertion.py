"""Names put into recorded sentences: where one may stand, what stays, and how words meet it."""

from __future__ import annotations

from random import Random

import pytest

from tasks.language.training.name_insertion import insert_name, raw_parts, spots
from tasks.language.training.name_parts import text_of, tidy
from tasks.language.training.treebanks import Sentence


def _sentence(*tagged: str) -> Sentence:
    """``ma/DET mère/NOUN``; a word that ends in an apostrophe has no blank after it."""
    pairs = [word.rsplit("/", 1) for word in tagged]
    return Sentence(
        words=tuple(word for word, _ in pairs),
        spaces=tuple(not word.endswith("'") for word, _ in pairs),
        pos=tuple(pos for _, pos in pairs),
        lemmas=("",) * len(pairs),
    )


MOTHER = _sentence("et/CCONJ", "ma/DET", "mère/NOUN", "qu'/SCONJ", "il/PRON", "voit/VERB", "en/ADP", "ville/NOUN")


def test_spots_are_people_pronouns_places_and_organisations() -> None:
    assert list(spots(MOTHER)) == [(1, 3, "person"), (4, 5, "subject")]
    told = _sentence("avec/ADP", "lui/PRON", "dans/ADP", "la/DET", "ville/NOUN", "ton/DET", "usine/NOUN")
    assert list(spots(told)) == [(1, 2, "person"), (3, 5, "place"), (5, 7, "organisation")]


@pytest.mark.parametrize("after", ["y", "faut", "pleut"])
def test_impersonal_pronouns_are_nobody(after: str) -> None:
    assert list(spots(_sentence("il/PRON", f"{after}/VERB", "ça/PRON"))) == []


def test_a_sentence_without_spots_is_left() -> None:
    assert insert_name(_sentence("oui/INTJ", "bien/ADV", "sûr/ADJ"), {}, Random(0)) is None
    assert insert_name(_sentence(), {}, Random(0)) is None


def test_one_name_stands_in_place_of_the_words() -> None:
    for seed in range(60):
        parts = insert_name(MOTHER, {}, Random(seed))
        assert parts is not None
        assert sum(bool(part.label) for part in parts) == 1
        text = text_of(parts)
        assert text.startswith("et ")
        assert text.endswith("voit en ville")
        assert "  " not in text
        assert "ma mère" in text or "qu'il voit" in text


def test_an_elision_before_a_consonant_is_undone() -> None:
    seen = {text_of(parts) for seed in range(60) if (parts := insert_name(_sentence(*ELIDED), {}, Random(seed)))}
    assert any("je crois que " in text for text in seen)
    assert not any("qu'B" in text or "qu'M" in text for text in seen)


ELIDED = ("je/PRON", "crois/VERB", "qu'/SCONJ", "il/PRON", "dort/VERB")


def test_raw_parts_reproduce_the_sentence() -> None:
    assert text_of(tidy(raw_parts(MOTHER, {}))) == MOTHER.text
