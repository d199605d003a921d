"""Cutting turns: IRaMuTeQ's own segments, the rule restated naively, and turns at the edges."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.lexicon.segments import cut_turn

KEPT_CHARACTERS = "a-z0-9àâäáåãéèêëìîïíóòôöõøùûüúçßœñ.:,;!?*'_\\-"
MARKS = (".", "?", "!", "…", "...", ":", ";", ",")


def clean_as_iramuteq(text: str, expressions: list[tuple[str, str]]) -> list[str]:
    """Tokens of one text as IRaMuTeQ makes them before it cuts (its ellipses are erased)."""
    text = text.replace("\n", " ").lower().replace("’", "'").replace("œ", "oe").replace("...", " ").replace("…", " ")
    text = re.sub(r"([?.!,;:])", r" \1 ", text)
    text = " ".join(re.sub(f"[^{KEPT_CHARACTERS}]", " ", text).split())
    for written, joined in expressions:
        text = text.replace(written, joined)
    return re.sub("['-]", " ", text).split()


def cut_naively(forms: list[str], words_aimed: int) -> list[range]:
    """The rule as a loop over the window from its far end, keeping the first strictly best token."""
    weights = {":": 5.0, ";": 4.0, ",": 1.0} | dict.fromkeys([".", "?", "!", "…", "..."], 6.0)
    cuts, start = [], 0
    while len(forms) - start > words_aimed + 15:
        best_place, best_value = -1, -1.0
        for place in range(words_aimed + 15, -1, -1):
            value = weights.get(forms[start + place], 0.01) / (abs(words_aimed - place) + 1)
            if value > best_value:
                best_place, best_value = place, value
        cuts.append(range(start, start + best_place + 1))
        start += best_place + 1
    return [*cuts, range(start, len(forms))] if start < len(forms) else cuts


def test_segments_equal_iramuteqs(shared: Path) -> None:
    oracles = shared / "oracles"
    rows = (line.split("\t")[:2] for line in (oracles / "expression_fr.txt").read_text("utf-8").splitlines())
    expressions = sorted(((written, joined) for written, joined in rows), reverse=True)
    expected = defaultdict(list)
    with (oracles / "segments.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            expected[int(row["uci"])].append(row["text"])
    texts = re.split(r"(?m)^\*\*\*\*.*$", (oracles / "theses-socio-1000.txt").read_text("utf-8"))[1:]
    assert len(texts) == len(expected) == 1000
    for number in range(0, 1000, 5):
        tokens = clean_as_iramuteq(texts[number], expressions)
        segments = [" ".join(tokens[place] for place in cut if tokens[place] not in MARKS) for cut in cut_turn(tokens)]
        assert segments == expected[number]


def test_segments_of_no_token_are_none() -> None:
    assert cut_turn([]) == []


@pytest.mark.parametrize("n_tokens", [1, 2, 54, 55])
def test_segments_short_turn_stays_whole(n_tokens: int) -> None:
    assert cut_turn(["."] * n_tokens) == [range(n_tokens)]


def test_segments_without_punctuation_end_on_the_place_aimed_at() -> None:
    assert cut_turn(["mot"] * 120) == [range(41), range(41, 82), range(82, 120)]


@pytest.mark.parametrize("mark", [".", "?", "!", "…", "..."])
def test_segments_end_on_a_distant_sentence_end_rather_than_a_word(mark: str) -> None:
    assert cut_turn([*["mot"] * 10, mark, *["mot"] * 60])[0] == range(11)


def test_segments_prefer_the_later_of_equal_ends() -> None:
    forms = ["mot"] * 60
    forms[38] = forms[42] = "."
    assert cut_turn(forms)[0] == range(43)


def test_segments_weigh_marks_against_distance() -> None:
    forms = ["mot"] * 60
    forms[40], forms[43] = ",", "."
    assert cut_turn(forms)[0] == range(44)
    forms[43], forms[46] = "mot", "."
    assert cut_turn(forms)[0] == range(41)


def test_segments_keep_a_last_rest_of_one_token() -> None:
    forms = [*["mot"] * 55, ".", "oui"]
    forms[40] = "mot"
    assert cut_turn(forms, words_aimed=41) == [range(56), range(56, 57)]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["oui", "mot", *MARKS]), max_size=200), st.integers(1, 50))
def test_segments_follow_the_rule_and_cover_the_turn(forms: list[str], words_aimed: int) -> None:
    cuts = cut_turn(forms, words_aimed=words_aimed)
    assert cuts == cut_naively(forms, words_aimed)
    assert [place for cut in cuts for place in cut] == list(range(len(forms)))
    assert all(0 < len(cut) <= words_aimed + 16 for cut in cuts)


def test_segments_refuse_an_aim_below_one() -> None:
    with pytest.raises(ValueError, match="words_aimed"):
        cut_turn(["mot"], words_aimed=0)
