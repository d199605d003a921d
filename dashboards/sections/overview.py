"""The first page: who spoke, what was found, how sure one can be."""

from __future__ import annotations

from dashboards.addresses import page
from dashboards.contexts.overview import OverviewContext
from dashboards.contexts.parts import Link
from dashboards.materials import Materials
from dashboards.sections.assurance import list_facts, tell_confounded
from dashboards.sections.changes import list_changes
from dashboards.sections.opposition import compared_pairs, draw_alike, draw_apart, tell_words
from dashboards.sections.reading import count_tiles, draw_people, list_interviews, tell_missing, tell_sides
from dashboards.sections.worlds import list_shares, list_worlds, tell_worlds


def build_overview(materials: Materials) -> OverviewContext:
    """Everything of the first page."""
    words, published = materials.words, materials.published
    interviews = published.read("interviews")
    if interviews.is_empty():
        return OverviewContext(empty=words("empty_reading"))
    has_classes = published.read("classes").height > 0
    pairs = compared_pairs(materials)
    changes = list_changes(materials)
    confounded = tell_confounded(materials)
    return OverviewContext(
        empty="",
        tiles=count_tiles(materials, interviews),
        people=draw_people(materials, interviews),
        spoke=tuple(tell_sides(materials, interviews)),
        missing=tuple(tell_missing(materials, interviews)),
        no_worlds="" if has_classes else words("empty_classes"),
        worlds_intro=tell_worlds(materials) if has_classes else "",
        worlds=list_worlds(materials),
        worlds_table=list_shares(materials) if has_classes else None,
        no_pairs="" if pairs.height else words("empty_pairs"),
        apart=draw_apart(materials, pairs),
        alike=draw_alike(materials, pairs),
        more_pairs=Link(words("more_pairs"), page("mirror")) if pairs.height else None,
        words=tell_words(materials),
        no_changes="" if changes else words("empty_changes"),
        changes=changes,
        sure=tuple(list_facts(materials)),
        confounded=confounded[0],
        confounded_note=confounded[1],
        interviews=list_interviews(materials, interviews),
    )
