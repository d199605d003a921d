"""What the page of the method is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Table


@dataclass(frozen=True, slots=True)
class MethodContext:
    """How the numbers were made."""

    conventions: Table
    """Unit, denominator, correction of every number."""
    parameters: Table | None
    """Parameters of the steps."""
    versions: Table | None
    """Versions of what computed."""
    tables: Table | None
    """Step and units behind each published table."""
