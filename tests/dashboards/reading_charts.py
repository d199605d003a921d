"""What tests of charts read of them."""

from __future__ import annotations

from typing import Any

from dashboards.charts.look import Drawing

Spec = dict[str, Any]


def layers_of(chart: Drawing) -> list[Spec]:
    """Layers of the chart with their rows under ``rows``."""
    spec = chart.to_dict()
    own = spec.get("data", {}).get("name")
    return [{**layer, "rows": spec["datasets"][layer.get("data", {}).get("name", own)]} for layer in spec["layer"]]


def leading_layers(chart: Drawing) -> list[Spec]:
    """Layers whose marks lead somewhere."""
    return [layer for layer in layers_of(chart) if "href" in layer["encoding"]]


def painted_rows(chart: Drawing, field: str) -> list[Spec]:
    """Rows of the first layer that bear ``field``."""
    return next(layer["rows"] for layer in layers_of(chart) if all(field in row for row in layer["rows"]))


def layers_with(chart: Drawing, mark: str, *channels: str) -> list[Spec]:
    """Layers of one kind of mark that have these channels."""
    found = [layer for layer in layers_of(chart) if layer["mark"]["type"] == mark]
    return [layer for layer in found if all(channel in layer["encoding"] for channel in channels)]


def texts_of(chart: Drawing) -> list[str]:
    """Everything that is written."""
    written = []
    for layer in layers_with(chart, "text"):
        field = layer["encoding"]["text"]["field"]
        written += [row[field] for row in layer["rows"]]
    return written
