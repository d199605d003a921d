"""What the pages of one language asked for while they were made: words to be shown in their lines, charts drawn."""

from __future__ import annotations

from dataclasses import dataclass, field

from dashboards.charts.look import Drawing


@dataclass(frozen=True, slots=True)
class Ledger:
    """Filled by the sections in the order of the site map; read by the concordance and by the export."""

    words: set[tuple[str, str]] = field(default_factory=set)
    """Lemma and part of speech, or form and "": each has its place in the concordance."""
    charts: dict[str, tuple[str, Drawing]] = field(default_factory=dict)
    """Name of a figure → its title and drawing."""
    legends: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """Name of a figure → keys of its legend (classes of the style sheet) and their words; those that have one."""
