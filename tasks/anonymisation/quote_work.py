"""What the step ``anchor_quotes`` does: coders' quotes in, the places of their words out.

Where a quote stood is remembered: when the transcript is corrected, its place follows the words and what stands around
them. A quote that stood there and is not found any more waits for a person.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from tasks.anonymisation.masking import MaskedTurn, mask_turn, to_masked_span
from tasks.anonymisation.quote_anchoring import QuoteAnchorer
from tasks.ingestion.reanchoring import Anchor, AnchoredText, Lost, Place
from tasks.records import Finding, Mention
from tasks.shards import Order, Shard
from tasks.table_catalogue import load_catalogue

_EVIDENCE: Mapping[str, str] = {"original_quotes": "mark_evidence", "original_goal_quotes": "goal_evidence"}
"""Quotes in the vault → where the places of their words are told."""
_KINDS: Mapping[str, str] = {"original_quotes": "mark", "original_goal_quotes": "goal"}
_LOST = {"turn": 0, "start_at": 0, "end_at": 0}

Row = Mapping[str, object]
Key = tuple[str, str, str]
"""Kind, what and words of a quote: its ordinal may change when the grid does."""


@dataclass(frozen=True, slots=True)
class _Interview:
    """One interview with what is remembered of its quotes."""

    order: Order
    unit: str
    version: int
    texts: Mapping[int, str]
    text: AnchoredText
    anchorer: QuoteAnchorer
    before: Mapping[Key, list[Row]]
    """Rows of ``quote_anchors`` by quote."""
    waiting: Mapping[Key, list[Row]]
    """Rows of ``marks_to_review`` by quote."""


def masked_turn(order: Order, unit: str, turn: int, text: str) -> MaskedTurn:
    """One turn masked by the mentions found in it."""
    rows = order.rows("identity_mentions", unit).filter(pl.col("turn") == turn).to_dicts()
    mentions = [
        Mention(turn, row["start_at"], row["end_at"], row["kind"], row["identity"], row["source"]) for row in rows
    ]
    return mask_turn(text, mentions, {row["identity"]: row["replacement"] for row in rows})


def anchor_quotes(order: Order) -> Shard:
    """Find the words behind marks and goals in the original turns and tell their place in the masked ones."""
    shard = Shard()
    for evidence in _EVIDENCE.values():
        shard.add(evidence, [])
    masked = set(order.tables["masked_turns"]["interview_id"])
    quoted = {unit for name in _EVIDENCE for unit in order.tables[name]["interview_id"]}
    versions = dict(order.tables["interviews"].select("interview_id", "version").iter_rows())
    for unit in sorted(quoted & masked):
        _anchor_interview(shard, _interview(order, unit, versions.get(unit, 1)))
    for name in ("quote_anchors", "marks_to_review"):  # what is out of the study for now is remembered
        shard.add_sealed(name, order.tables[name].filter(~pl.col("interview_id").is_in(sorted(masked))).to_dicts())
    return shard


def _interview(order: Order, unit: str, version: int) -> _Interview:
    turns = order.rows("original_turns", unit).sort("turn")
    texts = list(turns.select("turn", "text").iter_rows())
    return _Interview(
        order,
        unit,
        version,
        dict(texts),
        AnchoredText(texts),
        QuoteAnchorer(texts),
        _by_quote(order.rows("quote_anchors", unit)),
        _by_quote(order.rows("marks_to_review", unit)),
    )


def _by_quote(rows: pl.DataFrame) -> Mapping[Key, list[Row]]:
    grouped: dict[Key, list[Row]] = defaultdict(list)
    for row in rows.sort("kind", "what", "ordinal").to_dicts():
        grouped[row["kind"], row["what"], row["quote"]].append(row)
    return grouped


def _anchor_interview(shard: Shard, interview: _Interview) -> None:
    moved = 0
    for name, evidence in _EVIDENCE.items():
        grain = load_catalogue()[name].grain
        for quote in interview.order.rows(name, interview.unit).sort(grain).to_dicts():
            anchored = _anchored(shard, interview, _KINDS[name], quote)
            place = _masked_place(interview, anchored) if anchored is not None else _LOST
            moved += bool(anchored is not None and anchored["moved"])
            shard.add(evidence, [{column: quote[column] for column in grain} | place])
    if moved:
        shard.findings.append(
            ("study", Finding("anchors_moved", interview.unit, {"count": moved, "version": interview.version}))
        )


def _anchored(shard: Shard, interview: _Interview, kind: str, quote: Mapping[str, str]) -> Row | None:
    """The row of ``quote_anchors`` of one quote, or None; what is to be told or looked at goes to ``shard``."""
    what = quote["goal"] if kind == "goal" else f"{quote['indicator']}, {quote['coder']}"
    key = (kind, what, quote["quote"])
    known = [*interview.before.get(key, ()), *interview.waiting.get(key, ())]
    place = _followed(interview, known[0]) if known else _first_place(interview, quote["quote"])
    ordinal = int(quote.get("ordinal", 1))
    same = {"interview_id": interview.unit, "kind": kind, "what": what, "ordinal": ordinal}
    same |= {"participant_id": quote["participant_id"], "quote": quote["quote"]}
    if isinstance(place, Place):
        row = same | _anchor_row(interview, place, known[0] if known else None)
        shard.add_sealed("quote_anchors", [row])
        return row
    if known and place is not None:
        kept = {name: known[0][name] for name in ("version", "turn", "words", "context")}
        shard.add_sealed("marks_to_review", [same | kept | {"reason": place.reason}])
        told: dict[str, str | int | float] = {"what": what, "version": int(str(kept["version"]))}
        told["place"] = f"{what}, {ordinal}"
        shard.findings.append(("study", Finding("mark_to_review", interview.unit, told)))
    else:
        shard.findings.append(("study", _not_anchored(quote)))
    return None


def _first_place(interview: _Interview, quote: str) -> Place | None:
    found = interview.anchorer.anchor(quote)
    return Place(found.turn, found.start, found.end) if found is not None else None


def _followed(interview: _Interview, row: Row) -> Place | Lost:
    """Where the words that stood behind a quote stand now."""
    if row.get("edition") == interview.text.edition:
        turn, start, end = (int(str(row[name])) for name in ("turn", "start_at", "end_at"))
        return Place(turn, start, end)
    before, after, n_places = json.loads(str(row["context"]))
    words = str(row["words"])
    place = interview.text.find(Anchor(int(str(row["turn"])), 0, len(words), words, before, after, n_places))
    if isinstance(place, Lost) and n_places <= 1:
        # the transcript may now read as the coder quotes it
        found = interview.anchorer.anchor(str(row["quote"]))
        if found is not None and found.n_places == 1:
            return Place(found.turn, found.start, found.end)
    return place


def _anchor_row(interview: _Interview, place: Place, known: Row | None) -> dict[str, object]:
    anchor = interview.text.anchor_at(place.turn, place.start, place.end)
    moved = False
    if known is not None and "edition" in known:
        is_same_text = known["edition"] == interview.text.edition
        stood = (known["turn"], known["start_at"])
        moved = bool(known["moved"]) if is_same_text else stood != (place.turn, place.start)
    return {
        "version": interview.version,
        "edition": interview.text.edition,
        "turn": place.turn,
        "start_at": place.start,
        "end_at": place.end,
        "moved": moved,
        "words": anchor.quote,
        "context": json.dumps([anchor.before, anchor.after, anchor.n_places], ensure_ascii=False),
    }


def _masked_place(interview: _Interview, row: Row) -> dict[str, int]:
    turn, start, end = (int(str(row[name])) for name in ("turn", "start_at", "end_at"))
    masked = masked_turn(interview.order, interview.unit, turn, interview.texts[turn])
    masked_start, masked_end = to_masked_span(masked.replacements, start, end)
    return {"turn": turn, "start_at": masked_start, "end_at": masked_end}


def _not_anchored(quote: Mapping[str, str]) -> Finding:
    if "goal" in quote:
        return Finding("goal_quote_not_found", quote["interview_id"], {"goal": quote["goal"], "place": quote["goal"]})
    details: dict[str, str | int | float] = {"indicator": quote["indicator"], "coder": quote["coder"]}
    place = f"{quote['indicator']}, {quote['coder']}, {quote['ordinal']}"
    return Finding("quote_not_found", quote["interview_id"], details | {"place": place})
