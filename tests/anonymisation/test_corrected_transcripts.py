"""A transcript is corrected: masks and quotes follow their words, or wait for a person; nothing shifts silently."""

from __future__ import annotations

import json

import polars as pl
import pytest

from tasks.anonymisation.work import anchor_quotes, find_identities, mask_interviews
from tasks.records import Finding
from tasks.shards import Shard
from tasks.vault import clear_frame
from tests.invented import invented_config, invented_order, rows_of

Turns = list[str]
FIRST: Turns = [
    "Bonjour Odile. Comment marchez-vous ?",
    "Avec une carte. Mon numéro, c’est le 06 39 98 41 27, et Odile c’est moi.",
    "Et le chemin, il monte ?",
    "Oui, il monte. Et puis la carte, je la lis mal, Odile me le dit assez.",
]
IDENTITIES = rows_of(
    "identities",
    {
        "identity": "participant:A1",
        "participant_id": "A1",
        "kind": "person",
        "forms": json.dumps([[["Odile", "Grandvarlet"], "f"]]),
        "replacement": "Yvette",
    },
)
NONE = {name: rows_of(name) for name in ("identity_mentions", "masks_to_review", "quote_anchors", "marks_to_review")}
Vault = dict[str, pl.DataFrame]


def original(turns: Turns) -> pl.DataFrame:
    return rows_of(
        "original_turns",
        *(
            {"interview_id": "A1-1", "turn": number, "participant_id": "A1", "text": text}
            for number, text in enumerate(turns, start=1)
        ),
    )


def interviews(version: int) -> pl.DataFrame:
    return rows_of("interviews", {"interview_id": "A1-1", "participant_id": "A1", "version": version})


def found(
    turns: Turns, version: int, before: Vault = NONE, identities: pl.DataFrame = IDENTITIES, **masking: object
) -> Shard:
    tables = before | {"original_turns": original(turns), "identities": identities, "interviews": interviews(version)}
    return find_identities(invented_order("A1-1", config=invented_config(masking=masking), extras={}, **tables))


def remembered(*shards: Shard) -> Vault:
    vault = dict(NONE)
    for shard in shards:
        vault |= {name: rows for name, rows in shard.sealed.items() if name in NONE}
    return vault


def masked_words(turns: Turns, shard: Shard) -> list[tuple[str, str]]:
    rows = shard.sealed["identity_mentions"].sort("turn", "start_at").to_dicts()
    return [(turns[row["turn"] - 1][row["start_at"] : row["end_at"]], row["source"]) for row in rows]


def test_corrected_transcript_read_otherwise_loses_no_mask_of_an_earlier_version() -> None:
    """The version stays the same where only its speakers are told apart anew."""
    unlisted = IDENTITIES.with_columns(forms=pl.lit(json.dumps([[["Zoé", ""], "f"]])))
    first = found(FIRST, 1)
    second = found([*FIRST, "Merci."], 2, remembered(first), unlisted)
    assert ("Odile", "earlier version") in masked_words([*FIRST, "Merci."], second)
    otherwise = [*FIRST[:3], "Oui, il monte. Et puis la carte, je la lis mal.", "Merci."]
    third = found(otherwise, 2, remembered(second), unlisted)
    waiting = third.sealed["masks_to_review"].select("turn", "words", "version").rows()
    assert waiting == [(4, "Odile", 2)]
    assert [told.code for _, told in third.findings] == ["masks_kept", "mask_to_review"]


QUOTES = rows_of(
    "original_quotes",
    *(
        {"interview_id": "A1-1", "indicator": "outils.carte", "coder": "CL", "ordinal": number, "participant_id": "A1"}
        | {"quote": quote}
        for number, quote in enumerate(("Et puis la carte, je la lis mal", "monte", "c’est moi"), start=1)
    ),
)
GOALS = rows_of(
    "original_goal_quotes",
    {"interview_id": "A1-1", "goal": "col", "participant_id": "A1", "quote": "il monte. Et puis"},
)


def anchored(turns: Turns, version: int, before: Vault = NONE, quotes: pl.DataFrame = QUOTES) -> Shard:
    mentions = found(turns, version).sealed["identity_mentions"]
    masked = mask_interviews(invented_order("A1-1", original_turns=original(turns), identity_mentions=mentions))
    tables = before | {"original_turns": original(turns), "interviews": interviews(version)}
    tables |= {"original_quotes": quotes, "original_goal_quotes": GOALS, "identity_mentions": mentions}
    return anchor_quotes(
        invented_order("study", config=None, extras={}, masked_turns=masked.tables["masked_turns"], **tables)
    )


def evidence_words(turns: Turns, shard: Shard) -> list[str]:
    rows = shard.sealed["quote_anchors"].sort("kind", "what", "ordinal").to_dicts()
    return [turns[row["turn"] - 1][row["start_at"] : row["end_at"]] for row in rows]


def codes(shard: Shard) -> list[tuple[str, str | int | float]]:
    return sorted((told.code, told.details.get("place", told.details.get("count", ""))) for _, told in shard.findings)


# -- masks


def test_corrected_masks_of_the_same_text_are_those_found_and_no_others() -> None:
    first = found(FIRST, 1)
    assert [source for _, source in masked_words(FIRST, first)] == ["known name", "pattern phone"] + ["known name"] * 2
    kept = found(FIRST, 1, remembered(first), keep=["number"])
    again = found(FIRST, 1, remembered(first))
    assert again.sealed["identity_mentions"].equals(first.sealed["identity_mentions"])
    assert again.findings == kept.findings == []


def test_corrected_mask_that_nothing_tells_any_more_stays_where_its_words_stand() -> None:
    first = found(FIRST, 1)
    row = first.sealed["identity_mentions"].row(0, named=True)
    words = "marchez-vous"
    start = FIRST[0].index(words)
    by_hand = row | {"start_at": start, "end_at": start + len(words), "quote": words, "source": "known name"}
    by_hand |= {"context": json.dumps([FIRST[0][:start], " ?\nAvec une carte", 1])}
    before = remembered(first)
    before["identity_mentions"] = clear_frame("identity_mentions", [*before["identity_mentions"].to_dicts(), by_hand])
    turns = ["Entrez.", *FIRST]
    second = found(turns, 2, before)
    assert (words, "earlier version") in masked_words(turns, second)
    assert codes(second) == [("masks_kept", 1)]
    third = found(turns, 2, remembered(second))
    assert third.sealed["identity_mentions"].equals(second.sealed["identity_mentions"]), "done again, it is the same"
    back = found(FIRST, 1, remembered(second))
    assert (words, "earlier version") in masked_words(FIRST, back)


def test_corrected_mask_whose_words_changed_is_for_a_person() -> None:
    first = found(FIRST, 1)
    turns = [text.replace("06 39 98 41 27", "06 39 98 quarante et un") for text in FIRST]
    second = found(turns, 2, remembered(first))
    assert codes(second) == [("mask_to_review", "2")]
    (row,) = second.sealed["masks_to_review"].to_dicts()
    assert (row["what"], row["turn"], row["reason"], row["version"]) == ("phone", 2, "changed", 1)
    assert row["words"] == "06 39 98 41 27"
    assert "06" not in repr(second.findings)
    again = found(turns, 2, remembered(second))
    assert again.sealed["masks_to_review"].equals(second.sealed["masks_to_review"]), "it waits"
    read = found(turns, 2, remembered(second), reviewed=["A1-1:2"])
    assert (read.sealed["masks_to_review"].height, read.findings) == (0, [])
    back = found(FIRST, 1, remembered(second))
    assert (back.sealed["masks_to_review"].height, back.findings) == (0, []), "the words are found again"
    assert masked_words(FIRST, back) == masked_words(FIRST, first)


def test_corrected_mask_is_settled_where_what_stands_there_now_is_masked() -> None:
    first = found(FIRST, 1)
    turns = [text.replace("06 39 98 41 27", "06 39 98 41 28") for text in FIRST]
    second = found(turns, 2, remembered(first))
    assert (second.sealed["masks_to_review"].height, second.findings) == (0, [])


# -- marks and goals


def test_corrected_quotes_go_with_their_words_and_are_told() -> None:
    first = anchored(FIRST, 1)
    assert first.findings == []
    turns = ["Entrez.", "Merci.", *(text.replace("Oui, il monte", "Euh oui… il monte") for text in FIRST)]
    second = anchored(turns, 2, remembered(first))
    assert evidence_words(turns, second) == evidence_words(FIRST, first)
    assert codes(second) == [("anchors_moved", 4)]
    third = anchored(turns, 2, remembered(second))
    assert third.sealed["quote_anchors"].equals(second.sealed["quote_anchors"])
    assert third.findings == second.findings, "done again, it tells the same"
    assert third.tables["mark_evidence"].equals(second.tables["mark_evidence"])


def test_corrected_quote_of_several_places_stays_at_its_own() -> None:
    first = anchored(FIRST, 1)
    anchor = first.sealed["quote_anchors"].filter(pl.col("quote") == "monte").row(0, named=True)
    assert (anchor["turn"], json.loads(anchor["context"])[2]) == (3, 2)
    turns = ["Le col monte aussi.", *FIRST]
    second = anchored(turns, 2, remembered(first))
    assert second.sealed["quote_anchors"].filter(pl.col("quote") == "monte")["turn"].to_list() == [4]
    assert anchored(turns, 2).sealed["quote_anchors"].filter(pl.col("quote") == "monte")["turn"].to_list() == [1]


@pytest.mark.parametrize("correction", ["je la lis très mal", "je la relis mal"])
def test_corrected_quote_whose_words_changed_is_for_a_person(correction: str) -> None:
    first = anchored(FIRST, 1)
    turns = [text.replace("je la lis mal", correction) for text in FIRST]
    second = anchored(turns, 2, remembered(first))
    assert codes(second) == [("mark_to_review", "outils.carte, CL, 1")]
    (row,) = second.sealed["marks_to_review"].to_dicts()
    assert (row["kind"], row["reason"], row["version"], row["turn"]) == ("mark", "changed", 1, 4)
    place = second.tables["mark_evidence"].filter(pl.col("ordinal") == 1).row(0, named=True)
    assert (place["turn"], place["start_at"], place["end_at"]) == (0, 0, 0)
    again = anchored(turns, 2, remembered(second))
    assert again.sealed["marks_to_review"].equals(second.sealed["marks_to_review"]), "it waits"
    here = pl.when(pl.col("ordinal") == 1).then(pl.lit(f"Et puis la carte, {correction}")).otherwise("quote")
    dealt = anchored(turns, 2, remembered(second), QUOTES.with_columns(quote=here))
    assert (dealt.sealed["marks_to_review"].height, dealt.findings) == (0, []), "the quote was corrected"
    back = anchored(FIRST, 1, remembered(second))
    assert back.sealed.get("marks_to_review", NONE["marks_to_review"]).is_empty(), "the words are found again"
    assert evidence_words(FIRST, back) == evidence_words(FIRST, first)


def test_corrected_goal_whose_words_changed_is_for_a_person() -> None:
    second = anchored(
        [text.replace("il monte. Et", "ça monte. Et") for text in FIRST], 2, remembered(anchored(FIRST, 1))
    )
    assert ("mark_to_review", "col, 1") in codes(second)
    assert second.tables["goal_evidence"]["turn"].to_list() == [0]


def test_corrected_quote_never_found_is_told_as_before() -> None:
    quotes = QUOTES.head(1).with_columns(quote=pl.lit("jamais dit"))
    shard = anchored(FIRST, 1, quotes=quotes)
    assert [told.code for _, told in shard.findings] == ["quote_not_found"]
    assert anchored(["Entrez.", *FIRST], 2, remembered(shard), quotes).findings[0] == ("study", shard.findings[0][1])
    assert isinstance(shard.findings[0][1], Finding)


def test_corrected_quotes_of_an_interview_that_is_out_for_now_are_remembered() -> None:
    first = anchored(FIRST, 1)
    none = {name: rows_of(name) for name in ("original_turns", "original_quotes", "original_goal_quotes")}
    tables = remembered(first) | none | {"interviews": rows_of("interviews"), "masked_turns": rows_of("masked_turns")}
    out = anchor_quotes(invented_order("study", config=None, extras={}, **tables))
    assert out.sealed["quote_anchors"].equals(first.sealed["quote_anchors"])
    assert out.tables["mark_evidence"].is_empty()
