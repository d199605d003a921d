"""The context of the whole page."""

from __future__ import annotations

from dashboards.contexts import PageContext
from dashboards.materials import Materials
from dashboards.sections.discourse import build_discourse
from dashboards.sections.grid import build_grid
from dashboards.sections.method import build_method
from dashboards.sections.mirror import build_mirror
from dashboards.sections.quality import build_quality
from dashboards.sections.reading import build_reading
from dashboards.sections.specific import build_specificities
from dashboards.sections.summary import build_summary
from dashboards.sections.vocabulary import build_vocabulary
from dashboards.sections.waves import build_waves


def build_page(materials: Materials) -> PageContext:
    """Every section of the page."""
    return PageContext(
        language=materials.language,
        title=materials.names.study,
        side_a=materials.names.side("A"),
        side_b=materials.names.side("B"),
        summary=build_summary(materials),
        reading=build_reading(materials),
        quality=build_quality(materials),
        words=build_vocabulary(materials),
        classes=build_discourse(materials),
        specificities=build_specificities(materials),
        grid=build_grid(materials),
        mirror=build_mirror(materials),
        waves=build_waves(materials),
        method=build_method(materials),
    )
