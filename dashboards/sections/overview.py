"""The first page: who spoke, what was found, how sure it is."""

from __future__ import annotations

from dashboards.contexts.overview import OverviewContext
from dashboards.materials import Materials
from dashboards.sections.reading import count_tiles, interviews_table, reading_notes, spread_table
from dashboards.sections.summary import build_summary


def build_overview(materials: Materials) -> OverviewContext:
    """Everything of the first page."""
    interviews = materials.published.read("interviews")
    if interviews.is_empty():
        return OverviewContext(materials.words("empty_reading"), (), (), None, None, ())
    analysed = set(materials.published.read("analysed_interviews")["interview_id"])
    return OverviewContext(
        empty="",
        summary=build_summary(materials),
        tiles=count_tiles(materials, interviews, len(analysed)),
        spread=spread_table(materials, interviews),
        interviews=interviews_table(materials, interviews, analysed),
        notes=tuple(reading_notes(materials, interviews)),
    )
