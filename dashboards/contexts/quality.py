"""What the page of quality is given."""

from __future__ import annotations

from dataclasses import dataclass

from dashboards.contexts.parts import Table


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """What stages told, of one severity."""

    severity: str
    """Severity, a class of the style sheet."""
    title: str
    """Severity in words, with how many."""
    lines: tuple[str, ...]
    """What was told, of whom."""


@dataclass(frozen=True, slots=True)
class QualityContext:
    """What was set aside, and what the validations found."""

    findings: tuple[FindingGroup, ...]
    """The gravest first."""
    no_findings: str
    """Said where there is none."""
    verdict: str
    """How many validations held."""
    failed: Table | None
    """Those that did not hold."""
    held: Table | None
    """How many held, stage by stage."""
