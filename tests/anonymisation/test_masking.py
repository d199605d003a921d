"""Masks, their places, and the way back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tasks.anonymisation.masking import (
    mask_turn,
    resolve_overlaps,
    to_masked_offset,
    to_masked_span,
    to_original_offset,
    unmask_turn,
)
from tasks.records import Mention

TEXTS = st.text(alphabet="ab é\u0301\u200b😀👩\u200d👧 \n'-[1]", min_size=1, max_size=40)


def mention(start: int, end: int, kind: str = "person", identity: str = "x", turn: int = 1) -> Mention:
    return Mention(turn, start, end, kind, identity, "test")


@st.composite
def texts_with_mentions(draw: st.DrawFn) -> tuple[str, list[Mention]]:
    text = draw(TEXTS)
    edges = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    spans = draw(st.lists(edges, max_size=6))
    kinds = draw(st.lists(st.sampled_from(["person", "place", "date", "zz"]), min_size=6, max_size=6))
    return text, [mention(min(s), max(s), k, f"i{n}") for n, (s, k) in enumerate(zip(spans, kinds, strict=False))]


REPLACEMENT_OF = {f"i{n}": value for n, value in enumerate(["Zed", "[Ville 1]", "[Date]", "Léo", "😀", "Q"])}


@given(texts_with_mentions())
@settings(max_examples=200, deadline=None)
def test_masking_then_unmasking_gives_the_original(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    masked = mask_turn(text, mentions, REPLACEMENT_OF)
    assert unmask_turn(masked, [text[r.start : r.end] for r in masked.replacements]) == text
    assert all(masked.text[r.masked_start : r.masked_end] == r.text for r in masked.replacements)


@given(texts_with_mentions())
@settings(max_examples=200, deadline=None)
def test_masking_leaves_no_letter_of_a_mention(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    covered = {place for m in mentions for place in range(m.start, m.end) if text[place].isalnum()}
    replacements = mask_turn(text, mentions, REPLACEMENT_OF).replacements
    masked = {place for r in replacements for place in range(r.start, r.end)}
    if "[" not in text:
        assert covered <= masked


@given(texts_with_mentions())
@settings(max_examples=200, deadline=None)
def test_masking_kept_characters_keep_their_place(case: tuple[str, list[Mention]]) -> None:
    text, mentions = case
    masked = mask_turn(text, mentions, REPLACEMENT_OF)
    replaced = {place for r in masked.replacements for place in range(r.start, r.end)}
    for place in set(range(len(text))) - replaced:
        there = to_masked_offset(masked.replacements, place)
        assert masked.text[there] == text[place]
        assert to_original_offset(masked.replacements, there) == place


@given(texts_with_mentions())
@settings(max_examples=200, deadline=None)
def test_masking_resolved_mentions_do_not_overlap(case: tuple[str, list[Mention]]) -> None:
    resolved = resolve_overlaps(case[1])
    assert all(one.end <= other.start for one, other in pairwise(resolved))
    assert resolve_overlaps(reversed(case[1])) == resolved
    assert resolve_overlaps(resolved) == resolved


def test_masking_longest_then_earliest_then_kind() -> None:
    assert resolve_overlaps([mention(0, 3), mention(0, 8, "address")]) == [mention(0, 8, "address")]
    assert resolve_overlaps([mention(0, 3, "date"), mention(0, 3, "person")]) == [mention(0, 3, "person")]
    assert resolve_overlaps([mention(2, 6), mention(0, 4)]) == [mention(0, 4), mention(4, 6)]
    assert resolve_overlaps([mention(4, 4)]) == []


def test_masking_turns_do_not_meet() -> None:
    both = [mention(0, 5, turn=2), mention(0, 3, turn=1)]
    assert resolve_overlaps(both) == both[::-1]


def test_masking_neighbouring_parts_of_a_name_are_one() -> None:
    masked = mask_turn(
        "Anne Petit, Anne Anne", [mention(0, 4), mention(5, 10), mention(12, 16), mention(17, 21)], {"x": "Eva"}
    )
    assert masked.text == "Eva, Eva Eva"


def test_masking_spans_take_names_whole() -> None:
    masked = mask_turn("dit à Sophie Martin hier", [mention(6, 19)], {"x": "Eva"})
    assert masked.text == "dit à Eva hier"
    assert to_masked_span(masked.replacements, 8, 10) == (6, 9)
    assert to_masked_span(masked.replacements, 0, 8) == (0, 9)
    assert to_masked_span(masked.replacements, 20, 24) == (10, 14)
    assert to_masked_span((), 3, 5) == (3, 5)


def test_masking_a_tag_is_not_masked() -> None:
    assert mask_turn("à [Ville 12] hier", [mention(3, 8, "place")], {"x": "[Ville 1]"}).text == "à [Ville 12] hier"


def test_masking_refuses_what_it_cannot_do() -> None:
    with pytest.raises(ValueError, match="outside"):
        mask_turn("abc", [mention(0, 4)], {"x": "Eva"})
    with pytest.raises(ValueError, match="identity"):
        mask_turn("abc", [mention(0, 3)], {})
    with pytest.raises(ValueError):
        unmask_turn(mask_turn("abc", [mention(0, 3)], {"x": "Eva"}), [])
