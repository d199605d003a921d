"""What a run did, counted as it goes."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Tally:
    """What a run did, for its closing words."""

    units: dict[str, int] = field(default_factory=dict)
    """Units of work by step."""
    read: set[str] = field(default_factory=set)
    """Interviews read anew."""
    retired: set[str] = field(default_factory=set)
    """Interviews taken out of the analysis."""
    rewritten: bool = False
    """Masked text was replaced or removed: the freed blocks of the warehouse still hold it."""
    changed: list[str] = field(default_factory=list)
    """Published tables whose rows changed."""
