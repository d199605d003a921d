"""Places found again in a corrected transcript: with their words, or not at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.ingestion.reanchoring import Anchor, AnchoredText, Lost, Place

TURNS = [
    (1, "Vous marchez depuis longtemps ?"),
    (2, "Depuis ce matin. La carte, je la tiens de ma sœur Odile, et la boussole aussi."),
    (3, "Et la carte sert à quoi ?"),
    (4, "La carte sert à rêver. Odile dit que la carte ment, Odile a souvent raison."),
]


def anchor_of(words: str, turns: list[tuple[int, str]] = TURNS, *, nth: int = 0) -> Anchor:
    places = [(number, found) for number, text in turns for found in re.finditer(re.escape(words), text)]
    number, found = places[nth]
    return AnchoredText(turns).anchor_at(number, found.start(), found.end())


def words_at(turns: list[tuple[int, str]], place: Place | Lost) -> str:
    assert isinstance(place, Place)
    return dict(turns)[place.turn][place.start : place.end]


def edited(before: str, now: str) -> list[tuple[int, str]]:
    assert any(before in text for _, text in TURNS)
    return [(number, text.replace(before, now)) for number, text in TURNS]


@pytest.mark.parametrize(
    "turns",
    [
        TURNS,
        edited("depuis longtemps", "depuis très longtemps"),
        [(1, "Bonjour."), (2, "Bonjour."), *((number + 2, text) for number, text in TURNS)],
        [(1, "\n".join(text for _, text in TURNS))],
        edited("ma sœur Odile, et", "ma Sœur  Odile… et"),
    ],
)
def test_reanchoring_words_that_stand_once_are_found(turns: list[tuple[int, str]]) -> None:
    found = AnchoredText(turns).find(anchor_of("je la tiens de ma sœur"))
    assert words_at(turns, found).casefold() == "je la tiens de ma sœur"


@pytest.mark.parametrize("nth", [0, 1, 2])
def test_reanchoring_of_several_places_the_one_in_the_same_company(nth: int) -> None:
    anchor = anchor_of("Odile", nth=nth)
    assert anchor.n_places == 3
    turns = [
        (1, "Un mot d’abord, Odile."),
        *((number + 1, text.replace("quoi", "quoi donc")) for number, text in TURNS),
    ]
    again = AnchoredText(turns).find(anchor)
    assert isinstance(again, Place)
    assert again == Place(anchor.turn + 1, anchor.start, anchor.end)


@pytest.mark.parametrize(
    ("before", "now", "reason"),
    [
        ("tiens de ma sœur", "tiens de mon frère", "changed"),
        ("je la tiens de ma sœur", "", "changed"),
        (
            "Depuis ce matin. La carte, je la tiens de ma sœur Odile, et la boussole aussi.",
            "Je ne sais pas.",
            "gone",
        ),
    ],
)
def test_reanchoring_words_that_changed_are_told(before: str, now: str, reason: str) -> None:
    found = AnchoredText(edited(before, now)).find(anchor_of("je la tiens de ma sœur"))
    assert isinstance(found, Lost)
    assert found.reason == reason


def test_reanchoring_what_is_gone_with_its_company_is_gone() -> None:
    found = AnchoredText([(1, "Tout autre chose."), (2, "Rien de cela.")]).find(anchor_of("je la tiens de ma sœur"))
    assert found == Lost("gone")


def test_reanchoring_does_not_take_another_place_for_one_that_changed() -> None:
    turns = edited("Odile dit que", "Odette dit que")
    found = AnchoredText(turns).find(anchor_of("Odile", nth=1))
    assert isinstance(found, Lost)
    assert found.near is not None
    assert "Odette" in words_at(turns, found.near)


def test_reanchoring_places_alike_in_all_are_ambiguous() -> None:
    same = [(number, "Oui, voilà, comme je vous le disais à l’instant, c’est bien cela.") for number in range(1, 6)]
    assert AnchoredText([*same, (6, "Oui.")]).find(anchor_of("c’est bien", same, nth=2)) == Lost("ambiguous")


def test_reanchoring_names_within_words_are_found_as_they_stand() -> None:
    turns = [(1, "écrire à anne2petit@exemple.org ou à Anne")]
    anchor = AnchoredText(turns).anchor_at(1, 9, 13)
    assert anchor.quote == "anne"
    assert AnchoredText([(1, "Alors, écrire à anne2petit@exemple.org")]).find(anchor) == Place(1, 16, 20)


@pytest.mark.parametrize("turns", [[], [(1, "")], [(1, ""), (2, "")]])
def test_reanchoring_in_an_empty_text_nothing_stands(turns: list[tuple[int, str]]) -> None:
    assert AnchoredText(turns).find(anchor_of("ma sœur")) == Lost("gone")


def test_reanchoring_editions_are_told_apart() -> None:
    assert AnchoredText(TURNS).edition == AnchoredText(list(TURNS)).edition
    assert AnchoredText(TURNS).edition != AnchoredText(TURNS[:3]).edition
    assert AnchoredText([(1, "a"), (2, "b")]).edition != AnchoredText([(1, "a\nb")]).edition


WORD = st.sampled_from(
    ["la", "carte", "le", "chemin", "monte", "Odile", "oui", "non", "et", "puis", "voilà", "un", "refuge", "col"]
)
TALK = st.lists(st.lists(WORD, min_size=1, max_size=12), min_size=1, max_size=6)


def as_turns(talk: list[list[str]]) -> list[tuple[int, str]]:
    return [(number, " ".join(words)) for number, words in enumerate(talk, start=1)]


@given(talk=TALK, data=st.data())
@settings(max_examples=200, deadline=None)
def test_reanchoring_without_edits_nothing_moves(talk: list[list[str]], data: st.DataObject) -> None:
    turns = as_turns(talk)
    number, text = data.draw(st.sampled_from(turns))
    words = list(re.finditer(r"\w+", text))
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first, len(words) - 1))
    anchor = AnchoredText(turns).anchor_at(number, words[first].start(), words[last].end())
    found = AnchoredText(turns).find(anchor)
    assert found in (Place(number, anchor.start, anchor.end), Lost("ambiguous"))


@given(talk=TALK, data=st.data())
@settings(max_examples=300, deadline=None)
def test_reanchoring_edits_elsewhere_never_part_an_anchor_from_its_words(
    talk: list[list[str]], data: st.DataObject
) -> None:
    """One marked word stands once: turns come and go, words around it change; it is found where it stands, always."""
    place = data.draw(st.integers(0, len(talk) - 1))
    spot = data.draw(st.integers(0, len(talk[place])))
    marked = [*talk[:place], [*talk[place][:spot], "Grandvarlet", *talk[place][spot:]], *talk[place + 1 :]]
    before = as_turns(marked)
    anchor = anchor_of("Grandvarlet", before)
    now = [
        *data.draw(TALK),
        [*data.draw(st.lists(WORD, max_size=5)), "grandvarlet !", *talk[place][spot:]],
        *data.draw(TALK),
    ]
    turns = as_turns(now)
    assert words_at(turns, AnchoredText(turns).find(anchor)).startswith("grandvarlet")


@given(talk=TALK, data=st.data())
@settings(max_examples=300, deadline=None)
def test_reanchoring_edits_inside_are_told(talk: list[list[str]], data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(talk) - 1))
    marked = [*talk[:place], [*talk[place], "chez", "Odette", "Grandvarlet"], *talk[place + 1 :]]
    anchor = anchor_of("chez Odette Grandvarlet", as_turns(marked))
    other = data.draw(st.sampled_from(["chez Odette Grandvar", "Odette Grandvarlet", "chez Grandvarlet", ""]))
    turns = as_turns([*talk[:place], [*talk[place], other], *talk[place + 1 :]])
    assert isinstance(AnchoredText(turns).find(anchor), Lost)


def test_reanchoring_words_replaced_are_not_those_of_the_turn_before() -> None:
    then = [(1, "oui non non peut-être oui"), (2, "oui non")]
    now = [(1, "bon non non peut-être oui"), (2, "bon bon non")]
    found = AnchoredText(now).find(AnchoredText(then).anchor_at(2, 0, 3))
    assert isinstance(found, Lost), "much of what stood around stands there, but neither word next to it"


@settings(max_examples=300)
@given(st.data())
def test_reanchoring_words_of_their_own_stand_where_each_of_them_went(data: st.DataObject) -> None:
    """Against words that bear numbers: splits, merges, swaps, deletions and insertions of turns."""
    sizes = data.draw(st.lists(st.integers(1, 6), min_size=1, max_size=5))
    words = iter(f"mot{number}x" for number in range(1000))
    turns = [[next(words) for _ in range(size)] for size in sizes]
    turn = data.draw(st.integers(0, len(turns) - 1))
    first = data.draw(st.integers(0, len(turns[turn]) - 1))
    quoted = turns[turn][first : data.draw(st.integers(first + 1, len(turns[turn])))]
    start = len(" ".join([*turns[turn][:first], ""]))
    anchor = AnchoredText(_numbered(turns)).anchor_at(turn + 1, start, start + len(" ".join(quoted)))
    for kind in data.draw(st.lists(st.sampled_from(("split", "merge", "swap", "delete", "insert")), max_size=4)):
        one, other = (data.draw(st.integers(0, len(turns) - 1)) for _ in range(2))
        place = data.draw(st.integers(0, len(turns[one])))
        if kind == "split":
            turns[one : one + 1] = [part for part in (turns[one][:place], turns[one][place:]) if part]
        elif kind == "merge":
            turns[one : one + 2] = [[word for part in turns[one : one + 2] for word in part]]
        elif kind == "swap":
            turns[one], turns[other] = turns[other], turns[one]
        else:
            turns[one][place : place + (kind == "delete")] = [] if kind == "delete" else [next(words)]
            turns = [part for part in turns if part] or [[next(words)]]
    found = AnchoredText(_numbered(turns)).find(anchor)
    joined = [number for number, part in enumerate(turns, start=1) if f" {' '.join(quoted)} " in f" {' '.join(part)} "]
    assert isinstance(found, Place) == bool(joined)
    if isinstance(found, Place):
        assert (found.turn, words_at(_numbered(turns), found)) == (joined[0], anchor.quote)


def _numbered(turns: list[list[str]]) -> list[tuple[int, str]]:
    return [(number, " ".join(part)) for number, part in enumerate(turns, start=1)]
