"""The order of a dictionary."""

from __future__ import annotations

from dashboards.alphabet import first_letter, set_spaces, sort_key, written


def test_alphabet_accents_case_and_ligatures_do_not_count() -> None:
    words = ["zèbre", "Œuf", "Édith", "eau", "2026", "école", "œil", "Édouard"]
    assert sorted(words, key=sort_key) == ["eau", "école", "Édith", "Édouard", "œil", "Œuf", "zèbre", "2026"]


def test_alphabet_first_letters() -> None:
    assert [first_letter(word) for word in ("élan", "Œuf", "j'", "« »", "")] == ["E", "O", "J", "#", "#"]


def test_alphabet_writes_french_as_it_is_printed() -> None:
    thin = "\N{NARROW NO-BREAK SPACE}"
    assert set_spaces("Le numérique : « quoi ? » Rien.") == (f"Le numérique{thin}: «{thin}quoi{thin}?{thin}» Rien.")
    assert written("j'") == "j’"
