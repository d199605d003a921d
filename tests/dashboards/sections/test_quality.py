"""The page of quality: numbers against the published rows, counted anew."""

from __future__ import annotations

from dashboards.materials import Materials
from dashboards.sections.quality import build_quality
from tests.dashboards.reading_pages import texts_of


def test_quality_says_findings_and_failed_validations_in_words(materials: Materials) -> None:
    quality = build_quality(materials)
    assert [group.severity for group in quality.findings] == ["set_aside", "warn", "note"]
    assert quality.findings[0].lines[0].startswith("Raymonde B, Printemps [B7-1]")
    assert quality.verdict == "1 vérification sur 3 n'est pas tenue."
    assert quality.failed is not None
    assert "Yvonne A" in texts_of(quality.failed)[0][1]
    assert quality.held is not None
    assert quality.held.rows == (("lecture", "2", "3"),)
