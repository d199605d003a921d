"""The page of the method: numbers against the published rows, counted anew."""

from __future__ import annotations

from dashboards.materials import Materials
from dashboards.sections.method import build_method


def test_method_tells_parameters_versions_and_steps(materials: Materials) -> None:
    method = build_method(materials)
    assert method.parameters is not None
    assert ("classes au plus", "4") in method.parameters.rows
    assert ("catégories actives", "NOUN, VERB") in method.parameters.rows
    assert method.versions is not None
    assert ("duckdb", "2.0.0") in method.versions.rows
    assert method.tables is not None
    assert method.tables.rows[0][:3] == ("classes", "classification des segments", "4")
