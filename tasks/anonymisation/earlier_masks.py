"""What becomes of the masks of an earlier version of a transcript: they stay, or a person looks."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tasks.ingestion.reanchoring import Anchor, AnchoredText, Lost, Place
from tasks.records import Finding

EARLIER = "earlier version"
"""Source of a mask that only an earlier version of the transcript tells of."""

Row = Mapping[str, object]


@dataclass(slots=True)
class EarlierMasks:
    """What the masks of before come to in the text at hand."""

    kept: list[dict[str, object]] = field(default_factory=list)
    """Rows of ``identity_mentions``, without quote and context."""
    to_review: list[dict[str, object]] = field(default_factory=list)
    """Rows of ``masks_to_review``."""

    def findings(self, interview_id: str) -> list[Finding]:
        """What is to be told: how many stay, and where a person looks."""
        told = [Finding("masks_kept", interview_id, {"count": len(self.kept)})] if self.kept else []
        return told + [
            Finding("mask_to_review", interview_id, {"place": str(row["turn"]), "version": int(str(row["version"]))})
            for row in self.to_review
        ]


def follow_masks(
    text: AnchoredText,
    found: Sequence[Row],
    *,
    version: int,
    masked_before: Iterable[Row],
    waiting: Iterable[Row],
    keep: Sequence[str],
    reviewed: bool,
) -> EarlierMasks:
    """Find the masks of an earlier version again.

    ``found`` are the mentions of the text at hand, ``masked_before`` and ``waiting`` the rows of ``identity_mentions``
    and ``masks_to_review`` as they stood. A mask whose words stand there still stays one where nothing found covers it.
    One whose words are lost is for a person to look at, unless what stands there now is masked, or a person has
    ``reviewed`` this version. Where the same version is only read otherwise (its speakers were confirmed), what was
    found in it is looked for anew: only masks that nothing but an earlier version tells of can be lost. Kinds that the
    study decided to ``keep`` in clear are left.
    """
    masks = EarlierMasks()
    spans = _spans(found)
    for row in masked_before:
        is_carried = row["source"] == EARLIER
        if row["kind"] in keep or (row["edition"] == text.edition and not is_carried):
            continue  # found, or no longer to be found, in these very words
        place = _recorded(row) if row["edition"] == text.edition else text.find(_anchor(row, str(row["quote"])))
        if isinstance(place, Place):
            _keep(masks, row, place, spans)
        elif (row["version"] != version or is_carried) and not reviewed and not _is_dealt_with(text, row, place, spans):
            masks.to_review.append(_review_row(row, place))
    for row in waiting:
        if row["what"] in keep:
            continue
        place = text.find(_anchor(row, str(row["words"])))
        if isinstance(place, Place):
            _keep(masks, {**row, "kind": row["what"], "end_at": 0, "start_at": 0}, place, spans)
        elif not reviewed and not _is_dealt_with(text, {**row, "quote": row["words"]}, place, spans):
            masks.to_review.append({**row, "reason": place.reason})
    _number(masks.to_review)
    return masks


def anchor_columns(text: AnchoredText, turn: int, start: int, end: int) -> dict[str, str]:
    """``quote`` and ``context`` of a place, as the vault keeps them."""
    anchor = text.anchor_at(turn, start, end)
    context = [anchor.before, anchor.after, anchor.n_places]
    return {"quote": anchor.quote, "context": json.dumps(context, ensure_ascii=False)}


def _anchor(row: Row, quote: str) -> Anchor:
    before, after, n_places = json.loads(str(row["context"]))
    return Anchor(int(str(row["turn"])), 0, len(quote), quote, before, after, n_places)


def _recorded(row: Row) -> Place:
    turn, start, end = (int(str(row[name])) for name in ("turn", "start_at", "end_at"))
    return Place(turn, start, end)


def _spans(found: Iterable[Row]) -> Mapping[int, list[tuple[int, int]]]:
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for row in found:
        place = _recorded(row)
        spans[place.turn].append((place.start, place.end))
    return spans


def _is_covered(place: Place, spans: Mapping[int, list[tuple[int, int]]]) -> bool:
    at = place.start
    for start, end in sorted(spans.get(place.turn, ())):
        if start <= at < end:
            at = end
    return at >= place.end


def _keep(masks: EarlierMasks, row: Row, place: Place, spans: Mapping[int, list[tuple[int, int]]]) -> None:
    if not _is_covered(place, spans):
        masks.kept.append(
            {
                "turn": place.turn,
                "start_at": place.start,
                "end_at": place.end,
                "kind": row["kind"],
                "identity": row["identity"],
                "source": EARLIER,
            }
        )


def _is_dealt_with(text: AnchoredText, row: Row, lost: Lost, spans: Mapping[int, list[tuple[int, int]]]) -> bool:
    """Whether something is masked where the words stood, or everywhere that they may stand."""
    near = lost.near
    if near is not None and any(start < near.end and end > near.start for start, end in spans.get(near.turn, ())):
        return True
    places = text.places_of(str(row["quote"])) if lost.reason == "ambiguous" else []
    return bool(places) and all(_is_covered(place, spans) for place in places)


def _review_row(row: Row, lost: Lost) -> dict[str, object]:
    same = ("interview_id", "participant_id", "version", "turn", "identity", "context")
    return {name: row[name] for name in same} | {
        "what": row["kind"],
        "ordinal": 0,
        "reason": lost.reason,
        "words": row["quote"],
    }


def _number(rows: list[dict[str, object]]) -> None:
    numbers: dict[object, int] = {}
    for row in rows:
        numbers[row["what"]] = row["ordinal"] = numbers.get(row["what"], 0) + 1
