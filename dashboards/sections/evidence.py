"""The words behind every mark of the grid, indicator by indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import polars as pl

from dashboards import addresses
from dashboards.contexts.evidence import BearerContext, EvidenceContext, IndicatorContext, ObservableContext
from dashboards.contexts.parts import Quote
from dashboards.materials import Materials


def build_evidence(materials: Materials) -> EvidenceContext:
    """Observables in the order of the codebook."""
    indicators = materials.published.read("indicators").sort("position")
    bearers = _bearers(materials)
    if indicators.is_empty() or not bearers:
        return EvidenceContext(materials.words("empty_evidence"), ())
    quotes = _quotes(materials)
    return EvidenceContext(
        "",
        tuple(
            ObservableContext(
                anchor=f"observable-{addresses.indicator_anchor(str(key))}",
                title=_heading(materials, rows.to_dicts()[0]),
                indicators=tuple(
                    _indicator(materials, row, bearers.get(row["indicator"], ()), quotes) for row in rows.to_dicts()
                ),
            )
            for (key,), rows in indicators.group_by("observable", maintain_order=True)
        ),
    )


def _bearers(materials: Materials) -> dict[str, list[str]]:
    """Indicator → interviews that bear it, in the order of the study."""
    order = {name: place for place, name in enumerate(materials.interviews())}
    cells = materials.published.read("grid_cells").filter(pl.col("state") == "present")
    bearers: dict[str, list[str]] = {}
    for indicator, interview in cells.select("indicator", "interview_id").unique().iter_rows():
        bearers.setdefault(indicator, []).append(interview)
    for found in bearers.values():
        found.sort(key=lambda one: (order.get(one, len(order)), one))
    return bearers


def _heading(materials: Materials, row: Mapping[str, str]) -> str:
    sides = ", ".join(materials.names.group(role) for role in row["roles"].split())
    return materials.words("observable_title", label=row["observable_label"], sides=sides)


def _indicator(
    materials: Materials,
    row: Mapping[str, str],
    bearers: Sequence[str],
    quotes: Mapping[tuple[str, str], Sequence[Quote]],
) -> IndicatorContext:
    key = row["indicator"]
    return IndicatorContext(
        anchor=addresses.indicator_anchor(key),
        title=row["label"],
        count=materials.words.count("evidence_bearers", len(bearers), materials.numbers.whole(len(bearers))),
        bearers=tuple(_bearer(materials, key, interview, quotes.get((key, interview), ())) for interview in bearers),
    )


def _bearer(materials: Materials, indicator: str, interview: str, quotes: Sequence[Quote]) -> BearerContext:
    return BearerContext(
        anchor=addresses.indicator_anchor(indicator, interview),
        who=materials.names.interview(interview),
        quotes=tuple(quotes),
        silence="" if quotes else materials.words("mark_without_words"),
    )


def _quotes(materials: Materials) -> dict[tuple[str, str], list[Quote]]:
    """Indicator and interview → words behind the mark; words that two coders quoted alike stand once."""
    found: dict[tuple[str, str], list[Quote]] = {}
    for row in _places(materials):
        quotes = found.setdefault((row["indicator"], row["interview_id"]), [])
        text = row["text"][row["start_at"] : row["end_at"]]
        if all(quote.text != text for quote in quotes):
            quotes.append(
                Quote(
                    text=text,
                    who=materials.names.interview(row["interview_id"]),
                    place=materials.words("quote_place", turn=materials.numbers.whole(row["turn"])),
                    note=materials.words("quoted_by", coder=row["coder"]),
                    href=addresses.of_turn(row["interview_id"], row["turn"]),
                )
            )
    return found


def _places(materials: Materials) -> Iterator[dict[str, Any]]:
    turns = materials.published.read("masked_turns").select("interview_id", "turn", "text")
    evidence = materials.published.read("mark_evidence").filter(pl.col("turn") > 0)
    joined = evidence.join(turns, on=["interview_id", "turn"])
    yield from joined.sort("indicator", "interview_id", "turn", "start_at", "coder").to_dicts()
