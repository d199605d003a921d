"""The pages of a site: which there are, in which order, and what each is made by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dashboards.materials import Materials
from dashboards.sections.concordance import build_concordance
from dashboards.sections.discourse import build_discourse
from dashboards.sections.evidence import build_evidence
from dashboards.sections.grid import build_grid
from dashboards.sections.interviews import build_interviews
from dashboards.sections.method import build_method
from dashboards.sections.mirror import build_mirror
from dashboards.sections.overview import build_overview
from dashboards.sections.quality import build_quality
from dashboards.sections.vocabulary import build_words
from dashboards.sections.waves import build_waves


@dataclass(frozen=True, slots=True)
class Page:
    """A page: ``<key>.html``, made by ``templates/<key>.html.j2``; messages ``page_<key>`` and ``lead_<key>``."""

    key: str
    build: Callable[[Materials], object]
    """From what every section is made from to the page's context (a record of ``dashboards.contexts``)."""
    menu: Literal["findings", "sources"] = "findings"


PAGES: tuple[Page, ...] = (
    Page("index", build_overview),
    Page("quality", build_quality),
    Page("words", build_words),
    Page("classes", build_discourse),
    Page("grid", build_grid),
    Page("mirror", build_mirror),
    Page("waves", build_waves),
    Page("method", build_method),
    Page("interviews", build_interviews, "sources"),
    Page("evidence", build_evidence, "sources"),
    Page("concordance", build_concordance, "sources"),
)
"""In the order of the menu, which is that of building: the concordance shows the words that the others asked for."""
